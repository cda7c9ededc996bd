"""Tables and verdicts as a terminal shows them."""

from __future__ import annotations

from rich.table import Table as RichTable

from bot.messages.facts import fact_texts
from bot.presentation.excerpt import excerpt
from bot.presentation.rich_text import Style, shown
from bot.presentation.table_rows import cell_text, rows_of, title_of
from retrieval.fact_types import Checked
from retrieval.types import Cell, Citation, Table

_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_OPEN, _CLOSE = "【", "】"
_QUOTE_UNITS = 600
_CITED = 2
"""Paragraphs that are shown under a verdict."""


def table_of(table: Table) -> RichTable:
    """The table with a line of the source under each value."""
    several = len(table.years) > 1 or len(table.places) == 1
    shown_table = RichTable(title=title_of(table), show_lines=several)
    shown_table.add_column("")
    for year in table.years:
        shown_table.add_column(str(year))
    for place in table.places:
        cells = [table.cell(place, year) for year in table.years]
        shown_table.add_row(shown(place), *(f"{cell_text(cell, table)}{_source(cell)}" for cell in cells))
    return shown_table


def table_lines(table: Table, *, color: bool) -> list[str]:
    """The cells line by line, each with its value and where it stands."""
    rows = rows_of(table)
    lines = []
    for row in rows:
        words = f"{_BOLD}{row.words}{_END}" if color and row.cell.value else row.words
        at = (
            f"  {row.cell.document.file}:{row.cell.passage.line}"
            if row.cell.document and row.cell.passage
            else ""
        )
        lines.append(f"  {row.label} {words}{f'{_DIM}{shown(at)}{_END}' if color else shown(at)}")
    return lines


def _source(cell: Cell) -> str:
    if cell.document is None or cell.passage is None:
        return ""
    places = [(cell.document, cell.passage), *((each.document, each.passage) for each in cell.others)]
    lines = (f"{shown(document.file)}:{passage.line}" for document, passage in places)
    return "".join(f"\n[dim]{line}[/dim]" for line in lines)


def render_checked(checked: Checked, *, color: bool) -> str:
    """The verdict, both figures side by side, and the paragraphs that decide."""
    texts = fact_texts(checked.language)
    verdict, reason = texts.verdicts[checked.verdict], texts.reasons[checked.reason]
    head = f"{_BOLD}{verdict}{_END}" if color else verdict
    lines = [f"{head}{texts.colon}{reason}" if reason else head]
    lines += [
        texts.pair.format(
            claimed=shown(pair.claimed),
            reported=shown(pair.reported) or "—",
            mark="=" if pair.agrees else "≠",
        )
        for pair in checked.figures
    ]
    for citation in checked.citations[:_CITED]:
        lines += ["", *_cited(citation, color=color)]
    return "\n".join(lines)


def _cited(citation: Citation, *, color: bool) -> list[str]:
    opened, closed = (_BOLD, _END) if color else (_OPEN, _CLOSE)
    pieces = excerpt(citation.text, citation.highlights, _QUOTE_UNITS).pieces
    quote = "".join(
        f"{opened}{each.text}{closed}" if each.style is Style.BOLD else each.text for each in pieces
    )
    source = f"{citation.document or citation.file} · {citation.file}:{citation.line}"
    return [f"  {quote}", f"  {_DIM}{shown(source)}{_END}" if color else f"  {shown(source)}"]
