"""What speaks for a clause, on sentences made by hand."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from retrieval.compose.clause_features import ClauseScorer, score_of
from retrieval.learning.features import ClauseFeatures, Features
from retrieval.learning.model import read_model
from retrieval.questions.question import understand
from retrieval.ranking.agreement import FigureSought
from retrieval.ranking.scoring import ScoredSentence
from retrieval.types import Meaning, QueryPlan, Wanted
from tests.retrieval.making import entries_of, lexicon

LEXICON = lexicon(report_year=2020)
UNSCORED = Features(*(0.0 for _ in fields(Features)))
WEIGHTS = read_model().of("work_reports").clauses


def read(
    question: QueryPlan | str, sentence: str, sentence_at: int = 0, sought: FigureSought | None = None
) -> list[ClauseFeatures]:
    """The features of each clause of the first sentence of a line; every character pair weighs the same."""
    asked = understand(question, LEXICON) if isinstance(question, str) else question
    entry = entries_of(sentence)[sentence_at]
    scorer = ClauseScorer(asked, LEXICON.glossary, lambda _: 1.0)
    evidence = ScoredSentence(entry, UNSCORED, 0.0, sought=sought)
    return [scorer.features(evidence, clause, 0.5, -0.25, 0.75) for clause in entry.facts.clauses]


def values(question: QueryPlan | str, sentence: str, feature: str) -> list[float]:
    """One feature of each clause."""
    return [getattr(each, feature) for each in read(question, sentence)]


COSTS = "修桥投资3亿元，新增泊位31个，产值增长8%。"
HOMES = "农村居民收入增长8%，城镇居民收入3万元，两者相加。"
SPANS = "一季度产值2亿元，产值9亿元，五年来产值年均增长8%。"
TIMES = "2018年植树3万株，2019年植树5万株，植树工作加强。"


@pytest.mark.parametrize(
    ("question", "sentence", "feature", "expected"),
    [
        # 城镇 against 农村.
        ("城镇居民收入多少", HOMES, "other_side", [1, 0, 0]),
        ("农村居民收入多少", HOMES, "other_side", [0, 1, 0]),
        ("居民收入多少", HOMES, "other_side", [0, 0, 0]),
        ("城镇和农村居民收入多少", HOMES, "other_side", [0, 0, 0]),
        # A year against its quarters and five years of it.
        ("2019年产值", SPANS, "other_side", [1, 0, 1]),
        ("2019年一季度产值", SPANS, "other_side", [0, 0, 0]),
        ("2018年和2019年产值", SPANS, "other_side", [0, 0, 0]),
        ("产值", SPANS, "other_side", [0, 0, 0]),
        # Money against counts and shares.
        ("修桥花了多少钱", COSTS, "unit", [1, -1, -1]),
        ("泊位多少个", COSTS, "unit", [-1, 1, -1]),
        ("产值增速", COSTS, "unit", [-1, -1, 1]),
        ("修桥怎么样", COSTS, "unit", [0, 0, 0]),
        ("工人有多少人", "排查隐患3项，工人5名，泊位6个", "unit", [-1, 1, -1]),
        ("添了多少辆车", "开工3场，添车5辆，泊位6个", "unit", [-1, 1, 1]),
        ("添了几个车", "开工3场，添车5辆", "unit", [1, 1]),
        ("修桥花了多少钱", "修桥顺利，投资3亿元", "unit", [0, 1]),
        # By a noun that is given in areas; a place in an order is none of its figures.
        ("面积多少", "面积3亩，泊位31个，同比增长8%", "unit", [0, -1, 0]),
        ("产值排第几", "产值3亿元，居全省第三位", "unit", [0, 0]),
        # How much it changed against how much there is.
        ("产值增长多少", COSTS, "change", [-1, 1, 1]),
        ("产值多少", COSTS, "change", [0, -1, -1]),
        ("产值多少", "产值增长到3亿元，产值增长8%", "change", [0, -1]),
        ("how much did output grow", COSTS, "change", [-1, 1, 1]),
        ("产值增长多少", "产值增长，桥梁通车", "change", [0, 0]),
        # Figures.
        ("产值多少", "产值增长，达到3亿元", "figure", [0, 1]),
        ("产值多少", "产值增长，达到3亿元", "figure_maybe", [0, 0]),
        ("桥梁", "桥梁扩建，达到3亿元", "figure", [0, 0]),
        ("桥梁", "桥梁扩建，达到3亿元", "figure_maybe", [0, 1]),
        # 产值 by itself is a measure: its figure is wanted.
        ("产值", "产值增长，达到3亿元", "figure", [0, 1]),
        ("8%是什么的增速", COSTS, "known_figure", [0, 0, 1]),
        ("3亿元和31个", COSTS, "known_figure", [0.5, 0.5, 0]),
        ("产值多少", COSTS, "known_figure", [0, 0, 0]),
        # Years.
        ("2019年植树多少", TIMES, "year", [-1, 1, 0]),
        ("植树多少", TIMES, "year", [0, 0, 0]),
        # Days and reasons.
        ("什么时候开幕", "2019年6月18日开幕，来了5万人", "date", [1, 0]),
        ("开幕来了多少人", "2019年6月18日开幕，来了5万人", "date", [0, 0]),
        ("旱情为什么缓解", "因为引水，旱情缓解", "reason", [1, 0]),
        ("旱情缓解", "因为引水，旱情缓解", "reason", [0, 0]),
        # Length and place.
        ("桥", "好，" + "很" * 61 + "，桥梁通车", "short", [1, 0, 0]),
        ("桥", "好，" + "很" * 61 + "，桥梁通车", "long", [0, 1, 0]),
        ("桥", "好，桥梁通车", "first", [1, 0]),
        # Lists, and as many things as are asked for.
        ("有哪些作坊", "设立松香、桐油、竹编作坊，收入提高", "listing", [1, 0]),
        ("作坊多少个", "设立松香、桐油、竹编作坊，收入提高", "listing", [0, 0]),
        ("哪三种作坊", "松香、桐油和竹编，茶叶与蚕丝，陶器", "counted", [1, 0, 0]),
        ("哪两种作坊", "松香、桐油和竹编，茶叶与蚕丝，陶器", "counted", [0, 1, 0]),
        ("哪些作坊", "松香、桐油和竹编，茶叶与蚕丝，陶器", "counted", [0, 0, 0]),
    ],
)
def test_features(question: str, sentence: str, feature: str, expected: list[float]) -> None:
    assert values(question, sentence, feature) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("失业率3%，下降1个百分点，出口增长8%，增速加快", [1, 1, -1, 0]),
        ("出口增长8%，失业率3%", [-1, 1]),
        ("桥梁通车，渔港建成", [0, 0]),
        ("失业率与出口一起公布", [1]),
    ],
)
def test_a_clause_that_names_nothing_goes_on_about_what_was_named_last(
    sentence: str, expected: list[float]
) -> None:
    assert values("失业率是多少", sentence, "subject") == expected


def test_without_an_indicator_no_subject() -> None:
    assert values("渔港几座", "失业率3%，渔港4座", "subject") == [0, 0]


def test_what_the_clause_and_its_neighbours_cover() -> None:
    """The question has four pairs, of which the second clause has two."""
    question = replace(understand("问", LEXICON), content="白鹭 湖水 治理 投资")
    first, second, third = read(question, "白鹭成群，治理投资3亿元，湖水变清。")
    assert (first.own, first.before, first.after) == (0.25, 0.0, 0.5)
    assert (second.own, second.before, second.after) == (0.5, 0.25, 0.25)
    assert (third.own, third.before, third.after) == (0.25, 0.75, 0.0)


def test_an_english_word_counts_as_surely_as_it_is_meant() -> None:
    meanings = ((Meaning("铁路", 0.9), Meaning("高铁", 0.5)), (Meaning("机场", 0.6),))
    question = replace(understand("问", LEXICON), content="", translations=meanings)
    found = values(question, "铁路通车，高铁通车，机场和铁路通航", "own")
    # The groups weigh 0.9 and 0.6, as much as their surest meanings.
    assert found == pytest.approx([0.9 * 0.9 / 1.5, 0.9 * 0.5 / 1.5, (0.9 * 0.9 + 0.6 * 0.6) / 1.5])


def test_an_indicator_is_known_by_all_its_names() -> None:
    short, standard = values("GDP", "生产总值增长7%，地区生产总值增长7%", "own")
    # Whatever its name, it weighs half its five pairs; each pair of the standard name counts half again, and "gdp" one.
    assert (short, standard) == (pytest.approx((2.5 + 3 * 0.5) / 6), pytest.approx((2.5 + 5 * 0.5) / 6))


def test_the_words_that_introduce_a_list_stand_before_it() -> None:
    line = "今年的目标是：渔业产值增长8%；茶叶产量达到3.5万吨。"
    first, second = (read("茶叶产量目标", line, at)[0] for at in (0, 1))
    # Of 茶叶 叶产 产量 量目 目标 the last stands in the lead-in, the first three in the second clause.
    assert (first.own, first.before) == (0, pytest.approx(0.2))
    assert (second.own, second.before) == (pytest.approx(0.6), pytest.approx(0.2))
    assert (first.first, second.first) == (0, 0)


def test_the_noun_asked_about() -> None:
    assert values("有什么机制", "建立预警机制，检查机器，完成修桥", "focus") == [1, 0.5, 0]
    # An item of a list goes on about what the first one names.
    assert values("有几座渔港", "渔港新建4座、改造3座", "focus") == [1, 1]
    assert values("渔港为什么新建", "渔港新建4座", "focus") == [0]


def test_news_is_what_the_question_does_not_say() -> None:
    known, new = values("石牌村发现了什么", "石牌村发现，古窑遗址", "news")
    assert known < new == 0.75  # 古窑 窑遗 遗址: three pairs of four.
    assert values("石牌村多少人", "石牌村发现，古窑遗址", "news") == [0, 0]


def test_what_a_name_should_not_repeat() -> None:
    named = read("石牌村发现了什么", "石牌村发现，古窑遗址")
    assert [each.named for each in named] == [named[0].own, 0]
    assert values("石牌村多少人", "石牌村发现，古窑遗址", "named") == [0, 0]


def test_what_the_caller_says_is_kept() -> None:
    (found,) = read("桥", "桥梁通车")
    assert (found.closeness, found.sentence) == (0.5, -0.25)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("哪三大产业基地", 3),
        ("两个问题是什么", 2),
        ("4座渔港叫什么", 4),
        ("十项工作有哪些", 10),
        ("which three fishing ports are new", 3),
        ("what are the Ten projects", 10),
        ("哪些产业基地", 0),
        ("建了几座三层楼", 0),
        ("三座渔港花了多少钱", 0),
        ("two", 0),
        ("", 0),
    ],
)
def test_how_many_things_are_asked_for(text: str, count: int) -> None:
    assert understand(text, LEXICON).count == count


def test_the_score_is_the_weighted_sum() -> None:
    for found in read("城镇居民收入多少", HOMES):
        points = (getattr(WEIGHTS, field.name) * getattr(found, field.name) for field in fields(found))
        assert score_of(found, WEIGHTS) == pytest.approx(sum(points))


NOTHING: dict[str, Any] = {field.name: 0.0 for field in fields(ClauseFeatures)}


@pytest.mark.parametrize("feature", ["other_side", "short", "long", "named"])
def test_what_speaks_against_a_clause(feature: str) -> None:
    assert score_of(ClauseFeatures(**NOTHING | {feature: 1.0}), WEIGHTS) < 0


@pytest.mark.parametrize(
    "feature",
    [
        *[
            "own",
            "before",
            "after",
            "closeness",
            "figure",
            "figure_maybe",
            "change",
            "unit",
            "subject",
            "focus",
        ],
        *["listing", "counted", "news", "date", "reason", "year", "known_figure", "sentence", "read"],
    ],
)
def test_what_speaks_for_a_clause(feature: str) -> None:
    assert score_of(ClauseFeatures(**NOTHING | {feature: 1.0}), WEIGHTS) > 0


def test_an_empty_question() -> None:
    question = QueryPlan("", understand("", LEXICON).language, "", wanted=Wanted.ANYTHING)
    (found,) = read(question, "桥梁通车")
    assert (found.own, found.before, found.after, found.focus) == (0, 0, 0, 0)
