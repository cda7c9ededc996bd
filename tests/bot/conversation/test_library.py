"""The documents by name, and as pages that stay within Telegram's limits however many there are."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bot.conversation.library import MOST_CHOSEN, ChosenDocuments, Library
from bot.presentation.library import (
    PAGE_SIZE,
    Shelf,
    render_choice,
    render_kept_choice,
    render_list,
    searched_line,
    shelf_of,
)
from bot.presentation.phone_lines import VISIBLE_LINES, line_count
from bot.presentation.rich_text import RichText, units
from retrieval.types import Document, DocumentId, Language, Level
from tests.bot.fakes_answering import REPORT


def document(place: str, year: int | None, title: str | None = None) -> Document:
    title = f"{place}{year}年政府工作报告" if title is None else title
    key = DocumentId(f"{hash((place, year, title)) & (2**64 - 1):016x}")
    return replace(REPORT, id=key, place=place, year=year, title=title, file=f"{place}-{year}.txt")


PANJIN_2017, PANJIN_2016 = document("盘锦市", 2017), document("盘锦市", 2016)
SHENYANG, NOTES = document("沈阳市", 2017), document("", None, "")
LIBRARY = Library([NOTES, PANJIN_2016, SHENYANG, PANJIN_2017])
MANY = Library([document(f"第{number}市", 2000 + number % 25) for number in range(3000)])


def test_by_place_and_the_newest_first() -> None:
    assert LIBRARY.documents == (NOTES, SHENYANG, PANJIN_2017, PANJIN_2016)


def test_the_foremost_are_of_every_level() -> None:
    levels = (Level.PREFECTURE, Level.STATE, Level.PROVINCE, Level.STATE, Level.PREFECTURE)
    made = [replace(document("甲", 2010 + at), level=level) for at, level in enumerate(levels)]
    assert [each.year for each in Library(made).foremost] == [2013, 2012, 2014, 2011, 2010]


def test_who_looks_for_one_of_many_hears_how_to_find_it() -> None:
    listed = render_list(Shelf(MANY.documents), ChosenDocuments(), Language.SIMPLIFIED).plain.splitlines()
    assert listed[-2] == "按地名、年份找：/sources 盘锦 2017"
    offered = render_choice(Shelf(MANY.documents), ChosenDocuments(), Language.ENGLISH).plain
    assert "To find some: /use panjin 2017" in offered
    assert (
        "/use panjin"
        not in render_choice(Shelf(MANY.documents[:15]), ChosenDocuments(), Language.ENGLISH).plain
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", (NOTES, SHENYANG, PANJIN_2017, PANJIN_2016)),
        ("盘锦", (PANJIN_2017, PANJIN_2016)),
        ("盤錦 ２０１７", (PANJIN_2017,)),
        ("2017年", (SHENYANG, PANJIN_2017)),
        ("盘锦市-2016.TXT", (PANJIN_2016,)),
        ("none", (NOTES,)),
        ("大连", ()),
        ("盘锦 沈阳", ()),
        ("Panjin 2017", (PANJIN_2017,)),
        ("shenyang", (SHENYANG,)),
        ("辽宁", (SHENYANG, PANJIN_2017, PANJIN_2016)),
    ],
)
def test_found_by_words_of_the_name(words: str, found: tuple[Document, ...]) -> None:
    assert LIBRARY.matching(words) == found


def test_what_a_chat_has_chosen() -> None:
    gone = DocumentId("gone")
    assert LIBRARY.chosen(()) == ChosenDocuments()
    assert LIBRARY.chosen((PANJIN_2016.id, gone, SHENYANG.id)) == ChosenDocuments((SHENYANG, PANJIN_2016))
    assert LIBRARY.chosen((gone,)) == ChosenDocuments((), is_lost=True)


def test_thousands_are_searched_in_no_time() -> None:
    begun = time.perf_counter()
    assert len(MANY.matching("第29市")) == 1
    assert time.perf_counter() - begun < 0.05


def shown(message: RichText) -> list[list[str]]:
    return [[button.label for button in row] for row in message.keyboard]


def test_a_list_by_pages() -> None:
    shelf = Shelf(MANY.documents, number=1)
    message = render_list(shelf, ChosenDocuments((shelf.shown[2],)), Language.SIMPLIFIED)
    lines = message.plain.splitlines()
    assert lines[0] == "📚 共3000份文件 · 2/600"
    assert [line.partition(".")[0] for line in lines[1:6]] == [str(number) for number in range(6, 11)]
    assert [line.endswith(" ✓") for line in lines[1:6]].index(True) == 2
    assert shown(message) == [["‹", "›"]]
    assert [button.data for button in message.keyboard[0]] == ["s:0", "s:2"]
    last = render_list(Shelf(MANY.documents, number=99_999), ChosenDocuments(), Language.ENGLISH)
    assert last.plain.splitlines()[0] == "📚 Documents: 3000 · 600/600"
    assert shown(last) == [["‹"]]


def test_a_short_list_has_no_pages() -> None:
    message = render_list(Shelf(LIBRARY.matching("盘锦"), "盘锦"), ChosenDocuments(), Language.SIMPLIFIED)
    assert message.plain == (
        "📚 名字里有“盘锦”的文件：2份\n1. 盘锦市2017年政府工作报告\n2. 盘锦市2016年政府工作报告\n只查其中几份：/use"
    )
    assert message.keyboard == ()
    nothing = render_list(Shelf((), "<b>大连"), ChosenDocuments(), Language.SIMPLIFIED)
    assert nothing.plain == "没有名字里有“<b>大连”的文件。发 /sources 看全部。"
    assert "&lt;b&gt;" in nothing.html


def test_choosing() -> None:
    message = render_choice(Shelf(LIBRARY.documents), ChosenDocuments((SHENYANG,)), Language.SIMPLIFIED)
    assert message.plain == "📚 共4份文件\n只查：沈阳市2017年政府工作报告\n点一下选上，再点一下去掉："
    assert shown(message) == [
        ["☐ -None.txt"],
        ["☑ 沈阳市2017年政府工作报告"],
        ["☐ 盘锦市2017年政府工作报告"],
        ["☐ 盘锦市2016年政府工作报告"],
        ["查全部", "完成"],
    ]
    assert message.keyboard[1][0].data == f"u:t:{SHENYANG.id}:0"
    found = render_choice(Shelf(LIBRARY.matching("盘锦"), "盘锦"), ChosenDocuments(), Language.ENGLISH)
    assert shown(found)[-1] == ["These 2", "All", "Done"]
    assert found.plain.splitlines()[1] == "Searching all documents."


@pytest.mark.parametrize("language", list(Language))
def test_pages_stay_within_the_limits(language: Language) -> None:
    long = [document("很长的地名" * 50, 2000 + number, "很长的标题😀" * 100) for number in range(300)]
    library = Library(long)
    searched = library.chosen([each.id for each in long])
    for message in (
        render_list(Shelf(library.documents, "长" * 4000), searched, language),
        render_choice(Shelf(library.documents, "长" * 4000, 5), searched, language),
        render_kept_choice(searched, language),
    ):
        assert units(message.plain) <= 4096
        assert sum(map(len, message.keyboard)) <= PAGE_SIZE + 5
        assert all(len(button.data.encode()) <= 64 for row in message.keyboard for button in row)
        assert all(units(button.label) <= 40 for row in message.keyboard for button in row)
    line = searched_line(searched, language)
    assert line is not None
    assert units(line.pieces[0].text) <= 160


def test_these_are_offered_only_while_they_may_be_chosen() -> None:
    many = Shelf(MANY.documents[: MOST_CHOSEN + 1], "市")
    assert shown(render_choice(many, ChosenDocuments(), Language.SIMPLIFIED))[-1] == ["查全部", "完成"]
    fewer = Shelf(MANY.documents[:MOST_CHOSEN], "市")
    assert shown(render_choice(fewer, ChosenDocuments(), Language.SIMPLIFIED))[-1] == [
        "选这100份",
        "查全部",
        "完成",
    ]


def test_the_line_under_an_answer() -> None:
    assert searched_line(ChosenDocuments(), Language.SIMPLIFIED) is None
    lines = [
        searched_line(ChosenDocuments((PANJIN_2017,)), Language.SIMPLIFIED),
        searched_line(ChosenDocuments((PANJIN_2017, SHENYANG)), Language.TRADITIONAL),
        searched_line(ChosenDocuments(is_lost=True), Language.ENGLISH),
    ]
    assert [line and line.pieces[0].text for line in lines] == [
        "📑 只查了盘锦市2017年政府工作报告（/use 可改）",
        "📑 只查了盘锦市2017年政府工作报告等2份文件（/use 可改）",
        "📑 The chosen documents are gone, so all were searched (/use changes it)",
    ]


def test_many_documents_are_listed_by_province_or_folder() -> None:
    provinces = ["辽宁省"] * 30 + ["广东省"] * 20
    made = [replace(document(f"第{at}市", 2020), province=name) for at, name in enumerate(provinces)]
    papers = replace(document("", None, "办法"), file="rules/办法.txt", province="")
    library = Library([*made, papers])
    assert [(each.name, len(each.documents)) for each in library.groups] == [
        ("辽宁省", 30),
        ("广东省", 20),
        ("rules", 1),
    ]
    shelf = shelf_of(library, "")
    assert shelf is not None
    for shown in (
        render_list(shelf, ChosenDocuments(), Language.SIMPLIFIED),
        render_choice(shelf, ChosenDocuments(), Language.SIMPLIFIED),
    ):
        assert [button.label for button in shown.keyboard[0]] == ["辽宁 30", "广东 20", "rules 1"]
        assert len(shown.plain.splitlines()) <= VISIBLE_LINES
    first = render_list(shelf, ChosenDocuments(), Language.ENGLISH).keyboard[0][1]
    assert (first.label, first.data) == ("Guangdong 20", "s:0.1")
    inside = shelf_of(library, "", "1.1")
    assert inside is not None
    listed = render_list(inside, ChosenDocuments(), Language.SIMPLIFIED)
    assert listed.plain.splitlines()[0] == "📚 广东：20份文件 · 2/4"
    assert [button.data for button in listed.keyboard[-1]] == ["s:0", "s:0.1", "s:2.1"]
    assert shelf_of(library, "", "nonsense") is None
    # All documents may have gone since the button was shown.
    gone = shelf_of(Library(()), "", "1.1")
    assert gone is not None
    assert (list(gone.documents), gone.group) == ([], None)


def test_a_long_title_takes_one_line_of_the_list() -> None:
    long = Library(
        [document("", None, "关于<b>加强</b>城市更新与老旧小区改造" * 12 + f"第{at}号") for at in range(5)]
    )
    lines = render_list(Shelf(long.documents), ChosenDocuments(), Language.SIMPLIFIED).plain.splitlines()
    assert all(line_count(line) == 1 for line in lines)
    assert lines[1].endswith("第0号")
