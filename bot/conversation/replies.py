"""What a use case has to say, before any face has put it into words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from bot.conversation.library import ChosenDocuments
from bot.conversation.records import AnswerId
from retrieval.fact_types import Checked, Verdict
from retrieval.types import Act, Answer, Document, Language, PlacedPassage, QueryPlan, Span, Status, Table

_SURE = 0.75
"""Of the sample question set's answers, 104 of the 108 from here on are right; below there are few."""
_UNSURE = 0.5
"""Below it as many answers are wrong as are right."""


class Notice(Enum):
    """Something to be told in a sentence."""

    RESTARTING = auto()
    """The program stops before it can answer."""
    FAILED = auto()
    TOO_MUCH = auto()
    """So much is asked that this is not answered."""
    TOO_LONG = auto()
    """Answering took too long, and was given up."""
    ANSWER_GONE = auto()
    PASSAGE_GONE = auto()
    NOTHING_BEFORE = auto()
    """Words that refer to an answer, and there is none."""
    WHICH_DOCUMENT = auto()
    """A part of a document is asked for, and there are several."""
    NO_SUCH_PLACE = auto()
    """The document has no such paragraph, page or line."""


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer to a question."""

    answer: Answer
    key: AnswerId | None
    """Under which it is kept for what is asked of it later; None: it is not."""
    searched: ChosenDocuments
    previous: QueryPlan | None = None
    """What it was answered in the light of."""

    @property
    def is_narrowed(self) -> bool:
        """Whether only documents that the chat has chosen were searched."""
        return bool(self.searched.documents)


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A paragraph where it stands, and the words to mark in it."""

    place: PlacedPassage
    marked: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class FurtherPassages:
    """The passages of an answer that its message did not quote."""

    passages: tuple[MarkedPassage, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """The outermost headings of a document."""

    document: Document
    headings: tuple[str, ...]
    is_summary: bool = False
    """Whether a summary was asked for, which nobody can quote."""


@dataclass(frozen=True, slots=True)
class Talk:
    """Words that ask nothing of the documents: thanks, a greeting, a call for help."""

    act: Act
    language: Language
    """That they were said in."""


@dataclass(frozen=True, slots=True)
class LanguageUnread:
    """Words in a language that is neither Chinese nor English, to which no sure answer was found."""

    text: str


@dataclass(frozen=True, slots=True)
class ClaimsChecked:
    """The verdicts on the claims of a message."""

    checked: tuple[Checked, ...]
    """Never none."""
    language: Language
    retries: tuple[str, ...] = ()
    """The claim with what it lacks, a place or a year, each of which can be checked."""


@dataclass(frozen=True, slots=True)
class ComparisonLacks:
    """A question to compare that names no indicator or no place, or of which nothing is said."""

    table: Table
    retries: tuple[str, ...] = ()
    """The question with what it lacks, each of which can be asked."""


Reply = (
    AnswerGiven
    | ClaimsChecked
    | ComparisonLacks
    | FurtherPassages
    | LanguageUnread
    | MarkedPassage
    | Outline
    | Talk
    | Notice
)


def is_found(answer: Answer) -> bool:
    """Whether there are words that answer."""
    return answer.status in {Status.ANSWERED, Status.AMBIGUOUS} and bool(answer.parts)


def is_own(answer: Answer) -> bool:
    """Whether it quotes, or shows as the nearest, what the chat has sent."""
    return any(each.is_own for each in answer.citations)


def is_sure(answer: Answer) -> bool:
    """Whether the answer is worth saying to people who want to hear no other."""
    return is_found(answer) and answer.confidence >= _SURE


def is_possibility(answer: Answer) -> bool:
    """Whether the answer is offered as a possibility, and not asserted."""
    return answer.confidence < _UNSURE


def is_plain_verdict(reply: ClaimsChecked) -> bool:
    """Whether a claim that names its place, year and indicator is supported or contradicted: worth saying to anybody."""
    return any(each.is_explicit and each.verdict is not Verdict.NOT_FOUND for each in reply.checked)
