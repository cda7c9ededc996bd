"""The colours of Telegram's light and dark looks."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Colours as SVG writes them."""

    name: str
    bezel: str
    bar: str
    """Header and input line."""
    rule: str
    """Hairline below the header and above the input line."""
    text: str
    muted: str
    """Secondary text and icons on a bar."""
    accent: str
    """Icons that can be tapped, links, quote bars, names."""
    tint: float
    """Opacity of the accent behind a quote."""
    sky: tuple[str, str]
    """Chat background, top and bottom."""
    face: tuple[str, str]
    """The bot's picture, top and bottom."""
    home: str
    """The line at the foot of the screen."""
    pill: str
    """Behind the date."""
    mine: str
    mine_time: str
    theirs: str
    theirs_time: str


LIGHT = Theme(
    name="light",
    bezel="#1c1c1e",
    bar="#ffffff",
    rule="#d9dde1",
    text="#0f1419",
    muted="#8a949e",
    accent="#3390ec",
    tint=0.1,
    sky=("#d6e6c3", "#a5cba6"),
    face=("#72d5fd", "#2a9ef1"),
    home="#1c1c1e",
    pill="#6b9a6c",
    mine="#eeffde",
    mine_time="#4fae4e",
    theirs="#ffffff",
    theirs_time="#8d969e",
)

DARK = Theme(
    name="dark",
    bezel="#3a4450",
    bar="#17212b",
    rule="#0c131a",
    text="#f5f7f9",
    muted="#7d8b99",
    accent="#6ab7f5",
    tint=0.14,
    sky=("#0f1924", "#0b131b"),
    face=("#72d5fd", "#2a9ef1"),
    home="#c9d1d9",
    pill="#1d2a36",
    mine="#2b5278",
    mine_time="#8fc1ec",
    theirs="#182533",
    theirs_time="#708499",
)

THEMES = (LIGHT, DARK)
