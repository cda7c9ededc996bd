"""The words of a sentence that answer a question: a whole clause, with its unit and its bound."""

from __future__ import annotations

from dataclasses import fields

import pytest

from retrieval.compose.highlighting import Highlighter
from retrieval.language import tokenizer
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.question_words.focus import count_asked, focus_of, unit_of
from retrieval.learning.features import Features
from retrieval.learning.model import read_model
from retrieval.questions.details import details_in
from retrieval.ranking.scoring import ScoredSentence
from retrieval.search.open_document import AnnotatedSentence
from retrieval.search.selection import Keywords
from retrieval.types import Language, QueryPlan, Span, Wanted
from tests.fakes import FakeEncoder
from tests.retrieval.making import entries_of, indexed, lexicon, selection_of

WEIGHTS = read_model().of("work_reports").clauses
NEUTRAL = Features(**{field.name: 0.0 for field in fields(Features)})


@pytest.fixture(scope="module")
def highlighter() -> Highlighter:
    """No text has any term, so that all weigh the same; a fake model compares the clauses."""
    return Highlighter(lexicon().glossary, Keywords([]), FakeEncoder(), WEIGHTS)


def asking(text: str, wanted: Wanted = Wanted.NUMBER) -> QueryPlan:
    return QueryPlan(
        text=text,
        language=Language.SIMPLIFIED,
        normalized=text,
        embedding_text=text,
        count=0 if wanted is Wanted.NUMBER else count_asked(text),
        details=details_in(text, shipped_contrasts()),
        content=tokenizer.content(text),
        wanted=wanted,
        unit=unit_of(text),
        focus=focus_of(text),
    )


def evidence(*entries: AnnotatedSentence) -> list[ScoredSentence]:
    """Sentences of one passage, each half a point below the one before."""
    return [ScoredSentence(entry, NEUTRAL, 2.0 - at / 2) for at, entry in enumerate(entries)]


def marked(highlighter: Highlighter, question: QueryPlan, *entries: AnnotatedSentence) -> list[str]:
    found = highlighter.highlight(question, evidence(*entries))
    return [span.of(found.entry.passage.text) for span in found.spans]


@pytest.mark.parametrize(
    ("sentence", "question", "words"),
    [
        ("渔港建成，茶园扩大到7万亩，桥梁通车。", "茶园多少亩", "茶园扩大到7万亩"),
        ("茶叶产量3.2万吨，蚕丝产量1.5万吨。", "蚕丝产量多少吨", "蚕丝产量1.5万吨"),
        ("渔船新造31艘、改造20艘、淘汰9艘。", "渔船改造多少", "改造20艘"),
        ("渔船新造31艘、改造20艘、淘汰9艘。", "渔船淘汰多少", "淘汰9艘"),
        ("渔船新造31艘、改造20艘、淘汰9艘。", "渔船新造多少", "渔船新造31艘"),
        ("云溪公司加工木材80万方，利润增长2.5倍。", "云溪公司利润增长几倍", "利润增长2.5倍"),
        ("投资1,250万元，修复湿地30公顷。", "投资多少钱", "投资1,250万元"),
        ("产值（含加工，不含运输）86亿元，增长8%。", "产值多少亿元", "产值（含加工，不含运输）86亿元"),
        ("茶园总面积7万亩，产值3亿元。", "茶园产值多少钱", "产值3亿元"),
        ("失业率控制在4%以内；新增就业4万人以上", "失业率", "失业率控制在4%以内"),
        ("只有一句", "别的问题", "只有一句"),
    ],
)
def test_the_clause_asked_for(highlighter: Highlighter, sentence: str, question: str, words: str) -> None:
    assert marked(highlighter, asking(question), entries_of(sentence)[0]) == [words]


def test_a_date(highlighter: Highlighter) -> None:
    (entry,) = entries_of("龙舟节办了3天，2019年6月18日龙舟节开幕，来了5万人。")
    assert marked(highlighter, asking("龙舟节什么时候开幕", Wanted.DATE), entry) == [
        "2019年6月18日龙舟节开幕"
    ]


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        ("设立松香、桐油、竹编作坊", "设立松香、桐油、竹编作坊"),
        ("设立松香、桐油和竹编作坊", "设立松香、桐油和竹编作坊"),
        ("设立松香、竹编作坊", "作坊发展加快，设立松香、竹编作坊，作坊收入提高"),
    ],
)
def test_a_list_is_the_clause_that_has_several_things_or_what_stands_around_it(
    highlighter: Highlighter, listed: str, words: str
) -> None:
    entry, *others = entries_of(f"作坊发展加快，{listed}，作坊收入提高。桥梁通车。")
    found = highlighter.highlight(asking("设立了哪些作坊", Wanted.LIST), evidence(entry, *others))
    assert found.clause is not None
    assert found.clause.span.of(entry.passage.text) == listed
    (span,) = found.spans
    assert span.of(entry.passage.text) == words


@pytest.mark.parametrize(
    ("paragraph", "head"),
    [
        ("还有一些问题。一是渔船老旧；二是冷库不足；三是水位偏低。", "还有一些问题"),
        (
            "还有一些问题：一是渔船老旧，二是冷库不足，三是水位偏低。",
            "还有一些问题：一是渔船老旧，二是冷库不足，三是水位偏低",
        ),
        ("做好三件事。第一，渔船老旧。第二，冷库不足。第三，水位偏低。", "做好三件事"),
    ],
)
def test_an_enumeration_is_marked_item_by_item(highlighter: Highlighter, paragraph: str, head: str) -> None:
    first = entries_of(paragraph)[0]
    assert marked(highlighter, asking("哪些问题", Wanted.LIST), first) == ["渔船老旧", "冷库不足", "水位偏低"]
    assert marked(highlighter, asking("什么问题", Wanted.NAME), first) == [head]


