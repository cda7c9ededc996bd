"""Calls that are repeated until the server answers, over real HTTP: what is said, how often, and for how long is waited."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import warnings
from collections.abc import Callable, Iterator, Sequence

import pytest
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.config.proxies import Proxy, proxy_in_use
from bot.errors import TokenError
from bot.faces.telegram_app import retrying_client
from bot.faces.telegram_app.retrying_client import RetryingClient
from tests.bot.faces.telegram_app.raw_listener import RawListener, free_port, page
from tests.loopback import LoopbackServer

TOKEN = "7000000001:AAalmost-right_0123456789"
PASSWORD = "geheimnis-1234"
TELEGRAM = "https://api.telegram.org"
NOBODY = "https://no-such-host.invalid"
NEVER_SAID = re.compile(rf"\w+Error\b|httpx|Errno|b'|<html|\n|{TOKEN}|{PASSWORD}")


@pytest.fixture(autouse=True)
def _timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    logging.getLogger("telegram.request").setLevel(logging.CRITICAL)


@pytest.fixture
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer() as running:
        yield running


class Given(Exception):  # noqa: N818 - the end of a test
    """The caller has waited often enough."""


class Waits:
    """Sleeps in no time, and gives up after some waits; what is to happen meanwhile happens then."""

    def __init__(self, most: int, meanwhile: Sequence[Callable[[], object]] = ()) -> None:
        self.seconds: list[float] = []
        self._most = most
        self._meanwhile = list(meanwhile)
        self.now = 0.0

    async def sleep(self, seconds: float) -> None:
        self.seconds.append(seconds)
        self.now += seconds
        if self._meanwhile:
            self._meanwhile.pop(0)()
        if len(self.seconds) >= self._most:
            raise Given

    def clock(self) -> float:
        return self.now


def said_by(caplog: pytest.LogCaptureFixture) -> list[str]:
    lines = [
        record.getMessage()
        for record in caplog.records
        if record.name == "bot.faces.telegram_app.retrying_client"
    ]
    for line in lines:
        assert not NEVER_SAID.search(line), line
    return lines


def call(server: str, proxy: str | None = None, tries: int = 3, token: str = TOKEN) -> Waits:
    """Ask who the bot is until it has been waited for so often."""
    waits = Waits(tries)

    async def run() -> None:
        request = HTTPXRequest(
            proxy=proxy, connect_timeout=2, read_timeout=2, httpx_kwargs={"trust_env": False}
        )
        bot = Bot(token, f"{server}/bot", request=request)
        client = RetryingClient(server, proxy_in_use(server, proxy), waits.sleep, waits.clock)
        async with request:
            await client.call(bot.get_me)

    with pytest.raises(Given):
        asyncio.run(run())
    # httpcore leaves the connection to a proxy that refuses to Python's collector, which warns.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()
    return waits


def test_a_server_that_refuses_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    server = f"http://127.0.0.1:{free_port()}"
    assert call(server, tries=8).seconds == [1, 2, 4, 8, 16, 30, 30, 30]
    assert said_by(caplog) == [
        f"{server} refuses the connection; trying again until it answers. telegram.proxy sets a proxy."
    ]


def test_a_name_that_cannot_be_resolved(caplog: pytest.LogCaptureFixture) -> None:
    call(NOBODY)
    assert said_by(caplog) == [
        f"{NOBODY} has a name that cannot be resolved; trying again until it answers. telegram.proxy sets a proxy."
    ]


def test_a_server_that_stays_silent(server: LoopbackServer, caplog: pytest.LogCaptureFixture) -> None:
    server.delay("getMe", 2.5, times=1)
    call(server.url, tries=1, token=server.token)
    assert said_by(caplog) == [
        f"{server.url} takes too long to answer; trying again until it answers. telegram.proxy sets a proxy."
    ]


def test_a_server_that_cuts_the_connection(server: LoopbackServer, caplog: pytest.LogCaptureFixture) -> None:
    server.cut("getMe", times=None)
    call(server.url, token=server.token)
    assert said_by(caplog) == [
        f"{server.url} breaks off the connection; trying again until it answers. telegram.proxy sets a proxy."
    ]


def test_a_server_without_encryption(caplog: pytest.LogCaptureFixture) -> None:
    with RawListener(page("400 Bad Request")) as plain:
        call(f"https://{plain.place}")
        assert said_by(caplog) == [
            f"https://{plain.place} makes no encrypted connection; trying again until it answers. "
            "telegram.proxy sets a proxy."
        ]


@pytest.mark.parametrize(
    ("status", "reason"),
    [(500, "Internal Server Error"), (502, "502 Bad Gateway"), (504, "504 Gateway Timeout")],
)
def test_a_server_that_fails(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture, status: int, reason: str
) -> None:
    server.fail("getMe", status=status, times=None)
    call(server.url, token=server.token)
    assert said_by(caplog) == [f"{server.url} does not answer ({reason}); trying again until it does."]


@pytest.mark.parametrize(
    ("status", "what"),
    [
        ("200 OK", "a page instead of an answer"),
        ("302 Found", "302 Found"),
        ("404 Not Found", "404 Not Found"),
        ("401 Unauthorized", "401 Unauthorized"),
        ("299 Odd", "a page instead of an answer"),
        ("499 Odd", "status 499"),
    ],
)
def test_a_page_instead_of_an_answer(caplog: pytest.LogCaptureFixture, status: str, what: str) -> None:
    with RawListener(page(status)) as portal:
        server = f"http://{portal.place}"
        call(server)
        assert said_by(caplog) == [
            f"What answers at {server} is no Bot API ({what}), and is tried again until it is one: "
            "does this network ask for a login first?"
        ]


def test_a_flood_is_waited_for_as_long_as_telegram_asks(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail("getMe", retry_after=600)
    assert call(server.url, tries=1, token=server.token).seconds == [600]
    assert said_by(caplog) == [
        f"Telegram asks to wait 600 seconds ({server.url}); the bot goes on after that."
    ]


def test_a_long_wait_can_be_ended(server: LoopbackServer) -> None:
    server.fail("getMe", retry_after=600)

    async def stopped() -> bool:
        async with Bot(server.token, f"{server.url}/bot", request=HTTPXRequest()) as bot:
            server.fail("getMe", retry_after=600)
            waiting = asyncio.create_task(RetryingClient(server.url).call(bot.get_me))
            while len(server.calls_of("getMe")) < 2:
                await asyncio.sleep(0.01)
            waiting.cancel()
            await asyncio.wait([waiting])
            return waiting.cancelled()

    server.clear_faults()
    assert asyncio.run(stopped())


def test_a_refused_token_is_not_tried_again(server: LoopbackServer) -> None:
    async def refused() -> None:
        bot = Bot("123:wrong", f"{server.url}/bot")
        async with bot.request:
            await RetryingClient(server.url).call(bot.get_me)

    with pytest.raises(TokenError) as raised:
        asyncio.run(refused())
    assert str(raised.value) == (
        f"{server.url} refuses the bot's token; set TELEGRAM_BOT_TOKEN to the one @BotFather gave."
    )
    assert raised.value.__cause__ is None


SOCKS_NO_METHOD = (b"\x05\xff",)
SOCKS_WRONG_PASSWORD = (b"\x05\x02", b"\x01\x01")
SOCKS_NOT_ALLOWED = (b"\x05\x02", b"\x01\x00", b"\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("scheme", "replies", "does"),
    [
        ("http", (page("407 Proxy Authentication Required"),), "asks for another user or password"),
        ("http", (page("403 Forbidden"),), "does not connect to the server"),
        ("http", (page("502 Bad Gateway"),), "does not connect to the server"),
        ("socks5", SOCKS_NO_METHOD, "asks for another user or password"),
        ("socks5", SOCKS_WRONG_PASSWORD, "asks for another user or password"),
        ("socks5h", SOCKS_NOT_ALLOWED, "does not connect to the server"),
        ("socks5", (page("400 Bad Request"),), "does not speak its protocol"),
    ],
)
def test_a_proxy_that_refuses_is_named_without_its_password(
    caplog: pytest.LogCaptureFixture, scheme: str, replies: tuple[bytes, ...], does: str
) -> None:
    with RawListener(*replies) as proxy:
        call(TELEGRAM, f"{scheme}://li:{PASSWORD}@{proxy.place}")
        assert said_by(caplog) == [
            f"The proxy {scheme}://{proxy.place} (telegram.proxy) {does}; trying again until it works."
        ]
        assert proxy.received


@pytest.mark.parametrize("scheme", ["http", "https", "socks5", "socks5h"])
def test_a_proxy_that_is_not_there(caplog: pytest.LogCaptureFixture, scheme: str) -> None:
    place = f"127.0.0.1:{free_port()}"
    call(TELEGRAM, f"{scheme}://li:{PASSWORD}@{place}")
    call(TELEGRAM, f"{scheme}://li:{PASSWORD}@no-such-host.invalid:1080")
    refuses, unknown = said_by(caplog)
    assert refuses == (
        f"The proxy {scheme}://{place} (telegram.proxy) refuses the connection; trying again until it works."
    )
    assert unknown == (
        f"The proxy {scheme}://no-such-host.invalid:1080 (telegram.proxy) has a name that cannot be resolved; "
        "trying again until it works."
    )


def test_a_proxy_that_closes(caplog: pytest.LogCaptureFixture) -> None:
    with RawListener() as proxy:
        call(TELEGRAM, f"http://li:{PASSWORD}@{proxy.place}")
        assert said_by(caplog) == [
            f"{TELEGRAM} breaks off the connection, reached through the proxy http://{proxy.place} "
            "(telegram.proxy); trying again until it answers."
        ]


def test_a_proxy_that_is_waited_for_without_a_limit(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library reads a SOCKS proxy's replies without a time-out."""
    monkeypatch.setattr(retrying_client, "_CALL_SECONDS", 0.3)

    async def never() -> None:
        await asyncio.get_running_loop().create_future()

    waits = Waits(1)
    client = RetryingClient(TELEGRAM, Proxy("socks5://h:1080", "telegram.proxy"), waits.sleep)
    with pytest.raises(Given):
        asyncio.run(client.call(never))
    assert said_by(caplog) == [
        f"{TELEGRAM} takes too long to answer, reached through the proxy socks5://h:1080 (telegram.proxy); "
        "trying again until it answers."
    ]


