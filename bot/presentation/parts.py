"""What every face says of an answer: the reason there is none, labels, and which paragraphs support it."""

from __future__ import annotations

from bot.conversation.evidence import holder
from bot.messages import Texts, texts_in
from bot.presentation.gloss import called, called_among, indicator_called
from bot.presentation.links import PassageLink
from bot.presentation.places import absence_sentence
from bot.presentation.rich_text import clipped
from retrieval.language.normalizing import to_traditional
from retrieval.language.question_words.wording import with_front
from retrieval.types import Answer, AnswerPart, Citation, Language, Missing, Passage, Role, Status

_QUESTION_UNITS = 52
_NAMED_UNITS = 30
NAME_UNITS = 80
"""A title or a heading longer than this fills a phone's line twice."""


def texts_of(answer: Answer) -> Texts:
    """The sentences around an answer, in the language of the question."""
    return texts_in(answer.question.language)


def understood(answer: Answer) -> str:
    """How a question that left something out was completed, or which of several were not answered.

    Empty when it stands by itself.
    """
    texts = texts_of(answer)
    if answer.unanswered or answer.left:
        return _not_answered(answer, texts)
    if answer.question.is_follow_up or _remembered_place(answer):
        whole = asked_in_full(answer)
        if answer.question.language is Language.TRADITIONAL:
            whole = to_traditional(whole)
        return texts.understood.format(question=clipped(whole, _QUESTION_UNITS))
    return ""


def asked_in_full(answer: Answer) -> str:
    """The question with what it left out and with the place that was spoken of before."""
    place = _remembered_place(answer)
    return with_front(answer.question.whole, place) if place else answer.question.whole


def _not_answered(answer: Answer, texts: Texts) -> str:
    """Which of the questions that were asked at once have no answer here."""
    said = ((texts.unanswered, answer.unanswered), (texts.left, answer.left))
    return texts.word_space.join(
        words.format(questions=texts.listed([clipped(each.strip("?？ "), _QUESTION_UNITS) for each in asked]))
        for words, asked in said
        if asked
    )


def _remembered_place(answer: Answer) -> str:
    """The place spoken of before, if it is what the answer is about."""
    place = answer.question.remembered_place
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
        return absence_sentence(answer.absence, question, is_narrowed=is_narrowed)
    return _what_is_missing(answer, texts)


def _what_is_missing(answer: Answer, texts: Texts) -> str:
    missing, question, difference = answer.missing, answer.question, answer.difference
    if missing is Missing.YEAR and question.years:
        return texts.no_year.format(years=texts.listed([texts.year.format(year=y) for y in question.years]))
    if missing is Missing.PLACE:
        return texts.no_place.format(
            places=texts.listed([min(names) for names in question.places]) or texts.unnamed_place
        )
    if missing is Missing.INDICATOR:
        named = texts.listed([indicator_called(each, question.language) for each in question.indicators])
        return texts.no_indicator.format(indicators=named or texts.unnamed_indicator)
    if difference is not None:
        return texts.other_thing.format(asked=difference.asked, told=difference.told)
    return texts.no_evidence


def label(answer: Answer, part: AnswerPart) -> str:
    """What tells this part from the others, with its mark; empty when the quoted words speak for themselves.

    Of several places each part has its place, a target is called one where the result was asked for, and what the question
    left open, the year or the role, is said; in English the line of gloss says it.
    """
    texts, asked = texts_of(answer), answer.question.role
    is_other = None not in {asked, part.role} and asked is not part.role
    places, years = ({each.place for each in answer.parts}, {each.year for each in answer.parts})
    is_open = answer.status is Status.AMBIGUOUS or _leaves_open(answer, part)
    place = _place_of(answer, part) if len(places) > 1 else ""
    if not (is_open or is_other or place or len(years) > 1):
        return ""
    # What the question named and all parts share need not be said of each.
    is_dated = is_open or is_other or len(years) > 1 or not answer.question.years
    has_role = is_dated or len({each.role for each in answer.parts}) > 1
    known = texts.label(part.year if is_dated else None, part.role if has_role else None, place)
    return known + texts.label_mark if known else ""


def _leaves_open(answer: Answer, part: AnswerPart) -> bool:
    """Whether the one answer is of a year that was not asked for, or a target where nothing says that one was meant."""
    question = answer.question
    if len(answer.parts) > 1 or question.language is Language.ENGLISH or question.in_words:
        return False
    is_undated = not question.years and part.year is not None
    return is_undated or (question.role is None and part.role is Role.TARGET)


def _place_of(answer: Answer, part: AnswerPart) -> str:
    """Whose a part is: of a document that tells no place, its name."""
    if part.place:
        return called_among(part.place, {each.place for each in answer.parts}, texts_of(answer))
    citation = holder(part, answer.citations)
    return clipped(f"《{citation.document or citation.file}》", _NAMED_UNITS) if citation else ""


def link_to(citation: Citation) -> PassageLink:
    """What opens a citation with its words marked."""
    return PassageLink.to(citation.passage, citation.text, citation.marked)


def name_of(citation: Citation, texts: Texts) -> str:
    """What tells a citation from others: its place and year, or else its document."""
    if not citation.place:
        return citation.document or citation.file
    place = called(citation.place, texts)
    year = texts.year.format(year=citation.year) if citation.year is not None else ""
    return texts.word_space.join(filter(None, (place, year)))


def attribution(citation: Citation, texts: Texts) -> str:
    """Where a paragraph stands: document · innermost heading · page, if it has one · paragraph."""
    names = [citation.document or citation.file, *citation.section[-1:]]
    places = [name for raw in names if (name := clipped(raw, NAME_UNITS))]
    pages = [] if citation.page is None else [page_of(citation, texts)]
    return " · ".join([*places, *pages, texts.paragraph.format(number=citation.paragraph)])


def page_of(place: Citation | Passage, texts: Texts) -> str:
    """The page of a paragraph, and whether it is a picture, in which letters may have been taken for others."""
    page = texts.page.format(number=place.page)
    return page if place.scan is None else texts.from_scan.format(place=page)


def position(place: Citation | Passage, texts: Texts) -> list[str]:
    """Where to look for a paragraph in its file: by its page, and where there are no pages, by its line."""
    paragraph = texts.paragraph.format(number=place.paragraph)
    if place.page is not None:
        return [page_of(place, texts), paragraph]
    return [paragraph, texts.line.format(number=place.line)]
