"""The buttons under an answer: open its paragraphs, further passages, share, judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.records import AnswerId, Judgement
from bot.messages import ChatTexts, chat_texts_in
from bot.presentation.asking_again import asking_again
from bot.presentation.links import PassageLink, further_payload, passage_payload, share_address, start_address
from bot.presentation.parts import is_found, link_to, quoted
from bot.presentation.reader import OPEN
from bot.presentation.rich_text import Button, Keyboard, clipped
from retrieval.types import Answer, Citation, Status

FURTHER, JUDGE = "m", "f"
"""Subjects of buttons."""
_MOST_OPENED = 3
"""Buttons side by side on a phone; the attribution of every citation is a link as well."""
_SHARED_UNITS = 120


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an answer is shown."""

    bot: str
    """The bot's user name."""
    is_private: bool
    """In a group, paragraphs open in private, so that paging does not fill the group."""


def answer_keyboard(
    answer: Answer, key: AnswerId | None, setting: Setting, *, is_narrowed: bool = False
) -> Keyboard:
    """The rows under an answer; none under what is no answer to a question about the documents.

    Args:
        answer: as given.
        key: under which it is kept; None: it is not, and what needs that is left out.
        setting: where it is shown.
        is_narrowed: whether it was looked for only in documents that the chat has chosen.
    """
    again = () if key is None else asking_again(answer, key, is_narrowed=is_narrowed)
    if answer.places or answer.status is Status.OFF_TOPIC or not answer.citations:
        return again
    texts = chat_texts_in(answer.question.language)
    evidence = quoted(answer) if is_found(answer) else ()
    first = [*_opening(evidence[:_MOST_OPENED], texts, setting)]
    if key is not None and len(answer.citations) > len(quoted(answer)):
        first.append(_further(key, texts, setting))
    if evidence:
        first.append(_share(answer, evidence[0], texts, setting))
    rows = [*again, tuple(first), _judging(key, texts) if key is not None else ()]
    return tuple(row for row in rows if row)


def open_button(label: str, link: PassageLink, setting: Setting) -> Button:
    """Opens a reader: here in a private chat, by a link elsewhere."""
    if setting.is_private:
        return Button(label, f"{OPEN}:{link}")
    return Button(label, address=start_address(setting.bot, passage_payload(link)))


def _opening(citations: Sequence[Citation], texts: ChatTexts, setting: Setting) -> list[Button]:
    labels = [texts.open_number.format(number=number) for number in range(1, len(citations) + 1)]
    if len(citations) == 1:
        labels = [texts.open_one]
    return [
        open_button(label, link_to(citation), setting)
        for label, citation in zip(labels, citations, strict=True)
    ]


def _further(key: AnswerId, texts: ChatTexts, setting: Setting) -> Button:
    if setting.is_private:
        return Button(texts.further, f"{FURTHER}:{key}")
    return Button(texts.further, address=start_address(setting.bot, further_payload(key)))


def _share(answer: Answer, citation: Citation, texts: ChatTexts, setting: Setting) -> Button:
    address = start_address(setting.bot, passage_payload(link_to(citation)))
    spoken = f"{answer.text} · {citation.document or citation.file}"
    return Button(texts.share, address=share_address(address, clipped(spoken, _SHARED_UNITS)))


def _judging(key: AnswerId, texts: ChatTexts) -> tuple[Button, ...]:
    labels = {
        Judgement.RIGHT: texts.right,
        Judgement.WRONG: texts.wrong,
        Judgement.NOT_FOUND: texts.not_found,
    }
    return tuple(Button(label, f"{JUDGE}:{key}:{judgement}") for judgement, label in labels.items())