def test_each_kind_of_outage_is_told_once_and_its_end(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    troubles = [
        lambda: server.fail("getMe", status=502),
        lambda: server.fail("getMe", status=500),
        lambda: server.fail("getMe", retry_after=7),
        lambda: server.cut("getMe"),
        lambda: server.cut("getMe"),
        lambda: server.fail("getMe", status=409),
        lambda: server.fail("getMe", status=409),
        lambda: server.cut("getMe"),
    ]
    waits = Waits(100, troubles)

    async def run() -> None:
        request = HTTPXRequest(httpx_kwargs={"trust_env": False})
        bot = Bot(server.token, f"{server.url}/bot", request=request)
        client = RetryingClient(server.url, None, waits.sleep, waits.clock)
        async with request:
            server.fail("getMe", status=502)
            assert (await client.call(bot.get_me)).is_bot
            assert (await client.call(bot.get_me)).is_bot

    asyncio.run(run())
    assert waits.seconds[:3] == [1, 2, 4]
    assert [line.removeprefix(f"{server.url} ").split(";")[0] for line in said_by(caplog)] == [
        "does not answer (502 Bad Gateway)",
        f"Telegram asks to wait 7 seconds ({server.url})",
        "breaks off the connection",
        "Another program is using this bot's token",
        "breaks off the connection",
        "answers again.",
    ]


def test_two_programs_with_one_token_take_turns_and_say_so_once(
    server: LoopbackServer, caplog: pytest.LogCaptureFixture
) -> None:
    waits = Waits(1000)

    async def run() -> None:
        request = HTTPXRequest(httpx_kwargs={"trust_env": False})
        bot = Bot(server.token, f"{server.url}/bot", request=request)
        client = RetryingClient(server.url, None, waits.sleep, waits.clock)
        async with request:
            for _ in range(40):
                server.fail(
                    "getMe", status=409, description="Conflict: terminated by other getUpdates request"
                )
                assert (await client.call(bot.get_me)).is_bot
            assert waits.seconds == [1, 2, 4, 8, 16, *[30] * 35]
            waits.now += 61
            await client.call(bot.get_me)
            server.fail("getMe", status=409)
            await client.call(bot.get_me)
            assert waits.seconds[40:] == [1]

    asyncio.run(run())
    conflict = "Another program is using this bot's token; stop it, or this one gets no messages."
    assert said_by(caplog) == [conflict, f"{server.url} answers again.", conflict]


def test_words_of_the_server_stay_in_one_short_line(caplog: pytest.LogCaptureFixture) -> None:
    async def refuse() -> None:
        raise TelegramError("odd\x1b[31m\nwords " + "x" * 500)

    waits = Waits(1)
    with pytest.raises(Given):
        asyncio.run(RetryingClient(TELEGRAM, None, waits.sleep).call(refuse))
    (line,) = said_by(caplog)
    assert line.startswith(f"{TELEGRAM} does not answer (odd\\x1b[31m words xxx")
    assert len(line) < 220
