"""What a scanner finds is what `re` finds, faster."""

from __future__ import annotations

import re
from pathlib import Path

from retrieval.language.measures import _IN_WORDS, _NOT_A_FIGURE, _RANK, _figures
from retrieval.language.scanning import Scanner

_SHIPPED = next((Path(__file__).resolve().parents[3] / "corpus").glob("*.txt"))
_AWKWARD = (
    "",
    "增长 6.5%",
    "about 5%, nearly three million yuan, ranked second and HK$3 billion",
    "由5.5%降到-1.4%，首次突破３万亿元，不超过百分之三点五，居全国榜首，翻一番，三成以上",
    "G15、A4、PM2.5、2016—2018年、90年代、“十三五”、二〇一七年、第三届、末位、第12位",
)
"""Latin letters, bounds in both languages, and what is no figure."""


def test_finds_what_re_finds() -> None:
    texts = [*_SHIPPED.read_text(encoding="utf-8").splitlines(), *_AWKWARD]
    for scanner in (_figures(), _IN_WORDS, _NOT_A_FIGURE, _RANK):
        pattern = re.compile(scanner.pattern, re.IGNORECASE)
        for text in texts:
            found = [(match.span(), match.groups()) for match in scanner.finditer(text)]
            assert found == [(match.span(), match.groups()) for match in pattern.finditer(text)], text


def test_blanks_what_it_finds() -> None:
    assert Scanner("[0-9]+年", "0-9").blanked("2016年的3倍", "〓") == "〓〓〓〓〓的3倍"
    assert Scanner("[0-9]+年", "0-9").blanked("无", "〓") == "无"


def test_goes_on_from_where_it_is_told() -> None:
    found = Scanner("[0-9]+", "0-9").search("12和34", 1)
    assert found is not None
    assert found.span() == (1, 2)
    assert Scanner("[0-9]+", "0-9").search("12和", 3) is None
