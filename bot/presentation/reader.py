"""A paragraph to read on from: all its words, those of the answer marked, and the way to its neighbours."""

from __future__ import annotations

from bot.messages import chat_texts_in, texts_in
from bot.presentation.excerpt import Excerpt, part_of, parts_of
from bot.presentation.links import (
    LAST_PART,
    PassageLink,
    ReaderPage,
    SharedQuery,
    passage_payload,
    share_address,
    start_address,
)
from bot.presentation.parts import NAME_UNITS, position
from bot.presentation.phone_lines import (
    FOLDED_LINES,
    LINE_EMS,
    QUOTE_EMS,
    VISIBLE_LINES,
    fitted,
    line_count,
)
from bot.presentation.rich_text import (
    Block,
    Button,
    Keyboard,
    Piece,
    RichText,
    Style,
    clipped,
    plain_block,
    shown,
)
from retrieval.types import EVERYBODY, Language, PassageId, PlacedPassage

OPEN, TURN = "o", "r"
"""Subjects of buttons: open a reader of its own; turn the page of this one."""
_PART_UNITS = 3000
"""Leaves room for the headings in a message of 4096."""
_HEADINGS_SHOWN = 3
_POSITION_LINES = 1
_SHARED_UNITS = 120
_LIST_MARK = " › "


def render_page(page: ReaderPage, place: PlacedPassage, language: Language, bot: str) -> RichText:
    """A page of the reader.

    Args:
        page: what is to be shown.
        place: the paragraph shown, where it stands.
        language: the reader's.
        bot: the bot's user name.
    """
    texts, passage = texts_in(language), place.passage
    spans = page.cited.spans_in(passage.text) if page.shown == page.cited.passage else ()
    part, number, count = part_of(passage.text, spans, _PART_UNITS, page.part)
    at = position(passage, texts)
    if count > 1:
        at.append(f"{number + 1}/{count}")
    headings = [clipped(heading, NAME_UNITS) for heading in passage.section[-_HEADINGS_SHOWN:]]
    is_own = place.document.owner != EVERYBODY
    title = clipped(place.document.title or place.document.file, NAME_UNITS)
    head = [texts.own_file + title if is_own else title, *([_LIST_MARK.join(headings)] if headings else [])]
    room = VISIBLE_LINES - sum(map(line_count, head)) - _POSITION_LINES
    blocks = [*map(plain_block, head), *_quote(part, room), plain_block(" · ".join(at))]
    keyboard = _turning(page, place, number, count, language)
    # What others cannot open cannot be shared.
    sharing = () if is_own else ((_share_button(page, place, language, bot),),)
    return RichText(tuple(blocks), (*keyboard, *sharing))


def first_page(link: PassageLink, text: str) -> ReaderPage:
    """The page a link opens: of a long paragraph, the part with the first marked word.

    Args:
        link: names the paragraph.
        text: its words.
    """
    marked = link.spans_in(text)
    start = marked[0].start if marked else 0
    parts = parts_of(text, _PART_UNITS)
    number = next((at for at, part in enumerate(parts) if start < part.end), 0)
    return ReaderPage(link.passage, link, number)


def _quote(part: Excerpt, room: int) -> list[Block]:
    """The words in so many lines; more of them are folded, and those that answer stand before them if the fold hides them."""
    folded = line_count(shown(part.window.of(part.text)), QUOTE_EMS) > room
    quote = Block(part.pieces, quoted=True, folded=folded)
    marked = part.marked[:1] if folded else ()
    before = [span for span in marked if _lines_to(span.end, part) > FOLDED_LINES]
    lines = max(1, room - FOLDED_LINES)
    words = (fitted(shown(span.of(part.text)), lines * LINE_EMS) for span in before)
    return [*(Block((Piece(each, Style.BOLD),)) for each in words), quote]


def _lines_to(end: int, part: Excerpt) -> int:
    """The lines of a quote up to some of its characters."""
    return line_count(shown(part.text[part.window.start : end]), QUOTE_EMS)


def _turning(page: ReaderPage, place: PlacedPassage, number: int, count: int, language: Language) -> Keyboard:
    texts = chat_texts_in(language)
    row: list[Button] = []
    if number > 0:
        row.append(_turn(texts.previous, page, page.shown, number - 1))
    elif place.before is not None:
        row.append(_turn(texts.previous, page, place.before, LAST_PART))
    if page.shown != page.cited.passage:
        row.append(_turn(texts.back, page, page.cited.passage, 0))
    if number + 1 < count:
        row.append(_turn(texts.next, page, page.shown, number + 1))
    elif place.after is not None:
        row.append(_turn(texts.next, page, place.after, 0))
    return (tuple(row),) if row else ()


def _turn(label: str, page: ReaderPage, shown: PassageId, part: int) -> Button:
    return Button(label, f"{TURN}:{ReaderPage(shown, page.cited, part)}")


def _share_button(page: ReaderPage, place: PlacedPassage, language: Language, bot: str) -> Button:
    """Shares the paragraph shown, with the marks of the one that was cited."""
    cited = page.shown == page.cited.passage
    link = page.cited if cited else PassageLink(page.shown)
    words = [span.of(place.passage.text) for span in link.spans_in(place.passage.text)]
    spoken = " ".join([*words, place.document.title or place.document.file])
    address = share_address(start_address(bot, passage_payload(link)), clipped(spoken, _SHARED_UNITS))
    query = SharedQuery("", link)
    return Button(chat_texts_in(language).share, address=address, shared=str(query).strip())
