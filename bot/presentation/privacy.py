"""What is kept and for how long, and the question whether to delete it."""

from __future__ import annotations

from bot.config import ConversationSettings
from bot.messages import PrivacyTexts, privacy_texts_in
from bot.messages.uploads import upload_texts_in
from bot.presentation.rich_text import BLANK_LINE, Button, RichText, plain_block
from bot.presentation.uploads import time_left
from bot.storage.received_updates import KEPT_DAYS
from retrieval.types import Language

FORGET = "d"
"""The subject of the buttons."""
PERSON, GROUP, KEEP = "me", "chat", "no"
"""What a button deletes."""
_HOUR = 3600.0


def render_privacy(
    kept: ConversationSettings, language: Language, files_seconds: float | None = None
) -> RichText:
    """What /privacy says.

    Args:
        kept: for how long.
        language: of whoever reads it.
        files_seconds: how long files that are sent are kept; None: none are taken.
    """
    texts = privacy_texts_in(language)
    times = {
        "follow_up": texts.minutes.format(number=f"{kept.follow_up_minutes:g}"),
        "answers": texts.days.format(number=f"{kept.answers_days:g}"),
        "feedback": texts.days.format(number=f"{kept.feedback_days:g}"),
        "restart": _hours(kept.restart_seconds, texts),
        "known": texts.days.format(number=f"{KEPT_DAYS:g}"),
    }
    lines = [plain_block(f"· {line.format(**times)}") for line in texts.lines]
    if files_seconds is not None:
        said = upload_texts_in(language).private.format(left=time_left(files_seconds, language))
        lines.append(plain_block(f"· {said}"))
    last = [plain_block(line) for line in (texts.who, texts.nowhere, texts.how_to_delete)]
    return RichText((plain_block(texts.title), *lines, BLANK_LINE, *last))


def _hours(seconds: float, texts: PrivacyTexts) -> str:
    if seconds < _HOUR:
        return texts.seconds.format(number=f"{seconds:g}")
    return texts.hours.format(number=f"{seconds / _HOUR:.3g}")


def render_forgetting(language: Language, *, group: bool) -> RichText:
    """What /forget asks.

    Args:
        language: of whoever reads it.
        group: whether it is asked in a group, where everybody deletes their own and admins everything.
    """
    texts = privacy_texts_in(language)
    rows: list[tuple[Button, ...]] = [
        (Button(texts.forget_me, f"{FORGET}:{PERSON}"), Button(texts.keep, f"{FORGET}:{KEEP}"))
    ]
    if group:
        rows.append((Button(texts.forget_group, f"{FORGET}:{GROUP}"),))
    return RichText((plain_block(texts.ask_group if group else texts.ask_person),), tuple(rows))
