"""Places that a text names, in Chinese and English: what each may be, and how surely it is a place at all.

A Gazetteer knows the provinces, prefectures and counties of China, some places abroad, and the places of the indexed
documents, whatever they are called: a new county's report is found by its name at once. Many short names are words of
their own (东方, 和平, 日照); they are taken for the place only where nothing else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import accumulate

from retrieval.domains.work_reports.places.named_places import NamedPlace, ordinary_words, shipped_places
from retrieval.domains.work_reports.places.neighbouring_places import (
    are_joined,
    is_in_any,
    is_right_after,
    told_apart,
    with_joints,
)
from retrieval.domains.work_reports.places.place_names import (
    english_level,
    former_names,
    level_of,
    other_names,
    own_name,
    short_name,
    state_names_in,
)
from retrieval.language import tokenizer
from retrieval.language.pinyin import sound
from retrieval.language.time_words import TIME_WORDS
from retrieval.types import Document, Level, Mention, Place

STATE = Place("国务院", Level.STATE)
"""Whose report tells of the whole country."""
_EXACT, _SHORT, _COUNTY_SHORT, _FORMER = range(4)
"""How surely a name means a place; a surer meaning hides the others: 南昌 is the city, not the county 南昌县."""
_ENGLISH_WORD = re.compile(r"[a-zü]+(?:'[a-zü]{2,})?", re.IGNORECASE)
"""Xi'an is one word, Dalian's is not."""
_MOST_ENGLISH_WORDS = 3
_NEVER_SHORT = frozenset({"海南藏族自治州"})
"""海南 is the province; the prefecture is 海南州."""
_KEPT_STATES = 4
"""Of documents: that of everybody, and those of a few chats with files of their own."""
_KEPT_NAMES = 8192
"""Places; more than twice those of the list."""
_OTHER_WORD = re.compile(r"(?<=市)场|(?<=区)[域间位别]|族")
"""吉林市场 is a market, not 吉林市; 朝鲜族 is a people."""
_LEAD = re.compile(
    r"(?:^|[\s,，。、;；:：（(“\"]|请问|想查?|查一?下?|看看?|问|知道|关于|那么?|和|与|跟|及|比)$"
)
"""What stands before the first words of what is asked."""
_TIME_AFTER = re.compile(rf"\s?(?:{TIME_WORDS.pattern})", re.IGNORECASE)
_TIME_BEFORE = re.compile(rf"(?:{TIME_WORDS.pattern})[的底末初]?\s?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """What a name may mean, as far as it means it equally surely."""

    sureness: int
    places: tuple[Place, ...]


class Gazetteer:
    """Finds places by their names."""

    def __init__(
        self,
        named: Iterable[NamedPlace],
        ordinary: frozenset[str] = frozenset(),
        indexed: frozenset[str] = frozenset(),
    ) -> None:
        """Learn the names.

        Args:
            named: the places, the likelier first where they share a name.
            ordinary: names that are words of their own.
            indexed: full names of the places that documents are about.
        """
        self._named, self._ordinary, self._indexed = tuple(named), ordinary, indexed
        self._chinese: dict[str, _Meaning] = {}
        self._english: dict[str, tuple[Place, ...]] = {}
        for each in self._named:
            for name, sureness in _names(each):
                self._learn(name, sureness, each.place)
            for name in each.english:
                self._english[name.lower()] = (*self._english.get(name.lower(), ()), each.place)
        lengths: dict[str, set[int]] = {}
        for name in self._chinese:
            lengths.setdefault(name[0], set()).add(len(name))
        self._lengths = {first: sorted(some, reverse=True) for first, some in lengths.items()}

    def with_documents(self, documents: Iterable[Document]) -> Gazetteer:
        """This one with the places of documents, under the names that the documents give them."""
        titled = {each.place: each for each in documents if each.place and each.place != STATE.name}
        return _naming(self, tuple((name, each.level, each.province) for name, each in titled.items()))

    def naming(self, titled: Sequence[tuple[str, Level, str]]) -> Gazetteer:
        """This one with places that documents are about: of each its name, its level and its province."""
        renamed: dict[str, Place] = {}
        added: list[NamedPlace] = []
        for name, level, province in titled:
            known = self.called(name)
            if len(known) == 1:
                renamed[known[0].name] = replace(known[0], name=name)
            else:
                parents = (province,) if province not in {"", name} else ()
                added.append(NamedPlace(Place(name, level, parents)))
        named = [
            replace(each, place=renamed[each.place.name]) if each.place.name in renamed else each
            for each in self._named
        ]
        names = frozenset(name for name, _, _ in titled)
        spelled = [_spelled(each) if each.place.name in names else each for each in (*named, *added)]
        return Gazetteer(spelled, self._ordinary, names)

    def called(self, name: str) -> tuple[Place, ...]:
        """The places of a name that tells the level (凉山州); none: no such place is known."""
        own = own_name(name)
        meaning = self._chinese.get(name) or self._chinese.get(own)
        if meaning is None or level_of(own) is Level.UNKNOWN:
            return ()
        above = name.removesuffix(own)
        inside = tuple(place for place in meaning.places if above and any(map(above.endswith, place.parents)))
        return inside or (() if above else meaning.places)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """The places named in a normalised text, in order; the state only where no other place is meant."""
        found = sorted([*self._in_chinese(text), *self._in_english(text)], key=lambda each: each.start)
        found = told_apart(found, text)
        state = [Mention(text[start:end], start, end, (STATE,)) for start, end in state_names_in(text)]
        if not found:
            return tuple(state[:1])
        beside = [each for each in state if any(are_joined(text, each, other) for other in found)]
        return with_joints(text, sorted([*found, *beside], key=lambda each: each.start))

    def _learn(self, name: str, sureness: int, place: Place) -> None:
        known = self._chinese.get(name)
        if known is None or sureness < known.sureness:
            self._chinese[name] = _Meaning(sureness, (place,))
        elif sureness == known.sureness and place not in known.places:
            self._chinese[name] = _Meaning(sureness, (*known.places, place))

    def _in_chinese(self, text: str) -> Iterator[Mention]:
        starts: frozenset[int] = frozenset()
        before: Mention | None = None
        at = 0
        while at < len(text):
            found = None
            for name in self._names_at(text, at):
                starts = starts or _word_starts(text)
                if found := self._meant(text, at, name, starts, before):
                    yield found
                    break
            at, before = (found.end, found) if found else (at + 1, before)

    def _names_at(self, text: str, at: int) -> Iterator[str]:
        """The names that begin here, the longest first."""
        for length in self._lengths.get(text[at], ()):
            name = text[at : at + length]
            is_of_indicator = name.endswith("地区") and text.startswith("生产总值", at + length)
            if name in self._chinese and not is_of_indicator and not _OTHER_WORD.match(text, at + length):
                yield name

    def _meant(
        self, text: str, start: int, name: str, starts: frozenset[int], before: Mention | None
    ) -> Mention | None:
        meaning, end = self._chinese[name], start + len(name)
        if start not in starts and not (before and before.end == start):
            return None
        within = tuple(
            place
            for place in meaning.places
            if before and is_right_after(text, before, start) and is_in_any(place, before.candidates)
        )
        if not within and not self._is_sure(text, Mention(name, start, end, meaning.places), starts):
            return None
        return Mention(name, start, end, within or meaning.places)

    def _is_sure(self, text: str, mention: Mention, starts: frozenset[int]) -> bool:
        """Whether a name stands for a place here, and is no other word."""
        sureness = self._chinese[mention.text].sureness
        is_indexed = any(place.name in self._indexed for place in mention.candidates)
        time_after = bool(_TIME_AFTER.match(text, mention.end))
        if mention.text in self._ordinary:
            before = text[: mention.start]
            leads = bool(_LEAD.search(before) or _TIME_BEFORE.search(before))
            return is_indexed and (time_after or (leads and mention.end in starts))
        return sureness != _COUNTY_SHORT or is_indexed or time_after

    def _in_english(self, text: str) -> Iterator[Mention]:
        words = list(_ENGLISH_WORD.finditer(text))
        at = 0
        while at < len(words):
            for last in range(min(len(words), at + _MOST_ENGLISH_WORDS) - 1, at - 1, -1):
                start, end = words[at].start(), words[last].end()
                if candidates := self._english.get(" ".join(text[start:end].lower().split())):
                    levels, end = english_level(text, end)
                    fitting = tuple(place for place in candidates if place.level in levels)
                    yield Mention(text[start:end], start, end, fitting or candidates)
                    at = last
                    break
            at += 1


def _names(named: NamedPlace) -> Iterator[tuple[str, int]]:
    place = named.place
    names = _names_of(place)
    yield place.name, _EXACT
    yield from ((name, _EXACT) for name in names.other)
    yield from ((name, _SHORT) for name in named.others)
    yield from ((name, _FORMER) for name in names.former)
    if place.name not in _NEVER_SHORT:
        yield names.short, _COUNTY_SHORT if place.level is Level.COUNTY else _SHORT


@dataclass(frozen=True, slots=True)
class _Names:
    """What a place is called beside its full name."""

    other: tuple[str, ...]
    former: tuple[str, ...]
    short: str


@lru_cache(_KEPT_STATES)
def _naming(gazetteer: Gazetteer, titled: tuple[tuple[str, Level, str], ...]) -> Gazetteer:
    # Learning all names takes a tenth of a second, and a state of an index that is opened mostly has the places of another.
    return gazetteer.naming(titled)


@lru_cache(_KEPT_NAMES)
def _names_of(place: Place) -> _Names:
    # Cutting the names of all places takes half a second, and each state of an index that is opened learns them again.
    return _Names(other_names(place), former_names(place), short_name(place.name))


def _word_starts(text: str) -> frozenset[int]:
    """Where words begin: 海口 in 沿海口岸 is no place."""
    lengths = map(len, tokenizer.dictionary_words(text))
    return frozenset(accumulate(lengths, initial=0))


def _spelled(named: NamedPlace) -> NamedPlace:
    """A place of the documents with its name in Latin letters, if the list has none."""
    if named.english:
        return named
    own, short = own_name(named.place.name), short_name(named.place.name)
    syllables = sound(short).split()
    names = ["".join(syllables), " ".join(syllables)]
    if own == short and level_of(own) is Level.COUNTY:
        names.append(f"{''.join(syllables[:-1])} county")
    return replace(named, english=tuple(dict.fromkeys(names)))


@cache
def shipped_gazetteer() -> Gazetteer:
    """The places that come with the package."""
    return Gazetteer(shipped_places(), ordinary_words())
