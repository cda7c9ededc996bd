"""The tables of an index in Milvus: how they are made, filled and asked. The only user of pymilvus.

    yinju_passages            id (the passage's), document, terms -> weights by Milvus's own BM25
    yinju_sentences_MODEL     id (the sentence's), document, vector of the fast model
    …_documents               of each document with rows in the table before, the version that is there whole

MODEL is short for the fast encoder's fingerprint.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from string import hexdigits
from typing import Any

from grpc import RpcError
from pymilvus import DataType, Function, FunctionType, MilvusClient, MilvusException
from pymilvus.milvus_client.index import IndexParams
from pymilvus.orm.schema import CollectionSchema

from embeddings.types import TextEncoder
from retrieval.errors import MilvusError
from retrieval.store.keyword_index import LENGTH_PENALTY, SATURATION
from retrieval.types import DocumentId

_OPEN_SECONDS = 10.0
_ROWS_AT_ONCE = 1000
"""Of an insert: two megabytes of vectors; Milvus takes 64 megabytes."""
_MOST_HITS = 16_384
"""What Milvus gives back at most."""
MOST_LETTERS = 65_535
"""Of a text in Milvus: 5,957 terms; the longest paragraph of the reports has 1,300."""
_ID_LETTERS = 16
"""Of an id of a document or a passage, hexadecimal."""
_BASE = 16
_LOGGERS = ("pymilvus", "milvus_lite", "grpc")


class Connection:
    """A Milvus that answers."""

    def __init__(self, address: str, ask_seconds: float) -> None:
        """Reach it.

        Args:
            address: see `milvus.index.open_milvus`.
            ask_seconds: how long a search may take.

        Raises:
            MilvusError: it cannot be reached.
        """
        for name in _LOGGERS:  # what they say of a failure, traceback and all, is said in one sentence here
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self.address = re.sub(r"//[^/@]*@", "//", address)
        """Without a password."""
        self.ask_seconds = ask_seconds
        with self.errors():
            self.client = MilvusClient(address, timeout=_OPEN_SECONDS)

    def close(self) -> None:
        """Let go of it, and of the file of milvus-lite."""
        self.client.close()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Say what goes wrong in the words of this package."""
        try:
            yield
        except (MilvusException, OSError) as error:
            reason = " ".join(str(getattr(error, "message", "") or error).split())
            raise MilvusError(self.address, reason) from error
        except RpcError as error:  # what pymilvus does not convert, such as an answer that takes too long
            raise MilvusError(self.address, error.code().name) from error


