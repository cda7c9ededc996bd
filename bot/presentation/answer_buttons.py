"""The buttons under an answer: open its paragraphs, further passages, share, judge."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.conversation.evidence import quoted
from bot.conversation.records import AnswerId, Judgement
from bot.conversation.replies import is_found, is_own
from bot.messages import ChatTexts, chat_texts_in, texts_in
from bot.messages.facts import fact_texts
from bot.presentation.asking_again import AGAIN, asking_again
from bot.presentation.links import (
    PassageLink,
    further_payload,
    linked_answer,
    passage_payload,
    start_address,
)
from bot.presentation.parts import link_to, name_of
from bot.presentation.passing_on import passing_on
from bot.presentation.phone_lines import shortened
from bot.presentation.reader import OPEN
from bot.presentation.rich_text import Button, Keyboard
from bot.presentation.table_picture import is_worth_a_picture
from retrieval.types import Answer, Citation, Language, Status

FURTHER, JUDGE, PICTURE = "m", "f", "i"
"""Subjects of buttons."""
_OF_ANSWER = re.compile(rf"(?:{FURTHER}|{JUDGE}|{PICTURE}|{AGAIN}):([A-Za-z0-9_-]{{12}})(?::.*)?", re.ASCII)
_CHOSEN = "✓ "
_MOST_OPENED = 3
"""Buttons side by side on a phone; the attribution of every citation is a link as well."""
_NAME_EMS = 7.5
"""Three names fit into a row on a phone."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where an answer is shown."""

    bot: str
    """The bot's user name."""
    is_private: bool
    """In a group, paragraphs open in private or for one person alone, so that paging does not fill the group."""
    example: str = ""
    """Of a question that can be asked there."""
    number: int = 0
    """Of the message that is replied to."""
    takes_files: bool = False
    """Whether a file can be sent there to be asked."""
    opens_here: bool = False
    """Whether, in a group too, a paragraph can be shown there to whoever opens it, and to nobody else."""


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
    opening = _opening(answer, evidence[:_MOST_OPENED], setting)
    beside = []
    if key is not None and len(answer.citations) > len(quoted(answer)):
        beside.append(_further(key, texts, setting))
    # A file that the chat alone can open cannot be shared.
    if evidence and not is_own(answer):
        beside += passing_on(answer, setting.bot)
    beside += _picture(answer, key) if key is not None else ()
    first = [(*opening, *beside)] if len(opening) <= 1 else [tuple(opening), tuple(beside)]
    rows = [*again, *first, _judging(key, texts, is_found=bool(evidence)) if key is not None else ()]
    return tuple(row for row in rows if row)


def _picture(answer: Answer, key: AnswerId) -> tuple[Button, ...]:
    """Draws the table of a comparison, where a picture shows more than the message."""
    if answer.table is None or not is_worth_a_picture(answer.table):
        return ()
    return (Button(fact_texts(answer.question.language).picture, f"{PICTURE}:{key}"),)


def answer_of_button(data: str, address: str) -> AnswerId | None:
    """The answer under which a button stands; None: it does not tell.

    Args:
        data: of the button.
        address: what it opens.
    """
    match = _OF_ANSWER.fullmatch(data)
    key = match[1] if match else linked_answer(address.rpartition("start=")[2])
    return AnswerId(key) if key else None


def judgement_of(data: str) -> Judgement | None:
    """The judgement that a button stands for; None: it is another one."""
    subject, _, argument = data.partition(":")
    word = argument.rpartition(":")[2]
    return Judgement(word) if subject == JUDGE and word in set(Judgement) else None


def judged_label(label: str, *, is_chosen: bool) -> str:
    """The label of such a button, marked where its judgement was given, and unmarked where another was."""
    plain = label.removeprefix(_CHOSEN)
    return _CHOSEN + plain if is_chosen else plain


def open_button(label: str, link: PassageLink, setting: Setting, *, is_own: bool = False) -> Button:
    """Opens a reader: here in a private chat, by a link elsewhere; a file of the chat alone opens nowhere else."""
    if setting.is_private or setting.opens_here or is_own:
        return Button(label, f"{OPEN}:{link}")
    return Button(label, address=start_address(setting.bot, passage_payload(link)))


def _opening(answer: Answer, citations: Sequence[Citation], setting: Setting) -> list[Button]:
    language = answer.question.language
    labels = [chat_texts_in(language).open_one]
    if len(citations) != 1:
        labels = _told_by(answer, citations) or names_of(citations, language)
    return [
        open_button(label, link_to(citation), setting, is_own=citation.is_own)
        for label, citation in zip(labels, citations, strict=True)
    ]


def _told_by(answer: Answer, citations: Sequence[Citation]) -> list[str]:
    """Labels that say what each paragraph tells, 2016年实际 or 2017年目标; none where that does not tell them apart."""
    texts = texts_in(answer.question.language)
    told = {part.passage: texts.label(part.year, part.role) for part in reversed(answer.parts)}
    labels = [told.get(citation.passage, "") for citation in citations]
    is_one_place = len({citation.place for citation in citations}) == 1
    is_told = answer.table is None and is_one_place and all(labels) and len(set(labels)) == len(labels)
    return [shortened(label, _NAME_EMS) for label in labels] if is_told else []


def names_of(citations: Sequence[Citation], language: Language) -> list[str]:
    """Labels that tell paragraphs apart: by place and year, or where these are the same by the paragraph's number."""
    texts = texts_in(language)
    names = [name_of(citation, texts) for citation in citations]
    at = [texts.paragraph.format(number=citation.paragraph) for citation in citations]
    if len(set(names)) == 1:
        names = at
    elif len(set(names)) < len(names):
        # Of one report the paragraphs differ, and which it is can be told from the others.
        names = [place if names.count(name) > 1 else name for name, place in zip(names, at, strict=True)]
    return [shortened(name, _NAME_EMS) for name in names]


def _further(key: AnswerId, texts: ChatTexts, setting: Setting) -> Button:
    if setting.is_private or setting.opens_here:
        return Button(texts.further, f"{FURTHER}:{key}")
    return Button(texts.further, address=start_address(setting.bot, further_payload(key)))


def _judging(key: AnswerId, texts: ChatTexts, *, is_found: bool) -> tuple[Button, ...]:
    """Of a refusal only whether it is right: that nothing was found is what it says."""
    labels = {
        Judgement.RIGHT: texts.right,
        Judgement.WRONG: texts.wrong,
        Judgement.NOT_FOUND: texts.not_found,
    }
    if not is_found:
        del labels[Judgement.NOT_FOUND]
    return tuple(Button(label, f"{JUDGE}:{key}:{judgement}") for judgement, label in labels.items())
