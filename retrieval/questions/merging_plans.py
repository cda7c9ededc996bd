"""Two plans -> one: the slots of the later one, and those that it leaves open from the one before it.

The wording of the whole is put together from the pieces of both, for a person, the models and the keyword index; what
it means stands in the slots already and is not read from it again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from retrieval.language.changes import tells_change
from retrieval.language.normalizing import is_simplified
from retrieval.language.question_words.intention import word_for
from retrieval.language.question_words.items import without_item
from retrieval.language.question_words.subjects import subjects_in
from retrieval.language.question_words.wording import (
    WHETHER_REACHED,
    cut,
    gap,
    only,
    put_together,
    trimmed,
    without,
    without_count,
    written,
)
from retrieval.questions.question import Lexicon, with_lookup
from retrieval.types import Details, Joint, Language, Part, Piece, QueryPlan, TimeAsked, Wanted, is_han

_SAYS_WHAT = (Part.ASPECT, Part.ASKING)
_OF_ALL = frozenset({Wanted.REASON, Wanted.DATE, Wanted.PERSON})
"""Asked of all that was asked before: why it came about, and not of what."""


def of_same_subject(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon, wording: str = "") -> QueryPlan:
    """What was asked before, of another year, role, place or aspect.

    Args:
        plan: what was said now.
        previous: what was asked before it.
        lexicon: what is known of words.
        wording: that of the question before, where some of its words were exchanged; empty: its own.
    """
    former = previous.wording
    if wording:
        named = lexicon.reader.located(replace(previous, normalized=wording)).named
        former = cut(wording, named, lexicon.glossary.mentions(wording))
    # 是1949年的几倍: a year that is only compared with belongs to what is asked.
    own = without(plan.wording, Part.PLACE, *(() if plan.time.only_compares else (Part.TIME,)))
    asked = trimmed(written(own))
    asks_anew = _asks(plan, own) and any(map(str.isalnum, asked))
    if asks_anew and plan.wanted not in _OF_ALL:
        # What was asked of the target, whether it was reached, is not asked of what is asked now.
        former = tuple(each for each in former if not WHETHER_REACHED.fullmatch(each.text))
    is_kept = not plan.years or lexicon.reader.is_told(plan, previous)
    meant = plan.role or (previous.role if is_kept else None)
    if asks_anew:
        former = without_count(former, previous.unit)
    english = _is_english(previous)
    dropped = _dropped(plan, own, is_meant_otherwise=meant is not previous.role, asks_anew=asks_anew)
    if asked and not asks_anew:
        # 目标呢: the role stands before what asks, which stays.
        dropped += _SAYS_WHAT
        kept = "" if english else written(only(former, *_SAYS_WHAT))
        asked = f"{asked}{gap(asked, kept)}{kept}"
    rest = written(without(former, *dropped))
    where = "和".join(each.text for each in plan.named)
    text = put_together(where, plan.years, rest, asked, english=english)
    merged = _merged(plan, previous, text, lexicon)
    changed = plan if asks_anew else previous
    return replace(
        merged,
        role=meant,
        may_be_target=plan.may_be_target or (previous.may_be_target and meant is previous.role),
        asks_reached=plan.asks_reached or (previous.asks_reached and not asks_anew),
        unit=plan.unit or ("" if asks_anew or plan.role not in {None, previous.role} else previous.unit),
        focus=plan.focus if asks_anew and plan.focus else previous.focus,
        count=plan.count or changed.count,
        is_indicator_alone=previous.is_indicator_alone and not asks_anew,
        may_be_topic=previous.may_be_topic and not asks_anew,
        details=_details(
            plan,
            previous
            if not asks_anew
            else replace(previous, details=replace(previous.details, figures=frozenset())),
            is_change=plan.details.is_change or tells_change(rest),
        ),
    )


def _asks(plan: QueryPlan, own: Sequence[Piece]) -> bool:
    """Whether a fragment asks something itself, and not only says of what else the same is asked."""
    asking = written(only(own, *_SAYS_WHAT))
    return plan.wanted is not Wanted.ANYTHING or any(map(str.isalnum, asking))


def _dropped(
    plan: QueryPlan, own: Sequence[Piece], *, is_meant_otherwise: bool, asks_anew: bool
) -> list[Part]:
    """What of the wording before is said anew; a reason, a day or a person is asked of all of it."""
    is_measure = plan.wanted not in _OF_ALL
    said_anew = {
        Part.TIME: bool(plan.years),
        Part.PLACE: bool(plan.named),
        Part.ROLE: plan.role is not None or is_meant_otherwise,
        Part.ASPECT: asks_anew and is_measure and bool(only(own, Part.ASPECT)),
    }
    return [part for part, is_said in said_anew.items() if is_said]


def of_other_subject(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon, words: str) -> QueryPlan:
    """Another subject, of the same year and role."""
    is_dated = bool(plan.years)
    is_meant_anew = bool(plan.role) or is_dated
    meant = plan.role if is_meant_anew else previous.role
    said = "" if is_meant_anew else word_for(meant, plan.language)
    if _is_change_asked(plan, previous):
        # GDP增长多少, and then 投资呢: its growth.
        change = written(only(previous.wording, Part.ASPECT))
        said = f"{gap(words, change)}{change}{said}"
        plan = replace(plan, unit=previous.unit, details=replace(plan.details, is_change=True))
    when = () if is_dated else previous.years
    text = put_together("", when, f"{words}{said}", "", english=plan.language is Language.ENGLISH)
    merged = _merged(plan, replace(previous, named=()), text, lexicon)
    return replace(
        merged,
        role=meant,
        may_be_target=plan.may_be_target or (not is_dated and previous.may_be_target),
        asks_reached=plan.asks_reached,
        unit=plan.unit,
        focus=plan.focus,
        is_indicator_alone=plan.is_indicator_alone,
        may_be_topic=plan.may_be_topic,
        details=plan.details,
        asks_occasion=plan.asks_occasion,
    )


def _is_change_asked(plan: QueryPlan, previous: QueryPlan) -> bool:
    """Whether a fragment that only names an indicator asks how much it changed, as was asked of the one before it."""
    is_name_alone = plan.is_indicator_alone and not plan.unit and plan.role is None
    is_other_change = tells_change("".join(plan.indicators))
    return is_name_alone and previous.unit == "%" and previous.details.is_change and not is_other_change


def with_addition(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon, words: str = "") -> QueryPlan:
    """The question before with something added that narrows it: 改造的呢, 在哪天."""
    text = f"{written(previous.wording)} {words or plan.normalized}"
    return replace(
        _merged(plan, previous, text, lexicon),
        role=plan.role or (None if plan.years else previous.role),
        unit=plan.unit or previous.unit,
        focus=plan.focus or previous.focus,
        count=plan.count or previous.count,
        details=_details(plan, previous, is_change=plan.details.is_change or previous.details.is_change),
    )


def of_item(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """Another item of the list that was asked about: 第二件呢."""
    text = f"{without_item(written(previous.wording)).strip()} {trimmed(written(plan.wording))}"
    merged = _merged(plan, replace(previous, wanted=Wanted.ANYTHING), text, lexicon)
    return replace(merged, item=plan.item, in_words=True)


def beside(plan: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """The question before, of its place or year and of another: 和大连比呢."""
    if (previous.wanted is Wanted.REASON or previous.asks_reached) and previous.indicators:
        # Figures are compared, and neither reasons nor whether they were reached.
        measured = without(previous.wording, Part.ROLE, *_SAYS_WHAT)
        previous = replace(previous, wording=measured, wanted=Wanted.NUMBER, asks_reached=False)
    before = previous.named if plan.named else ()
    named = (*before, *(each for each in plan.named if each.text not in {one.text for one in before}))
    earlier = previous.years or lexicon.reader.opposite(plan)
    when = tuple(dict.fromkeys((*earlier, *plan.years))) if plan.years else previous.years
    merged = of_same_subject(replace(plan, named=named, years=when, wording=()), previous, lexicon)
    joined = tuple(
        replace(each, joint=Joint.BESIDE if at else each.joint) for at, each in enumerate(merged.named)
    )
    is_over_time = bool(plan.years) and len(when) > 1
    return replace(
        merged,
        named=joined if len(named) > 1 else merged.named,
        where=replace(merged.where, are_compared=True),
        time=replace(merged.time, side_by_side=when if is_over_time else ()),
    )


def _merged(plan: QueryPlan, previous: QueryPlan, text: str, lexicon: Lexicon) -> QueryPlan:
    """The slots that all ways of merging fill alike."""
    named = plan.named or previous.named
    located = lexicon.reader.located(replace(plan, normalized=text, named=named))
    said_where = (plan if plan.named else previous).where
    merged = replace(
        located,
        language=_language(plan, previous),
        wording=cut(text, located.named, lexicon.glossary.mentions(text)),
        years=plan.years or previous.years,
        time=_time(plan, previous),
        where=replace(said_where, unknown=(), are_carried=False, are_absent=False),
        wanted=_wanted(plan, previous),
        asks_occasion=plan.asks_occasion or previous.asks_occasion,
        is_bare=False,
        in_full=text,
    )
    return with_lookup(merged, subjects_in(text, lexicon.glossary), lexicon)


def _wanted(plan: QueryPlan, previous: QueryPlan) -> Wanted:
    """The kind of answer: after why or when, 目标呢 asks for the figure again."""
    if plan.wanted is not Wanted.ANYTHING:
        return plan.wanted
    return (
        Wanted.NUMBER if plan.role and previous.wanted in _OF_ALL and previous.indicators else previous.wanted
    )


def _is_english(previous: QueryPlan) -> bool:
    return previous.language is Language.ENGLISH and not any(map(is_han, previous.normalized))


def _time(plan: QueryPlan, previous: QueryPlan) -> TimeAsked:
    """How the whole says when: its years are written out in it."""
    said = plan if plan.years else previous
    return replace(
        said.time,
        report=plan.time.report or (None if plan.years else previous.time.report),
        plan=plan.time.plan or previous.time.plan,
        is_relative=not plan.years and previous.time.is_relative,
        years_on=None,
        only_compares=False,
        is_absent=False,
    )


def _details(plan: QueryPlan, previous: QueryPlan, *, is_change: bool) -> Details:
    """What both say; of a contrast the side that was taken last."""
    own, before = plan.details, previous.details
    others = {word for each in own.contrasts for word in each.others}
    kept = tuple(
        each for each in before.contrasts if each not in own.contrasts and not others & set(each.own)
    )
    return Details(
        figures=own.figures | before.figures,
        ordinals=own.ordinals or before.ordinals,
        contrasts=own.contrasts + kept,
        suppositions=own.suppositions or before.suppositions,
        is_change=is_change,
        is_other_stretch=own.is_other_stretch or before.is_other_stretch,
    )


def _language(plan: QueryPlan, previous: QueryPlan) -> Language:
    """The one spoken before, where nothing in what was typed tells (2015? or 那今年呢)."""
    if not any(map(str.isalpha, plan.normalized)):
        return previous.language
    both = {plan.language, previous.language}
    undecided = both == {Language.SIMPLIFIED, Language.TRADITIONAL} and not is_simplified(plan.text)
    return Language.TRADITIONAL if undecided else plan.language
