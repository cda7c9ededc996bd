"""A question to compare that says so itself: a table, or what it lacks to become one."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation.library import Library
from retrieval.compose.tabled import answer_with
from retrieval.types import Answer, Lacking, Language, Table

_OFFERED = 4
_INDICATORS = {
    Language.SIMPLIFIED: ("GDP目标", "GDP", "一般公共预算收入", "固定资产投资增速"),
    Language.TRADITIONAL: ("GDP目標", "GDP", "一般公共預算收入", "固定資產投資增速"),
    Language.ENGLISH: ("GDP target", "GDP", "budget revenue", "fixed asset investment growth"),
}
"""What is asked about most."""


def with_table(answer: Answer, table: Table) -> Answer | None:
    """The answer that a table gives to a question that was asked for one; None: the table shows no value."""
    if answer.table is not None:
        return answer
    return answer_with(answer.question, table)


def retries_of(table: Table, library: Library) -> tuple[str, ...]:
    """The question with what it lacks."""
    asked = table.question.strip(" ?？。")
    space = " " if table.language is Language.ENGLISH else ""
    match table.lacking:
        case Lacking.INDICATOR if asked:
            return tuple(f"{asked}{space}{name}" for name in _INDICATORS[table.language])
        case Lacking.PLACE:
            places = dict.fromkeys(each.place for each in library.foremost if each.place)
            return tuple(f"{place}{space}{asked}" for place in places)[:_OFFERED]
    return ()


def in_language(table: Table, language: Language | None) -> Table:
    """The table with the words around it in the language that a chat has chosen, if it has."""
    return table if language is None else replace(table, language=language)
