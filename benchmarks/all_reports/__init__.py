"""Everything measured over all government work reports: `python -m benchmarks.all_reports`."""
