"""An English word -> its forms, any of which a document may use: boxes, box; copied, copy, copying.

Documents are indexed with their words as they stand, so a question is asked with the forms of its own. A form is
guessed by the regular endings and kept if Porter's stemmer (`dictionary.stem`) sees the same word in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from retrieval.language.dictionary import stem

_SHORTEST = 3
"""Letters of a word with other forms: it and its are two words."""
_ENDINGS = ("", "s", "es", "d", "ed", "r", "er", "ing")
_TAKEN_OFF = (
    ("ies", "y"),
    ("ied", "y"),
    ("ing", "e"),
    ("ing", ""),
    ("es", ""),
    ("ed", ""),
    ("ed", "e"),
    ("s", ""),
)
_HELD = 4096
_VOWELS = "aeiou"


@lru_cache(maxsize=_HELD)
def forms_of(word: str) -> tuple[str, ...]:
    """The word itself, and its other forms in the order of the alphabet.

    Some are no words; no document has those.

    >>> forms_of("pins")
    ('pins', 'pin', 'pinned', 'pinning')

    Args:
        word: in lower case; of other characters than letters it has no other form.
    """
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return (word,)
    same = stem(word)
    guessed = {form for base in _bases(word) for form in _with_endings(base)}
    return (word, *sorted(form for form in guessed if form != word and stem(form) == same))


def _bases(word: str) -> Iterator[str]:
    yield word
    for ending, instead in _TAKEN_OFF:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            base = word.removesuffix(ending) + instead
            yield base
            if not instead and base[-1:] == base[-2:-1]:
                yield base[:-1]


def _with_endings(base: str) -> Iterator[str]:
    yield from (base + ending for ending in _ENDINGS)
    if base.endswith("y"):
        yield from (base[:-1] + "ies", base[:-1] + "ied")
    if base.endswith("e"):
        yield base[:-1] + "ing"
    if base[-1] not in _VOWELS:
        yield from (base + base[-1] + "ing", base + base[-1] + "ed")
