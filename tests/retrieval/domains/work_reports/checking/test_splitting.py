from __future__ import annotations

import pytest

from retrieval.domains.work_reports.checking.splitting import claims_in
from retrieval.domains.work_reports.places.gazetteer import shipped_gazetteer


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("盘锦2017年GDP增长8%", ("盘锦2017年GDP增长8%",)),
        ("太厉害了！盘锦2017年GDP增长8%！转发！", ("太厉害了！盘锦2017年GDP增长8%！转发！",)),
        (
            "盘锦2017年GDP增长8%。失业率只有3%！大连2016年增长6.5%",
            ("盘锦2017年GDP增长8%", "盘锦2017年失业率只有3%", "大连2016年增长6.5%"),
        ),
        ("2018年盘锦GDP增长8%；粮食70万吨", ("2018年盘锦GDP增长8%", "盘锦2018年粮食70万吨")),
        (
            "Panjin grew 8% in 2017. Its unemployment was 3%.",
            ("Panjin grew 8% in 2017", "Panjin 2017 Its unemployment was 3%"),
        ),
        ("盘锦2017年GDP增长8%！盘锦2017年GDP增长8%！", ("盘锦2017年GDP增长8%",)),
        ("", ("",)),
    ],
)
def test_each_claim_goes_on_from_the_place_and_year_before_it(text: str, claims: tuple[str, ...]) -> None:
    assert claims_in(text, shipped_gazetteer()) == claims


def test_five_at_most() -> None:
    text = "。".join(f"盘锦2017年第{number}项投资{number}亿元" for number in range(1, 9))
    assert len(claims_in(text, shipped_gazetteer())) == 5
