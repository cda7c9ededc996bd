"""Whether a message is meant for the bot, and what it asks: pure functions over Telegram's records.

In a private chat everything is. In a group only a command, a mention and a reply to the bot are, whether as
text or as the caption of a picture; whatever else is said there is none of the bot's business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.conversation.claims import asks_about_claim, claim_to_check, is_question, states_figure
from bot.conversation.library import asks_for_list
from bot.presentation.links import is_reading_link

_BLANKS = re.compile(r"[ \t]{2,}")
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
_AROUND = " \t\r\n,，:：、" + _INVISIBLE
"""What is left around a question when the mention is taken out: @bot，2017年…"""


class Intent(StrEnum):
    """What somebody wants of the bot."""

    WELCOME = "welcome"
    HELP = "help"
    UNKNOWN_COMMAND = "unknown_command"
    OPEN_LINK = "open_link"
    """Came by a link that leads to a paragraph."""
    LIST_DOCUMENTS = "list_documents"
    CHOOSE_DOCUMENTS = "choose_documents"
    STATUS = "status"
    PRIVACY = "privacy"
    FORGET = "forget"
    LANGUAGE = "language"
    SETTINGS = "settings"
    ANSWER = "answer"
    COMPARE = "compare"
    CHECK = "check"
    """What somebody says is to be held against the documents."""
    ASKED_NOTHING = "asked_nothing"
    SENT_NO_TEXT = "sent_no_text"
    SENT_FILE = "sent_file"
    """Its question stands under the file."""
    KEEP_FILES = "keep_files"


_CHOICES = frozenset({"language", "settings"})
_HELP = {
    "start": Intent.WELCOME,
    "help": Intent.HELP,
    "status": Intent.STATUS,
    "privacy": Intent.PRIVACY,
    "forget": Intent.FORGET,
}
_WITH_WORDS = {"ask": Intent.ANSWER, "compare": Intent.COMPARE, "check": Intent.CHECK}
"""Commands that work on words: theirs, or those of the message that they reply to."""
_LIBRARY = {"sources": Intent.LIST_DOCUMENTS, "use": Intent.CHOOSE_DOCUMENTS}
_FILES = {"keep": Intent.KEEP_FILES}


@dataclass(frozen=True, slots=True)
class Request:
    """A message to the bot, read."""

    intent: Intent
    question: str = ""
    """Or what the link says, the name to look for, or that of an unknown command."""
    by_name: bool = False
    """Whether a command names the bot."""


@dataclass(frozen=True, slots=True)
class _Command:
    name: str
    bot: str
    """The user name after the at sign, or empty."""
    entity: MessageEntity


def read_request(
    message: Message, me: User, *, takes_files: bool = False, takes_photos: bool = False
) -> Request | None:
    """What a message asks of the bot; None when it is not meant for it.

    Args:
        message: as it came.
        me: the bot.
        takes_files: whether a file that is sent is more than the words under it.
        takes_photos: whether a photo that is sent in private is, too.
    """
    if not _from_a_person(message, me):
        return None
    if takes_photos and message.photo and message.chat.type == ChatType.PRIVATE:
        return Request(Intent.SENT_FILE, _caption(message, me))
    return (_about_files(message, me) if takes_files else None) or _of_words(message, me)


def _about_files(message: Message, me: User) -> Request | None:
    """What a message asks about files that are sent; None: nothing."""
    text, entities = _text_of(message)
    private = message.chat.type == ChatType.PRIVATE
    command = _leading_command(text, entities)
    if command is not None and command.name in _FILES and (private or command.bot):
        return _read_files_command(command, message, me)
    if message.document is None or not (private or _replies_to(message, me)):
        return None
    return Request(Intent.SENT_FILE, _caption(message, me))


def _caption(message: Message, me: User) -> str:
    """The question under a file."""
    text, entities = _text_of(message)
    command = _leading_command(text, entities)
    asking = [command.entity] if command is not None and command.name == "ask" else []
    return _without(text, [*asking, *_mentions(text, entities, me)])


def _of_words(message: Message, me: User) -> Request | None:
    text, entities = _text_of(message)
    private = message.chat.type == ChatType.PRIVATE
    if command := _leading_command(text, entities):
        return _read_command(command, message, me, private=private)
    mentions = _mentions(text, entities, me)
    if private and not text:
        # Service messages (a pin, a changed photo) carry nothing that anyone sent to be understood.
        return Request(Intent.SENT_NO_TEXT) if message.effective_attachment else None
    if private and not mentions:
        return _in_private(text, message, me)
    if mentions or (text and _replies_to(message, me)):
        return _question(_without(text, mentions), message, me)
    return None


def _in_private(text: str, message: Message, me: User) -> Request:
    """What words in a private chat ask: what is forwarded is checked, if it states a figure."""
    if message.forward_origin is not None and states_figure(text):
        return Request(Intent.CHECK, text)
    if claim := _claim(text, message, me):
        return Request(Intent.CHECK, claim)
    if asks_for_list(text):
        return Request(Intent.LIST_DOCUMENTS)
    quoted = _quoted_question(message, me) if asks_about_claim(text) else ""
    return Request(Intent.ANSWER, quoted or text.strip() or text)


def _from_a_person(message: Message, me: User) -> bool:
    """Not from another bot, with which one could talk for ever, nor what the bot itself wrote inline.

    Anonymous admins and channels look like bots; a `sender_chat` tells them.
    """
    bot_author = message.from_user is not None and message.from_user.is_bot and not message.sender_chat
    own_words = message.via_bot is not None and message.via_bot.id == me.id
    return not bot_author and not own_words and message.chat.type != ChatType.CHANNEL


def _text_of(message: Message) -> tuple[str, Sequence[MessageEntity]]:
    if message.text:
        return message.text, message.entities
    return message.caption or "", message.caption_entities


def _leading_command(text: str, entities: Sequence[MessageEntity]) -> _Command | None:
    for entity in entities:
        if entity.type == MessageEntity.BOT_COMMAND and entity.offset == 0:
            name, _, bot = text[1 : entity.length].partition("@")
            return _Command(name.lower(), bot.lower(), entity)
    return None


def _read_command(command: _Command, message: Message, me: User, *, private: bool) -> Request | None:
    if command.bot and command.bot != (me.username or "").lower():
        return None
    if (asked := _WITH_WORDS.get(command.name)) is not None:
        text, entities = _text_of(message)
        words = _without(text, [command.entity, *_mentions(text, entities, me)])
        if asked is Intent.ANSWER:
            return _question(words, message, me)
        words = words if words and not asks_about_claim(words) else _quoted_question(message, me)
        return Request(asked, words) if words else Request(Intent.ASKED_NOTHING)
    if command.name == "start" and private and is_reading_link(payload := _after(command, message)):
        return Request(Intent.OPEN_LINK, payload)
    intent = _intent(command, private=private)
    words = command.name if intent is Intent.UNKNOWN_COMMAND else ""
    if command.name in _LIBRARY:
        words = _after(command, message)
    return Request(intent, words, by_name=bool(command.bot)) if intent is not None else None


def _read_files_command(command: _Command, message: Message, me: User) -> Request | None:
    if command.bot and command.bot != (me.username or "").lower():
        return None
    return Request(_FILES[command.name], _after(command, message), by_name=bool(command.bot))


def _intent(command: _Command, *, private: bool) -> Intent | None:
    if command.name in _CHOICES:
        return Intent.LANGUAGE if private else Intent.SETTINGS
    if command.name in _LIBRARY:
        return _LIBRARY[command.name]
    # A group may hold several bots that know /help; a private chat has only this one to turn to.
    if not private and not command.bot:
        return None
    return _HELP.get(command.name, Intent.UNKNOWN_COMMAND if private else None)


def _after(command: _Command, message: Message) -> str:
    return _without(_text_of(message)[0], [command.entity])


def _question(text: str, message: Message, me: User) -> Request:
    """The question in the words that are left; without any that ask something, in the message replied to."""
    if claim := _claim(text, message, me):
        return Request(Intent.CHECK, claim)
    if asks_for_list(text):
        return Request(Intent.LIST_DOCUMENTS)
    quoted = _quoted_question(message, me)
    question = quoted if quoted and asks_about_claim(text) else text or quoted
    return Request(Intent.ANSWER, question) if question else Request(Intent.ASKED_NOTHING)


def _claim(text: str, message: Message, me: User) -> str:
    """What is to be checked: what follows 核实, or under 真的吗 the message replied to, unless that asks something itself."""
    if claim := claim_to_check(text):
        return claim
    quoted = _quoted_question(message, me)
    return quoted if text and asks_about_claim(text) and not is_question(quoted) else ""


def _quoted_question(message: Message, me: User) -> str:
    """What somebody else said, when the bot is called upon to answer it."""
    replied = message.reply_to_message
    if replied is None or (replied.from_user is not None and replied.from_user.id == me.id):
        return ""
    if message.quote is not None:
        return message.quote.text.strip(_AROUND)
    return (replied.text or replied.caption or "").strip(_AROUND)


def _replies_to(message: Message, me: User) -> bool:
    """In a topic every message formally replies to the one that opened it, which the bot may have sent."""
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.forum_topic_created is not None:
        return False
    return replied.from_user.id == me.id


def _mentions(text: str, entities: Sequence[MessageEntity], me: User) -> list[MessageEntity]:
    return [entity for entity in entities if _is_mention(text, entity, me)]


def _is_mention(text: str, entity: MessageEntity, me: User) -> bool:
    if entity.type == MessageEntity.TEXT_MENTION:
        return entity.user is not None and entity.user.id == me.id
    if entity.type != MessageEntity.MENTION or not me.username:
        return False
    return _part(text, entity).lower() == f"@{me.username.lower()}"


def _part(text: str, entity: MessageEntity) -> str:
    """The characters of an entity, whose offsets count UTF-16 units."""
    units = text.encode("utf-16-le", "surrogatepass")
    part = units[2 * entity.offset : 2 * (entity.offset + entity.length)]
    return part.decode("utf-16-le", "replace")


def _without(text: str, entities: Sequence[MessageEntity]) -> str:
    """The text with some entities taken out."""
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in sorted(entities, key=lambda entity: entity.offset, reverse=True):
        before, after = units[: 2 * entity.offset], units[2 * (entity.offset + entity.length) :]
        units = before + " ".encode("utf-16-le") + after
    return _BLANKS.sub(" ", units.decode("utf-16-le", "replace")).strip(_AROUND)
