"""How people post what reports write out: short forms, and words that only stress a figure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from retrieval.language.time_words import with_short_years

_FILE = "data/claim_words.tsv"
_STRESS = re.compile(r"足足(?:有)?|整整|居然|竟然|竟|硬是|愣是|确实|其实|总算|终于|已经|差不离")

_OF_GDP = re.compile(r"占(?:gdp|地区生产总值|生产总值|经济总量)(?!的?比)", re.IGNORECASE)
"""研发投入占GDP2.8%: reports add 的比重."""

_SOON = re.compile(r"(?<![较更最增加很不轻凉])快(?:要|到)*(?=[\d一二三四五六七八九十]+[\d.百千万亿])")
"""快400亿了: nearly."""
_PLUS = re.compile(r"\+(?=\d[\d.]*%)")
_NOT_REACHED = re.compile(
    r"(?:并?没有?|并?未能?|尚未)(?:达到?|突破|超过|到)(?:了)?(?=[^,;。]{0,3}[\d一二三四五六七八九十百千])"
)
"""没有达到1100亿元: it is less."""


def as_reports_write(text: str) -> str:
    """A normalised claim with the words of reports for the short forms of posts, and without words that only stress.

    >>> as_reports_write("战新产业占规上工业足足有40%")
    '战略性新兴产业占规模以上工业40%'
    """
    text = _SOON.sub("接近", _PLUS.sub("增长", with_short_years(text)))
    plain = _NOT_REACHED.sub("不到", _OF_GDP.sub(r"\g<0>比重", _STRESS.sub("", text)))
    return _pattern().sub(lambda match: _words()[match[0]], plain)


@cache
def _words() -> Mapping[str, str]:
    text = files("retrieval.domains.work_reports").joinpath(_FILE).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {short: full for short, full in rows}


@cache
def _pattern() -> re.Pattern[str]:
    listed = "|".join(sorted(map(re.escape, _words()), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?<![一二三四五六七八九十第])(?:{listed})")
