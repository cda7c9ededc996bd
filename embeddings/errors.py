"""What can go wrong in this package; every error carries its facts and words its own sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

Kind = TypeVar("Kind", bound=Exception)


def in_words(error: BaseException) -> str:
    """Why the operating system refused, without its number and without the file, which the sentence names.

    >>> in_words(PermissionError(13, "Permission denied", "/etc/shadow"))
    'Permission denied'
    """
    return getattr(error, "strerror", None) or str(error) or "no reason is given"


class EmbeddingsError(Exception):
    """Root of the package's errors; its text is one sentence that can be shown to whoever runs the program."""

    def __reduce__(self) -> tuple[Callable[..., Exception], tuple[object, ...]]:
        """Errors come back from other processes."""
        return restored, (type(self), str(self), self.__dict__)


def restored(kind: type[Kind], text: str, facts: Mapping[str, Any]) -> Kind:
    """An error as it was; `pickle` alone would hand its text to a constructor that asks for facts."""
    error = kind.__new__(kind, text)
    error.__dict__.update(facts)
    return error


class ModelUnavailableError(EmbeddingsError):
    """The model named in the settings cannot be had."""

    def __init__(self, model: str, reason: str, advice: str) -> None:
        super().__init__(f"The embedding model {model!r} cannot be loaded ({reason}): {advice}.")
        self.model = model
        self.reason = reason
        self.advice = advice


class UnsupportedModelError(EmbeddingsError):
    """A model that runs, but that has no prepared form here."""

    def __init__(self, model: str, obstacle: str) -> None:
        super().__init__(
            f"The embedding model {model!r} cannot be prepared: {obstacle}; "
            "it can still be used without being prepared."
        )
        self.model = model
        self.obstacle = obstacle


class DamagedFileError(EmbeddingsError):
    """A file that does not hold what it should."""

    def __init__(self, path: Path, damage: str) -> None:
        super().__init__(f"The file {str(path)!r} is damaged: {damage}.")
        self.path = path
        self.damage = damage


class CacheFolderError(EmbeddingsError):
    """The folder for prepared models cannot be written: read-only, full, or not a folder."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The folder for prepared models {str(folder)!r} cannot be written ({reason}): "
            "free about 1.2 GB there or set another cache folder."
        )
        self.folder = folder
        self.reason = reason


class WorkerLostError(EmbeddingsError):
    """A process that was working for this one is gone."""

    def __init__(self) -> None:
        super().__init__(
            "A process that was at work was ended from outside, perhaps for want of memory; what it had made is kept."
        )
