"""A list that was asked for, item by item, where one paragraph introduces it.

The paragraph that comes closest to such a question is often the one that introduces the list, which names no item, or
one item of several. What answers is the items: paragraphs of their own, the headings that follow, or the clauses after a
colon. The words that introduce paragraphs stand in their citations as the last heading, so that what a list forbids
never reads as what it allows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from retrieval.compose.citing import cite, cite_heading
from retrieval.compose.pointed import headings_below
from retrieval.ingest.enumerators import Enumerator, Kind, enumerator_of
from retrieval.ingest.lists import introduces, lead_in_of
from retrieval.language import tokenizer
from retrieval.language.normalizing import normalize
from retrieval.search.selection import Selection
from retrieval.store.snapshot import IndexedDocument
from retrieval.types import Answer, AnswerPart, Citation, Heading, Passage, QueryPlan, Span, Status, Wanted

_MOST = 5
"""Paragraphs that are cited as items; the paragraph view shows the others."""
_SEVERAL = 2
_AND = "、"
_END = re.compile(r"[；;。，,、.]\s*(?:以及|或者|和|或|and|or)?\s*$")
_FIRST_SENTENCE = re.compile(r"[^。；;！？]+")
_ANNOUNCES = re.compile(r"(?:以下|如下|下列|下面)[^。：:]{0,12}[。：:]$")
"""How a paragraph ends that introduces what follows it without a colon: 着重抓好以下的十项工作。"""
_LONG = 100
"""Characters: of a longer item its first sentence is quoted."""
_LISTING = frozenset("列出 列举 罗列 清单 所有 全部 哪些 一些 今年 主要".split())
"""Words of a question that ask for a list, and say nothing of which."""


def as_items(answer: Answer, selection: Selection) -> Answer:
    """The answer with the items of the list that one of its paragraphs introduces or belongs to.

    Args:
        answer: to one question, from these documents.
        selection: what was searched.

    Returns:
        The answer as it is where no list was asked for, or none of its items can be told.
    """
    question = answer.question
    if answer.status is not Status.ANSWERED:
        return answer
    held = {each.indexed.document.file: each.indexed for each in selection.opened}
    # 主要预期目标 names what is introduced; 2030规划 only shares a word with what introduces the targets.
    names_thing = question.wanted is Wanted.ANYTHING and bool(question.indicators) and not question.unit
    may_be_clauses = _asks_items(question) or names_thing
    clauses = _introduced_clauses(answer, held.values()) if may_be_clauses else None
    if clauses is not None or not (_asks_items(question) or question.wanted is Wanted.ANYTHING):
        return clauses or answer
    first = answer.citations[0]
    document = held.get(first.file)
    if document is None:
        return answer
    asks_list = question.wanted is Wanted.LIST or question.count >= _SEVERAL
    if not asks_list and not _marks_lead_in(first):
        return answer
    items = _items(first, document.passages, is_list=question.wanted is Wanted.LIST)
    if len(items) >= _SEVERAL:
        cited = [
            cite(item, document.document, (item_words(item.text),), first.score) for item in items[:_MOST]
        ]
        return _with(answer, cited)
    titles = _titles_below(first, document)
    return _with(answer, titles) if len(titles) >= _SEVERAL else answer


def _asks_items(question: QueryPlan) -> bool:
    """Whether a question asks for several things: 十个方面的工作是什么 tells how many."""
    return question.wanted is Wanted.LIST or question.in_words or question.count >= _SEVERAL


def _items(first: Citation, passages: Sequence[Passage], *, is_list: bool) -> list[Passage]:
    """The items of the list that a cited paragraph of some document introduces, or is one of."""
    rest = list(dropwhile(lambda each: each.id != first.passage, passages))
    if not rest:
        return []
    if introduces(first.text):
        lead_in = lead_in_of(first.text)
        return _right_below(lead_in, list(takewhile(lambda each: lead_in in each.section, rest[1:])))
    names_several = first.text.count(_AND) >= _SEVERAL
    if not is_list or names_several or not first.section or not introduces(first.section[-1]):
        return []
    # Two lists may be introduced in the same words: only the run around the paragraph is one list.
    lead_in = first.section[-1]
    before = passages[: len(passages) - len(rest)]
    run = list(takewhile(lambda each: lead_in in each.section, reversed(before)))[::-1]
    return _right_below(lead_in, run + list(takewhile(lambda each: lead_in in each.section, rest)))


def _right_below(lead_in: str, passages: Sequence[Passage]) -> list[Passage]:
    """Those that are not items of a list inside of the list."""
    return [each for each in passages if each.section[-1] == lead_in]


def _marks_lead_in(first: Citation) -> bool:
    """Whether the words that would answer are those that introduce the list, and not others of their paragraph."""
    text = first.text.rstrip().rstrip("。")
    return any(words.end > len(text) - len(lead_in_of(text)) for words in first.highlights)


def _titles_below(first: Citation, document: IndexedDocument) -> list[Citation]:
    """The headings right below a paragraph that introduces them: 要重点做好以下十个方面的工作：."""
    if not introduces(first.text.strip()) and not _ANNOUNCES.search(first.text.strip()):
        return []
    above = tuple(first.section)
    found = [
        cite_heading(heading, below, document.document, first.score)
        for heading, below in headings_below(document, above)
        if heading.line > first.line
    ]
    if found:
        return found
    # 第一，… opens its paragraph, and reaches no further than that.
    run = list(dropwhile(lambda each: each.id != first.passage, document.passages))[1:]
    within = list(takewhile(lambda each: each.section[: len(above)] == above, run))
    titled = [
        cite(each, document.document, (Span(0, len(each.section[-1])),), first.score)
        for each in within
        if within[0].section != above and len(each.section) > len(above) and _opens(each)
    ]
    return titled if len(titled) >= _SEVERAL else _numbered_after(first, document)


def _opens(passage: Passage) -> bool:
    """Whether a paragraph begins with its last heading."""
    return passage.text.startswith(passage.section[-1])


def _numbered_after(first: Citation, document: IndexedDocument) -> list[Citation]:
    """The lines numbered from one on that follow a paragraph, headings or not, wherever they stand in the outline.

    Where 6. is followed by what introduces another 1., the outline knows no heading between the two.
    """
    passages = [each for each in document.passages if each.line > first.line]
    lines: list[tuple[int, str, Heading | Passage]] = [(each.line, each.text, each) for each in passages]
    lines += [(each.line, each.text, each) for each in document.headings if each.line > first.line]
    found: list[Citation] = []
    last: Enumerator | None = None
    for line, text, item in sorted(lines, key=lambda each: each[0]):
        opening = enumerator_of(text)
        if opening is None or opening.kind is Kind.BULLET:
            if last is None:
                break
            continue
        if opening.follows(last) if last else opening.is_first:
            below = next((each for each in passages if each.line >= line), None)
            if isinstance(item, Passage):
                title = _FIRST_SENTENCE.match(text)
                words = (Span(0, title.end() if title else len(text)),)
                found.append(cite(item, document.document, words, first.score))
            elif below is not None:
                found.append(cite_heading(item, below, document.document, first.score))
            last = opening
        elif last is None or opening.rank < last.rank or (opening.rank == last.rank and opening.is_first):
            break
    return found


def _introduced_clauses(answer: Answer, documents: Iterable[IndexedDocument]) -> Answer | None:
    """The answer with all clauses of a list whose lead-in says what was asked for; None: there is none.

    今年有哪些目标 asks for all that follow 今年的主要预期目标是：, and GDP目标 for one of them.
    """
    asked = _asked_words(answer.question)
    if not asked or answer.question.details.contrasts:
        return None
    passages = {each.id: (document, each) for document in documents for each in document.passages}
    for citation in answer.citations:
        if citation.passage not in passages:
            continue
        document, passage = passages[citation.passage]
        own = [each for each in document.sentences if each.passage == passage.id and each.lead_in]
        lead_ins = dict.fromkeys(each.lead_in for each in own if each.lead_in)
        for lead_in in lead_ins:
            said = normalize(lead_in.of(passage.text))
            if all(any(word in said for word in meant) for meant in asked):
                spans = tuple(_trimmed(passage.text, each.span) for each in own if each.lead_in == lead_in)
                if len(spans) >= _SEVERAL:
                    return _with(answer, [replace(citation, highlights=spans)])
    return None


def _asked_words(question: QueryPlan) -> list[tuple[str, ...]]:
    """Each word of a question that says which list is asked for; of an English one, what it may stand for."""
    words = tokenizer.words(question.content) if question.has_han else []
    meant = [tuple(each.word for each in meanings) for meanings in question.translations]
    return [*meant, *((word,) for word in (*question.indicators, *words) if word not in _LISTING)]


def _trimmed(text: str, span: Span) -> Span:
    """A clause without the mark at its end."""
    own = span.of(text)
    end = _END.search(own)
    return Span(span.start, span.start + end.start()) if end else span


def _with(answer: Answer, cited: Sequence[Citation]) -> Answer:
    shown = {each.passage for each in cited}
    others = [each for each in answer.citations if each.passage not in shown]
    first = answer.parts[0]
    parts = tuple(
        AnswerPart(words.of(each.text), first.year, first.role, each.place, each.passage)
        for each in cited
        for words in each.highlights
    )
    # Of a list of headings each has its citation, as none of them is longer than a line.
    most = max(len(answer.citations), len(cited))
    return replace(answer, parts=parts, citations=(*cited, *others)[:most])


def item_words(text: str) -> Span:
    """What is quoted of an item: all of it without the mark at its end, or of a long one its first sentence."""
    start = len(text) - len(text.lstrip())
    end = _END.search(text)
    whole = Span(start, end.start() if end else len(text.rstrip()))
    if whole.end - start <= _LONG:
        return whole
    match = _FIRST_SENTENCE.match(text, start)
    return Span(start, match.end()) if match else whole
