"""Chinese typed in Latin letters -> the characters it spells: shiyelv is 失业率, as people type who have no Chinese keyboard.

Letters are read as words that the documents, the glossary or any question have, so that what comes out can be looked
up. A message with an English word is English, and stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property, lru_cache

from retrieval.language.pinyin import sound
from retrieval.language.tokenizer import STOP_WORDS, frequency

_RUN = re.compile(r"[a-z]+(?:[ ']+[a-z]+)*", re.IGNORECASE)
_HAN = re.compile(r"[一-鿿]+")
_SHORTEST_WORD = 2
"""Characters: shorter words are read only where they stand in any question, such as 是 and 年."""
_LONGEST_WORD = 12
_SHORTEST = 4
"""Letters: fewer spell too many words."""
_ASKED = (
    "多少 多大 目标 去年 今年 前年 明年 年 是 的 有 吗 呢 元 人 完成 实际 增长 怎么样"
    " 怎么 什么 为什么 哪些 哪里 情况"
).split()
"""Words of questions that the documents may not have."""
_COMMON = frozenset(word for word in (*STOP_WORDS, *_ASKED) if _HAN.fullmatch(word))
_ASKING = frozenset(word for word in _ASKED if len(word) > 1)
"""Spelled by nothing but Chinese: beside one of these any word of the documents is read."""


class PinyinReader:
    """Reads what is spelled in Latin letters.

    Args:
        names: what people ask about by these names, in lower case: names of the glossary, and short ones.
        words: of the documents.
        is_english: whether a word, in lower case, is an English one.
    """

    def __init__(self, names: Iterable[str], words: Iterable[str], is_english: Callable[[str], bool]) -> None:
        self._names = frozenset(names)
        self._words = tuple(words)
        self._is_english = is_english

    def read(self, text: str) -> str:
        """A normalised text with its pinyin in characters, or as it is, if it is English or names nothing known.

        >>> PinyinReader(["失业率"], [], {"rate"}.__contains__).read("2017 nian shiye lv duoshao")
        '2017 年失业率多少'
        """
        tokens = re.findall(r"[a-z]+", text.lower())
        english = [word for word in tokens if self._is_english(word)]
        # Every English question ends here; yuan and men are words of both languages.
        if len(english) == len(tokens) or not all(map(self._words_of, english)):
            return text
        found: list[str] = []
        read = _RUN.sub(lambda match: self._run(match[0], found), text)
        # A place alone may stand in any language; 2017 nian GDP is Chinese.
        is_known = self._names.intersection(found) or (
            self._names.intersection(tokens) and _COMMON.intersection(found)
        )
        asks = _ASKING.intersection(found) and any(len(word) > 1 for word in found if word not in _COMMON)
        return read if is_known or asks else text

    def _run(self, run: str, found: list[str]) -> str:
        """One run of Latin words; the words that are spelled by it are added to `found`."""
        tokens = re.findall(r"[a-z]+", run.lower())
        read: list[str] = []
        at = 0
        while at < len(tokens):
            for end in range(len(tokens), at, -1):
                letters = "".join(tokens[at:end])
                if len(letters) >= _SHORTEST and (words := self._words_of(letters)):
                    found += words
                    read.append("".join(words))
                    at = end
                    break
            else:
                read.append(tokens[at])
                at += 1
        return " ".join(read)

    def _words_of(self, letters: str) -> tuple[str, ...]:
        """The fewest words that letters spell; none: they spell none."""
        best: list[tuple[str, ...] | None] = [()]
        for end in range(1, len(letters) + 1):
            ways = (
                (*before, word)
                for start in range(max(0, end - self._longest), end)
                if (before := best[start]) is not None and (word := self._by_sound.get(letters[start:end]))
            )
            best.append(min(ways, key=lambda way: (len(way), way), default=None))
        return best[-1] or ()

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_sound))

    @cached_property
    def _by_sound(self) -> Mapping[str, str]:
        """Words by their letters; of words that sound alike, a name or else the more frequent."""
        return _by_their_letters(self._names, self._words)


@lru_cache(2)
def _by_their_letters(names: frozenset[str], words: tuple[str, ...]) -> Mapping[str, str]:
    # Every state of an index has a reader, most with the same words.
    said = {word for word in words if _HAN.fullmatch(word) and _SHORTEST_WORD <= len(word) <= _LONGEST_WORD}
    spoken = {name for name in names if _HAN.fullmatch(name)}
    known = sorted(
        {*said, *_COMMON, *spoken}, key=lambda word: (word in names, word in _COMMON, frequency(word))
    )
    return {sound(word).replace(" ", ""): word for word in known}
