"""The figure that a question asks for is read from the reports whose job it is to tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.building.indexing import update
from retrieval.domains.work_reports.recorded import FigureFinder
from retrieval.questions.question import understand
from retrieval.ranking.agreement import FigureSought
from retrieval.search.opened_index import open_index
from retrieval.search.selection import Selection
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY
from tests.fakes import fake_encoders
from tests.retrieval.making import lexicon, write

REPORT = """梧州市2020年政府工作报告

一、2019年工作回顾

2019年，全市地区生产总值达到320亿元，增长6%；7个区县生产总值超过30亿元。一般公共预算收入31亿元，比2014年增长55%。
渔民收入持续增长，年均增长9%。新建公园3个，接待游客120万人次，城镇登记失业率2.4%。对东盟出口增长12%，出口总额45亿元。

二、2020年工作安排

2020年主要预期目标是：地区生产总值增长7%，一般公共预算收入增长5%，城镇登记失业率控制在3%以内。
"""
WORDS = lexicon(report_year=2020)


@pytest.fixture(scope="module")
def selection(tmp_path_factory: pytest.TempPathFactory) -> Selection:
    folder: Path = tmp_path_factory.mktemp("recorded")
    store = IndexStore(folder / "index")
    encoders = fake_encoders()
    (folder / "corpus").mkdir()
    write(folder / "corpus", **{"梧州市-2020": REPORT})
    update(store, [folder / "corpus"], encoders)
    collection = open_index(store, encoders).seen_by(EVERYBODY)
    return collection.select([each.id for each in collection.documents])


def figures(selection: Selection, sought: FigureSought | None) -> list[str] | None:
    """The figures that were found, as written."""
    if sought is None:
        return None
    texts = {each.id: each.text for opened in selection.opened for each in opened.indexed.passages}
    return [place.of(texts[passage]) for passage, place in sought.found]


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("2019年GDP", ["320亿元"]),
        ("2019年GDP增速", ["6%"]),
        ("2020年GDP目标", ["7%"]),
        ("2019年财政收入", ["31亿元"]),
        ("2019年失业率", ["2.4%"]),
        ("2019年新建公园多少个", ["3个"]),
        ("2019年出口总额", ["45亿元"]),
        # What the report does not tell, though it has most of the words.
        ("2019年对美国出口多少", []),
        ("2019年农民收入多少", []),
        ("2019年粮食产量", []),
        # No figure of one year is asked for.
        ("2019年渔业怎么发展", None),
        ("2019年哪些区县生产总值超过30亿元", None),
        ("2015年到2019年GDP", None),
    ],
)
def test_what_is_found(selection: Selection, question: str, found: list[str] | None) -> None:
    sought = FigureFinder(WORDS.glossary).find(understand(question, WORDS), selection)
    assert figures(selection, sought) == found


def test_a_result_and_a_target_are_both_found_where_either_may_be_meant(selection: Selection) -> None:
    sought = FigureFinder(WORDS.glossary).find(understand("失业率多少", WORDS), selection)
    assert figures(selection, sought) == ["2.4%", "3%以内"]


def test_whether_it_was_sought_by_name_is_told(selection: Selection) -> None:
    finder = FigureFinder(WORDS.glossary)
    named, by_words = (
        finder.find(understand(each, WORDS), selection) for each in ("2019年粮食产量", "2019年缆车多少台")
    )
    assert named == FigureSought((), is_named=True)
    assert by_words == FigureSought((), is_named=False)
