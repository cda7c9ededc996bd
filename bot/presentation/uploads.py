"""What is said of the files that a chat sends, and the buttons under it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.conversation.library import title_of
from bot.messages.uploads import upload_texts_in
from bot.presentation.rich_text import Button, RichText, clipped, plain_block
from retrieval.errors import Refusal
from retrieval.types import Document, DocumentId, Language
from retrieval.uploads.records import Upload, UploadLimits, UploadProblem

UPLOAD = "x"
"""The subject of the buttons."""
KEEP, REMOVE, UNLIST = "k", "r", "l"
"""What a button does: keep the file of its message, remove it, remove one from the list."""
_HOUR, _DAY = 3600.0, 24 * 3600.0
_HOURS_SAID = 3 * 24
"""Longer times are told in days."""
_TITLE_UNITS = 60
_BUTTON_UNITS = 30


def render_fetching(name: str, language: Language) -> RichText:
    """The first thing said of a file."""
    return _sentence(upload_texts_in(language).fetching.format(name=clipped(name, _TITLE_UNITS)))


def render_reading(name: str, language: Language) -> RichText:
    """Said when a file has arrived."""
    return _sentence(upload_texts_in(language).reading.format(name=clipped(name, _TITLE_UNITS)))


def render_recognising(name: str, page: int, pages: int, language: Language) -> RichText:
    """How far the reading of a scan is.

    Args:
        name: of the file.
        page: that is being read, 1-based.
        pages: of the file.
        language: of whoever sent it.
    """
    said = upload_texts_in(language).recognising
    return _sentence(said.format(name=clipped(name, _TITLE_UNITS), page=page, pages=pages))


def render_taken(upload: Upload, now: float, days: float, language: Language) -> RichText:
    """A file can be asked.

    Args:
        upload: the file.
        now: seconds since 1970.
        days: for how long the button keeps it.
        language: of whoever sent it.
    """
    texts, key = upload_texts_in(language), upload.document.id
    said = texts.taken.format(
        title=_title(upload.document), pages=upload.pages, left=time_left(upload.expires - now, language)
    )
    buttons = (
        Button(texts.keep.format(days=f"{days:g}"), f"{UPLOAD}:{KEEP}:{key}"),
        Button(texts.remove, f"{UPLOAD}:{REMOVE}:{key}"),
    )
    return RichText((plain_block(said),), (buttons,))


def render_kept(upload: Upload, now: float, language: Language) -> RichText:
    """A file is kept for longer; it can still be removed."""
    texts = upload_texts_in(language)
    left = time_left(upload.expires - now, language)
    button = Button(texts.remove, f"{UPLOAD}:{REMOVE}:{upload.document.id}")
    said = texts.kept.format(title=_title(upload.document), left=left)
    return RichText((plain_block(said),), ((button,),))


def render_removed(upload: Upload, language: Language) -> RichText:
    """A file is gone."""
    return _sentence(upload_texts_in(language).removed.format(title=_title(upload.document)))


def render_refused(
    why: Refusal | UploadProblem, name: str, limits: UploadLimits, language: Language
) -> RichText:
    """Why a file is not taken, in one sentence."""
    return _sentence(
        upload_texts_in(language)
        .refused[why]
        .format(
            name=clipped(name, _TITLE_UNITS),
            files=limits.files,
            pages=limits.pages,
            megabytes=limits.bytes // 1_000_000,
        )
    )


def time_left(seconds: float, language: Language) -> str:
    """How long a file is still kept, rounded up to hours or days."""
    texts = upload_texts_in(language)
    hours = max(1, -int(-seconds // _HOUR))
    if hours <= _HOURS_SAID:
        return texts.hours.format(number=hours)
    return texts.days.format(number=-int(-seconds // _DAY))


def own_notes(uploads: Sequence[Upload], now: float, language: Language) -> Mapping[DocumentId, str]:
    """For each file of a chat, how long it is still kept, as a list of documents shows it."""
    texts = upload_texts_in(language)
    return {
        each.document.id: texts.left.format(left=time_left(each.expires - now, language)) for each in uploads
    }


def removing_button(document: Document) -> Button:
    """Removes a file of the chat from the list that the button stands under."""
    return Button(f"🗑 {clipped(title_of(document), _BUTTON_UNITS)}", f"{UPLOAD}:{UNLIST}:{document.id}")


def _title(document: Document) -> str:
    return clipped(title_of(document), _TITLE_UNITS)


def _sentence(text: str) -> RichText:
    return RichText((plain_block(text),))
