"""A question becomes a reply: the one place where it is asked, remembered, and its answer kept."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.conversation.acting import Acting, Moment
from bot.conversation.answer_service import (
    AnswerService,
    OpeningError,
    ServiceClosedError,
    TookTooLongError,
)
from bot.conversation.checking import Checking
from bot.conversation.comparing import in_language, retries_of, with_table
from bot.conversation.evidence import quoted
from bot.conversation.library import ChosenDocuments
from bot.conversation.memory import Memory
from bot.conversation.question_queue import TooManyWaitingError
from bot.conversation.reading import Reading
from bot.conversation.records import (
    AnswerId,
    ChatSettings,
    CitedPassage,
    ShownAnswer,
    Speaker,
    new_answer_id,
)
from bot.conversation.replies import (
    AnswerGiven,
    ComparisonLacks,
    LanguageUnread,
    Notice,
    Reply,
    is_own,
    is_sure,
)
from bot.conversation.scopes import scope_of
from bot.conversation.uploading import Uploading
from bot.messages.foreign import unread_sentence
from bot.operations.failure_log import log_failure
from retrieval.question_thread import QuestionThread
from retrieval.types import Act, Answer, Asked, Missing, Narrowing, QueryPlan, Scope, Status, Table

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """Some words that somebody says to the bot."""

    speaker: Speaker
    text: str
    replied_to: AnswerId | None = None
    """The answer that they are a reply to, whoever had asked for it."""
    late: float | None = None
    """When they were said, in seconds since 1970, if that is long ago; None: just now."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a question is asked of anew: one of the places that it may mean, another year, all documents."""

    place: int | None = None
    """Its number among the places of the answer."""
    year: int | None = None


