"""Two processes on one index: it holds what `yinju index` was told, and the other says in a sentence why it stops.

The one that builds is brought to a standstill as soon as it has begun, so that nothing depends on who is quicker.
"""

from __future__ import annotations

import json
import os
import signal
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from tests.end_to_end.programs import ANSWER, QUESTION, REPOSITORY, Finished, Home, RunningBot, Talk
from tests.end_to_end.test_indexing import counts, write_small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.loopback import LoopbackServer

QUESTIONS = next((REPOSITORY / "benchmarks" / "questions").glob("*.jsonl"))
GRAIN = "2014年粮食产量是多少"
ASKING: dict[str, tuple[str, ...]] = {
    "ask": ("ask", QUESTION),
    "ask --jsonl": ("ask", "--jsonl"),
    "chat": ("chat",),
    "evaluate": ("evaluate", "--questions", str(QUESTIONS)),
    "serve": ("serve",),
}


def wait_until_there(file: Path) -> None:
    deadline = time.monotonic() + 150
    while not file.exists():
        assert time.monotonic() < deadline, f"{file} is not there"
        time.sleep(0.01)


def wait_until_said(talk: Talk, words: str) -> None:
    deadline = time.monotonic() + 150
    while words not in talk.errors:
        assert time.monotonic() < deadline, talk.errors
        time.sleep(0.05)


@contextmanager
def begun(home: Home, corpus: Path, index: Path) -> Iterator[Talk]:
    """`yinju index` at a standstill before it has finished a state; it goes on when the block ends."""
    with home.talking("index", "--corpus", corpus, "--index", index) as talk:
        wait_until_there(index / "claim.json")
        os.killpg(talk.process.pid, signal.SIGSTOP)
        try:
            yield talk
        finally:
            os.killpg(talk.process.pid, signal.SIGCONT)
        assert talk.process.wait(150) == 0, talk.errors


def ask_by(home: Home, server: LoopbackServer, command: str, *index: str | Path) -> Finished:
    """One of the commands that answer, with a question on stdin for those that read it there."""
    asked = json.dumps({"question": QUESTION}) if command == "ask --jsonl" else QUESTION
    return home.run(
        *ASKING[command],
        *index,
        stdin=f"{asked}\n".encode(),
        TELEGRAM_BOT_TOKEN=server.token,
        YINJU_TELEGRAM__API_URL=server.url,
    )


def last_sentence(done: Finished) -> str:
    """On stderr; a bot may have told before that it listens."""
    assert (done.status, done.output) == (1, ""), done
    return done.errors.splitlines()[-1]


