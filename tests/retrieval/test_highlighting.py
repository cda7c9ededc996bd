"""The words of a sentence that answer a question: a whole clause, with its unit and its bound."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from retrieval import tokenizer
from retrieval.catalogue import Catalogue, Entry
from retrieval.focus import focus_of, unit_of
from retrieval.highlighting import highlight
from retrieval.indexing import cut_up
from retrieval.snapshot import Snapshot
from retrieval.types import Language, Question, Span, Wanted
from tests.retrieval.making import document


def entries_of(paragraph: str, fake_snapshot: Snapshot) -> list[Entry]:
    """The sentences of one paragraph."""
    held = cut_up(document(2020), [paragraph], Path("made-up.txt"), "")
    return list(Catalogue(replace(fake_snapshot, documents=(held,))).entries)


def asking(text: str, wanted: Wanted = Wanted.NUMBER) -> Question:
    return Question(
        text=text,
        language=Language.SIMPLIFIED,
        normalized=text,
        content=tokenizer.content(text),
        wanted=wanted,
        unit=unit_of(text),
        focus=focus_of(text),
    )


def marked(question: Question, entry: Entry) -> list[str]:
    return [span.of(entry.passage.text) for span in highlight(question, entry, lambda _: 1.0)]


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
def test_the_clause_asked_for(sentence: str, question: str, words: str, fake_snapshot: Snapshot) -> None:
    assert marked(asking(question), entries_of(sentence, fake_snapshot)[0]) == [words]


def test_a_date(fake_snapshot: Snapshot) -> None:
    (entry,) = entries_of("龙舟节办了3天，2019年6月18日龙舟节开幕，来了5万人。", fake_snapshot)
    assert marked(asking("龙舟节什么时候开幕", Wanted.DATE), entry) == ["2019年6月18日龙舟节开幕"]


def test_a_list(fake_snapshot: Snapshot) -> None:
    (entry,) = entries_of("作坊发展加快，设立松香、桐油、竹编作坊，作坊收入提高。", fake_snapshot)
    assert marked(asking("设立了哪些作坊", Wanted.LIST), entry) == ["设立松香、桐油、竹编作坊"]


@pytest.mark.parametrize(
    "paragraph",
    [
        "还有一些问题。一是渔船老旧；二是冷库不足；三是水位偏低。",
        "还有一些问题：一是渔船老旧，二是冷库不足，三是水位偏低。",
        "做好三件事。第一，渔船老旧。第二，冷库不足。第三，水位偏低。",
    ],
)
def test_an_enumeration_is_marked_item_by_item(paragraph: str, fake_snapshot: Snapshot) -> None:
    first = entries_of(paragraph, fake_snapshot)[0]
    assert marked(asking("哪些问题", Wanted.LIST), first) == ["渔船老旧", "冷库不足", "水位偏低"]
    assert len(marked(asking("什么问题", Wanted.NAME), first)) == 1


PARAGRAPH = (
    "渔港4座、泊位31个，“湖港，一体”推进；《茶，经》印1,000册！Tea output: 3.2 tons, up 5%。  末尾无句号"
)


@pytest.mark.parametrize("wanted", list(Wanted))
@pytest.mark.parametrize(
    "text", ["渔港几座", "", "，", "tea output", "末尾", "4座、泊位31个，", "�", "是的了", "茶" * 400]
)
def test_every_mark_is_inside_its_sentence(text: str, wanted: Wanted, fake_snapshot: Snapshot) -> None:
    for entry in entries_of(PARAGRAPH, fake_snapshot):
        whole = entry.sentence.span
        for span in highlight(asking(text, wanted), entry, lambda _: 1.0):
            assert whole.start <= span.start < span.end <= whole.end
            assert _is_trimmed(span, entry.passage.text)


def _is_trimmed(span: Span, text: str) -> bool:
    return span.of(text) == span.of(text).strip()
