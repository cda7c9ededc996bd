"""What can go wrong before a question is even asked. Every message is one sentence that says what to do."""

from __future__ import annotations

from pathlib import Path

from retrieval.errors import in_one_line

_LONGEST_SHOWN = 400


class BotError(Exception):
    """Base of the errors this package raises; its text is shown to the person at the terminal."""


class ConfigError(BotError):
    """A setting is wrong."""

    def __init__(self, key: str, problem: str) -> None:
        self.key = _shown(key)
        self.problem = _shown(problem)
        super().__init__(f"{self.key}: {self.problem}")


def _shown(text: str) -> str:
    """A file's name or a key may hold line ends and what drives terminals, and be as long as a file."""
    shown = in_one_line(text)
    return shown if len(shown) <= _LONGEST_SHOWN else f"{shown[:_LONGEST_SHOWN]}…"


class TokenError(BotError):
    """The bot's token is missing or refused."""


class StartError(BotError):
    """The bot cannot start, or cannot go on."""


class ComparisonError(BotError):
    """A former run cannot be compared with."""

    def __init__(self, file: Path) -> None:
        super().__init__(f"{file} is not a run that `yinju evaluate --json` printed.")


class PictureError(BotError):
    """A table cannot be drawn."""

    def __init__(self, problem: str) -> None:
        self.problem = problem
        super().__init__(f"The picture cannot be drawn: {problem}.")


class FactFileError(BotError):
    """The file for the records of figures cannot be written."""

    def __init__(self, file: Path, problem: str) -> None:
        self.file, self.problem = file, problem
        super().__init__(f"{file}: {problem}")


class StorageError(BotError):
    """What chats asked and chose cannot be read or kept."""

    def __init__(self, place: str, problem: str) -> None:
        self.place = place
        self.problem = problem
        super().__init__(f"The chats kept in {place} cannot be used: {problem}.")


class UnreadableUpdateError(BotError):
    """Telegram sent an update that this version cannot read."""

    def __init__(self, number: int | None, fields: tuple[str, ...]) -> None:
        self.number = number
        self.fields = fields
        named = "An update without a number" if number is None else f"Update {number}"
        held = f" (fields: {', '.join(fields)})" if fields else ""
        super().__init__(f"{named} cannot be read and is passed over{held}.")
