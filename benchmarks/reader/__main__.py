"""`make reader`: written questions and CMRC 2018 dev -> the reading model, written to `embeddings/reader.onnx`.

Takes as long as it is told to; a training that was stopped goes on where it was. The documents are the reports and general
documents of the shared folder, and manuals from Debian packages (`python -m benchmarks.reader.manuals`).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import torch
from rich.console import Console

from benchmarks.all_reports.opened import models
from benchmarks.quality.corpora import MANUALS, OWN
from benchmarks.quality.sets import TRAINING
from benchmarks.reader.examples import examples
from benchmarks.reader.export import export
from benchmarks.reader.exported import read_weights
from benchmarks.reader.network import Network
from benchmarks.reader.questions import (
    Documents,
    encyclopedia,
    near_misses,
    read_passages,
    written,
)
from benchmarks.reader.training import Lessons, train
from bot.config import load_settings
from bot.wiring import encoder_settings
from embeddings.cache_folder import models_folder
from embeddings.passage_reader import WEIGHTS
from embeddings.unigram import UnigramTokenizer
from retrieval.language.other_things import shipped_things

_REPOSITORY = Path(__file__).resolve().parents[2]
_SEED = 0
_OF_ENCYCLOPEDIA = 0.35
"""Share of CMRC's own questions in a pass through the data: they are longer and plainer than what people type."""
_OF_NEAR_MISSES = 0.35
"""The same of the near misses that are made of written questions: some of them are answered all the same."""
_MOST_PIECES = 512


def main(given: Sequence[str] | None = None) -> int:
    """Train and export."""
    arguments = _arguments(given)
    tell = partial(Console(stderr=True, highlight=False).print, markup=False, soft_wrap=True)
    torch.set_num_threads(arguments.threads)
    corpus = arguments.shared / "corpus"
    public = arguments.shared / "eval" / "retrieval" / "cmrc2018-dev"
    passages = read_passages(public)
    documents = Documents([corpus / "reports", corpus / "general-more", OWN, arguments.manuals], passages)
    asked = list(written(documents))
    misses = list(near_misses(documents, shipped_things(), _SEED))
    public_ones = list(encyclopedia(passages, public, _SEED))
    tell(
        f"{len(asked)} written questions, {len(misses)} near misses made of them, "
        f"{len(public_ones)} of CMRC 2018 dev"
    )
    models(encoder_settings(load_settings()))
    data = examples([*asked, *misses, *public_ones], _tokenizer(), _SEED)
    shares = [
        *(1.0 for _ in asked),
        *(_OF_NEAR_MISSES for _ in misses),
        *(_OF_ENCYCLOPEDIA for _ in public_ones),
    ]
    arguments.state.parent.mkdir(parents=True, exist_ok=True)
    network = Network()
    begun = arguments.begin_with.read_bytes() if arguments.begin_with else b""
    if arguments.begin_with:
        read_weights(arguments.begin_with, network)
    train(network, Lessons(data, shares), arguments.minutes * 60, arguments.state, tell, _SEED)
    digests = {
        file.stem: hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(TRAINING.glob("*.jsonl"))
    }
    began = hashlib.sha256(begun).hexdigest() if begun else ""
    trained_on = {"seed": _SEED, "began_with": began, "minutes": arguments.minutes, "sets": digests}
    export(network, arguments.output, trained_on)
    tell(f"written to {arguments.output}")
    return 0


def _tokenizer() -> UnigramTokenizer:
    """That of the bundled model, which was prepared when the encoders were opened."""
    folder = next(
        each for each in sorted(models_folder(None).glob("bundled-*")) if (each / "unigram.json").exists()
    )
    return UnigramTokenizer(folder, _MOST_PIECES)


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reader", description=__doc__)
    parser.add_argument("--shared", type=Path, default=_REPOSITORY.parent / "shared", metavar="DIR")
    parser.add_argument("--manuals", type=Path, default=MANUALS, metavar="DIR")
    parser.add_argument("--state", type=Path, default=_REPOSITORY / "var" / "reader.pt", metavar="FILE")
    parser.add_argument(
        "--begin-with",
        type=Path,
        metavar="FILE",
        help="a trained reading model; without it: the bundled model",
    )
    parser.add_argument("--minutes", type=float, default=180.0, help="of training, former runs included")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--output", type=Path, default=WEIGHTS, metavar="FILE")
    return parser.parse_args(given)


if __name__ == "__main__":
    sys.exit(main())
