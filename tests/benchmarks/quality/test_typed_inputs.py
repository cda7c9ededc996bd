"""What can be checked of the answers to typed inputs, by hand and over the file that is asked."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.quality.errors import UncheckedInputError
from benchmarks.quality.sets import QUESTIONS, Documents
from benchmarks.quality.typed_checks import Check, as_before, is_right, read_checks
from benchmarks.quality.typed_inputs import TypedInput, judge_input, read_typed_inputs
from retrieval.evaluation.question_sets import GoldLine
from retrieval.types import Status
from tests.retrieval.evaluation.test_scoring import answer, at, citation

FILE = QUESTIONS / "given" / "typed-inputs.jsonl"
BEFORE = "answered 0.93: 生产总值增长7% [a.txt line 2]"


def before(expected: str) -> Check:
    check = as_before(expected)
    assert check is not None
    return check


@pytest.mark.parametrize(
    ("parts", "line", "status", "expected"),
    [
        (["生产总值增长7%"], 2, Status.ANSWERED, True),
        (["增长7%"], 2, Status.ANSWERED, True),
        (["今年生产总值增长7%左右"], 2, Status.ANSWERED, True),
        (["生产总值"], 2, Status.ANSWERED, False),
        (["生产总值增长17%"], 2, Status.ANSWERED, False),
        (["生产总值增长7%"], 3, Status.ANSWERED, False),
        (["生产总值增长7%"], 2, Status.AMBIGUOUS, False),
        ([], 2, Status.NOT_FOUND, False),
    ],
)
def test_an_answer_that_was_right_must_stay(
    parts: list[str], line: int, status: Status, expected: bool
) -> None:
    assert is_right(before(BEFORE), answer(parts, citation(line), status=status)) is expected


def test_both_years_must_stay() -> None:
    check = before("ambiguous 0.62: 生产总值增长7%；城镇新增就业1.8万人 [a.txt line 2]")
    both = ["生产总值增长7%", "城镇新增就业1.8万人"]
    assert is_right(check, answer(both, at(2, "7%"), at(3, "1.8万人"), status=Status.AMBIGUOUS))
    assert is_right(check, answer(both, at(2, "7%"), at(3, "1.8万人")))
    assert not is_right(check, answer(both[:1], at(2, "7%")))


@pytest.mark.parametrize(
    ("expected", "right"),
    [
        ("not_found 0.99:  [a.txt line 2]", [Status.NOT_FOUND, Status.OFF_TOPIC]),
        ("not_found 1.00: ", [Status.NOT_FOUND, Status.OFF_TOPIC]),
        ("off_topic 1.00: ", [Status.OFF_TOPIC]),
    ],
)
def test_a_refusal_must_stay_one(expected: str, right: list[Status]) -> None:
    assert [status for status in Status if is_right(before(expected), answer([], status=status))] == right


def test_words_that_are_no_answer() -> None:
    assert as_before("both indicators") is None


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        (Check(), True),
        (Check(some=("8%", "7%")), True),
        (Check(some=("8%", "9%")), False),
        (Check(every=("7%", "1.8万人")), False),
        (Check(never=("生产总值",)), False),
        (Check(first=frozenset({GoldLine("a.txt", 3)})), False),
        (Check(first=frozenset({GoldLine("a.txt", 3), GoldLine("a.txt", 2)})), True),
        (Check(statuses=frozenset({Status.AMBIGUOUS})), False),
    ],
)
def test_checks(check: Check, expected: bool) -> None:
    assert is_right(check, answer(["生产总值增长7%"], at(2, "生产总值增长7%"))) is expected


def test_one_at_a_time_will_do_where_it_is_said() -> None:
    check = Check(every=("7%", "1.8万人"), is_one_at_a_time=True)
    half = answer(["增长7%"], at(2, "7%"))
    assert not is_right(check, half)
    assert is_right(check, replace(half, left=("再问?",)))


def test_some_can_be_judged_only_at_the_start_of_a_chat() -> None:
    check = Check(
        statuses=frozenset({Status.OFF_TOPIC}), unjudged_later="the answer before may be shown again"
    )
    typed = TypedInput("1", "more", (), Documents.SHIPPED, "no search", was_right=False, check=check)
    off_topic = answer([], status=Status.OFF_TOPIC)
    assert judge_input(typed, off_topic).is_right is True
    assert judge_input(typed, answer([], status=Status.NOT_FOUND)).is_right is False
    assert judge_input(replace(typed, before=("GDP",)), off_topic).is_right is None


def test_an_input_that_nothing_checks_is_an_error(tmp_path: Path) -> None:
    row = {"input": "a", "context": {"index": "sample"}, "expected": "a song", "verdict": "wrong"}
    file = tmp_path / "inputs.jsonl"
    file.write_text(json.dumps(row), encoding="utf-8")
    with pytest.raises(UncheckedInputError, match="Typed input 1 expects 'a song'"):
        read_typed_inputs(file)


def test_every_input_has_a_check_or_a_reason_and_every_check_an_input() -> None:
    inputs = read_typed_inputs(FILE)
    assert len(inputs) == 370
    assert sum(each.documents is None for each in inputs) == 8
    judged = [
        each for each in inputs if not each.check.unjudged and not (each.before and each.check.unjudged_later)
    ]
    assert (len(judged), sum(each.was_right for each in judged)) == (318, 193)
    behaviours = {(each.expected, each.text) for each in inputs} | {(each.expected, "") for each in inputs}
    assert set(read_checks()) <= behaviours


def test_no_check_takes_an_answer_that_was_wrong() -> None:
    """What an input got when it was found wrong is written down beside it."""
    rows = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
    taken = []
    for typed, row in zip(read_typed_inputs(FILE), rows, strict=True):
        former = as_before(row["got"])
        if typed.was_right or typed.check.unjudged or former is None:
            continue
        places = [replace(citation(2), file=line.file, line=line.line) for line in former.first]
        (status, *_) = (Status(row["got"].split(" ")[0]),)
        if is_right(typed.check, answer(former.every, *places, status=status)):
            taken.append((typed.id, typed.text, row["got"]))
    assert taken == []
