"""What a question asks: language, years, role, places, indicators, kind of answer."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from retrieval.language import tokenizer
from retrieval.language.expected_words import likelihood
from retrieval.language.glossary import shipped_glossary
from retrieval.language.question_words.intention import role_in
from retrieval.language.spelling import Speller
from retrieval.questions.question import Lexicon, understand
from retrieval.questions.translating import Translator
from retrieval.search.opened_index import OpenedIndex
from retrieval.types import (
    Contrast,
    Details,
    ExpectedTerm,
    Language,
    Part,
    Piece,
    PlacesAsked,
    QueryPlan,
    Role,
    Wanted,
)
from tests.fakes import FakeEncoder
from tests.retrieval.making import lexicon as without_documents


@pytest.fixture(scope="module")
def lexicon(fake_index: OpenedIndex) -> Lexicon:
    """What an engine over the shipped report knows."""
    known = fake_index.words
    return replace(
        without_documents(),
        speller=Speller(
            shipped_glossary().names, known.words, tokenizer.dictionary_words, tokenizer.STOP_WORDS
        ),
        translator=Translator(known.english, known.vectors, FakeEncoder()),
    )


def test_everything_at_once(lexicon: Lexicon) -> None:
    question = understand("２０１５年大連的財政收入達到了多少億元？", lexicon)
    assert {each.said for each in question.things} == {"财政收入", "财政", "收入"}
    read = replace(
        question, embedding_text="", content="", terms=(), named=(), focus="", where=PlacesAsked(), things=()
    )
    assert read == QueryPlan(
        text="２０１５年大連的財政收入達到了多少億元？",
        language=Language.TRADITIONAL,
        normalized="2015年大连的财政收入达到了多少亿元?",
        wording=(
            Piece(Part.TIME, "2015年"),
            Piece(Part.PLACE, "大连"),
            Piece(Part.SUBJECT, "的财政收入"),
            Piece(Part.ROLE, "达到了"),
            Piece(Part.ASKING, "多少亿元?"),
        ),
        years=(2015,),
        role=Role.RESULT,
        places=(frozenset({"大连"}),),
        indicators=("一般公共预算收入",),
        wanted=Wanted.NUMBER,
        unit="亿元",
        figure_kinds=frozenset({"money"}),
        expected=(ExpectedTerm(("财政收入",), likelihood("财政收入")),),
        details=Details(contrasts=(Contrast(("收入",), ("支出", "花了", "花掉")),)),
    )
    assert question.embedding_text == question.normalized
    assert "2015" not in question.content
    assert {"财政收入", "一般", "公共", "预算"} <= set(question.terms)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("渔港建了几座", Language.SIMPLIFIED),
        ("漁港建了幾座", Language.TRADITIONAL),
        ("失業率", Language.TRADITIONAL),
        ("GDP", Language.SIMPLIFIED),
        ("gdp?", Language.SIMPLIFIED),
        ("ＧＤＰ　２０１７", Language.SIMPLIFIED),
        ("盘锦GDP growth", Language.SIMPLIFIED),
        ("2017", Language.SIMPLIFIED),
        ("", Language.SIMPLIFIED),
        ("GDP growth", Language.ENGLISH),
        ("盘锦 how many fishing ports were built?", Language.ENGLISH),
        ("盘锦港 how many ports were built in 盘锦", Language.SIMPLIFIED),
        ("what about GDP", Language.ENGLISH),
        ("tourism", Language.ENGLISH),
        ("Exports 😀?", Language.ENGLISH),
        ("How many fishing ports were built?", Language.ENGLISH),
    ],
)
def test_language(lexicon: Lexicon, text: str, language: Language) -> None:
    assert understand(text, lexicon).language is language


@pytest.mark.parametrize("text", ["Какой рост ВВП?", "한국 경제", "これはいくらですか", "كم النمو"])
def test_other_languages_are_answered_in_english(lexicon: Lexicon, text: str) -> None:
    assert understand(text, lexicon).language is Language.ENGLISH


@pytest.mark.parametrize("text", ["PPP", "CPI", "FDI"])
def test_bare_abbreviations_are_not_english(lexicon: Lexicon, text: str) -> None:
    assert understand(text, lexicon).language is Language.SIMPLIFIED


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("２０１７年ＧＤＰ目標😀是多少？？", "2017年GDP目标 是多少??"),
        ("  渔港　几座 ", "渔港 几座"),
        ("渔\u200b港", "渔港"),
        ("2017年GPD目标", "2017年gdp目标"),
        ("城镇登记失叶率", "城镇登记失业率"),
        ("2019gdp目标", "2019 gdp目标"),
        ("5G基站和4A景区", "5G基站和4A景区"),
    ],
)
def test_one_spelling(lexicon: Lexicon, text: str, normalized: str) -> None:
    question = understand(text, lexicon)
    assert question.normalized == normalized
    assert question.text == text


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("水产养殖目标是多少", Role.TARGET),
        ("水产养殖计划达到多少", Role.TARGET),
        ("桥梁力争新建几座", Role.TARGET),
        ("渔业拟增长多少", Role.TARGET),
        ("至少要建几座", Role.TARGET),
        ("失业率控制在多少", Role.TARGET),
        ("将新建几座桥", Role.TARGET),
        ("想达到多少", Role.TARGET),
        ("想要增长多少", Role.TARGET),
        ("the fish output target", Role.TARGET),
        ("how many bridges will be built", Role.TARGET),
        ("the planned catch", Role.TARGET),
        ("the unemployment ceiling", Role.TARGET),
        ("水产养殖达到了多少", Role.RESULT),
        ("水产养殖实际多少", Role.RESULT),
        ("一共建成几座桥", Role.RESULT),
        ("已经建了几座桥", Role.RESULT),
        ("新建了多少", Role.RESULT),
        ("how many bridges were built", Role.RESULT),
        ("actual fish output", Role.RESULT),
        ("the results achieved", Role.RESULT),
        ("做到多少", None),
        ("做到了多少", Role.RESULT),
        ("渔业产值", None),
        ("目标完成情况", None),
        ("计划完成了多少", None),
        ("fish goal and actual result", None),
        ("实际利用外资", None),
        ("要求是什么", None),
        ("要素市场", None),
        ("即将开工的桥", None),
        ("将军", None),
        ("千人计划", None),
        ("为了多少人", None),
        ("", None),
    ],
)
def test_role(text: str, role: Role | None) -> None:
    assert role_in(text) is role


@pytest.mark.parametrize("text", ["主要产品有哪些", "需要多少人", "重要的渔港", "我要查渔业产值", "摘要"])
def test_a_part_of_another_word_sets_no_role(text: str) -> None:
    assert role_in(text) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("为什么要修水库", Wanted.REASON),
        ("停工的原因", Wanted.REASON),
        ("为啥停工", Wanted.REASON),
        ("why was the bridge closed", Wanted.REASON),
        ("龙舟节什么时候开幕", Wanted.DATE),
        ("哪一天开幕", Wanted.DATE),
        ("几月通车", Wanted.DATE),
        ("when will the bridge open", Wanted.DATE),
        ("谁负责", Wanted.PERSON),
        ("哪位专家", Wanted.PERSON),
        ("who leads the team", Wanted.PERSON),
        ("有哪些渔港", Wanted.LIST),
        ("水库包括哪几座", Wanted.LIST),
        ("which bridges are new", Wanted.LIST),
        ("what are the goals", Wanted.LIST),
        ("list of reservoirs", Wanted.LIST),
        ("建了多少座桥", Wanted.NUMBER),
        ("建了几座桥", Wanted.NUMBER),
        ("渔业增速", Wanted.NUMBER),
        ("桥多长", Wanted.NUMBER),
        ("在全省第几", Wanted.NUMBER),
        ("how much fish", Wanted.NUMBER),
        ("growth of the catch", Wanted.NUMBER),
        ("市长叫啥", Wanted.PERSON),
        ("渔港都是啥", Wanted.LIST),
        ("桥叫啥", Wanted.NAME),
        ("桥叫什么", Wanted.NAME),
        ("哪个村获奖", Wanted.NAME),
        ("where is the reservoir", Wanted.NAME),
        ("what is the reservoir", Wanted.NAME),
        ("what was the GDP", Wanted.ANYTHING),
        ("失业率是什么？", Wanted.ANYTHING),
        ("渔业产值", Wanted.NUMBER),
        ("渔业", Wanted.ANYTHING),
        ("有没有水库", Wanted.ANYTHING),
        ("水库建了吗", Wanted.ANYTHING),
        ("", Wanted.ANYTHING),
    ],
)
def test_wanted(lexicon: Lexicon, text: str, wanted: Wanted) -> None:
    assert understand(text, lexicon).wanted is wanted


def test_there_may_be_several_problems(lexicon: Lexicon) -> None:
    assert understand("存在什么问题", lexicon).wanted is Wanted.LIST


@pytest.mark.parametrize(
    ("text", "indicators"),
    [
        ("财政收入", ("一般公共预算收入",)),
        ("人均GDP和GDP", ("人均地区生产总值", "地区生产总值")),
        ("GDP，还是GDP", ("地区生产总值",)),
        ("棚改", ("棚户区改造",)),
        ("老百姓收入", ("居民人均可支配收入",)),
        ("jobless rate", ("城镇登记失业率",)),
        ("城镇新增了多少人就业", ("城镇新增就业",)),
        ("新增多少就业", ("城镇新增就业",)),
        ("2019gdp", ("地区生产总值",)),
        ("财政赤字率", ("赤字率",)),
        ("研发投入相当于GDP的比例", ("研发投入",)),
        ("蚕丝", ()),
    ],
)
def test_indicators(lexicon: Lexicon, text: str, indicators: tuple[str, ...]) -> None:
    assert understand(text, lexicon).indicators == indicators


@pytest.mark.parametrize(
    ("text", "is_alone"),
    [
        ("GDP", True),
        ("2017年大连市GDP目标", True),
        ("大连的GDP", True),
        ("GDP为什么涨", False),
        ("GDP和桥梁", False),
        ("桥梁", False),
    ],
)
def test_an_indicator_alone_asks_for_its_figure(lexicon: Lexicon, text: str, is_alone: bool) -> None:
    question = understand(text, lexicon)
    assert question.is_indicator_alone is is_alone
    assert (question.wanted is Wanted.NUMBER) is is_alone


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("这份报告是谁作的", True),
        ("报告的日期", True),
        ("市长是谁", True),
        ("在哪次会上作的报告", True),
        ("who is the mayor", True),
        ("who delivered the report", True),
        ("when was the report delivered", True),
        ("报告谁写的", True),
        ("这话是谁说的", True),
        ("讲话是什么时候", True),
        ("2017年政府工作报告里的渔业产值", False),
        ("2017年政府工作报告是谁作的", True),
        ("2017年政府工作报告几月几号做的", True),
        ("who gave that report", True),
        ("报告里的渔业产值", False),
        ("市长信箱收到多少来信", False),
        ("什么时候开幕", False),
        ("who built the bridge", False),
    ],
)
def test_the_occasion_of_the_report(lexicon: Lexicon, text: str, asked: bool) -> None:
    assert understand(text, lexicon).asks_occasion is asked


def test_what_the_keywords_are_asked(lexicon: Lexicon) -> None:
    question = understand("去年失业率是多少", lexicon)
    assert question.content == "失业率"
    assert {"失业", "失业率", "城镇", "登记"} <= set(question.terms)
    assert not {"去年", "多少", "是"} & set(question.terms)
    assert len(set(question.terms)) == len(question.terms)


def test_a_question_of_stop_words_and_years_still_has_a_text(lexicon: Lexicon) -> None:
    assert understand("2017年？", lexicon).content != ""
    assert understand("多少", lexicon).terms == ()


def test_a_bare_abbreviation_is_no_chinese_character(lexicon: Lexicon) -> None:
    assert not understand("GDP", lexicon).has_han
    assert understand("盘锦GDP", lexicon).has_han


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("改造了几个老旧小区", Role.RESULT),
        ("What output was the city aiming for", Role.TARGET),
        ("what was the target", Role.TARGET),
        ("what was actually achieved against the target", None),
        ("How many were built", Role.RESULT),
    ],
)
def test_what_was_aimed_at_is_a_target_though_it_was(text: str, role: Role | None) -> None:
    assert role_in(text) is role


@pytest.mark.parametrize(
    ("spoken", "indicator"),
    [
        ("城里人人均可支配收入", "城镇常住居民人均可支配收入"),
        ("乡下人的可支配收入", "农村常住居民人均可支配收入"),
        ("农村人收入", "农村常住居民人均可支配收入"),
        ("老百姓人均收入", "居民人均可支配收入"),
    ],
)
def test_people_are_called_as_people_call_them(lexicon: Lexicon, spoken: str, indicator: str) -> None:
    assert understand(f"2016年{spoken}多少", lexicon).indicators == (indicator,)


def test_the_people_themselves_stay_as_they_are(lexicon: Lexicon) -> None:
    assert understand("老百姓最关心什么", lexicon).normalized == "老百姓最关心什么"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("盘锦2017空气优良天数", frozenset()),
        ("2016拆了多少违建", frozenset()),
        ("盘锦2017年2000人的工厂", frozenset({Decimal(2000)})),
    ],
)
def test_a_year_is_no_figure_whatever_stands_behind_it(
    lexicon: Lexicon, text: str, figures: frozenset[Decimal]
) -> None:
    assert understand(text, lexicon).details.figures == figures


@pytest.mark.parametrize(
    ("text", "is_topic"),
    [("楼市", True), ("盘锦楼市", True), ("天气", False), ("房子怎么样", False), ("GDP", False)],
)
def test_a_lay_word_by_itself_is_a_topic(lexicon: Lexicon, text: str, *, is_topic: bool) -> None:
    assert understand(text, lexicon).is_topic_alone is is_topic


def test_a_lay_word_is_looked_up_with_those_of_documents(lexicon: Lexicon) -> None:
    plan = understand("兰州堵车怎么治", lexicon)
    assert [each.word for each in plan.translations[0]][:2] == ["堵车", "拥堵"]
    assert "堵车" not in plan.content
    assert understand("怎么留住大学生", lexicon).translations == ()
