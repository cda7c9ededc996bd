from __future__ import annotations

from dataclasses import replace

from bot.messages import texts_in
from bot.presentation.answer_json import answer_to_json
from bot.presentation.answers import render_answer
from bot.presentation.phone_lines import FOLDED_LINES, VISIBLE_LINES, line_count
from bot.presentation.rich_text import Style
from bot.presentation.table_json import table_to_json
from bot.presentation.table_rows import cell_text, grid_of, names_of_places, reading_line, title_of
from retrieval.compose.tabled import answer_with
from retrieval.types import Answer, Cell, Language, OtherValue, Outcome, Reading, Role, WhyEmpty
from tests.retrieval.compose.test_tabled import CELLS, PLAN, TABLE, _cell

COMPARED = replace(TABLE, reading=Reading(Outcome.DIFFERENT, (0,), (1,)))


def _answer(**changes: object) -> Answer:
    answer = answer_with(PLAN, replace(COMPARED, **changes))  # type: ignore[arg-type]
    assert answer is not None
    return answer


def test_both_sides_at_a_glance_each_value_opens_its_paragraph() -> None:
    message = render_answer(_answer(), "yinju_bot")
    lines = message.plain.split("\n")
    assert lines[:4] == [
        "地区生产总值 · 增速 · 目标",
        "甲市 7%左右",
        "乙市 6.5%",
        "最高：甲市 7%左右；最低：乙市 6.5%",
    ]
    value = message.blocks[1].pieces[1]
    assert value.style is Style.BOLD
    assert value.address.startswith("https://t.me/yinju_bot?start=p-")


def test_many_cells_are_folded_below_what_is_read_off_them() -> None:
    years = tuple(range(2011, 2023))
    cells = tuple(_cell("甲市", year, f"{year - 2000}%") for year in years)
    reading = Reading(Outcome.DIFFERENT, (11,), (0,))
    message = render_answer(_answer(places=("甲市",), years=years, cells=cells, reading=reading), "yinju_bot")
    folded = [block for block in message.blocks if block.folded]
    assert len(folded) == 1
    shown = [block for block in message.blocks if not block.folded]
    seen = sum(line_count("".join(piece.text for piece in block.pieces)) for block in shown)
    assert seen + 3 <= VISIBLE_LINES
    assert "2022年 22%" in "".join(piece.text for piece in folded[0].pieces)


def test_an_empty_cell_says_why_and_roles_are_marked_where_they_differ() -> None:
    result = replace(CELLS[0], role=Role.RESULT)
    empty = Cell("乙市", 2018, Role.TARGET, why_empty=WhyEmpty.NOT_SAID)
    message = render_answer(_answer(role=None, cells=(result, empty), reading=Reading()))
    assert message.plain.split("\n")[:3] == [
        "地区生产总值 · 增速 · 完成与目标",
        "甲市 7%左右(完成)",
        "乙市 报告未提",
    ]


def test_a_cell_of_which_reports_differ_says_which_says_what() -> None:
    first, other = CELLS
    assert first.document is not None
    assert other.document is not None
    assert other.passage is not None
    assert other.span is not None
    year = (first.document.year or 0) + 5
    later = OtherValue("6.8%", replace(other.document, year=year), other.passage, other.span)
    beside = replace(later, document=replace(other.document, year=first.document.year))
    message = render_answer(_answer(cells=(replace(first, others=(later,)), other)), "yinju_bot")
    assert message.plain.split("\n")[1] == f"甲市 7%左右({year}年报告为6.8%) [{year}]"
    assert message.blocks[1].pieces[2].address.startswith("https://t.me/yinju_bot?start=p-")
    assert cell_text(replace(first, others=(beside,)), COMPARED) == "7%左右(另一份报告为6.8%)"
    told, _ = table_to_json(replace(COMPARED, cells=(replace(first, others=(later,)), other)))["cells"]
    assert [(each["value"], each["file"]) for each in told["others"]] == [("6.8%", other.document.file)]


def test_places_by_years_stand_in_a_grid_that_fits_a_phone() -> None:
    cells = tuple(_cell(place, year, "7%") for place in ("甲市", "乙市") for year in (2018, 2019))
    message = render_answer(_answer(years=(2018, 2019), cells=cells, reading=Reading()))
    grid = next(block for block in message.blocks if block.pieces[0].style is Style.PREFORMATTED)
    assert grid.pieces[0].text.split("\n") == ["      2018  2019", "甲市  7%    7%", "乙市  7%    7%"]
    assert "<pre>" in message.html


def test_the_longer_side_goes_down() -> None:
    cells = tuple(_cell("甲市", year, "7%") for year in (2017, 2018, 2019))
    grid = grid_of(replace(TABLE, places=("甲市",), years=(2017, 2018, 2019), cells=cells))
    assert grid.header == ("", "甲市")
    assert grid.rows == (("2017", "7%"), ("2018", "7%"), ("2019", "7%"))


def test_places_of_one_name_keep_their_level() -> None:
    names = names_of_places(("吉林省", "吉林市", "盘锦市"), texts_in(Language.SIMPLIFIED))
    assert names == {"吉林省": "吉林省", "吉林市": "吉林市", "盘锦市": "盘锦"}


