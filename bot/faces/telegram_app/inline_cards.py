"""An answer as the cards of an inline query: the answer first, then the other paragraphs.

Telegram shows the same cards to everybody who types the same words, so nothing here depends on the user.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.conversation.evidence import evidence
from bot.conversation.replies import ClaimsChecked, is_found
from bot.messages import chat_texts_in, texts_in
from bot.presentation.answer_buttons import Setting, open_button
from bot.presentation.answers import render_answer, render_passage
from bot.presentation.checked import render_checked, verdict_line
from bot.presentation.excerpt import excerpt, sentence_around
from bot.presentation.gloss import gloss
from bot.presentation.parts import attribution, label, link_to, reason, texts_of
from bot.presentation.places import of_each_place
from bot.presentation.quotes import Around, with_quotes
from bot.presentation.rich_text import Block, Piece, RichText, Style, clipped, render_sentence, shown
from retrieval.types import Answer, AnswerPart, Citation, Language, Span

_TITLE_UNITS = 80
_DESCRIPTION_UNITS = 120
_SENTENCE_UNITS = 40
"""A phone shows two lines of a description, and the document belongs into them."""
_SOURCE_UNITS = 40
_TRIED = {Language.SIMPLIFIED: 2, Language.TRADITIONAL: 1, Language.ENGLISH: 2}
"""Examples shown of each language to someone who typed nothing yet."""


PRIVATE_START = "inline"
"""Of the button above the cards: what it opens the private chat with, which says hello."""


@dataclass(frozen=True, slots=True)
class InlineCards:
    """What is shown to an inline query."""

    cards: tuple[InlineCard, ...] = ()
    cache_seconds: int = 0
    """For how long it may be shown to others who type the same."""
    private_label: str = ""
    """On a button above the cards that opens the chat with the bot; empty: there is none."""


@dataclass(frozen=True, slots=True)
class InlineCard:
    """One result of an inline query: two lines to choose by, and the message that is then sent."""

    id: str
    title: str
    description: str
    message: RichText
    query: str = ""
    """Typed for the user when they tap the button under the message; empty: no button."""
    query_label: str = ""


def render_inline(answer: Answer, bot: str = "") -> tuple[InlineCard, ...]:
    """The cards for an answer; a single one when there is none.

    Args:
        answer: to what was typed.
        bot: the bot's user name, for the links to the paragraphs.
    """
    texts, message = texts_of(answer), render_answer(answer, bot)
    if not is_found(answer):
        why = clipped(reason(answer), _DESCRIPTION_UNITS)
        return (InlineCard("nothing", texts.inline_nothing, why, message),)
    if answer.places:
        return tuple(_place_card(answer, number, bot) for number in range(len(of_each_place(answer))))
    title = _title(answer, answer.parts)
    cited = evidence(answer)
    best = _described(cited[0]) if cited else ""
    others = [citation for citation in answer.citations if len(cited) > 1 or citation not in cited]
    return (
        InlineCard("answer", title, best, _opened(message, cited[:1], answer, bot)),
        *(_passage_card(answer, citation, number, bot) for number, citation in enumerate(others, 1)),
    )


def render_shared(answer: Answer, citation: Citation, bot: str) -> InlineCard:
    """The card for an answer that somebody shares: the same answer where it is found again, or else the words themselves.

    Args:
        answer: to the question.
        citation: what was shared, with its words marked.
        bot: the bot's user name.
    """
    if is_found(answer) and not answer.places and link_to(citation) in map(link_to, evidence(answer)):
        return render_inline(answer, bot)[0]
    words = "；".join(span.of(citation.text) for span in citation.highlights[:1])
    head = Around([Block((Piece(shown(words), Style.BOLD),))] if words else [])
    message = with_quotes(head, [citation], texts_of(answer), bot)
    title = clipped(words, _TITLE_UNITS) or _sentence(citation.text, (), _TITLE_UNITS)
    return InlineCard("shared", title, _described(citation), _opened(message, [citation], answer, bot))


def render_inline_checked(reply: ClaimsChecked, bot: str) -> tuple[InlineCard, ...]:
    """The card with the verdicts on what was typed after 核实 or check."""
    first = reply.checked[0]
    message = render_checked(reply, Setting(bot, is_private=False))
    source = _described(first.citations[0]) if first.citations else ""
    sent = _with_opening(message, first.citations[:1], reply.language, bot)
    return (InlineCard("checked", clipped(verdict_line(first), _TITLE_UNITS), source, sent),)


def render_inline_examples(examples: Mapping[Language, Sequence[str]]) -> tuple[InlineCard, ...]:
    """The cards for an empty query: examples in every language, as everybody gets the same ones."""
    cards = []
    for language, count in _TRIED.items():
        texts = texts_in(language)
        for number, example in enumerate(examples[language][:count], 1):
            message = render_sentence(texts.inline_try + texts.label_mark + example)
            card_id = f"try-{language}-{number}"
            cards.append(InlineCard(card_id, example, texts.inline_try, message, example, texts.inline_try))
    return tuple(cards)


def render_inline_loading(language: Language) -> tuple[InlineCard, ...]:
    """The card shown until questions can be answered."""
    message = texts_in(language).still_loading
    return (InlineCard("loading", clipped(message, _TITLE_UNITS), "", render_sentence(message)),)


def render_guest(answer: Answer, bot: str) -> InlineCard:
    """The one card whose message is posted where the bot is a guest."""
    card = render_inline(answer, bot)[0]
    # Nobody chooses among cards there.
    return replace(card, message=render_answer(answer, bot)) if answer.places else card


def render_guest_sentence(sentence: str) -> InlineCard:
    """The same for a sentence of ours."""
    return InlineCard("sentence", clipped(sentence, _TITLE_UNITS), "", render_sentence(sentence))


def _place_card(answer: Answer, number: int, bot: str) -> InlineCard:
    """The answer for one of the places that may be meant."""
    each = of_each_place(answer)[number]
    cited = evidence(each)
    described = _described(cited[0]) if cited else ""
    message = _opened(render_answer(each, bot), cited[:1], answer, bot)
    return InlineCard(f"place-{number + 1}", _title(answer, each.parts), described, message)


def _opened(message: RichText, citations: Sequence[Citation], answer: Answer, bot: str) -> RichText:
    return _with_opening(message, citations, answer.question.language, bot)


def _with_opening(message: RichText, citations: Sequence[Citation], language: Language, bot: str) -> RichText:
    """The message with a button that opens its paragraph in private, as a message of somebody else can do nothing here."""
    if not bot:
        return replace(message, keyboard=())
    setting = Setting(bot, is_private=False)
    row = tuple(
        open_button(chat_texts_in(language).open_one, link_to(citation), setting)
        for citation in citations
        if not citation.is_own
    )
    return replace(message, keyboard=(row,) if row else ())


def _title(answer: Answer, parts: Sequence[AnswerPart]) -> str:
    words = "；".join(label(answer, part) + part.text for part in parts)
    about = gloss(answer) if len(parts) == 1 else ""
    return clipped(about + texts_of(answer).label_mark + words if about else words, _TITLE_UNITS)


def _passage_card(answer: Answer, citation: Citation, number: int, bot: str) -> InlineCard:
    sentence = _sentence(citation.text, citation.highlights, _TITLE_UNITS)
    message = _opened(render_passage(answer, citation, bot), [citation], answer, bot)
    # The title is the sentence already, so the second line says where it stands.
    source = clipped(attribution(citation, texts_of(answer)), _DESCRIPTION_UNITS)
    return InlineCard(f"passage-{number}", sentence, source, message)


def _described(citation: Citation) -> str:
    """The sentence, then the document and its year when the title does not tell it."""
    source = clipped(citation.document or citation.file, _SOURCE_UNITS)
    if citation.year is not None and str(citation.year) not in source:
        source += f" ({citation.year})"
    return f"{_sentence(citation.text, citation.highlights, _SENTENCE_UNITS)} · {source}"


def _sentence(text: str, highlights: tuple[Span, ...], limit: int) -> str:
    """The sentence around the first highlight; when it is too long, what fits of it around the highlight."""
    span = sentence_around(text, highlights)
    inside = [Span(one.start - span.start, one.end - span.start) for one in highlights[:1]]
    part = excerpt(span.of(text), inside, limit)
    return clipped("".join(piece.text for piece in part.pieces).rstrip("；;"), limit)
