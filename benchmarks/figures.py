"""One measured figure and what was asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its unit; `at_least` and `at_most` are what was asked, None where nothing was."""

    name: str
    value: float
    unit: str
    at_least: float | None = None
    at_most: float | None = None

    @property
    def is_met(self) -> bool:
        """Whether it is as asked."""
        enough = self.at_least is None or self.value >= self.at_least
        return enough and (self.at_most is None or self.value <= self.at_most)

    @property
    def measured(self) -> str:
        """The value as shown."""
        return f"{self.value:.{_decimals(self.value)}f} {self.unit}".rstrip()

    @property
    def asked(self) -> str:
        """The limit as shown; empty where there is none."""
        if self.at_least is not None:
            return f"at least {self.at_least:g} {self.unit}".rstrip()
        return f"at most {self.at_most:g} {self.unit}".rstrip() if self.at_most is not None else ""


def _decimals(value: float) -> int:
    """Three digits that count."""
    return 0 if value >= 100 else 1 if value >= 10 else 2
