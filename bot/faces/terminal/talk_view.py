"""What a conversation in the terminal shows, as coloured text. Pure functions.

Colours come with `rich.text.Text`, which writes none where the terminal knows none; brackets then mark the
words of the answer, so they are there always.
"""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from rich.text import Text

from bot.conversation.evidence import evidence
from bot.conversation.replies import is_found
from bot.messages import TALK_KEYS, TalkTexts, Texts, place_texts_in, texts_in
from bot.presentation.excerpt import Excerpt, excerpt
from bot.presentation.parts import label, position, reason, texts_of, understood
from bot.presentation.places import of_each_place, which_place
from bot.presentation.rich_text import Style, clipped, shown
from bot.presentation.table_rows import reading_line, rows_of, title_of
from retrieval.types import (
    Answer,
    AnswerPart,
    Citation,
    Document,
    DocumentId,
    Language,
    PlacedPassage,
    Span,
    Status,
)

_QUOTE_UNITS = 600
"""Of a citation that holds the answer; its number opens all of it."""
_OTHER_UNITS = 90
"""Of the others: enough to choose by."""
_WHOLE = 10**6
MOST_LISTED = 20
"""Documents that a list shows: a screen."""
_NAME_UNITS = 80
_ANSWER, _MARK, _SOURCE, _NUMBER = "bold green", "bold", "dim", "cyan"
_OPEN, _CLOSE = "【", "】"


def render_numbered_answer(answer: Answer, *, is_narrowed: bool = False) -> Text:
    """The answer, then its citations with the numbers that open them.

    Args:
        answer: to a question.
        is_narrowed: whether it was looked for only in chosen documents.
    """
    known = [Text(line, _SOURCE)] if (line := understood(answer)) else []
    if answer.places:
        example = [place for place in answer.places if place][-1]
        lines = [Text(which_place(answer)), *known, *_each_place(answer)]
        lines += [
            Text(""),
            Text(place_texts_in(answer.question.language).type_it.format(place=example), _SOURCE),
        ]
        return Text("\n").join(lines)
    lines = _said(answer) if is_found(answer) else [Text(reason(answer, is_narrowed=is_narrowed))]
    lines += known
    if answer.status is not Status.OFF_TOPIC:
        lines += _citations(answer)
    return Text("\n").join(lines)


def render_place(place: PlacedPassage, marked: Sequence[Span], language: Language) -> Text:
    """A whole paragraph and where it stands.

    Args:
        place: the paragraph.
        marked: its words to mark.
        language: of the words around it.
    """
    passage, texts = place.passage, texts_in(language)
    names = [place.document.title or place.document.file, *passage.section]
    at = position(passage, texts)
    head = Text(" › ".join(clipped(name, _NAME_UNITS) for name in names), _SOURCE)
    return Text("\n").join(
        [head, _marked(excerpt(passage.text, marked, _WHOLE)), Text(" · ".join(at), _SOURCE)]
    )


def render_history(answers: Sequence[Answer], texts: TalkTexts) -> Text:
    """Every question so far with its short answer."""
    if not answers:
        return Text(texts.no_history)
    lines = []
    for number, answer in enumerate(answers, 1):
        line = Text().append(f"{number:>3}  ", _NUMBER)
        line.append(clipped(answer.question.text, _OTHER_UNITS))
        words = answer.text if is_found(answer) else reason(answer)
        line.append(f"  → {clipped(words, _OTHER_UNITS)}", _MARK if is_found(answer) else _SOURCE)
        lines.append(line)
    return Text("\n").join(lines)


def render_talk_sources(
    documents: Sequence[Document], searched: AbstractSet[DocumentId], texts: TalkTexts, words: str = ""
) -> Text:
    """The first documents with their numbers, those that are searched marked, and how to find others.

    Args:
        documents: that are listed.
        searched: the chosen ones; none: all of them.
        texts: the sentences.
        words: that were looked for.
    """
    if not documents:
        return Text(texts.sources_none.format(words=clipped(words, _NAME_UNITS)))
    lines = [Text(texts.sources_title, _MARK)]
    for number, document in enumerate(documents[:MOST_LISTED], 1):
        is_searched = not searched or document.id in searched
        line = Text().append(f"{number:>3} {'✓' if is_searched else ' '} ", _NUMBER)
        lines.append(line.append(clipped(document.title or document.file, _NAME_UNITS)))
    if len(documents) > MOST_LISTED:
        lines.append(Text(texts.more_sources.format(count=len(documents)), _SOURCE))
    return Text("\n").join(lines)


def render_talk_help(texts: TalkTexts) -> Text:
    """What can be typed."""
    lines = []
    for keys, meaning in zip(TALK_KEYS, texts.meanings, strict=True):
        line = Text().append(f"  {keys:<12}", _NUMBER)
        lines.append(line.append(meaning))
    return Text("\n").join(lines)


def _each_place(answer: Answer) -> list[Text]:
    """The short answer of each place, and the number that opens where it stands."""
    lines: list[Text] = []
    for each in of_each_place(answer):
        lines += [Text(""), *(_part(answer, part) for part in each.parts)]
        for citation in evidence(each):
            number = answer.citations.index(citation) + 1
            lines.append(_cited(citation, number, texts_of(answer), _OTHER_UNITS, is_evidence=True))
    return lines


def _said(answer: Answer) -> list[Text]:
    """The short answer; of a comparison all cells of the table, and what is read off it."""
    if answer.table is None:
        doubt = [Text(texts_of(answer).hard_to_read)] if answer.is_doubtful else []
        return [*doubt, *(_part(answer, part) for part in answer.parts)]
    table = replace(answer.table, language=answer.question.language)
    lines: list[Text] = []
    for each in table.each:
        lines.append(Text(title_of(each), _MARK))
        lines += [
            Text(f"  {row.label} ").append(row.words, _ANSWER if row.cell.value else _SOURCE)
            for row in rows_of(each)
        ]
        lines += map(Text, filter(None, [reading_line(each)]))
    return lines


def _part(answer: Answer, part: AnswerPart) -> Text:
    return Text(label(answer, part)).append(shown(part.text).strip(), _ANSWER)


def _citations(answer: Answer) -> list[Text]:
    texts = texts_of(answer)
    holding = {citation.passage for citation in evidence(answer)} if is_found(answer) else set()
    lines = [] if holding else [Text(""), Text(texts.nearest)] if answer.citations else []
    for number, citation in enumerate(answer.citations, 1):
        is_evidence = citation.passage in holding
        lines += [Text("")] if is_evidence else []
        lines.append(
            _cited(citation, number, texts, _QUOTE_UNITS if is_evidence else _OTHER_UNITS, is_evidence)
        )
    return lines


def _cited(citation: Citation, number: int, texts: Texts, limit: int, is_evidence: bool) -> Text:
    highlights = citation.highlights if is_evidence else ()
    line = Text().append(f"[{number}] ", _NUMBER)
    line.append_text(_marked(excerpt(citation.text, highlights, limit)))
    names = [citation.document or citation.file, *citation.section[-1:]]
    places = [name for raw in names if (name := clipped(raw, _NAME_UNITS))]
    at = [*places, *position(citation, texts)]
    return line.append("\n    " + " · ".join(at), _SOURCE)


def _marked(part: Excerpt) -> Text:
    text = Text("")
    for piece in part.pieces:
        if piece.style is Style.BOLD:
            text.append(f"{_OPEN}{piece.text}{_CLOSE}", _MARK)
        else:
            text.append(piece.text)
    return text
