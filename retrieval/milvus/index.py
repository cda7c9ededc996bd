"""All passages and sentences, looked up in Milvus, which several machines share; and what fills it.

Documents are cut into terms here, as for the files of this machine, and a term is sent as a word of ten letters and
digits that stands for it: whatever analyzer a version of Milvus has (https://milvus.io/docs/standard-tokenizer.md) leaves
such words whole, so both indexes mean the same by a term. Its own jieba would know neither our dictionary nor our stop
words, and would cut figures apart.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

import numpy as np

from embeddings.types import TextEncoder
from retrieval.milvus.mirroring import PassageRows, SentenceRows
from retrieval.milvus.tables import MOST_LETTERS, Connection, PassageTable, SentenceTable
from retrieval.search.whole_index import PassageHit, SentenceHit
from retrieval.store.keyword_index import SATURATION
from retrieval.types import DocumentId, Meaning, PassageId, SentenceId

_ASK_SECONDS = 2.0
"""A question waits no longer; it is then asked of this machine's files."""
_CODE_BYTES = 5
_FACTOR = SATURATION + 1
"""By which Milvus's BM25 is greater than Lucene's; and milvus-lite gives it negated."""
_Passage = tuple[PassageId, DocumentId]


class MilvusPassages(PassageTable):
    """A `PassageIndex`, and the `Mirror` that fills it. Safe to call from several threads."""

    def put(self, documents: Sequence[PassageRows]) -> None:
        """See `Mirror`."""
        rows = [
            {"id": key, "document": each.document, "terms": _coded(terms)[:MOST_LETTERS]}
            for each in documents
            for key, terms in zip(each.ids, each.terms, strict=True)
        ]
        self.replace({each.document: each.version for each in documents}, rows)

    def search(
        self,
        terms: Sequence[str],
        meanings: Sequence[Sequence[Meaning]],
        limit: int,
        among: AbstractSet[DocumentId] | None = None,
    ) -> list[PassageHit]:
        """See `PassageIndex`."""
        texts = [_coded(list(dict.fromkeys(terms))), *(_coded([each.word]) for each in chain(*meanings))]
        if not any(texts) or not limit or not _may_be(among):
            return []
        told = self._scores(texts, limit, _condition(among))
        if meanings:
            # A passage may be among the best for one word and not for another: what each says of all is asked.
            found = sorted({key for scores in told for key in scores})
            told = self._scores(texts, len(found), f"id in {json.dumps([key for key, _ in found])}")
        total, others = told[0], iter(told[1:])
        for group in meanings:
            best: dict[_Passage, float] = {}
            for each, scores in zip(group, others, strict=False):
                for key, score in scores.items():
                    best[key] = max(best.get(key, 0.0), each.weight * score)
            for key, score in best.items():
                total[key] = total.get(key, 0.0) + score
        hits = (PassageHit(key, document, score) for (key, document), score in total.items() if score > 0)
        return sorted(hits, key=lambda hit: (-hit.score, hit.passage))[:limit]

    def _scores(self, texts: Sequence[str], limit: int, condition: str) -> list[dict[_Passage, float]]:
        """For each text what the passages that have a word of it are worth; nothing for an empty one."""
        asked = [text for text in texts if text]
        found = iter(self.ask("weights", asked, limit, condition) if asked and limit else ())
        return [
            {
                (PassageId(key), document): abs(distance) / _FACTOR
                for key, document, distance in next(found, ())
            }
            if text
            else {}
            for text in texts
        ]


class MilvusSentences(SentenceTable):
    """A `SentenceIndex`, and the `Mirror` that fills it. Safe to call from several threads."""

    def put(self, documents: Sequence[SentenceRows]) -> None:
        """See `Mirror`."""
        rows = [
            {"id": key, "document": each.document, "vector": vector}
            for each in documents
            for key, vector in zip(each.ids, each.vectors.tolist(), strict=True)
        ]
        self.replace({each.document: each.version for each in documents}, rows)

    def search(
        self, vector: np.ndarray, limit: int, among: AbstractSet[DocumentId] | None = None
    ) -> list[SentenceHit]:
        """See `SentenceIndex`."""
        if not limit or not _may_be(among):
            return []
        [found] = self.ask("vector", [vector.tolist()], limit, _condition(among))
        hits = (
            SentenceHit(SentenceId(key), document, min(1.0, max(-1.0, cosine)))
            for key, document, cosine in found
        )
        return sorted(hits, key=lambda hit: (-hit.score, hit.sentence))


@dataclass(frozen=True, slots=True)
class Milvus:
    """The two tables of an index."""

    passages: MilvusPassages
    sentences: MilvusSentences
    close: Callable[[], None]
    """Let go of the connection, and of the file of milvus-lite."""


def open_milvus(address: str, encoder: TextEncoder, ask_seconds: float = _ASK_SECONDS) -> Milvus:
    """Reach a Milvus, and make the tables that are not there.

    Args:
        address: of a server, http://host:19530, or of one of its databases, http://host:19530/name; or a file ending
            in .db, which the package milvus-lite keeps on this machine, for one process at a time.
        encoder: the fast one.
        ask_seconds: how long a search may take.

    Raises:
        MilvusError: it cannot be reached.
    """
    connection = Connection(address, ask_seconds)
    return Milvus(MilvusPassages(connection), MilvusSentences(connection, encoder), connection.close)


def _coded(terms: Sequence[str]) -> str:
    return " ".join(_code(term) for term in terms if term)


@lru_cache(200_000)
def _code(term: str) -> str:
    return hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=_CODE_BYTES).hexdigest()


def _may_be(among: AbstractSet[DocumentId] | None) -> bool:
    return among is None or bool(among)


def _condition(among: AbstractSet[DocumentId] | None) -> str:
    return f"document in {json.dumps(sorted(among))}" if among else ""
