"""How surely a figure of a claim and one of a document are about the same thing.

An indicator of the glossary is the same or another one; what it has no name for is compared word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.domains.work_reports.checking.claims import ClaimFigure
from retrieval.domains.work_reports.facts.records import Fact, Kind, Period
from retrieval.domains.work_reports.facts.zones import may_be_of_zone
from retrieval.language.contrasts import is_other_side
from retrieval.language.normalizing import narrowed
from retrieval.language.units import RANK, are_comparable
from retrieval.types import Role, is_han

SAME = 0.75
"""From here on two figures are about the same thing."""
LIKELY = 0.5
"""From here on they are, if the figures agree, too."""
_HARMLESS = re.compile(
    r"(?:打算|把|将|想|要|力争|计划|地方|全口径|全社会|城镇|本级|年度|规模以上|规模|货物|常住|全年|区域|我们"
    r"|这|那|咱|家|光|的|接待|完成|实现|累计|实施"
    r"|改造|新建|建设|开工|建成|投放|签约|办理|发放|投入|安排|拥有|达|产|收获|生产|种植|引进|创|达成|共|使)*"
)
_NEW = re.compile("新增|净增|新建|新开|增加(?!到|至)")
_TOTAL = re.compile("达|总数|总量|累计|共有|拥有|增[加至]?[到至]|总里程|保有")
_COUNTED = re.compile(r"(?:总?产量|总量|总数|数量|人数|户数|家数|总里程)$")
"""Says how a thing is counted, which its unit tells: 石油产量1.39亿吨 is 石油达到1.39亿吨."""
_FIELD = re.compile("全国|全省|全区(?!域)|全市|全球|世界|全县|全州|省会")
_OF_PART = 0.2
"""The document's figure is of a zone that the sentences before it speak of, or of some counties, and the claim names none."""
_COVERED = 0.75
"""How much counts that the document's words have those of the claim; the rest, that they have no others."""
_NARROWER = 0.55
"""The document's figure is of a part, and the claim names none."""
_CLAUSE_LENGTH = 40
_STOPS = "。;!?；！？"
SURE_MEANING = 0.35
"""From here on a word of the documents may be meant by one of another language."""
_PASSAGE_SHARE, _SENTENCE_SHARE, _CLAUSE_SHARE = 0.3, 0.6, 0.8
_LOOSE_NAMES = {"财政收入": "财政总收入", "fiscal revenue": "财政总收入", "government revenue": "财政总收入"}
"""What people call one indicator may be another one, too."""
_LOOSELY = 0.9
_MOST_BY_WORDS = 0.74
_NAMED = 2
"""Characters that name a thing."""
_WIDER = 0.3
"""The claim speaks of a part, and the document's figure is of the whole."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A figure of the document that may be meant."""

    fact: Fact
    sameness: float
    """0..1, of what they are about."""
    is_of_time: bool
    """The same year, and the same role as far as the claim tells one."""
    is_of_kind: bool
    """Both levels, both changes or both ranks, in units that can be compared."""


def aligned(figure: ClaimFigure, facts: Sequence[Fact], role: Role | None) -> list[Aligned]:
    """The figures that may be meant, the surest first."""
    found = [
        Aligned(fact, score, is_of_time(figure, fact, role), is_of_kind(figure, fact))
        for fact in facts
        if (score := sameness(figure, fact)) >= LIKELY / 2
    ]
    return sorted(found, key=lambda each: -each.sameness)


def is_of_kind(figure: ClaimFigure, fact: Fact) -> bool:
    """Whether two figures say the same sort of thing of their subjects."""
    if figure.measure is None:
        return fact.kind is figure.kind
    if not are_comparable(figure.measure.dimension, fact.measure.dimension):
        return False
    if RANK in {figure.measure.dimension, fact.measure.dimension}:
        return figure.measure.dimension == fact.measure.dimension
    return figure.kind is fact.kind or (Kind.GAP not in {figure.kind, fact.kind} and not _is_share(fact))


def is_of_time(figure: ClaimFigure, fact: Fact, role: Role | None) -> bool:
    """Whether two figures are of the same year and role."""
    if role is not None and fact.role is not None and fact.role is not role:
        return False
    if fact.is_baseline:
        return True
    periods = {figure.period, fact.period}
    if periods == {Period.YEAR, Period.SEVERAL_YEARS} and fact.kind is Kind.GROWTH:
        # 年均增长6% is not what one of the years grew by.
        return False
    if fact.is_sum and figure.period is Period.YEAR and figure.years and figure.years != fact.years:
        return False
    if fact.kind is Kind.LEVEL and len(fact.years) > 1:
        # How much there was at its end.
        return not figure.years or max(fact.years) in figure.years
    return not figure.years or not fact.years or bool(figure.years & fact.years)


def sameness(figure: ClaimFigure, fact: Fact) -> float:
    """How surely two figures are about the same thing, 0..1."""
    if is_other_side(_near(fact), figure.taken) or is_other_side(fact.subject.words, figure.taken):
        return 0.0
    if figure.measure is not None and figure.measure.dimension == RANK and _are_other_fields(figure, fact):
        return 0.0
    if fact.part and may_be_of_zone(fact.subject.indicator) and not _names_part(figure, fact.part):
        return min(_OF_PART, _alike_of_whole(figure, fact))
    return _alike_of_whole(figure, fact)


def _names_part(figure: ClaimFigure, part: str) -> bool:
    """Whether a claim tells of the part that a figure is of: 新区 for 滨海新区, whose place is blanked."""
    return not _pairs(part).isdisjoint(_pairs(figure.clause))


