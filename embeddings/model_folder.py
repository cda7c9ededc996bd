"""Reads a sentence-transformers folder whose model is a BERT encoder, without torch.

Its `modules.json` must list a Transformer, a Pooling by mean or first token, and at most a Normalize; the weights must be
safetensors, the tokenizer a fast one. That covers most multilingual and Chinese models: E5, BGE, MiniLM, text2vec and what
is fine-tuned from them. Anything else is refused with the reason, and still runs through sentence-transformers.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from safetensors import SafetensorError, safe_open

from embeddings.errors import ModelUnavailableError, UnsupportedModelError
from embeddings.model_source import Activation, Architecture, Pooling, Recipe, TokenizerKind

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

_WEIGHTS, _WEIGHTS_IN_PARTS = "model.safetensors", "model.safetensors.index.json"
_TOKENIZER = "tokenizer.json"
_WORDS = "embeddings.word_embeddings.weight"
_BERT, _ROBERTAS = "bert", ("roberta", "xlm-roberta", "camembert")
_ACTIVATIONS = {
    "gelu": Activation.GELU,
    "gelu_new": Activation.GELU_TANH,
    "gelu_pytorch_tanh": Activation.GELU_TANH,
    "relu": Activation.RELU,
}
_LIMIT_UNSET = 1_000_000
"""A tokenizer without a limit gives 10^30 as its limit."""


def folder_state(folder: Path) -> str:
    """Changes when a file of the folder may have changed; reads no file."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    seen = [(str(path.relative_to(folder)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return hashlib.sha256(json.dumps(seen).encode()).hexdigest()


