"""A reply of a use case as a message, whichever kind it is."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.replies import (
    AnswerGiven,
    ClaimsChecked,
    ComparisonLacks,
    FurtherPassages,
    LanguageUnread,
    MarkedPassage,
    Notice,
    Outline,
    Reply,
    Talk,
)
from bot.messages.foreign import unread_sentence
from bot.presentation.answer_buttons import Setting, answer_keyboard
from bot.presentation.answers import render_answer
from bot.presentation.checked import render_checked
from bot.presentation.further import render_further
from bot.presentation.library import searched_line
from bot.presentation.links import PassageLink
from bot.presentation.reader import first_page, render_page
from bot.presentation.rich_text import RichText, render_sentence
from bot.presentation.table_message import render_lacking
from bot.presentation.talk import notice_sentence, render_outline, talk_sentence
from bot.presentation.welcome import render_help
from retrieval.types import Act, Language, Status


def render_reply(reply: Reply, language: Language, setting: Setting) -> RichText:
    """The message for a reply.

    Args:
        reply: of a use case.
        language: of whoever reads it; an answer speaks that of its question.
        setting: where it is shown.
    """
    match reply:
        case AnswerGiven():
            return _answer(reply, setting)
        case ClaimsChecked() | ComparisonLacks():
            return _of_figures(reply, setting)
        case FurtherPassages(passages):
            return render_further(passages, language, setting)
        case MarkedPassage(place, marked):
            passage = place.passage
            link = PassageLink.to(passage.id, passage.text, marked)
            return render_page(first_page(link, passage.text), place, language, setting.bot)
        case _:
            return _in_words(reply, language, setting)


def _of_figures(reply: ClaimsChecked | ComparisonLacks, setting: Setting) -> RichText:
    if isinstance(reply, ClaimsChecked):
        return render_checked(reply, setting)
    return render_lacking(reply, setting)


def _in_words(
    reply: LanguageUnread | Outline | Talk | Notice, language: Language, setting: Setting
) -> RichText:
    if isinstance(reply, Outline):
        return render_outline(reply, language)
    if isinstance(reply, Talk):
        return _talk(reply, setting)
    if isinstance(reply, LanguageUnread):
        return render_sentence(unread_sentence(reply.text).format(example=setting.example))
    return render_sentence(notice_sentence(reply, language, setting.example))


def _talk(talk: Talk, setting: Setting) -> RichText:
    if talk.act is Act.HELP:
        return render_help(talk.language, setting)
    return render_sentence(talk_sentence(talk, setting.example, setting.number))


def _answer(given: AnswerGiven, setting: Setting) -> RichText:
    answer, is_narrowed = given.answer, given.is_narrowed
    note = (
        searched_line(given.searched, answer.question.language)
        if answer.status is not Status.OFF_TOPIC
        else None
    )
    said = render_answer(answer, setting.bot, note, is_narrowed=is_narrowed)
    return replace(said, keyboard=answer_keyboard(answer, given.key, setting, is_narrowed=is_narrowed))
