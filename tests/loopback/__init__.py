"""A loopback Bot API server that enforces what Telegram enforces, and people who talk to the bot."""

from .chats import Chat
from .entities import Entity, utf16_length
from .errors import ApiError, NothingCame
from .faults import FloodViolation, Rates
from .garbling import Garbling
from .groups import Channel, Group
from .html_text import parse_html
from .people import User
from .records import Button, Call, CallbackAnswer, InlineAnswer, InlineResult, Message
from .server import LoopbackServer
from .waiting import Asked

__all__ = [
    "ApiError",
    "Asked",
    "Button",
    "Call",
    "CallbackAnswer",
    "Channel",
    "Chat",
    "Entity",
    "FloodViolation",
    "Garbling",
    "Group",
    "InlineAnswer",
    "InlineResult",
    "LoopbackServer",
    "Message",
    "NothingCame",
    "Rates",
    "User",
    "parse_html",
    "utf16_length",
]
