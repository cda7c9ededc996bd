"""The kinds of documents that are known: a new kind is a folder here and an entry in `DOMAINS`."""

from __future__ import annotations

from retrieval.domain import Domain
from retrieval.domains.plain import Plain
from retrieval.domains.work_reports import FactService, WorkReports

__all__ = ["DOMAINS", "FactService"]

DOMAINS: tuple[Domain, ...] = (WorkReports(), Plain())
"""Asked in this order whether a file is of their kind; the last takes every file."""
