"""The bot against a server whose replies nobody can read: everybody is answered once, and nobody gets an apology."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import cycle, islice

import pytest

from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import Chat, Garbling, LoopbackServer, User

_QUESTION = "2017年GDP增长目标"
_SECRET = "我的工资"
_AFTER_SENDING = [
    kind for kind in Garbling if kind not in {Garbling.REFUSED, Garbling.NOT_FOUND, Garbling.BROKEN_ERROR}
]
_READABLE = Garbling.HUGE


@pytest.fixture
def people(own_server: LoopbackServer) -> list[tuple[User, Chat]]:
    users = [own_server.user(f"用户{number}", language_code="zh-hans") for number in range(100)]
    return [(user, own_server.private_chat(user)) for user in users]


def _warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= 30]


def test_fifty_garbled_replies_among_a_hundred_people(
    own_server: LoopbackServer, people: list[tuple[User, Chat]], caplog: pytest.LogCaptureFixture
) -> None:
    kinds = [kind for kind in _AFTER_SENDING if kind is not _READABLE]
    for (_, chat), kind in zip(people, islice(cycle(kinds), 36), strict=False):
        own_server.garble("sendMessage", kind, chat_id=chat.id)
    for (_, chat), kind in zip(people[60:64], kinds[::3], strict=False):
        own_server.garble("editMessageText", kind, chat_id=chat.id)
    own_server.garble("answerInlineQuery", Garbling.DEEP, times=6)
    own_server.garble("setMyCommands", Garbling.NULL, times=4)
    with running_bot(own_server, FakeAnswering):
        asked = [(chat, chat.send(user, _QUESTION)) for user, chat in people]
        typed = [user.ask_inline(_QUESTION) for user, _ in people[:6]]
        for chat, question in asked:
            assert chat.wait_for_reply(question, timeout=30).marked("bold")[0] == GOAL
        assert all(query.answer().results for query in typed)
        own_server.settle()
        for user, chat in people[60:64]:
            chat.edit(user, asked[people.index((user, chat))][1], f"{_QUESTION}是多少")
        own_server.settle(quiet=1.5)
    assert [len(chat.messages_from_bot()) for _, chat in people] == [1] * 100
    said = Counter(line.split(" cannot")[0] for line in _warnings(caplog))
    assert said == {
        "The server's reply to sendMessage": 36,
        "The server's reply to answerInlineQuery": 6,
        "The server's reply to setMyCommands": 4,
        "The server's reply to editMessageText": 4,
    }
    assert "用户" not in caplog.text
    assert _QUESTION not in caplog.text


@pytest.mark.parametrize("kind", [Garbling.HTML, Garbling.NULL, Garbling.DEEP, Garbling.NOT_FOUND])
def test_a_bot_that_starts_waits_for_replies_it_can_read(
    own_server: LoopbackServer, kind: Garbling, caplog: pytest.LogCaptureFixture
) -> None:
    user = own_server.user("小明", language_code="zh-hans")
    for method in ("getMe", "deleteWebhook", "getUpdates"):
        own_server.garble(method, kind, after=False)
    with running_bot(own_server, FakeAnswering):
        chat = own_server.private_chat(user)
        reply = chat.wait_for_reply(chat.send(user, _QUESTION), timeout=20)
    assert reply.marked("bold")[0] == GOAL
    assert "小明" not in caplog.text
    assert "html" not in caplog.text
    assert "Traceback" not in caplog.text


def test_a_server_that_keeps_silent_holds_up_nobody_else(
    own_server: LoopbackServer, people: list[tuple[User, Chat]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The silence lasts longer than any time-out; what may have arrived is not sent again."""
    monkeypatch.setattr("bot.faces.telegram_app.application._READ_SECONDS", 0.5)
    monkeypatch.setattr("bot.faces.telegram_app.receiving._POLL_SECONDS", timedelta(seconds=0.3))
    monkeypatch.setattr("bot.faces.telegram_app.receiving._ANSWER_SECONDS", timedelta(seconds=0.5))
    (silenced, *others) = people[:11]
    for method in ("sendMessage", "sendChatAction"):
        own_server.silence(method, chat_id=silenced[1].id, times=2)
    with running_bot(own_server, FakeAnswering):
        first = [silenced[1].send(silenced[0], f"{_QUESTION} {number}") for number in range(3)]
        own_server.wait_for_call("getUpdates")
        own_server.silence("getUpdates", times=2)
        for user, chat in others:
            assert chat.wait_for_reply(chat.send(user, _QUESTION), timeout=20).marked("bold")[0] == GOAL
        silenced[1].wait_for_reply(first[2], timeout=20)
        own_server.settle()
    assert [len(chat.messages_from_bot()) for _, chat in people[:11]] == [3] + [1] * 10


class TestFailures:
    """What no handler expected; the failure is planted, as no input brings one."""

    @pytest.fixture(autouse=True)
    def _plant(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object) -> None:
            raise KeyError(_SECRET)

        monkeypatch.setattr(self._place, fail)

    _place = "bot.faces.telegram_app.handlers.typing.TypingSigns.if_slow"

    def test_an_apology_and_a_trace_without_words(
        self, own_server: LoopbackServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        user = own_server.user("小明", language_code="zh-hans")
        chat, group = own_server.private_chat(user), own_server.group("群")
        with running_bot(own_server, FakeAnswering):
            chat.wait_for_reply(chat.send(user, _SECRET))
            assert chat.ask(user, "/privacy").text, "others are served"
            group.send(user, f"/ask {_SECRET}")
            own_server.settle()
        assert len(chat.messages_from_bot()) == 2
        assert group.messages_from_bot() == []
        lines = _warnings(caplog)
        assert [line.splitlines()[0] for line in lines] == ["An update could not be handled"] * 2
        assert lines[0].endswith("KeyError")
        assert _SECRET not in caplog.text
        assert "小明" not in caplog.text

    def test_an_apology_that_fails_fails_alone(
        self, own_server: LoopbackServer, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        user = own_server.user("小明", language_code="zh-hans")
        chat = own_server.private_chat(user)
        with running_bot(own_server, FakeAnswering):
            with monkeypatch.context() as patch:
                patch.setattr("bot.faces.telegram_app.handlers.failures.language_of", lambda _: {}[_SECRET])
                chat.send(user, _SECRET)
                own_server.settle()
            assert chat.ask(user, "/privacy").text
        assert [line.splitlines()[0] for line in _warnings(caplog)] == [
            "An update could not be handled",
            "Nor could its author be told so",
        ]
        assert _SECRET not in caplog.text


class TestFailuresAfterTheAnswer(TestFailures):
    """The same, once the answer is delivered: nothing is said."""

    _place = "bot.faces.telegram_app.recent_answers.RecentAnswers.remember"

    def test_an_apology_and_a_trace_without_words(
        self, own_server: LoopbackServer, caplog: pytest.LogCaptureFixture
    ) -> None:
        user = own_server.user("小明", language_code="zh-hans")
        chat = own_server.private_chat(user)
        own_server.garble("sendMessage", Garbling.HTML, times=1)
        with running_bot(own_server, FakeAnswering):
            for number in range(3):
                reply = chat.wait_for_reply(chat.send(user, f"{_SECRET}{number}"))
                assert reply.marked("bold")[0] == GOAL
            own_server.settle()
        assert len(chat.messages_from_bot()) == 3
        assert _SECRET not in caplog.text

    # No apology is sent here, so there is none that could fail: the inherited test is not collected.
    test_an_apology_that_fails_fails_alone = None  # type: ignore[assignment]
