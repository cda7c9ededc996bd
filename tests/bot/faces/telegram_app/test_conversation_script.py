"""What people type in private chats, over real HTTP, with the real model.

`conversation_script.tsv` says what each has to get.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.config import load_settings
from bot.wiring import open_engine
from retrieval.engine import Engine
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.end_to_end.programs import REPORT, write_short_report
from tests.loopback import Chat, LoopbackServer, User

_SCRIPT = Path(__file__).with_name("conversation_script.tsv")
_REACTION = "👍"
_SECONDS = 60.0
"""On a machine that does other things; none needs one second on a quiet one."""
_ENOUGH = 0.95
_TOWN = """2017年1月{day}日在{place}第十五届人民代表大会第五次会议上
市长 {mayor}
各位代表：
现在，我代表市人民政府向大会报告工作，请予审议。
一、2016年工作回顾
预计地区生产总值完成{output}亿元，城镇新增就业{found}万人。
二、2017年工作安排
今年全市经济社会发展的主要预期目标是：地区生产总值增长{growth}%；城镇新增就业{jobs}万人。
"""


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that is typed, and what it has to get."""

    typed: str
    expected: str


def conversations(part: int) -> list[list[Turn]]:
    """What each person types, of one part of the script."""
    text = _SCRIPT.read_text(encoding="utf-8").split("===\n")[part]
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.startswith("#"))
    return [[Turn(*line.split("\t")) for line in block.splitlines()] for block in kept.strip().split("\n\n")]


@pytest.fixture(scope="module", autouse=True)
def _timedeltas() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PTB_TIMEDELTA", "true")
        yield


def opened(corpus: Path, index: Path) -> Engine:
    variables = {"YINJU_CORPUS__PATHS": str(corpus), "YINJU_INDEX__PATH": str(index)}
    return open_engine(load_settings(None, variables))


@pytest.fixture(scope="module")
def one_report(shipped_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    index = tmp_path_factory.mktemp("script") / "index"
    shutil.copytree(shipped_index, index)
    return opened(REPORT, index)


@pytest.fixture(scope="module")
def three_places(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    reports = tmp_path_factory.mktemp("reports")
    write_short_report(reports)
    towns = (
        ("大连市", dict(day=8, mayor="王甲", output=8150, found=12.2, growth=6.5, jobs=12)),
        ("沈阳市", dict(day=9, mayor="李乙", output=7300, found=9.3, growth=6, jobs=9)),
    )
    for place, said in towns:
        text = _TOWN.format(place=place, **said)
        (reports / f"{place}-2017.txt").write_text(text, encoding="utf-8")
    return opened(reports, tmp_path_factory.mktemp("script") / "index")


def missed(server: LoopbackServer, people: list[list[Turn]]) -> list[str]:
    """The turns that did not get what they have to, each with what it got."""
    found = []
    for number, turns in enumerate(people):
        user = server.user(f"人{number}", language_code="zh-hans")
        chat = server.private_chat(user)
        for turn in turns:
            got = said(server, chat, user, turn)
            if not has(got, turn.expected):
                found.append(f"{turn.typed} | {turn.expected} | {got}")
    return found


def said(server: LoopbackServer, chat: Chat, user: User, turn: Turn) -> str:
    """The text of the reply, or the reaction where one is expected."""
    if turn.expected != _REACTION:
        return chat.ask(user, turn.typed, timeout=_SECONDS).text
    before = len(server.calls_of("setMessageReaction"))
    chat.send(user, turn.typed)
    call = server.wait_for_call("setMessageReaction", before + 1, _SECONDS)[-1]
    return str(call.params["reaction"][0]["emoji"])


def has(got: str, expected: str) -> bool:
    """Whether a reply has every piece that it has to, and none that it must not have."""
    pieces = expected.split(" & ")
    wanted = [piece for piece in pieces if not piece.startswith("!")]
    unwanted = [piece[1:] for piece in pieces if piece.startswith("!")]
    is_there = all(any(word in got for word in piece.split("|")) for piece in wanted)
    return is_there and not any(word in got for word in unwanted)


@pytest.mark.timeout(300)
def test_most_of_what_people_type_gets_what_it_should(one_report: Engine, three_places: Engine) -> None:
    alone, among_places = conversations(0), conversations(1)
    count = sum(len(turns) for turns in (*alone, *among_places))
    assert count >= 120
    misses: list[str] = []
    for engine, people in ((one_report, alone), (three_places, among_places)):
        with LoopbackServer() as server, running_bot(server, lambda engine=engine: engine):
            misses += missed(server, people)
            assert server.refusals == []
    assert len(misses) <= (1 - _ENOUGH) * count, "\n\n".join(misses)