def test_in_words_of_the_question() -> None:
    english = replace(COMPARED, language=Language.ENGLISH)
    assert reading_line(english) == "Highest: Jiashi 7%左右; Lowest: Yishi 6.5%"


def test_other_programs_get_the_table_beside_the_contract() -> None:
    held = answer_to_json("k", _answer())
    assert (held["kind"], held["answer"]) == ("table", "生产总值增长7%左右；生产总值增长6.5%")
    assert [cell["value"] for cell in held["table"]["cells"]] == ["7%左右", "6.5%"]


def test_a_grid_leaves_room_for_what_is_folded_below_it() -> None:
    cells = tuple(_cell(place, year, "7%") for place in ("甲市", "乙市") for year in (2018, 2019))
    reading = Reading(Outcome.DIFFERENT, (0,), (1,))
    message = render_answer(_answer(years=(2018, 2019), cells=cells, reading=reading), "yinju_bot")
    *shown, folded = message.blocks
    seen = sum(line_count("".join(piece.text for piece in block.pieces)) for block in shown)
    assert seen + 3 <= VISIBLE_LINES
    assert folded.folded
    lines = "".join(piece.text for piece in folded.pieces).split("\n")
    assert lines[0].startswith("最高：")
    assert lines[1:] == ["甲市2018年 7%", "甲市2019年 7%", "乙市2018年 7%", "乙市2019年 7%"]
    assert all(piece.address for piece in folded.pieces if piece.text == "7%")


def test_how_many_cells_are_empty_is_said_where_some_are() -> None:
    empty = Cell("乙市", 2018, Role.TARGET, why_empty=WhyEmpty.NOT_SAID)
    told = replace(TABLE, cells=(CELLS[0], empty), reading=Reading(Outcome.EQUAL, (0,), (0,)))
    assert reading_line(told).endswith("（1个没有数值）")


def test_columns_stand_below_one_another_in_letters_of_one_width() -> None:
    values = {
        ("甲市", 2018): "6.5%-7%",
        ("甲市", 2019): "7%",
        ("乙市", 2018): "5%",
        ("乙市", 2019): "7.5%左右",
    }
    cells = tuple(_cell(place, year, value) for (place, year), value in values.items())
    message = render_answer(_answer(years=(2018, 2019), cells=cells, reading=Reading()))
    grid = next(block for block in message.blocks if block.pieces[0].style is Style.PREFORMATTED)
    assert grid.pieces[0].text.split("\n") == [
        "      2018     2019",
        "甲市  6.5%-7%  7%",
        "乙市  5%       7.5%左右",
    ]


def test_each_indicator_that_was_asked_about_has_its_own_title_cells_and_reading() -> None:
    revenue = replace(COMPARED, indicator="一般公共预算收入", reading=Reading(Outcome.DIFFERENT, (1,), (0,)))
    answer = _answer(further=(revenue,))
    assert render_answer(answer, "").plain.split("\n")[:8] == [
        "地区生产总值 · 增速 · 目标",
        "甲市 7%左右",
        "乙市 6.5%",
        "最高：甲市 7%左右；最低：乙市 6.5%",
        "一般公共预算收入 · 增速 · 目标",
        "甲市 7%左右",
        "乙市 6.5%",
        "最高：乙市 6.5%；最低：甲市 7%左右",
    ]
    (other,) = answer_to_json("k", answer)["table"]["further"]
    assert (other["indicator"], [cell["value"] for cell in other["cells"]]) == (
        "一般公共预算收入",
        ["7%左右", "6.5%"],
    )


def test_equal_figures_with_other_bounds_are_not_called_the_same() -> None:
    alike = (replace(CELLS[0], value="6.5%"), replace(CELLS[1], value="6.5%"))
    equal = replace(TABLE, cells=alike, reading=Reading(Outcome.EQUAL, (0, 1), (0, 1)))
    assert reading_line(equal) == "都是6.5%"
    other = (replace(CELLS[0], value="6.5%左右"), alike[1])
    assert reading_line(replace(equal, cells=other)) == ""


def test_the_title_is_in_the_characters_of_who_asks() -> None:
    assert title_of(replace(TABLE, language=Language.TRADITIONAL)) == "地區生產總值 · 增速 · 目標"


def test_two_cells_with_all_that_is_said_around_them_take_eight_lines() -> None:
    """A title and a sentence of two lines each, and how the question was completed."""
    plan = replace(
        PLAN,
        language=Language.ENGLISH,
        in_full="compare the growth of the two in 2022 and 2023",
    )
    answer = _answer(indicator="一般公共预算收入", role=None, reading=Reading(Outcome.OTHER_ROLES))
    message = render_answer(replace(answer, question=plan), "yinju_bot")
    lines = [
        FOLDED_LINES if block.folded else line_count("".join(piece.text for piece in block.pieces))
        for block in message.blocks
    ]
    assert sum(lines) <= VISIBLE_LINES
    assert "they are not ranked" in message.plain
