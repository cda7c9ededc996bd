"""What may be shown of a hostile input."""

from __future__ import annotations

import unicodedata

_UNSEEN = {"Cc", "Cs"}
"""Control characters, line ends among them, and half surrogate pairs."""


def is_one_line(text: str) -> bool:
    """Whether a text says something, and in one line without a character that forges another."""
    return bool(text.strip()) and not any(unicodedata.category(each) in _UNSEEN for each in text)
