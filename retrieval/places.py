"""Places that a question names: provinces, prefectures, and some abroad, in Chinese and English.

The list is there to notice that somebody asks about a place the documents are not about.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from itertools import accumulate

from retrieval import tokenizer
from retrieval.normalizing import normalize

_FILE = "data/places.tsv"
_LEVEL = re.compile(r"(?:维吾尔|壮族|回族)?(?:自治区|特别行政区|自治州|自治县|地区|省|市|州|盟|县|区)$")


class Gazetteer:
    """Finds places by their names."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self._chinese: dict[str, str] = {}
        english: dict[str, list[str]] = defaultdict(list)
        for chinese, foreign in names:
            self._chinese[chinese] = short_name(chinese)
            for name in filter(None, (part.strip().lower() for part in foreign.split(";"))):
                english[name].append(short_name(chinese))
        self._english = dict(english)
        longest_first = sorted(self._chinese, key=lambda name: (-len(name), name))
        # 朝鲜族 is a people.
        self._pattern = re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?!族)")
        words = "|".join(map(re.escape, sorted(self._english, key=lambda name: (-len(name), name))))
        self._word_pattern = re.compile(rf"\b(?:{words})\b")

    def without(self, text: str) -> str:
        """A text without the English names of places; the Chinese ones may be parts of other words."""
        return re.sub(self._word_pattern, "", text.lower())

    def mentions(self, text: str) -> tuple[frozenset[str], ...]:
        """The places named in a normalised text, in order.

        Returns:
            For each place its possible short names (吉林, 营口): an English name may be that of several places.
        """
        starts = _word_starts(text)
        found = (match for match in self._pattern.finditer(text) if match.start() in starts)
        chinese = [frozenset({self._chinese[match[0]]}) for match in found]
        english = [frozenset(self._english[match[0]]) for match in self._word_pattern.finditer(text.lower())]
        return tuple(dict.fromkeys([*chinese, *english]))


def _word_starts(text: str) -> frozenset[int]:
    """Where words begin: 海口 in 沿海口岸 is no place."""
    lengths = map(len, tokenizer.dictionary_words(text))
    return frozenset(accumulate(lengths, initial=0))


def short_name(place: str) -> str:
    """A place without its level: 盘锦市 is 盘锦.

    >>> short_name("盘锦市"), short_name("内蒙古自治区"), short_name("国务院")
    ('盘锦', '内蒙古', '国务院')
    """
    short = _LEVEL.sub("", place)
    return short if len(short) > 1 else place


@cache
def shipped_gazetteer() -> Gazetteer:
    """The places that come with the package."""
    lines = files("retrieval").joinpath(_FILE).read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if line and not line.startswith("#"))
    return Gazetteer((normalize(chinese), english) for chinese, _, english in rows)
