"""What stops the quality gate."""

from __future__ import annotations

from pathlib import Path


class QualityError(Exception):
    """Root of what can go wrong while measuring quality."""


class UncheckedInputError(QualityError):
    """Nothing says how to check the answer to a typed input."""

    def __init__(self, line: str, expected: str) -> None:
        super().__init__(
            f"Typed input {line} expects {expected!r}, and no check says how to tell whether it is so."
        )


class NoDocumentError(QualityError):
    """A question set names a document that is not there."""

    def __init__(self, name: str) -> None:
        super().__init__(f"A question is asked of {name} alone, and there is no such document.")


class NoCorpusError(QualityError):
    """The documents of a question set are not on this machine."""

    def __init__(self, folder: Path) -> None:
        super().__init__(f"There are no documents in {folder}.")


class FloorsError(QualityError):
    """The file of floors cannot be used."""

    def __init__(self, file: Path, reason: str) -> None:
        super().__init__(f"The floors in {file} cannot be used: {reason}.")


class UnknownSetError(QualityError):
    """A question set was named that there is not."""

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no question set {name}.")
