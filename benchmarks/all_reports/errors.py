"""What keeps a benchmark from measuring."""

from __future__ import annotations

from pathlib import Path


class BenchmarkError(Exception):
    """A benchmark cannot go on; the text says why."""


class NoIndexError(BenchmarkError):
    """There is no index of all reports."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There is no index in {folder}: run `build` first, or give one with --index.")


class NoAnswerError(BenchmarkError):
    """The indexing came to its end, and the question is not answered."""

    def __init__(self, question: str, said: str) -> None:
        super().__init__(f"{question!r} is not answered from the new index: {said}")


class IndexingError(BenchmarkError):
    """`yinju index` failed."""

    def __init__(self, status: int, said: str) -> None:
        super().__init__(f"`yinju index` ended with status {status}: {said.strip()[-500:]}")


class TooFewError(BenchmarkError):
    """There is too little of something to measure with."""

    def __init__(self, what: str) -> None:
        super().__init__(f"There are too few {what}.")
