"""An elliptical question -> the whole one: its plan takes the slots that it leaves open from the plan before it.

那2016年呢？ changes the year, 固定资产投资呢 the subject, 去年实际是多少 year and role, 和大连比呢 adds a place. A question
that says what it is about starts afresh. The idea is that of query rewriting for conversational search (Elgohary et al.,
"Can You Unpack That?", EMNLP 2019), done on what the slots of a plan hold instead of by a model.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.language.question_words.items import without_item
from retrieval.language.question_words.leaning import (
    BESIDE,
    COMPARES,
    CORRECTION,
    CUE,
    POINTING,
    PREPOSITION,
    SAYS_NOTHING,
    VERBS,
)
from retrieval.language.question_words.measured import without_counted
from retrieval.language.question_words.short_names import short_names
from retrieval.language.question_words.wording import only, without, written
from retrieval.questions.merging_plans import (
    beside,
    of_item,
    of_other_subject,
    of_same_subject,
    with_addition,
)
from retrieval.questions.question import Lexicon, reworded, understand
from retrieval.types import Answer, Missing, Part, Piece, QueryPlan, Wanted

_PART = 3
"""Characters: a subject no longer than this is a part of the subject before (竣工的呢？), unless it has a name."""
_FRAGMENT = 8
"""Characters: a question this short that points at something leans on the one before."""
_OF_SAME_TIME = frozenset({Wanted.LIST, Wanted.ANYTHING})
"""What is asked of a year, if one was spoken of; who, which and why is asked of any."""
_ASKED_NOTHING = frozenset({Missing.EMPTY, Missing.TOO_LONG, Missing.SMALL_TALK})


def to_remember(answer: Answer, previous: QueryPlan | None) -> QueryPlan | None:
    """What the next question of the chat may lean on: this one, answered or not, unless it asked nothing.

    A year or a place that there is nothing of is not asked about again by a question that names none.
    """
    if answer.missing in _ASKED_NOTHING or answer.question.act is not None:
        return previous
    plan = answer.question
    if answer.missing is Missing.PLACE:
        return replace(plan, where=replace(plan.where, are_absent=True))
    is_absent = answer.missing is Missing.YEAR
    return replace(plan, time=replace(plan.time, is_absent=True)) if is_absent else plan


def complete(plan: QueryPlan, previous: QueryPlan | None, lexicon: Lexicon) -> QueryPlan:
    """The plan with the slots that it leaves open, or as it is when it leaves open nothing but where to look."""
    if plan.act is not None or plan.is_empty:
        return plan
    if previous is None:
        return _by_itself(plan, lexicon)
    if previous.time.is_absent:
        previous = replace(previous, years=())
    whole = plan if plan.asks_occasion else _completed(plan, previous, lexicon)
    return lexicon.reader.carried(whole, previous)


def asked_again(plan: QueryPlan, lexicon: Lexicon, wording: Sequence[Piece] = ()) -> QueryPlan:
    """A plan as it was first made, whatever it was narrowed to and whatever became of it.

    Args:
        plan: the question.
        lexicon: what is known of words.
        wording: its pieces, where some were exchanged; none: its own.
    """
    whole = reworded(plan, wording or plan.wording, lexicon)
    where, when = replace(plan.where, are_absent=False), replace(plan.time, is_absent=False)
    return replace(whole, where=where, time=when, in_full=plan.whole)


def _completed(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    rest = CORRECTION.sub("", plan.normalized).strip()
    is_correction = bool(rest) and rest != plan.normalized
    if is_correction:
        meant = understand(rest, lexicon)
        plan = replace(meant, text=plan.text, sides=plan.sides or meant.sides)
    plan = lexicon.reader.meant_after(plan, previous)
    subject = "" if plan.is_bare else _subject(plan)
    if plan.item is not None and not SAYS_NOTHING.sub("", without_item(plan.normalized)):
        return of_item(plan, previous, lexicon)
    if _names_same(plan, previous):
        subject = ""
        plan = replace(plan, wording=without(plan.wording, Part.SUBJECT), indicators=())
    if is_correction and len(subject) < _PART and not plan.indicators:
        return of_same_subject(plan, previous, lexicon)
    if not subject or (subject in VERBS and plan.wanted is Wanted.NUMBER):
        return _of_same_subject(plan, previous, lexicon)
    if CUE.search(plan.normalized) or lexicon.contrasts.is_side(subject):
        return _of_other_subject(plan, subject, previous, lexicon)
    if len(plan.normalized) <= _FRAGMENT and POINTING.search(plan.normalized):
        return with_addition(plan, previous, lexicon)
    return _of_same_time(plan, previous)


def _by_itself(plan: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """A question that follows none: 2017年目标 asks of no subject for the targets, 比较北京和上海 does not say in what."""
    if (
        len(plan.named) > 1
        and not plan.indicators
        and COMPARES.search(plan.normalized)
        and not _subject(plan)
    ):
        return replace(plan, is_bare=True)
    full = short_names().get(written(only(plan.wording, Part.ROLE)))
    if full is None or _subject(plan):
        return plan
    wording = [replace(each, text=full) if each.part is Part.ROLE else each for each in plan.wording]
    wanted = Wanted.LIST if plan.wanted in {Wanted.ANYTHING, Wanted.NAME} else plan.wanted
    return replace(reworded(plan, wording, lexicon), wanted=wanted)


def _names_same(plan: QueryPlan, previous: QueryPlan) -> bool:
    """Whether a short name stands for what was spoken of, and not for what it means by itself: 收入 after 旅游收入."""
    former = written(only(previous.wording, Part.SUBJECT))
    says_more = bool(plan.years or plan.named) or plan.role is not None
    return says_more and any(
        short in plan.text and short in former and full not in f"{former} {plan.text}"
        for short, full in short_names().items()
        if full in plan.normalized and former != short
    )


def _of_same_subject(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """What was asked before, of another year, role, place or aspect; as it is, if nothing of these is said."""
    says = plan.years or plan.role or plan.named or plan.wanted is not Wanted.ANYTHING
    if not (says or CUE.search(plan.normalized) or only(plan.wording, Part.ASPECT)):
        return plan
    if BESIDE.search(plan.normalized) and (plan.named or plan.years):
        return beside(plan, previous, lexicon)
    return of_same_subject(plan, previous, lexicon)


def _of_other_subject(plan: QueryPlan, subject: str, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """Another subject, of the same year and role; or a part of the subject before, or its other side."""
    new = CUE.sub("", plan.normalized).strip(" ?？,，")
    former = written(previous.wording)
    if not plan.indicators and (swapped := lexicon.contrasts.swapped(former, new)):
        # 城镇的呢 after 农村居民收入: the rest of the question stays.
        return of_same_subject(replace(plan, wording=()), previous, lexicon, wording=swapped)
    if PREPOSITION.match(new) or (len(subject) <= _PART and not plan.indicators):
        whole = with_addition(plan, previous, lexicon, words=new)
        return whole if PREPOSITION.match(new) else replace(whole, focus=subject)
    return of_other_subject(plan, previous, lexicon, words=new)


def _of_same_time(plan: QueryPlan, previous: QueryPlan) -> QueryPlan:
    """Another subject of when was spoken of: its figure, or what is done about it.

    After a target an indicator by itself is one, too; what came about is told of the year before it.
    """
    if plan.years or plan.time.report or (previous.time.report is None and len(previous.years) != 1):
        return plan
    if previous.time.report is not None:
        report = None if plan.named else previous.time.report
        return replace(plan, time=replace(plan.time, report=report))
    if plan.wanted is not Wanted.NUMBER and not plan.indicators:
        return replace(plan, years=previous.years) if plan.wanted in _OF_SAME_TIME else plan
    if plan.role is previous.role or not previous.asks_target:
        return replace(plan, years=previous.years)
    if plan.role is None and plan.is_indicator_alone:
        return replace(plan, years=previous.years, role=previous.role, may_be_target=previous.may_be_target)
    return plan


def _subject(plan: QueryPlan) -> str:
    """What it is about, without the words that only say when, where, how much, or target or result."""
    rest = without_counted(written(without(plan.wording, Part.TIME, Part.PLACE, Part.ASPECT)), plan.unit)
    return SAYS_NOTHING.sub("", rest).strip("市省县区州 和与跟、比")
