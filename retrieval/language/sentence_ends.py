"""Where sentences of Latin letters end: a full stop is one character of many uses, of which few end a sentence.

Chinese sentences end in a mark of their own (。), which stands for nothing else; who looks for both joins the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STOP = re.compile(
    r"(?<=[A-Za-z0-9)\]\"'”’%])\.[\"'”’)\]]*(?=\s+[\"'“‘(\[]*(?:[A-Z]|(?<=[A-Za-z)\]\"'”’]\. )[0-9]))"
)
"""A full stop before a blank and a capital letter, or after a word and before a figure."""
_TOKEN = re.compile(r"\S+$")
_LINE_NUMBER = re.compile(r"[\d.]+|[A-Za-z]|[ivxIVX]+")
_ABBREVIATED = frozenset(
    """e.g i.e cf vs viz al approx dr mr mrs ms prof st jr sr inc ltd co corp dept ed eds u.s u.k u.n ph.d a.m p.m""".split()
)
"""What a full stop is a part of."""
_BEFORE_NUMBER = frozenset("no nos fig figs art arts sec secs ch eq vol pp".split())
"""What a full stop is a part of where a number follows: No. 5."""
_OPENING = "\"'“‘(["


def latin_sentence_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """The offsets right after the full stops that end a sentence inside of a part of a text.

    >>> text = "Version 2.8 is old. Use 2.10, e.g. Debian's. See Dr. Who."
    >>> [text[:at][-4:] for at in latin_sentence_ends(text)]
    ['old.', "n's."]
    """
    end = len(text) if end is None else end
    begin = start
    for match in _STOP.finditer(text, start, end):
        following = text[match.end() : end].lstrip()
        if following and not _is_part_of_token(text[begin : match.start()].strip(), following):
            yield match.end()
            begin = match.end()


def _is_part_of_token(sentence: str, following: str) -> bool:
    """Whether the full stop after a text belongs to its last token: Dr. Who, J. Smith, or the number of a line (3. Use)."""
    token = _TOKEN.search(sentence)
    if token is None:
        return True
    word = token[0].lstrip(_OPENING)
    is_initial = len(word) == 1 and word.isupper()
    if is_initial or word.lower() in _ABBREVIATED or _LINE_NUMBER.fullmatch(sentence):
        return True
    return following[0].isdigit() and word.lower() in _BEFORE_NUMBER
