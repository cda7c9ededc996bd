"""Which language a question is written in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.language.glossary import Glossary
from retrieval.language.normalizing import is_traditional
from retrieval.types import Language, Mention, is_han

_HAN = re.compile(r"[一-鿿]")
_KANA = re.compile(r"[ぁ-ヿ]")
_LATIN_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_SENTENCE = 3
"""Words from which on it is one; 盘锦GDP growth is what Chinese people write, too."""
_ANOTHER_SCRIPT = 2
"""Letters that are neither Chinese nor Latin, from which on a text is in another language, whatever it names in Latin ones."""
_ABBREVIATION = 3
"""Letters of GDP, CPI, PPP."""


def language_of(text: str, normalized: str, named: Sequence[Mention], glossary: Glossary) -> Language:
    """The language of a question.

    Args:
        text: as typed.
        normalized: the same, normalised.
        named: proper names in the latter, which people write in Chinese in an English question, too.
        glossary: the names that Chinese people type in Latin letters.
    """
    tidy = _without_names(normalized, named)
    if _HAN.search(tidy) and not _KANA.search(tidy):
        return Language.TRADITIONAL if is_traditional(text) else Language.SIMPLIFIED
    words = _LATIN_WORD.findall(tidy)
    if sum(map(_is_of_another_script, tidy)) >= _ANOTHER_SCRIPT:
        return Language.ENGLISH
    if not words and any(map(str.isalpha, tidy)):
        return Language.ENGLISH
    # GDP and PPP are what Chinese people type, too; a sentence is English.
    only_names = all(_is_chinese_name(word.lower(), glossary) for word in words)
    return Language.SIMPLIFIED if only_names else Language.ENGLISH


def is_in_another_script(text: str) -> bool:
    """Whether a text has letters, none of which are Chinese or Latin."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and not any(map(is_han, letters)) and not any(map(str.isascii, letters))


def _is_of_another_script(character: str) -> bool:
    return character.isalpha() and not is_han(character) and not character.isascii()


def _without_names(text: str, named: Sequence[Mention]) -> str:
    """A text without proper names, unless no English sentence is left."""
    rest = text
    for each in reversed(named):
        rest = f"{rest[: each.start]} {rest[each.end :]}"
    return rest if len(_LATIN_WORD.findall(rest)) >= _SENTENCE else text


def _is_chinese_name(word: str, glossary: Glossary) -> bool:
    return any(
        word in (*mention.entry.names, *mention.entry.english) and len(word) <= _ABBREVIATION
        for mention in glossary.mentions(word)
    )
