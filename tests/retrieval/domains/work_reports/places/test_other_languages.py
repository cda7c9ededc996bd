from __future__ import annotations

import pytest

from retrieval.domains.work_reports.places.other_languages import english_name, finding_names


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


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("陕西省", "Shaanxi"),
        ("山西省", "Shanxi"),
        ("重庆市", "Chongqing"),
        ("长春市", "Changchun"),
        ("内蒙古自治区", "Inner Mongolia"),
        ("盘锦市", "Panjin"),
    ],
)
def test_a_place_is_called_in_english_as_it_is_known(place: str, name: str) -> None:
    assert english_name(place) == name
