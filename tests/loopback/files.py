"""Files that people send, as a bot gets at them: an id in the message, a path by getFile, bytes at the path."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import bad_request, not_found

if TYPE_CHECKING:
    from .body import Params
    from .records import Json
    from .world import World

DOWNLOAD = "downloadFile"
"""The name under which downloads are recorded and faults ordered; the Bot API has no such method."""
MOST = 20_000_000
"""Bytes that a bot may download."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the server."""

    id: str
    content: bytes
    size: int
    """As told; a test may say another one than it has."""

    def to_json(self, name: str | None, mime_type: str | None) -> Json:
        told = {"file_name": name, "mime_type": mime_type}
        fields: Json = {"file_id": self.id, "file_unique_id": f"u-{self.id}", "file_size": self.size}
        return fields | {key: value for key, value in told.items() if value is not None}


def store_file(world: World, content: bytes, size: int | None = None) -> StoredFile:
    with world.changed:
        key = f"file-{len(world.files) + 1}"
        world.files[key] = stored = StoredFile(key, content, len(content) if size is None else size)
        return stored


def get_file(world: World, params: Params) -> Json:
    file = world.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > MOST:
        raise bad_request("file is too big")
    return file.to_json(None, None) | {"file_path": f"documents/{file.id}"}


def download(world: World, params: Params) -> bytes:
    file = world.files.get(params.text("file_path").removeprefix("documents/"))
    if file is None:
        raise not_found()
    return file.content
