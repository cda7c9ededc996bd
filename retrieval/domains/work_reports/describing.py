"""The opening of a file (or its name) -> whether it is a work report; its place and level, year, date and speaker.

What a report says of itself counts more than what its file is called: files are misnamed now and then.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from retrieval.domains.work_reports.places.gazetteer import STATE, shipped_gazetteer
from retrieval.domains.work_reports.places.place_names import level_of, own_name, short_name
from retrieval.language.numerals import DATE, YEAR, to_number
from retrieval.types import Document, DocumentId, Level

NAME = "work_reports"
"""Of the domain."""
_HEAD_LINES = 8
"""The opening of a report: title, date and meeting, speaker, address. Nothing below is about the report itself."""
_HEAD_LINE_LENGTH = 120
"""A longer line is already the report."""
_NEXT_YEARS_REPORT = 11
"""A report delivered from November on is the report of the year that follows, unless its file's name says otherwise
and it does not speak of that year at all."""
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
_BARE_LEVEL = re.compile(rf"(?:本|全|我)?{_LEVEL}")
"""自治区 in 自治区第九届人民代表大会 names no place."""
_STATE = re.compile(r"全国人民代表大会|国务院总理")
_SPEAKER = re.compile(
    r"(?:代理?|副)?(?:市长|省长|县长|区长|州长|盟长|旗长|总理|自治区主席|政府主席|专员|行政长官)"
    r"[\s　:：]*([一-鿿](?:[\s　]{0,2}[一-鿿·]){1,6})\s*$"
)
_YEAR_IN_TITLE = re.compile(r"((?:19|20)\d{2})年[一-鿿]{0,12}政\s*府\s*工\s*作\s*报\s*告(?=[^一-鿿]|$)")
_REPORT = re.compile(r"政\s*府\s*工\s*作\s*报\s*告|(?:政府|国务院)[，,]?\s*向.{0,8}大会.{0,6}(?:报告|作)")
_DEPUTIES = re.compile(r"^[\s　]*(?:各位(?:代表|委员)|同志们)[，,：:！!]")
"""How a speaker addresses those to whom a report is given."""
_REPORT_FILE = re.compile(rf"[一-鿿]{{2,20}}{_LEVEL}-(?:19|20)\d{{2}}|国务院-(?:19|20)\d{{2}}")
_MEETING = re.compile(r"(?:人民代表大会|人大)(?!常)[^，。；通]{0,14}上")
"""Where reports are given; a law is passed 在…会议 and published 公布."""


def describe(path: Path, lines: Sequence[str], key: DocumentId) -> Document | None:
    """What a report says of itself in its opening, or else by its file's name.

    Args:
        path: the file.
        lines: its lines, without their ends.
        key: the document's id.

    Returns:
        title, place, level, year, date and speaker; None: the file is no work report.
    """
    head = _head(lines)
    if not _is_report(head, path, lines):
        return None
    place, year = _place(head, path), _year(head, path, lines)
    level, province = _rank(place)
    return Document(
        id=key,
        file=path.name,
        title=_title(head, lines, place, year) or path.stem,
        place=place,
        year=year,
        date=_date(head),
        speaker=_speaker(head),
        province=province,
        level=level,
        domain=NAME,
    )


def _is_report(head: Sequence[str], path: Path, lines: Sequence[str]) -> bool:
    """Whether a file is called a work report, or is spoken to deputies; of 3,079 reports one of these holds for each."""
    if any(_REPORT.search(line) for line in (*head, *islice(lines, 2 * _HEAD_LINES))):
        return True
    is_spoken = any(_DEPUTIES.search(line) for line in lines)
    return is_spoken or bool(_REPORT_FILE.fullmatch(path.stem)) or any(_MEETING.search(line) for line in head)


def _head(lines: Iterable[str]) -> list[str]:
    filled = (line.strip() for line in lines if line.strip())
    return [line for line in islice(filled, _HEAD_LINES) if len(line) <= _HEAD_LINE_LENGTH]


def _place(head: list[str], path: Path) -> str:
    if any(_STATE.search(line) for line in head):
        return STATE.name
    named = _NAMED_PLACE.match(path.stem)
    by_name = "" if named is None or _BARE_LEVEL.fullmatch(named[1]) else named[1]
    if by_name and _stands_in(by_name, head):
        return by_name
    matches = (match[1] for context in _PLACE_CONTEXTS for line in head if (match := context.search(line)))
    in_opening = next((place for place in matches if not _BARE_LEVEL.fullmatch(place)), "")
    if in_opening and by_name and short_name(in_opening) == short_name(by_name):
        # 徐水县 in the opening of a file called 保定市徐水区: the same place, under the name it has now.
        return by_name
    known = shipped_gazetteer().called(in_opening)
    if by_name and not known:
        return by_name
    is_one = len(known) == 1 and known[0].level is not Level.COUNTY
    return known[0].name if is_one else in_opening or by_name


def _stands_in(place: str, head: list[str]) -> bool:
    """Whether the opening has a place, or at least its last part: 高阳县 of 保定市高阳县, but not 易县 in 米易县."""
    own = own_name(place)
    if own == place:
        return any(place in re.sub(r"\s", "", line) for line in head)
    alone = re.compile(rf"(?:^|[^一-鿿]|[在市省州盟年日月]){re.escape(own)}")
    return any(alone.search(re.sub(r"\s", "", line)) for line in head)


def _rank(place: str) -> tuple[Level, str]:
    """The level of a place and its province."""
    if place == STATE.name:
        return Level.STATE, ""
    known = shipped_gazetteer().called(place)
    levels = {each.level for each in known}
    level = levels.pop() if len(levels) == 1 else level_of(place)
    provinces = {each.parents[0] if each.parents else each.name for each in known if each.level is level}
    return level, provinces.pop() if len(provinces) == 1 else ""


def _year(head: list[str], path: Path, lines: Sequence[str]) -> int | None:
    """The year a title or a date names; failing that, the file's name; failing that, the first year in sight."""
    match = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", path.stem)
    by_name = int(match[0]) if match else None
    titles = (_YEAR_IN_TITLE.search(line) for line in head)
    if titled := next((match for match in titles if match), None):
        return int(titled[1])
    dates = (DATE.search(line) for line in head)
    if dated := next((match for match in dates if match), None):
        year, is_late = to_number(dated[1]), to_number(dated[2]) >= _NEXT_YEARS_REPORT
        looks_ahead = year != by_name or any(f"{year + 1}年" in line for line in lines)
        return year + (is_late and looks_ahead)
    if by_name:
        return by_name
    years = (YEAR.search(line) for line in head)
    return next((to_number(match[1]) for match in years if match), None)


def _date(head: list[str]) -> str:
    matches = (DATE.search(line) for line in head)
    return next((match[0] for match in matches if match), "")


def _speaker(head: list[str]) -> str:
    matches = (_SPEAKER.search(line) for line in head)
    return next((re.sub(r"\s", "", match[1]) for match in matches if match), "")


def _title(head: list[str], lines: Sequence[str], place: str, year: int | None) -> str:
    """A report is called after its place and year; one that tells neither after its own first line, if that is short."""
    if place and year and any(_REPORT.search(line) for line in (*head, *islice(lines, 2 * _HEAD_LINES))):
        return f"{place}{year}年政府工作报告"
    first = head[0] if head else ""
    return first if first and first[-1] not in "。！？；，" else ""
