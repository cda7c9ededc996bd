"""Scans and pictures in which no words were found, by their content: each is looked at once, and not at every build.

They are no documents, so the index itself has nothing of them; without this file they only cost their seconds again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from retrieval.errors import Refusal, UnreadableDocumentError
from retrieval.ingest.formats.limits import PICTURES
from retrieval.ingest.formats.text_recognition import engine
from retrieval.store import durable

_FILE = "wordless.json"
_KINDS = frozenset({*PICTURES, ".pdf"})


def known_wordless(folder: Path) -> Mapping[str, str]:
    """The reasons why such files are not indexed, by the SHA-256 of their content; none: another engine looked at them.

    Args:
        folder: of the index.
    """
    try:
        held = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        return dict(held["files"]) if engine() and held["engine"] == engine() else {}
    except (OSError, ValueError, LookupError, TypeError):
        return {}


def keep_wordless(
    folder: Path, looked_at: Iterable[tuple[str, Path]], skipped: Sequence[UnreadableDocumentError]
) -> None:
    """Remember those of a build, and forget those that are gone.

    Args:
        folder: of the index.
        looked_at: the hash and the path of every file of the corpus.
        skipped: the files that are not indexed.
    """
    reasons = {
        problem.path: problem.reason
        for problem in skipped
        if problem.why is Refusal.EMPTY and problem.path.suffix.lower() in _KINDS
    }
    found = {content: reasons[path] for content, path in looked_at if path in reasons}
    if not engine() or found == known_wordless(folder):
        return
    # A disk that is full costs no more than looking again.
    with suppress(OSError):
        durable.write_text(folder / _FILE, json.dumps({"engine": engine(), "files": found}))
