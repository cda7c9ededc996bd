"""What the handlers share, and where in Telegram a message was said."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from telegram import Message
from telegram.constants import ChatType

from bot.config import ConversationSettings
from bot.conversation.answer_service import AnswerService
from bot.conversation.conversation import Conversation
from bot.conversation.keyed_lock import KeyedLock
from bot.conversation.late_in_groups import LATE_SECONDS, LateInGroups
from bot.conversation.quotas import Quotas, Verdict
from bot.conversation.records import AnswerId, Speaker
from bot.faces.telegram_app.downloads import Downloads
from bot.faces.telegram_app.handlers.busy_notices import BusyNotices
from bot.faces.telegram_app.handlers.refusals import Refusals
from bot.faces.telegram_app.handlers.typing import TypingSigns
from bot.faces.telegram_app.handling import is_taken_up
from bot.faces.telegram_app.inline_sending import InlineGate
from bot.faces.telegram_app.members import Members
from bot.faces.telegram_app.menus import Menus
from bot.faces.telegram_app.recent_answers import RecentAnswers
from bot.faces.telegram_app.sending import Destination, SendGate
from bot.faces.telegram_app.sending_retries import Quote, may_move
from bot.messages import user_language
from bot.operations.metrics import Metrics
from bot.presentation.answer_buttons import Setting, answer_of_button
from retrieval.types import Language


@dataclass(frozen=True, slots=True)
class AcceptedQuestion:
    """A question that will be answered."""

    speaker: Speaker
    message: int
    """Its number in the chat."""
    text: str
    language: Language
    """To speak with whoever asked."""
    replied_to: AnswerId | None = None
    """The answer of the bot that it is a reply to."""
    late: float | None = None
    """When it was said, in seconds since 1970, if that is long ago; None: just now."""
    member: int | None = None
    """Who asked, in a group and in their own name."""


@dataclass(frozen=True, slots=True)
class BotContext:
    """The collaborators of every handler."""

    answer_service: AnswerService
    gate: SendGate
    inline_gate: InlineGate
    menus: Menus
    members: Members
    conversation: Conversation
    kept_for: ConversationSettings
    """For how long what is kept is kept."""
    quotas: Quotas
    """Of groups."""
    private_quotas: Quotas
    downloads: Downloads
    metrics: Metrics
    recent: RecentAnswers = field(default_factory=RecentAnswers)
    signs: TypingSigns = field(default_factory=TypingSigns)
    busy: BusyNotices = field(default_factory=BusyNotices)
    refusals: Refusals = field(default_factory=Refusals)
    late: LateInGroups = field(default_factory=LateInGroups)
    questions: KeyedLock[tuple[int, int]] = field(default_factory=KeyedLock)
    """Which question, by chat and message, is being answered: one that is edited meanwhile waits."""

    def setting_in(self, chat: int) -> Setting:
        """Where a message to a chat is shown."""
        # A private chat has the number of its person; those of groups are negative.
        takes_files = self.conversation.uploading is not None
        return Setting(
            self.gate.bot_name,
            is_private=chat > 0,
            takes_files=takes_files,
            opens_here=chat > 0 or self.gate.ephemeral.is_known,
        )

    def judge(self, chat: int, person: int) -> Verdict:
        """Whether somebody may ask in a chat; what a stop has interrupted was accepted before it."""
        quotas = self.private_quotas if chat > 0 else self.quotas
        if is_taken_up():
            quotas.count(chat, person)
            return Verdict.ACCEPTED
        verdict = quotas.judge(chat, person)
        if verdict is not Verdict.ACCEPTED:
            self.metrics.question_refused("over_quota")
        return verdict

    async def move(self, old: int, new: int) -> None:
        """Take along what is known of a group that became a supergroup; no other chat moves, whatever is said."""
        if not may_move(old, new):
            return
        self.gate.moved(old, new)
        self.quotas.move(old, new)
        # Last, as it waits: what is read after it began is read after the move.
        await self.conversation.move(old, new)


def is_group(message: Message) -> bool:
    """Whether others than its author read it."""
    return message.chat.type != ChatType.PRIVATE


def is_late(message: Message) -> bool:
    """Whether it was said so long ago that the bot must have been away."""
    return time.time() - message.date.timestamp() > LATE_SECONDS


def destination_of(
    message: Message,
    *,
    reply: bool = True,
    quote: Quote | None = None,
    is_answer: bool = False,
    alone: bool = False,
) -> Destination:
    """The chat and the topic of a message; its thread is one only when the message says so.

    Args:
        message: that is answered.
        reply: whether what is sent replies to it.
        quote: the words of it to quote.
        is_answer: see `Destination`.
        alone: whether what is sent concerns only whoever said it.
    """
    topic = message.message_thread_id if message.is_topic_message else None
    reply_to = message.message_id if reply else None
    only_for = _member(message) if alone else None
    return Destination(message.chat.id, topic, reply_to, quote, is_answer=is_answer, only_for=only_for)


def _member(message: Message) -> int | None:
    """Whoever said something in a group in their own name."""
    if not is_group(message) or message.sender_chat is not None or message.from_user is None:
        return None
    return message.from_user.id


def speaker_of(message: Message) -> Speaker:
    """Who said it: a person, or the channel or group in whose name it was said."""
    author = message.sender_chat or message.from_user
    person = author.id if author is not None else message.chat.id
    return Speaker(message.chat.id, destination_of(message).topic, person)


async def accepted(context: BotContext, message: Message, question: str) -> AcceptedQuestion:
    """The question in a message, with all that answering it needs."""
    language = await language_in(context, message)
    replied_to = answer_in(message.reply_to_message)
    late = message.date.timestamp() if is_late(message) else None
    return AcceptedQuestion(
        speaker_of(message), message.message_id, question, language, replied_to, late, _member(message)
    )


def answer_in(message: Message | None) -> AnswerId | None:
    """The answer that a message of the bot shows, as the buttons under it say; None: it shows none."""
    markup = message.reply_markup if message is not None else None
    buttons = (button for row in markup.inline_keyboard for button in row) if markup is not None else ()
    keys = (answer_of_button(str(button.callback_data or ""), button.url or "") for button in buttons)
    return next((key for key in keys if key is not None), None)


async def language_in(context: BotContext, message: Message) -> Language:
    """The language the chat has chosen, or else that of whoever said it."""
    return (await context.conversation.memory.settings(message.chat.id)).language or language_of(message)


def language_of(message: Message) -> Language:
    """The language to speak with whoever said it, where the chat has not chosen one."""
    code = message.from_user.language_code if message.from_user is not None else None
    return user_language(code, message.text or message.caption or "")