class Asking:
    """Answers questions, one at a time for each speaker."""

    def __init__(
        self,
        answer_service: AnswerService,
        memory: Memory,
        reading: Reading,
        uploading: Uploading | None = None,
    ) -> None:
        """Ask nothing yet.

        Args:
            answer_service: answers.
            memory: of what was asked before.
            reading: opens what was cited.
            uploading: takes what chats send; None: nothing is taken.
        """
        self._service = answer_service
        self._memory = memory
        self._uploading = uploading
        self._acting = Acting(reading)
        self._checking = Checking(answer_service)

    async def ask(self, said: Said, settings: ChatSettings) -> Reply:
        """Answer a question in the light of the speaker's last one, or of the one whose answer it replies to."""
        return await self._in_turn(said.speaker, lambda: self._asked(said, settings), said.late)

    async def compare(self, said: Said, settings: ChatSettings) -> Reply:
        """Answer a question with a table, or say what it lacks to become one."""
        return await self._in_turn(said.speaker, lambda: self._compared(said, settings), said.late)

    async def table_of(self, shown: ShownAnswer, settings: ChatSettings) -> Table | None:
        """The table that an answer was made of, once more; None: it compares nothing. Raises as `AnswerService.opened` does."""
        if shown.asked is None:
            return None
        searched = await self.searched(shown.speaker.chat, settings)
        scope = scope_of(shown.speaker.chat, (each.id for each in searched.documents))
        table = await self._service.compare(shown.question, scope=scope)
        return replace(table, language=shown.language) if table.cells else None

    async def check(self, said: Said, settings: ChatSettings) -> Reply:
        """Hold what is said against the documents."""
        speaker = said.speaker
        return await self._in_turn(
            speaker, lambda: self._checking.check(speaker.chat, said.text, settings), said.late
        )

    async def ask_anew(self, said: Said, previous: QueryPlan | None, settings: ChatSettings) -> Reply:
        """Answer a question that was reworded, in the light of what its first wording was answered in."""
        speaker = said.speaker
        return await self._in_turn(speaker, lambda: self._answered(speaker, said.text, previous, settings))

    async def ask_again(
        self, speaker: Speaker, shown: ShownAnswer, choice: Choice, settings: ChatSettings
    ) -> Reply | None:
        """Answer the question of an answer for one of its choices; None: it offers no such choice."""
        again = _read(choice, shown)
        if again is None:
            return None
        if choice == Choice():
            settings = replace(settings, documents=())
        return await self._in_turn(
            speaker, lambda: self._answered(speaker, again, shown.asked, settings, shown.id)
        )

    async def searched(self, chat: int, settings: ChatSettings) -> ChosenDocuments:
        """What the chat's questions are asked of. Who has chosen nothing does not wait until all names are sorted."""
        if not settings.documents:
            return ChosenDocuments()
        return (await self._service.library(scope=scope_of(chat))).chosen(settings.documents)

    async def _replied_to(self, said: Said) -> ShownAnswer | None:
        """The answer of this chat that the words are a reply to."""
        answer = await self._memory.shown(said.replied_to) if said.replied_to else None
        return answer if answer is not None and answer.speaker.chat == said.speaker.chat else None

    async def _asked(self, said: Said, settings: ChatSettings) -> Reply:
        """In turn, as a question may refer to the one before it, which may still be on its way."""
        replied = await self._replied_to(said)
        previous = replied.asked if replied else await self._memory.previous(said.speaker)
        return await self._replied(said, replied, previous, settings)

    async def _replied(
        self, said: Said, replied: ShownAnswer | None, previous: QueryPlan | None, settings: ChatSettings
    ) -> Reply:
        """The answer; where the words ask nothing of the documents, what they do instead."""
        given = await self._answered(said.speaker, said.text, previous, settings, said.replied_to)
        plan = given.answer.question
        if unread_sentence(said.text) and not is_sure(given.answer):
            return LanguageUnread(said.text)
        if given.answer.missing is Missing.SMALL_TALK and max(len(plan.years), len(plan.named)) > 1:
            # Two years or places and nothing else are to be compared; in what is asked with buttons.
            return await self._compared(said, settings)
        if plan.act is None:
            return given
        last = replied or await self._memory.last_answer(said.speaker)
        if plan.act is Act.AGAIN or (plan.act is Act.ORDINAL and last is not None and last.places):
            return await self._asked_again(said.speaker, last, plan, settings)
        library = await self._service.library(scope=scope_of(said.speaker.chat))
        return await self._acting.perform(plan, Moment(said.speaker.chat, last, library))

    async def _asked_again(
        self, speaker: Speaker, last: ShownAnswer | None, plan: QueryPlan, settings: ChatSettings
    ) -> Reply:
        """The last question once more, or for one of the places that it may mean."""
        place = None if plan.act is Act.AGAIN else max(0, (plan.number or 0) - 1)
        again = _read(Choice(place=place), last) if last is not None else None
        if last is None or again is None:
            return Notice.NOTHING_BEFORE
        return await self._answered(speaker, again, last.asked, settings, last.id)

    async def _compared(self, said: Said, settings: ChatSettings) -> Reply:
        chat, thread = said.speaker.chat, QuestionThread()
        searched = await self.searched(chat, settings)
        scope = scope_of(chat, (each.id for each in searched.documents))
        table = await self._service.compare(said.text, scope=scope)
        answer = with_table(await self._service.ask(thread, said.text, scope=scope), table)
        if answer is not None:
            await self._memory.remember(said.speaker, thread.previous)
            answer = _spoken(answer, settings)
            return AnswerGiven(answer, await self._kept(said.speaker, answer, thread.previous), searched)
        library = await self._service.library(scope=scope_of(chat))
        return ComparisonLacks(in_language(table, settings.language), retries_of(table, library))

    async def _answered(
        self,
        speaker: Speaker,
        asked: Asked,
        previous: QueryPlan | None,
        settings: ChatSettings,
        replied_to: AnswerId | None = None,
    ) -> AnswerGiven:
        chat = speaker.chat
        searched = await self.searched(chat, settings)
        scope = scope_of(chat, (each.id for each in searched.documents))
        thread = QuestionThread(previous)
        answer = await self._asked_first(thread, asked, replied_to, chat, scope)
        await self._memory.remember(speaker, thread.previous)
        answer = _spoken(answer, settings)
        key = await self._kept(speaker, answer, thread.previous)
        return AnswerGiven(answer, key, searched, previous)

    async def _asked_first(
        self, thread: QuestionThread, asked: Asked, replied_to: AnswerId | None, chat: int, scope: Scope
    ) -> Answer:
        """The answer, from a file that the chat has sent where the question is about one."""
        if self._uploading is None:
            return await self._service.ask(thread, asked, scope=scope)
        focus = self._uploading.focus
        focused = await focus.read(asked, replied_to, chat, scope)
        answer = await self._service.ask(thread, focused.asked, scope=focused.scope)
        await focus.note(chat, answer)
        return answer

    async def _kept(self, speaker: Speaker, answer: Answer, asked: QueryPlan | None) -> AnswerId | None:
        # What an act does is done by `Acting`; the answer that it refers to stays the last one.
        if answer.status is Status.OFF_TOPIC or answer.question.act is not None:
            return None
        question, shown = answer.question, {citation.passage for citation in quoted(answer)}
        record = ShownAnswer(
            id=new_answer_id(),
            speaker=speaker,
            question=question.whole,
            language=question.language,
            status=answer.status,
            # Words of a file that the chat has sent are kept with the file alone, and go with it.
            parts=() if is_own(answer) else tuple(part.text for part in answer.parts),
            citations=tuple(
                CitedPassage(citation.passage, citation.marked, citation.passage in shown)
                for citation in answer.citations
            ),
            asked=asked,
            places=answer.places,
        )
        return await self._memory.keep(record)

    async def _in_turn(
        self, speaker: Speaker, answering: Callable[[], Awaitable[Reply]], late: float | None = None
    ) -> Reply:
        """The reply, made in the speaker's turn, or what to say when there can be none: one question's failure is its own."""
        try:
            if self._uploading is not None:
                # Before the turn, which others wait for.
                await self._uploading.settled(speaker.chat)
            async with self._service.queue.turn(speaker, late):
                return await answering()
        except ServiceClosedError:
            return Notice.RESTARTING
        except TooManyWaitingError:
            return Notice.TOO_MUCH
        except TookTooLongError:
            return Notice.TOO_LONG
        except OpeningError:
            return Notice.FAILED
        except Exception as error:  # noqa: BLE001 - one question's failure is its own
            log_failure(_logger, "A question could not be answered", error)
            return Notice.FAILED


def _spoken(answer: Answer, settings: ChatSettings) -> Answer:
    """The answer with the words around it in the language that the chat has chosen, if it has."""
    if settings.language is None:
        return answer
    return replace(answer, question=replace(answer.question, language=settings.language))


def _read(choice: Choice, shown: ShownAnswer) -> Narrowing | None:
    """What a choice asks again of; None: nothing that its answer offers."""
    if shown.asked is None:
        return None
    if choice.place is not None:
        return Narrowing(place=shown.places[choice.place]) if choice.place < len(shown.places) else None
    is_offered = choice.year is None or shown.asked.time_said is not None
    return Narrowing(year=choice.year) if is_offered else None
