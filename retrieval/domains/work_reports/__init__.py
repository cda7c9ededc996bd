"""Government work reports: each of one place and one year, looking back on the year before and planning its own."""

from retrieval.domains.work_reports.domain import WorkReports
from retrieval.domains.work_reports.fact_service import FactService

__all__ = ["FactService", "WorkReports"]
