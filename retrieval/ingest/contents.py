"""Lines -> lines without those of a table of contents, which say every heading a second time and win every search."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_TITLE = re.compile(r"目\s*[录錄次]|(?:table of )?contents", re.IGNORECASE)
_LEADERS = re.compile(r"(?:\s*[.．·…・‥]){4,}\s*(?:\d{1,4}|[ivxIVX]{1,6})$|…{2,}\s*\d{1,4}$")
"""第二章 公务车辆使用办法…………………2"""
_PAGE = re.compile(r"[\s　.．·…・‥]+\d{1,4}$")
_TRIED = 3
"""Of the first entries, any of which the text may begin with: a preface is not always named again."""
_LONGEST_ENTRY = 60
_SAID_AGAIN = 0.6
"""Share of the entries that stand again below; a heading may be spelt otherwise there."""


def without_contents(texts: Sequence[str]) -> list[str]:
    """The same lines, but empty: those with leaders to a page, and those between a contents' title and its text."""
    found = ["" if _LEADERS.search(text) else text for text in texts]
    title = next((at for at, text in enumerate(texts) if _TITLE.fullmatch(text)), None)
    if title is not None:
        end = _end(texts, title + 1)
        if end > title + 1 or _LEADERS.search(next(filter(None, texts[title + 1 :]), "")):
            found[title:end] = [""] * (end - title)
    return found


def _end(texts: Sequence[str], start: int) -> int:
    """Where the text begins, after contents that begin at `start`; `start` itself: there are none."""
    keys = [_key(text) for text in texts]
    filled = [at for at in range(start, len(texts)) if keys[at]]
    later = {key: at for at, key in enumerate(keys) if key}
    for first in filled[:_TRIED]:
        again = next((at for at in filled if at > first and keys[at] == keys[first]), None)
        if again is None:
            continue
        entries = [at for at in filled if at < again]
        said_again = sum(later[keys[at]] >= again for at in entries)
        if said_again >= _SAID_AGAIN * len(entries) and all(
            len(texts[at]) <= _LONGEST_ENTRY for at in entries
        ):
            return again
    return start


def _key(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", _PAGE.sub("", text)).split())
