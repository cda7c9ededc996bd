"""/start, /help and a group that the bot joins, answered while the documents still load."""

from __future__ import annotations

from telegram import Message

from bot.conversation.records import Speaker
from bot.conversation.scopes import scope_of
from bot.faces.telegram_app.handlers.context import (
    AcceptedQuestion,
    BotContext,
    destination_of,
    is_group,
    language_in,
)
from bot.faces.telegram_app.handlers.presses import ButtonPress
from bot.faces.telegram_app.handlers.questions import answer_question, label_of
from bot.messages import chat_texts_in, texts_in
from bot.presentation import render_sentence
from bot.presentation.rich_text import clipped
from bot.presentation.welcome import EXAMPLE, render_greeting, render_help, render_welcome
from retrieval.types import Language

_COMMAND_UNITS = 32


async def welcome(context: BotContext, message: Message) -> None:
    """/start: say what can be asked, with examples."""
    group, chat = is_group(message), message.chat.id
    language, scope = await language_in(context, message), scope_of(message.chat.id)
    examples = await context.answer_service.examples(language, scope=scope)
    titles = await context.answer_service.titles(scope=scope)
    text = render_welcome(language, titles, examples, context.setting_in(chat))
    await context.gate.send(destination_of(message, reply=group, alone=True), text)
    if language is Language.TRADITIONAL and not group:
        # The menu for everybody's Chinese is in simplified characters.
        await context.menus.set_for(chat, language)


async def tell_how(context: BotContext, message: Message) -> None:
    """/help: say how to do what."""
    text = render_help(await language_in(context, message), context.setting_in(message.chat.id))
    await context.gate.send(destination_of(message, alone=True), text)


async def tell_unknown(context: BotContext, message: Message, command: str) -> None:
    """Say that there is no such command."""
    texts = texts_in(await language_in(context, message))
    shown = texts.unknown_command.format(command=clipped(f"/{command}", _COMMAND_UNITS))
    await context.gate.send(destination_of(message, alone=True), render_sentence(shown))


async def greet_group(context: BotContext, message: Message) -> None:
    """Say once, in one line, how to ask in a group that the bot was added to."""
    text = render_greeting(await language_in(context, message), context.gate.bot_name)
    await context.gate.send(destination_of(message, reply=False), text)


async def ask_example(context: BotContext, press: ButtonPress) -> str:
    """A button with an example: answer the question that stands on it."""
    message = press.message
    text = label_of(message, f"{EXAMPLE}:{press.argument}")
    if is_group(message) or not text:
        return chat_texts_in(press.language).button_gone
    speaker = Speaker(message.chat.id, destination_of(message).topic, press.person.id)
    await answer_question(context, AcceptedQuestion(speaker, message.message_id, text, press.language))
    return ""
