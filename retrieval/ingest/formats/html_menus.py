"""The lines of a page -> those of its text: menus, paths to the page and imprints are what every page of a site has.

Saved pages call their menus anything (div, ul, table), so that what a line says has to tell: lines that are hardly more
than links, several of them one after the other. The share of links in a block is how boilerpipe
(https://doi.org/10.1145/1718487.1718542) tells text from the rest, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.ingest.source_text import SourceLine

_SEVERAL = 2
"""Links of a menu."""
_MENU_NAME = 8
"""Characters of a line above a menu that only names it: 相关链接."""
_MOST = 0.8
"""Share of a page's characters: where menus would be more, links are what the page is about."""
_PATH = re.compile(r"(?:您?(?:现在|当前)?(?:的|所在)?位置|you are here)\s*[:：].{0,100}", re.IGNORECASE)
_IMPRINT = re.compile(
    r"ICP备|公网安备|网站标识码|版权所有|all rights reserved|技术支持[:：]|备案号", re.IGNORECASE
)
_SHORTEST_IMPRINT, _LONGEST_IMPRINT = 4, 200
"""Characters."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page."""

    line: SourceLine
    links: int
    """How many links it is made of; 0: it says more than that."""


def without_menus(lines: Sequence[PageLine]) -> list[SourceLine]:
    """The lines of the text; menus stay where hardly anything else were left."""
    dropped = set(_menus(lines)) | {at for at, each in enumerate(lines) if _is_of_site(each.line)}
    characters = [len(each.line.text) for each in lines]
    if sum(characters[at] for at in dropped) > _MOST * sum(characters):
        dropped = {at for at in dropped if _is_of_site(lines[at].line)}
    return [each.line for at, each in enumerate(lines) if at not in dropped]


def _is_of_site(line: SourceLine) -> bool:
    text = line.text
    if not _SHORTEST_IMPRINT <= len(text) <= _LONGEST_IMPRINT:
        return False
    return bool(_PATH.fullmatch(text) or _IMPRINT.search(text))


def _menus(lines: Sequence[PageLine]) -> Iterator[int]:
    """The positions of lines that make a menu, with the line that names it."""
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and lines[end].links and lines[end].line.level is None:
            end += 1
        if sum(each.links for each in lines[at:end]) >= _SEVERAL:
            yield from range(at, end)
            if at and len(lines[at - 1].line.text) <= _MENU_NAME and lines[at - 1].line.level is None:
                yield at - 1
        at = max(end, at + 1)
