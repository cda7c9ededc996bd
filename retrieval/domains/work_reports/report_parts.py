"""The parts of a report one after another: the years that each looks back on or plans for.

A report looks back and then plans, the government's own building included. Its parts are opened by numbered headings
(一、2016年工作回顾), by short lines without a number (过去五年工作回顾), or by the first words of a paragraph
(回顾2016年, 今年的主要预期目标是). What was opened holds until the next opening. A plan is ended by a title alone:
last year's work is remembered in plans, too. Where nothing opens a part, nothing is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum, auto

from retrieval.domains.work_reports.spoken_years import Calendar, Time
from retrieval.domains.work_reports.time_and_role import UNKNOWN
from retrieval.types import Annotation, Document, Passage, Role

_OUTER = re.compile(r"第[一二三四五六七八九十\d]+(?:部分|[章编篇])|[一二三四五六七八九十]+、")
_ENUMERATOR = re.compile(
    rf"(?:{_OUTER.pattern}|[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|第?[一二三四五六七八九十]+[，是要、])\s*"
)
_LINE_LENGTH = 32
"""Characters; the title of a part is hardly ever longer."""
_PUNCTUATION = "。；;：:，,！!？?、"
_TITLE_END = re.compile(
    r"(?:工作|回顾|总结|目标|任务|安排|要求|思路|重点|成就|成绩|部署|情况|建议|打算|意见|考虑|举措|展望|思想)"
    r"(?:[（(].*[)）])?$"
)
_BARE_TITLE = re.compile(
    r"(?:政府|工作|国民|经济|社会|发展|改革|主要|总体|预期|奋斗|基本|重点|指导|目标|任务|要求|思路|思想"
    r"|[和与及的、])*"
    r"(?:目标|任务|要求|思路|安排|部署|思想|工作|重点|建议|打算)"
)
_REVIEW = re.compile(r"回顾|总结|完成情况|执行情况|工作情况|成就|成绩|去年|过去|以来")
_PLANNING = re.compile(
    r"目标|任务|安排|部署|要求|思路|打算|展望|建议|计划|指导思想|主要考虑|重点工作|工作重点|今后|未来|下一步|新一届"
)
_REACHED = re.compile(r"完成|实现|达到|超额")
_OWN_BUILDING = re.compile(r"自身建设|人民满意|(?:服务型|法治|廉洁)政府")
_OF_SOME_YEARS = re.compile(r"届|以来")
"""Of how many years, the words do not say."""
_DOCUMENT_TITLE = re.compile(r"报\s*告|代表大会|[)）]$")
_AFTERWORD = re.compile(
    r"[（(]?附(?:件|录|表|注)?[\s\d一二三四：:]*.{0,24}$|.{0,20}(?:名词|用语|术语|注).{0,4}(?:解释|释|解|说明)"
)
"""附件, 名词解释: what stands below explains words."""

_FIRST_IN_ORDER = 1990
"""Reports of earlier years are speeches that keep to no such order; only their headings count."""
_ADDRESS = re.compile(r"(?:各位(?:代表|委员)|同志们)[，,！!：:；;、\s]*|[—―─－\-\s]+")
_OPENING_LENGTH = 60
_SOON = 10
"""Characters of a paragraph before which the years stand that it is about."""
_NOT_A_PART = re.compile(r"[，。、；]|编制|制定|谋划|出台|印发|完成")
"""Words before a year that make it a part of something else; that a plan was made is a result."""
_REMEMBERING = re.compile(
    r"(?:在)?(?:回顾|回首|回望|总结)|(?:刚刚|即将)?过去的|[上本]届政府|.{0,16}会议以来的"
)
_AIM = re.compile(
    r"目标|要求|思路|(?:主要|重点|工作)任务|重点|安排|建议|部署|做好"
    r"|是.{2,50}(?:年|时期|关键期|机遇期|攻坚期)|^.{0,14}(?<![主重需必])[要将]"
)
"""What makes of a year to come one that is planned: 今年是…开局之年."""
_GOALS = re.compile(
    r".{0,16}(?:(?:预期|奋斗|总体|发展|主要)目标(?:任务)?|总体(?:工作)?(?:要求|思路)|指导思想)[^，。]{0,8}[是为：:]"
)
"""A plan's own words, though they name no year: 主要预期目标是."""
_SO_FAR = re.compile(r"今年(?:以来|一开年|初|[上前第]|\d|[一二三四五六七八九]季)|[从到至自]今年")
"""Part of this year is gone already: reviews tell of it too."""
_DAY = re.compile(r".{4}\s*年\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s*月")


class _Opener(Enum):
    """What a part was opened by."""

    NOTHING = auto()
    HEADING = auto()
    LINE = auto()
    PARAGRAPH = auto()
    AFTERWORD = auto()


def parts(document: Document, passages: Iterable[Passage]) -> list[Annotation]:
    """What can be said of each passage by the part in which it stands.

    Args:
        document: the document.
        passages: its passages in their order.
    """
    reader = _Reader(Calendar.of(document))
    return [reader.read(passage) for passage in passages]


