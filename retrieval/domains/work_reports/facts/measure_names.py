"""What an indicator is called in a record: by its standard name if the name in the text gives the same measure."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from retrieval.domains.work_reports.facts.records import Subject

_FILE = "data/same_measures.txt"


def measured(subject: Subject) -> str:
    """The name of what was measured; empty: the glossary has no name for it.

    >>> measured(Subject("", "城镇登记失业率", "登记失业率")), measured(Subject("", "城镇登记失业率", "城镇调查失业率"))
    ('城镇登记失业率', '城镇调查失业率')
    """
    if is_standard(subject):
        return _standard()[subject.name]
    at = subject.words.lower().rfind(subject.name)
    return subject.words[at:] if subject.name and at >= 0 else subject.name


def is_standard(subject: Subject) -> bool:
    """Whether a subject is a measure that reports give under a standard name."""
    return subject.name in _standard()


@cache
def _standard() -> Mapping[str, str]:
    text = files("retrieval.domains.work_reports").joinpath(_FILE).read_text(encoding="utf-8")
    lines = (line.split("；") for line in text.splitlines() if line and not line.startswith("#"))
    return {name.lower(): names[0] for names in lines for name in names}
