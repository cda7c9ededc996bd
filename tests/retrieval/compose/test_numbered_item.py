"""One item of a list, by its number."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.building.chunking import cut_up
from retrieval.compose.citing import cite
from retrieval.compose.numbered_item import as_numbered_item
from retrieval.search.selection import Selection
from retrieval.types import Answer, AnswerPart, Language, QueryPlan, Span, Status
from tests.retrieval.making import document, selection_of

TEXT = """办好十件实事：一是修建码头两座。二是扩建书院；三是疏浚运河，植树万株。
今年抓三项举措。（1）减税。（2）修路。(3)办学。
没有分条的一段。"""


@pytest.fixture(scope="module")
def selection() -> Selection:
    return selection_of(cut_up(document(2020), TEXT.split("\n"), Path("list.txt"), "list"))


def item(selection: Selection, paragraph: int, number: int | None) -> Answer:
    """The item of a number, asked of a paragraph whose first words were found."""
    indexed = selection.opened[0].indexed
    passage = indexed.passages[paragraph]
    citation = cite(passage, indexed.document, (Span(0, 3),), 0.9)
    asked = QueryPlan("第几件", Language.SIMPLIFIED, "第几件", item=number)
    part = AnswerPart(passage.text[:3], None, None, passage=passage.id)
    return as_numbered_item(Answer(asked, Status.ANSWERED, (part,), 0.8, (citation,)), selection)


@pytest.mark.parametrize(
    ("paragraph", "number", "words"),
    [
        (0, 1, "修建码头两座"),
        (0, 2, "扩建书院"),
        (0, -1, "疏浚运河，植树万株"),
        (1, 3, "办学"),
        (1, 2, "修路"),
    ],
)
def test_the_item_of_a_number_answers(selection: Selection, paragraph: int, number: int, words: str) -> None:
    found = item(selection, paragraph, number)
    assert found.text == words
    citation = found.citations[0]
    assert citation.highlights[0].of(citation.text) == words


@pytest.mark.parametrize(("paragraph", "number"), [(0, 4), (1, 9), (2, 1), (0, None)])
def test_an_item_that_is_not_there_is_not_invented(
    selection: Selection, paragraph: int, number: int | None
) -> None:
    assert item(selection, paragraph, number).text == TEXT.split("\n")[paragraph][:3]