class _Reader:
    """Reads a document from its beginning and knows the part in which it is."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._part = UNKNOWN
        self._opener = _Opener.NOTHING
        self._has_reviewed = False
        self._has_openings = calendar.year is not None and calendar.year >= _FIRST_IN_ORDER
        self._above: Sequence[str] = ()
        self._this_year = frozenset({calendar.year} if calendar.year else ())
        self._last_year = frozenset({calendar.year - 1} if calendar.year else ())

    def read(self, passage: Passage) -> Annotation:
        """Read the passage that comes next."""
        for heading in _new(passage.section, self._above):
            self._heading(heading)
        self._above = passage.section
        text = passage.text.strip()
        if len(text) <= _LINE_LENGTH and text[-1:] not in _PUNCTUATION:
            self._line(text)
        elif self._has_openings and self._opener is not _Opener.AFTERWORD:
            text = _OUTER.sub("", text, count=1) if _OUTER.match(text) else text
            if _ENUMERATOR.match(text):
                return self._part
            while match := _ADDRESS.match(text):
                text = text[match.end() :]
            self._opening(text[:_OPENING_LENGTH])
        return self._part

    def _heading(self, heading: str) -> None:
        title = _ENUMERATOR.sub("", heading, count=1)
        if not _OUTER.match(heading) or self._opener not in {_Opener.NOTHING, _Opener.HEADING}:
            # A heading inside a part opens another one only if it reads like the title of one.
            if self._is_title(title):
                self._open_by_title(title, _Opener.HEADING)
        elif not self._open_by_title(title, _Opener.HEADING) and self._part.role is not Role.TARGET:
            # A part begins of which the heading says nothing; its first paragraph may.
            is_plan = self._part.role is Role.RESULT and _OWN_BUILDING.search(title)
            self._part = self._told(Role.TARGET) if is_plan else UNKNOWN
            self._opener = _Opener.HEADING

    def _line(self, line: str) -> None:
        if self._part.role is Role.TARGET and _AFTERWORD.match(line):
            self._part, self._opener = UNKNOWN, _Opener.AFTERWORD
        elif not _ENUMERATOR.match(line) and not _DOCUMENT_TITLE.search(line) and self._is_title(line):
            self._open_by_title(line, _Opener.LINE)

    def _is_title(self, line: str) -> bool:
        """Whether a line reads like the title of a part, not like the heading of some of its paragraphs."""
        if not _TITLE_END.search(line):
            return False
        times = self._calendar.times(line)
        return "回顾" in line or bool(_BARE_TITLE.fullmatch(line)) or bool(times and times[0].start <= _SOON)

    def _open_by_title(self, title: str, opener: _Opener) -> bool:
        """Open the part that a title names, if it names one."""
        times = self._calendar.times(title)
        back = bool(_REVIEW.search(title))
        ahead = bool(_PLANNING.search(title)) and "以来" not in title
        role = self._role_of(times)
        if role is None and (not _TITLE_END.search(title) or (_REACHED.search(title) and not back)):
            return False
        if role is None or "回顾" in title:
            if back == ahead:
                return False
            role = Role.RESULT if back else Role.TARGET
        self._open(self._told(role, times, title), opener)
        return True

    def _opening(self, opening: str) -> None:
        """Take note of the first words of a paragraph."""
        time = self._time_of(opening)
        role = self._role_of(time)
        if _SO_FAR.search(opening):
            role = None
        told = Annotation(time[0].years if time and role else frozenset(), role)
        may_look_back = self._part.role is not Role.TARGET or not self._has_reviewed
        if may_look_back and role is Role.RESULT:
            self._open_by_paragraph(told)
        elif may_look_back and not time and self._part.role is None and _REMEMBERING.match(opening):
            self._open_by_paragraph(Annotation(frozenset(), Role.RESULT))
        elif role is Role.TARGET and _AIM.search(opening):
            # A plan for the year does not become one for five by a paragraph.
            if self._part.role is not Role.TARGET or len(self._part.years) != 1:
                self._open_by_paragraph(told)
        elif role is None and self._part.role is not Role.TARGET and _GOALS.match(opening):
            years = self._this_year if "预期" in opening else frozenset[int]()
            self._open_by_paragraph(Annotation(years, Role.TARGET))

    def _time_of(self, opening: str) -> list[Time]:
        """The time that a paragraph is about, if its first words say so."""
        for time in self._calendar.times(opening)[:1]:
            is_soon = time.start <= _SOON and not _NOT_A_PART.search(opening[: time.start])
            # Of another single year, and of a day, one thing is told and not a part.
            is_span = len(time.years) > 1 or time.years in (self._last_year, self._this_year)
            if is_soon and is_span and not _DAY.match(opening[time.start :]):
                return [time]
        return []

    def _open_by_paragraph(self, part: Annotation) -> None:
        heading_left_it_open = self._opener is _Opener.HEADING and self._part.role is None
        keeps = self._part.role is part.role or heading_left_it_open
        self._open(part, self._opener if keeps else _Opener.PARAGRAPH)

    def _open(self, part: Annotation, opener: _Opener) -> None:
        self._part, self._opener = part, opener
        self._has_reviewed = self._has_reviewed or part.role is Role.RESULT

    def _role_of(self, times: Sequence[Time]) -> Role | None:
        """What is said of years that are all gone, or all still to come."""
        years = frozenset[int]().union(*(time.years for time in times))
        if not years or not self._calendar.year:
            return None
        if max(years) < self._calendar.year:
            return Role.RESULT
        return Role.TARGET if min(years) >= self._calendar.year else None

    def _told(self, role: Role, times: Sequence[Time] = (), words: str = "") -> Annotation:
        years = frozenset[int]().union(*(time.years for time in times))
        if not years and not _OF_SOME_YEARS.search(words):
            years = self._last_year if role is Role.RESULT else self._this_year
        return Annotation(years, role)


def _new(section: Sequence[str], above: Sequence[str]) -> Sequence[str]:
    """The headings that were not above the passage before."""
    same = 0
    while same < min(len(section), len(above)) and section[same] == above[same]:
        same += 1
    return section[same:]
