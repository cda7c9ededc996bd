"""The numbers that Word shows before paragraphs and that stand nowhere in their text: counted as Word counts them.

ECMA-376 part 1, 17.9: a paragraph, or its style, names a list and a level; the level's format says how its number is
written (第%1条) and which numbers of outer levels stand in it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

_VALUE = qn("w:val")
_LEVELS = 9
_HAN = "零一二三四五六七八九"
_CIRCLED = 20
_SELF_SPACED = ("）", "、", "．")
"""Full-width marks, which have room behind them."""
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts the numbered paragraphs of a document, which have to be asked for in their order."""

    def __init__(self, document: Document) -> None:
        """Read the lists that the document defines."""
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, tuple[str, Any]] = {}
        """By the list's id: what it is made after, and its own element."""
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._restarted: set[tuple[str, int]] = set()
        self._styles = {style.style_id or "": style.element for style in document.styles}
        root = _numbering_part(document)
        if root is not None:
            self._abstract = {
                each.get(qn("w:abstractNumId")): each for each in root.iterchildren(qn("w:abstractNum"))
            }
            for each in root.iterchildren(qn("w:num")):
                made_after = each.find(qn("w:abstractNumId"))
                if made_after is not None:
                    self._lists[each.get(qn("w:numId"))] = (made_after.get(_VALUE), each)

    def label(self, properties: Any) -> str:  # noqa: ANN401 - lxml has no types
        """The number of the next paragraph, with the space behind it; empty: it has none, or a bullet.

        Args:
            properties: its w:pPr, or None.
        """
        key, level = self._place(properties)
        if key not in self._lists or not 0 <= level < _LEVELS:
            return ""
        abstract_key, own = self._lists[key]
        abstract = self._abstract.get(abstract_key)
        if abstract is None:
            return ""
        self._count(abstract_key, key, own, level)
        formats = {int(each.get(qn("w:ilvl"), "0")): each for each in abstract.iterchildren(qn("w:lvl"))}
        return _written(formats, self._counts[abstract_key], level)

    def _place(self, properties: Any) -> tuple[str, int]:  # noqa: ANN401
        """The list and the level of a paragraph, by itself or by its style; ("", 0): none."""
        seen: set[str] = set()
        while properties is not None:
            numbered = properties.find(qn("w:numPr"))
            if numbered is not None and numbered.find(qn("w:numId")) is not None:
                level = numbered.find(qn("w:ilvl"))
                return numbered.find(qn("w:numId")).get(_VALUE, ""), _number(level, 0)
            style = properties.find(qn("w:pStyle"))
            name = "" if style is None else style.get(_VALUE, "")
            if name in seen or name not in self._styles:
                return "", 0
            seen.add(name)
            properties = self._of_style(name, seen)
        return "", 0

    def _of_style(self, name: str, seen: set[str]) -> Any:  # noqa: ANN401
        """The properties of a style that number paragraphs, its own or those of one it is based on."""
        while name in self._styles:
            own = self._styles[name].find(qn("w:pPr"))
            if own is not None and own.find(qn("w:numPr")) is not None:
                return own
            base = self._styles[name].find(qn("w:basedOn"))
            name = "" if base is None else base.get(_VALUE, "")
            if name in seen:
                return None
            seen.add(name)
        return None

    def _count(self, abstract_key: str, key: str, own: Any, level: int) -> None:  # noqa: ANN401
        counts = self._counts[abstract_key]
        start = _start(self._abstract[abstract_key], level)
        for override in own.iterchildren(qn("w:lvlOverride")):
            restart = override.find(qn("w:startOverride"))
            is_own = override.get(qn("w:ilvl")) == str(level)
            if is_own and restart is not None and (key, level) not in self._restarted:
                self._restarted.add((key, level))
                counts.pop(level, None)
                start = _number(restart, 1)
        counts[level] = counts[level] + 1 if level in counts else start
        for outer in range(level):
            counts.setdefault(outer, _start(self._abstract[abstract_key], outer))
        for inner in [each for each in counts if each > level]:
            del counts[inner]


def _numbering_part(document: Document) -> Any:  # noqa: ANN401
    try:
        return getattr(document.part.part_related_by(RELATIONSHIP_TYPE.NUMBERING), "element", None)
    except KeyError:
        return None


def _start(abstract: Any, level: int) -> int:  # noqa: ANN401
    found = abstract.find(f"{qn('w:lvl')}[@{qn('w:ilvl')}='{level}']/{qn('w:start')}")
    return _number(found, 1)


def _number(element: Any, otherwise: int) -> int:  # noqa: ANN401
    value = "" if element is None else element.get(_VALUE, "")
    return int(value) if value.isdecimal() else otherwise


def _written(formats: Mapping[int, Any], counts: Mapping[int, int], level: int) -> str:
    own = formats.get(level)
    pattern = None if own is None else own.find(qn("w:lvlText"))
    if own is None or pattern is None or _kind(own) == "bullet":
        return ""
    is_legal = own.find(qn("w:isLgl")) is not None
    text: str = pattern.get(_VALUE, "")
    for at in range(_LEVELS):
        if f"%{at + 1}" in text:
            write = _decimal if is_legal or at not in formats else _WRITERS.get(_kind(formats[at]), _decimal)
            text = text.replace(f"%{at + 1}", write(counts.get(at, 1)))
    behind = own.find(qn("w:suff"))
    is_close = behind is not None and behind.get(_VALUE) == "nothing"
    return text + ("" if is_close or not text or text.endswith(_SELF_SPACED) else " ")


def _kind(level: Any) -> str:  # noqa: ANN401
    found = level.find(qn("w:numFmt"))
    return "decimal" if found is None else str(found.get(_VALUE, "decimal"))


def _decimal(number: int) -> str:
    return str(number)


def _han(number: int) -> str:
    """Below a thousand: 十二, 一百零三."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if hundreds > len(_HAN) - 1:
        return str(number)
    written = f"{_HAN[hundreds]}百" if hundreds else ""
    if tens:
        written += ("" if tens == 1 and not hundreds else _HAN[tens]) + "十"
    elif hundreds and ones:
        written += "零"
    return written + (_HAN[ones] if ones or not number else "")


def _letter(number: int) -> str:
    """A to z, then aa to zz."""
    times, at = divmod(max(number, 1) - 1, 26)
    return chr(ord("a") + at) * (times + 1)


def _roman(number: int) -> str:
    tens, rest = divmod(number, 50)
    written = "l" * tens
    for value, sign in _ROMAN:
        while rest >= value:
            written, rest = written + sign, rest - value
    return written


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= _CIRCLED else str(number)


_WRITERS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            *("chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting"),
            *("taiwaneseCounting", "taiwaneseCountingThousand", "koreanCounting"),
        ),
        _han,
    ),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "none": lambda _: "",
}
