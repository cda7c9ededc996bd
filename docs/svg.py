"""Elements of an SVG file, written as text in the order they were made."""

from __future__ import annotations

from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr


@dataclass(frozen=True, slots=True)
class Drawing:
    """Some elements and the room they take, from the origin right and down."""

    markup: str
    width: float
    height: float


def tag(tag_name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; `content` is markup. An underscore in an attribute's name stands for a hyphen."""
    written = "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_value(value))}"
        for name, value in attributes.items()
    )
    return f"<{tag_name}{written}>{content}</{tag_name}>" if content else f"<{tag_name}{written}/>"


def label(text: str, x: float, y: float, **attributes: str | float) -> str:
    """One line of text, `y` at its foot."""
    return tag("text", escape(text), x=x, y=y, **attributes)


def moved(markup: str, x: float, y: float) -> str:
    """The elements at another place."""
    return tag("g", markup, transform=f"translate({_value(x)} {_value(y)})") if markup else ""


def strokes(path: str, colour: str, thickness: float) -> str:
    """A line without a fill, with round ends."""
    return tag(
        "path",
        d=path,
        fill="none",
        stroke=colour,
        stroke_width=thickness,
        stroke_linecap="round",
        stroke_linejoin="round",
    )


def _value(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip(".")
