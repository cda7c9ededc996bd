"""What tests look at: calls, messages, buttons and the answers to queries. All frozen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from .entities import Entity

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One request; times are `time.monotonic()` seconds, `injected` marks an answer a test ordered."""

    method: str
    params: Json
    received: float
    answered: float
    status: int | None
    description: str = ""
    injected: bool = False

    @property
    def chat_id(self) -> int | str | None:
        return self.params.get("chat_id")


@dataclass(frozen=True, slots=True)
class Button:
    """One button under a message."""

    text: str
    raw: Json

    @property
    def data(self) -> str | None:
        return self.raw.get("callback_data")

    @property
    def url(self) -> str | None:
        return self.raw.get("url")


@dataclass(frozen=True, slots=True)
class Message:
    """One version of a message in a chat; `source` is the text as the bot sent it, markup and all."""

    chat_id: int
    message_id: int
    text: str
    entities: tuple[Entity, ...]
    source: str
    markup: Json | None
    reply_to: int | None
    quote: str | None
    thread_id: int | None
    from_bot: bool
    at: float
    json: Json = field(repr=False)
    edits: int = 0
    delivered: bool = True
    only_for: int | None = None
    """The person who alone sees it."""

    @property
    def html(self) -> str:
        return self.source

    @property
    def buttons(self) -> list[Button]:
        rows = (self.markup or {}).get("inline_keyboard", [])
        return [Button(button["text"], button) for row in rows for button in row]

    def button(self, text_or_data: str) -> Button:
        """Return the button with this text or data; a part of the text will do if only one has it."""
        exact = [one for one in self.buttons if text_or_data in (one.text, one.data)]
        near = exact or [one for one in self.buttons if text_or_data in one.text]
        if len(near) != 1:
            raise LookupError(
                f"{len(near)} buttons for {text_or_data!r} among {[one.text for one in self.buttons]}"
            )
        return near[0]

    def marked(self, *kinds: str) -> list[str]:
        """Return the words under entities of these kinds: `message.marked("bold")`."""
        return [entity.of(self.text) for entity in self.entities if entity.type in kinds]

    @property
    def links(self) -> list[str]:
        """Return the addresses of links in the text, shown or hidden."""
        found = [entity for entity in self.entities if entity.type in {"text_link", "url"}]
        return [entity.url or entity.of(self.text) for entity in found]


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One card under `@bot query`; the text is what choosing it sends."""

    id: str
    type: str
    title: str
    description: str
    text: str
    entities: tuple[Entity, ...]
    source: str
    markup: Json | None
    raw: Json = field(repr=False)


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """The bot's answer to an inline query; `seconds` from asking to the answer."""

    results: tuple[InlineResult, ...]
    cache_time: int
    is_personal: bool
    next_offset: str
    button: Json | None
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a press of a button showed."""

    text: str
    show_alert: bool
    url: str | None
    seconds: float = 0.0


@dataclass(slots=True)
class Query:
    """A question that has to be answered by its id: inline, callback or guest."""

    id: str
    kind: str
    asked: float
    details: Json
    answer: InlineAnswer | CallbackAnswer | Message | None = None
