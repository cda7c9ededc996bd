"""What is left of a question when its place only says where to look."""

from __future__ import annotations

import pytest

from retrieval.domains.work_reports.questions.unplaced_question import without_location
from retrieval.questions.question import understand
from retrieval.types import Place, QueryPlan
from tests.retrieval.making import lexicon

PANJIN = understand("盘锦市", lexicon()).named[0].candidates[0]


def left_of(text: str, place: Place | None = PANJIN) -> QueryPlan:
    return without_location(understand(text, lexicon()), place, lexicon())


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("盘锦公交候车亭有几个", "公交候车亭有几个"),
        ("盘锦市，公交候车亭有几个", "公交候车亭有几个"),
        ("盘锦市市长是谁", "市长是谁"),
        ("盘锦市长是谁", "市长是谁"),
        ("盘锦市直学校有几所", "市直学校有几所"),
        ("盘锦2017年公交候车亭有几个", "2017年公交候车亭有几个"),
        ("盘锦市2017年政府工作报告里公交候车亭有几个", "公交候车亭有几个"),
        ("2017年盘锦市政府工作报告提到的公交候车亭有几个", "公交候车亭有几个"),
        ("盘锦2017年报告：公交候车亭", "公交候车亭"),
        ("Panjin: how many bus shelters were built?", "how many bus shelters were built?"),
        ("盘锦How many bus shelters were built?", "How many bus shelters were built?"),
        (
            "According to Panjin's 2017 government work report, how many bus shelters were built?",
            "how many bus shelters were built?",
        ),
        ("In the 2017 Panjin work report: how many bus shelters?", "how many bus shelters?"),
        ("盘锦公交候车亭有几个？我看的是2017年报告", "公交候车亭有几个"),
        ("公交候车亭有几个 看2017年那份", "公交候车亭有几个"),
        ("公交候车亭有几个（2017报告）", "公交候车亭有几个"),
        ("how many bus shelters in the 2017 work report?", "how many bus shelters"),
    ],
)
def test_what_stands_in_front_or_behind_says_where_to_look(text: str, left: str) -> None:
    question, alone = left_of(text), understand(left, lexicon())
    assert (question.embedding_text, question.language) == (left, alone.language)
    assert (question.content, question.terms, question.translations) == (
        alone.content,
        alone.terms,
        alone.translations,
    )
    assert (question.normalized, question.named) == (understand(text, lexicon()).normalized, question.named)


@pytest.mark.parametrize(
    "text",
    [
        "给盘锦修了多少公里铁路",
        "盘锦的公交候车亭有几个",
        "盘锦GDP",
        "How much did Panjin receive?",
        "大连公交候车亭有几个",
        "公交候车亭有几个",
        "盘锦",
    ],
)
def test_a_place_that_the_rest_needs_stays(text: str) -> None:
    question = left_of(text)
    assert question.embedding_text == question.normalized


def test_its_name_is_looked_up_no_more() -> None:
    question = left_of("给盘锦修了多少公里铁路")
    assert "盘锦" not in question.terms
    assert "盘锦" not in question.content
    assert "铁路" in question.terms


def test_who_gave_a_report_needs_the_word() -> None:
    question = left_of("盘锦2017年政府工作报告是谁作的")
    assert question.asks_occasion
    assert question.embedding_text == "2017年政府工作报告是谁作的"


def test_without_a_place_only_the_report_is_left_out() -> None:
    question = left_of("2017年政府工作报告里大连的公交候车亭", None)
    assert not question.asks_occasion
    assert question.embedding_text == "大连的公交候车亭"
    assert "大连" in question.terms
