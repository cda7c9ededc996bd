"""What somebody does with words instead of a button: more, source, again, the second one, paragraph 51."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.conversation.library import Library
from bot.conversation.reading import Reading
from bot.conversation.records import CitedPassage, ShownAnswer
from bot.conversation.replies import MarkedPassage, Notice, Outline, Reply, Talk
from retrieval.types import Act, Document, Passage, PassageId, QueryPlan

_LAST = -1


@dataclass(frozen=True, slots=True)
class Moment:
    """What an act refers to."""

    chat: int
    last: ShownAnswer | None
    """The answer that is spoken of; None: there is none."""
    library: Library
    """The documents that the chat may see."""


class Acting:
    """Does what an act of conversation asks for, but asking again. Its methods raise as `AnswerService.opened` does."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._doing: dict[Act, Callable[[Moment, int | None], Awaitable[Reply]]] = {
            Act.MORE: self._more,
            Act.NEXT: self._next,
            Act.SOURCE: self._source,
            Act.SURE: self._source,
            Act.ORDINAL: self._ordinal,
            Act.PAGE: self._page,
            Act.PARAGRAPH: self._paragraph,
            Act.LINE: self._line,
            Act.HEADINGS: self._headings,
            Act.SUMMARY: self._summary,
        }

    async def perform(self, plan: QueryPlan, moment: Moment) -> Reply:
        """The reply to a plan that has an act; what nothing has to be opened for is a `Talk`."""
        assert plan.act is not None
        doing = self._doing.get(plan.act)
        return Talk(plan.act, plan.language) if doing is None else await doing(moment, plan.number)

    async def _more(self, moment: Moment, _: int | None) -> Reply:
        if moment.last is None:
            return Notice.NOTHING_BEFORE
        return await self._reading.further(moment.chat, moment.last)

    async def _source(self, moment: Moment, _: int | None) -> Reply:
        cited = _first_quoted(moment.last)
        return Notice.NOTHING_BEFORE if cited is None else await self._open(moment, cited)

    async def _ordinal(self, moment: Moment, number: int | None) -> Reply:
        """One of the paragraphs of the last answer, in their order."""
        citations = moment.last.citations if moment.last is not None else ()
        at = len(citations) - 1 if number == _LAST else (number or 0) - 1
        if not 0 <= at < len(citations):
            return Notice.NOTHING_BEFORE
        return await self._open(moment, citations[at])

    async def _next(self, moment: Moment, _: int | None) -> Reply:
        cited = _first_quoted(moment.last)
        place = await self._reading.passage(moment.chat, cited.passage) if cited is not None else None
        if place is None:
            return Notice.NOTHING_BEFORE
        return Notice.NO_SUCH_PLACE if place.after is None else await self._shown(moment, place.after)

    async def _paragraph(self, moment: Moment, number: int | None) -> Reply:
        return await self._place(moment, lambda passage: passage.paragraph == number, number)

    async def _page(self, moment: Moment, number: int | None) -> Reply:
        return await self._place(moment, lambda passage: passage.page == number, number)

    async def _line(self, moment: Moment, number: int | None) -> Reply:
        return await self._place(moment, lambda passage: passage.line == number, number)

    async def _headings(self, moment: Moment, number: int | None) -> Reply:
        """The outermost headings of the document, or the one of a number: with those below it, or its first paragraph."""
        document = await self._document(moment)
        if document is None:
            return Notice.WHICH_DOCUMENT
        passages = await self._reading.passages(moment.chat, document.id)
        parts = list(dict.fromkeys(passage.section[0] for passage in passages if passage.section))
        if number == _LAST:
            number = len(parts)
        if number is not None and 0 < number <= len(parts):
            under = [each for each in passages if each.section[:1] == (parts[number - 1],)]
            below = dict.fromkeys(each.section[1] for each in under if len(each.section) > 1)
            if len(below) > 1:
                return Outline(document, (parts[number - 1], *below))
            return await self._shown(moment, under[0].id)
        if number is not None:
            return Notice.NO_SUCH_PLACE
        return Outline(document, tuple(parts)) if parts else Notice.NO_SUCH_PLACE

    async def _summary(self, moment: Moment, _: int | None) -> Reply:
        outline = await self._headings(moment, None)
        return replace(outline, is_summary=True) if isinstance(outline, Outline) else outline

    async def _place(self, moment: Moment, is_meant: Callable[[Passage], bool], number: int | None) -> Reply:
        """The first paragraph of the document that is meant; of -1 the last one."""
        document = await self._document(moment)
        if document is None:
            return Notice.WHICH_DOCUMENT
        passages = await self._reading.passages(moment.chat, document.id)
        found = passages[-1:] if number == _LAST else [each for each in passages if is_meant(each)]
        return await self._shown(moment, found[0].id) if found else Notice.NO_SUCH_PLACE

    async def _document(self, moment: Moment) -> Document | None:
        """The document that is spoken of, or the only one there is."""
        cited = _first_quoted(moment.last)
        place = await self._reading.passage(moment.chat, cited.passage) if cited is not None else None
        if place is not None:
            return place.document
        documents = moment.library.documents
        return documents[0] if len(documents) == 1 else None

    async def _shown(self, moment: Moment, key: PassageId) -> Reply:
        return await self._open(moment, CitedPassage(key, (), is_quoted=False))

    async def _open(self, moment: Moment, cited: CitedPassage) -> Reply:
        place = await self._reading.passage(moment.chat, cited.passage)
        return Notice.PASSAGE_GONE if place is None else MarkedPassage(place, cited.marked)


def _first_quoted(answer: ShownAnswer | None) -> CitedPassage | None:
    cited = answer.citations if answer is not None else ()
    return next((each for each in cited if each.is_quoted), None)
