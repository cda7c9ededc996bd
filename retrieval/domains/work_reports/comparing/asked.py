"""A question to compare -> places, years, role, indicator and kind of figure, and what is asked of the values.

The one place where this package reads the words of a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.domains.work_reports.comparing.values_asked import GDP, Wish, kind_in, roles_in, wish_in
from retrieval.domains.work_reports.comparing.years_asked import (
    asks_all_years,
    asks_course,
    is_over_years,
    years_asked,
)
from retrieval.domains.work_reports.facts.records import Kind
from retrieval.domains.work_reports.places.gazetteer import STATE, Gazetteer
from retrieval.domains.work_reports.places.neighbouring_places import lies_in
from retrieval.domains.work_reports.questions.places_asked import places_asked
from retrieval.domains.work_reports.routes.document_catalog import DocumentCatalog
from retrieval.language import tokenizer
from retrieval.language.glossary import Glossary
from retrieval.language.normalizing import is_traditional, normalize
from retrieval.language.question_words.intention import role_in
from retrieval.language.time_words import TIME_WORDS, with_short_years
from retrieval.types import Document, Joint, Language, Level, Mention, Role

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
_ECONOMY = re.compile(
    r"增长|目标|增速|增得|快|经济|\b(?:grow\w*|grew|targets?|economy|aim\w*|goals?)\b", re.IGNORECASE
)
_ASKING = re.compile(
    r"哪个|哪座|哪里|哪年|哪一年|谁|更|高低|高|低|多少|比较|对比|相比|比一下|分别|各是|各自|各|是多少|是|和"
    r"|与|跟|同|的|了|吗|呢|请问|目标|计划|实际|完成|打算|预期|增长|增速|年|定得?|猛|差|几|变化|历年|最|又|要"
    r"|改了|一下"
    r"|\b(?:vs|versus|compare|compared|the|of|in|for|and|or|to|what|which|was|is|were|are|did|does|higher"
    r"|lower|target|targets|goal|growth|since|output|actual|year)\b",
    re.IGNORECASE,
)


_AND = re.compile(
    r"(?:\s|的|总量|总额|增速|增长率?|增幅|目标|\btargets?|\bgrowth)*(?:[、,和与及跟&]|以及|还有|\band\b)[\s的]*(?:the )?",
    re.IGNORECASE,
)
"""What stands between the indicators of a list."""
_TARGET_NOUN = re.compile(r"目标|\b(?:targets?|goals?)\b", re.IGNORECASE)
_NOUN = re.compile("(?!(?:那么|怎么|这么|增得|经济|成长|一下|怎样|情况|全国|国务院|哪里|哪些)$)[一-鿿]{2,}")


@dataclass(frozen=True, slots=True)
class Comparison:
    """A question to compare, as it was understood."""

    text: str
    language: Language
    places: tuple[str, ...]
    years: tuple[int, ...]
    roles: tuple[Role, ...]
    """One a year."""
    is_role_open: bool
    """Whether the question names none: then a result is told where there is one, and else the target, marked."""
    indicator: str
    """Standard name; empty: the glossary has none."""
    name: str
    """Of the indicator, as the question has it."""
    words: tuple[str, ...]
    """What is asked about where the glossary has no indicator."""
    kind: Kind | None
    """None: the question leaves it open."""
    wish: Wish
    over_places: bool
    """Whether several places are asked about one beside the other."""
    over_years: bool
    """Whether several years that it names are."""
    over_course: bool
    """Whether all years are: how something went, or which year it was highest."""
    omitted: int = 0
    """Places or years beyond what a table takes."""
    further: tuple[Comparison, ...] = ()
    """The same question for the other indicators that it lists: GDP和财政收入."""


@dataclass(frozen=True, slots=True)
class _Indicator:
    """An indicator as a question names it."""

    standard: str
    name: str
    start: int
    end: int


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

    def read(self, text: str, carried: Sequence[Mention] = ()) -> Comparison:
        """Read a question; what it leaves out stays empty.

        Args:
            text: as typed, or completed by what was asked before.
            carried: the places that were spoken of before, for a question that names none.
        """
        normalized = with_short_years(normalize(text))
        named = self._gazetteer.mentions(normalized) or tuple(carried)
        places = self._places(normalized, named)
        role = Role.TARGET if _TARGET_NOUN.search(normalized) else role_in(normalized)
        years = self._years(normalized, places[:MAX_PLACES], role or Role.RESULT)
        listed = self._indicators(normalized, named)
        indicator, name = (listed[0].standard, listed[0].name) if listed else ("", "")
        rest = self._words(normalized, named) if len(listed) < 2 else ()  # noqa: PLR2004 - a list
        if not indicator and not rest and (_ECONOMY.search(normalized) or role is Role.TARGET):
            indicator, name = GDP, GDP
        omitted = max(0, len(places) - MAX_PLACES) + max(0, len(years) - MAX_YEARS)
        years, places = years[-MAX_YEARS:], places[:MAX_PLACES]
        roles, wish = roles_in(normalized, years, role or Role.RESULT), wish_in(normalized)
        asked = Comparison(
            text=text,
            language=_language(text),
            places=places,
            years=years,
            roles=roles,
            is_role_open=role is None and len(set(roles)) < 2 and wish is Wish.ALL,  # noqa: PLR2004 - one named for some
            indicator=indicator,
            name=name,
            words=rest or ((name,) if name else ()),
            kind=_kind(normalized, listed, 0, role) if listed else kind_in(normalized, indicator, role),
            wish=wish,
            over_places=_is_over_places(normalized, named),
            over_years=is_over_years(normalized),
            over_course=asks_course(normalized) or (wish is not Wish.ALL and asks_all_years(normalized)),
            omitted=omitted,
        )
        return replace(
            asked,
            further=tuple(
                replace(
                    asked,
                    indicator=other.standard,
                    name=other.name,
                    words=(other.name,),
                    kind=_kind(normalized, listed, at, role),
                )
                for at, other in enumerate(listed[1:], 1)
            ),
        )

    def _places(self, text: str, named: Sequence[Mention]) -> tuple[str, ...]:
        sides = _innermost(named)
        chosen = [place for mention in sides if (place := self._chosen(mention, sides))]
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

    def _indicators(self, text: str, named: Sequence[Mention]) -> list[_Indicator]:
        """The indicator that a question names; several where it lists them."""
        found: dict[str, _Indicator] = {}
        end = 0
        between = TIME_WORDS.sub(lambda match: " " * len(match[0]), _without(text, named))
        for each in self._glossary.mentions(text):
            if any(place.start < each.end and each.start < place.end for place in named):
                continue
            if found and not _AND.fullmatch(between, end, each.start):
                break
            found.setdefault(
                each.entry.standard, _Indicator(each.entry.standard, each.name, each.start, each.end)
            )
            end = each.end
        return list(found.values())

    def _words(self, text: str, named: Sequence[Mention]) -> tuple[str, ...]:
        rest = _without(text, named)
        rest = _ASKING.sub(" ", TIME_WORDS.sub(" ", rest))
        rest = re.sub(r"\d+", " ", rest)
        words = [word for word in tokenizer.words(tokenizer.content(rest)) if _NOUN.fullmatch(word)]
        return tuple(
            word
            for word in dict.fromkeys(words)
            if not any(word != other and word in other for other in words)
        )


def _kind(text: str, listed: Sequence[_Indicator], at: int, role: Role | None) -> Kind | None:
    """What kind of figure is asked of one of some indicators: by the words behind it, GDP和财政收入增速, or before them all."""
    ends = [*(each.start for each in listed[1:]), len(text)]
    behind = [text[each.end : end] for each, end in zip(listed, ends, strict=True)]
    indicator = listed[at].standard
    if len(listed) == 1:
        return kind_in(f"{text[: listed[0].start]} {behind[0]}", indicator, role)
    told = (kind_in(words, indicator, None) for words in (*behind[at:], text[: listed[0].start]))
    return next(filter(None, told), kind_in("", indicator, role))


def _without(text: str, named: Sequence[Mention]) -> str:
    """A text with blanks for the places that it names."""
    for each in named:
        text = f"{text[: each.start]}{' ' * (each.end - each.start)}{text[each.end :]}"
    return text


def _innermost(named: Sequence[Mention]) -> list[Mention]:
    """The places named, without what others of them lie in: 江西抚州 is 抚州."""
    kept: list[Mention] = []
    for each in named:
        if kept and lies_in(each, kept[-1]):
            kept[-1] = each
        elif not (kept and lies_in(kept[-1], each)):
            kept.append(each)
    return kept


def _is_over_places(text: str, named: Sequence[Mention]) -> bool:
    if any(pattern.search(text) for pattern in (_EVERY_PROVINCE, _EVERY_CITY, _EVERY_COUNTY)):
        return True
    asked = places_asked(text, named)
    return len(_innermost(named if asked.are_compared else _run(named))) > 1 and not asked.are_together


def _run(named: Sequence[Mention]) -> list[Mention]:
    """The first place with those that follow it with at most a word that joins them: 陕西河南, 盘锦和大连."""
    run = list(named[:1])
    for each in named[1:]:
        if each.joint is Joint.NONE:
            break
        run.append(each)
    return run


def _language(text: str) -> Language:
    if re.search("[一-鿿]", text):
        return Language.TRADITIONAL if is_traditional(text) else Language.SIMPLIFIED
    return Language.ENGLISH