BASES = "建设松香加工基地、蚕丝基地2个，打造茶叶基地；发展渔业基地，竹编基地；桥梁通车。"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("打造哪三大产业基地", ["打造茶叶基地", "发展渔业基地", "竹编基地"]),
        ("有哪三个基地", ["打造茶叶基地", "发展渔业基地", "竹编基地"]),
    ],
)
def test_as_many_items_as_are_asked_for_by_their_head_noun(
    highlighter: Highlighter, question: str, words: list[str]
) -> None:
    asked = asking(question, Wanted.LIST)
    assert marked(highlighter, asked, entries_of(BASES)[0]) == words


@pytest.mark.parametrize("question", ["哪五个基地", "哪些基地", "哪三座水库"])
def test_another_number_of_items_is_one_piece_around_the_best_clause(
    highlighter: Highlighter, question: str
) -> None:
    first, *_ = entries_of(BASES)
    found = highlighter.highlight(asking(question, Wanted.LIST), evidence(first))
    assert found.clause is not None
    assert [span.of(first.passage.text) for span in found.spans] == [BASES.partition("；")[0]]


def test_as_many_things_as_are_asked_for_in_one_clause_are_all_of_the_answer(
    highlighter: Highlighter,
) -> None:
    assert marked(highlighter, asking("哪两大产业基地", Wanted.LIST), entries_of(BASES)[0]) == [
        "建设松香加工基地、蚕丝基地2个"
    ]


def test_an_enumeration_needs_no_clause(highlighter: Highlighter) -> None:
    first, *_ = entries_of("两个问题：一是渔船老旧；二是冷库不足。")
    found = highlighter.highlight(asking("哪些问题", Wanted.LIST), evidence(first))
    assert (found.entry, found.clause) == (first, None)


def test_a_sentence_close_to_the_best_may_have_the_clause(highlighter: Highlighter) -> None:
    first, second, third = entries_of("渔港建设很好。渔港新建4座。渔港改造9座。")
    asked = asking("渔港多少座")
    assert marked(highlighter, asked, first, second) == ["渔港新建4座"]
    assert marked(highlighter, asked, first) == ["渔港建设很好"]
    far = [ScoredSentence(first, NEUTRAL, 2.0), ScoredSentence(third, NEUTRAL, 0.9)]
    assert highlighter.highlight(asked, far).entry == first


def test_the_order_of_the_clauses(highlighter: Highlighter) -> None:
    (entry,) = entries_of("桥梁通车，茶园7万亩，茶园7万亩。")
    ranked = highlighter.rank(asking("茶园多少亩"), evidence(entry), closely=False)
    assert [each.span.of(entry.passage.text) for each in ranked] == ["茶园7万亩", "茶园7万亩", "桥梁通车"]
    scores = [each.score for each in ranked]
    assert scores == sorted(scores, reverse=True)
    assert all(each.features.closeness == 0 for each in ranked)


def test_an_item_is_compared_with_the_head_of_its_list(highlighter: Highlighter) -> None:
    (entry,) = entries_of("渔船新造31艘、改造20艘。")
    asked = asking("渔船新造31艘")
    by_text = {each.span.of(entry.passage.text): each for each in highlighter.rank(asked, evidence(entry))}
    first, second, same = FakeEncoder().encode_passages(["渔船新造31艘", "改造20艘", asked.embedding_text])
    assert by_text["渔船新造31艘"].features.closeness == pytest.approx(1.0)
    assert by_text["改造20艘"].features.closeness == pytest.approx(
        (second @ same + first @ same) / 2, abs=1e-6
    )


PARAGRAPH = (
    "渔港4座、泊位31个，“湖港，一体”推进；《茶，经》印1,000册！Tea output: 3.2 tons, up 5%。  末尾无句号"
)


@pytest.mark.parametrize("wanted", list(Wanted))
@pytest.mark.parametrize(
    "text", ["渔港几座", "", "，", "tea output", "末尾", "4座、泊位31个，", "�", "是的了", "茶" * 400]
)
def test_every_mark_is_inside_its_sentence(highlighter: Highlighter, text: str, wanted: Wanted) -> None:
    for entry in entries_of(PARAGRAPH):
        whole = entry.sentence.span
        for span in highlighter.highlight(asking(text, wanted), evidence(entry)).spans:
            assert whole.start <= span.start < span.end <= whole.end
            assert _is_trimmed(span, entry.passage.text)


def _is_trimmed(span: Span, text: str) -> bool:
    return span.of(text) == span.of(text).strip()


@pytest.mark.parametrize(
    ("text", "leaves_out"),
    [
        ("河蟹产量多少吨", True),
        ("粮食产量多少吨", False),
        ("螃蟹产量多少吨", False),  # a word that the documents do not have may be another word for theirs
        ("产量多少吨河蟹", False),  # what comes later is said of the topic
        ("现在河蟹产量多少", False),
    ],
)
def test_a_sentence_that_leaves_out_the_topic(text: str, leaves_out: bool) -> None:
    passages = ["河蟹品牌。", "粮食产量，现在。", *(f"产量{at}吨。" for at in range(20))]
    keywords = selection_of(indexed("\n".join(passages))).keywords
    found = Highlighter(lexicon().glossary, keywords, FakeEncoder(), WEIGHTS).highlight(
        asking(text), evidence(*entries_of("粮食产量118.8万吨。"))
    )
    assert found.leaves_out_topic is leaves_out
