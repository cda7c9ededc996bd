"""A question to compare -> places, years, role, indicator and kind of figure, and what is asked of the values.

The one place where this package reads the words of a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from retrieval.domains.work_reports.comparing.years_asked import asks_all_years, years_asked
from retrieval.domains.work_reports.facts.records import Kind
from retrieval.domains.work_reports.places.gazetteer import STATE, Gazetteer
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.language import tokenizer
from retrieval.language.glossary import Glossary
from retrieval.language.normalizing import is_traditional, normalize
from retrieval.language.question_words.intention import RESULT_WORDS, TARGET_WORDS, role_in
from retrieval.language.time_words import TIME_WORDS
from retrieval.types import Document, Language, Level, Mention, Role

MAX_PLACES, MAX_YEARS = 40, 30
_EVERY_PROVINCE = re.compile(
    r"各省|全国各地|(?:31|三十一)个?省|所有省|每个省|省份|省级|省区市|哪个省|哪些省|\b(?:all|every|each|which"
    r"|across|the) provinces?\b|\bby province\b|\bprovincial\b",
    re.IGNORECASE,
)
_EVERY_CITY = re.compile(
    r"各(?:地级|个)?[市州]|(?:所有|每个|下辖)(?:的)?(?:地级)?市|哪个(?:地级)?市|哪座城市|各地|\b(?:all|every"
    r"|each|which) (?:cities|city|prefectures?)\b|\bcities (?:in|of)\b",
    re.IGNORECASE,
)
_EVERY_COUNTY = re.compile(
    r"各区?县|各县市?区?|各区|\b(?:all|every|each) (?:counties|county|districts?)\b", re.IGNORECASE
)
_GROWTH = re.compile(
    r"增长|增速|增幅|涨幅|涨|跌|下滑|成长|增得|快|慢|速度|\bgrow\w*|\bgrew\b|\brates?\b|\bfaster\b|\bslower\b"
    r"|\bpace\b|增了",
    re.IGNORECASE,
)
_LEVEL = re.compile(
    r"总量|多少亿|多少万|总额|规模|产量|多少元|是多少亿|亿元|多少钱|\b(?:amount|size|output|how much|how many"
    r"|total|trillion|billion|yuan)\b|增加到",
    re.IGNORECASE,
)
_LOWEST = re.compile(r"最低|最少|最慢|最小|垫底|\b(?:lowest|least|smallest|slowest|minimum)\b", re.IGNORECASE)
_HIGHEST = re.compile(
    r"最高|最多|最快|最大|第一|\b(?:highest|most|largest|fastest|biggest|maximum)\b", re.IGNORECASE
)
_ECONOMY = re.compile(
    r"增长|目标|增速|增得|快|经济|\b(?:grow\w*|grew|targets?|economy|aim\w*|goals?)\b", re.IGNORECASE
)
_GDP = "地区生产总值"
_ASKING = re.compile(
    r"哪个|哪座|哪里|哪年|哪一年|谁|更|高低|高|低|多少|比较|对比|相比|比一下|分别|各是|各自|各|是多少|是|和"
    r"|与|跟|同|的|了|吗|呢|请问|目标|计划|实际|完成|打算|预期|增长|增速|年|定得?|猛|差|几|变化|历年|最|又|要"
    r"|改了|一下"
    r"|\b(?:vs|versus|compare|compared|the|of|in|for|and|or|to|what|which|was|is|were|are|did|does|higher"
    r"|lower|target|targets|goal|growth|since|output|actual|year)\b",
    re.IGNORECASE,
)


_TARGET_NOUN = re.compile(r"目标|\b(?:targets?|goals?)\b", re.IGNORECASE)
_NOUN = re.compile("(?!(?:那么|怎么|这么|增得|经济|成长|一下|怎样|情况|全国|国务院|哪里|哪些)$)[一-鿿]{2,}")


class Wish(StrEnum):
    """What is asked of the values."""

    ALL = "all"
    HIGHEST = "highest"
    LOWEST = "lowest"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question to compare, as it was understood."""

    text: str
    language: Language
    places: tuple[str, ...]
    years: tuple[int, ...]
    roles: tuple[Role, ...]
    """One a year."""
    indicator: str
    """Standard name; empty: the glossary has none."""
    name: str
    """Of the indicator, as the question has it."""
    words: tuple[str, ...]
    """What is asked about where the glossary has no indicator."""
    kind: Kind | None
    """None: the question leaves it open."""
    wish: Wish
    omitted: int = 0
    """Places or years beyond what a table takes."""


