"""From an update's arrival to the end of its handling: kept before it is confirmed, answered once, forgotten in time."""

from __future__ import annotations

import asyncio
import logging
import socket
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from bot.config import GroupSettings
from bot.errors import StorageError
from bot.storage import Storage
from bot.storage.received_updates import ReceivedUpdatesTable
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import Chat, LoopbackServer, Message, User
from tests.loopback.garbling import Garbling

QUESTION = "2017年GDP目标"


def webhook_settings() -> dict[str, object]:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = int(held.getsockname()[1])
    return {"mode": "webhook", "webhook_port": port, "webhook_url": f"http://127.0.0.1:{port}"}


def pages(storage: Storage, most: int) -> None:
    """Let the file have so many pages and no more, as on a disk that is full."""
    asyncio.run(storage._database.read(f"PRAGMA max_page_count = {most}"))


def until(holds: Callable[[], object], seconds: float = 10.0) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def bodies(database: Path) -> list[str]:
    """What is kept of each update; nothing of one that is done."""
    connection = sqlite3.connect(database)
    found = [
        "" if body == "{}" else body
        for (body,) in connection.execute("SELECT body FROM received_updates ORDER BY number")
    ]
    connection.close()
    return found


def again(server: LoopbackServer, chat: Chat, message: Message) -> None:
    """Deliver a message once more, as another update."""
    server.world.updates.add("message", message.json, chat.id)


@pytest.fixture
def user(own_server: LoopbackServer) -> User:
    return own_server.user("安", language_code="zh-hans")


@pytest.fixture
def chat(own_server: LoopbackServer, user: User) -> Chat:
    return own_server.private_chat(user)


