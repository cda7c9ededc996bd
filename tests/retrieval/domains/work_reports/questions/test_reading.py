"""What 去年 and the year after mean in a conversation about one of several reports."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.work_reports.places.gazetteer import shipped_gazetteer
from retrieval.domains.work_reports.questions.reading import ReportReader
from retrieval.questions.follow_up import complete
from retrieval.questions.question import Lexicon, understand
from retrieval.types import QueryPlan
from tests.retrieval.making import lexicon

READER = ReportReader(shipped_gazetteer(), frozenset(range(2000, 2027)))


@pytest.fixture(scope="module")
def of_many() -> Lexicon:
    return replace(lexicon(), reader=READER)


def said(of_many: Lexicon, *turns: str) -> QueryPlan:
    previous: QueryPlan | None = None
    for turn in turns:
        previous = complete(understand(turn, of_many), previous, of_many)
    assert previous is not None
    return previous


@pytest.mark.parametrize(
    ("turns", "years"),
    [
        (("高唐2023年粮食产量目标", "去年固投完成多少"), (2022,)),
        (("高唐2023年粮食产量目标", "今年粮食目标"), (2023,)),
        (("高唐2017年GDP增长多少", "今年目标是多少"), (2018,)),
        (("高唐2017年GDP增长多少", "上一年的呢"), (2016,)),
        (("高唐2017年GDP增长多少", "今年呢"), (2026,)),
        (("高唐去年GDP增长多少", "去年固投完成多少"), (2025,)),
    ],
)
def test_it_is_told_from_the_report_spoken_of(
    of_many: Lexicon, turns: tuple[str, ...], years: tuple[int, ...]
) -> None:
    assert said(of_many, *turns).years == years
