from __future__ import annotations

import io
from dataclasses import replace

import pytest
from rich.console import Console
from rich.text import Text

from bot.faces.terminal.talk import Talk
from bot.messages import TALK_KEYS, talk_texts_in
from bot.presentation.rich_text import units
from retrieval.types import (
    Document,
    DocumentId,
    Language,
    Missing,
    Passage,
    PassageId,
    PlacedPassage,
)
from tests.bot.fakes_answering import (
    GOAL,
    GOALS,
    REPORT,
    RESULT,
    FakeAnswering,
    ambiguous,
    answered,
    citation,
    not_found,
    off_topic,
    question,
)


def _place(number: int, text: str, *, before: int | None, after: int | None) -> PlacedPassage:
    passage = Passage(PassageId(f"{number:016x}"), REPORT.id, ("二、总体要求",), number, number + 9, text)
    ids = [PassageId(f"{one:016x}") if one is not None else None for one in (before, after)]
    return PlacedPassage(passage, REPORT, ids[0], ids[1])


PLACES = {
    PassageId(f"{31:016x}"): _place(31, GOALS, before=None, after=32),
    PassageId(f"{32:016x}"): _place(32, "做好今年工作。", before=31, after=None),
}


def _talk(**answers: object) -> Talk:
    return Talk(FakeAnswering(answers, places=dict(PLACES)))  # type: ignore[arg-type]


def _styled(text: Text, words: str) -> str:
    """The style of the first place of some words."""
    at = text.plain.index(words)
    return " ".join(str(span.style) for span in text.spans if span.start <= at < span.end)


def test_an_answer_shows_its_words_and_numbers_its_citations() -> None:
    said = _talk().say("2017年GDP目标")
    assert said.plain.splitlines() == [
        f"2017年目标：{GOAL}",
        "",
        f"[1] 今年全市经济社会发展主要预期目标是：【{GOAL}】；固定资产投资增长13%。",
        "    盘锦市2017年政府工作报告 · 二、2017年工作总体要求 · 第31段 · 第40行",
    ]
    assert _styled(said, GOAL) == "bold green"
    assert _styled(said, f"【{GOAL}") == "bold"


def test_a_citation_opens_by_its_number_and_leads_to_its_neighbours() -> None:
    talk = _talk()
    assert talk.say(">").plain == "先用编号打开一个出处，再看它的前后段。"
    talk.say("2017年GDP目标")
    opened = talk.say("1").plain
    assert opened.startswith("盘锦市2017年政府工作报告 › 二、总体要求\n")
    assert f"【{GOAL}】" in opened
    assert "做好今年工作。" in talk.say(">").plain
    assert talk.say(">").plain == "没有更多段落了。"
    assert f"【{GOAL}】" in talk.say("<").plain, "back at the cited paragraph its words are marked again"


def test_a_number_that_is_no_citation_is_a_question() -> None:
    talk = _talk()
    talk.say("2017年GDP目标")
    talk.say("2017")
    assert [text for text, _ in talk.answering.asked] == ["2017年GDP目标", "2017"]  # type: ignore[attr-defined]


def test_follow_ups_history_and_a_new_subject() -> None:
    talk = _talk(谢谢=off_topic(Missing.SMALL_TALK), GDP=ambiguous())
    assert talk.say("/history").plain == "还没有问过问题。"
    for line in ("GDP", "谢谢", "/ask 那2018年呢"):
        talk.say(line)
    talk.say("/new")
    talk.say("那2018年呢")
    asked = talk.answering.asked  # type: ignore[attr-defined]
    assert asked == [("GDP", None), ("谢谢", "GDP"), ("那2018年呢", "GDP"), ("那2018年呢", None)]
    first, *_ = talk.say("/history").plain.splitlines()
    assert first == f"  1  GDP  → {RESULT}；{GOAL}"


def test_without_an_answer_the_nearest_passages_are_numbered_too() -> None:
    talk = _talk(没有=not_found(None, citation(GOALS, GOAL), asked=question("没有")))
    lines = talk.say("没有").plain.splitlines()
    assert lines[:3] == ["没有找到能回答这个问题的原话。", "", "最接近的段落（不是答案）："]
    assert lines[3].startswith("[1] 今年全市")
    assert "【" not in lines[3]
    assert "【" in talk.say("1").plain


def _report(place: str, year: int) -> Document:
    title = f"{place}{year}年政府工作报告"
    return replace(REPORT, id=DocumentId(title), file=f"{title}.txt", title=title, place=place, year=year)


def test_documents_are_chosen_by_number_or_name() -> None:
    fake = FakeAnswering(library=(REPORT, _report("大连市", 2017), _report("大连市", 2018)))
    talk = Talk(fake)
    assert talk.say("/use 2").plain.splitlines()[1:] == ["  1 ✓ 大连市2017年政府工作报告"]
    assert talk.say("/sources").plain.splitlines()[1:] == [
        "  1   大连市2018年政府工作报告",
        "  2 ✓ 大连市2017年政府工作报告",
        "  3   盘锦市2017年政府工作报告",
    ]
    talk.say("GDP目标")
    assert talk.say("/use all").plain == "查全部3份文件。"
    talk.say("GDP目标")
    assert talk.say("/use 2018").plain.splitlines()[1:] == ["  1 ✓ 大连市2018年政府工作报告"]
    assert talk.say("/use 火星").plain == "没有名字里有“火星”的文件。"
    talk.say("GDP目标")
    assert [sorted(each) for each in fake.searched] == [
        ["大连市2017年政府工作报告"],
        [],
        ["大连市2018年政府工作报告"],
    ]


def test_of_thousands_a_screen_is_listed() -> None:
    talk = Talk(FakeAnswering(library=tuple(_report(f"第{number}市", 2017) for number in range(3000))))
    listed = talk.say("/sources").plain.splitlines()
    assert len(listed) == 22
    assert listed[-1] == "共3000份。按地名、年份找：/sources 盘锦 2017"
    assert len(talk.say("/sources 第29市").plain.splitlines()) == 2
    assert talk.say("/use 1").plain.splitlines()[1:] == ["  1 ✓ 第29市2017年政府工作报告"]


@pytest.mark.parametrize("language", list(Language))
def test_every_language_explains_every_key_within_a_narrow_terminal(language: Language) -> None:
    texts = talk_texts_in(language)
    assert len(texts.meanings) == len(TALK_KEYS)
    assert max(units(meaning) for meaning in texts.meanings) <= 60
    assert Talk(FakeAnswering(), language).say("/help").plain.count("\n") == len(TALK_KEYS) - 1


def test_what_documents_hold_drives_no_terminal() -> None:
    evil = citation("\x1b]0;x\x07[bold]增长7%[/bold]。", "增长7%")
    talk = _talk(坏=answered(evil))
    written = io.StringIO()
    console = Console(file=written, force_terminal=True, color_system="truecolor", width=100)
    console.print(talk.say("坏"))
    assert "\x1b]" not in written.getvalue()
    assert "\x07" not in written.getvalue()
    assert "[bold]" in written.getvalue(), "and what looks like markup is only text"
