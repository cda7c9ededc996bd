"""The records that pass between the steps of retrieval, from a file to a cited answer.

All are frozen. Offsets count Unicode code points, as Python strings do, and are half-open.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

DocumentId = NewType("DocumentId", str)
PassageId = NewType("PassageId", str)
SentenceId = NewType("SentenceId", int)
Owner = NewType("Owner", str)
"""Whoever a document belongs to: everybody, or one chat."""
EVERYBODY = Owner("")
"""Owns the documents of the corpus, which every chat may see."""


class Language(StrEnum):
    """What a question is written in."""

    SIMPLIFIED = "zh-Hans"
    TRADITIONAL = "zh-Hant"
    ENGLISH = "en"


class Role(StrEnum):
    """What a sentence does with a figure: tells what came about, or what is planned."""

    RESULT = "result"
    TARGET = "target"


class Wanted(StrEnum):
    """The kind of answer a question asks for."""

    NUMBER = "number"
    DATE = "date"
    PERSON = "person"
    NAME = "name"
    LIST = "list"
    REASON = "reason"
    ANYTHING = "anything"


class Act(StrEnum):
    """What somebody does in a conversation with words that ask the documents nothing."""

    HELP = "help"
    GREETING = "greeting"
    THANKS = "thanks"
    """Also ok, goodbye and praise: nothing is expected in return."""
    CANCEL = "cancel"
    MORE = "more"
    """Other passages to the same question: 更多, 还有吗."""
    NEXT = "next"
    """The paragraph or page that follows: 下一段."""
    SOURCE = "source"
    """The paragraph that the answer stands in, and where it is: 出处, 原文."""
    AGAIN = "again"
    """The last answer once more: 再说一遍."""
    SURE = "sure"
    """Whether the last answer is right: 你确定吗, 不是8%吗, 错了."""
    ORDINAL = "ordinal"
    """One of what was shown, by its number: 第二个, 2."""
    PAGE = "page"
    PARAGRAPH = "paragraph"
    LINE = "line"
    """A page, a paragraph or a line of the document by its number: 第51段."""
    HEADINGS = "headings"
    """The headings of the document, or the part of a number: 报告分几部分, 第三部分."""
    SUMMARY = "summary"
    """A summary of the document, which nobody can quote."""
    OTHER_TALK = "other_talk"
    """Asks the bot for something else that it does not do: a joke, the weather, a poem."""


class Status(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    AMBIGUOUS = "ambiguous"
    NOT_FOUND = "not_found"
    OFF_TOPIC = "off_topic"


class Missing(StrEnum):
    """Why a question was not answered."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    YEAR = "year"
    PLACE = "place"
    INDICATOR = "indicator"
    EVIDENCE = "evidence"
    SMALL_TALK = "small_talk"


class Level(StrEnum):
    """How high a place stands."""

    STATE = "state"
    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"
    ABROAD = "abroad"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """A place that has a government, or lies abroad."""

    name: str
    """In full, as `Document.place` gives it: 盘锦市, 保定市易县, 国务院."""
    level: Level
    parents: tuple[str, ...] = ()
    """What it lies in, the province first; empty: nothing, or unknown."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place named in a text."""

    text: str
    start: int
    end: int
    """Offsets into the normalised text, half-open."""
    candidates: tuple[Place, ...]
    """What it may be, the likelier first: 吉林 is a province and a city."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters start..end-1 of some text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Document:
    """One source file: what its first lines, or its name, say of it."""

    id: DocumentId
    file: str
    """The file's name, without its folder."""
    title: str
    place: str
    year: int | None
    date: str
    """As written; empty: unknown."""
    speaker: str
    province: str = ""
    """The province it is or lies in; empty: none, or unknown."""
    level: Level = Level.UNKNOWN
    domain: str = ""
    """The name of the domain that it was described by; see `retrieval.domain`."""
    owner: Owner = EVERYBODY
    """Who may see it. A domain describes documents without knowing; `building.cutting` says whose they are."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Who asks, and of what: handed in with everything that is asked of the documents."""

    owner: Owner
    """The asker, who sees the documents of everybody and those of its own; EVERYBODY: only those of everybody."""
    chosen: frozenset[DocumentId] = frozenset()
    """The only documents that a question is asked of, as far as the asker may see them; none: all those."""


