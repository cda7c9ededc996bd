"""Notes of what was delivered: there after a kill, gone when the database knows them, each process's its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.storage.delivery_notes import DeliveryNotes

BOT, OTHER_BOT = 777, 778
NOTE_AND_BE_KILLED = """
import os, signal, sys
from pathlib import Path
from bot.storage.delivery_notes import DeliveryNotes
notes = DeliveryNotes(Path(sys.argv[1]), "killed")
notes.note(777, "m1001:5")
notes.note(777, "m1001:6")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    return tmp_path / "var" / "yinju.sqlite"


def names(chats: Path) -> list[str]:
    return sorted(file.name for file in chats.parent.iterdir())


def test_what_a_killed_process_noted_is_read_by_the_next_one(chats: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", NOTE_AND_BE_KILLED, chats], check=False)
    assert killed.returncode == -signal.SIGKILL
    file = chats.with_name("yinju.sqlite.delivered-killed")
    assert file.read_text() == "777 m1001:5\n777 m1001:6\n"
    assert file.stat().st_mode & 0o777 == 0o600
    later = DeliveryNotes(chats, "later")
    assert later.left_by_others(BOT) == {"m1001:5", "m1001:6"}
    assert later.left_by_others(OTHER_BOT) == frozenset()
    later.remove_ended(BOT, frozenset({"m1001:5"}))
    assert names(chats) == [file.name], "the database does not know all that it says"
    later.remove_ended(OTHER_BOT, frozenset({"m1001:5", "m1001:6"}))
    assert names(chats) == [file.name], "it says of another bot"
    later.remove_ended(BOT, later.left_by_others(BOT))
    assert names(chats) == []


def test_a_live_process_keeps_its_file(chats: Path) -> None:
    live, other = DeliveryNotes(chats, "live"), DeliveryNotes(chats, "other")
    live.note(BOT, "m1:1")
    assert other.left_by_others(BOT) == {"m1:1"}
    assert live.left_by_others(BOT) == frozenset()
    other.remove_ended(BOT, frozenset({"m1:1"}))
    live.note(BOT, "m1:2")
    assert other.left_by_others(BOT) == {"m1:1", "m1:2"}


def test_it_is_empty_when_the_database_knows_all_and_gone_at_the_end(chats: Path) -> None:
    notes, other = DeliveryNotes(chats, "one"), DeliveryNotes(chats, "other")
    for key in ("m1:1", "m1:2", "m1:3"):
        notes.note(BOT, key)
    notes.settle(BOT, ["m1:1", "m1:3", "m9:9"])
    assert other.left_by_others(BOT) == {"m1:1", "m1:2", "m1:3"}
    notes.settle(BOT, ["m1:2"])
    assert other.left_by_others(BOT) == frozenset()
    notes.note(BOT, "m1:4")
    assert other.left_by_others(BOT) == {"m1:4"}, "written from the beginning again"
    assert chats.with_name("yinju.sqlite.delivered-one").read_text() == "777 m1:4\n"
    notes.settle(BOT, ["m1:4"])
    notes.close()
    assert names(chats) == []


def test_what_the_database_does_not_know_outlives_a_stop(chats: Path) -> None:
    notes = DeliveryNotes(chats, "one")
    notes.note(BOT, "m1:1")
    notes.close()
    assert DeliveryNotes(chats, "other").left_by_others(BOT) == {"m1:1"}


def test_half_a_line_and_what_is_no_note_say_nothing(chats: Path) -> None:
    chats.parent.mkdir()
    content = b"777 m1:1\n\0\0\0\0\n777 m1:2\n\xff\xff m1:9\n77"
    chats.with_name("yinju.sqlite.delivered-old").write_bytes(content)
    chats.with_name("other.sqlite.delivered-old").write_bytes(b"777 m1:3\n")
    notes = DeliveryNotes(chats, "new")
    assert notes.left_by_others(BOT) == {"m1:1", "m1:2"}


def test_beside_the_file_that_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    link = tmp_path / "chats.sqlite"
    link.symlink_to(tmp_path / "real" / "yinju.sqlite")
    DeliveryNotes(link, "one").note(BOT, "m1:1")
    assert [file.name for file in (tmp_path / "real").iterdir()] == ["yinju.sqlite.delivered-one"]


def test_where_nothing_can_be_written_it_is_said_once(chats: Path, caplog: pytest.LogCaptureFixture) -> None:
    chats.parent.write_text("a file where a folder should be")
    notes = DeliveryNotes(chats, "one")
    for key in ("m1:1", "m1:2"):
        notes.note(BOT, key)
    notes.settle(BOT, ["m1:1", "m1:2"])
    notes.close()
    (said,) = [one.getMessage() for one in caplog.records]
    assert said.startswith("Answers delivered cannot be noted beside the chats: ")
    assert "Errno" not in said


def test_no_file_is_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    notes = DeliveryNotes(None, "one")
    notes.note(BOT, "m1:1")
    notes.settle(BOT, ["m1:1"])
    notes.remove_ended(BOT, notes.left_by_others(BOT))
    notes.close()
    assert list(tmp_path.iterdir()) == []
