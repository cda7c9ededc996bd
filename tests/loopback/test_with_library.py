"""The server as python-telegram-bot meets it: a small bot by polling and by webhook."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from telegram import (
    Bot,
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    ReplyParameters,
    Update,
)
from telegram.error import BadRequest, ChatMigrated, InvalidToken, NetworkError, RetryAfter
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    InlineQueryHandler,
    MessageHandler,
    filters,
)

from . import LoopbackServer
from .stubs import MEDIA

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

Context = ContextTypes.DEFAULT_TYPE
BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("下一条", callback_data="next")]])


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


async def on_text(update: Update, context: Context) -> None:
    message = update.effective_message
    assert message
    quoted = ReplyParameters(message.message_id, quote=(message.text or "")[-2:])
    await message.reply_html(f"<b>{message.text_html}</b>", reply_parameters=quoted, reply_markup=BUTTONS)


async def on_inline(update: Update, context: Context) -> None:
    assert update.inline_query
    content = InputTextMessageContent("<b>7%</b>", "HTML")
    await update.inline_query.answer([InlineQueryResultArticle("1", "增长7%", content)], cache_time=60)


async def on_press(update: Update, context: Context) -> None:
    assert update.callback_query
    await update.callback_query.answer("好")
    await update.callback_query.edit_message_text("第二条")


def application(server: LoopbackServer) -> Application[Any, Any, Any, Any, Any, Any]:
    builder = ApplicationBuilder().token(server.token).base_url(server.base_url).concurrent_updates(True)
    bot = builder.build()
    bot.add_handler(MessageHandler(filters.TEXT, on_text))
    bot.add_handler(InlineQueryHandler(on_inline))
    bot.add_handler(CallbackQueryHandler(on_press))
    return bot


@contextmanager
def running_bot(server: LoopbackServer, webhook_port: int | None = None) -> Iterator[None]:
    """Run a small bot in a thread of its own."""
    ready, loop = threading.Event(), asyncio.new_event_loop()
    stop = asyncio.Event()

    async def serve() -> None:
        async with application(server) as bot:
            assert bot.updater
            if webhook_port is None:
                await bot.updater.start_polling(timeout=5)
            else:
                url = f"http://127.0.0.1:{webhook_port}/hook"
                await bot.updater.start_webhook(
                    port=webhook_port, url_path="hook", webhook_url=url, secret_token="secret"
                )
            await bot.start()
            ready.set()
            await stop.wait()
            await bot.updater.stop()
            await bot.stop()

    def run() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=run)
    thread.start()
    try:
        assert ready.wait(10)
        yield
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)


def with_bot(server: LoopbackServer, act: Callable[[Bot], Awaitable[object]]) -> None:
    async def run() -> None:
        async with Bot(server.token, base_url=server.base_url) as bot:
            await act(bot)

    asyncio.run(run())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize("by", ["polling", "webhook"])
def test_a_conversation(server: LoopbackServer, by: str) -> None:
    user = server.user("小明")
    chat, group = server.private_chat(user), server.group("群")
    with running_bot(server, free_port() if by == "webhook" else None):
        answer = chat.ask(user, "1 < 2 & GDP")
        assert (answer.text, answer.marked("bold"), answer.quote) == ("1 < 2 & GDP", ["1 < 2 & GDP"], "DP")
        press = chat.press(user, answer, "下一条")
        assert chat.wait_for_edit(answer).text == "第二条"
        assert press.answer().text == "好"
        inline = user.inline("GDP")
        assert [one.text for one in inline.results] == ["7%"]
        assert inline.seconds < 2
        question = group.send(user, "@yinju_test_bot GDP")
        assert group.wait_for_reply(question).text == "@yinju_test_bot GDP"
        unheard = group.send(user, "闲聊")
        server.settle()
        assert group.messages_from_bot(after=unheard) == []
    assert server.refusals == []
    assert server.world.updates.waiting == []


def test_webhook_tries_again_until_the_bot_is_there(server: LoopbackServer) -> None:
    user = server.user("小明")
    chat = server.private_chat(user)
    port = free_port()
    chat.send(user, "早到的问题")

    async def act(bot: Bot) -> None:
        await bot.set_webhook(f"http://127.0.0.1:{port}/hook")
        await asyncio.sleep(0.2)
        info = await bot.get_webhook_info()
        assert info.last_error_message == "Connection failed: ConnectionRefusedError"
        assert info.pending_update_count == 1

    with_bot(server, act)
    with running_bot(server, port):
        assert chat.wait_for_message().text == "早到的问题"


def test_a_bot_stopped_in_the_middle_gets_its_update_again(server: LoopbackServer) -> None:
    user = server.user("小明")
    chat = server.private_chat(user)

    async def act(bot: Bot) -> None:
        assert [one.update_id for one in await bot.get_updates(timeout=2)] == [1000]

    chat.send(user, "问")
    with_bot(server, act)
    with running_bot(server):
        assert chat.wait_for_message().text == "问"


def test_fifty_people_at_once(server: LoopbackServer) -> None:
    users = [server.user(f"用户{number}") for number in range(50)]
    chats = [server.private_chat(user) for user in users]
    with running_bot(server):
        for user, chat in zip(users, chats, strict=True):
            chat.send(user, f"问题{user.id}")
        answers = [chat.wait_for_message().text for chat in chats]
    assert answers == [f"问题{user.id}" for user in users]
    assert server.refusals == []


def test_errors_arrive_as_the_library_names_them(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else reading retry_after warns

    user = server.user("小明")
    chat, old = server.private_chat(user), server.group("群", basic=True)
    new = old.upgrade(user)

    async def act(bot: Bot) -> None:
        with pytest.raises(BadRequest, match="Message text is empty"):
            await bot.send_message(chat.id, "")
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(old.id, "x")
        assert moved.value.new_chat_id == new.id
        server.fail("sendMessage", retry_after=7, chat_id=chat.id)
        with pytest.raises(RetryAfter) as flood:
            await bot.send_message(chat.id, "x")
        assert flood.value.retry_after == timedelta(seconds=7)
        for status in (500, 502):
            server.fail("getMe", status=status)
            with pytest.raises(NetworkError):
                await bot.get_me()
        server.cut("getMe")
        with pytest.raises(NetworkError, match="RemoteProtocolError"):
            await bot.get_me()
        server.refuse("setMyCommands")
        with pytest.raises(InvalidToken):
            await bot.set_my_commands([BotCommand("ask", "提问")])

    with_bot(server, act)


def test_profile_and_members_parse(server: LoopbackServer) -> None:
    user, group = server.user("小明"), server.group("群")
    group.promote(user)

    async def act(bot: Bot) -> None:
        await bot.set_my_commands([BotCommand("ask", "提问")], language_code="zh")
        assert [one.command for one in await bot.get_my_commands(language_code="zh")] == ["ask"]
        assert (await bot.get_chat(group.id)).title == "群"
        assert (await bot.get_chat_member(group.id, user.id)).status == "administrator"
        assert [one.user.id for one in await bot.get_chat_administrators(group.id)] == [user.id]
        assert (await bot.get_webhook_info()).url == ""

    with_bot(server, act)


def test_every_stub_parses(server: LoopbackServer) -> None:
    user = server.user("小明")
    chat = server.private_chat(user)
    for kind in MEDIA:
        chat.send_media(user, kind)

    async def act(bot: Bot) -> None:
        updates = await bot.get_updates()
        for update, kind in zip(updates, MEDIA, strict=True):
            assert update.message
            assert getattr(update.message, kind)

    with_bot(server, act)
