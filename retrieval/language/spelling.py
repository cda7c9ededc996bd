"""Typing errors in a question, mended by the words the documents and the glossary have; pinyin is read first (`romanized`).

Three kinds are clear enough to mend, and only where the documents do not have what was typed:

- a long name that sounds the same (城镇等级失业率) or has one wrong character (旅游总收人),
- characters that make no word, but sound like one (空见 for 空间),
- swapped letters, or one wrong letter in a long word (GPD, unemployement).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache

from rapidfuzz.distance import OSA

from retrieval.language.pinyin import sound
from retrieval.language.question_words.short_names import short_names
from retrieval.language.romanized import PinyinReader

_HAN_RUN = re.compile(r"(?<=\d)[年月日]|[一-鿿]+")
"""Characters that stand together; 年 after a figure is no beginning of a word: 2018年减贫 has no 年鉴."""
_LATIN_WORD = re.compile(r"(?<![a-z0-9.])[a-z]{3,}(?![a-z0-9.])", re.IGNORECASE)
_SHORTEST_NAME = 4
"""Characters of a name that is recognised by its sound; shorter ones sound like too many others."""
_SHORTEST_SUBSTITUTION = 5
"""Characters of a name that is recognised with one of them wrong."""
_LONGEST_NAME = 9
_LONGEST_WORD = 3
_SHORTEST_EDIT = 6
"""Letters: a shorter word is one letter away from too many others; only swapped letters are mended in it."""


class Speller:
    """Mends questions against a vocabulary.

    Args:
        names: names of the glossary, Chinese and English, in lower case.
        words: words of the documents, in lower case.
        cut: text -> the words of the dictionary, and single characters where it has none.
        right: words that are spelled right, though the documents may not have them.
        knows: whether the documents have a word that is too rare to be among theirs here; None: all are here.
    """

    def __init__(
        self,
        names: Iterable[str],
        words: Iterable[str],
        cut: Callable[[str], list[str]],
        right: frozenset[str],
        knows: Callable[[str], bool] | None = None,
    ) -> None:
        self._names = tuple(sorted(names))
        self._words = frozenset(words)
        self._cut = cut
        self._right = right
        self._knows = knows or self._words.__contains__

    def mend(self, text: str) -> str:
        """The text with what is clearly mistyped replaced."""
        mended = _LATIN_WORD.sub(lambda match: self._latin(match[0]), self._pinyin.read(text))
        return _HAN_RUN.sub(lambda match: self._mend_fragments(self._mend_names(match[0])), mended)

    def _latin(self, typed: str) -> str:
        word = typed.lower()
        if word in self._latin_words or word in self._right:
            return typed
        near = min((known for known in self._latin_words if _may_be(word, known)), default=typed)
        return typed if near != typed and self._knows(word) else near

    def _mend_names(self, run: str) -> str:
        """Replace the longest piece that is nearly a name; what is around it is looked at again."""
        for name in self._long_names:
            if name in run:
                before, after = run.split(name, 1)
                return self._mend_names(before) + name + self._mend_names(after)
        inside = self._inside_words(run)
        for size in range(min(_LONGEST_NAME, len(run)), _SHORTEST_NAME - 1, -1):
            for start in range(len(run) - size + 1):
                piece = run[start : start + size]
                if nearly := self._nearly(piece, inside[start : start + size]):
                    return self._mend_names(run[:start]) + nearly + self._mend_names(run[start + size :])
        return run

    def _inside_words(self, run: str) -> list[bool]:
        """For each character, whether it is part of a longer word that the documents have: it is not mistyped alone."""
        return [len(word) > 1 and self._knows(word) for word in self._cut(run) for _ in word]

    def _nearly(self, piece: str, inside: Sequence[bool]) -> str | None:
        return next((name for name in self._near_names(piece, inside) if name != piece), None)

    def _near_names(self, piece: str, inside: Sequence[bool]) -> Iterator[str]:
        if len(piece) >= _SHORTEST_SUBSTITUTION:
            for at in range(len(piece)):
                # 务业增加值 in 服务业增加值 is no 工业增加值.
                if not inside[at]:
                    yield from self._by_gap.get((piece[:at], piece[at + 1 :]), ())
        # Sounds are looked up only for pieces that share a beginning or an end with a name: most share neither.
        if piece[-2:] in self._endings or piece[:2] in self._beginnings:
            yield from self._by_sound.get(sound(piece), ())

    def _mend_fragments(self, run: str) -> str:
        """Replace neighbouring single characters that sound like a word of the documents."""
        pieces = self._cut(run)
        at = 0
        while at < len(pieces) - 1:
            for size in range(_LONGEST_WORD, 1, -1):
                group = pieces[at : at + size]
                if len(group) == size and all(self._is_loose(piece) for piece in group):
                    known = self._word_by_sound.get(sound("".join(group)))
                    if known and _shares_a_character(known, group) and not self._knows("".join(group)):
                        pieces[at : at + size] = [known]
                        break
            at += 1
        return "".join(pieces)

    def _is_loose(self, piece: str) -> bool:
        return len(piece) == 1 and piece not in self._right

    @cached_property
    def _pinyin(self) -> PinyinReader:
        return PinyinReader((*self._names, *short_names()), self._words, self._right.__contains__)

    @cached_property
    def _latin_words(self) -> frozenset[str]:
        parts = (part for name in self._names for part in re.findall(r"[a-z]+", name))
        return frozenset(word for word in (*parts, *self._words) if _LATIN_WORD.fullmatch(word))

    @cached_property
    def _long_names(self) -> tuple[str, ...]:
        long = [name for name in self._names if _HAN_RUN.fullmatch(name) and len(name) >= _SHORTEST_NAME]
        return tuple(sorted((name for name in long if len(name) <= _LONGEST_NAME), key=len, reverse=True))

    @cached_property
    def _beginnings(self) -> frozenset[str]:
        return frozenset(name[:2] for name in self._long_names)

    @cached_property
    def _endings(self) -> frozenset[str]:
        return frozenset(name[-2:] for name in self._long_names)

    @cached_property
    def _by_gap(self) -> dict[tuple[str, str], list[str]]:
        names: dict[tuple[str, str], list[str]] = defaultdict(list)
        for name in self._long_names:
            for at in range(len(name)):
                names[name[:at], name[at + 1 :]].append(name)
        return names

    @cached_property
    def _by_sound(self) -> Mapping[str, Sequence[str]]:
        return _by_their_sound(self._long_names)

    @cached_property
    def _word_by_sound(self) -> dict[str, str]:
        han = (word for word in sorted(self._words) if _HAN_RUN.fullmatch(word))
        return {sound(word): word for word in han if 1 < len(word) <= _LONGEST_WORD}


@lru_cache(2)
def _by_their_sound(names: tuple[str, ...]) -> Mapping[str, Sequence[str]]:
    # Every state of an index and every chat with documents of its own has a speller, all with the same names.
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        found[sound(name)].append(name)
    return found


def _shares_a_character(known: str, typed: list[str]) -> bool:
    # 张世昌 sounds like 市场, 空见 like 空间: whoever mistypes a word gets part of it right.
    return any(a == b for a, b in zip(known, typed, strict=False))


def _may_be(word: str, known: str) -> bool:
    if word in (known + "s", known + "d", known + "ed", known[:-1]) or known in (word + "s", word + "d"):
        return False
    if sorted(word) != sorted(known) and min(len(word), len(known)) < _SHORTEST_EDIT:
        return False
    return OSA.distance(word, known, score_cutoff=1) == 1
