"""What a question leaves out is taken from the one before; a whole question starts afresh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from retrieval.compose.answering import refuse
from retrieval.questions.follow_up import complete, to_remember
from retrieval.questions.question import understand
from retrieval.types import Joint, Language, Missing, QueryPlan, Role, Wanted
from tests.retrieval.making import lexicon

GRAIN, TOURISM, EXPORTS = "粮食产量", "旅游业总收入", "外贸出口"


def said(*turns: str, reports: Iterable[int] = ()) -> QueryPlan:
    """The last of several questions in one chat, as it is understood after the others."""
    previous: QueryPlan | None = None
    known = lexicon(report_years=reports)
    for turn in turns:
        previous = complete(understand(turn, known), previous, known)
    assert previous is not None
    assert previous.text == turns[-1]
    return previous


FIRST = "2017年粮食产量目标是多少"


@pytest.mark.parametrize(
    ("turns", "years", "role", "indicator"),
    [
        ((FIRST, "那2016年呢？"), (2016,), None, GRAIN),
        ((FIRST, "去年呢"), (2016,), None, GRAIN),
        ((FIRST, "去年实际是多少"), (2016,), Role.RESULT, GRAIN),
        ((FIRST, "实际完成多少"), (2017,), Role.RESULT, GRAIN),
        ((FIRST, "2016年"), (2016,), None, GRAIN),
        ((FIRST, "二〇一五年呢"), (2015,), None, GRAIN),
        ((FIRST, "那2016年呢？", "再往前一年呢"), (2015,), None, GRAIN),
        ((FIRST, "那2016年呢？", "目标呢"), (2016,), Role.TARGET, GRAIN),
        ((FIRST, "旅游收入呢"), (2017,), Role.TARGET, TOURISM),
        ((FIRST, "还有旅游收入呢？"), (2017,), Role.TARGET, TOURISM),
        ((FIRST, "那么，出口呢"), (2017,), Role.TARGET, EXPORTS),
        ((FIRST, "2016年旅游收入呢"), (2016,), None, TOURISM),
        ((FIRST, "旅游收入呢", "那2016年呢"), (2016,), None, TOURISM),
        (("2017年糧食產量目標是多少", "那2016年呢？"), (2016,), None, GRAIN),
        (("What was grain output in 2016?", "and the target for 2017?"), (2017,), Role.TARGET, GRAIN),
        (("grain output in 2016", "what about 2015?"), (2015,), None, GRAIN),
        (("grain output in 2016", "how about tourism revenue?"), (2016,), None, TOURISM),
        (("grain output target for 2017", "and exports?"), (2017,), Role.TARGET, EXPORTS),
        (("grain output target for 2017", "and exports?", "actual?"), (2017,), Role.RESULT, EXPORTS),
        (("grain output in 2016", "the year before?"), (2015,), None, GRAIN),
        ((FIRST, "and exports?"), (2017,), Role.TARGET, EXPORTS),
        (("grain output in 2016", "那2015年呢"), (2015,), None, GRAIN),
    ],
)
def test_what_is_missing_is_taken_over(
    turns: tuple[str, ...], years: tuple[int, ...], role: Role | None, indicator: str
) -> None:
    question = said(*turns)
    assert question.is_follow_up
    assert (question.years, question.role, question.indicators) == (years, role, (indicator,))


@pytest.mark.parametrize(
    ("turns", "place"),
    [
        (("2016年大连的粮食产量", "那营口呢"), "营口"),
        (("2016年大连市的粮食产量", "沈阳市呢？"), "沈阳"),
        (("2016年粮食产量", "大连"), "大连"),
        (("2016年大连的粮食产量", "那营口呢", "再往前一年呢"), "营口"),
    ],
)
def test_another_place(turns: tuple[str, ...], place: str) -> None:
    question = said(*turns)
    assert question.places == (frozenset({place}),)
    assert question.indicators == (GRAIN,)
    assert "大连" not in question.normalized or place == "大连"


def test_another_place_in_english() -> None:
    assert said("grain output in 2016", "how about Dalian?").indicators == (GRAIN,)


def test_a_part_of_the_subject_before() -> None:
    question = said("2016年新开工桥梁多少座", "改造的呢？")
    assert question.years == (2016,)
    assert question.normalized == "2016年新开工桥梁多少座 改造的"
    assert (question.focus, question.unit) == ("改造", "座")


@pytest.mark.parametrize(
    ("first", "then", "whole"),
    [
        ("2016年新开工桥梁多少座", "竣工的呢？", "2016年竣工桥梁多少座"),
        ("去年农村居民收入多少", "城镇的呢", "去年城镇居民收入多少"),
        ("公办幼儿园新建几所", "那民办的呢？", "民办幼儿园新建几所"),
        ("养老保险人数", "医疗的呢", "医疗保险人数"),
        (
            "how many rural homes were built in 2016",
            "what about urban?",
            "how many urban homes were built in 2016",
        ),
    ],
)
def test_the_other_side_of_a_contrast_takes_the_place_of_the_first(first: str, then: str, whole: str) -> None:
    before, question = said(first), said(first, then)
    assert question.is_follow_up
    assert question.normalized == whole
    assert (question.years, question.role, question.wanted) == (before.years, before.role, before.wanted)


def test_a_contrast_of_which_both_sides_were_asked_is_narrowed() -> None:
    assert said("2016年城镇和农村收入", "农村的呢").normalized == "2016年城镇和农村收入 农村的"


def test_an_indicator_of_its_own_is_no_mere_side() -> None:
    question = said("2016年农村居民收入多少", "出口呢")
    assert (question.normalized, question.indicators) == ("2016年出口", (EXPORTS,))


@pytest.mark.parametrize(
    ("turns", "whole"),
    [
        (("grain output target for 2017", "and exports?"), "exports target in 2017"),
        (("grain output in 2016", "how about tourism revenue?"), "tourism revenue in 2016"),
        (
            ("how many towers were built in 2016", "and in the county?"),
            "how many towers were built in 2016 in the county",
        ),
        (
            ("how many boats were built in 2016", "and for fishing?"),
            "how many boats were built in 2016 for fishing",
        ),
        (("tax revenue in 2016", "and from land?"), "tax revenue in 2016 from land"),
    ],
)
def test_whole_questions_in_english(turns: tuple[str, ...], whole: str) -> None:
    assert said(*turns).normalized == whole


def test_another_year_in_english_stands_behind() -> None:
    assert said("What was grain output?", "2015?").normalized.endswith(" in 2015")


@pytest.mark.parametrize("fragment", ["去年想达到多少", "打算增长多少", "力争实现多少", "明年会涨多少"])
def test_words_of_planning_are_no_subject(fragment: str) -> None:
    question = said(FIRST, fragment)
    assert question.is_follow_up
    assert question.indicators == (GRAIN,)


@pytest.mark.parametrize(
    "about",
    [
        "谁作的报告",
        "报告是谁做的",
        "这份报告是什么时候作的",
        "who delivered the report",
        "在哪次会上作的报告",
    ],
)
def test_a_question_about_the_report_itself_asks_of_the_one_spoken_of(about: str) -> None:
    question = said(FIRST, about)
    assert question == replace(said(about), years=question.years)
    assert (question.years, question.indicators) == ((2017,), ())


def test_a_target_stays_one_where_other_reports_set_theirs() -> None:
    words = lexicon(report_years=(2015, 2016, 2017))

    def then(first: str, second: str) -> str:
        return complete(understand(second, words), understand(first, words), words).normalized

    assert then("2017年旅游收入目标", "2016年呢") == "2016年旅游收入目标"
    assert then("2017年旅游收入目标", "2014年呢") == "2014年旅游收入"
    assert then("2015年旅游收入完成了多少", "2014年呢") == "2014年旅游收入完成了多少"
    assert then("2015年旅游收入完成了多少", "2017年呢") == "2017年旅游收入多少"
    assert then("2017年旅游收入目标", "2016年实际呢") == "2016年旅游收入实际"


def test_the_report_spoken_of_is_the_one_that_tells_what_was_asked() -> None:
    for turns, years in (
        (("2016年旅游收入目标", "谁作的报告"), (2016,)),
        (("2016年旅游收入完成多少", "谁作的报告"), (2017,)),
        (("2016年旅游收入完成多少", "谁作的报告", "报告是哪天作的"), (2017,)),
        (("2016年旅游收入完成多少", "2014年的报告是谁作的"), ()),
        (("2014年报告里的旅游收入", "谁作的报告"), (2014,)),
        (("旅游收入", "谁作的报告"), ()),
    ):
        assert said(*turns, reports=(2014, 2016)).years == years


def test_what_points_at_the_question_before() -> None:
    for first, then in (
        ("谁负责龙舟节", "在哪天？"),
        ("龙舟节在哪里办的", "什么时候办的？"),
        ("去年修龙舟节码头花了多少钱", "从哪里来？"),
        ("龙舟节怎么办的", "靠什么"),
        ("龙舟节花了多少", "占多少？"),
    ):
        question = said(first, then)
        assert question.is_follow_up
        assert question.normalized.startswith(said(first).normalized)


@pytest.mark.parametrize(
    "whole",
    [
        "2016年旅游业总收入是多少",
        "旅游业总收入是多少",
        "新建了多少公里高速公路",
        "大连的旅游收入增长多少",
        "Which villages got running water?",
        "tourism revenue in 2016",
        "为什么要修水库",
    ],
)
def test_a_whole_question_starts_afresh(whole: str) -> None:
    question = said(FIRST, whole)
    assert not question.is_follow_up
    assert question == said(whole)


def test_an_indicator_by_itself_is_of_the_same_year_and_role() -> None:
    target = said("2016年旅游收入目标", "GDP")
    assert (target.years, target.role, target.indicators) == ((2016,), Role.TARGET, ("地区生产总值",))
    result = said("2016年旅游收入完成多少", "GDP")
    assert (result.years, result.role) == ((2016,), None)


@pytest.mark.parametrize(
    ("turns", "years"),
    [
        (("2012年粮食产量目标", "上一年的呢"), (2011,)),
        (("2012年粮食产量完成多少", "上一年的呢"), (2011,)),
        (("2012年粮食产量完成多少", "the year after"), (2013,)),
        (("2012年粮食产量完成多少", "比上年增加多少"), (2012,)),
        (("2014年粮食产量目标", "去年GDP完成多少"), (2016,)),
    ],
)
def test_a_year_told_by_another_is_told_from_the_one_spoken_of(
    turns: tuple[str, ...], years: tuple[int, ...]
) -> None:
    assert said(*turns).years == years


@pytest.mark.parametrize(
    "first", ["那2016年呢？", "实际是多少", "呢", "and the target?", "旅游收入呢", "多少", ""]
)
def test_without_a_question_before_nothing_is_added(first: str) -> None:
    question = understand(first, lexicon())
    assert complete(question, None, lexicon()) == question


def test_the_kind_of_answer_stays() -> None:
    assert said(FIRST, "那2016年呢？").wanted is Wanted.NUMBER
    assert said("龙舟节什么时候开幕", "去年呢").wanted is Wanted.DATE


def test_labels_come_in_the_language_of_the_last_question() -> None:
    assert said(FIRST, "and exports?").language is Language.ENGLISH
    assert said("grain output in 2016", "那2015年呢").language is Language.SIMPLIFIED
    assert said(FIRST, "明年目標呢").language is Language.TRADITIONAL


def test_a_bare_year_stays_in_the_language_spoken() -> None:
    assert said("What was grain output in 2016?", "2015?").language is Language.ENGLISH


def test_the_script_stays() -> None:
    assert said("糧食產量去年是多少", "那今年呢").language is Language.TRADITIONAL


def test_a_long_talk_does_not_grow() -> None:
    turns = [f"那{2000 + year}年呢" for year in range(1, 17)]
    assert said(FIRST, *turns).normalized == said(FIRST, turns[-1]).normalized


def test_what_is_remembered() -> None:
    asked = said(FIRST)
    unanswered = said("2031年粮食产量")
    absent = replace(unanswered, where=replace(unanswered.where, are_absent=True))
    assert to_remember(refuse(unanswered, Missing.PLACE), asked) == absent
    for missing in (Missing.INDICATOR, Missing.EVIDENCE):
        assert to_remember(refuse(unanswered, missing), asked) == unanswered
    refused = replace(unanswered, time=replace(unanswered.time, is_absent=True))
    assert to_remember(refuse(unanswered, Missing.YEAR), asked) == refused
    for missing in (Missing.EMPTY, Missing.TOO_LONG, Missing.SMALL_TALK):
        assert to_remember(refuse(said("谢谢"), missing), asked) == asked
        assert to_remember(refuse(said("谢谢"), missing), None) is None


def test_after_not_found_the_question_is_still_leant_on() -> None:
    question = said("2031年粮食产量目标是多少", "那2016年呢")
    assert (question.years, question.indicators) == ((2016,), (GRAIN,))


@pytest.mark.parametrize(
    ("turns", "years", "words"),
    [
        (("2008年GDP是多少", "涨幅"), (2008,), "涨幅"),
        (("去年旅游总收入全省排第几", "总量多少"), (2016,), "旅游总收入"),
        (("粮食产量是多少", "为什么"), (), "粮食产量"),
        (("2010年农民收入多少钱", "2011年打算涨多少"), (2011,), "农民收入"),
        (("2017年GDP目标是多少", "不是，我问的是去年"), (2016,), "GDP"),
        (("grain output in 2016", "no I mean the target"), (2016,), "grain output"),
    ],
)
def test_what_a_turn_leaves_out(turns: tuple[str, str], years: tuple[int, ...], words: str) -> None:
    question = said(*turns)
    assert question.is_follow_up
    assert question.years == years
    assert words.lower() in question.normalized.lower()


def test_a_figure_of_another_subject_is_asked_of_the_same_year() -> None:
    assert said("2015年GDP是多少", "旅游收入多少").years == (2015,)
    assert said("2015年GDP目标是多少", "旅游收入多少").years == ()
    assert said("2015年GDP是多少", "谁负责龙舟节").years == ()


@pytest.mark.parametrize(
    ("turns", "whole"),
    [
        ((FIRST, "目标呢"), "2017年粮食产量目标是多少"),
        ((FIRST, "去年实际是多少"), "2016年粮食产量实际是多少"),
        ((FIRST, "为什么"), "2017年粮食产量目标为什么"),
        ((FIRST, "完成了吗"), "2017年粮食产量完成了吗"),
        ((FIRST, "增长率呢"), "2017年粮食产量目标增长率"),
        (("2016年农民收入多少钱", "2017年打算涨多少"), "2017年农民收入打算涨多少"),
        (("去年财政收入多少钱", "今年目标"), "2017年财政收入目标多少钱"),
        (("去年GDP是多少", "全国排第几"), "去年GDP全国排第几"),
        (("一共要修多少公路", "其中农村的"), "一共要修多少公路 其中农村的"),
        (("What was grain output in 2016?", "and the target for 2017?"), "grain output target in 2017"),
        (("2016 GDP多少", "growth呢"), "2016 GDP growth"),
    ],
)
def test_the_wording_is_put_together_from_the_pieces_of_both(turns: tuple[str, str], whole: str) -> None:
    assert said(*turns).normalized == whole


def test_what_is_asked_now_decides_the_unit() -> None:
    assert said("2016年农民收入多少钱", "2017年打算涨多少").unit == "%"
    assert said("2016年农民收入多少钱", "2015年呢").unit == "元"
    assert said("2016年粮食产量多少吨", "出口呢").unit == ""


def test_a_rank_in_the_country_is_not_asked_of_the_country() -> None:
    assert said("2016年大连的GDP是多少", "全国排第几").places == (frozenset({"大连"}),)


@pytest.mark.parametrize("then", ["和大连比呢", "跟大连比", "那和大连相比呢"])
def test_another_place_is_set_beside(then: str) -> None:
    question = said("2016年营口的粮食产量", then)
    assert [mention.text for mention in question.named] == ["营口", "大连"]
    assert question.named[1].joint is Joint.BESIDE
    assert question.where.are_compared
    assert (question.years, question.indicators) == ((2016,), (GRAIN,))


def test_another_year_is_set_beside() -> None:
    question = said("2016年营口的粮食产量", "跟2015年比呢")
    assert (question.years, question.time.side_by_side) == ((2016, 2015), (2016, 2015))
    assert question.normalized.startswith("2016年和2015年")


def test_a_place_that_there_is_nothing_of_is_not_asked_about_again() -> None:
    absent = to_remember(refuse(said("大连2016年粮食产量"), Missing.PLACE), None)
    assert absent is not None
    whole = complete(understand("旅游业总收入是多少", lexicon()), absent, lexicon())
    assert (whole.named, whole.where.are_carried) == ((), False)
    assert complete(understand("那2015年呢", lexicon()), absent, lexicon()).places == (frozenset({"大连"}),)


def test_the_other_side_alone_leans_on_the_question_before() -> None:
    assert said("去年城镇居民收入", "农村的").whole == "去年农村居民收入"


def test_two_years_in_any_words_stand_side_by_side() -> None:
    for text in (
        "去年和今年的粮食产量",
        "去年今年粮食产量",
        "2016年、2017年粮食产量",
        "粮食产量 2016 vs 2017",
    ):
        assert said(text).time.side_by_side == (2016, 2017)
    assert said("2016年至2017年粮食产量").time.side_by_side == ()


def test_a_list_of_subjects_has_a_question_for_each() -> None:
    assert said("去年粮食产量和旅游收入").sides == ("去年粮食产量", "去年旅游收入")


def test_last_year_is_compared_with_this_one_where_none_was_named() -> None:
    for turn in ("和去年比", "比去年少吗", "比去年多多少"):
        assert said("粮食产量目标", turn).time.side_by_side == (2017, 2016)


def test_a_short_name_of_an_indicator_is_another_subject() -> None:
    assert said("今年的主要目标有哪些", "投资呢").indicators == ("固定资产投资",)


def test_a_rise_is_asked_of_the_subject_before() -> None:
    assert said("粮食产量", "同比增长多少").whole == "粮食产量同比增长多少"


YEARS = range(2010, 2019)


@pytest.mark.parametrize(
    ("then", "year"),
    [
        ("次年呢", 2015),
        ("下一年", 2015),
        ("后一年呢", 2015),
        ("明年呢", 2015),
        ("next year?", 2015),
        ("三年后呢", 2017),
        ("两年前", 2012),
        ("那年呢", 2014),
        ("what about the year after", 2015),
        ("two years later?", 2016),
    ],
)
def test_years_are_counted_from_the_one_spoken_of(then: str, year: int) -> None:
    question = said("2014年粮食产量", then, reports=YEARS)
    assert (question.years, question.indicators) == ((year,), (GRAIN,))
    of_that_year = said("2014年粮食产量", "那年旅游收入多少", reports=YEARS)
    assert (of_that_year.years, of_that_year.indicators) == ((2014,), (TOURISM,))


def test_a_year_as_so_many_times_is_not_the_one_asked_about() -> None:
    question = said("2014年粮食产量", "是49年的几倍", reports=YEARS)
    assert (question.years, question.indicators) == ((2014,), (GRAIN,))
    assert "49年的几倍" in question.normalized


@pytest.mark.parametrize(
    "opening", ["no, in 2012", "不，2012年", "哦 2012年的呢", "说错了，2012年", "不是2014年，是2012年"]
)
def test_what_people_say_before_they_mend_a_question_asks_nothing(opening: str) -> None:
    question = said("2014年粮食产量", opening, reports=YEARS)
    assert (question.years, question.indicators) == ((2012,), (GRAIN,))


def test_a_report_that_was_named_is_carried_on() -> None:
    assert said("2014年报告里粮食产量多少", "旅游收入多少").time.report == 2014
    assert said("2014年报告里粮食产量多少", "大连旅游收入多少").time.report is None


def test_growth_is_asked_of_the_next_indicator_too() -> None:
    question = said("2014年粮食产量增长多少", "出口呢", reports=YEARS)
    assert (question.unit, question.details.is_change, question.indicators) == ("%", True, (EXPORTS,))
    # What is new by its name is no growth.
    assert said("2014年粮食产量增长多少", "就业呢", reports=YEARS).unit == ""


@pytest.mark.parametrize("then", ["计划产多少", "实际产了多少", "要增多少"])
def test_a_verb_alone_is_of_the_subject_before(then: str) -> None:
    assert said("2014年粮食产量", then, reports=YEARS).indicators == (GRAIN,)


def test_whether_it_was_reached_is_no_part_of_what_is_asked_next() -> None:
    reached = said("2014年粮食产量目标", "完成了吗", reports=YEARS)
    assert (reached.asks_reached, reached.role) == (True, Role.RESULT)
    after = said("2014年粮食产量目标", "完成了吗", "2015年目标是多少", reports=YEARS)
    assert (after.asks_reached, after.role, after.normalized) == (
        False,
        Role.TARGET,
        "2015年粮食产量目标是多少",
    )
    assert said("2014年粮食产量目标", "差多少", reports=YEARS).asks_reached
    assert said("2014 grain output target", "was it met?", reports=YEARS).asks_reached


def test_a_comparison_after_a_reason_is_one_of_figures() -> None:
    question = said("2014年营口的粮食产量", "为什么没完成", "和大连比呢", reports=YEARS)
    assert [mention.text for mention in question.named] == ["营口", "大连"]
    assert (question.wanted, "没完成" in question.normalized) == (Wanted.NUMBER, False)


def test_another_item_of_the_list_is_asked_for() -> None:
    question = said("十件民生实事第一件是什么", "第五件呢")
    assert (question.item, "第一件" in question.normalized) == (5, False)
    assert said("十件民生实事有哪些", "最后一件").item == -1


def test_a_short_name_is_of_what_was_spoken_of() -> None:
    assert said("2014年旅游收入", "2015年收入呢", reports=YEARS).indicators == (TOURISM,)
    assert said("2014年粮食产量", "收入呢", reports=YEARS).indicators != (GRAIN,)


def test_targets_of_nothing_in_particular_are_all_of_them() -> None:
    question = said("2017年目标")
    assert (question.indicators, question.wanted) == (("主要预期目标",), Wanted.LIST)
    assert said("2016年粮食产量", "2017年目标").indicators == (GRAIN,)


def test_english_words_of_role_stand_beside_chinese_ones() -> None:
    assert said("2014年粮食产量", "2015 target呢", reports=YEARS).role is Role.TARGET
    assert said("2014年粮食产量目标", "actual呢", reports=YEARS).role is Role.RESULT


@pytest.mark.parametrize(
    ("turns", "whole"),
    [
        (("棚户区改造", "多少套"), "棚户区改造多少套"),
        (("高速公路", "修了几条"), "高速公路修了几条"),
        (("棚户区改造", "多少套", "什么时候完成"), "棚户区改造什么时候完成"),
        (("粮食产量", "多少吨", "那2016年呢"), "2016年粮食产量多少吨"),
    ],
)
def test_how_many_of_a_unit_is_asked_of_what_was_spoken_of(turns: tuple[str, ...], whole: str) -> None:
    assert said(*turns).whole == whole


def test_a_comparison_that_names_no_measure_asks_nothing_by_itself() -> None:
    assert said("比较营口和大连").is_bare
    assert said("compare 2016 and 2017").is_bare
    assert not said("比较营口和大连的粮食产量").is_bare
    assert not said("2017年粮食产量", "比较营口和大连").is_bare
