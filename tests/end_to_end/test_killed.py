"""Power cuts: whenever `yinju index` is killed, the last whole state answers, and the next run finishes the work."""

from __future__ import annotations

import json
import random
import time

import numpy as np
import pytest

from embeddings import EncoderSettings, open_encoders
from retrieval.search.opened_index import open_index
from retrieval.store.index_store import IndexStore
from retrieval.types import EVERYBODY
from tests.end_to_end.killing import ChangingCorpus, Reader, run_and_kill
from tests.end_to_end.programs import Home


@pytest.mark.parametrize(
    ("kills", "reports", "seed"),
    [
        pytest.param(4, 8, 5, id="a few"),
        pytest.param(
            50, 300, 50, id="fifty", marks=[pytest.mark.soak, pytest.mark.timeout(3600, func_only=True)]
        ),
    ],
)
def test_killed_at_random_moments(empty_home: Home, kills: int, reports: int, seed: int) -> None:
    random_ = random.Random(seed)
    corpus = ChangingCorpus(empty_home.folder / "corpus", reports, seed)
    store = IndexStore(empty_home.index)
    begun = time.monotonic()
    assert empty_home.run("index", "--corpus", corpus.folder, "--keywords-only").status == 0
    whole = time.monotonic() - begun
    reader = Reader(store, corpus)
    assert reader.read() == 0
    reader.start()
    killed = 0
    while killed < kills:
        corpus.change()
        # Half of them while keywords are made, the others while vectors are.
        seconds = random_.uniform(0.0, whole if random_.random() < 0.5 else 3 * whole)
        killed += run_and_kill(empty_home, corpus, seconds, alone=random_.random() < 0.3)
    reader.stop()
    assert reader.seen == sorted(reader.seen)
    assert_the_next_run_finishes(empty_home, corpus, reader)


def assert_the_next_run_finishes(home: Home, corpus: ChangingCorpus, reader: Reader) -> None:
    done = home.run("index", "--corpus", corpus.folder)
    assert done.status == 0, done.errors
    assert json.loads(done.lines[-1])["documents"] == len(corpus.versions[-1])
    assert reader.read() == len(corpus.versions) - 1
    again = home.run("index", "--corpus", corpus.folder)
    assert again.json | {"seconds": 0.0} == done.json | {
        "seconds": 0.0,
        "added": 0,
        "updated": 0,
        "removed": 0,
        "unchanged": done.json["documents"],
    }
    assert_nothing_is_left_behind(IndexStore(home.index))
    assert_all_vectors_are_right(IndexStore(home.index))
    file = corpus.folder / corpus.newest
    number = int(file.stem.rpartition("-")[2])
    asked = home.run("ask", "--json", f"{number}号茶叶工程第3期完成投资多少万元")
    assert asked.json["citations"][0]["file"] == file.name


def assert_nothing_is_left_behind(store: IndexStore) -> None:
    """Only what the state in use and the one before it need."""
    manifests = store.manifests()
    segments = {each.name for manifest in manifests for each in manifest.segments}
    assert {path.name for path in store.segments.iterdir()} == segments
    assert {path.name for path in store.words.iterdir()} == {manifest.words for manifest in manifests}
    assert {path.name.split(".")[0] for path in store.vectors.glob("*.faiss")} <= segments
    known = {"CURRENT", "FORMER", "sources.json", "filling.json", "lock", "filling.lock", "claim.lock"}
    assert {path.name for path in store.folder.iterdir() if path.is_file()} <= known


def assert_all_vectors_are_right(store: IndexStore) -> None:
    encoders = open_encoders(EncoderSettings())
    collection = open_index(store, encoders).seen_by(EVERYBODY)
    whole = collection.select(document.id for document in collection.documents)
    sample = random.Random(7).sample(range(len(whole)), 100)
    texts = [whole.entry(at).text for at in sample]
    for is_fast, encoder in ((False, encoders.accurate), (True, encoders.fast)):
        (question,) = encoder.encode_questions(["茶叶工程完成投资多少"])
        found = whole.cosines(question, encoder, is_fast=is_fast)
        assert not np.isnan(found).any()
        assert np.abs(found[sample] - encoder.encode_passages(texts) @ question).max() < 0.01
