"""What a question says, word by word, and how much of it the names of a table's rows and columns cover."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.language import tokenizer
from retrieval.language.dictionary import stem
from retrieval.language.glossary import Glossary
from retrieval.language.normalizing import normalize
from retrieval.language.pinyin import sound
from retrieval.types import Language, Meaning, Part, QueryPlan, is_han

Idf = Callable[[str], float]
_TOKEN = re.compile(r"[a-z0-9]+(?:[-./][a-z0-9]+)*")
_RANGE = re.compile(r"(?<![a-z0-9])(\d+)[-/](?=\d+(?![a-z0-9]))")
"""4-6 is from 4 to 6; KF-26 is a name."""
_HYPHEN = re.compile(r"[-/]")
_WORD = re.compile(r"[a-z]{2,}")
_SPELT = 4
"""Letters of an English word that may be how a Chinese name sounds."""
_CALENDAR = re.compile(r"(?<!\d)(?:19|20)?\d{2}(?=年)|(?<!\d)(?:19|20)\d{2}(?!\d)")
_ALIKE = 0.8
"""How much a name of a property says of the words that ask for it."""
_WORD_WEIGHT, _TIME_WEIGHT = 2.0, 3.0
"""In Chinese characters, of which a word has about two."""


@dataclass(frozen=True, slots=True)
class AskedWord:
    """Something the question says."""

    meanings: tuple[Meaning, ...]
    """The words for it, with how surely each is meant; of letters and digits they are found only as whole words."""
    weight: float
    """How much it tells: rare words tell more."""
    positions: frozenset[int] = frozenset()
    """Where its characters stand among those that an answer should have."""
    must: bool = False
    """Whether nothing answers that does not have it: a year, the number of a model."""
    is_spelt: bool = False
    """Whether it may be the sound of a Chinese name."""
    is_translated: bool = False
    """Whether it stands for an English word, whose own word may stand there instead."""


@dataclass(frozen=True, slots=True)
class AskedText:
    """A question, taken apart to be compared with a table."""

    words: tuple[AskedWord, ...]
    weight_of: dict[int, float]
    """How much each position counts that an answer should have; see `AskedWord.positions`."""

    def coverage(self, shares: Sequence[float]) -> float:
        """The share of the question that is said, of its own words or of those they are translated into; 0..1.

        Args:
            shares: how surely each word is said.
        """
        said = dict.fromkeys(self.weight_of, 0.0)
        for word, share in zip(self.words, shares, strict=True):
            for position in word.positions & said.keys():
                said[position] = max(said[position], share)
        own = sum(weight * said[position] for position, weight in self.weight_of.items())
        whole = sum(self.weight_of.values())
        return max(own / whole if whole else 0.0, self._translated(shares))

    def _translated(self, shares: Sequence[float]) -> float:
        found = [
            (word.weight, share)
            for word, share in zip(self.words, shares, strict=True)
            if word.is_translated or word.must or (word.is_spelt and share)
        ]
        if not any(word.is_translated for word in self.words):
            return 0.0
        return sum(weight * share for weight, share in found) / sum(weight for weight, _ in found)


@dataclass(frozen=True, slots=True)
class LabelText:
    """Words of a table, made ready to be compared."""

    text: str
    """Normalised, in lower case."""
    tokens: frozenset[str]
    """Its words of letters and digits, and what they are derived from."""
    sounds: str
    """How its Chinese characters sound; empty: nobody asks for that."""

    @staticmethod
    @lru_cache(maxsize=8192)
    def of(text: str, *, with_sounds: bool) -> LabelText:
        """Make words ready; those of tables that are asked again are kept."""
        plain = normalize(text).lower()
        tokens = _tokens_in(plain)
        parts = [part for token in tokens for part in (*_HYPHEN.split(token), _HYPHEN.sub("", token))]
        stems = [stem(word) for word in _WORD.findall(plain)]
        sounds = sound(plain).replace(" ", "") if with_sounds and any(map(is_han, plain)) else ""
        return LabelText(plain, frozenset([*tokens, *parts, *stems]), sounds)

    def share_of(self, word: AskedWord) -> float:
        """How surely it says a word of the question; 0..1."""
        best = 0.0
        for each in word.meanings:
            said = each.word
            is_there = said in self.tokens if said.isascii() else said in self.text
            if is_there or (word.is_spelt and said in self.sounds):
                best = max(best, each.weight)
        return best


def asked_text(plan: QueryPlan, glossary: Glossary, idf: Idf, rarest: float) -> AskedText:
    """What a question says.

    Args:
        plan: the question as understood.
        glossary: the names of indicators.
        idf: how rare a word is in the documents.
        rarest: that of a word that none of them has.
    """
    text = plan.embedding_text.lower()
    weight_of = dict.fromkeys(_asked_positions(plan, text), 1.0)
    words = [*_pairs(text, idf), *_times(plan, text, rarest), *_latin(plan, text, idf, rarest)]
    for name in plan.indicators:
        entry = glossary.entry(name)
        positions = frozenset(position for each in entry.names for position in _positions(text, each.lower()))
        meanings = tuple(Meaning(each, 1.0) for each in entry.names)
        words.append(AskedWord(meanings, sum(map(idf, tokenizer.bigrams(entry.standard))) / 2, positions))
    words += [AskedWord(tuple(Meaning(name, 1.0) for name in each.names), rarest) for each in plan.aspects]
    # Lay words of a Chinese question are others for words it counts already.
    for group in plan.translations if plan.language is Language.ENGLISH else ():
        meanings = tuple(each for each in group if len(each.word) > 1)
        if meanings:
            weight = max(each.weight * idf(each.word) for each in meanings)
            words.append(AskedWord(meanings, weight, is_translated=True))
    for word in words:
        is_han_word = not word.meanings[0].word.isascii()
        if not is_han_word and word.positions:
            # A word of letters counts once, where it begins.
            first, *others = sorted(word.positions)
            weight_of |= {first: _TIME_WEIGHT if word.must else _WORD_WEIGHT}
            weight_of = {position: each for position, each in weight_of.items() if position not in others}
    return AskedText(tuple(word for word in words if word.weight > 0), weight_of)


def _asked_positions(plan: QueryPlan, text: str) -> Iterator[int]:
    """Where the Chinese characters stand that an answer should have: without what only asks."""
    asking = [each.asked for each in plan.aspects]
    asking += [each.text.lower().strip() for each in plan.wording if each.part is Part.ASKING]
    only_asks = {position for words in asking if words for position in _positions(text, words)}
    at = 0
    for piece in tokenizer.dictionary_words(text):
        if piece not in tokenizer.STOP_WORDS:
            own = range(at, at + len(piece))
            yield from (position for position in own if is_han(text[position]) and position not in only_asks)
        at += len(piece)


def _positions(text: str, words: str) -> Iterator[int]:
    """Where the characters of some words stand in a text, each time they do."""
    at = text.find(words)
    while words and at >= 0:
        yield from range(at, at + len(words))
        at = text.find(words, at + 1)


def _pairs(text: str, idf: Idf) -> Iterator[AskedWord]:
    """The pairs of Chinese characters."""
    for pair in dict.fromkeys(tokenizer.bigrams(text)):
        if all(map(is_han, pair)):
            yield AskedWord((Meaning(pair, 1.0),), idf(pair), frozenset(_positions(text, pair)))


def _times(plan: QueryPlan, text: str, rarest: float) -> Iterator[AskedWord]:
    for when in plan.years:
        said = (match for match in _CALENDAR.finditer(text) if str(when).endswith(match[0]))
        positions = frozenset(
            position for match in said for position in range(match.start(), match.end() + 1)
        )
        yield AskedWord((Meaning(str(when), 1.0),), 1.5 * rarest, positions, must=True)


def _latin(plan: QueryPlan, text: str, idf: Idf, rarest: float) -> Iterator[AskedWord]:
    """The words of letters and digits: English words by what they are derived from, names of models as they are."""
    content = set(map(stem, _TOKEN.findall(plan.content.lower()))) - tokenizer.STOP_WORDS
    is_english = plan.language is Language.ENGLISH
    timeless = (
        _CALENDAR.sub(lambda match: " " * len(match[0]), _RANGE.sub(r"\1 ", text)) if plan.years else text
    )
    timeless = _RANGE.sub(r"\1 ", timeless)
    for match in _TOKEN.finditer(timeless):
        token, positions = match[0], frozenset(range(match.start(), match.end()))
        if _WORD.fullmatch(token):
            if stem(token) in content:
                named = (
                    Meaning(name, _ALIKE)
                    for each in plan.aspects
                    if token in each.asked
                    for name in each.names
                )
                words = (Meaning(token, 1.0), Meaning(stem(token), 1.0), *named)
                yield AskedWord(words, idf(token), positions, is_spelt=is_english and len(token) >= _SPELT)
        elif not (is_english and len(token) == 1 and token.isalpha()):
            is_number = len(token) > 1 and any(map(str.isdigit, token))
            own = (Meaning(token, 1.0), Meaning(_HYPHEN.sub("", token), 1.0))
            yield AskedWord(own, rarest if is_number else idf(token), positions, must=is_number)


def _tokens_in(text: str) -> list[str]:
    return _TOKEN.findall(_RANGE.sub(r"\1 ", text))
