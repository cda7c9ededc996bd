"""What somebody says is held against the documents, claim by claim."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.answer_service import AnswerService
from bot.conversation.library import Library
from bot.conversation.records import ChatSettings
from bot.conversation.replies import ClaimsChecked, LanguageUnread
from bot.conversation.scopes import scope_of
from bot.messages.foreign import unread_sentence
from retrieval.fact_types import Checked, Reason, Verdict
from retrieval.types import Language

_OFFERED = 3
_LONGEST_RETRY = 40
"""Characters of a claim that stands whole on a button."""


class Checking:
    """Checks claims. Its methods raise as `AnswerService.opened` does."""

    def __init__(self, service: AnswerService) -> None:
        self._service = service

    async def check(self, chat: int, words: str, settings: ChatSettings) -> ClaimsChecked | LanguageUnread:
        """The verdicts on the claims of some words; of a claim that lacks a place or a year, what it may mean.

        Args:
            chat: that says them.
            words: as posted.
            settings: what the chat has chosen.
        """
        scope = scope_of(chat, settings.documents)
        checked = await self._service.check_each(words, scope=scope)
        if unread_sentence(words) and all(each.verdict is Verdict.NOT_FOUND for each in checked):
            return LanguageUnread(words)
        language = settings.language or checked[0].language
        spoken = tuple(replace(each, language=language) for each in checked)
        retries: tuple[str, ...] = ()
        if len(spoken) == 1:
            retries = _retries(spoken[0], await self._service.library(scope=scope_of(chat)))
        return ClaimsChecked(spoken, language, retries)


def _retries(checked: Checked, library: Library) -> tuple[str, ...]:
    """The claim with a place or a year in front that it may mean."""
    claim = " ".join(checked.claim.split())
    if len(claim) > _LONGEST_RETRY:
        return ()
    documents = library.foremost
    if checked.reason is Reason.WHICH_PLACE:
        found = dict.fromkeys(each.place for each in documents if each.place)
    elif checked.reason is Reason.WHICH_YEAR:
        newest = max((each.year for each in documents if each.year), default=None)
        years = range(newest - 1, newest - 1 - _OFFERED, -1) if newest else ()
        word = "{} " if checked.language is Language.ENGLISH else "{}年"
        found = dict.fromkeys(word.format(year) for year in years)
    else:
        return ()
    return tuple(f"{each}{claim}" for each in found)[:_OFFERED]
