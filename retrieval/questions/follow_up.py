"""An elliptical question -> the whole one: its plan takes the slots that it leaves open from the plan before it.

那2016年呢？ changes the year, 固定资产投资呢 the subject, 去年实际是多少 year and role, 和大连比呢 adds a place. A question
that says what it is about starts afresh. The idea is that of query rewriting for conversational search (Elgohary et al.,
"Can You Unpack That?", EMNLP 2019), done on what the slots of a plan hold instead of by a model.
"""

from __future__ import annotations

import re
from dataclasses import replace

from retrieval.places.gazetteer import STATE
from retrieval.places.neighbouring_places import side_by_side
from retrieval.questions.merging_plans import beside, of_other_subject, of_same_subject, with_addition
from retrieval.questions.question import Lexicon, understand
from retrieval.questions.wording import cut, only, without, written
from retrieval.types import Answer, Mention, Missing, Part, QueryPlan, Role, Wanted

_CUE = re.compile(
    r"^(?:好[吧的]?[,，\s]*)?(?:那么?|然后|还有|再问|回到|换成)|^(?:and|what about|how about|then|also)\b|呢(?=\s|[?？。!！]|$)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(?:不对|不是(?:这个|的)?|错了?|搞错了|弄错了)[,，。!！\s]*(?:我?(?:是|要|想)?(?:问|要|说|查)?的?(?:是)?)?(?:我(?:要|问|说|想问|是问)(?:的是)?)?[,，:：\s]*"
    r"|^我(?:问|要|说|想问|是问)的?(?:是|的是)[,，:：\s]*"
    r"|^(?:no|nope|sorry|wrong)?[,，.\s]*i (?:mean|meant|asked(?: for| about)?|want(?:ed)?)\b[,\s]*",
    re.IGNORECASE,
)
"""Opens a turn that says the question before anew: 不是，我问的是去年."""
_SAYS_NOTHING = re.compile(
    r"好吧|好的|那么?个?|这个|呢|是|多少|几[个位名家项]?|的|了|吗|没有?|什么|哪些|怎么样|如何|情况|任务|进展|相比|对比|比较|数字|数据|再往前|再|还有|还|有|回到|换成|看看|说说|具体"
    r"|目标|实际|计划|预期|预计|打算|准备|力争|争取|完成|实现|达到|做到|定在|定|设|要求|增长|增速|增加|提高|涨|想|要|会|能|做|搞|它|这|个|钱|元"
    r"|\b(?:and|what|how|about|then|also|the|for|in|of|is|was|were|it|that|much|many|did|does|do|to|be|will"
    r"|targets?|goals?|plans?|planned|actual|results?|growth|grow|year|number|figure)\b"
    r"|[\s,，。?？!！、:：;；]",
    re.IGNORECASE,
)
_POINTING = re.compile(
    r"^(?:在|是)?哪[个次年天里]|^(?:它|其中|这)|^(?:什么时候|何时|哪天|谁).{1,3}的[?？]?$"
    r"|^(?:靠|用|由|花|占|排|从|给|跟|为(?!什么|啥|何)).{0,3}(?:什么|啥|哪|谁|多少|几)|\b(?:it|that|they|there)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:from|in|for|by|to|at|of|with|on|under)\b", re.IGNORECASE)
"""Opens an English fragment that narrows the question before instead of naming another subject."""
_HANGING = re.compile(r"\s*\b(?:in|of|for|by|during)\s*[?？]?\s*$", re.IGNORECASE)
"""What is left before a year that was taken out."""
_PART = 3
"""Characters: a subject no longer than this is a part of the subject before (竣工的呢？), unless it has a name."""
_FRAGMENT = 8
"""Characters: a question this short that points at something leans on the one before."""
_BESIDE = re.compile(
    r"^(?:那么?)?(?:和|跟|与|同|比|对比|相比).*(?:比|呢|差)|^(?:and |how )?.*\b(?:compared? (?:to|with)|versus|vs)\b",
    re.IGNORECASE,
)
"""Sets something beside what was asked about: 和大连比呢, compared with 2015."""
_ASKED_NOTHING = frozenset({Missing.EMPTY, Missing.TOO_LONG, Missing.SMALL_TALK})


def to_remember(answer: Answer, previous: QueryPlan | None) -> QueryPlan | None:
    """What the next question of the chat may lean on: this one, answered or not, unless it asked nothing.

    A year or a place that there is nothing of is not asked about again by a question that names none.
    """
    if answer.missing in _ASKED_NOTHING:
        return previous
    plan = answer.question
    if answer.missing is Missing.PLACE:
        return replace(plan, where=replace(plan.where, are_absent=True))
    return replace(plan, years=()) if answer.missing is Missing.YEAR else plan