def held_in(folder: Path) -> dict[str, int]:
    """The files of an index, and when each was written; not those by which processes find out about each other."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and path.suffix != ".lock" and path.name not in {"lock", "claim.json"}
    }


@pytest.fixture
def corpus(empty_home: Home) -> Path:
    write_small(empty_home.folder / "corpus", "a.txt")
    return empty_home.folder / "corpus"


@pytest.fixture
def other(empty_home: Home) -> Path:
    write_small(empty_home.folder / "other", "b.txt", grain=70)
    return empty_home.folder / "other"


def test_a_question_to_an_index_that_is_being_built_for_the_first_time(
    empty_home: Home, corpus: Path, server: LoopbackServer
) -> None:
    index = empty_home.folder / "of reports"
    with begun(empty_home, corpus, index):
        # The builder may have begun to write before it was stopped.
        written = held_in(index)
        for command in ("ask", "serve"):
            sentence = last_sentence(ask_by(empty_home, server, command, "--index", index))
            assert f"Another process is building the index in {index} from {corpus}; wait until" in sentence
        assert "wrong Another process is building" in empty_home.run("doctor", "--index", index).output
        assert held_in(index) == written
    assert "40万吨" in empty_home.run("ask", "--index", index, GRAIN).lines[0]
    assert not empty_home.index.exists()


def test_a_question_to_an_index_that_is_not_there(empty_home: Home, server: LoopbackServer) -> None:
    index = empty_home.folder / "typo"
    said = f"There is no index in {index}; `yinju index --corpus DOCUMENTS --index {index}` builds one."
    for command in ASKING:
        sentence = last_sentence(ask_by(empty_home, server, command, "--index", index))
        begun_with = "yinju: The documents cannot be opened: " if command == "serve" else "yinju: "
        assert sentence == begun_with + said
    assert not index.exists()
    index.mkdir()
    assert ask_by(empty_home, server, "ask", "--index", index).sentence() == f"yinju: {said}"
    assert not any(index.iterdir())
    assert not empty_home.index.exists()


def test_a_question_to_an_index_that_cannot_be_used(
    empty_home: Home, corpus: Path, server: LoopbackServer
) -> None:
    index = empty_home.folder / "reports"
    assert empty_home.run("index", "--corpus", corpus, "--index", index).status == 0
    for harm, said in (('{"format": 6}', "was made with another version of Yinju"), ("", "is damaged")):
        (index / "CURRENT").write_text(harm, encoding="utf-8")
        before = held_in(index)
        sentence = ask_by(empty_home, server, "ask", "--index", index).sentence()
        assert said in sentence
        assert sentence.endswith(f"`yinju index --corpus {corpus} --index {index}` does.")
        assert held_in(index) == before


def test_a_question_while_the_configured_index_is_being_built_of_other_documents(
    empty_home: Home, corpus: Path, server: LoopbackServer
) -> None:
    with begun(empty_home, corpus, empty_home.index):
        for command in ("ask", "serve"):
            sentence = last_sentence(ask_by(empty_home, server, command))
            assert f"Another process is building the index in {empty_home.index} from {corpus};" in sentence
    assert "40万吨" in empty_home.run("ask", GRAIN).lines[0]


def test_the_first_question_waits_for_an_index_of_the_same_documents(empty_home: Home, corpus: Path) -> None:
    with (
        begun(empty_home, corpus, empty_home.index) as indexing,
        empty_home.talking("ask", GRAIN, YINJU_CORPUS__PATHS=str(corpus)) as asking,
    ):
        wait_until_said(asking, "waiting for it")
        os.killpg(indexing.process.pid, signal.SIGCONT)
        assert "40万吨" in asking.read()


def test_two_corpora_at_once(empty_home: Home, corpus: Path, other: Path) -> None:
    index = empty_home.folder / "reports"
    with begun(empty_home, corpus, index):
        sentence = empty_home.run("index", "--corpus", other, "--index", index).sentence()
        assert f"Another process is building the index in {index} from {corpus};" in sentence
    assert json.loads((index / "sources.json").read_text(encoding="utf-8")) == [str(corpus)]
    # Later it is an order like any other.
    done = empty_home.run("index", "--corpus", other, "--index", index)
    assert counts(done.json) == (1, 1, 0, 1, 0)


def test_one_corpus_twice_at_once(empty_home: Home, corpus: Path) -> None:
    with (
        begun(empty_home, corpus, empty_home.index) as first,
        empty_home.talking("index", "--corpus", corpus / ".." / "corpus") as second,
    ):
        wait_until_said(second, "Another process is indexing the same documents")
        os.killpg(first.process.pid, signal.SIGCONT)
        assert json.loads(second.read())["documents"] == 1
        assert second.process.wait(150) == 0
    assert "40万吨" in empty_home.run("ask", GRAIN).lines[0]


def test_the_former_state_answers_while_an_index_is_brought_up_to_date(
    home: Home, corpus: Path, server: LoopbackServer
) -> None:
    chat = server.private_chat(user := server.user("小明", language_code="zh-hans"))
    with begun(home, corpus, home.index), RunningBot(server, home) as bot:
        bot.wait_for("The documents are open", 60)
        assert chat.ask(user, QUESTION).marked("bold")[0] == ANSWER
        for index in ((), ("--index", home.index)):
            done = home.run("ask", QUESTION, *index)
            assert (done.lines[0], done.errors) == (ANSWER, "")
        assert f"index: 1 documents, 407 sentences in {home.index}" in home.run("doctor").output
    assert "40万吨" in home.run("ask", GRAIN).lines[0]


def test_a_bot_writes_nothing_to_an_index_that_was_named(
    empty_home: Home, corpus: Path, server: LoopbackServer
) -> None:
    index = empty_home.folder / "reports"
    assert empty_home.run("index", "--corpus", corpus, "--index", index, "--keywords-only").status == 0
    before = held_in(index)
    chat = server.private_chat(user := server.user("小明", language_code="zh-hans"))
    with RunningBot(server, empty_home, "--index", str(index)) as bot:
        bot.wait_for("The documents are open", 60)
        assert "40万吨" in chat.ask(user, GRAIN).text
        # Missing vectors are looked for every three seconds.
        time.sleep(5)
    assert held_in(index) == before
    assert not empty_home.index.exists()
