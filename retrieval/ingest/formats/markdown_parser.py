"""A Markdown parser (CommonMark with tables, by markdown-it-py) that tells the line of every piece of a paragraph.

The only user of markdown-it, which tells on which line a paragraph begins, and nothing of the words in it. Hence the
rules that may read over the end of a line are told to keep how far they read, with the last token that they make.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from re import finditer

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick, escape, html_inline, image, link, newline
from markdown_it.token import Token

from retrieval.ingest.formats.limits import MAX_DEPTH

__all__ = ["Token", "TokenLines", "markdown_parser"]

_Rule = Callable[[StateInline, bool], bool]
_ACROSS_LINES: dict[str, _Rule] = {
    "newline": newline,
    "escape": escape,
    "backticks": backtick,
    "link": link,
    "image": image,
    "html_inline": html_inline,
}
_END = "end"
"""Key of a token's offset in its paragraph, behind its last character."""


def markdown_parser() -> MarkdownIt:
    """A parser whose tokens `TokenLines` can place."""
    parser = MarkdownIt("commonmark", {"maxNesting": MAX_DEPTH}).enable("table")
    for name, rule in _ACROSS_LINES.items():
        parser.inline.ruler.at(name, _keeping_end(rule))
    return parser


def _keeping_end(rule: _Rule) -> _Rule:
    def with_end(state: StateInline, silent: bool) -> bool:
        before = len(state.tokens)
        matches = rule(state, silent)
        if matches and len(state.tokens) > before:
            state.tokens[-1].meta[_END] = state.pos
        return matches

    return with_end


class TokenLines:
    """Tells where the tokens of a text stand in its file."""

    def __init__(self, text: str, first: int) -> None:
        """Take the lines.

        Args:
            text: what is parsed, with line ends of one kind.
            first: the line of the file on which it begins.
        """
        self._lines = text.split("\n")
        self._first = first

    def block(self, token: Token) -> int:
        """The line of the file on which a block begins; of a fence that is the line of its mark."""
        return self._first + (token.map or (0, 0))[0]

    def paragraph(self, token: Token) -> int:
        """The line of the file on which the first words of an inline token stand."""
        begin, end = token.map or (0, 0)
        opening = token.content.partition("\n")[0]
        # The block may begin with lines of white space (ideographic, say) that are not in the content.
        holding = (at for at in range(begin, end) if opening in self._lines[at])
        return self._first + next(holding, begin)

    def after_children(self, token: Token) -> Sequence[int]:
        """For each child of an inline token, the line of the file on which what follows the child begins."""
        line = first = self.paragraph(token)
        line_ends = [match.start() for match in finditer("\n", token.content)]
        found: list[int] = []
        for child in token.children or ():
            if _END in child.meta:
                line = first + bisect_left(line_ends, child.meta[_END])
            found.append(line)
        return found
