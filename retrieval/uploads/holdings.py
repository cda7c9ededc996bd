"""What one chat holds, as one small file: its uploads, and how much it has sent within a day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from retrieval.store import durable
from retrieval.store.index_store import FORMAT
from retrieval.store.records import document_from_json, document_to_json
from retrieval.types import DocumentId, Owner
from retrieval.uploads.records import Upload, UploadKey

_DAY = 24 * 60 * 60.0
_SUFFIX = ".json"


@dataclass(frozen=True, slots=True)
class Sending:
    """What taking a file has cost; counts for a day, whatever has become of the file."""

    at: float
    """Seconds since 1970."""
    size: int
    pages: int


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a chat has sent."""

    owner: Owner
    uploads: tuple[Upload, ...] = ()
    """The newest last."""
    sendings: tuple[Sending, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it need be kept."""
        return not self.uploads and not self.sendings

    def find(self, document: DocumentId) -> Upload | None:
        """An upload by its document; None: it is gone, or never was the chat's."""
        return next((each for each in self.uploads if each.document.id == document), None)

    def at(self, now: float) -> Holdings:
        """What is left at a time; the same object if all is."""
        uploads = tuple(each for each in self.uploads if each.expires > now)
        # A clock that was set back must not close a chat for longer than a day.
        sendings = tuple(each for each in self.sendings if 0 <= now - each.at < _DAY)
        is_same = len(uploads) == len(self.uploads) and len(sendings) == len(self.sendings)
        return self if is_same else replace(self, uploads=uploads, sendings=sendings)

    def having(self, upload: Upload) -> Holdings:
        """With an upload, in the place of the one of the same document; it counts as the newest."""
        return replace(self, uploads=(*self.without(upload.document.id).uploads, upload))

    def without(self, document: DocumentId) -> Holdings:
        """Without one upload."""
        return replace(self, uploads=tuple(each for each in self.uploads if each.document.id != document))


class HoldingsFiles:
    """The files of all chats, in one folder; their names say nothing of the chats."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "chats"

    def read(self) -> Iterable[Holdings]:
        """All; a file that cannot be read, or was half written, counts as none: its uploads are then nobody's."""
        for file in sorted(self._folder.glob("*")):
            if file.suffix != _SUFFIX:
                file.unlink(missing_ok=True)
                continue
            try:
                yield _from_json(json.loads(file.read_text(encoding="utf-8", errors="surrogatepass")))
            except (OSError, ValueError, LookupError, TypeError, AttributeError):
                file.unlink(missing_ok=True)

    def write(self, holdings: Holdings) -> None:
        """Keep what a chat holds, in the place of what it held.

        Raises:
            OSError: it cannot be written; what was kept before stays.
        """
        name = hashlib.sha256(holdings.owner.encode()).hexdigest()[:32]
        file = self._folder / f"{name}{_SUFFIX}"
        if holdings.is_empty:
            file.unlink(missing_ok=True)
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        text = json.dumps(_to_json(holdings), ensure_ascii=True)
        durable.write_text(file, text)


def _to_json(holdings: Holdings) -> dict[str, Any]:
    uploads = [{**asdict(each), "document": document_to_json(each.document)} for each in holdings.uploads]
    return {
        "format": FORMAT,
        "owner": holdings.owner,
        "uploads": uploads,
        "sendings": [asdict(each) for each in holdings.sendings],
    }


def _from_json(held: dict[str, Any]) -> Holdings:
    uploads = (
        Upload(**{**each, "key": UploadKey(each["key"]), "document": document_from_json(each["document"])})
        # What another version has read may be read wrongly by this one, and the file itself is not kept.
        for each in (held["uploads"] if held["format"] == FORMAT else ())
    )
    return Holdings(Owner(held["owner"]), tuple(uploads), tuple(Sending(**each) for each in held["sendings"]))
