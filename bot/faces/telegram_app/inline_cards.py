"""An answer as the cards of an inline query: the answer first, then the other paragraphs.

Telegram shows the same cards to everybody who types the same words, so nothing here depends on the user.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.conversation.evidence import evidence
from bot.conversation.replies import ClaimsChecked, is_found
from bot.messages import texts_in
from bot.presentation.answer_buttons import Setting
from bot.presentation.answers import render_answer, render_passage
from bot.presentation.checked import render_checked, verdict_line
from bot.presentation.excerpt import excerpt, sentence_around
from bot.presentation.gloss import gloss
from bot.presentation.parts import attribution, label, reason, texts_of
from bot.presentation.places import of_each_place
from bot.presentation.rich_text import RichText, clipped, render_sentence
from retrieval.types import Answer, AnswerPart, Citation, Language, Span

_TITLE_UNITS = 80
_DESCRIPTION_UNITS = 120
_SENTENCE_UNITS = 40
"""A phone shows two lines of a description, and the document belongs into them."""
_SOURCE_UNITS = 40
_TRIED = {Language.SIMPLIFIED: 2, Language.TRADITIONAL: 1, Language.ENGLISH: 2}
"""Examples shown of each language to someone who typed nothing yet."""


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
    shown = evidence(answer)
    best = _described(shown[0]) if shown else ""
    others = [citation for citation in answer.citations if len(shown) > 1 or citation not in shown]
    return (
        InlineCard("answer", title, best, message),
        *(_passage_card(answer, citation, number, bot) for number, citation in enumerate(others, 1)),
    )


def render_inline_checked(reply: ClaimsChecked, bot: str) -> tuple[InlineCard, ...]:
    """The card with the verdicts on what was typed after 核实 or check."""
    first = reply.checked[0]
    message = render_checked(reply, Setting(bot, is_private=False))
    source = _described(first.citations[0]) if first.citations else ""
    # A message of somebody else cannot open a paragraph here: its source line does.
    return (
        InlineCard(
            "checked", clipped(verdict_line(first), _TITLE_UNITS), source, replace(message, keyboard=())
        ),
    )


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
    shown = evidence(each)
    described = _described(shown[0]) if shown else ""
    return InlineCard(f"place-{number + 1}", _title(answer, each.parts), described, render_answer(each, bot))


def _title(answer: Answer, parts: Sequence[AnswerPart]) -> str:
    words = "；".join(label(answer, part) + part.text for part in parts)
    about = gloss(answer) if len(parts) == 1 else ""
    return clipped(about + texts_of(answer).label_mark + words if about else words, _TITLE_UNITS)


def _passage_card(answer: Answer, citation: Citation, number: int, bot: str) -> InlineCard:
    sentence = _sentence(citation.text, citation.highlights, _TITLE_UNITS)
    message = render_passage(answer, citation, bot)
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
