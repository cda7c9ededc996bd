"""What a place is called in English, and by which other names than its own it is looked up in a list of documents."""

from __future__ import annotations

from functools import cache

from retrieval.domains.work_reports.places.gazetteer import STATE
from retrieval.domains.work_reports.places.named_places import NamedPlace, shipped_places
from retrieval.domains.work_reports.places.place_names import short_name
from retrieval.language.pinyin import sound

_OF_THE_STATE = "全国 国家 china state council"


def english_name(place: str) -> str:
    """What a place is called in English: as it is known there, or else its pinyin.

    >>> english_name("陕西省"), english_name("盘锦市")
    ('Shaanxi', 'Panjin')
    """
    named = _by_name().get(place)
    return named.english[0] if named is not None and named.english else _spelled(place).capitalize()


@cache
def finding_names(place: str) -> str:
    """The names beside its own, apart from one another, in small letters; empty: it is none that is known.

    >>> finding_names("盘锦市")
    'panjin 辽宁省 liaoning'
    """
    if place == STATE.name:
        return _OF_THE_STATE
    named = _by_name().get(place)
    if named is None:
        return _spelled(place)
    around = (word for parent in named.place.parents for word in (parent, _spelled(parent)))
    english = map(str.lower, named.english)
    return " ".join(dict.fromkeys([_spelled(place), *english, *around]))


def _spelled(place: str) -> str:
    return "".join(sound(short_name(place)).split()).lower()


@cache
def _by_name() -> dict[str, NamedPlace]:
    named: dict[str, NamedPlace] = {}
    for each in shipped_places():
        named.setdefault(each.place.name, each)
    return named
