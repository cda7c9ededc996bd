"""Which lines of a document are items of lists, and what introduces each list.

A statute numbers chapters and the items of an article alike, and so do manuals and contracts. What tells them apart:
a list follows words that end in a colon, its items stand one below the other without a text between, and each but the
last ends in a semicolon, or all are single sentences. An item says yes or no only with the words that introduce it
(下列物品不得带入阅览室：（一）雨伞), which is why they are kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.ingest.enumerators import Enumerator, Kind

_OPENERS = ("：", ":")
_GOES_ON = re.compile(r"[；;](?:\s*(?:以及|或者|或|和|且|并|及|and|or))?$|[，,、]$", re.IGNORECASE)
"""How an item ends after which others come."""
_INNER_END = re.compile(r"[。！？!?](?=[^”’」』》）)】])")
_LAST_SENTENCE = re.compile(r"[^。！？!?]+$")


@dataclass(frozen=True, slots=True)
class NumberedLine:
    """A line that says something, with what it opens with."""

    number: int
    """1-based among the lines of the document."""
    text: str
    """Without white space around it."""
    enumerator: Enumerator | None
    is_marked: bool = False
    """Whether the format says that it is a heading."""


@dataclass(slots=True)
class _List:
    """A list that is open: the lines that may go on with it are still to come."""

    last: Enumerator | None
    """Of its last item; None: its items have no numbers."""
    lead_in: str
    """What introduces it; empty: nothing does."""


def introduces(text: str) -> bool:
    """Whether a line ends in a colon."""
    return text.endswith(_OPENERS)


def lead_in_of(text: str) -> str:
    """The words of a line that introduce a list: its last sentence."""
    found = _LAST_SENTENCE.search(text)
    return found[0].strip() if found else text


def items_of(lines: Sequence[NumberedLine]) -> Mapping[int, tuple[str, ...]]:
    """The lines that are items, by number, each with what introduces the lists it stands in, outermost first."""
    found: dict[int, tuple[str, ...]] = {}
    open_lists: list[_List] = []
    is_interrupted = False
    for at, line in enumerate(lines):
        if _goes_on(open_lists, lines, at):
            is_interrupted = False
        elif opened := _opened(lines, at):
            # Only right below an item a list is one inside of its list.
            open_lists = [*open_lists, opened] if opened.lead_in and not is_interrupted else [opened]
            is_interrupted = False
        else:
            is_interrupted = True
            if line.enumerator or line.is_marked:
                open_lists = []
            continue
        found[line.number] = tuple(each.lead_in for each in open_lists if each.lead_in)
    return found


def _goes_on(open_lists: list[_List], lines: Sequence[NumberedLine], at: int) -> bool:
    """Whether a line is the next item of an open list; lists inside of that one are closed then."""
    line = lines[at]
    if line.is_marked or not open_lists:
        return False
    if line.enumerator is None:
        return open_lists[-1].last is None and bool(_GOES_ON.search(lines[at - 1].text))
    for depth in range(len(open_lists) - 1, -1, -1):
        last = open_lists[depth].last
        if last is not None and line.enumerator.follows(last):
            del open_lists[depth + 1 :]
            open_lists[depth].last = line.enumerator
            return True
    return False


def _opened(lines: Sequence[NumberedLine], at: int) -> _List | None:
    """The list whose first item a line is."""
    line, before = lines[at], lines[at - 1] if at else None
    if line.is_marked or (
        line.enumerator and (line.enumerator.kind < Kind.HAN or not line.enumerator.is_first)
    ):
        return None
    is_introduced = before is not None and introduces(before.text)
    if line.enumerator is None:
        is_list = is_introduced and bool(_GOES_ON.search(line.text))
    else:
        is_list = _is_list(lines, at, is_introduced=is_introduced)
    if not is_list:
        return None
    return _List(line.enumerator, lead_in_of(before.text) if before and is_introduced else "")


def _is_list(lines: Sequence[NumberedLine], at: int, *, is_introduced: bool) -> bool:
    """Whether a line that opens with a first number is an item: by how it ends and by what comes next."""
    text = lines[at].text
    if _GOES_ON.search(text):
        return True
    following = next(_following(lines, at), None)
    if is_introduced:
        return following is not None or (introduces(text) and at + 1 < len(lines))
    return following is not None and text.endswith(("。", ".")) and not _INNER_END.search(text)


def _following(lines: Sequence[NumberedLine], at: int) -> Iterator[NumberedLine]:
    """The next item of the same list, if it stands right below or only items of inner lists between."""
    own = lines[at].enumerator
    assert own is not None
    inner: Enumerator | None = None
    for line in lines[at + 1 :]:
        here = line.enumerator
        if here is None or line.is_marked:
            return
        if here.follows(own):
            yield line
            return
        goes_deeper = inner is None and introduces(lines[at].text) and here.is_first and here.rank > own.rank
        if not goes_deeper and not (inner is not None and (here.follows(inner) or here.rank > inner.rank)):
            return
        inner = here
