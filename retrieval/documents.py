"""The opening of a file (or its name) -> title, place, year, date and speaker of the document."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from retrieval.numerals import DATE, YEAR, to_number
from retrieval.types import Document, DocumentId

_HEAD_LINES = 8
"""The opening of a report: title, date and meeting, speaker, address. Nothing below is about the report itself."""
_HEAD_LINE_LENGTH = 120
"""A longer line is already the report."""
_NEXT_YEARS_REPORT = 11
"""A report delivered from November on is the report of the year that follows."""
_LEVEL = r"(?:自治区|特别行政区|自治州|自治县|自治旗|新区|地区|省|市|州|盟|县|旗|区)"
_NO_PART = r"(?![在日年月届长向表])"
"""What stands around a place in an opening (20日, 第六届, 市长) and hardly ever in its name, but for the first letter."""
_PLACE_NAME = rf"(?:长(?=[春沙治乐])|日(?=[照喀])|{_NO_PART}[一-鿿])(?:{_NO_PART}[一-鿿]){{1,8}}?{_LEVEL}+"
_PLACE_CONTEXTS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"({_PLACE_NAME})(?:人大)?\s*(?:第?[一二三四五六七八九十百]+届)",
        rf"(?:^|年|\s)({_PLACE_NAME})(?:\d{{4}}年|人民)?\s*政\s*府\s*工\s*作\s*报\s*告",
        rf"(?:^|\s)({_PLACE_NAME})(?:人民政府)?代?(?:市长|省长|主席|县长|区长|州长|盟长|旗长)",
    )
)
_NAMED_PLACE = re.compile(rf"([一-鿿]{{2,20}}{_LEVEL})(?=[^一-鿿]|政府|人民政府|工作|$)")
"""The place that a file is called after: all of 保定市高阳县, though its opening may say 高阳县 alone."""
_LAST_LEVEL = re.compile(rf"[一-鿿]*?(?:省|自治区|市|州|盟|地区)([一-鿿]{{2,}}{_LEVEL})$")
_STATE = re.compile(r"全国人民代表大会|国务院总理")
STATE = "国务院"
_SPEAKER = re.compile(
    r"(?:代理?|副)?(?:市长|省长|县长|区长|州长|盟长|旗长|总理|自治区主席|政府主席|专员|行政长官)"
    r"[\s　:：]*([一-鿿](?:[\s　]{0,2}[一-鿿·]){1,6})\s*$"
)
_REPORT = re.compile(r"政\s*府\s*工\s*作\s*报\s*告|(?:政府|国务院)[，,]?\s*向.{0,8}大会.{0,6}(?:报告|作)")


def identify(name: str) -> DocumentId:
    """The id of the document that a name stands for; it outlives every change of the content."""
    return DocumentId(hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16])


def describe(path: Path, lines: Sequence[str], key: DocumentId) -> Document:
    """What a file is: title, place, year, date and speaker, from its opening or else from its name.

    Args:
        path: the file.
        lines: its lines, as `reading.read_lines` gives them.
        key: the document's id.
    """
    head = _head(lines)
    place, year = _place(head, path), _year(head, path)
    return Document(
        id=key,
        file=path.name,
        title=_title(head, lines, place, year) or path.stem,
        place=place,
        year=year,
        date=_date(head),
        speaker=_speaker(head),
    )


def _head(lines: Iterable[str]) -> list[str]:
    filled = (line.strip() for line in lines if line.strip())
    return [line for line in islice(filled, _HEAD_LINES) if len(line) <= _HEAD_LINE_LENGTH]


def _place(head: list[str], path: Path) -> str:
    if any(_STATE.search(line) for line in head):
        return STATE
    by_name = _NAMED_PLACE.match(path.stem)
    if by_name and _stands_in(by_name[1], head):
        return by_name[1]
    matches = (context.search(line) for context in _PLACE_CONTEXTS for line in head)
    found = next((match for match in matches if match), by_name)
    return found[1] if found else ""


def _stands_in(place: str, head: list[str]) -> bool:
    """Whether the opening has a place, or at least its last part: 高阳县 of 保定市高阳县."""
    within = _LAST_LEVEL.match(place)
    names = (place, within[1]) if within else (place,)
    return any(name in re.sub(r"\s", "", line) for name in names for line in head)


def _year(head: list[str], path: Path) -> int | None:
    """The year a date names; failing that, the file's name; failing that, the first year in sight."""
    dates = (DATE.search(line) for line in head)
    if dated := next((match for match in dates if match), None):
        return to_number(dated[1]) + (to_number(dated[2]) >= _NEXT_YEARS_REPORT)
    if match := re.search(r"(?<!\d)(19|20)\d{2}(?!\d)", path.stem):
        return int(match[0])
    years = (YEAR.search(line) for line in head)
    return next((to_number(match[1]) for match in years if match), None)


def _date(head: list[str]) -> str:
    matches = (DATE.search(line) for line in head)
    return next((match[0] for match in matches if match), "")


def _speaker(head: list[str]) -> str:
    matches = (_SPEAKER.search(line) for line in head)
    return next((re.sub(r"\s", "", match[1]) for match in matches if match), "")


def _title(head: list[str], lines: Sequence[str], place: str, year: int | None) -> str:
    """A report is called after its place and year; anything else after its own first line, if that is short."""
    if place and year and any(_REPORT.search(line) for line in (*head, *islice(lines, 2 * _HEAD_LINES))):
        return f"{place}{year}年政府工作报告"
    first = head[0] if head else ""
    return first if first and first[-1] not in "。！？；，" else ""
