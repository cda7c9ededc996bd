"""The twenty pages that are printed: every size of letters with every fineness, half of them with something in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.ocr.printing import Look

_COUNT = 20
_SETTINGS = ((16.0, 1.75, 79.0), (12.0, 1.6, 72.0), (10.5, 1.5, 60.0), (14.0, 1.7, 72.0))
"""Size of the letters, leading and margin: as reports, as books, in two columns, as letters."""
_COLUMNS, _TABLE = 2, 1
"""Which of them is set in two columns, and which has a table."""
_DPI = (100, 150, 200)
_QUALITIES = (35, 60, 90)
_NOISE = (4.0, 8.0, 12.0)
_DEGREES = (1.0, -1.0, 0.0, 0.5)


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page."""

    number: int
    """1-based."""
    look: Look

    @property
    def name(self) -> str:
        """In a few words."""
        look = self.look
        extras = [f"{look.columns} columns"] if look.columns > 1 else []
        extras += ["table"] * look.table + ["stamp"] * look.stamp
        size = f"{look.size:g} pt {look.dpi} dpi q{look.quality} n{look.noise:g} {look.degrees:+g}°"
        return ", ".join([size, *extras])


def specs() -> Iterator[PageSpec]:
    """All pages."""
    for at in range(_COUNT):
        size, leading, margin = _SETTINGS[at % len(_SETTINGS)]
        look = Look(
            size=size,
            leading=leading,
            margin=margin,
            columns=2 if at % len(_SETTINGS) == _COLUMNS else 1,
            table=at % len(_SETTINGS) == _TABLE,
            stamp=at % 2 == 1,
            dpi=_DPI[at % len(_DPI)],
            degrees=_DEGREES[at // 2 % len(_DEGREES)],
            noise=_NOISE[(at + 1) % len(_NOISE)],
            quality=_QUALITIES[at // 3 % len(_QUALITIES)],
        )
        yield PageSpec(at + 1, look)
