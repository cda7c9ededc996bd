"""Figures of work reports as records: indicator, value as written, year or period, role, place, and where it stands."""
