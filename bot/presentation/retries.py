"""Buttons with whole questions or claims: a tap asks or checks what stands on the button."""

from __future__ import annotations

from collections.abc import Sequence

from bot.presentation.answer_buttons import Setting
from bot.presentation.rich_text import Button, Keyboard, shown


def retry_rows(words: Sequence[str], subject: str, setting: Setting) -> Keyboard:
    """A button a row; in a group there are none, as everybody would see what one taps.

    Args:
        words: what each button says, and does.
        subject: of the buttons.
        setting: where they are shown.
    """
    if not setting.is_private:
        return ()
    return tuple((Button(shown(each), f"{subject}:{number}"),) for number, each in enumerate(words, 1))
