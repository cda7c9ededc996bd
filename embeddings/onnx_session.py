"""Opens graphs with ONNX Runtime, on the processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import onnxruntime

from embeddings.errors import DamagedFileError

if TYPE_CHECKING:
    from pathlib import Path

_ERRORS_ONLY = 3


def open_session(path: Path, threads: int) -> onnxruntime.InferenceSession:
    """Open a graph.

    Args:
        path: of the graph.
        threads: for one call.

    Raises:
        DamagedFileError: ONNX Runtime cannot read the graph.
    """
    options = onnxruntime.SessionOptions()
    # With one thread nothing waits for another process to leave a core; several are somebody's explicit choice.
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    # The arena keeps the memory of the longest text ever seen.
    options.enable_cpu_mem_arena = False
    try:
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    except (RuntimeError, ValueError) as error:
        raise DamagedFileError(path, "ONNX Runtime cannot read it") from error
