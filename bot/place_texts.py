"""The sentences about places and years: which one is meant, and which report is not there, in three languages.

As `bot.texts`: one record a language, no markup. A place keeps its Chinese name in English, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.types import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceTexts:
    """The sentences of one language; `{…}` marks what is filled in."""

    or_mark: str
    """Stands between two places, one of which is meant."""
    which_of: str
    which_place: str
    type_it: str
    """Where there are no buttons."""

    no_report: str
    no_year_report: str
    of_place: str
    """Fills `{place}` of the former, where there is one."""
    other_years: str
    nearest_years: str
    """Fill `{others}`; the second one where not all are named."""
    no_report_chosen: str
    no_year_report_chosen: str
    """The same of a chat that has chosen documents."""
    search_all: str
    """On a button."""
    find_hint: str
    """Said under a long list of documents."""

    def which(self, places: Sequence[str]) -> str:
        """Asks which of some places is meant."""
        if len(places) > _NAMED_AT_MOST or not all(places):
            return self.which_place
        return self.which_of.format(places=self.or_mark.join(places))


_NAMED_AT_MOST = 2


def place_texts_in(language: Language) -> PlaceTexts:
    """The sentences of a language."""
    return _ALL[language]


_SIMPLIFIED = PlaceTexts(
    or_mark="还是",
    which_of="你问的是{places}？",
    which_place="你问的是哪里？",
    type_it="打出地名就行，例如：{place}",
    no_report="没有{place}的报告。",
    no_year_report="没有{place}{year}年的报告{others}。",
    of_place="{place}",
    other_years="，有{years}年的",
    nearest_years="，相近的有{years}年的",
    no_report_chosen="选的文件里没有{place}的报告。",
    no_year_report_chosen="选的文件里没有{place}{year}年的报告{others}。",
    search_all="🔎 在全部文件里查",
    find_hint="找一个地方的：{command} 盘锦；再加年份：{command} 盘锦 2017",
)

_TRADITIONAL = PlaceTexts(
    or_mark="還是",
    which_of="你問的是{places}？",
    which_place="你問的是哪裡？",
    type_it="打出地名就行，例如：{place}",
    no_report="沒有{place}的報告。",
    no_year_report="沒有{place}{year}年的報告{others}。",
    of_place="{place}",
    other_years="，有{years}年的",
    nearest_years="，相近的有{years}年的",
    no_report_chosen="選的文件裡沒有{place}的報告。",
    no_year_report_chosen="選的文件裡沒有{place}{year}年的報告{others}。",
    search_all="🔎 在全部文件裡查",
    find_hint="找一個地方的：{command} 盤錦；再加年份：{command} 盤錦 2017",
)

_ENGLISH = PlaceTexts(
    or_mark=" or ",
    which_of="Do you mean {places}?",
    which_place="Which place do you mean?",
    type_it="Type its name, for example: {place}",
    no_report="There is no report of {place}.",
    no_year_report="There is no {year} report{place}{others}.",
    of_place=" of {place}",
    other_years=", but there are those of {years}",
    nearest_years="; the nearest are those of {years}",
    no_report_chosen="The chosen documents have no report of {place}.",
    no_year_report_chosen="The chosen documents have no {year} report{place}{others}.",
    search_all="🔎 Search all documents",
    find_hint="To find a place: {command} 盘锦; and a year: {command} 盘锦 2017",
)

_ALL = {
    Language.SIMPLIFIED: _SIMPLIFIED,
    Language.TRADITIONAL: _TRADITIONAL,
    Language.ENGLISH: _ENGLISH,
}
