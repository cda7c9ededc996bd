"""Which place is meant, which report is not there, and which part of a comparison is whose, as every face shows it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.faces.telegram_app.inline_cards import render_guest, render_inline
from bot.faces.terminal.answer_lines import render_terminal
from bot.faces.terminal.talk_view import render_numbered_answer
from bot.presentation import render_answer
from bot.presentation.answer_buttons import Setting, answer_keyboard
from bot.presentation.phone_lines import ems
from bot.presentation.places import absence_sentence
from bot.presentation.rich_text import Keyboard, units
from bot.storage import AnswerId
from retrieval.types import (
    Absence,
    Answer,
    AnswerPart,
    Citation,
    Language,
    Mention,
    Missing,
    PlacesAsked,
    QueryPlan,
    Role,
    Status,
    TimeAsked,
)
from tests.bot.fakes_answering import (
    GOAL,
    GOALS,
    JILIN,
    absent,
    citation,
    not_found,
    of_places,
    off_topic,
    question,
)
from tests.bot.fakes_answering import answered as answered_by

KEY = AnswerId("abcdefghijkl")
PRIVATE = Setting("yinju_bot", is_private=True)
FORTY_YEARS = tuple(range(1980, 2020))


def labels(keyboard: Keyboard) -> list[list[str]]:
    return [[button.label for button in row] for row in keyboard]


@pytest.mark.parametrize(
    ("absence", "language", "sentence"),
    [
        (
            Absence("盘锦市", 2018, (2014, 2016, 2017, 2020)),
            Language.SIMPLIFIED,
            "没有盘锦市2018年的报告，有2014、2016、2017、2020年的。",
        ),
        (
            Absence("盘锦市", 2018, (2014, 2016, 2017, 2020)),
            Language.TRADITIONAL,
            "沒有盤錦市2018年的報告，有2014、2016、2017、2020年的。",
        ),
        (
            Absence("盘锦市", 2018, (2014, 2016, 2017, 2020)),
            Language.ENGLISH,
            "There is no 2018 report of Panjin, but there are those of 2014, 2016, 2017, 2020.",
        ),
        (
            Absence("盘锦市", 2030, FORTY_YEARS),
            Language.SIMPLIFIED,
            "没有盘锦市2030年的报告，相近的有2015、2016、2017、2018、2019年的。",
        ),
        (
            Absence("", 2000, (1990, *range(1995, 2006))),
            Language.ENGLISH,
            "There is no 2000 report; the nearest are those of 1998, 1999, 2000, 2001, 2002.",
        ),
        (Absence("三沙市", None), Language.SIMPLIFIED, "没有三沙市的报告。"),
        (Absence("Atlantis", None), Language.ENGLISH, "There is no report of Atlantis."),
        (Absence("三沙市", 2018), Language.TRADITIONAL, "沒有三沙市2018年的報告。"),
    ],
)
def test_the_report_that_is_not_there(absence: Absence, language: Language, sentence: str) -> None:
    assert absence_sentence(absence, question(language=language), is_narrowed=False) == sentence


@pytest.mark.parametrize(
    ("absence", "language", "sentence"),
    [
        (Absence("大连市", None), Language.SIMPLIFIED, "选的文件里没有大连市的报告。"),
        (
            Absence("大连市", 2018, (2017,)),
            Language.TRADITIONAL,
            "選的文件裡沒有大連市2018年的報告，有2017年的。",
        ),
        (Absence("大连市", None), Language.ENGLISH, "The chosen documents have no report of Dalian."),
    ],
)
def test_a_chat_that_has_chosen_hears_that_it_has(
    absence: Absence, language: Language, sentence: str
) -> None:
    assert absence_sentence(absence, question(language=language), is_narrowed=True) == sentence


def test_a_missing_year_offers_the_nearest_ones_that_can_be_asked() -> None:
    asked = QueryPlan(
        "盘锦2018年GDP目标", Language.SIMPLIFIED, "盘锦2018年GDP目标", years=(2018,), role=Role.TARGET
    )
    answer = absent("盘锦市", 2018, 2010, 2014, 2016, 2017, 2020, asked=asked)
    assert render_answer(answer).plain.splitlines()[:2] == [
        "没有盘锦市2018年的报告，有2010、2014、2016、2017、2020年的。",
        "最接近的段落（不是答案）：",
    ]
    keyboard = answer_keyboard(answer, KEY, PRIVATE)
    assert labels(keyboard)[0] == ["2014年", "2016年", "2017年", "2020年"]
    assert keyboard[0][0].data == f"c:{KEY}:y2014"
    assert answer_keyboard(answer, None, PRIVATE) == (), "what is not kept cannot be asked again"


def test_a_missing_place_has_nothing_to_offer() -> None:
    answer = absent("三沙市", None, asked=question("三沙市GDP"), cited=False)
    assert (render_answer(answer).plain, answer_keyboard(answer, KEY, PRIVATE)) == ("没有三沙市的报告。", ())


@pytest.mark.parametrize("missing", [Missing.PLACE, Missing.YEAR, Missing.EVIDENCE])
def test_who_has_chosen_documents_may_search_all(missing: Missing) -> None:
    answer = not_found(missing, citation())
    assert labels(answer_keyboard(answer, KEY, PRIVATE, is_narrowed=True))[0] == ["🔎 在全部文件里查"]
    assert ["🔎 在全部文件里查"] not in labels(answer_keyboard(answer, KEY, PRIVATE))
    for nothing in (answered_by(), off_topic(Missing.SMALL_TALK), not_found(Missing.TOO_LONG)):
        assert "🔎" not in str(labels(answer_keyboard(nothing, KEY, PRIVATE, is_narrowed=True)))


def test_two_places_of_one_name() -> None:
    answer = of_places("吉林省", "吉林市")
    assert render_answer(answer, "yinju_bot").plain == (
        "你问的是吉林省还是吉林市？\n"
        f"吉林省2017年目标：{GOAL}\n吉林省2017年政府工作报告 · 第1段\n"
        f"吉林市2017年目标：{GOAL}\n吉林市2017年政府工作报告 · 第2段"
    )
    assert "start=p-0000000000000002" in render_answer(answer, "yinju_bot").html
    keyboard = answer_keyboard(answer, KEY, PRIVATE)
    assert labels(keyboard) == [[f"吉林省2017年：{GOAL}"], [f"吉林市2017年：{GOAL}"]]
    assert [row[0].data for row in keyboard] == [f"c:{KEY}:p0", f"c:{KEY}:p1"]
    english = replace(answer, question=question("GDP", Language.ENGLISH))
    assert render_answer(english).plain.startswith("Do you mean Jilin (吉林省) or Jilin (吉林市)?\n")


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (Language.SIMPLIFIED, "你问的是哪里？", "甲市2017年目标："),
        (Language.TRADITIONAL, "你問的是哪裡？", "甲市2017年目標："),
        (Language.ENGLISH, "Which place do you mean?", "Jiashi 2017 target: "),
    ],
)
def test_many_places_fit_a_phone(language: Language, first: str, second: str) -> None:
    long = "很长的一句话，" * 60
    places = ("甲市", "乙市", "丙市", "丁自治州", "新疆维吾尔自治区巴音郭楞蒙古自治州和静县")
    answer = of_places(*places, asked=question(language=language))
    parts = tuple(replace(part, text=long) for part in answer.parts)
    shown = render_answer(replace(answer, parts=parts), "yinju_bot")
    lines = shown.plain.splitlines()
    assert (lines[0], lines[2][: len(second)]) == (first, second)
    assert units(shown.plain) <= 2000
    keyboard = answer_keyboard(answer, KEY, PRIVATE)
    assert [len(row) for row in keyboard] == [1, 1, 1, 1, 1]
    assert all(ems(label) <= 19 for row in labels(keyboard) for label in row)
    assert all(len(button.data.encode()) <= 64 for row in keyboard for button in row)


def test_places_in_the_terminal() -> None:
    answer = of_places("吉林省", "吉林市")
    assert render_terminal(answer).splitlines()[:5] == [
        "你问的是吉林省还是吉林市？",
        "",
        f"吉林省2017年目标：{GOAL}",
        f"  今年全市经济社会发展主要预期目标是：【{GOAL}】；固定资产投资增长13%。",
        "  吉林省2017年政府工作报告 · 二、2017年工作总体要求 · 第1段 · 第10行",
    ]
    talk = render_numbered_answer(answer).plain
    assert f"吉林市2017年目标：{GOAL}\n[2] 今年全市" in talk
    assert talk.endswith("\n\n打出地名就行，例如：吉林市")


def test_one_inline_card_for_each_place() -> None:
    answer = of_places("吉林省", "吉林市")
    cards = render_inline(answer, "yinju_bot")
    assert [(card.id, card.title) for card in cards] == [
        ("place-1", f"吉林省2017年目标：{GOAL}"),
        ("place-2", f"吉林市2017年目标：{GOAL}"),
    ]
    assert cards[1].description.endswith(" · 吉林市2017年政府工作报告")
    assert cards[1].message.plain.splitlines()[-1].startswith("吉林市2017年政府工作报告")
    assert "还是" not in cards[1].message.plain
    assert render_guest(answer, "yinju_bot").message == render_answer(answer, "yinju_bot")


def test_each_side_of_a_comparison_says_whose_it_is() -> None:
    answer = of_places("盘锦市", "大连市", status=Status.ANSWERED)
    said = [f"盘锦市2017年目标：{GOAL}", f"大连市2017年目标：{GOAL}"]
    assert render_answer(answer).plain.splitlines()[:2] == said
    assert render_terminal(answer).splitlines()[:2] == said
    assert render_numbered_answer(answer).plain.splitlines()[:2] == said
    assert render_inline(answer)[0].title == "；".join(said)
    lines = render_answer(answer).plain.splitlines()
    sources = [line for line in lines if "政府工作报告 ·" in line]
    assert [source[:5] for source in sources] == ["— 盘锦市", "— 大连市"], "the same words stand in both"
    assert lines[-1] == "出处：盘锦市2017年、大连市2017年"
    dated = replace(answer, question=replace(answer.question, years=(2017,)))
    assert render_answer(dated).plain.splitlines()[:2] == [f"盘锦市：{GOAL}", f"大连市：{GOAL}"]


def test_the_years_of_a_comparison() -> None:
    cited = [citation(GOALS, GOAL, paragraph=1), citation(GOALS, GOAL, paragraph=2)]
    parts = tuple(
        AnswerPart(GOAL, year, None, "盘锦市", each.passage)
        for year, each in zip((2014, 2017), cited, strict=True)
    )
    answer = replace(answered_by(*cited), parts=parts)
    assert render_answer(answer).plain.splitlines()[:2] == [f"2014年：{GOAL}", f"2017年：{GOAL}"]


def test_a_document_that_tells_no_place() -> None:
    answer = of_places("吉林市", "")
    untold = replace(
        answer, citations=(answer.citations[0], replace(answer.citations[1], document="一份<b>文件"))
    )
    assert render_answer(untold).plain.splitlines()[0] == "你问的是哪里？"
    assert f"《一份<b>文件》2017年目标：{GOAL}" in render_answer(untold).plain
    assert labels(answer_keyboard(untold, KEY, PRIVATE)) == [[f"吉林市2017年：{GOAL}"]], (
        "Telegram refuses a button without words"
    )


CARRIED = PlacesAsked(are_carried=True)


def test_a_place_spoken_of_before_is_said() -> None:
    mention = Mention("吉林", 5, 7, JILIN[1:])
    cited = replace(citation(GOALS, GOAL), place="吉林市")

    def answered(asked: QueryPlan, cited: Citation = cited) -> Answer:
        return answered_by(cited, asked=asked)

    first = f"2017年目标：{GOAL}"
    asked = replace(question("GDP目标是多少"), named=(mention,), where=CARRIED)
    assert render_answer(answered(asked, citation(GOALS, GOAL))).plain.startswith(first), "it was of no use"
    assert render_answer(answered(asked=asked)).plain.startswith(
        f"{first}\n（按“吉林市GDP目标是多少”来答）\n"
    )
    follow_up = replace(question("那2016年吉林GDP"), named=(mention,), in_full="2016年吉林GDP")
    assert render_answer(answered(asked=follow_up)).plain.startswith(f"{first}\n（按“2016年吉林GDP”来答）\n")
    named = replace(question("吉林GDP目标"), named=(replace(mention, start=0, end=2),))
    assert render_answer(answered(asked=named)).plain.startswith(first)
    english = replace(question("GDP target", Language.ENGLISH), named=(mention,), where=CARRIED)
    assert (
        render_answer(answered(asked=english)).plain.splitlines()[2] == "(understood as “吉林市 GDP target”)"
    )


def test_a_target_is_called_one_where_the_result_was_asked_for() -> None:
    asked = replace(question("2017年完成多少", years=(2017,)), role=Role.RESULT)
    assert render_answer(answered_by(asked=asked)).plain.startswith(f"2017年目标：{GOAL}\n")
    assert render_answer(answered_by(asked=replace(asked, role=Role.TARGET))).plain.startswith(f"{GOAL}\n")


def test_what_the_question_left_open_is_said_of_the_answer() -> None:
    undated = replace(question("GDP目标"), role=Role.TARGET)
    assert render_answer(answered_by(asked=undated)).plain.startswith(f"2017年目标：{GOAL}\n")
    of_any_role = question("2017年GDP", years=(2017,))
    assert render_answer(answered_by(asked=of_any_role)).plain.startswith(f"2017年目标：{GOAL}\n")
    in_words = replace(question("怎么发展"), in_words=True)
    assert render_answer(answered_by(asked=in_words)).plain.startswith(f"{GOAL}\n")
    english = question("GDP", Language.ENGLISH, indicators=("地区生产总值",))
    assert render_answer(answered_by(asked=english)).plain.splitlines()[:2] == [
        GOAL,
        "GDP · 2017 target · Panjin",
    ]


def test_results_stand_in_the_report_of_the_next_year() -> None:
    absence = Absence("盘锦市", 2018, (2016, 2017))
    asked = question("2017年地铁里程", years=(2017,))
    said = "盘锦市2017年的结果写在2018年的报告里，这里没有那份报告。"
    assert absence_sentence(absence, asked, is_narrowed=False) == said
    english = replace(asked, language=Language.ENGLISH)
    assert absence_sentence(absence, english, is_narrowed=False) == (
        "Results of 2017 stand in the 2018 report of Panjin, which is not here."
    )
    of_that_report = replace(asked, time=TimeAsked(report=2018))
    assert absence_sentence(absence, of_that_report, is_narrowed=False).startswith("没有盘锦市2018年的报告")