class Table:
    """Rows of documents, and which documents are there whole."""

    def __init__(self, connection: Connection, name: str) -> None:
        self._client = connection.client
        self._errors = connection.errors
        self._ask_seconds = connection.ask_seconds
        self._name = name
        self._marks = f"{name}_documents"
        self._marked: set[DocumentId] = set()

    def create(self, schema: CollectionSchema, indexes: IndexParams) -> None:
        """Make what is not there yet."""
        marks = self._client.create_schema()
        marks.add_field("document", DataType.VARCHAR, max_length=_ID_LETTERS, is_primary=True)
        marks.add_field("version", DataType.VARCHAR, max_length=128)
        marks.add_field("unused", DataType.FLOAT_VECTOR, dim=2)  # Milvus wants a vector in each collection
        of_marks = self._client.prepare_index_params()
        of_marks.add_index("unused", index_type="FLAT", metric_type="L2")
        schema.add_field("document", DataType.VARCHAR, max_length=_ID_LETTERS)
        indexes.add_index("document", index_type="INVERTED")
        with self._errors():
            for name, kind, own in ((self._name, schema, indexes), (self._marks, marks, of_marks)):
                if not self._client.has_collection(name):
                    self._client.create_collection(name, schema=kind, index_params=own)
                self._client.load_collection(name)

    def versions(self) -> Mapping[DocumentId, str]:
        """See `Mirror`."""
        with self._errors():
            found = dict(self._marks_of(""))
        self._marked = set(found)
        return found

    def _marks_of(self, prefix: str) -> Iterator[tuple[DocumentId, str]]:
        """The marks of the documents whose ids begin so; more than Milvus gives at once are asked for in parts."""
        rows = self._client.query(
            self._marks,
            filter=f'document like "{prefix}%"',
            output_fields=["document", "version"],
            limit=_MOST_HITS,
            consistency_level="Strong",
        )
        if len(rows) < _MOST_HITS:
            yield from ((DocumentId(row["document"]), row["version"]) for row in rows)
        else:
            for digit in hexdigits[:_BASE]:
                yield from self._marks_of(prefix + digit)

    def replace(self, documents: Mapping[DocumentId, str], rows: Sequence[dict[str, Any]]) -> None:
        """Hold these rows of these documents, given with their versions, instead of any others."""
        begun = [key for key in documents if key in self._marked]
        with self._errors():
            self._mark(dict.fromkeys(documents, ""))
            if begun:
                self._client.delete(self._name, filter=f"document in {json.dumps(begun)}")
            for start in range(0, len(rows), _ROWS_AT_ONCE):
                self._client.insert(self._name, list(rows[start : start + _ROWS_AT_ONCE]))
            self._mark(documents)

    def remove(self, documents: Sequence[DocumentId]) -> None:
        """See `Mirror`. The marks go last: a stop in between leaves no row that nobody knows of."""
        with self._errors():
            for name in (self._name, self._marks):
                self._client.delete(name, filter=f"document in {json.dumps(list(documents))}")

    def settle(self) -> None:
        """See `Mirror`."""
        with self._errors():
            for name in (self._name, self._marks):
                self._client.flush(name)

    def ask(
        self, field: str, asked: Sequence[Any], limit: int, condition: str
    ) -> list[list[tuple[Any, DocumentId, float]]]:
        """For each question the ids, documents and distances of the rows that are nearest."""
        with self._errors():
            found = self._client.search(
                self._name,
                data=list(asked),
                anns_field=field,
                limit=min(limit, _MOST_HITS),
                filter=condition,
                output_fields=["document"],
                timeout=self._ask_seconds,
            )
        return [
            [(hit["id"], DocumentId(hit["entity"]["document"]), float(hit["distance"])) for hit in hits]
            for hits in found
        ]

    def _mark(self, documents: Mapping[DocumentId, str]) -> None:
        marks = [
            {"document": key, "version": version, "unused": [0.0, 0.0]} for key, version in documents.items()
        ]
        self._client.upsert(self._marks, marks)


class PassageTable(Table):
    """Where passages are found by BM25."""

    def __init__(self, connection: Connection) -> None:
        """Open the table, which is made if it is not there."""
        super().__init__(connection, "yinju_passages")
        schema = self._client.create_schema()
        schema.add_field("id", DataType.VARCHAR, max_length=_ID_LETTERS, is_primary=True)
        schema.add_field(
            "terms",
            DataType.VARCHAR,
            max_length=MOST_LETTERS,
            enable_analyzer=True,
            analyzer_params={"tokenizer": "standard"},
        )
        schema.add_field("weights", DataType.SPARSE_FLOAT_VECTOR)
        schema.add_function(Function("bm25", FunctionType.BM25, ["terms"], ["weights"]))
        indexes = self._client.prepare_index_params()
        own = {"bm25_k1": SATURATION, "bm25_b": LENGTH_PENALTY}
        # pymilvus 3.0 puts what is in `params` beside the rest, and milvus-lite 3.2 reads it only inside of `params`.
        indexes.add_index(
            "weights", index_type="SPARSE_INVERTED_INDEX", metric_type="BM25", params={"params": own, **own}
        )
        self.create(schema, indexes)


class SentenceTable(Table):
    """Where sentences are found by their vectors."""

    def __init__(self, connection: Connection, encoder: TextEncoder) -> None:
        """Open the table of a fast model, which is made if it is not there."""
        model = hashlib.sha256(encoder.fingerprint.encode()).hexdigest()[:12]
        super().__init__(connection, f"yinju_sentences_{model}")
        schema = self._client.create_schema()
        schema.add_field("id", DataType.INT64, is_primary=True)
        schema.add_field("vector", DataType.FLOAT_VECTOR, dim=encoder.dimension)
        indexes = self._client.prepare_index_params()
        indexes.add_index("vector", index_type="AUTOINDEX", metric_type="COSINE")
        self.create(schema, indexes)
