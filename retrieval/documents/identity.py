"""The id of a document, from the name of its file."""

from __future__ import annotations

import hashlib

from retrieval.types import DocumentId


def identify(name: str) -> DocumentId:
    """The id of the document that a name stands for; it outlives every change of the content."""
    return DocumentId(hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16])
