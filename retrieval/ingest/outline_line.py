"""A line of a document as what it is to those around it: a heading, a paragraph, an item of a list."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A line that says something."""

    number: int
    """1-based among the lines read."""
    line: str
    """As read, with the white space around it."""
    title: str = ""
    """The heading that it is or opens with; empty: none."""
    level: float = 0
    """By its enumerator, lower is further out; meaningless without."""
    marked: int | None = None
    """Its level by the format's own marks."""
    has_enumerator: bool = False
    names_itself: bool = True
    """Whether the paragraph that opens with a heading stands under it: of an article only what follows does."""
    reaches_on: bool = True
    """Whether what follows stands under the heading that the paragraph opens with."""
    lead_ins: tuple[str, ...] = ()
    """Of an item: the words that introduce the lists it stands in, outermost first."""

    def ends(self, other: OutlineLine) -> bool:
        """Whether a heading above reaches no further than to this one; marks outrank enumerators."""
        if self.marked is not None and other.marked is not None:
            return self.marked <= other.marked
        if self.has_enumerator and other.has_enumerator:
            return self.level <= other.level
        return self.marked is not None
