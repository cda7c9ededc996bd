"""An answer as one Telegram message: the short words in bold, the paragraph quoted, where it stands.

Pure functions from records to `RichText`, whose `html` Telegram parses and whose `plain` is sent when it
refuses to. A message never exceeds what Telegram takes; paragraphs give way, the answer's words do not.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Texts, texts_in
from bot.presentation.excerpt import excerpt
from bot.presentation.parts import (
    evidence,
    is_found,
    label,
    quoted,
    reason,
    source,
    texts_of,
    understood,
)
from bot.presentation.places import of_each_place, which_place
from bot.presentation.rich_text import (
    BLANK_LINE,
    MESSAGE_UNITS,
    Block,
    Button,
    Piece,
    RichText,
    Style,
    clipped,
    plain_block,
    shown,
    units,
)
from retrieval.types import Answer, AnswerPart, Citation, Language, Span, Status

EXAMPLE = "e"
"""Subject of buttons: ask an example of this message."""
_FOLD_UNITS = 180
"""A longer quote fills a phone's screen, so it is folded."""
_NEAREST_UNITS = 120
_HEAD_UNITS = 1400
"""What the short answer may take of a message; longer ones are sentences that the quote shows anyway."""
_PARTS_SHOWN = 30
_OF_PLACE_UNITS = 240
"""What the short answer of one place may take where several may be meant: the places must fit one screen."""
_PARTS_OF_PLACE = 4
_SHORTEST_QUOTE = 40
_DOCUMENTS_NAMED = 3
_TITLE_UNITS = 60


def render_answer(
    answer: Answer, bot: str = "", note: Block | None = None, *, is_narrowed: bool = False
) -> RichText:
    """The message that says an answer, or why there is none.

    Args:
        answer: to a question.
        bot: the bot's user name, for the links to the paragraphs; empty: without links.
        note: said below it.
        is_narrowed: whether it was looked for only in documents that the chat has chosen.
    """
    below = (BLANK_LINE, note) if note is not None else ()
    if not is_found(answer):
        return _not_found(answer, bot, below, is_narrowed=is_narrowed)
    return _which_place(answer, bot, below) if answer.places else _found(answer, bot, below)


def _which_place(answer: Answer, bot: str, below: Sequence[Block]) -> RichText:
    """The question which place is meant, and a short answer of each with where it stands."""
    blocks = [*_opening(answer), plain_block(which_place(answer))]
    for each in of_each_place(answer):
        limit = _OF_PLACE_UNITS // max(1, len(each.parts))
        blocks += [BLANK_LINE, *(_part(answer, part, limit) for part in each.parts[:_PARTS_OF_PLACE])]
        blocks += [source(citation, texts_of(answer), bot) for citation in each.citations[:1]]
    return RichText((*blocks, *below))


