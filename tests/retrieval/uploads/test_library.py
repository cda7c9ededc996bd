"""What chats hold: within limits, for a time, nobody else's, and nothing left on the disk of what is gone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from retrieval.errors import Refusal, UploadsFolderError
from retrieval.types import Owner
from retrieval.uploads.library import UploadLibrary
from retrieval.uploads.reading import SentFile
from retrieval.uploads.records import RefusedUploadError, UploadLimits, UploadProblem

A, B = Owner("chat:1"), Owner("chat:-2")
LEASE = SentFile("租约.txt", "第一条 押金为六百元。\n".encode())
DIARY = SentFile("日记.txt", "今天下雨，没有出门。\n".encode())
HOUR = 3600.0
LIMITS = UploadLimits(files=3, bytes=1000, pages=5, kept_seconds=24 * HOUR)


@dataclass
class Clock:
    now: float = 1.8e9

    def __call__(self) -> float:
        return self.now


@dataclass(frozen=True)
class Home:
    folder: Path
    clock: Clock
    library: UploadLibrary

    @property
    def on_disk(self) -> str:
        """Names and bytes of all files."""
        files = [path for path in sorted(self.folder.rglob("*")) if path.is_file() and path.name != "lock"]
        return "".join(f"{path}{path.read_bytes()!r}" for path in files)

    @property
    def texts(self) -> list[str]:
        folder = self.folder / "texts"
        return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []

    def titles(self, owner: Owner) -> list[str]:
        return [each.document.title for each in self.library.of(owner)]


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    clock = Clock()
    library = UploadLibrary(tmp_path / "uploads", LIMITS, clock)
    library.open()
    with closing(library):
        yield Home(tmp_path / "uploads", clock, library)


def refused(home: Home, owner: Owner, sent: SentFile) -> Refusal | UploadProblem:
    with pytest.raises(RefusedUploadError) as error:
        home.library.add(owner, sent)
    return error.value.why


def test_each_chat_holds_its_own(home: Home) -> None:
    home.library.add(A, LEASE)
    home.library.add(B, DIARY)
    assert (home.titles(A), home.titles(B), home.titles(Owner("chat:3"))) == (["租约"], ["日记"], [])
    assert [each.document.owner for each in home.library.of(A)] == [A]


def test_the_same_file_of_two_chats_is_there_once_and_says_of_neither(home: Home) -> None:
    home.library.add(A, LEASE)
    home.library.add(B, LEASE)
    (name,) = home.texts
    held = "".join(
        repr(path.read_bytes()) for path in (home.folder / "texts" / name).rglob("*") if path.is_file()
    )
    assert "chat:" not in held
    home.library.remove(A, home.library.of(A)[0].document.id)
    assert (home.titles(A), home.titles(B), home.texts) == ([], ["租约"], [name])
    home.library.forget(B)
    assert home.texts == []


def test_the_same_file_ten_times_is_one_and_counts_once(home: Home) -> None:
    first = home.library.add(A, LEASE)
    for _ in range(9):
        home.clock.now += HOUR
        again = home.library.add(A, LEASE)
    assert len(home.library.of(A)) == 1
    assert again.expires == first.expires + 9 * HOUR
    home.library.check(A, 0)


def test_what_has_had_its_time_is_gone_from_the_disk(home: Home) -> None:
    home.library.add(A, LEASE)
    home.clock.now += 24 * HOUR - 1
    assert home.titles(A) == ["租约"]
    home.clock.now += 1
    assert home.titles(A) == []
    home.library.sweep()
    assert home.on_disk == ""


def test_a_kept_file_stays_for_that_time(home: Home) -> None:
    upload = home.library.add(A, LEASE)
    home.library.keep(A, upload.document.id, 72 * HOUR)
    home.clock.now += 71 * HOUR
    home.library.sweep()
    assert home.titles(A) == ["租约"]
    home.clock.now += HOUR
    home.library.sweep()
    assert home.on_disk == ""
    assert home.library.keep(A, upload.document.id, HOUR) is None


def test_a_removed_file_is_gone_at_once(home: Home) -> None:
    upload = home.library.add(A, LEASE)
    assert home.library.remove(B, upload.document.id) is None
    assert home.titles(A) == ["租约"]
    removed = home.library.remove(A, upload.document.id)
    assert removed is not None
    assert home.texts == []
    for word in ("租约", "押金", upload.key):
        assert word not in home.on_disk
        assert json.dumps(word) not in home.on_disk


def test_limits_of_a_day(home: Home) -> None:
    home.library.add(A, LEASE)
    home.library.add(A, DIARY)
    assert refused(home, A, SentFile("a.txt", b"a" * 990)) is UploadProblem.TOO_MANY_BYTES
    # What is read in vain has cost its time, too.
    assert refused(home, A, SentFile("a.txt", b"")) is Refusal.EMPTY
    assert refused(home, A, SentFile("b.txt", "第四条 完。".encode())) is UploadProblem.TOO_MANY_FILES
    home.library.add(B, LEASE)
    # Removing what was sent makes no room for more; the next day does.
    home.library.forget(A)
    assert refused(home, A, SentFile("b.txt", "第四条 完。".encode())) is UploadProblem.TOO_MANY_FILES
    home.clock.now += 24 * HOUR
    home.library.add(A, SentFile("b.txt", "第四条 完。".encode()))


def test_limit_of_pages(tmp_path: Path) -> None:
    library = UploadLibrary(tmp_path / "uploads", UploadLimits(9, 10**6, 2, HOUR), Clock())
    library.open()
    with closing(library):
        with pytest.raises(RefusedUploadError) as error:
            library.add(
                A, SentFile("a.txt", "".join(f"第{n}条 甲方应当付款。\n" for n in range(600)).encode())
            )
        assert error.value.why is UploadProblem.TOO_MANY_PAGES
        assert library.of(A) == ()
        assert list((tmp_path / "uploads").rglob("*.bin")) == []


def test_a_refused_file_leaves_nothing(home: Home) -> None:
    assert refused(home, A, SentFile("a.pdf", b"%PDF-1.7 broken")) is Refusal.BROKEN
    assert refused(home, A, SentFile("a.zip", b"PK\x05\x06" + bytes(18))) is Refusal.EMPTY
    assert home.on_disk == ""
    assert home.library.of(A) == ()


def test_a_full_disk_leaves_nothing(home: Home) -> None:
    # A file stands where the folder would be made: writing fails as on a disk without room.
    (home.folder / "texts").write_text("")
    assert refused(home, A, LEASE) is UploadProblem.NO_ROOM
    (home.folder / "texts").unlink()
    (home.folder / "chats").write_text("")
    assert refused(home, A, LEASE) is UploadProblem.NO_ROOM
    (home.folder / "chats").unlink()
    assert (home.titles(A), home.texts) == ([], [])
    home.library.add(A, LEASE)
    assert home.titles(A) == ["租约"]


def test_a_restart_goes_on_and_removes_what_a_stop_left(home: Home) -> None:
    home.library.add(A, LEASE)
    home.library.close()
    (home.folder / "texts" / f"{'0' * 32}.1234abcd").mkdir()
    (home.folder / "texts" / f"{'1' * 32}").mkdir()
    (home.folder / "chats" / "broken.json").write_text("{")
    (home.folder / "chats" / "half.json.1234abcd").write_text("{}")
    again = UploadLibrary(home.folder, LIMITS, home.clock)
    again.open()
    with closing(again):
        assert [each.document.title for each in again.of(A)] == ["租约"]
        assert len(home.texts) == 1
        assert len(list((home.folder / "chats").iterdir())) == 1


def test_what_another_version_has_read_is_gone(home: Home) -> None:
    home.library.add(A, LEASE)
    home.library.close()
    (file,) = (home.folder / "chats").iterdir()
    file.write_text(json.dumps(json.loads(file.read_text()) | {"format": 1}))
    again = UploadLibrary(home.folder, LIMITS, home.clock)
    again.open()
    with closing(again):
        assert (again.of(A), home.texts) == ((), [])


def test_an_upload_whose_text_is_lost_is_not_there(home: Home) -> None:
    home.library.add(A, LEASE)
    home.library.close()
    (home.folder / "texts" / home.texts[0]).rename(home.folder / "elsewhere")
    again = UploadLibrary(home.folder, LIMITS, home.clock)
    again.open()
    with closing(again):
        assert again.of(A) == ()


def test_two_processes_do_not_share_a_folder(home: Home) -> None:
    other = UploadLibrary(home.folder, LIMITS)
    with pytest.raises(UploadsFolderError, match="another process uses this folder"):
        other.open()


def test_a_group_takes_its_files_along(home: Home) -> None:
    home.library.add(A, LEASE)
    home.library.add(B, DIARY)
    home.library.move(A, B)
    assert (home.titles(A), home.titles(B)) == ([], ["日记", "租约"])
    assert all(each.document.owner == B for each in home.library.of(B))


def test_what_is_forgotten_while_it_is_read_is_not_taken(home: Home) -> None:
    class Forgetful(SentFile):
        @property
        def key(self):  # type: ignore[no-untyped-def]  # noqa: ANN202
            home.library.forget(A)
            return super().key

    home.library.add(A, DIARY)
    assert refused(home, A, Forgetful(LEASE.name, LEASE.content)) is UploadProblem.FORGOTTEN
    assert (home.titles(A), home.texts) == ([], [])