class TestDeliveredTwice:
    @pytest.mark.parametrize("settings", [dict, webhook_settings], ids=["polling", "webhook"])
    def test_in_one_run(
        self, own_server: LoopbackServer, chat: Chat, user: User, settings: Callable[[], dict[str, object]]
    ) -> None:
        with running_bot(own_server, FakeAnswering, **settings()):
            asked = chat.send(user, QUESTION)
            again(own_server, chat, asked)
            chat.wait_for_reply(asked)
            again(own_server, chat, asked)
            own_server.settle()
        assert [one.marked("bold")[0] for one in chat.messages_from_bot()] == [GOAL]

    def test_before_and_after_a_restart(
        self, own_server: LoopbackServer, chat: Chat, user: User, tmp_path: Path
    ) -> None:
        database = tmp_path / "yinju.sqlite"
        with running_bot(own_server, FakeAnswering, database=database):
            asked = chat.send(user, QUESTION)
            chat.wait_for_reply(asked)
        again(own_server, chat, asked)
        with running_bot(own_server, FakeAnswering, database=database):
            own_server.settle()
        assert len(chat.messages_from_bot()) == 1

    def test_by_a_server_that_does_not_mind_what_is_confirmed(
        self, own_server: LoopbackServer, chat: Chat, user: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(type(own_server.world.updates), "confirm", lambda *_: None)
        with running_bot(own_server, FakeAnswering):
            asked = chat.send(user, QUESTION)
            chat.wait_for_reply(asked)
            own_server.wait_for_call("getUpdates", 3)
        assert len(chat.messages_from_bot()) == 1
        assert len(own_server.calls_of("getUpdates")) < 10

    def test_two_edits_within_a_second_both_count(
        self, own_server: LoopbackServer, chat: Chat, user: User
    ) -> None:
        fake = FakeAnswering()
        with running_bot(own_server, lambda: fake):
            asked = chat.send(user, QUESTION)
            chat.wait_for_reply(asked)
            chat.edit(user, asked, "第一次改")
            chat.edit(user, asked, "第二次改")
            own_server.settle()
        assert [words for words, _ in fake.asked] == [QUESTION, "第一次改", "第二次改"]


class TestNothingCanBeStored:
    @pytest.mark.parametrize("settings", [dict, webhook_settings], ids=["polling", "webhook"])
    def test_until_there_is_room(
        self,
        own_server: LoopbackServer,
        chat: Chat,
        user: User,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
        settings: Callable[[], dict[str, object]],
    ) -> None:
        database = tmp_path / "yinju.sqlite"
        with running_bot(own_server, FakeAnswering, database=database, **settings()) as storage:
            chat.ask(user, QUESTION)
            own_server.settle()
            pages(storage, 1)
            asked = [chat.send(user, QUESTION + "长" * 4000) for _ in range(3)]
            until(lambda: "can be stored" in caplog.text)
            time.sleep(1.0)
            assert own_server.world.updates.waiting != [], "not confirmed"
            assert len(chat.messages_from_bot()) == 1
            pages(storage, 100_000)
            for one in asked:
                chat.wait_for_reply(one, timeout=20.0)
            own_server.settle()
        assert len(chat.messages_from_bot()) == 4
        said = [
            one.getMessage()
            for one in caplog.records
            if one.name == "bot.faces.telegram_app.received_updates"
        ]
        assert said == [
            f"The chats kept in {database} cannot be used: database or disk is full. "
            "Messages wait with Telegram until they can be stored.",
            "Messages are stored again.",
        ]

    def test_what_was_answered_meanwhile_is_marked_later(
        self,
        own_server: LoopbackServer,
        chat: Chat,
        user: User,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        async def failing(*_: object) -> None:
            raise StorageError("a file", "no space is left")

        database = tmp_path / "yinju.sqlite"
        with running_bot(own_server, FakeAnswering, database=database) as storage:
            own_server.delay("sendMessage", 0.5, times=1)
            asked = chat.send(user, QUESTION)
            until(lambda: database.exists() and any(bodies(database)))
            with monkeypatch.context() as patched:
                patched.setattr(storage.received, "done", failing)
                chat.wait_for_reply(asked)
                own_server.settle()
                assert any(bodies(database))
            chat.ask(user, QUESTION)
            own_server.settle()
            assert bodies(database) == ["", ""]
        with running_bot(own_server, FakeAnswering, database=database):
            own_server.settle()
        assert len(chat.messages_from_bot()) == 2


class TestDeliveredAndNotMarked:
    """The bot ends between an answer's delivery and the end of the transaction that says so."""

    @pytest.fixture(autouse=True)
    def _nothing_is_marked(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
        async def failing(*_: object) -> None:
            raise StorageError("a file", "no space is left")

        with monkeypatch.context() as patched:
            patched.setattr(ReceivedUpdatesTable, "done", failing)
            self.marking = patched
            yield

    def served_again(self, server: LoopbackServer, database: Path) -> None:
        assert any(bodies(database)), "not marked"
        self.marking.undo()
        server.clear_faults()
        with running_bot(server, FakeAnswering, database=database):
            server.settle()
        assert not any(bodies(database))
        assert [file.name for file in database.parent.iterdir() if "delivered" in file.name] == []

    def test_an_answer(self, own_server: LoopbackServer, chat: Chat, user: User, tmp_path: Path) -> None:
        database = tmp_path / "yinju.sqlite"
        with running_bot(own_server, FakeAnswering, database=database):
            chat.ask(user, QUESTION)
            own_server.settle()
        self.served_again(own_server, database)
        assert len(chat.messages_from_bot()) == 1

    @pytest.mark.parametrize(("kind", "answers"), [(Garbling.WRONG_TYPES, 1), (Garbling.HALF, 2)])
    def test_an_answer_whose_receipt_is_strange(
        self,
        own_server: LoopbackServer,
        chat: Chat,
        user: User,
        tmp_path: Path,
        kind: Garbling,
        answers: int,
    ) -> None:
        """Where the server has said that it took the answer, whatever else it said; otherwise it may not have arrived."""
        database = tmp_path / "yinju.sqlite"
        own_server.garble("sendMessage", kind, times=None)
        with running_bot(own_server, FakeAnswering, database=database):
            asked = chat.send(user, QUESTION)
            chat.wait_for_reply(asked)
            own_server.settle()
        self.served_again(own_server, database)
        assert len(chat.messages_from_bot()) == answers

    def test_a_notice_that_turned_into_the_answer(
        self, own_server: LoopbackServer, chat: Chat, user: User, tmp_path: Path
    ) -> None:
        database, opened = tmp_path / "yinju.sqlite", threading.Event()

        def source() -> FakeAnswering:
            opened.wait()
            return FakeAnswering()

        with running_bot(own_server, source, database=database):
            notice = chat.ask(user, QUESTION)
            opened.set()
            chat.wait_for_edit(notice)
            own_server.settle()
        self.served_again(own_server, database)
        assert len(chat.messages_from_bot()) == 1

    def test_a_notice_alone_is_no_answer(
        self,
        own_server: LoopbackServer,
        chat: Chat,
        user: User,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr("bot.faces.telegram_app.service._STOP_SECONDS", 0.1)
        database = tmp_path / "yinju.sqlite"
        own_server.fail("editMessageText", status=500, times=None)
        with running_bot(own_server, threading.Event().wait, database=database):  # type: ignore[arg-type]
            chat.ask(user, QUESTION)
        self.served_again(own_server, database)
        assert chat.messages_from_bot()[-1].marked("bold")[0] == GOAL

    def test_an_answer_that_the_server_refused(
        self, own_server: LoopbackServer, chat: Chat, user: User, tmp_path: Path
    ) -> None:
        database = tmp_path / "yinju.sqlite"
        own_server.fail("sendMessage", status=403, times=1)
        with running_bot(own_server, FakeAnswering, database=database):
            asked = chat.send(user, QUESTION)
            own_server.wait_for_call("sendMessage")
            own_server.settle()
        self.served_again(own_server, database)
        assert chat.wait_for_reply(asked).marked("bold")[0] == GOAL


def test_more_than_enough_stays_with_the_server(
    own_server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.faces.telegram_app.received_updates._MOST_IN_HAND", 5)
    opened = threading.Event()

    def source() -> FakeAnswering:
        opened.wait()
        return FakeAnswering()

    users = [own_server.user(f"用户{number}", language_code="zh-hans") for number in range(150)]
    chats = [own_server.private_chat(user) for user in users]
    asked = [chat.send(user, QUESTION) for chat, user in zip(chats, users, strict=True)]
    with running_bot(own_server, source):
        own_server.wait_for_call("sendMessage", 100)
        time.sleep(0.3)
        assert len(own_server.calls_of("getUpdates")) == 1, "the next one would take the rest"
        opened.set()
        for chat, question in zip(chats, asked, strict=True):
            chat.wait_for_reply(question)


def test_more_than_enough_that_was_interrupted_is_taken_up_little_by_little(
    own_server: LoopbackServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("bot.faces.telegram_app.service._STOP_SECONDS", 0.1)
    database = tmp_path / "yinju.sqlite"
    users = [own_server.user(f"用户{number}", language_code="zh-hans") for number in range(50)]
    chats = [own_server.private_chat(user) for user in users]
    with running_bot(own_server, threading.Event().wait, database=database):  # type: ignore[arg-type]
        for chat, user in zip(chats, users, strict=True):
            chat.send(user, QUESTION)
        own_server.wait_for_call("sendMessage", 50)
    monkeypatch.setattr("bot.faces.telegram_app.received_updates._MOST_IN_HAND", 5)
    with running_bot(own_server, FakeAnswering, database=database):
        until(
            lambda: all(
                [GOAL] in [one.marked("bold")[:1] for one in chat.messages_from_bot()] for chat in chats
            )
        )
        own_server.settle()
    answers = [one for chat in chats for one in chat.messages_from_bot() if one.marked("bold")[:1] == [GOAL]]
    assert len(answers) == len(chats), "each is answered once"


def test_a_webhook_that_has_enough_is_told_later(
    own_server: LoopbackServer, chat: Chat, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running_bot(own_server, FakeAnswering, **webhook_settings(), webhook_secret="a-secret"):
        own_server.wait_for_call("setWebhook")
        monkeypatch.setattr(
            "bot.faces.telegram_app.received_updates.ReceivedUpdates.is_full", property(lambda _: True)
        )
        assert own_server.world.webhook
        headers = {"X-Telegram-Bot-Api-Secret-Token": "a-secret"}
        answer = httpx.post(own_server.world.webhook.url, json={}, headers=headers, trust_env=False)
        assert answer.status_code == 503
        monkeypatch.undo()
        assert chat.ask(user, QUESTION).marked("bold")[0] == GOAL


class TestTakenUp:
    """What a stop has interrupted."""

    @pytest.fixture(autouse=True)
    def _stops_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("bot.faces.telegram_app.service._STOP_SECONDS", 0.1)

    def test_more_than_the_quota_takes_now(self, own_server: LoopbackServer, tmp_path: Path) -> None:
        database = tmp_path / "yinju.sqlite"
        group, users = own_server.group("群"), [own_server.user(name) for name in "甲乙丙"]
        mention = f"@{own_server.username} {QUESTION}"
        own_server.fail("sendMessage", status=500, times=None)
        with running_bot(own_server, FakeAnswering, GroupSettings(questions_per_group=3), database=database):
            asked = [group.send(user, mention) for user in users]
            own_server.wait_for_call("sendMessage", 3)
        own_server.clear_faults()
        quotas = GroupSettings(questions_per_group=2)
        with running_bot(own_server, FakeAnswering, quotas, database=database):
            for question in asked:
                assert group.wait_for_reply(question).marked("bold")[0] == GOAL
            group.send(users[0], mention)
            own_server.settle()
            assert "2" in group.messages_from_bot()[-1].text, "they count for those who ask now"
        assert len(group.messages_from_bot()) == 4

    @pytest.mark.parametrize(("later", "answers"), [(59.0, 1), (61.0, 0)])
    def test_a_press_is_served_while_somebody_waits_for_it(
        self, own_server: LoopbackServer, chat: Chat, user: User, tmp_path: Path, later: float, answers: int
    ) -> None:
        database = tmp_path / "yinju.sqlite"
        with running_bot(own_server, FakeAnswering, database=database):
            welcome = chat.ask(user, "/start")
            own_server.fail("sendMessage", status=500, times=None)
            chat.press(user, welcome, welcome.buttons[0].text)
            own_server.wait_for_call("sendMessage", 2)
        own_server.clear_faults()
        connection = sqlite3.connect(database)
        with connection:
            connection.execute("UPDATE received_updates SET received = received - ?", (later,))
        connection.close()
        with running_bot(own_server, FakeAnswering, database=database):
            own_server.settle()
        assert len(chat.messages_from_bot(after=welcome)) == answers
        assert set(bodies(database)) == {""}

    def test_what_this_version_cannot_read_is_passed_over(
        self,
        own_server: LoopbackServer,
        chat: Chat,
        user: User,
        tmp_path: Path,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        database = tmp_path / "yinju.sqlite"
        own_server.fail("sendMessage", status=500, times=None)
        with running_bot(own_server, FakeAnswering, database=database):
            for _ in range(2):
                chat.send(user, QUESTION)
            own_server.wait_for_call("sendMessage")
            until(lambda: len(bodies(database)) == 2)
        own_server.clear_faults()
        connection = sqlite3.connect(database)
        with connection:
            connection.execute("UPDATE received_updates SET body = '{\"update_id\":[]}' WHERE number = 1000")
        connection.close()
        with running_bot(own_server, FakeAnswering, database=database):
            assert chat.wait_for_message().marked("bold")[0] == GOAL
            own_server.settle()
        assert len(chat.messages_from_bot()) == 1
        assert caplog.text.count("cannot be read and is passed over") == 1
        assert bodies(database) == ["", ""]

    def test_an_edit_of_what_was_not_answered_yet(
        self, own_server: LoopbackServer, chat: Chat, user: User, tmp_path: Path
    ) -> None:
        database, fake = tmp_path / "yinju.sqlite", FakeAnswering()
        own_server.fail("sendMessage", status=500, times=None)
        with running_bot(own_server, FakeAnswering, database=database):
            asked = chat.send(user, QUESTION)
            chat.edit(user, asked, "改过的问题")
            own_server.wait_for_call("sendMessage")
            until(lambda: len(bodies(database)) == 2)
        own_server.clear_faults()
        with running_bot(own_server, lambda: fake, database=database):
            answer = chat.wait_for_reply(asked)
            chat.wait_for_edit(answer)
            own_server.settle()
        assert [words for words, _ in fake.asked] == [QUESTION, "改过的问题"]
        assert len(chat.messages_from_bot()) == 1


def test_nothing_of_what_others_say_to_each_other_is_kept(
    own_server: LoopbackServer, user: User, tmp_path: Path
) -> None:
    own_server.world.privacy = False
    database, group = tmp_path / "yinju.sqlite", own_server.group("群")
    with running_bot(own_server, FakeAnswering, database=database):
        group.send(user, "我们自己的话")
        chat = own_server.private_chat(user)
        chat.ask(user, QUESTION)
        own_server.settle()
        assert bodies(database) == [""]


def test_a_name_is_in_no_body(
    own_server: LoopbackServer, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    database = tmp_path / "yinju.sqlite"
    user = own_server.user("欧阳子虚", username="ouyang_zixu", language_code="zh-hans")
    chat = own_server.private_chat(user)
    with caplog.at_level(logging.INFO), running_bot(own_server, threading.Event().wait, database=database):  # type: ignore[arg-type]
        chat.send(user, QUESTION)
        until(lambda: database.exists() and any(bodies(database)))
        (body,) = bodies(database)
        assert QUESTION.encode("ascii", "backslashreplace").decode() in body
        for name in ("欧阳子虚", "ouyang_zixu"):
            assert name.encode("ascii", "backslashreplace").decode() not in body
