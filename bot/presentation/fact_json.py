"""Verdicts and figures -> the JSON objects that other programs read."""

from __future__ import annotations

from typing import Any

from bot.presentation.answer_json import citation_to_json
from retrieval.domains.work_reports.facts.measure_names import measured
from retrieval.domains.work_reports.facts.records import Fact
from retrieval.fact_types import Checked


def checked_to_json(key: object, checked: Checked) -> dict[str, Any]:
    """The object of the command line's contract for a claim.

    Args:
        key: what the asker calls the claim.
        checked: the verdict on it.
    """
    return {
        "id": key,
        "claim": checked.claim,
        "verdict": checked.verdict,
        "reason": checked.reason,
        "figures": [
            {"claimed": pair.claimed, "reported": pair.reported, "agrees": pair.agrees}
            for pair in checked.figures
        ],
        "citations": [citation_to_json(citation) for citation in checked.citations],
        "milliseconds": checked.milliseconds,
    }


def fact_to_row(fact: Fact) -> dict[str, Any]:
    """One figure as a row of `yinju facts`; see `FACT_FIELDS`."""
    return {
        "file": fact.document.file,
        "place": fact.document.place,
        "report_year": fact.document.year,
        "line": fact.passage.line,
        "start": fact.start,
        "end": fact.end,
        "value": fact.value,
        "indicator": measured(fact.subject),
        "item": fact.subject.item,
        "subject": fact.subject.words,
        "kind": fact.kind,
        "direction": fact.direction,
        "number_low": f"{fact.measure.low:f}",
        "number_high": f"{fact.measure.high:f}",
        "unit": fact.measure.unit,
        "dimension": fact.measure.dimension,
        "bound": fact.measure.bound,
        "years": " ".join(map(str, sorted(fact.years))),
        "period": fact.period,
        "role": fact.role or "",
        "is_estimate": fact.is_estimate,
        "is_baseline": fact.is_baseline,
        "passage": fact.passage.id,
    }


FACT_FIELDS = {
    "file": ("string", "name of the source file"),
    "place": ("string", "what the report is about"),
    "report_year": ("integer", "year of the report"),
    "line": ("integer", "1-based line of the file on which the paragraph begins"),
    "start": ("integer", "offset of the value into the paragraph's text, in Unicode code points"),
    "end": ("integer", "where the value ends, half-open: value is the paragraph's text from start to end"),
    "value": ("string", "the figure as written, with 约, 以上, 左右, and with the word that says it fell"),
    "indicator": (
        "string",
        "what was measured: the standard name, or the name as written of a measure of its own (调查失业率, 人均纯收入);"
        " empty: the glossary has none",
    ),
    "item": ("string", "what narrows the indicator, as written"),
    "subject": (
        "string",
        "what the figure is about, as written, without what says when and how; in a list (新建公园3座、公厕16座) with"
        " the verb that its first member has",
    ),
    "kind": ("string", "level, growth, gap (from another place or plan) or rank"),
    "direction": ("string", "up, down or empty"),
    "number_low": ("string", "the value in the base unit of its dimension; of a range its lower end"),
    "number_high": ("string", "the same; of a range its upper end"),
    "unit": ("string", "as written"),
    "dimension": ("string", "what the unit measures: yuan, share, mass, area, person, thing, ..."),
    "bound": ("string", "point, about, above, at_least, below, nearly or at_most"),
    "years": (
        "string",
        "the year it is of, or, apart by blanks, those of the stretch that its sentence looks back on or plans for: a sum"
        " over it, a mean of it, or a level reached by its end",
    ),
    "period": ("string", "year, several_years or part_of_year"),
    "role": ("string", "result or target"),
    "is_estimate": ("boolean", "told as 预计 or 初步核算"),
    "is_baseline": ("boolean", "what it was before: the first figure of 由A增加到B"),
    "passage": ("string", "id of the paragraph, as in the citations of `yinju ask`"),
}
"""The data dictionary: for each field its type and what it says."""


def fact_schema() -> dict[str, Any]:
    """The data dictionary as a Frictionless table schema (specs.frictionlessdata.io/table-schema)."""
    fields = [{"name": name, "type": kind, "description": says} for name, (kind, says) in FACT_FIELDS.items()]
    return {"fields": fields, "missingValues": [""]}
