"""Whether a figure tells of all that its report is about, and of one year: or of a park, of a county, of five years' sum."""

from __future__ import annotations

import re

from retrieval.domains.work_reports.facts.records import Kind, Subject
from retrieval.domains.work_reports.facts.subjects import names_act

_ATTRIBUTE = re.compile(
    r"的(?!水平|规模|大关|总量|增|速|好|预期|历史|同时|基础|佳|成绩|业绩|[高快]|[^,;。、]{0,8}(?:目标|任务|要求|情况))[^,;。、]{0,12}"
)
"""After a value: it narrows what follows, 生产总值超100亿元的县."""
_GOALS = re.compile(r"预期目标|主要目标|奋斗目标|目标[是为:]|目标建议|增长目标")
_ACTING = (
    r"(?:[加支深坚推抓打建完提优培做开举落组引争获依围以在对与将把聚统促拓强健创设鼓扶发出制启整充突力确]|新(?![区城])|实施|积极|大力|全面|扎实"
    r"|持续|着力|努力|继续|进一步|有序|成功|率先|一批|各|[一二三四五]年)"
)
"""What a clause begins with that says what was done to a park, and does not tell of it."""
_NAMES = (
    r"(?:园区|开发区|高新区|经开区|新区|综保区|保税区|自贸区|试验区|示范区|产业园|集团|公司|都市圈|景区|县域经济|县域工业)"
    r"(?!建设(?!提速|加快|加速)|试点|设立|获批|创建|封关|作用|体制|优势|加快|内|外|的|\d)"
)
_ENTITY = re.compile(rf"(?:^|(?P<within>[,:])|;)(?P<entity>(?!{_ACTING})[^,、;:]{{0,10}}{_NAMES})")
"""What the clauses of a sentence are about from here on; `within` it only those that go on without a subject."""
_GOES_ON = re.compile(r"(?:预计|全年|(?:19|20)\d\d年|共|累计)*(?:实现|完成)")
_WHOLE = re.compile(
    r"[,;:](?:预计|初步核算|去年|今年|(?:19|20)\d\d年)*(?:全[市省县区州盟旗国]|我[市省县区州盟旗国]|本[市省]|[市省]本级)"
)
"""From here on they are about the report's place again."""
_SUMMED = re.compile(r"累计|合计|总计|共(?:完成|实现)?[^一-鿿]{0,3}$|[五四三5]年[^,;]{0,4}共")
_NEW = re.compile(r"新增|净增")
_REACHED = re.compile(r"(?:达到?|[至到])了?$")
"""Right before a figure: how much there is by now, 通车里程新增2400公里、达到4334公里."""
_COURSE = re.compile(r"(?:由|从|自)(?:19|20)\d\d年[^,;]*\d[^,;]*$")
"""What leads to B in 由2020年的A增至B."""


def part_of(subject: Subject, sentence: str, after: str) -> str:
    """Of what else than the whole place of its report a figure is, as written; empty: of the whole, as far as that is told.

    Args:
        subject: what the figure is about; words of its own tell of what it is.
        sentence: the words before it, narrowed.
        after: those behind it.

    >>> gdp = Subject("生产总值", "地区生产总值", "生产总值")
    >>> part_of(gdp, "滨海新区经济快速发展,生产总值增长", ""), part_of(gdp, "滨海新区经济快速发展,全市生产总值增长", "")
    ('滨海新区', '')
    """
    if attribute := _ATTRIBUTE.match(after):
        return attribute[0][1:]
    if not subject.indicator or subject.item or _GOALS.search(sentence):
        return ""
    earlier, comma, own = sentence.rpartition(",")
    entity = None
    for found in _ENTITY.finditer(earlier + comma):
        if not found["within"] or _GOES_ON.match(own):
            entity = found
    return entity["entity"] if entity and not _WHOLE.search(sentence, entity.end()) else ""


def is_sum(kind: Kind, subject: Subject, clause: str) -> bool:
    """Whether a figure of several years is what came about in all of them: 新增就业54万人, and not how much there was at the end.

    Args:
        kind: what it says of its subject.
        subject: what it is about.
        clause: its own words before it, narrowed.
    """
    if kind is not Kind.LEVEL:
        return False
    if _SUMMED.search(clause):
        return True
    return not _REACHED.search(clause) and bool(
        _NEW.search(clause + subject.words) or names_act(subject.words)
    )


def is_end_of_course(clause: str) -> bool:
    """Whether a figure is what something came to over some years: 由2020年的5126亿元增至6188.5亿元.

    >>> is_end_of_course("由2020年的5126亿元增至"), is_end_of_course("由2020年的")
    (True, False)
    """
    return bool(_COURSE.search(clause))
