from __future__ import annotations

import pytest

from retrieval.domains.work_reports.comparing.years_asked import years_asked


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("深圳2015到2018年GDP增长目标", (2015, 2016, 2017, 2018)),
        ("2018至2015年", (2015, 2016, 2017, 2018)),
        ("三明20 21 22年GDP实际增速", (2020, 2021, 2022)),
        ("2024和2025年全国CPI目标", (2024, 2025)),
        ("GDP growth targets of Guangdong since 2024", (2024, 2025, 2026)),
        ("from 2023 to 2025", (2023, 2024, 2025)),
        ("近三年GDP", (2024, 2025, 2026)),
        ("上海哪年GDP目标定得最高", (2023, 2024, 2025, 2026)),
        ("十四五各年镇江GDP增长目标", (2021, 2022, 2023, 2024, 2025)),
        ("吉林2021年粮食产量比2020年高吗", (2020, 2021)),
        ("盘锦GDP目标", ()),
    ],
)
def test_ranges_lists_and_all_there_are(text: str, years: tuple[int, ...]) -> None:
    assert years_asked(text, 2026, (2023, 2024, 2025, 2026)) == years
