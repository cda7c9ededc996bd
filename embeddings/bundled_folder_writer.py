"""Writes the bundled model's folder through sentence-transformers; a program that `bundled_folder` runs in a process of its own.

A transformers `BertModel` is filled from the weight file and wrapped, with its tokenizer, in sentence-transformers'
modules, which save it in the ecosystem's format. That takes torch: seconds, and hundreds of MB that go with the process.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors import SafetensorError
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from embeddings.bundled_folder import CANNOT_WRITE
from embeddings.bundled_tokenizer import build_tokenizer
from embeddings.bundled_weights import bundled_weights
from embeddings.errors import in_words

if TYPE_CHECKING:
    from embeddings.weight_file import WeightFile

_PROMPTS = {"query": "query: ", "document": "passage: "}
"""What the model was trained with (https://huggingface.co/intfloat/multilingual-e5-small)."""
_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "attention.output.LayerNorm": "aln",
    "intermediate.dense": "fi",
    "output.dense": "fo",
    "output.LayerNorm": "oln",
}
"""transformers' names of a layer's parts -> the weight file's."""
_TABLES = {"word_embeddings": "word", "position_embeddings": "pos", "token_type_embeddings": "type"}
_POOLER = "pooler."


def write(folder: Path) -> None:
    """Write the folder.

    Raises:
        OSError, SafetensorError: it cannot be written.
    """
    weights = bundled_weights()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".transformers-", dir=folder) as plain:
        # sentence-transformers wraps what transformers has saved, never a model in memory.
        _encoder(weights).save_pretrained(plain)
        _tokenizer(weights).save_pretrained(plain)
        encoder = Transformer(plain)
    model = SentenceTransformer(
        modules=[encoder, Pooling(weights.header.hidden, "mean"), Normalize()],
        prompts=dict(_PROMPTS),
        similarity_fn_name="cosine",
        device="cpu",
    )
    model.save_pretrained(str(folder), create_model_card=False)


def _encoder(weights: WeightFile) -> BertModel:
    sizes = weights.header
    # On no device, because its first, random weights are never used.
    with torch.device("meta"):
        model = BertModel(
            BertConfig(
                hidden_size=sizes.hidden,
                num_hidden_layers=sizes.layers,
                num_attention_heads=sizes.heads,
                intermediate_size=sizes.feed_forward,
                hidden_act="gelu",
                vocab_size=sizes.vocabulary,
                max_position_embeddings=sizes.positions,
                type_vocab_size=sizes.token_types,
                layer_norm_eps=sizes.layer_norm_epsilon,
                pad_token_id=weights.pieces.padding,
            )
        )
    shapes = {name: tuple(tensor.shape) for name, tensor in model.state_dict().items()}
    model.load_state_dict(
        {name: _tensor(weights, name, shape) for name, shape in shapes.items()}, assign=True
    )
    return model


def _tensor(weights: WeightFile, name: str, shape: tuple[int, ...]) -> torch.Tensor:
    if name.startswith(_POOLER):
        # transformers' BertModel has a pooler that mean pooling never uses; without it, loading would report it missing.
        return torch.zeros(shape)
    return torch.from_numpy(weights.tensor(_stored_name(name), shape))


def _stored_name(name: str) -> str:
    """`encoder.layer.3.output.dense.bias` -> `l3.fo.b`."""
    part, _, kind = name.rpartition(".")
    if part.startswith("encoder.layer."):
        layer, _, rest = part.removeprefix("encoder.layer.").partition(".")
        return f"l{layer}.{_PARTS[rest]}.{kind[0]}"
    table = part.removeprefix("embeddings.")
    return f"emb.{_TABLES[table]}" if table in _TABLES else f"emb.ln.{kind[0]}"


def _tokenizer(weights: WeightFile) -> PreTrainedTokenizerFast:
    pieces = weights.pieces
    beginning, end = pieces.pieces[pieces.beginning], pieces.pieces[pieces.end]
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=build_tokenizer(pieces),
        model_max_length=weights.header.positions,
        # A text that spells a mark such as </s> is text.
        split_special_tokens=True,
        bos_token=beginning,
        eos_token=end,
        cls_token=beginning,
        sep_token=end,
        pad_token=pieces.pieces[pieces.padding],
        unk_token=pieces.pieces[pieces.unknown],
    )


def _main() -> int:
    try:
        write(Path(sys.argv[1]))
    except (OSError, SafetensorError) as error:
        print(in_words(error), file=sys.stderr)
        return CANNOT_WRITE
    return 0


if __name__ == "__main__":
    sys.exit(_main())
