"""Text as Telegram sees it: UTF-16 offsets, entities, and those it finds by itself.

Follows TDLib's MessageEntity.cpp in what is detected: commands, mentions, hashtags and addresses. As there, a
Chinese character is a letter, so `你好@some_bot` and `/ask你好` hold neither a mention nor a command.
Left out: e-mail addresses, phone and card numbers, cashtags, addresses without a scheme except `t.me/...`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

MAX_ENTITIES = 100  # Telegram silently ignores those after the first hundred

_FOUND_BY_ITSELF = (
    ("url", re.compile(r"(?<![\w.])(?:https?://|t\.me/)[^\s<>\"'，。；、！？（）【】《》]+", re.IGNORECASE)),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z0-9_]{3,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)
_NOT_SEARCHED = {"pre", "code", "text_link", "text_mention"}


@dataclass(frozen=True, slots=True)
class Entity:
    """A marked stretch of a text; `offset` and `length` count UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    language: str | None = None

    @property
    def end(self) -> int:
        return self.offset + self.length

    def of(self, text: str) -> str:
        """Return the words it marks."""
        return utf16_slice(text, self.offset, self.end)

    def to_json(self) -> dict[str, Any]:
        fields = {"type": self.type, "offset": self.offset, "length": self.length}
        return fields | {
            key: value for key, value in (("url", self.url), ("language", self.language)) if value is not None
        }


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text without markup, and what the markup said."""

    text: str
    entities: tuple[Entity, ...] = ()

    def to_json(self, text_key: str = "text", entities_key: str = "entities") -> dict[str, Any]:
        if not self.entities:
            return {text_key: self.text}
        return {text_key: self.text, entities_key: [entity.to_json() for entity in self.entities]}


def utf16_length(text: str) -> int:
    """Count UTF-16 units: an emoji outside the basic plane counts two."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)


def utf16_slice(text: str, start: int, end: int) -> str:
    """Cut by UTF-16 units; raises UnicodeDecodeError if a cut would halve a character."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def detect(text: str) -> tuple[Entity, ...]:
    """Return what Telegram itself marks in a plain text."""
    return with_detected(FormattedText(text)).entities


def with_detected(formatted: FormattedText) -> FormattedText:
    """Add detected entities outside code and links, in order, the first hundred of all."""
    entities = list(formatted.entities)
    taken = [(entity.offset, entity.end) for entity in entities if entity.type in _NOT_SEARCHED]
    for kind, pattern in _FOUND_BY_ITSELF:
        for found in pattern.finditer(formatted.text):
            words = found.group().rstrip(".,;:!?)") if kind == "url" else found.group()
            offset = utf16_length(formatted.text[: found.start()])
            entity = Entity(kind, offset, utf16_length(words))
            if not any(entity.offset < end and start < entity.end for start, end in taken):
                entities.append(entity)
                taken.append((entity.offset, entity.end))
    entities.sort(key=lambda entity: (entity.offset, -entity.length))
    return FormattedText(formatted.text, tuple(entities[:MAX_ENTITIES]))


def trimmed(formatted: FormattedText) -> FormattedText:
    """Drop white space at both ends and move the entities accordingly; those left empty go."""
    text = formatted.text.strip()
    cut = utf16_length(formatted.text) - utf16_length(formatted.text.lstrip())
    size = utf16_length(text)
    kept = []
    for entity in formatted.entities:
        start, end = max(entity.offset - cut, 0), min(entity.end - cut, size)
        if start < end:
            kept.append(Entity(entity.type, start, end - start, entity.url, entity.language))
    return FormattedText(text, tuple(kept))


def overlaps_badly(entities: tuple[Entity, ...]) -> bool:
    """Tell whether two blockquotes share a character: Telegram has no quote in a quote."""
    quotes = sorted((entity.offset, entity.end) for entity in entities if entity.type.endswith("blockquote"))
    return any(second_start < first_end for (_, first_end), (second_start, _) in pairwise(quotes))
