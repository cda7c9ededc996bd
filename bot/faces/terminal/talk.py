"""A conversation in the terminal, without the terminal: a line typed -> what is said to it.

The same follow-ups and citations as on Telegram; here a citation is opened by its number.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from rich.text import Text

from bot.conversation.claims import claim_to_check
from bot.conversation.comparing import with_table
from bot.conversation.library import ALL_WORDS, Library, asks_for_list
from bot.faces.terminal.figures import render_checked
from bot.faces.terminal.talk_view import (
    MOST_LISTED,
    render_history,
    render_numbered_answer,
    render_place,
    render_talk_help,
    render_talk_sources,
)
from bot.messages import TalkTexts, talk_texts_in
from bot.messages.facts import fact_texts
from bot.presentation.status import render_status
from bot.presentation.table_rows import lacking_in
from retrieval.asking import AnswersQuestions
from retrieval.building.index_status import IndexStatus
from retrieval.question_thread import QuestionThread
from retrieval.types import (
    PUBLIC,
    Answer,
    Document,
    DocumentId,
    Language,
    PassageId,
    PlacedPassage,
    Span,
)

_BEFORE, _AFTER = frozenset({"<", "‹", "/previous"}), frozenset({">", "›", "/next"})


@dataclass(slots=True)
class Talk:
    """One person's conversation."""

    answering: AnswersQuestions
    language: Language = Language.SIMPLIFIED
    """Of what is said about the conversation itself; answers speak the question's."""
    status: Callable[[], IndexStatus | None] = lambda: None
    """How the index is; None: nobody knows."""
    answers: list[Answer] = field(default_factory=list)
    _thread: QuestionThread = field(default_factory=QuestionThread)
    _searched: frozenset[DocumentId] = frozenset()
    """The documents that `/use` has chosen; empty: all are searched."""
    _open: PlacedPassage | None = None
    _library: Library = field(init=False)
    _listed: Sequence[Document] = field(init=False)
    """What the numbers of /use mean."""

    def __post_init__(self) -> None:
        """Sort the documents."""
        self._library = Library(self.answering.documents(scope=PUBLIC))
        self._listed = self._library.documents[:MOST_LISTED]

    @property
    def texts(self) -> TalkTexts:
        """The sentences around the conversation."""
        return talk_texts_in(self.language)

    def say(self, line: str) -> Text:
        """What comes back for a line: an answer, a paragraph, or help.

        Args:
            line: a question, the number of a citation, < or > for its neighbours, or a command with a slash.
        """
        words = line.strip()
        if words.isascii() and words.isdigit() and 1 <= int(words) <= self._citations:
            return self._opened(int(words) - 1)
        if words in _BEFORE or words in _AFTER:
            return self._turned(forward=words in _AFTER)
        name, _, rest = ("/sources" if asks_for_list(words) else words).partition(" ")
        if claim := rest if name == "/check" else claim_to_check(words):
            return self._checked(claim)
        if name == "/compare" and rest:
            return self._compared(rest)
        if name.startswith("/") and name != "/ask":
            return self._commanded(name, rest)
        return self._answered(rest if name == "/ask" else line)

    def _commanded(self, name: str, rest: str) -> Text:
        match name:
            case "/history":
                return render_history(self.answers, self.texts)
            case "/sources":
                return self._sources(self._library.matching(rest), rest)
            case "/use":
                return self._use(rest)
            case "/status" if status := self.status():
                return Text(render_status(status, time.time(), self.language).plain)
            case "/new":
                self._thread = QuestionThread()
                return Text(self.texts.forgotten)
            case _:
                return render_talk_help(self.texts)

    @property
    def _citations(self) -> int:
        return len(self.answers[-1].citations) if self.answers else 0

    def _answered(self, text: str) -> Text:
        answer = self._thread.ask(self.answering, text, scope=replace(PUBLIC, chosen=self._searched))
        self._open = None
        self.answers.append(answer)
        return render_numbered_answer(answer, is_narrowed=bool(self._searched))

    def _compared(self, text: str) -> Text:
        """The table that a question asks for, or what it lacks to be one."""
        table = self.answering.compare(text, scope=replace(PUBLIC, chosen=self._searched))
        if (words := lacking_in(table)) is not None:
            return Text(words)
        answer = with_table(self.answering.answer(text, scope=replace(PUBLIC, chosen=self._searched)), table)
        if answer is None:
            return Text(fact_texts(table.language).nothing_to_compare)
        self.answers.append(answer)
        return render_numbered_answer(answer)

    def _checked(self, text: str) -> Text:
        checked = self.answering.check_each(text, scope=replace(PUBLIC, chosen=self._searched))
        return Text("\n\n").join(Text(render_checked(each, color=False)) for each in checked)

    def _opened(self, number: int) -> Text:
        citation = self.answers[-1].citations[number]
        return self._shown(citation.passage, citation.marked)

    def _turned(self, *, forward: bool) -> Text:
        if self._open is None:
            return Text(self.texts.nothing_open)
        neighbour = self._open.after if forward else self._open.before
        if neighbour is None:
            return Text(self.texts.no_neighbour)
        marked = {cited.passage: cited.marked for cited in self.answers[-1].citations}
        return self._shown(neighbour, marked.get(neighbour, ()))

    def _use(self, words: str) -> Text:
        """Choose by the numbers of the last list, by a name, or let all go."""
        numbers = words.split()
        if not words or words.lower() in ALL_WORDS:
            found: tuple[Document, ...] = ()
        elif all(_is_number(number, len(self._listed)) for number in numbers):
            found = tuple(self._listed[int(number) - 1] for number in numbers)
        elif not (found := self._library.matching(words)):
            return self._sources((), words)
        self._searched = frozenset(each.id for each in found)
        if not found:
            return Text(self.texts.all_searched.format(count=len(self._library.documents)))
        return self._sources(found, "")

    def _sources(self, documents: Sequence[Document], words: str) -> Text:
        self._listed = documents[:MOST_LISTED]
        return render_talk_sources(documents, self._searched, self.texts, words)

    def _shown(self, passage: PassageId, marked: tuple[Span, ...]) -> Text:
        place = self.answering.passage(passage, scope=PUBLIC)
        if place is None:
            return Text(self.texts.no_neighbour)
        self._open = place
        return render_place(place, marked, self.language)


def _is_number(word: str, most: int) -> bool:
    return word.isascii() and word.isdigit() and 1 <= int(word) <= most
