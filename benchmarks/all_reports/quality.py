"""Whether answers stay right as reports are added, and whether they are as right as asked."""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.all_reports.asking import Told, ask
from benchmarks.all_reports.errors import TooFewError
from benchmarks.all_reports.ground import Ground
from benchmarks.all_reports.latency import common_questions
from benchmarks.all_reports.question_lists import panjin_questions, reports_questions, with_place, with_report
from benchmarks.all_reports.results import Curve, Measured
from benchmarks.all_reports.sizes import Corpus, corpora, share_of_vectors
from benchmarks.figures import Figure
from retrieval.evaluation.question_sets import JudgedQuestion

_FOUND_ASKED, _ANSWERED_ASKED, _REFUSED_ASKED, _FALSE_REFUSALS_ASKED = 0.85, 0.80, 0.85, 0.02
_LOSS_ASKED = 0.03


def measure(ground: Ground) -> Measured:
    """Ask the questions over all reports, those on the Panjin report, and the same ones of every corpus."""
    found = corpora(ground)
    everything = reports_questions(ground.shared)
    whole = _ask(ground, found[-1], everything)
    panjin = panjin_questions(ground.shared)
    alone = _ask(ground, found[0], panjin)
    among = _ask(ground, found[-1], [with_place(each, "盘锦") for each in panjin])
    named = _ask(ground, found[-1], [with_report(each, 2017) for each in panjin])
    figures = [
        _figure("reports-questions: found@1", found_at_1(whole), at_least=_FOUND_ASKED),
        _figure("reports-questions: answered", answered(whole), at_least=_ANSWERED_ASKED),
        _figure("reports-questions: unanswerable refused", refused(whole), at_least=_REFUSED_ASKED),
        _figure("reports-questions: false refusals", false_refusals(whole), at_most=_FALSE_REFUSALS_ASKED),
        _figure("every quoted word stands in its source", _share([each.cited for each in whole]), at_least=1),
        _figure("Panjin questions, one report: found@1", found_at_1(alone)),
        _figure("Panjin questions, all reports: found@1", found_at_1(among)),
        _loss("found@1", found_at_1(alone), found_at_1(among)),
        _figure("Panjin questions, one report: answered", answered(alone)),
        _figure("Panjin questions, all reports: answered", answered(among)),
        _loss("answered", answered(alone), answered(among)),
        *_named_report(alone, named),
        _figure("Panjin questions, one report: unanswerable refused", refused(alone)),
        _figure("Panjin questions, all reports: unanswerable refused", refused(among)),
    ]
    curves = _curves(ground, found, everything)
    notes = list(share_of_vectors(ground.index, ground.encoders).notes())
    wrong = [each.id for each in whole if each.answerable and not each.found_at_1]
    notes.append(f"Not found first: {', '.join(wrong) or 'none'}.")
    return Measured([each for each in figures if each is not None], curves, notes)


def _named_report(alone: Sequence[Told], named: Sequence[Told]) -> list[Figure | None]:
    """The same where questions without a year name the report: Panjin has eight, and without it any may be meant."""
    return [
        _figure("Panjin questions, all reports, 2017's named: found@1", found_at_1(named)),
        _figure("Panjin questions, all reports, 2017's named: answered", answered(named)),
        _loss("found@1", found_at_1(alone), found_at_1(named), "among all, 2017's named"),
        _loss("answered", answered(alone), answered(named), "among all, 2017's named"),
    ]


def found_at_1(told: Sequence[Told]) -> float | None:
    """Share of the answerable questions whose first citation is a gold line."""
    return _share([each.found_at_1 for each in told if each.answerable])


def answered(told: Sequence[Told]) -> float | None:
    """Share of the answerable questions with an acceptable short answer."""
    return _share([each.answered for each in told if each.answerable])


def refused(told: Sequence[Told]) -> float | None:
    """Share of the unanswerable questions that were refused."""
    return _share([each.refused for each in told if not each.answerable])


def false_refusals(told: Sequence[Told]) -> float | None:
    """Share of the answerable questions that were refused."""
    return _share([each.refused for each in told if each.answerable])


def _curves(ground: Ground, found: Sequence[Corpus], everything: Sequence[JudgedQuestion]) -> list[Curve]:
    """The shares against size, of the questions that all corpora from the second on answer."""
    base = found[min(1, len(found) - 1)]
    same = common_questions(ground, base)
    over_all = {each.id for each in everything}
    points: dict[str, list[tuple[float, float]]] = {}
    for corpus in found[found.index(base) :]:
        told = _ask(ground, corpus, same)
        groups = {
            "Panjin questions": [each for each in told if each.id not in over_all],
            "reports-questions": [each for each in told if each.id in over_all],
        }
        for name, members in groups.items():
            for measure_of, share in (("found@1", found_at_1(members)), ("answered", answered(members))):
                if share is not None:
                    points.setdefault(f"{name}: {measure_of}", []).append((float(corpus.size), share))
    return [Curve(name, "share", "reports", tuple(each)) for name, each in points.items()]


def _ask(ground: Ground, corpus: Corpus, questions: Sequence[JudgedQuestion]) -> tuple[Told, ...]:
    if not questions:
        raise TooFewError("questions")
    few = questions[:12] if ground.is_quick else questions
    return ask(ground, corpus.index, few).told


def _figure(
    name: str, share: float | None, at_least: float | None = None, at_most: float | None = None
) -> Figure | None:
    return None if share is None else Figure(name, share, "", at_least=at_least, at_most=at_most)


def _loss(name: str, alone: float | None, among: float | None, where: str = "among all") -> Figure | None:
    if alone is None or among is None:
        return None
    return Figure(f"Panjin questions: {name} lost {where}", alone - among, "", at_most=_LOSS_ASKED)


def _share(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
