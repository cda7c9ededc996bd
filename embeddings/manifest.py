"""The record inside a folder of the cache: the hash of each file, and what a prepared model was made of and how it is run."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, TypeVar

from embeddings.errors import DamagedFileError
from embeddings.model_source import Pooling, Recipe, TokenizerKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

MANIFEST = "manifest.json"
FORMAT = 1
"""Raise it whenever older prepared folders can no longer be read; they are then made anew."""


@dataclass(frozen=True, slots=True)
class FileRecord:
    """One file of a folder."""

    name: str
    """Its path in the folder, with slashes."""
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class FileList:
    """The record of a folder of which nothing more than its files is to be known."""

    format: int
    files: tuple[FileRecord, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything about a prepared model but its weights."""

    format: int
    model: str
    source_state: str
    """Changes when the source may have changed; cheap to find out, so it is compared at every start."""
    fingerprint: str
    dimension: int
    max_tokens: int
    recipe: Recipe
    tokenizer: TokenizerKind
    files: tuple[FileRecord, ...]


_Record = TypeVar("_Record", FileList, Manifest)


def write_manifest(manifest: FileList | Manifest, folder: Path) -> None:
    """Write the record; the last file of a folder to be written."""
    text = json.dumps(asdict(manifest), ensure_ascii=False, indent=2)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read the record of a prepared model and check every file against it.

    All bytes are hashed: 120 MB take a tenth of a second where the processor knows SHA-256, and a damaged table would give
    wrong answers rather than an error.

    Raises:
        DamagedFileError: the record or a file is missing or is not what was written.
    """
    return _checked(folder, FORMAT, _prepared)


def read_file_list(folder: Path, wanted_format: int) -> FileList:
    """Read the record of any other folder and check every file against it.

    Raises:
        DamagedFileError: the record or a file is missing or is not what was written.
    """
    return _checked(folder, wanted_format, _file_list)


def record_files(folder: Path, names: Iterable[str]) -> tuple[FileRecord, ...]:
    """Sizes and hashes of files of a folder."""
    return tuple(_record(folder, name) for name in names)


def _checked(folder: Path, wanted_format: int, parsed: Callable[[dict[str, object]], _Record]) -> _Record:
    path = folder / MANIFEST
    try:
        manifest = parsed(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise DamagedFileError(path, "it cannot be read") from error
    except (ValueError, KeyError, TypeError) as error:
        raise DamagedFileError(path, "it is not a record of a folder") from error
    if manifest.format != wanted_format:
        raise DamagedFileError(path, f"it has format {manifest.format} instead of {wanted_format}")
    for record in manifest.files:
        _check(folder, record)
    return manifest


def _check(folder: Path, record: FileRecord) -> None:
    path = folder / record.name
    try:
        if path.stat().st_size != record.size:
            raise DamagedFileError(path, "its size is not the one recorded")
        found = _record(folder, record.name)
    except OSError as error:
        raise DamagedFileError(path, "it cannot be read") from error
    if found != record:
        raise DamagedFileError(path, "its content is not what was written")


def _record(folder: Path, name: str) -> FileRecord:
    path = folder / name
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return FileRecord(name, path.stat().st_size, digest)


def _prepared(data: dict[str, object]) -> Manifest:
    recipe, files = data.pop("recipe"), _files(data)
    if not isinstance(recipe, dict):
        message = "wrong kind"
        raise TypeError(message)
    recipe["pooling"] = Pooling(recipe["pooling"])
    return Manifest(
        **data | {"tokenizer": TokenizerKind(str(data["tokenizer"]))},  # type: ignore[arg-type]
        recipe=Recipe(**recipe),
        files=files,
    )


def _file_list(data: dict[str, object]) -> FileList:
    return FileList(files=_files(data), **data)  # type: ignore[arg-type]


def _files(data: dict[str, object]) -> tuple[FileRecord, ...]:
    files = data.pop("files")
    if not isinstance(files, list):
        message = "wrong kind"
        raise TypeError(message)
    return tuple(FileRecord(**file) for file in files)
