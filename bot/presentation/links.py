"""What a link or a button under a citation says: a paragraph, the words marked in it, the page shown.

Written so that it means the same in any chat, after a restart and after a re-index: the paragraph's id and offsets into
its words, nothing that is kept anywhere. What comes back is never trusted: anything else than what is written here
reads as None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from bot.presentation.rich_text import clipped
from retrieval.types import PassageId, Span

INLINE_CHARACTERS = 256
"""What may be typed after the bot's name (https://core.telegram.org/bots/api#inlinequery)."""
_MOST_SPANS = 2
"""Two fit into the 64 bytes of a button beside two ids."""
_SPAN = r"-\d{1,5}-\d{1,5}"
_LINK = re.compile(rf"([0-9a-f]{{16}})((?:{_SPAN}){{0,{_MOST_SPANS}}})", re.ASCII)
_PAGE = re.compile(rf"([0-9a-f]{{16}}):({_LINK.pattern}):(\d{{1,3}}|e)", re.ASCII)
_ANSWER = re.compile(r"m-([A-Za-z0-9_-]{12})", re.ASCII)
_LARGEST = 10**5
_PASSAGE, _FURTHER = "p-", "m-"
_END = "e"
TELEGRAM = "https://t.me/"
"""What addresses of chats begin with."""
LAST_PART = -1


@dataclass(frozen=True, slots=True)
class PassageLink:
    """A paragraph with its marked words, counted from its first character that is not blank."""

    passage: PassageId
    marked: tuple[Span, ...] = ()

    @classmethod
    def to(cls, passage: PassageId, text: str, marked: tuple[Span, ...]) -> PassageLink:
        """Link to a paragraph.

        Args:
            passage: its id.
            text: its words as in the file.
            marked: offsets into them; the first ones are kept.
        """
        blanks = len(text) - len(text.lstrip())
        counted = (Span(span.start - blanks, span.end - blanks) for span in marked)
        kept = [span for span in counted if 0 <= span.start < span.end < _LARGEST]
        return cls(passage, tuple(kept[:_MOST_SPANS]))

    def spans_in(self, text: str) -> tuple[Span, ...]:
        """The marked words as offsets into the paragraph as in the file."""
        blanks = len(text) - len(text.lstrip())
        moved = (Span(span.start + blanks, span.end + blanks) for span in self.marked)
        return tuple(span for span in moved if span.start < span.end <= len(text))

    def __str__(self) -> str:
        return self.passage + "".join(f"-{span.start}-{span.end}" for span in self.marked)


@dataclass(frozen=True, slots=True)
class ReaderPage:
    """What a reader shows: a paragraph, or a part of a long one, on the way from the one that was cited."""

    shown: PassageId
    cited: PassageLink
    part: int = 0
    """From 0; LAST_PART: its end."""

    def __str__(self) -> str:
        return f"{self.shown}:{self.cited}:{_END if self.part == LAST_PART else self.part}"


@dataclass(frozen=True, slots=True)
class SharedQuery:
    """What is typed after the bot's name to share an answer: its question, and the paragraph that it was found in."""

    words: str
    link: PassageLink | None = None

    @classmethod
    def read(cls, typed: str) -> SharedQuery:
        """What `str` of one gave; of anything else, all of it is the question."""
        words, _, payload = typed.strip().rpartition(" ")
        link = linked_passage(payload)
        return cls(typed) if link is None else cls(words.strip(), link)

    def __str__(self) -> str:
        payload = f" {passage_payload(self.link)}" if self.link is not None else ""
        return clipped(self.words, INLINE_CHARACTERS - len(payload)) + payload


def read_link(text: str) -> PassageLink | None:
    """What `str` of a link gave."""
    match = _LINK.fullmatch(text)
    return _link(match[1], match[2]) if match else None


def read_page(text: str) -> ReaderPage | None:
    """What `str` of a page gave."""
    match = _PAGE.fullmatch(text)
    if match is None:
        return None
    part = LAST_PART if match[5] == _END else int(match[5])
    return ReaderPage(PassageId(match[1]), _link(match[3], match[4]), part)


def passage_payload(link: PassageLink) -> str:
    """The start parameter that opens a paragraph."""
    return f"{_PASSAGE}{link}"


def further_payload(answer: str) -> str:
    """The start parameter that lists the further passages of an answer."""
    return f"{_FURTHER}{answer}"


def linked_passage(payload: str) -> PassageLink | None:
    """The paragraph that a start parameter opens."""
    return read_link(payload.removeprefix(_PASSAGE)) if payload.startswith(_PASSAGE) else None


def linked_answer(payload: str) -> str | None:
    """The id of the answer whose further passages a start parameter lists."""
    match = _ANSWER.fullmatch(payload)
    return match[1] if match else None


def is_reading_link(payload: str) -> bool:
    """Whether a start parameter leads to something to read; any other only says hello."""
    return linked_passage(payload) is not None or linked_answer(payload) is not None


def start_address(bot: str, payload: str) -> str:
    """The address that opens the chat with the bot."""
    return f"{TELEGRAM}{bot}?start={payload}"


def share_address(address: str, words: str) -> str:
    """The address at which Telegram asks whom to send another address to, with some words."""
    return f"https://t.me/share/url?url={quote(address, safe='')}&text={quote(words, safe='')}"


def _link(passage: str, spans: str) -> PassageLink:
    numbers = [int(number) for number in spans.split("-")[1:]]
    marked = (Span(start, end) for start, end in zip(numbers[::2], numbers[1::2], strict=True))
    return PassageLink(PassageId(passage), tuple(span for span in marked if span.start < span.end))
