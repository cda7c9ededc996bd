"""The line of the file on which each piece of a page's text stands; parsers of HTML do not tell it.

Before a page is parsed, a mark with the number of the line is put in front of every piece of text that follows a line
end or a tag; after parsing, the marks are taken out of the words again. A mark is white space, which in HTML means
nothing beside a line end or a tag, so that the page is parsed as it would be without: the tokenizer of the standard
(https://html.spec.whatwg.org/multipage/parsing.html) takes white space inside tags, comments and scripts for what it is,
and between elements there is none that was not followed by text before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINE_END = re.compile(r"\r\n?")
_FORM_FEED = re.compile(r"\f|&#(?:0*12(?!\d)|x0*c(?![\da-f]));?", re.IGNORECASE)
"""A form feed, as it is or as an entity."""
_GAP = re.compile(r"(?:(?<!>)>|\n)\s*+(<[a-z/!?])?", re.IGNORECASE)
"""What may end a tag or a line, and the beginning of the tag that follows, if no text does; of >> the second is text."""
_MARK = re.compile("\f([ \t]+)\f")
_BEFORE_WORDS = re.compile(
    r"\s+"
    r"|<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<(script|style|title|noscript|template)\b.*?(?:</\1\b[^>]*+>?|\Z)"
    r"|<(?:[!?/]|(?:html|head|body|meta|link|base)\b)[^>]*+>?",
    re.DOTALL | re.IGNORECASE,
)
"""What may stand before the first words of a page and leaves its body closed. What is never ended reaches to the end."""
_TO_SPACE = str.maketrans("01", " \t")
_FROM_SPACE = str.maketrans(" \t", "01")


def marked(markup: str, first: int) -> str:
    """The same page with marks.

    Args:
        markup: the page.
        first: the line of the file on which it begins.
    """
    # Form feeds frame the marks. The page's own ones, which are white space as well, become spaces.
    markup = _FORM_FEED.sub(" ", _LINE_END.sub("\n", markup))
    pieces: list[str] = []
    line, done = first, 0
    for gap in _GAP.finditer(markup):
        line += gap[0].count("\n")
        if gap[1] is None:
            pieces += [markup[done : gap.end()], _mark(line)]
            done = gap.end()
    return "".join([*pieces, markup[done:]])


def opening_line(markup: str, first: int) -> int:
    """The line of the first words of a page; parsers drop white space, and the mark with it, where no body was opened."""
    at = 0
    while before := _BEFORE_WORDS.match(markup, at):
        at = before.end()
    return first + _LINE_END.sub("\n", markup[:at]).count("\n")


def unmarked(text: str) -> str:
    """The words of a marked page as they are without the marks."""
    return _MARK.sub("", text)


def placed(text: str) -> Iterator[tuple[str, int | None]]:
    r"""The pieces of some text of a marked page, each with its line; None: that of the piece before.

    >>> list(placed(unmarked("甲") + marked("\n乙", 6)))
    [('甲\n', None), ('乙', 7)]
    """
    pieces = _MARK.split(text)
    if pieces[0]:
        yield pieces[0], None
    for number, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        yield piece, int(number.translate(_FROM_SPACE), 2)


def _mark(line: int) -> str:
    return "\f" + format(line, "b").translate(_TO_SPACE) + "\f"
