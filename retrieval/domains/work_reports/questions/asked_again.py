"""A question asked again, of one of the places that it may mean or of another year: its plan with that slot exchanged."""

from __future__ import annotations

from dataclasses import replace

from retrieval.domains.work_reports.places.gazetteer import STATE
from retrieval.domains.work_reports.places.place_names import level_of
from retrieval.domains.work_reports.questions.reading import told_apart
from retrieval.language.question_words.wording import with_front, written
from retrieval.questions.follow_up import asked_again
from retrieval.questions.question import Lexicon
from retrieval.types import Mention, Narrowing, Place, QueryPlan


def narrowed(plan: QueryPlan, narrowing: Narrowing, lexicon: Lexicon) -> QueryPlan:
    """The plan of the same question about what was chosen; its language, role and subject stay."""
    if not (plan.named or plan.years or plan.role):
        # The plan of a question that was answered from other documents has none of these slots.
        plan = lexicon.reader.read(plan)
    year = narrowing.year
    again = asked_again(plan, lexicon) if year is None else _of_year(plan, year, lexicon)
    if plan.where.are_carried:
        # Places that were spoken of before do not stand in the wording.
        again = replace(again, named=plan.named, places=plan.places)
    return _of_place(again, narrowing.place) if narrowing.place else again


def _of_year(plan: QueryPlan, year: int, lexicon: Lexicon) -> QueryPlan:
    """The question with the year in the place of the words that say when; as it was, if there is none to exchange."""
    said = plan.time_said
    if said is None:
        return asked_again(plan, lexicon)
    words = said.text.rstrip()
    blank = said.text[len(words) :]
    new = replace(said, text=f"{year}{'年' if words.endswith('年') else ''}{blank}")
    again = asked_again(plan, lexicon, [new if piece is said else piece for piece in plan.wording])
    is_of_report = plan.time.report is not None
    time = replace(
        again.time,
        report=year if is_of_report else None,
        until=frozenset({year}) if again.time.until else frozenset(),
        is_relative=False,
        is_past=False,
        shift=0,
    )
    typed = plan.whole.count(said.text) == 1
    shown = plan.whole.replace(said.text, new.text) if typed else written(again.wording)
    return replace(again, text=shown, in_full=shown, years=() if is_of_report else (year,), time=time)


def _of_place(plan: QueryPlan, place: str) -> QueryPlan:
    """The question about one of the places that it may mean, by its full name."""
    text = plan.whole
    meant = Mention(place, 0, len(place), (_placed(place),))
    shown = with_front(text, place)
    for mention in plan.named:
        if fitting := tuple(each for each in mention.candidates if each.name == place):
            meant = replace(mention, candidates=fitting[:1])
            if text.startswith(mention.text, mention.start):
                shown = f"{text[: mention.start]}{place}{text[_end(text, mention, place) :]}"
            break
    is_carried = plan.where.are_carried or not plan.named
    named = (meant,) if is_carried else told_apart(plan.named, (meant,))
    return replace(plan, named=named, where=replace(plan.where, are_carried=is_carried), in_full=shown)


def _placed(place: str) -> Place:
    return STATE if place == STATE.name else Place(place, level_of(place))


def _end(text: str, mention: Mention, place: str) -> int:
    """Where the mention ends, with the last character of the full name if it stands there: 吉林市 of which 吉林 is named."""
    return mention.end + (1 if text.startswith(place[-1], mention.end) and len(mention.text) > 1 else 0)
