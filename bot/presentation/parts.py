"""What every face says of an answer: the reason there is none, labels, and which paragraphs support it."""

from __future__ import annotations

from collections.abc import Sequence

from bot.messages import Texts, texts_in
from bot.presentation.links import PassageLink, passage_payload, start_address
from bot.presentation.places import absence_sentence
from bot.presentation.rich_text import Block, Piece, clipped
from retrieval.routes.asking_again import remembered_place, with_place
from retrieval.types import Answer, AnswerPart, Citation, Language, Missing, Passage, QueryPlan, Status

NEAREST_SHOWN = 2
"""How many of the nearest passages are shown when nothing answers."""
_CONFIDENT = 0.75
"""Of the sample question set's answers, 104 of the 108 from here on are right; below there are few."""
_QUESTION_UNITS = 60
_NAMED_UNITS = 30
NAME_UNITS = 80
"""A title or a heading longer than this fills a phone's line twice."""


def texts_of(answer: Answer) -> Texts:
    """The sentences around an answer, in the language of the question."""
    return texts_in(answer.question.language)


def is_found(answer: Answer) -> bool:
    """Whether there are words that answer."""
    return answer.status in {Status.ANSWERED, Status.AMBIGUOUS} and bool(answer.parts)


def is_confident(answer: Answer) -> bool:
    """Whether the answer is worth saying to people who want to hear no other."""
    return is_found(answer) and answer.confidence >= _CONFIDENT


def understood(answer: Answer) -> str:
    """How a question that left something out was completed, or which of several is answered.

    Empty when it stands by itself.
    """
    question, texts = answer.question, texts_of(answer)
    asked = question.whole
    if place := _remembered_place(answer):
        asked = with_place(asked, place)
    if question.is_follow_up or place:
        return texts.understood.format(question=clipped(asked, _QUESTION_UNITS))
    return texts.first_of_several if question.is_first_of_several else ""


def _remembered_place(answer: Answer) -> str:
    """The place spoken of before, if it is what the answer is about."""
    place = remembered_place(answer.question)
    about = {citation.place for citation in answer.citations[:1]}
    if answer.absence is not None:
        about.add(answer.absence.place)
    meant = {each.name for mention in answer.question.named for each in mention.candidates}
    return place if about & meant and not answer.places else ""


def reason(answer: Answer, *, is_narrowed: bool = False) -> str:
    """The sentence that says why there is no answer.

    Args:
        answer: that says nothing.
        is_narrowed: whether it was looked for only in documents that the chat has chosen.
    """
    texts, question, example = texts_of(answer), answer.question, texts_of(answer).examples[0]
    match answer.missing:
        case Missing.EMPTY:
            return texts.empty_question.format(example=example)
        case Missing.TOO_LONG:
            return texts.too_long
        case Missing.SMALL_TALK:
            return texts.small_talk.format(example=example)
    if answer.status is Status.OFF_TOPIC:
        return texts.off_topic.format(example=example)
    if answer.absence is not None:
        return absence_sentence(answer.absence, question.language, is_narrowed=is_narrowed)
    return _what_is_missing(answer.missing, question, texts)


def _what_is_missing(missing: Missing | None, question: QueryPlan, texts: Texts) -> str:
    if missing is Missing.YEAR and question.years:
        return texts.no_year.format(years=texts.listed([texts.year.format(year=y) for y in question.years]))
    if missing is Missing.PLACE:
        return texts.no_place.format(
            places=texts.listed([min(names) for names in question.places]) or texts.unnamed_place
        )
    if missing is Missing.INDICATOR:
        named = texts.listed(question.indicators) or texts.unnamed_indicator
        return texts.no_indicator.format(indicators=named)
    return texts.no_evidence


def label(answer: Answer, part: AnswerPart) -> str:
    """What tells this part from the others, with its mark; empty when the quoted words speak for themselves.

    Of several places each part has its place, and a target is called one where the result was asked for. An English
    question gets the year always: the words quoted are Chinese.
    """
    texts, asked = texts_of(answer), answer.question.role
    is_other = None not in {asked, part.role} and asked is not part.role
    foreign = answer.question.language is Language.ENGLISH
    places, years = ({each.place for each in answer.parts}, {each.year for each in answer.parts})
    place = _place_of(answer, part) if len(places) > 1 else ""
    is_told_apart = bool(place) or len(years) > 1 or is_other or answer.status is Status.AMBIGUOUS
    known = texts.label(part.year, part.role, place) if foreign or is_told_apart else ""
    return known + texts.label_mark if known else ""


def _place_of(answer: Answer, part: AnswerPart) -> str:
    """Whose a part is: of a document that tells no place, its name."""
    if part.place:
        return part.place
    citation = _holder(part, answer.citations)
    return clipped(f"《{citation.document or citation.file}》", _NAMED_UNITS) if citation else ""


def evidence(answer: Answer) -> tuple[Citation, ...]:
    """The citations that hold the parts of the answer, in their order; the best one when none can be told."""
    held: dict[str, Citation] = {}
    for part in answer.parts:
        citation = _holder(part, answer.citations)
        if citation is not None:
            held.setdefault(citation.passage, citation)
    return tuple(held.values()) or answer.citations[:1]


_UNRELATED = 3


def _holder(part: AnswerPart, citations: Sequence[Citation]) -> Citation | None:
    """The citation that a part is quoted from: two reports may say the same words."""
    if part.passage is not None:
        return next((each for each in citations if each.passage == part.passage), None)
    nearest = min(citations, key=lambda cited: _distance(part, cited), default=None)
    return nearest if nearest is not None and _distance(part, nearest) < _UNRELATED else None


def _distance(part: AnswerPart, citation: Citation) -> int:
    """0: these are the citation's first marked words; 1: others of them; 2: unmarked words; 3: elsewhere."""
    marked = [span.of(citation.text) for span in citation.highlights]
    if part.text in marked:
        return min(marked.index(part.text), 1)
    return 2 if part.text in citation.text else _UNRELATED


def quoted(answer: Answer) -> tuple[Citation, ...]:
    """The citations that the message quotes: the evidence, or the nearest when nothing answers."""
    if is_found(answer):
        return evidence(answer)
    return answer.citations[:NEAREST_SHOWN] if answer.status is not Status.OFF_TOPIC else ()


def link_to(citation: Citation) -> PassageLink:
    """What opens a citation with its words marked."""
    return PassageLink.to(citation.passage, citation.text, citation.highlights)


def source(citation: Citation, texts: Texts, bot: str) -> Block:
    """Where a paragraph stands; a tap opens it in the chat with the bot, where its user name is known."""
    address = start_address(bot, passage_payload(link_to(citation))) if bot else ""
    return Block((Piece(attribution(citation, texts), address=address),))


def attribution(citation: Citation, texts: Texts) -> str:
    """Where a paragraph stands: document · innermost heading · page, if it has one · paragraph."""
    names = [citation.document or citation.file, *citation.section[-1:]]
    places = [name for raw in names if (name := clipped(raw, NAME_UNITS))]
    pages = [] if citation.page is None else [texts.page.format(number=citation.page)]
    return " · ".join([*places, *pages, texts.paragraph.format(number=citation.paragraph)])


def position(place: Citation | Passage, texts: Texts) -> list[str]:
    """Where to look for a paragraph in its file: by its page, and where there are no pages, by its line."""
    paragraph = texts.paragraph.format(number=place.paragraph)
    if place.page is not None:
        return [texts.page.format(number=place.page), paragraph]
    return [paragraph, texts.line.format(number=place.line)]
