"""What is known of the words of the documents of everybody, on disk: for mending typing errors and for English questions.

words/NAME/words.json       the dictionary, and the words typing errors are mended by
           vectors.faiss    of the dictionary's Chinese words, by the fast encoder
           Both carry their checksums; see `checksums`.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from embeddings.types import Progress, TextEncoder
from retrieval.errors import DamagedIndexError
from retrieval.language.dictionary import EnglishDictionary, build_dictionary
from retrieval.store import durable
from retrieval.store.checksums import Soundness, seal, soundness, without_seal
from retrieval.store.keyword_index import KeywordIndex
from retrieval.store.snapshot import WordKnowledge
from retrieval.store.vector_index import VectorIndex

_WORDS = "words.json"
_VECTORS = "vectors.faiss"
_FEW = 20_000
"""Passages of a corpus whose every word is known; in a larger one a word of a single passage is a name or a slip."""
_SHARE = 10_000
"""In a larger one, passages for each of which a word has to stand in one more to be known."""


def learn_words(
    indexes: Iterable[KeywordIndex],
    encoder: TextEncoder,
    former: WordKnowledge | None,
    progress: Progress | None = None,
) -> WordKnowledge:
    """Gather the words of segments.

    Args:
        indexes: over the passages of each segment.
        encoder: the fast one.
        former: whose words' vectors need not be made again.
        progress: told how far it is.
    """
    frequencies: Counter[str] = Counter()
    passages = 0
    for index in indexes:
        frequencies.update(index.frequencies)
        passages += len(index)
    least = 1 if passages < _FEW else passages // _SHARE
    words = frozenset(word for word, count in frequencies.items() if count >= least)
    english = build_dictionary(words)
    return WordKnowledge(words, english, _vectors(english.vocabulary, encoder, former, progress))


def save_words(folder: Path, knowledge: WordKnowledge) -> None:
    """Write what is known of words; it is whole, or the folder is not there.

    Raises:
        OSError: it cannot be written.
    """
    aside = folder.with_name(f"{folder.name}.{uuid.uuid4().hex[:8]}")
    aside.mkdir(parents=True)
    english = knowledge.english
    held = {
        "words": sorted(knowledge.words - set(english.vocabulary)),
        "meanings": dict(english.meanings),
        "english": _in_order(english.words),
        "vocabulary": english.vocabulary,
    }
    try:
        (aside / _WORDS).write_text(
            json.dumps(held, ensure_ascii=False), encoding="utf-8", errors="surrogatepass"
        )
        knowledge.vectors.save(aside / _VECTORS)
        for file in (aside / _WORDS, aside / _VECTORS):
            seal(file)
            durable.sync(file)
        aside.rename(folder)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    durable.sync(folder.parent)


@lru_cache(1)
def _in_order(words: frozenset[str]) -> list[str]:
    # The English words are the same for all documents, and each build writes them.
    return sorted(words)


def load_words(folder: Path) -> WordKnowledge:
    """Read what `save_words` wrote.

    Raises:
        DamagedIndexError: it is not there, or not what was written.
    """
    for name in (_WORDS, _VECTORS):
        if soundness(folder / name) is Soundness.DAMAGED:
            raise DamagedIndexError(folder, f"{name} is not what was written")
    try:
        text = without_seal((folder / _WORDS).read_bytes()).decode(errors="surrogatepass")
        held: dict[str, Any] = json.loads(text)
        meanings = {stem: tuple(words) for stem, words in held["meanings"].items()}
        english = EnglishDictionary(meanings, frozenset(held["english"]), tuple(held["vocabulary"]))
        words = frozenset((*held["words"], *english.vocabulary))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise DamagedIndexError(folder, "the words cannot be read") from error
    vectors = VectorIndex.load(folder / _VECTORS)
    if len(vectors) != len(english.vocabulary):
        raise DamagedIndexError(folder, "the words and their vectors do not fit")
    return WordKnowledge(words, english, vectors)


def _vectors(
    vocabulary: tuple[str, ...],
    encoder: TextEncoder,
    former: WordKnowledge | None,
    progress: Progress | None,
) -> VectorIndex:
    known = {word: at for at, word in enumerate(former.english.vocabulary)} if former else {}
    vectors = np.empty((len(vocabulary), encoder.dimension), np.float32)
    old = [at for at, word in enumerate(vocabulary) if word in known]
    new = [at for at, word in enumerate(vocabulary) if word not in known]
    if former and old:
        vectors[old] = former.vectors.vectors([known[vocabulary[at]] for at in old])
    if new:
        vectors[new] = encoder.encode_passages([vocabulary[at] for at in new], progress)
    return VectorIndex.build(range(len(vocabulary)), vectors)