def _found(answer: Answer, bot: str, below: Sequence[Block]) -> RichText:
    texts = texts_of(answer)
    head = _opening(answer)
    if answer.status is Status.AMBIGUOUS:
        head.append(plain_block(texts.several))
    shown_parts = answer.parts[:_PARTS_SHOWN]
    head += [_part(answer, part, _HEAD_UNITS // len(shown_parts)) for part in shown_parts]
    if len(answer.parts) > _PARTS_SHOWN:
        head.append(plain_block("…"))
    return with_quotes(head, evidence(answer), texts, bot, below=below)


def render_passage(answer: Answer, citation: Citation, bot: str = "") -> RichText:
    """One citation of an answer as a message of its own; `bot` as for `render_answer`."""
    return with_quotes([], [citation], texts_of(answer), bot)


def render_sentence(sentence: str) -> RichText:
    """A sentence of ours as a message."""
    return RichText((plain_block(sentence),))


def render_welcome(
    language: Language, bot: str, titles: Sequence[str] | None, examples: Sequence[str], *, group: bool
) -> RichText:
    """What /start and /help say.

    Args:
        language: the user's.
        bot: the bot's user name, without the at sign.
        titles: of the documents that can be asked about; None while they load.
        examples: questions to try.
        group: whether it is said in a group, where the way to ask there comes first.
    """
    texts = texts_in(language)
    ways = [texts.how_private, texts.how_group.format(bot=bot), texts.how_inline.format(bot=bot)]
    ways = [ways[1], ways[0], ways[2]] if group else [*ways, texts.more_commands]
    state = texts.still_loading if titles is None else _documents(language, titles)
    return RichText(
        (
            plain_block(texts.welcome),
            BLANK_LINE,
            plain_block(texts.try_one),
            *(
                Block((Piece(f"{number}. "), Piece(example, Style.CODE)))
                for number, example in enumerate(examples, 1)
            ),
            BLANK_LINE,
            *(plain_block(way) for way in ways),
            *((BLANK_LINE, plain_block(state)) if state else ()),
        ),
        () if group else (tuple(_ask_button(number, texts) for number in range(1, len(examples) + 1)),),
    )


def _ask_button(number: int, texts: Texts) -> Button:
    return Button(texts.ask_number.format(number=number), f"{EXAMPLE}:{number}")


def _documents(language: Language, titles: Sequence[str]) -> str:
    if not titles:
        return ""
    texts = texts_in(language)
    named = texts.listed([clipped(title, _TITLE_UNITS) for title in titles[:_DOCUMENTS_NAMED]])
    if len(titles) > _DOCUMENTS_NAMED:
        named = texts.more_documents.format(titles=named, count=len(titles))
    return texts.documents.format(titles=named)


def _opening(answer: Answer) -> list[Block]:
    line = understood(answer)
    return [plain_block(line)] if line else []


def _part(answer: Answer, part: AnswerPart, limit: int) -> Block:
    words = shown(part.text).strip()
    known = label(answer, part)
    bold = Piece(words if units(words) <= limit else clipped(words, limit), Style.BOLD)
    return Block((Piece(known), bold) if known else (bold,))


def with_quotes(
    head: Sequence[Block],
    citations: Sequence[Citation],
    texts: Texts,
    bot: str,
    *,
    below: Sequence[Block] = (),
    most: int = MESSAGE_UNITS,
) -> RichText:
    """The head, each citation's paragraph, what is said below; the paragraphs share the room that is left.

    Args:
        head: said first.
        citations: quoted.
        texts: the sentences around them.
        bot: as for `render_answer`.
        below: said last.
        most: UTF-16 units of one quote.
    """
    sources = [source(citation, texts, bot) for citation in citations]
    frame = RichText((*head, *sources, *below)).plain
    room = MESSAGE_UNITS - units(frame) - 4 * (len(citations) + 1)
    limit = min(most, max(_SHORTEST_QUOTE, room // max(1, len(citations))))
    blocks = list(head)
    for citation, where in zip(citations, sources, strict=True):
        if blocks:
            blocks.append(BLANK_LINE)
        blocks += (_quote(citation.text, citation.highlights, limit), where)
    return RichText((*blocks, *below))


def _quote(text: str, highlights: Sequence[Span], limit: int) -> Block:
    pieces = excerpt(text, highlights, limit).pieces
    length = sum(units(piece.text) for piece in pieces)
    return Block(pieces, quoted=True, folded=length > _FOLD_UNITS)


def _not_found(answer: Answer, bot: str, below: Sequence[Block], *, is_narrowed: bool) -> RichText:
    texts = texts_of(answer)
    blocks = [*_opening(answer), plain_block(reason(answer, is_narrowed=is_narrowed))]
    nearest = quoted(answer)
    if nearest:
        blocks += (BLANK_LINE, plain_block(texts.nearest))
    for citation in nearest:
        blocks += (_quote(citation.text, (), _NEAREST_UNITS), source(citation, texts, bot))
    return RichText((*blocks, *below))
