"""The blocks of a message, set in lines and drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from docs.svg import Drawing, strokes, tag
from docs.telegram_html import Block, Line, Run
from docs.themes import Theme
from docs.typesetting import line_width, wrap

TEXT_SIZE = 16.0
LINE_HEIGHT = 21.5
_QUOTE_SIZE = 15.0
_QUOTE_LINE_HEIGHT = 20.0
_QUOTE_LEFT, _QUOTE_RIGHT, _QUOTE_ABOVE = 11.0, 18.0, 5.0
_QUOTE_MARGIN = 3.0
_BAR = 3.0
_FOLDED_LINES = 3
"""As many as Telegram shows of a quote that opens when tapped."""
_FOOT = 0.78
"""Where the foot of the letters stands in a line of text."""
_MONOSPACE = "SFMono-Regular,Consolas,'Noto Sans Mono CJK SC',monospace"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block in lines that fit."""

    lines: Sequence[Line]
    is_quote: bool = False
    is_cut: bool = False

    @property
    def width(self) -> float:
        """The room it needs."""
        if self.is_quote:
            return self._longest * _QUOTE_SIZE + _QUOTE_LEFT + _QUOTE_RIGHT
        return self._longest * TEXT_SIZE

    @property
    def last_line(self) -> float:
        """How far the last line reaches; a quote takes all there is."""
        return float("inf") if self.is_quote else line_width(self.lines[-1]) * TEXT_SIZE

    @property
    def _longest(self) -> float:
        return max(line_width(line) for line in self.lines)

    def draw(self, width: float, theme: Theme) -> Drawing:
        """The paragraph; a quote's background is `width` wide."""
        if self.is_quote:
            return _quote(self, width, theme)
        return Drawing(_text(self.lines, theme, TEXT_SIZE, LINE_HEIGHT), width, LINE_HEIGHT * len(self.lines))


def set_block(block: Block, width: float) -> Paragraph:
    """The block in lines that fit into `width`; of a folded quote only the first ones."""
    size = _QUOTE_SIZE if block.quoted else TEXT_SIZE
    room = width - (_QUOTE_LEFT + _QUOTE_RIGHT if block.quoted else 0)
    lines = [part for line in block.lines for part in wrap(line, room / size)]
    is_cut = block.folded and len(lines) > _FOLDED_LINES
    return Paragraph(lines[:_FOLDED_LINES] if is_cut else lines, block.quoted, is_cut)


def _quote(paragraph: Paragraph, width: float, theme: Theme) -> Drawing:
    height = len(paragraph.lines) * _QUOTE_LINE_HEIGHT + 2 * _QUOTE_ABOVE
    text = _text(
        paragraph.lines, theme, _QUOTE_SIZE, _QUOTE_LINE_HEIGHT, (_QUOTE_LEFT, _QUOTE_MARGIN + _QUOTE_ABOVE)
    )
    corner = _chevron(width, _QUOTE_MARGIN + height, theme) if paragraph.is_cut else ""
    box = tinted_box(width, height, _QUOTE_MARGIN, theme)
    mark = _quotation_mark(width, _QUOTE_MARGIN, theme)
    return Drawing(box + mark + corner + text, width, height + 2 * _QUOTE_MARGIN)


def tinted_box(width: float, height: float, top: float, theme: Theme) -> str:
    """What stands behind a quote: a tinted ground with a bar at its left."""
    ground = tag("rect", y=top, width=width, height=height, rx=4, fill=theme.accent, fill_opacity=theme.tint)
    bar = tag("rect", y=top, width=_BAR, height=height, rx=_BAR / 2, fill=theme.accent)
    return ground + bar


def _quotation_mark(width: float, top: float, theme: Theme) -> str:
    one = "m{x:g} {y:g}h4v3.2q0 2.6-2.6 3.4l-.5-.9q1.2-.6 1.2-1.9h-2.1z"
    marks = "".join(one.format(x=width - x, y=top + 5).replace("m", "M", 1) for x in (14, 8.6))
    return tag("path", d=marks, fill=theme.accent)


def _chevron(width: float, bottom: float, theme: Theme) -> str:
    return strokes(f"M{width - 14:g} {bottom - 10:g}l4 4 4-4", theme.accent, 1.6)


def _text(
    lines: Sequence[Line],
    theme: Theme,
    size: float,
    line_height: float,
    origin: tuple[float, float] = (0.0, 0.0),
) -> str:
    left, top = origin
    return "".join(
        tag(
            "text",
            "".join(_run(run, theme) for run in line),
            class_="words",
            x=left,
            y=top + (number + _FOOT) * line_height,
            font_size=size,
            fill=theme.text,
        )
        for number, line in enumerate(lines)
        if line
    )


def _run(run: Run, theme: Theme) -> str:
    styles: dict[str, str] = {}
    if "b" in run.tags:
        styles["font_weight"] = "bold"
    if "i" in run.tags:
        styles["font_style"] = "italic"
    if "a" in run.tags or "code" in run.tags:
        styles["fill"] = theme.accent
    if run.tags & {"code", "pre"}:
        styles["font_family"] = _MONOSPACE
    text = escape(run.text)
    return tag("tspan", text, **styles) if styles else text