def _alike_of_whole(figure: ClaimFigure, fact: Fact) -> float:
    if is_han((figure.subject.words or " ")[-1]) or not figure.meanings:
        return max(_of_indicator(figure, fact) if figure.subject.indicator else 0.0, _by_words(figure, fact))
    if not figure.subject.indicator:
        return _by_meanings(figure, fact)
    # Words near a figure may support, but contradict only with the indicator: economy is no 数字经济.
    return max(_of_indicator(figure, fact), min(_by_meanings(figure, fact), _MOST_BY_WORDS))


def _are_other_fields(figure: ClaimFigure, fact: Fact) -> bool:
    """Whether one is ranked in the country and the other in its province."""
    own, other = (frozenset(_FIELD.findall(text)) for text in (figure.clause, _near(fact)))
    return bool(own and other and not own & other)


def is_loosely(figure: ClaimFigure, fact: Fact) -> bool:
    """Whether the name of a claim is used of the document's indicator, too: 财政收入 of 财政总收入."""
    return fact.subject.indicator == _LOOSE_NAMES.get(figure.subject.name) and not fact.subject.item


def says_new(fact: Fact) -> bool:
    """Whether a figure says how much came about: 新增70家."""
    return bool(_NEW.search(_own_words(fact)))


def says_total(fact: Fact) -> bool:
    """Whether a figure says how much there is by now: 达到420家."""
    return bool(_TOTAL.search(_own_words(fact))) and not says_new(fact)


def pairs_of(figure: ClaimFigure) -> frozenset[str]:
    """Neighbouring characters of what a figure of a claim is about."""
    words = figure.subject.words
    if len(_HARMLESS.sub("", words)) < _NAMED:
        # 引进了3家世界500强企业: what was done stands before the figure, and what it was done to behind it.
        return _pairs("".join(figure.words)) or _pairs(words)
    return _pairs(_COUNTED.sub("", words)) or _pairs(words)


def _own_words(fact: Fact) -> str:
    """What stands before a figure and after the one before it."""
    before = fact.passage.text[max(0, fact.start - _CLAUSE_LENGTH) : fact.measure.number]
    return re.split(r"[,、;。:](?!\d)|\d[^,、;。:一-鿿]{0,3}", narrowed(before))[-1]


def _of_indicator(figure: ClaimFigure, fact: Fact) -> float:
    own, other = figure.subject, fact.subject
    if other.indicator != own.indicator:
        return _LOOSELY if is_loosely(figure, fact) else 0.0
    mine, its = (_HARMLESS.sub("", item) for item in (own.item, other.item or fact.part))
    if not mine:
        is_named_so = own.name in other.name or other.name in own.name or not is_han(own.name[0])
        return (1.0 if not its else _NARROWER) - (0.0 if is_named_so else 0.05)
    if not its:
        return _WIDER
    return 1.0 if mine in its or its in mine else 0.4 + 0.6 * _alike(own.words, other.words)


def _by_words(figure: ClaimFigure, fact: Fact) -> float:
    """How much of what the claim says the figure is about stands with the document's, the nearer the better."""
    pairs = pairs_of(figure)
    if not pairs:
        return 0.0
    places = ((1.0, fact.subject.words), (_CLAUSE_SHARE, _near(fact)), (_SENTENCE_SHARE, _sentence(fact)))
    held = sum(max((share for share, text in places if pair in text), default=0.0) for pair in pairs)
    its = _pairs(fact.subject.words)
    claimed = figure.subject.words + "".join(figure.words)
    told = sum(pair in claimed for pair in its) / len(its) if its else 0.0
    return held / len(pairs) * (_COVERED + (1 - _COVERED) * told)


def _pairs(text: str) -> frozenset[str]:
    """Neighbouring characters: 农村贫困人口 and 乡村贫困人口 share all but one."""
    plain = re.sub(r"[^\w.]|\d{4}年", "", text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1))


def _alike(one: str, other: str) -> float:
    """How many characters two names share, 0..1."""
    shared = len(set(one) & set(other))
    return 2 * shared / ((len(set(one)) + len(set(other))) or 1)


def _by_meanings(figure: ClaimFigure, fact: Fact) -> float:
    near, sentence = _near(fact), _sentence(fact)
    scores = []
    for meanings in figure.meanings:
        sure = [each for each in meanings if each.weight >= SURE_MEANING] or list(meanings[:1])
        scores.append(
            max(
                max(
                    (each.word in near) * 1.0,
                    (each.word in sentence) * _SENTENCE_SHARE,
                    (each.word in fact.passage.text) * _PASSAGE_SHARE,
                )
                for each in sure
            )
        )
    return sum(scores) / len(scores) if scores else 0.0


def _near(fact: Fact) -> str:
    """The figure's own clause, with the subject it goes on from."""
    text = fact.passage.text
    before, after = text[max(0, fact.start - _CLAUSE_LENGTH) : fact.start], text[fact.end :][:_CLAUSE_LENGTH]
    head = re.split(r"[,;。:](?!\d)", narrowed(before))[-1]
    tail = re.split(r"[,;。:](?!\d)", narrowed(after))[0]
    return f"{fact.subject.words} {head} {tail}"


def _sentence(fact: Fact) -> str:
    text = fact.passage.text
    start = max(text.rfind(mark, 0, fact.start) for mark in _STOPS)
    end = min((at for mark in _STOPS if (at := text.find(mark, fact.end)) >= 0), default=len(text))
    return narrowed(text[start + 1 : end])


def _is_share(fact: Fact) -> bool:
    return fact.measure.dimension in {"share", "points", "times"}
