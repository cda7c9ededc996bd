"""A cited row of a table -> its lines: the unit, the names of the columns, the cells."""

from __future__ import annotations

from bot.presentation.document_row import row_pieces
from bot.presentation.rich_text import Style
from retrieval.types import Citation, PassageId, Span, TableHead, TableRow

TEXT = "小麦 12.40 12.87 13.02"
CELLS = (Span(0, 2), Span(3, 8), Span(9, 14), Span(15, 20))
YEARS = tuple((f"{year}年主要农作物产量",) for year in (2019, 2020, 2021))


def cited(
    columns: tuple[tuple[str, ...], ...], asked: int | None = 3, carried: tuple[str, ...] = ()
) -> Citation:
    row = TableRow(TableHead(1, columns, "单位：万吨"), CELLS, carried)
    marked = () if asked is None else (CELLS[asked],)
    return Citation(PassageId("p"), "公报", "a.csv", "", None, (), 1, 1, TEXT, marked, 0.9, row=row)


def lines(citation: Citation, limit: int = 400) -> list[str]:
    """The lines with the words that are bold between stars."""
    pieces = row_pieces(citation, limit)
    said = "".join(f"*{each.text}*" if each.style is Style.BOLD else each.text for each in pieces)
    return said.split("\n") if said else []


def test_a_narrow_row_is_shown_whole() -> None:
    names = (("作物",), ("2019",), ("2020",), ("2021",))
    assert lines(cited(names)) == [
        "单位：万吨",
        "作物 | 2019 | 2020 | 2021",
        "小麦 | 12.40 | 12.87 | *13.02*",
    ]


def test_of_a_wide_row_what_is_asked_and_of_what() -> None:
    assert lines(cited((("作物",), *YEARS))) == [
        "单位：万吨",
        "作物 … | 2021年主要农作物产量",
        "小麦 … | *13.02*",
    ]


def test_names_in_two_rows_and_a_cell_of_the_row_above() -> None:
    names = (("作物",), ("产量", "早"), ("产量", "晚"), ())
    found = lines(cited(names, 1, ("", "", "", "")))
    assert found[1:] == ["作物 | 产量 早 | 产量 晚 | ", "小麦 | *12.40* | 12.87 | 13.02"]


def test_what_is_no_row_or_has_no_room_is_quoted_as_any_paragraph() -> None:
    assert lines(cited(())) == []
    assert lines(cited((("作物",), *YEARS)), limit=20) == []
