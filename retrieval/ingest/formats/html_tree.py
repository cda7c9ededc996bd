"""HTML -> the elements and words of its main text in their order, by selectolax (Lexbor, the HTML standard's parser).

The only user of selectolax. What a reader does not read is left out: scripts, styles, navigation, hidden parts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from selectolax.lexbor import LexborHTMLParser, LexborNode

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats.html_lines import placed, unmarked
from retrieval.ingest.formats.limits import MAX_DEPTH

_UNREAD = frozenset(
    "script style template noscript nav footer aside head button select textarea option datalist iframe object "
    "embed svg math canvas audio video map dialog rt rp".split()
)
_CELLS = frozenset({"td", "th"})
_MOST_CELLS, _DIGITS = 1000, 4
"""How far a cell may reach in the standard, about."""
_HIDDEN_STYLES = ("display:none", "visibility:hidden")
_MAIN_SHARE = 0.5
"""An element that calls itself the main one is, if it holds most of the page's words."""


class Step(Enum):
    """What comes next in a page."""

    ENTER = auto()
    LEAVE = auto()
    WORDS = auto()


@dataclass(frozen=True, slots=True)
class Part:
    """An element's beginning or end, or the words between."""

    step: Step
    value: str
    """The element's name, or the words with their entities decoded."""
    line: int | None = None
    """Of words: the line of the file on which they begin; None: that of the words before."""
    columns: int = 1
    """Of a cell of a table: how many it reaches over."""
    rows: int = 1
    """The same, downwards."""


def parts(markup: str) -> Iterator[Part]:
    """What stands in a page's main text.

    Args:
        markup: a page with the marks of `html_lines`.

    Raises:
        RefusedContentError: it is nested too deeply.
    """
    tree = LexborHTMLParser(markup)
    body = tree.body
    if body is not None:
        yield from _walk(_main(body))


def title_parts(markup: str) -> Iterator[Part]:
    """The words that a page's head calls it by, of a page with the marks of `html_lines`; none when it does not."""
    node = LexborHTMLParser(markup).css_first("head > title")
    if node is not None:
        yield from _words(node.text())


def _main(body: LexborNode) -> LexborNode:
    whole = len(unmarked(body.text()))
    for name in ("main", "article"):
        found = body.css(name)
        if len(found) == 1 and len(unmarked(found[0].text())) >= _MAIN_SHARE * whole:
            return found[0]
    return body


def _walk(root: LexborNode) -> Iterator[Part]:
    """Every part below an element; without recursion, which a page could nest deeper than Python allows."""
    open_elements: list[LexborNode] = []
    node: LexborNode | None = root.first_child
    while node is not None or open_elements:
        if node is None:
            node = open_elements.pop()
            yield Part(Step.LEAVE, node.tag or "")
        elif node.is_text_node:
            yield from _words(node.text_content or "")
        elif node.is_element_node and not _is_unread(node):
            yield Part(Step.ENTER, node.tag or "", None, *_extent(node))
            open_elements.append(node)
            if len(open_elements) > MAX_DEPTH:
                raise RefusedContentError(f"is nested deeper than {MAX_DEPTH} levels", Refusal.TOO_MUCH)
            node = node.first_child
            continue
        node = node.next


def _extent(node: LexborNode) -> tuple[int, int]:
    """How many columns and rows an element reaches over."""
    if node.tag not in _CELLS:
        return 1, 1
    columns, rows = (node.attributes.get(name) or "" for name in ("colspan", "rowspan"))
    return _count(columns), _count(rows)


def _count(value: str) -> int:
    return min(max(int(value), 1), _MOST_CELLS) if value.isdecimal() and len(value) <= _DIGITS else 1


def _words(text: str) -> Iterator[Part]:
    for words, line in placed(text):
        yield Part(Step.WORDS, words, line)


def _is_unread(node: LexborNode) -> bool:
    attributes = node.attributes
    style = (attributes.get("style") or "").replace(" ", "").lower()
    return (
        node.tag in _UNREAD
        or "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or any(hidden in style for hidden in _HIDDEN_STYLES)
    )
