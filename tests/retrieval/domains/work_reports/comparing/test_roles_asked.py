"""Which years of a question are asked for as targets and which as results."""

from __future__ import annotations

import pytest

from retrieval.domains.work_reports.comparing.values_asked import roles_in
from retrieval.types import Role

_RESULT, _TARGET = Role.RESULT, Role.TARGET


@pytest.mark.parametrize(
    ("text", "years", "roles"),
    [
        ("2026年gdp目标和2025年gdp增速", (2025, 2026), (_RESULT, _TARGET)),
        ("2025、2026年gdp增速目标", (2025, 2026), (_TARGET, _TARGET)),
        ("2024年目标和2023年实际", (2023, 2024), (_RESULT, _TARGET)),
    ],
)
def test_a_year_with_a_measure_of_its_own_is_asked_for_as_a_result(
    text: str, years: tuple[int, ...], roles: tuple[Role, ...]
) -> None:
    assert roles_in(text, years, Role.TARGET) == roles
