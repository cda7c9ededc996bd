"""/start and /help: what the bot is for and how to ask, answered while the documents still load."""

from __future__ import annotations

from telegram import Message, MessageEntity

from bot.conversation.scopes import scope_of
from bot.faces.telegram_app.handlers.context import (
    AcceptedQuestion,
    BotContext,
    destination_of,
    is_group,
    language_in,
)
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.questions import answer_question
from bot.faces.telegram_app.sending_retries import Quote
from bot.messages import chat_texts_in
from bot.presentation import render_welcome
from bot.presentation.rich_text import units
from bot.storage import Speaker
from retrieval.types import Language


async def welcome(context: BotContext, message: Message, bot: str) -> None:
    """Say how to ask.

    Args:
        context: the collaborators.
        message: the one with the command.
        bot: the bot's user name.
    """
    group = is_group(message)
    language = await language_in(context, message)
    scope = scope_of(message.chat.id)
    examples, titles = (
        await context.answer_service.examples(language, scope=scope),
        await context.answer_service.titles(scope=scope),
    )
    text = render_welcome(language, bot, titles, examples, group=group)
    await context.gate.send(destination_of(message, reply=group), text)
    if language is Language.TRADITIONAL and not group:
        # The menu for everybody's Chinese is in simplified characters.
        await context.menus.set_for(message.chat.id, language)


async def ask_example(context: BotContext, press: ButtonPress) -> str:
    """A button under the examples: answer the one with its number, as it stands in the message."""
    message = press.message
    shown = message.parse_entities([MessageEntity.CODE])
    examples = [words for _, words in sorted(shown.items(), key=lambda held: held[0].offset)]
    number = int(press.argument) if press.argument in {"1", "2", "3"} else 0
    if is_group(message) or not 1 <= number <= len(examples):
        return chat_texts_in(press.language).button_gone
    text = examples[number - 1]
    speaker = Speaker(message.chat.id, destination_of(message).topic, press.person.id)
    quote = Quote(text, units((message.text or "").partition(text)[0]))
    await answer_question(context, AcceptedQuestion(speaker, message.message_id, text, press.language), quote)
    return ""
