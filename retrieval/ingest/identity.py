"""The id of a document, from the name of its file."""

from __future__ import annotations

import hashlib

from retrieval.types import EVERYBODY, DocumentId, Owner


def identify(name: str, owner: Owner = EVERYBODY) -> DocumentId:
    """The id of the document that a name stands for; it outlives every change of the content.

    Files of one name that belong to different owners are different documents: no chat can replace another's by
    sending a file of the same name. A file's name never has the character between the two.
    """
    named = name if owner == EVERYBODY else f"{owner}\0{name}"
    return DocumentId(hashlib.sha256(named.encode("utf-8", "replace")).hexdigest()[:16])
