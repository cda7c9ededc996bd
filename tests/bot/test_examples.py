from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from bot.examples import working_examples
from bot.texts import texts_in
from retrieval.types import Answer, Document, DocumentId, Language
from tests.bot.fakes_answering import REPORT, FakeAnswering, not_found


@dataclass
class Library(FakeAnswering):
    """Holds some documents."""

    held: tuple[Document, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        return self.held


OTHER = replace(REPORT, id=DocumentId("d2"), place="大连市", year=2016)
NOTHING: Answer = not_found(None)


@pytest.mark.parametrize("language", list(Language))
def test_the_sample_report_gives_the_general_examples(language: Language) -> None:
    assert working_examples(Library(held=(REPORT,)), language) == texts_in(language).examples


def test_only_what_is_answered_is_shown() -> None:
    library = Library(
        {"2017年固定资产投资完成多少": NOTHING, "2017年GDP增长目标是多少": NOTHING}, held=(REPORT,)
    )
    assert working_examples(library, Language.SIMPLIFIED) == (
        "2016年固定资产投资完成多少",
        "2017年城镇新增就业目标",
        "2016年GDP是多少",
    )


def test_places_are_named_when_there_are_several_the_newest_first() -> None:
    library = Library({"盘锦市2017年城镇新增就业目标": NOTHING}, held=(OTHER, REPORT))
    assert working_examples(library, Language.SIMPLIFIED) == (
        "盘锦市2017年GDP增长目标是多少",
        "盘锦市2016年固定资产投资完成多少",
        "盘锦市2016年GDP是多少",
    )


def test_without_a_year_or_an_answer_the_general_ones_are_left() -> None:
    library = Library(held=(replace(REPORT, year=None),))
    assert working_examples(library, Language.ENGLISH) == texts_in(Language.ENGLISH).examples
    assert library.asked == []
