"""A comparison of figures as one message: what is compared, every cell in a line, the highest and the lowest, the sources.

What does not fit into the lines that are read at one glance is folded. A value opens its paragraph.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.conversation.evidence import evidence
from bot.conversation.replies import ComparisonLacks
from bot.messages.facts import fact_texts
from bot.presentation.answer_buttons import Setting
from bot.presentation.links import PassageLink, passage_payload, start_address
from bot.presentation.parts import texts_of, understood
from bot.presentation.phone_lines import FOLDED_LINES, VISIBLE_LINES, letters, line_count
from bot.presentation.quotes import Around, source, with_quotes
from bot.presentation.retries import retry_rows
from bot.presentation.rich_text import Block, Piece, RichText, Style, plain_block
from bot.presentation.table_rows import Grid, Row, grid_of, lacking_in, reading_line, rows_of, title_of
from bot.presentation.welcome import EXAMPLE
from retrieval.types import Answer, Passage, Span, Table

_SOURCE_LINES = 1
_MOST_LINES = 60
"""Cells in one message, which takes 4096 characters; a larger table says how many it leaves out."""


def render_table(answer: Answer, bot: str, below: Sequence[Block]) -> RichText:
    """The message; `bot` and `below` as for `render_answer`. The answer has a table."""
    assert answer.table is not None
    table = replace(answer.table, language=answer.question.language)
    # Of several tables each is read off below its own cells.
    line = "" if table.further else reading_line(table)
    lines = [line for line in (understood(answer), line) if line]
    head = [Block((Piece(title_of(table), Style.BOLD),))]
    foot = [*map(plain_block, lines)]
    rows = _all_rows(table, bot)
    titled = sum(line_count(_words(each)) for each in head)
    taken = (
        titled + sum(map(line_count, lines)) + _SOURCE_LINES + sum(line_count(_words(each)) for each in below)
    )
    height = sum(line_count(_words(row)) for row in rows)
    texts, cited = texts_of(answer), evidence(answer)
    if taken + height + FOLDED_LINES <= VISIBLE_LINES:
        return with_quotes(Around([*head, *rows, *foot], below=below), cited, texts, bot)
    grid = grid_of(table)
    told = sum(line_count(_words(each)) for each in below)
    room = VISIBLE_LINES - titled - FOLDED_LINES - told
    if not table.further and _is_worth_a_grid(table, grid, room):
        # The grid shows all there is to see; what it comes to and the links to its sources are folded.
        return RichText((*head, _grid(grid), *_folded([*foot, *rows]), *below))
    if taken + height <= VISIBLE_LINES:
        return RichText((*head, *rows, *foot, source(cited, texts, bot), *below))
    if taken + min(height, FOLDED_LINES) > VISIBLE_LINES:
        return RichText((*head, *_folded([*rows, *foot]), source(cited, texts, bot), *below))
    return RichText((*head, *foot, *_folded(rows), source(cited, texts, bot), *below))


def render_lacking(reply: ComparisonLacks, setting: Setting) -> RichText:
    """Says what a question lacks to be made a table of, with buttons that ask it whole."""
    table = reply.table
    words = lacking_in(table) or fact_texts(table.language).nothing_to_compare
    return RichText((plain_block(words),), retry_rows(reply.retries, EXAMPLE, setting))


def _all_rows(table: Table, bot: str) -> list[Block]:
    """The cells, and under titles of their own those of the other indicators that were asked about."""
    if not table.further:
        return _rows(table, bot)
    rows: list[Block] = []
    for each in table.each:
        title = [Block((Piece(title_of(each), Style.BOLD),))] if rows else []
        rows += [*title, *_rows(each, bot), *map(plain_block, filter(None, [reading_line(each)]))]
    return rows


def _rows(table: Table, bot: str) -> list[Block]:
    rows = [_row(row, bot) for row in rows_of(table)]
    left = max(0, len(rows) - _MOST_LINES) + table.omitted
    more = [plain_block(fact_texts(table.language).omitted.format(count=left))] if left else []
    return [*rows[:_MOST_LINES], *more]


def _row(row: Row, bot: str) -> Block:
    """A label and its value, bold and opened by a tap; why there is none is plain."""
    address = _address(row.cell.passage, row.cell.clause or row.cell.span, bot)
    style = Style.BOLD if row.cell.value else Style.PLAIN
    others = (
        Piece(f" [{each.document.year}]", Style.PLAIN, _address(each.passage, each.span, bot))
        for each in row.cell.others
    )
    return Block((Piece(f"{row.label} "), Piece(row.words, style, address), *others))


def _address(passage: Passage | None, span: Span | None, bot: str) -> str:
    """Where a tap opens a paragraph; empty: there is none to open, or no bot that would."""
    if not bot or passage is None or span is None:
        return ""
    link = PassageLink.to(passage.id, passage.text, (Span(span.start, span.end),))
    return start_address(bot, passage_payload(link))


def _is_worth_a_grid(table: Table, grid: Grid, room: int) -> bool:
    """Whether several places stand beside several years, and all of it fits on a phone."""
    is_both = len(table.places) > 1 and len(table.years) > 1
    return is_both and grid.fits_phone and len(grid.rows) + 1 <= room


def _grid(grid: Grid) -> Block:
    """The columns one below the other, in letters of one width."""
    rows = (grid.header, *grid.rows)
    widths = [max(map(letters, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            text + " " * (width - letters(text)) for text, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    return Block((Piece("\n".join(lines), Style.PREFORMATTED),))


def _folded(rows: Sequence[Block]) -> tuple[Block, ...]:
    pieces: list[Piece] = []
    for row in rows:
        pieces += [Piece("\n")] if pieces else []
        pieces += row.pieces
    return (Block(tuple(pieces), quoted=True, folded=len(rows) > FOLDED_LINES),) if pieces else ()


def _words(block: Block) -> str:
    return "".join(piece.text for piece in block.pieces)