class ComparisonReader:
    """Reads questions by what is known of words, places and documents."""

    def __init__(
        self,
        glossary: Glossary,
        gazetteer: Gazetteer,
        catalog: DocumentCatalog,
        documents: Sequence[Document],
    ) -> None:
        self._glossary = glossary
        self._gazetteer = gazetteer
        self._catalog = catalog
        self._documents = documents

    def read(self, text: str) -> Comparison:
        """Read a question; what it leaves out stays empty."""
        normalized = normalize(text)
        named = self._gazetteer.mentions(normalized)
        places = self._places(normalized, named)
        role = Role.TARGET if _TARGET_NOUN.search(normalized) else role_in(normalized)
        years = self._years(normalized, places[:MAX_PLACES], role or Role.RESULT)
        indicator, name = self._indicator(normalized, named)
        rest = self._words(normalized, named)
        if not indicator and not rest and (_ECONOMY.search(normalized) or role is Role.TARGET):
            indicator, name = _GDP, _GDP
        omitted = max(0, len(places) - MAX_PLACES) + max(0, len(years) - MAX_YEARS)
        years, places = years[-MAX_YEARS:], places[:MAX_PLACES]
        return Comparison(
            text=text,
            language=_language(text),
            places=places,
            years=years,
            roles=_roles(normalized, years, role or Role.RESULT),
            indicator=indicator,
            name=name,
            words=rest or ((name,) if name else ()),
            kind=_kind(normalized, indicator, role),
            wish=Wish.LOWEST
            if _LOWEST.search(normalized)
            else Wish.HIGHEST
            if _HIGHEST.search(normalized)
            else Wish.ALL,
            omitted=omitted,
        )

    def _places(self, text: str, named: Sequence[Mention]) -> tuple[str, ...]:
        chosen = [place for mention in named if (place := self._chosen(mention, named))]
        if _EVERY_PROVINCE.search(text) and not [place for place in chosen if place != STATE.name]:
            return self._below(Level.PROVINCE, "")
        if len(chosen) == 1 and _EVERY_COUNTY.search(text):
            inside = tuple(
                place for place in self._sorted() if place.startswith(chosen[0]) and place != chosen[0]
            )
            return inside or tuple(chosen)
        if len(chosen) == 1 and _EVERY_CITY.search(text):
            return self._below(Level.PREFECTURE, chosen[0]) or tuple(chosen)
        if not chosen and len(self._catalog.places) == 1:
            return tuple(self._catalog.places)
        return tuple(dict.fromkeys(chosen))

    def _chosen(self, mention: Mention, named: Sequence[Mention]) -> str:
        """The place that a name means: one with documents, of the level of the others, the likelier first."""
        held = [place for place in mention.candidates if place.name in self._catalog.places]
        if not held:
            return mention.candidates[0].name if mention.candidates else ""
        sure = {other.candidates[0].level for other in named if len(other.candidates) == 1}
        return next((place.name for place in held if place.level in sure), held[0].name)

    def _below(self, level: Level, province: str) -> tuple[str, ...]:
        found = {
            each.place: None
            for each in self._documents
            if each.level is level and each.place and (not province or each.province == province)
        }
        return tuple(sorted(found))

    def _sorted(self) -> list[str]:
        return sorted(self._catalog.places)

    def _years(self, text: str, places: Sequence[str], role: Role) -> tuple[int, ...]:
        back = 0 if role is Role.TARGET else 1
        held = sorted({year - back for place in places for year in self._catalog.of(place)})
        newest = max(self._catalog.by_year, default=None)
        years = years_asked(text, newest, tuple(held))
        if years or not held:
            return years
        if len(places) == 1 or asks_all_years(text):
            return tuple(held)
        common = set.intersection(
            *(({year - back for year in self._catalog.of(place)}) or set(held) for place in places)
        )
        return (max(common or held),)

    def _indicator(self, text: str, named: Sequence[Mention]) -> tuple[str, str]:
        """The standard name of the indicator that a question names, and the name it uses."""
        for each in self._glossary.mentions(text):
            if not any(place.start < each.end and each.start < place.end for place in named):
                return each.entry.standard, each.name
        return "", ""

    def _words(self, text: str, named: Sequence[Mention]) -> tuple[str, ...]:
        rest = text
        for each in sorted(named, key=lambda mention: -mention.start):
            rest = f"{rest[: each.start]} {rest[each.end :]}"
        rest = _ASKING.sub(" ", TIME_WORDS.sub(" ", rest))
        rest = re.sub(r"\d+", " ", rest)
        words = [word for word in tokenizer.words(tokenizer.content(rest)) if _NOUN.fullmatch(word)]
        return tuple(
            word
            for word in dict.fromkeys(words)
            if not any(word != other and word in other for other in words)
        )


def _kind(text: str, indicator: str, role: Role | None) -> Kind | None:
    is_level, is_growth = bool(_LEVEL.search(text)), bool(_GROWTH.search(text))
    if is_level != is_growth:
        return Kind.LEVEL if is_level else Kind.GROWTH
    if indicator == _GDP and role is Role.TARGET and not is_level:
        return Kind.GROWTH
    return None


def _roles(text: str, years: Sequence[int], role: Role) -> tuple[Role, ...]:
    """The role of each year: the words after it, up to the next year, may name another one than those of the others."""
    roles: list[Role] = []
    for year in years:
        match = re.search(rf"{year}|(?<!\d){year % 100:02d}(?!\d)", text)
        following = re.split(r"\d{2,4}", text[match.end() :])[0] if match else ""
        own = _role_of(following)
        roles.append(own or role)
    named = [_role_of(part) for part in re.split(r"\d{2,4}", text)[1:]]
    is_mixed = len({each for each in named if each}) > 1
    return tuple(roles) if is_mixed else tuple(role for _ in years)


def _role_of(text: str) -> Role | None:
    target, result = (
        bool(TARGET_WORDS.search(text)),
        bool(RESULT_WORDS.search(text) or re.search(r"实际|output|actual|改了|开建", text)),
    )
    if target == result:
        return None
    return Role.TARGET if target else Role.RESULT


def _language(text: str) -> Language:
    if re.search("[一-鿿]", text):
        return Language.TRADITIONAL if is_traditional(text) else Language.SIMPLIFIED
    return Language.ENGLISH
