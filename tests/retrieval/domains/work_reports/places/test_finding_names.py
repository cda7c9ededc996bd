from __future__ import annotations

import pytest

from retrieval.domains.work_reports.places.finding_names import finding_names


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("盘锦市", ["panjin", "辽宁", "liaoning"]),
        ("国务院", ["china", "全国"]),
        ("内蒙古自治区", ["inner mongolia"]),
        ("不知名县", ["buzhiming"]),
    ],
)
def test_a_place_is_found_by_other_names(place: str, words: list[str]) -> None:
    assert [word in finding_names(place) for word in words] == [True] * len(words)
