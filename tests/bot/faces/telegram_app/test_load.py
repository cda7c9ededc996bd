"""More questions than can be answered, over real HTTP: nothing is lost without a word, and nobody else is held up."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from bot.config import HealthSettings, LimitSettings
from bot.faces.telegram_app.handlers import busy_notices
from retrieval.types import Answer, Asked, QueryPlan, Scope
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.faces.telegram_app.test_alive import free_port
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import Chat, LoopbackServer, Message, User

_NOT_ANSWERED = re.compile(r"有(\d+)个没有回答")
_BUSY = "⏳ 现在问的人多，请稍等，马上回答你…"
_LONG_AGO = 3600
_LOOK_SECONDS = 0.5
"""Looking reads every message of the bot again."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LoopbackServer]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    with LoopbackServer() as running:
        yield running


class Slow(FakeAnswering):
    """Takes as long as a real answer, and no processor time."""

    def answer(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
        time.sleep(0.08)
        return super().answer(asked, previous, scope=scope)


@dataclass
class Crowd:
    """People in private chats, all of whom ask."""

    server: LoopbackServer
    size: int
    people: list[User] = field(init=False)
    chats: list[Chat] = field(init=False)
    asked: int = 0

    def __post_init__(self) -> None:
        self.people = [
            self.server.user(f"用户{number}", language_code="zh-hans") for number in range(self.size)
        ]
        self.chats = [self.server.private_chat(person) for person in self.people]

    def ask(self, count: int, seconds: float) -> None:
        """Ask so many questions, one person after another, spread over some seconds."""
        begun = time.monotonic()
        for number in range(count):
            at = number % self.size
            self.chats[at].send(self.people[at], "GDP目标")
            self.asked += 1
            time.sleep(max(0.0, begun + seconds * number / count - time.monotonic()))

    @property
    def answered(self) -> int:
        return sum(bool(each.marked("bold")) for each in self._told())

    @property
    def refused(self) -> int:
        """As the bot has told them."""
        counts = (_NOT_ANSWERED.search(each.text) for each in self._told())
        return sum(int(count[1]) for count in counts if count)

    def wait_until_all_are_told(self, seconds: float) -> None:
        deadline = time.monotonic() + seconds
        while self.answered + self.refused < self.asked:
            assert time.monotonic() < deadline, (self.answered, self.refused, self.asked)
            time.sleep(_LOOK_SECONDS)

    def _told(self) -> list[Message]:
        return [each for chat in self.chats for each in chat.messages_from_bot()]


@contextmanager
def newcomers(server: LoopbackServer, pause: float) -> Iterator[list[float]]:
    """People who press START one after another in the `with` block, and how many seconds each waits for the greeting."""
    waits: list[float] = []
    over = threading.Event()

    def press() -> None:
        while not over.wait(pause):
            person = server.user("新来的", language_code="zh-hans")
            chat, pressed = server.private_chat(person), time.monotonic()
            chat.wait_for_message(after=chat.send(person, "/start"), timeout=60)
            waits.append(time.monotonic() - pressed)

    thread = threading.Thread(target=press)
    thread.start()
    try:
        yield waits
    finally:
        over.set()
        thread.join()


def burst(server: LoopbackServer, crowd: Crowd, count: int, seconds: float) -> Sequence[float]:
    """Ask, and wait until everybody is told; gives the waits for /start meanwhile."""
    with newcomers(server, 0.5) as waits:
        crowd.ask(count, seconds)
        crowd.wait_until_all_are_told(60)
    person = server.user("之后", language_code="zh-hans")
    assert server.private_chat(person).ask(person, "GDP目标").marked("bold")[0] == GOAL
    assert server.refusals == []
    return waits


def test_past_the_bound_each_is_answered_or_counted(server: LoopbackServer) -> None:
    crowd = Crowd(server, 10)
    with running_bot(server, Slow, limits=LimitSettings(waiting=20)):
        burst(server, crowd, 100, 0.5)
    assert crowd.answered + crowd.refused == 100
    assert crowd.answered >= 20
    # In turn: whoever asks as much as the others gets about as many answers.
    each = [sum(bool(one.marked("bold")) for one in chat.messages_from_bot()) for chat in crowd.chats]
    assert min(each) >= 1


def test_one_chats_burst_is_told_in_one_message(server: LoopbackServer) -> None:
    crowd = Crowd(server, 1)
    with running_bot(server, FakeAnswering, limits=LimitSettings(private_questions=5)):
        burst(server, crowd, 40, 0.1)
    assert (crowd.answered, crowd.refused) == (5, 35)
    (told,) = [one for one in crowd.chats[0].messages_from_bot() if not one.marked("bold")]
    assert told.text == "问题太多，忙不过来：从这一条起，有35个没有回答。请过一分钟再问。"


@pytest.mark.soak
@pytest.mark.parametrize("chats", [200, 1])
def test_two_thousand_questions_in_ten_seconds(
    server: LoopbackServer, chats: int, capsys: pytest.CaptureFixture[str]
) -> None:
    crowd = Crowd(server, chats)
    with running_bot(server, Slow):
        waits = burst(server, crowd, 2000, 10)
    with capsys.disabled():
        print(
            f"\n2,000 questions from {chats} chats: {crowd.answered} answered, {crowd.refused} told to ask again; "
            f"/start {len(waits)} times, at most {max(waits):.2f} s"
        )
    assert crowd.answered + crowd.refused == 2000
    # The one time that is asserted in these tests: it is what was promised.
    assert max(waits) < 2


def test_who_waits_long_is_told_so_and_the_notice_becomes_the_answer(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(busy_notices, "_PATIENCE_SECONDS", 0.1)
    may_end = threading.Event()

    class Held(FakeAnswering):
        def answer(self, asked: Asked, previous: QueryPlan | None = None, *, scope: Scope) -> Answer:
            may_end.wait(10)
            return super().answer(asked, previous, scope=scope)

    crowd = Crowd(server, 3)
    group = server.group("安静的群")
    with running_bot(server, Held, workers=1):
        crowd.ask(6, 0.0)
        group.send(crowd.people[0], "/ask GDP目标")
        notices = [chat.wait_for_message() for chat in (*crowd.chats, group)]
        assert [each.text for each in notices] == [_BUSY] * 4
        may_end.set()
        crowd.wait_until_all_are_told(10)
        server.settle()
    for chat, notice in zip((*crowd.chats, group), notices, strict=True):
        assert chat.versions(notice)[-1].marked("bold")[0] == GOAL
    # Of two questions of a chat one is told that it waits.
    assert [len(chat.messages_from_bot()) for chat in crowd.chats] == [2, 2, 2]


def test_a_question_that_takes_too_long_is_given_up(server: LoopbackServer) -> None:
    fake = FakeAnswering(seconds={"难": 1.5})
    limits = LimitSettings(question_seconds=0.3)
    with running_bot(server, lambda: fake, limits=limits):
        person = server.user("安", language_code="zh-hans")
        chat = server.private_chat(person)
        hard, easy = chat.send(person, "难"), chat.send(person, "GDP目标")
        assert chat.wait_for_reply(hard).text == "这个问题查得太久，没有查完。请换个短一点的说法再问。"
        assert chat.wait_for_reply(easy).marked("bold")[0] == GOAL


def test_a_group_hears_the_newest_of_what_it_asked_during_an_outage(
    server: LoopbackServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.conversation.late_in_groups._CALM_SECONDS", 0.2)
    group, person = server.group("群"), server.user("安", language_code="zh-hans")
    begun = int(time.time()) - _LONG_AGO
    asked = [group.send(person, f"/ask 问{number}", extra={"date": begun + number}) for number in range(30)]
    with running_bot(server, FakeAnswering):
        now = group.send(person, "/ask GDP目标")
        assert group.wait_for_reply(now).marked("bold")[0] == GOAL
        group.wait_for_messages(5)
        server.settle()
    said = group.messages_from_bot()
    answers = [one.reply_to for one in said if one.marked("bold")]
    assert sorted(answer or 0 for answer in answers) == [each.message_id for each in (*asked[-3:], now)]
    (told,) = [one.text for one in said if not one.marked("bold")]
    assert told == "我刚才离线了一阵。这里问过的，我只答最后3个，其余的请再问一次。"


def test_the_metrics_count_and_tell_nothing_else(server: LoopbackServer, tmp_path: Path) -> None:
    port = free_port()
    health = HealthSettings(port=port, metrics=True)
    with running_bot(
        server, FakeAnswering, health=health, limits=LimitSettings(private_questions=2), workers=1
    ):
        person = server.user("神秘人", language_code="zh-hans")
        chat = server.private_chat(person)
        server.fail("sendMessage", status=429, retry_after=0)
        for words in ("GDP目标", "秘密的问题", "第三个"):
            chat.wait_for_reply(chat.send(person, words))
        server.settle()
        page = httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False)
    assert page.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    lines = dict(line.rsplit(" ", 1) for line in page.text.splitlines() if not line.startswith("#"))
    told = {name: float(value) for name, value in lines.items()}
    assert told['yinju_questions_total{outcome="answered"}'] == 2
    assert told['yinju_questions_total{outcome="over_quota"}'] == 1
    assert told["yinju_question_seconds_count"] == 2
    assert told['yinju_telegram_calls_total{method="sendMessage",status="429"}'] == 1
    assert told['yinju_telegram_calls_total{method="sendMessage",status="200"}'] == 3
    assert (told["yinju_healthy"], told["yinju_questions_waiting"]) == (1, 0)
    assert told["yinju_index_age_seconds"] > 1e7
    assert told["process_resident_memory_bytes"] > 1e7
    for secret in ("秘密", "神秘", server.token):
        assert secret not in page.text
    # Any digits may stand behind the point of a measured time.
    assert not re.search(rf"(?<![\d.]){person.id}(?!\d)", re.sub(r"\.\d+", "", page.text))


def test_without_the_setting_there_is_no_such_page(server: LoopbackServer) -> None:
    port = free_port()
    with running_bot(server, FakeAnswering, health=HealthSettings(port=port)):
        person = server.user("安", language_code="zh-hans")
        server.private_chat(person).ask(person, "GDP目标")
        assert httpx.get(f"http://127.0.0.1:{port}/metrics", trust_env=False).status_code == 404
