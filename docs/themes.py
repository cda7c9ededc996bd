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
    button: str
    """Behind the label of a button under a message."""
    names: tuple[str, ...]
    """Of the people in a group; each keeps one."""


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
    button="#6a9a6b",
    names=("#d45246", "#8544d6", "#368ad1", "#cd7a1b", "#46a33a"),
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
    button="#24384a",
    names=("#ff8e86", "#c79bff", "#7fc4ff", "#f0b05a", "#8fd67f"),
)

THEMES = (LIGHT, DARK)