PUBLIC = Scope(EVERYBODY)
"""Of an asker who has no documents of its own: a command, an inline query, a guest."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a sentence is known to speak of beside its words; what a domain knows nothing of stays empty."""

    years: frozenset[int] = frozenset()
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph: what is cited."""

    id: PassageId
    document: DocumentId
    section: tuple[str, ...]
    """Headings above it, outermost first."""
    paragraph: int
    """1-based among the paragraphs of the document; headings are not counted."""
    line: int
    """1-based line of the file on which it begins; of Word and PDF, which have no lines, of the lines read from it."""
    text: str
    """The line as in the file."""
    page: int | None = None
    """1-based, where it begins; None: the format has no pages."""


@dataclass(frozen=True, slots=True)
class PlacedPassage:
    """A paragraph where it stands, with the ids of its neighbours in the document."""

    passage: Passage
    document: Document
    before: PassageId | None
    after: PassageId | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, or one clause of a list of indicators: what is searched."""

    id: SentenceId
    passage: PassageId
    span: Span
    """Where it stands in the passage's text."""
    lead_in: Span | None
    """For a clause of a list: the words that introduce the list."""
    years: frozenset[int]
    """The years it speaks of; empty: unknown."""
    role: Role | None


@dataclass(frozen=True, slots=True)
class Meaning:
    """A word of the documents that an English word may stand for."""

    word: str
    weight: float
    """How surely it does; 0..1."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    language: Language
    normalized: str
    """NFKC, simplified characters, without emoji, typing errors mended."""
    without_location: str = ""
    """The same without the place that all documents searched are about; empty: it names none, or others are searched."""
    content: str = ""
    """What is left of it for the keyword index: without stop words and, where years are known, without them."""
    years: tuple[int, ...] = ()
    role: Role | None = None
    places: tuple[frozenset[str], ...] = ()
    """The places it names, each with its possible short names; without the state."""
    named: tuple[Mention, ...] = ()
    """The same with all that is known of them. A follow-up may have them from the question before."""
    indicators: tuple[str, ...] = ()
    """Standard names of the indicators of the glossary that it names."""
    is_indicator_alone: bool = False
    """Whether it says nothing but them, a place and a time: 盘锦GDP."""
    terms: tuple[str, ...] = ()
    """What the keyword index is asked."""
    translations: tuple[tuple[Meaning, ...], ...] = ()
    """Of an English question: for each word, the documents' words it may stand for, the surest first."""
    wanted: Wanted = Wanted.ANYTHING
    unit: str = ""
    """The unit of the figure asked for, as asked: 亿, 个, %; empty: any."""
    focus: str = ""
    """What the question word stands before or after: 机制 in 建立什么机制, 企业 in 企业有多少."""
    asks_occasion: bool = False
    """Whether it asks when, where or by whom the report itself was given."""
    is_first_of_several: bool = False
    """Whether more was asked in the same message, which is left for later."""
    is_follow_up: bool = False
    """Whether something was taken from what was asked before; `normalized` is then the whole question."""

    @property
    def compared(self) -> str:
        """What the models compare with the documents' sentences."""
        return self.without_location or self.normalized

    @property
    def has_han(self) -> bool:
        """Whether it compares a Chinese character; a bare GDP has none, but is not therefore English."""
        return any(map(is_han, self.compared))


@dataclass(frozen=True, slots=True)
class Citation:
    """A paragraph shown as evidence, with the words that matter; made by `answers.citing`."""

    passage: PassageId
    document: str
    """The document's title."""
    file: str
    place: str
    year: int | None
    section: tuple[str, ...]
    paragraph: int
    line: int
    text: str
    highlights: tuple[Span, ...]
    """Offsets into text, the answer first; none for a passage that is merely near."""
    score: float
    """0..1, higher is better."""
    page: int | None = None
    """1-based, where the paragraph begins; None: the document has no pages."""


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """One quoted piece of a short answer."""

    text: str
    year: int | None
    role: Role | None
    place: str = ""
    """That its document is about; empty: unknown."""
    passage: PassageId | None = None
    """The paragraph that it stands in."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A report that was asked for and is not there."""

    place: str
    """In full, or as asked if nobody knows it; empty: any place."""
    year: int | None
    """None: there is nothing of the place at all."""
    years: tuple[int, ...] = ()
    """Years of the reports that there are of the place, in order."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question: quoted words and where they stand."""

    question: Question
    status: Status
    parts: tuple[AnswerPart, ...]
    """The short answer; several when the question leaves the year open, none when nothing answers it."""
    confidence: float
    """0..1."""
    citations: tuple[Citation, ...]
    """At most five, best first; the nearest passages when nothing was found."""
    missing: Missing | None = None
    absence: Absence | None = None
    """The report that would tell, where it is not there."""
    places: tuple[str, ...] = ()
    """Where the question may be about any of several places: those the asker may mean, the likeliest first."""
    milliseconds: float = 0.0

    @property
    def text(self) -> str:
        """The parts joined by a full-width semicolon."""
        return "；".join(part.text for part in self.parts)


def is_han(character: str) -> bool:
    """Whether a character is one of the common Chinese ones."""
    return "一" <= character <= "鿿"
