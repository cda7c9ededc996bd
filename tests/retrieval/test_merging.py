"""The answers to the parts of a question, put together."""

from __future__ import annotations

from retrieval.merging import merge
from retrieval.types import Answer, AnswerPart, Citation, Language, PassageId, Question, Role, Span, Status

QUESTION = Question("GDP目标", Language.SIMPLIFIED, "GDP目标", years=(2017,))
GOAL = "增长7%"


def said(place: str, *numbers: int, parts: tuple[AnswerPart, ...] | None = None) -> Answer:
    cited = tuple(_citation(place, number) for number in numbers)
    own = tuple(AnswerPart(GOAL, None, Role.TARGET, place, each.passage) for each in cited[:2])
    return Answer(QUESTION, Status.ANSWERED, own if parts is None else parts, 0.9, cited)


def _citation(place: str, number: int) -> Citation:
    key = PassageId(f"{place}-{number}")
    return Citation(key, f"{place}报告", "a.txt", place, 2017, (), number, number, GOAL, (Span(0, 5),), 0.9)


def test_a_choice_is_one_citation_a_place() -> None:
    merged = merge(QUESTION, [said("吉林省", 1, 2, 3), said("吉林市", 4, 5)], is_choice=True)
    assert (merged.status, merged.places) == (Status.AMBIGUOUS, ("吉林省", "吉林市"))
    assert [each.passage for each in merged.citations] == ["吉林省-1", "吉林市-4"]
    assert [(each.place, each.passage) for each in merged.parts] == [
        ("吉林省", "吉林省-1"),
        ("吉林市", "吉林市-4"),
    ]


def test_a_comparison_keeps_all_and_says_which_year() -> None:
    merged = merge(QUESTION, [said("盘锦市", 1, 2), said("大连市", 3)], is_choice=False)
    assert (merged.status, merged.places) == (Status.ANSWERED, ())
    assert [(each.place, each.year) for each in merged.parts] == [
        ("盘锦市", 2017),
        ("盘锦市", 2017),
        ("大连市", 2017),
    ]
    assert [each.passage for each in merged.citations] == ["盘锦市-1", "大连市-3", "盘锦市-2"]
