"""What the bot does when Telegram is slow, floods, fails, cuts or refuses: nobody else notices."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.programs import ANSWER, QUESTION, TITLE, Home, RunningBot
from tests.end_to_end.report_questions import KNOWN
from tests.loopback import Garbling, LoopbackServer, Rates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.loopback import Chat, User


@pytest.fixture(scope="module")
def server(new_home: Callable[[], Home]) -> Iterator[LoopbackServer]:
    with LoopbackServer() as running, RunningBot(running, new_home()) as bot:
        bot.wait_for("The documents are open")
        yield running
        assert running.token not in bot.errors


@pytest.fixture(autouse=True)
def _no_trouble_of_its_own_making(server: LoopbackServer) -> Iterator[None]:
    yield
    server.clear_faults()
    server.world.faults.rates = None
    assert server.refusals == []
    assert server.flood_violations == []


@pytest.fixture
def user(server: LoopbackServer) -> User:
    return server.user("小明", language_code="zh-hans")


@pytest.fixture
def chat(server: LoopbackServer, user: User) -> Chat:
    return server.private_chat(user)


def ask_as_somebody_else(server: LoopbackServer) -> float:
    """Seconds until another person has the right answer."""
    other = server.user("小红", language_code="zh-hans")
    started = time.monotonic()
    assert server.private_chat(other).ask(other, QUESTION).marked("bold")[0] == ANSWER
    return time.monotonic() - started


def test_a_flooded_chat_waits_alone(server: LoopbackServer, chat: Chat, user: User) -> None:
    server.fail("sendMessage", retry_after=2, chat_id=chat.id)
    asked = time.monotonic()
    first = chat.send(user, QUESTION)
    second = chat.send(user, "2017年固定资产投资增长目标")
    assert ask_as_somebody_else(server) < 1
    assert chat.messages_from_bot() == []
    answers = chat.wait_for_messages(2, after=second)
    assert answers[0].at - asked >= 2
    assert [one.marked("bold")[0] for one in answers] == [ANSWER, "固定资产投资增长13%"]
    assert [one.reply_to for one in answers] == [first.message_id, second.message_id]


@pytest.mark.parametrize(
    "kind", [Garbling.HTML, Garbling.HALF, Garbling.CUT, Garbling.NULL, Garbling.WRONG_TYPES]
)
def test_an_answer_whose_receipt_cannot_be_read(
    server: LoopbackServer, chat: Chat, user: User, kind: Garbling
) -> None:
    """It is said once, nobody is sorry for it, and the next question is answered as ever."""
    server.garble("sendMessage", kind, chat_id=chat.id)
    first, second = chat.ask(user, QUESTION), chat.ask(user, QUESTION)
    server.settle()
    assert [first.marked("bold")[0], second.marked("bold")[0]] == [ANSWER, ANSWER]
    assert len(chat.messages_from_bot()) == 2


def test_telegrams_own_rates(server: LoopbackServer) -> None:
    """Three at once to each of eight people, of which Telegram takes one a second from a chat."""
    server.enforce_rates(Rates(private=(1, 1.0), overall=(30, 1.0)))
    people = [server.user(f"用户{number}", language_code="zh-hans") for number in range(8)]
    rooms = [server.private_chat(person) for person in people]
    questions = [KNOWN[0], KNOWN[4], KNOWN[10]]
    for room, person in zip(rooms, people, strict=True):
        for question, *_ in questions:
            room.send(person, question)
    for room in rooms:
        answers = room.wait_for_messages(3)
        said = [answer.marked("bold")[0] for answer in sorted(answers, key=lambda one: one.reply_to or 0)]
        assert [words in one for (_, words, _), one in zip(questions, said, strict=True)] == [True] * 3
    assert {call.status for call in server.refusals} == {429}
    with server.world.changed:  # refusals as Telegram makes them, not a mistake of the bot
        server.api.calls[:] = [call for call in server.api.calls if call.status != 429]


@pytest.mark.parametrize("status", [500, 502, 504])
def test_a_server_that_fails_is_asked_again(
    server: LoopbackServer, chat: Chat, user: User, status: int
) -> None:
    server.fail("sendMessage", status=status, times=2, chat_id=chat.id)
    question = chat.send(user, QUESTION)
    ask_as_somebody_else(server)
    assert chat.wait_for_message(after=question).marked("bold")[0] == ANSWER
    server.settle()
    assert len(chat.messages_from_bot()) == 1


def test_a_cut_connection(server: LoopbackServer, chat: Chat, user: User) -> None:
    server.cut("sendMessage", chat_id=chat.id)
    question = chat.send(user, QUESTION)
    assert ask_as_somebody_else(server) < 1
    assert chat.wait_for_message(after=question).marked("bold")[0] == ANSWER
    server.settle()
    assert len(chat.messages_from_bot()) == 1


def test_refused_markup_goes_out_as_plain_text(server: LoopbackServer, chat: Chat, user: User) -> None:
    refusal = "Bad Request: can't parse entities: Unsupported start tag"
    server.fail("sendMessage", status=400, description=refusal, chat_id=chat.id)
    answer = chat.ask(user, QUESTION)
    assert answer.text.startswith(ANSWER)
    assert answer.text.splitlines()[-1] == f"{TITLE} · 第51段"
    assert answer.entities == ()
    assert not {"<", "&"} & set(answer.text)


def test_a_message_to_reply_to_that_is_gone(server: LoopbackServer, chat: Chat, user: User) -> None:
    refusal = "Bad Request: message to be replied not found"
    server.fail("sendMessage", status=400, description=refusal, chat_id=chat.id)
    answer = chat.ask(user, QUESTION)
    assert (answer.reply_to, answer.marked("bold")[0]) == (None, ANSWER)


def test_somebody_who_blocked_the_bot(server: LoopbackServer, chat: Chat, user: User) -> None:
    chat.send(user, QUESTION)
    chat.block_bot()
    server.fail("sendMessage", status=403, times=None, chat_id=chat.id)
    assert ask_as_somebody_else(server) < 1
    chat.block_bot("member")


def test_a_group_that_becomes_a_supergroup(server: LoopbackServer, user: User) -> None:
    group = server.group("老群", basic=True)
    server.delay("sendMessage", 0.5, times=1, chat_id=group.id)
    group.send(user, f"/ask {QUESTION}")
    upgraded = group.upgrade(user)
    assert upgraded.wait_for_messages(1)[0].marked("bold")[0] == ANSWER
    moved = [call for call in server.refusals if "upgraded" in call.description]
    # Telegram tells the new number by refusing, unless the bot has read it in the group before it sends.
    with server.world.changed:
        server.api.calls[:] = [call for call in server.api.calls if call not in moved]
    assert len(moved) <= 1


def test_polling_goes_on_after_trouble(server: LoopbackServer, chat: Chat, user: User) -> None:
    server.fail("getUpdates", status=502, times=1)
    server.cut("getUpdates", times=1)
    assert ask_as_somebody_else(server) < 8
    assert chat.ask(user, QUESTION).marked("bold")[0] == ANSWER


def test_a_server_out_of_reach(server: LoopbackServer, chat: Chat, user: User) -> None:
    server.go_down()
    question = chat.send(user, QUESTION)
    time.sleep(0.5)
    server.come_up()
    assert chat.wait_for_message(after=question).marked("bold")[0] == ANSWER


def test_slow_sending_to_one_chat_holds_up_nobody(server: LoopbackServer, chat: Chat, user: User) -> None:
    server.delay("sendMessage", 2.0, times=1, chat_id=chat.id)
    question = chat.send(user, QUESTION)
    assert ask_as_somebody_else(server) < 1
    assert chat.wait_for_message(after=question).marked("bold")[0] == ANSWER
