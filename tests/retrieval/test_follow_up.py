"""What a question leaves out is taken from the one before; a whole question starts afresh."""

from __future__ import annotations

import pytest

from retrieval import tokenizer
from retrieval.answering import refuse
from retrieval.dictionary import EnglishDictionary
from retrieval.follow_up import complete, to_remember
from retrieval.glossary import shipped_glossary
from retrieval.places import shipped_gazetteer
from retrieval.question import Lexicon, understand
from retrieval.spelling import Speller
from retrieval.types import Language, Missing, Question, Role, Wanted

GRAIN, TOURISM, EXPORTS = "粮食产量", "旅游业总收入", "外贸出口"


def lexicon() -> Lexicon:
    return Lexicon(
        glossary=shipped_glossary(),
        gazetteer=shipped_gazetteer(),
        speller=Speller((), (), tokenizer.dictionary_words, tokenizer.STOP_WORDS),
        english=EnglishDictionary({}, frozenset()),
        report_year=2017,
    )


def said(*turns: str) -> Question:
    """The last of several questions in one chat, as it is understood after the others."""
    previous: Question | None = None
    for turn in turns:
        previous = complete(understand(turn, lexicon()), previous, lexicon())
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
    question = said("2016年新开工桥梁多少座", "竣工的呢？")
    assert question.years == (2016,)
    assert "桥梁" in question.normalized
    assert (question.focus, question.unit) == ("竣工", "座")


def test_what_points_at_the_question_before() -> None:
    question = said("谁负责龙舟节", "在哪天？")
    assert question.is_follow_up
    assert "龙舟节" in question.normalized


@pytest.mark.parametrize(
    "whole",
    [
        "2016年旅游业总收入是多少",
        "旅游业总收入是多少",
        "谁作的报告",
        "新建了多少公里高速公路",
        "大连的旅游收入增长多少",
        "Which villages got running water?",
        "tourism revenue in 2016",
        "GDP",
        "为什么要修水库",
    ],
)
def test_a_whole_question_starts_afresh(whole: str) -> None:
    question = said(FIRST, whole)
    assert not question.is_follow_up
    assert question == said(whole)


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
    for missing in (Missing.YEAR, Missing.PLACE, Missing.INDICATOR, Missing.EVIDENCE):
        assert to_remember(refuse(unanswered, missing), asked) == unanswered
    for missing in (Missing.EMPTY, Missing.TOO_LONG, Missing.SMALL_TALK):
        assert to_remember(refuse(said("谢谢"), missing), asked) == asked
        assert to_remember(refuse(said("谢谢"), missing), None) is None


def test_after_not_found_the_question_is_still_leant_on() -> None:
    question = said("2031年粮食产量目标是多少", "那2016年呢")
    assert (question.years, question.indicators) == ((2016,), (GRAIN,))
