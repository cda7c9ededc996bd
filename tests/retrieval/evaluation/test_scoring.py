"""Scores of answers made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from retrieval.evaluation.question_sets import GoldLine, JudgedQuestion
from retrieval.evaluation.scoring import Outcome, judge
from retrieval.types import (
    Answer,
    AnswerPart,
    Citation,
    Language,
    PassageId,
    QueryPlan,
    Span,
    Status,
)

LINES = ("甲州市", "今年目标是：生产总值增长7%；投资增长13.5%。", "城镇新增就业1.8万人。")
FILE = "a.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / FILE).write_text("\n".join(LINES), encoding="utf-8")
    return tmp_path


def question(text: str = "问") -> QueryPlan:
    return QueryPlan(text=text, language=Language.SIMPLIFIED, normalized=text)


def citation(line: int, *highlights: Span) -> Citation:
    return Citation(
        passage=PassageId(f"p{line}"),
        document="甲州市2020年政府工作报告",
        file=FILE,
        place="甲州市",
        year=2020,
        section=(),
        paragraph=line,
        line=line,
        text=LINES[line - 1],
        highlights=highlights,
        score=0.5,
    )


def at(line: int, words: str) -> Citation:
    """A citation of a line with some of its words highlighted."""
    start = LINES[line - 1].index(words)
    return citation(line, Span(start, start + len(words)))


def answer(
    parts: Sequence[str], *citations: Citation, status: Status = Status.ANSWERED, ms: float = 1.0
) -> Answer:
    held = tuple(AnswerPart(part, None, None) for part in parts)
    return Answer(question(), status, held, 0.9, citations, milliseconds=ms)


def judged(
    *answers: str, gold: Sequence[int] = (2,), kind: str = "numeric", answerable: bool = True
) -> JudgedQuestion:
    lines = frozenset(GoldLine(FILE, line) for line in gold)
    return JudgedQuestion("q", "问", "zh-Hans", kind, answerable=answerable, gold=lines, answers=answers)


def outcome(folder: Path, asked: JudgedQuestion, given: Answer) -> Outcome:
    return judge(asked, given, lambda name: folder / name)


def test_a_right_answer(folder: Path) -> None:
    found = outcome(folder, judged("7%"), answer(["生产总值增长7%"], at(2, "生产总值增长7%")))
    assert (found.found_at_1, found.found_at_5, found.answered, found.cited, found.refused) == (True,) * 4 + (
        False,
    )
    assert not found.is_miss


def test_the_place_of_the_gold_line(folder: Path) -> None:
    asked = judged("7%")
    for citations, expected in (
        ([at(2, "7%")], (True, True)),
        ([at(3, "1.8万人"), at(2, "7%")], (False, True)),
        ([at(3, "1.8万人")] * 4 + [at(2, "7%")], (False, True)),
        ([at(3, "1.8万人")] * 5 + [at(2, "7%")], (False, False)),
        ([replace(at(2, "7%"), file="b.txt")], (False, False)),
        ([], (False, False)),
    ):
        (folder / "b.txt").write_text("\n".join(LINES), encoding="utf-8")
        found = outcome(folder, asked, answer(["7%"], *citations))
        assert (found.found_at_1, found.found_at_5) == expected


@pytest.mark.parametrize(
    ("short", "accepted", "right"),
    [
        ("增长7%", ["7%"], True),
        ("增长17%", ["7%"], False),
        ("增长3.7%", ["7%"], False),
        ("投资13.5%", ["3.5%"], False),
        ("投资13.5%", ["13"], True),
        ("共2017个", ["201"], False),
        ("共2017个", ["2017"], True),
        ("共2017个", ["2016", "2017"], True),
        ("1.8万人", ["1.8万人"], True),
        ("11.8万人", ["1.8万人"], False),
        ("增长7%" + "多" * 56, ["7%"], True),
        ("增长7%" + "多" * 57, ["7%"], False),
        ("7% of (a+b)", ["(a+b)"], True),
        ("增长7%", [], False),
        ("", ["7%"], False),
    ],
)
def test_a_number_is_not_a_part_of_a_longer_one(
    folder: Path, short: str, accepted: list[str], right: bool
) -> None:
    found = outcome(folder, judged(*accepted), answer([short] if short else []))
    assert found.answered is right


@pytest.mark.parametrize("kind", ["list", "compare"])
def test_a_list_needs_all_and_may_be_longer(folder: Path, kind: str) -> None:
    asked = judged("7%", "13.5%", kind=kind)
    assert outcome(folder, asked, answer(["增长7%", "增长13.5%"])).answered
    assert not outcome(folder, asked, answer(["增长7%"])).answered
    assert outcome(folder, asked, answer(["7%", "13.5%" + "多" * 39])).answered
    assert not outcome(folder, asked, answer(["7%", "13.5%" + "多" * 40])).answered


def test_either_year_answers_an_open_question(folder: Path) -> None:
    assert outcome(folder, judged("7%", "13.5%", kind="ambiguous-year"), answer(["增长7%"])).answered


@pytest.mark.parametrize(
    ("parts", "citations"),
    [
        (["增长7%"], [at(2, "增长8%".replace("8", "7"))]),
        (["增长7%", "1.8万人"], [at(2, "增长7%"), at(3, "1.8万人")]),
        (["7%"], [at(2, "生产总值增长7%")]),
        ([], []),
        ([], [citation(2), citation(3)]),
    ],
)
def test_cited(folder: Path, parts: list[str], citations: list[Citation]) -> None:
    assert outcome(folder, judged("7%"), answer(parts, *citations)).cited


RIGHT = at(2, "增长7%")
(SPAN,) = RIGHT.highlights


@pytest.mark.parametrize(
    "citations",
    [
        [],
        [citation(2)],
        [replace(RIGHT, highlights=(Span(SPAN.start + 1, SPAN.end + 1),))],
        [replace(RIGHT, highlights=(Span(SPAN.start, SPAN.end - 1),))],
        [replace(RIGHT, line=3)],
        [replace(RIGHT, text=LINES[1] + " ")],
        [RIGHT, replace(at(3, "就业"), text="　" + LINES[2])],
        [RIGHT, citation(3, Span(0, len(LINES[2]) + 1))],
        [RIGHT, citation(3, Span(2, 2))],
        [RIGHT, citation(3, Span(-3, 2))],
    ],
    ids=["none", "no span", "shifted", "short", "line", "text", "second text", "beyond", "empty", "negative"],
)
def test_not_cited(folder: Path, citations: list[Citation]) -> None:
    assert not outcome(folder, judged("7%"), answer(["增长7%"], *citations)).cited


@pytest.mark.parametrize(
    ("line", "cited"), [(3, True), (5, True), (1, False), (2, False), (4, False), (6, False)]
)
def test_a_citation_of_a_page_names_the_line_of_the_file(folder: Path, line: int, cited: bool) -> None:
    (folder / "a.html").write_text(
        "<p>甲\n\n<p>增长7%</p><p>乙</p>\n<!-- -->\n<p>增长7%</p>\n", encoding="utf-8"
    )
    found = Citation("p", "", "a.html", "", None, (), 2, line, "增长7%", (Span(0, 4),), 0.9)
    assert outcome(folder, judged("7%"), answer(["增长7%"], found)).cited is cited


@pytest.mark.parametrize("line", [0, 99])
def test_a_line_that_is_not_in_the_file(folder: Path, line: int) -> None:
    wrong = replace(at(3, "1.8万人"), line=line)
    assert not outcome(folder, judged("1.8万人"), answer(["1.8万人"], wrong)).cited


@pytest.mark.parametrize("status", [Status.NOT_FOUND, Status.OFF_TOPIC])
def test_refusals(folder: Path, status: Status) -> None:
    refusal = answer([], citation(3), status=status)
    assert outcome(folder, judged(gold=[], answerable=False), refusal).refused
    assert not outcome(folder, judged(gold=[], answerable=False), refusal).is_miss
    assert outcome(folder, judged("7%"), refusal).is_miss
    given = answer(["增长7%"], at(2, "增长7%"))
    assert outcome(folder, judged(gold=[], answerable=False), given).is_miss
    corrected = outcome(folder, judged(gold=[2], answerable=False), given)
    assert corrected.refused
    assert not outcome(folder, judged("7%"), given).refused


@pytest.mark.parametrize("status", [Status.NOT_FOUND, Status.OFF_TOPIC])
def test_a_refusal_finds_nothing(folder: Path, status: Status) -> None:
    found = outcome(folder, judged("7%"), answer([], at(2, "增长7%"), status=status))
    assert (found.found_at_1, found.found_at_5, found.answered, found.refused) == (False, False, False, True)


@pytest.mark.parametrize(
    ("status", "is_right"), [(Status.OFF_TOPIC, True), (Status.NOT_FOUND, False), (Status.ANSWERED, False)]
)
def test_small_talk_is_not_searched_for(folder: Path, status: Status, is_right: bool) -> None:
    small_talk = judged(gold=[], kind="smalltalk", answerable=False)
    found = outcome(folder, small_talk, answer([], citation(3), status=status))
    assert (found.refused, found.is_miss) == (is_right, not is_right)


@pytest.mark.parametrize("kind", ["open", "topic", "how", "why", "policy", "two", "extreme", "yesno"])
def test_of_other_kinds_any_of_the_answers_will_do(folder: Path, kind: str) -> None:
    asked = judged("7%", "13.5%", gold=[2, 3], kind=kind)
    found = outcome(folder, asked, answer(["增长13.5%"], at(3, "1.8万人"), at(2, "增长13.5%")))
    assert (found.found_at_1, found.answered) == (True, True)
    assert not outcome(folder, asked, answer(["增长8%"])).answered
