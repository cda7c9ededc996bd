"""Mails (.eml) -> lines: the subject as the heading, sender and date, and the body, decoded; by the standard library."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage

from retrieval.errors import Refusal, RefusedContentError
from retrieval.ingest.formats import html_text
from retrieval.ingest.formats.spacing import tidied
from retrieval.ingest.reading import UNKNOWN_ENCODING, decode
from retrieval.ingest.source_text import SourceLine

_SHOWN = ("From", "To", "Date")


def read(content: bytes) -> Iterator[SourceLine]:
    """The words of a mail, without what is attached to it.

    Raises:
        RefusedContentError: not a mail, or not in a known encoding.
    """
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    if not message.keys():
        raise RefusedContentError("is not a mail", Refusal.OTHER_KIND)
    if subject := tidied(str(message.get("Subject", ""))):
        yield SourceLine(subject, 0)
    for name in _SHOWN:
        if value := tidied(str(message.get(name, ""))):
            yield SourceLine(f"{name}: {value}")
    body = message.get_body(("plain", "html"))
    if body is None:
        return
    payload = body.get_payload(decode=True)
    if not isinstance(payload, bytes):
        raise RefusedContentError("has a body that cannot be decoded")
    if body.get_content_type() == "text/html":
        yield from (replace(line, line=None) for line in html_text.read(payload))
        return
    text = decode(payload, body.get_content_charset() or "")
    if text is None:
        raise RefusedContentError(UNKNOWN_ENCODING, Refusal.OTHER_KIND)
    yield from (SourceLine(line) for raw in text.splitlines() if (line := tidied(raw)))
