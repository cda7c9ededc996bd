"""A bot that takes files, over real HTTP, with the bundled model and a made-up corpus of two reports."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.conversation.scopes import scope_of
from embeddings import Encoders
from retrieval.building.backfill import fill
from retrieval.building.indexing import update
from retrieval.engine import Engine, Words
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import shipped_glossary
from retrieval.learning.model import read_model
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import Passage
from retrieval.uploads.answering import AnsweringWithUploads
from retrieval.uploads.library import UploadLibrary
from retrieval.uploads.records import Upload, UploadLimits
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import FakeSource
from tests.loopback import Chat, LoopbackServer, Message, User
from tests.retrieval.making import STEEL, WHEAT, write

LEASE = """房屋租赁合同

第一条 租赁房屋
房屋坐落于建设路18号2单元301室，建筑面积八十六平方米。
第二条 租金
月租金为人民币三千二百元，乙方应当在每月五日之前支付。
第三条 押金
乙方应在签约当日交纳押金六千四百元，退租时无息退还。
第四条 违约责任
逾期支付租金的，每逾期一日按月租金的百分之一支付违约金。
"""
LIMITS = UploadLimits(files=20, bytes=60_000_000, pages=1000, kept_seconds=24 * 3600.0)


def engine_of(folder: Path, encoders: Encoders) -> Engine:
    """Answers from two reports that everybody may ask."""
    corpus = folder / "corpus"
    corpus.mkdir()
    write(corpus, wheat=WHEAT, steel=STEEL)
    store = IndexStore(folder / "index")
    update(store, [corpus], encoders, processes=1)
    fill(store, encoders)
    words = Words(shipped_glossary(), shipped_contrasts())
    return Engine(open_index(store, encoders), encoders, words, read_model())


@dataclass
class Clock:
    """Seconds since 1970, as a test says."""

    now: float = 1.8e9

    def __call__(self) -> float:
        return self.now


@dataclass
class Scene:
    """A running bot and what it keeps."""

    server: LoopbackServer
    library: UploadLibrary
    folder: Path
    clock: Clock = field(default_factory=Clock)

    def chat(self, name: str = "安", language: str = "zh-hans") -> tuple[User, Chat]:
        user = self.server.user(name, language_code=language)
        return user, self.server.private_chat(user)

    def uploads(self, chat: Chat) -> tuple[Upload, ...]:
        """What a chat holds."""
        return self.library.of(scope_of(chat.id).owner)

    def passages(self, upload: Upload) -> tuple[Passage, ...]:
        """The paragraphs of a file, as they are on the disk."""
        return self.library.texts.open(upload.key).read(0).passages

    def keys_on_disk(self) -> set[str]:
        """Of which files anything is there."""
        folders = (self.folder / "texts", self.folder / "vectors")
        return {
            path.name.split(".")[0] for each in folders for path in each.glob("*") if path.name != "parts"
        }

    def files(self) -> list[str]:
        """What is on the disk of uploads, but the lock."""
        found = (path for path in self.folder.rglob("*") if path.is_file() and path.name != "lock")
        return sorted(path.relative_to(self.folder).as_posix() for path in found)


def outcome(chat: Chat, sent: Message) -> Message:
    """The message about a file, as it stands in the end."""
    progress = chat.wait_for_reply(sent)
    while progress.text.startswith("⏳"):
        progress = chat.wait_for_edit(progress)
    return progress


@contextmanager
def running(
    engine: Engine, folder: Path, limits: UploadLimits = LIMITS, **settings: object
) -> Iterator[Scene]:
    """A bot that takes files, on a server of its own."""
    with LoopbackServer() as server:
        with running_on(server, engine, folder, limits, **settings) as scene:
            yield scene
            server.settle()
        assert server.refusals == []


@contextmanager
def running_on(
    server: LoopbackServer,
    engine: Engine,
    folder: Path,
    limits: UploadLimits = LIMITS,
    **settings: object,
) -> Iterator[Scene]:
    """A bot that takes files."""
    clock = Clock()
    library = UploadLibrary(folder, limits, clock)
    library.open()
    with closing(library):
        source = FakeSource(lambda: AnsweringWithUploads(engine, library))
        with running_bot(server, source, uploads=library, **settings):  # type: ignore[arg-type]
            yield Scene(server, library, folder, clock)
