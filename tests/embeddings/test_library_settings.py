"""The libraries that run models find their settings, in whatever process and by whatever module they are imported."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from embeddings.processes import WorkerProcesses

ROOT = Path(__file__).parents[2]
VARIABLES = ("ORT_DISABLE_TELEMETRY", "HF_HUB_DISABLE_TELEMETRY", "TORCHINDUCTOR_CACHE_DIR")
SET = ["1", "1", "/cache/yinju/torch"]
LIBRARIES = {"onnxruntime", "huggingface_hub", "torch", "transformers", "sentence_transformers"}
TOLD = f"""
import os, sys
from importlib import import_module

def told():
    return str([os.environ.get(each) for each in sys.argv[2:]])

class Witness:
    '''Tells what the variables are when a library is first looked for.'''

    def find_spec(self, name, path=None, target=None):
        if name in {LIBRARIES}:
            sys.exit(" ".join([name, told()]))

sys.meta_path.insert(0, Witness())
import_module(sys.argv[1])
print(told())
"""


def told(module: str, **environment: str) -> str:
    """The variables when a module was imported by a new process, or when it reached for the first library."""
    plain = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", TOLD, module, *VARIABLES],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=plain | {"XDG_CACHE_HOME": "/cache"} | environment,
        timeout=60,
        check=False,
    )
    return (done.stdout + done.stderr).strip()


def test_they_are_set_once_the_package_is_imported_which_imports_no_such_library() -> None:
    assert told("embeddings") == str(SET)


@pytest.mark.parametrize(
    "module", ["embeddings.prepared", "embeddings.encoder", "embeddings.bundled_folder_writer"]
)
def test_they_are_set_before_a_library_is_looked_for(module: str) -> None:
    library, _, variables = told(module).partition(" ")
    assert library in LIBRARIES
    assert variables == str(SET)


def test_they_are_set_in_the_processes_that_work_beside_this_one() -> None:
    with WorkerProcesses(1) as workers:
        assert list(workers.map(os.getenv, VARIABLES[:2])) == SET[:2]


def test_what_the_user_has_set_stays() -> None:
    assert told("embeddings", ORT_DISABLE_TELEMETRY="0") == str(["0", *SET[1:]])