class FolderModel:
    """A model folder's weights, settings and tokenizer."""

    def __init__(self, folder: Path, name: str | None = None) -> None:
        """Read all but the weights.

        Args:
            folder: the model folder.
            name: how messages call the model; the folder's path if not given.

        Raises:
            UnsupportedModelError: the model has no prepared form.
            ModelUnavailableError: a file of the model is missing or broken.
        """
        self.name = name or str(folder)
        self._folder = folder
        modules = self._modules()
        self._encoder = folder / modules.encoder
        if not (self._encoder / _TOKENIZER).is_file():
            raise self._unsupported(f"it has no fast tokenizer ({_TOKENIZER})")
        config = self._json(self._encoder / "config.json")
        self.recipe = self._recipe(self._json(folder / modules.pooling / "config.json"))
        self._weight_files = self._find_weights()
        self._prefix = self._find_prefix()
        self.architecture = self._architecture(config)

    def content_hash(self) -> str:
        """SHA-256 over weights and tokenizer."""
        digest = hashlib.sha256()
        for path in (*sorted(set(self._weight_files.values())), self._encoder / _TOKENIZER):
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
        return digest.hexdigest()

    def tensor(self, name: str) -> NDArray[np.float32]:
        """One tensor by the name it has in the encoder, whatever stands before it in the file."""
        return self._read(name, slice(None))

    def word_rows(self, start: int, stop: int) -> NDArray[np.float32]:
        """Some rows of the word embeddings."""
        return self._read(_WORDS, slice(start, stop))

    def save_tokenizer(self, folder: Path) -> tuple[TokenizerKind, tuple[str, ...]]:
        """Copy the tokenizer."""
        shutil.copyfile(self._encoder / _TOKENIZER, folder / _TOKENIZER)
        return TokenizerKind.LIBRARY, (_TOKENIZER,)

    def _read(self, name: str, rows: slice) -> NDArray[np.float32]:
        stored = self._prefix + name
        if stored not in self._weight_files:
            raise self._unsupported(f"its weights have no {name!r}")
        try:
            with safe_open(self._weight_files[stored], framework="numpy") as file:
                return np.asarray(file.get_slice(stored)[rows], dtype=np.float32)
        except (SafetensorError, OSError) as error:
            raise self._broken(self._weight_files[stored], "it cannot be read") from error
        except (TypeError, AttributeError) as error:
            raise self._unsupported("its weights are kept as numbers numpy does not know") from error

    def _find_weights(self) -> dict[str, Path]:
        """Tensor names -> the file each is in."""
        parts = self._encoder / _WEIGHTS_IN_PARTS
        if parts.is_file():
            places = self._json(parts).get("weight_map", {})
            return {name: self._encoder / file for name, file in places.items()}
        path = self._encoder / _WEIGHTS
        if not path.is_file():
            raise self._unsupported(f"its weights are not in the safetensors format ({_WEIGHTS})")
        try:
            with safe_open(path, framework="numpy") as file:
                return dict.fromkeys(file.keys(), path)
        except (SafetensorError, OSError) as error:
            raise self._broken(path, "it is not a safetensors file") from error

    def _find_prefix(self) -> str:
        for name in self._weight_files:
            if name.endswith(_WORDS):
                return name.removesuffix(_WORDS)
        raise self._unsupported("its weights are not those of a BERT encoder")

    def _modules(self) -> _Modules:
        if not (self._folder / "modules.json").is_file():
            raise self._unsupported("it has no modules.json, so its pooling is unknown")
        listed = self._json(self._folder / "modules.json")
        paths = {str(module.get("type")).rpartition(".")[2]: str(module.get("path", "")) for module in listed}
        extra = set(paths) - {"Transformer", "Pooling", "Normalize"}
        if extra:
            raise self._unsupported(f"its part {min(extra)} has no prepared form")
        if not {"Transformer", "Pooling"} <= set(paths):
            raise self._unsupported("it is not a Transformer with a Pooling")
        return _Modules(paths["Transformer"], paths["Pooling"])

    def _recipe(self, pooling: dict[str, Any]) -> Recipe:
        path = self._folder / "config_sentence_transformers.json"
        settings = self._json(path) if path.is_file() else {}
        # As sentence-transformers does: without a prompt of just this name there is none.
        prompts = settings.get("prompts", {})
        recipe = Recipe(
            pooling=self._pooling(pooling),
            question_prompt=prompts.get("query") or "",
            passage_prompt=prompts.get("document") or "",
            lower_case=bool(self._limits().get("do_lower_case", False)),
        )
        if not pooling.get("include_prompt", True) and (recipe.question_prompt or recipe.passage_prompt):
            raise self._unsupported("it leaves its prompts out of the pooling")
        return recipe

    def _pooling(self, settings: dict[str, Any]) -> Pooling:
        # Older folders have a flag for each mode, newer ones the mode's name.
        old = [name for name, on in settings.items() if name.startswith("pooling_mode_") and on is True]
        modes = {"pooling_mode_mean_tokens": Pooling.MEAN, "pooling_mode_cls_token": Pooling.FIRST}
        mode = settings.get("pooling_mode", "mean")
        if len(old) == 1 and old[0] in modes:
            return modes[old[0]]
        if old or mode not in set(Pooling):
            raise self._unsupported(f"its pooling {'+'.join(old) or mode} is neither mean nor cls")
        return Pooling(mode)

    def _limits(self) -> dict[str, Any]:
        path = self._encoder / "sentence_bert_config.json"
        found: dict[str, Any] = self._json(path) if path.is_file() else {}
        return found

    def _architecture(self, config: dict[str, Any]) -> Architecture:
        kind = config.get("model_type")
        if kind != _BERT and kind not in _ROBERTAS:
            raise self._unsupported(f"its architecture {kind!r} is not BERT's")
        if config.get("position_embedding_type", "absolute") != "absolute" or config.get("is_decoder"):
            raise self._unsupported("its attention is not plain BERT's")
        if config.get("hidden_act", "gelu") not in _ACTIVATIONS:
            raise self._unsupported(f"its activation {config['hidden_act']!r} is not known here")
        first = 0 if kind == _BERT else int(config.get("pad_token_id", 1)) + 1
        try:
            return Architecture(
                hidden=config["hidden_size"],
                layers=config["num_hidden_layers"],
                heads=config["num_attention_heads"],
                feed_forward=config["intermediate_size"],
                vocabulary=config["vocab_size"],
                layer_norm_epsilon=config.get("layer_norm_eps", 1e-12),
                activation=_ACTIVATIONS[config.get("hidden_act", "gelu")],
                max_tokens=self._max_tokens(config["max_position_embeddings"] - first),
                first_position=first,
            )
        except KeyError as error:
            raise self._broken(self._encoder / "config.json", f"it has no {error}") from error

    def _max_tokens(self, positions: int) -> int:
        path = self._encoder / "tokenizer_config.json"
        tokenizer = self._json(path) if path.is_file() else {}
        limits = (self._limits().get("max_seq_length"), tokenizer.get("model_max_length"))
        return min(positions, *(int(limit) for limit in (*limits, _LIMIT_UNSET) if limit))

    def _json(self, path: Path) -> Any:  # noqa: ANN401 - what a JSON file holds is known to the caller only
        try:
            return json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise self._broken(path, "it is missing or is not JSON") from error

    def _unsupported(self, obstacle: str) -> UnsupportedModelError:
        return UnsupportedModelError(self.name, obstacle)

    def _broken(self, path: Path, damage: str) -> ModelUnavailableError:
        return ModelUnavailableError(self.name, f"{path.name}: {damage}", "download or save the model again")


@dataclass(frozen=True, slots=True)
class _Modules:
    encoder: str
    pooling: str