def complete(plan: QueryPlan, previous: QueryPlan | None, lexicon: Lexicon) -> QueryPlan:
    """The plan with the slots that it leaves open, or as it is when it leaves open nothing but the place.

    A place that is not named again is only remembered, in `named`: it says where to look, not what to look for.
    """
    if previous is None or plan.act is not None or plan.is_empty:
        return plan
    if plan.asks_occasion:
        is_dated = bool(plan.years) or plan.time.report is not None
        whole = plan if is_dated else replace(plan, years=_told_in(previous))
    else:
        whole = _completed(plan, previous, lexicon)
    if whole.named:
        return replace(whole, named=_told_apart(whole.named, previous.named))
    carried = () if previous.where.are_absent else _spoken_of(previous)
    return replace(whole, named=carried, where=replace(whole.where, are_carried=bool(carried)))


def _told_in(previous: QueryPlan) -> tuple[int, ...]:
    """The year of the report that tells what was asked of one year: its own sets the targets, the next has the results."""
    if previous.time.report is not None:
        return (previous.time.report,)
    if len(previous.years) != 1 or previous.asks_occasion:
        return previous.years
    return previous.years if previous.role is Role.TARGET else (previous.years[0] + 1,)


def _completed(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    rest = _CORRECTION.sub("", plan.normalized).strip()
    is_correction = bool(rest) and rest != plan.normalized
    if is_correction:
        plan = replace(understand(rest, lexicon), text=plan.text, parts=plan.parts)
    if plan.time.is_year_before and previous.years:
        plan = replace(plan, years=(previous.years[0] - 1,))
    plan, subject = _without_rank_of_state(plan), _subject(plan)
    if is_correction and len(subject) < _PART and not plan.indicators:
        return of_same_subject(plan, previous, lexicon)
    if not subject:
        return _of_same_subject(plan, previous, lexicon)
    if _CUE.search(plan.normalized):
        return _of_other_subject(plan, subject, previous, lexicon)
    if len(plan.normalized) <= _FRAGMENT and _POINTING.search(plan.normalized):
        return with_addition(plan, previous, lexicon)
    return _of_same_year(plan, previous)


def _of_same_subject(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """What was asked before, of another year, role, place or aspect; as it is, if nothing of these is said."""
    says = plan.years or plan.role or plan.named or plan.wanted is not Wanted.ANYTHING
    if not (says or _CUE.search(plan.normalized) or only(plan.wording, Part.ASPECT)):
        return plan
    if _BESIDE.search(plan.normalized) and (plan.named or plan.years):
        return beside(plan, previous, lexicon)
    return of_same_subject(plan, previous, lexicon)


def _of_other_subject(plan: QueryPlan, subject: str, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """Another subject, of the same year and role; or a part of the subject before, or its other side."""
    new = _CUE.sub("", plan.normalized).strip(" ?？,，")
    former = written(previous.wording)
    if not plan.indicators and (swapped := lexicon.contrasts.swapped(former, new)):
        # 城镇的呢 after 农村居民收入: the rest of the question stays.
        return of_same_subject(replace(plan, wording=()), previous, lexicon, wording=swapped)
    if _PREPOSITION.match(new) or (len(subject) <= _PART and not plan.indicators):
        whole = with_addition(plan, previous, lexicon, words=new)
        return whole if _PREPOSITION.match(new) else replace(whole, focus=subject)
    return of_other_subject(plan, previous, lexicon, words=new)


def _of_same_year(plan: QueryPlan, previous: QueryPlan) -> QueryPlan:
    """A figure of another subject is asked for of the year that is spoken of, unless only what was planned was."""
    asks_figure = plan.wanted is Wanted.NUMBER or bool(plan.indicators)
    if plan.years or not asks_figure or len(previous.years) != 1 or plan.time.report:
        return plan
    is_of_same_role = plan.role is previous.role or previous.role is not Role.TARGET
    return replace(plan, years=previous.years) if is_of_same_role else plan


def _without_rank_of_state(plan: QueryPlan) -> QueryPlan:
    """全国第几 asks for a rank; it does not name the country as the place that is asked about."""
    ranks = written(only(plan.wording, Part.ASPECT))
    if not all(each.candidates == (STATE,) for each in plan.named) or "第几" not in ranks:
        return plan
    return replace(plan, named=(), places=(), wording=cut(plan.normalized, ()))


def _subject(plan: QueryPlan) -> str:
    """What it is about, without the words that only say when, where, how much, or target or result."""
    rest = without(plan.wording, Part.TIME, Part.PLACE, Part.ASPECT)
    return _SAYS_NOTHING.sub("", written(rest)).strip("市省县区州 和与跟、比")


def _spoken_of(plan: QueryPlan) -> tuple[Mention, ...]:
    """The places that a question asks about; the others that it names belong to its subject."""
    return plan.named if plan.where.are_carried else side_by_side(plan.named)


def _told_apart(named: tuple[Mention, ...], before: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Places of one name, told apart by which of them was spoken of: 吉林 after 吉林市 is the city."""
    spoken_of = {mention.candidates[0] for mention in before if len(mention.candidates) == 1}
    return tuple(
        replace(mention, candidates=tuple(spoken_of & set(mention.candidates)) or mention.candidates)
        for mention in named
    )
