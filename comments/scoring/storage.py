"""How a network is kept small in a safetensors file: 4-bit embeddings, 8-bit matrices, the rest fp16.

Word embeddings come from a 4-bit file and are never trained, so they are stored in the same blocks
of 32 without any loss: a nibble q and a scale d a block stand for (q - 8) * d. Trained matrices are
stored by rows of int8 with one fp32 scale a row.
"""

from __future__ import annotations

from collections.abc import Mapping

import torch
from torch import Tensor

EMBEDDINGS = "encoder.embeddings.word_embeddings.weight"
BLOCK = 32


def pack(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors to save for a network's state. Raises ValueError if embeddings are not 4-bit."""
    packed: dict[str, Tensor] = {}
    for name, value in state.items():
        if name == EMBEDDINGS:
            packed |= {f"{name}.{k}": v for k, v in _to_nibbles(value).items()}
        elif value.ndim == 2 and name.startswith("encoder.encoder."):
            scale = value.abs().amax(dim=1, keepdim=True).clamp(min=1e-12) / 127
            packed[f"{name}.int8"] = (value / scale).round().to(torch.int8)
            packed[f"{name}.scale"] = scale.squeeze(1)
        elif value.is_floating_point():
            packed[name] = value.half() if name.startswith("encoder.") else value.float()
    return {name: value.contiguous() for name, value in packed.items()}


def unpack(packed: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The fp32 state that `pack` was given, up to its rounding."""
    rows = torch.arange(len(packed[f"{EMBEDDINGS}.nibbles"]))
    return unpack_body(packed) | {EMBEDDINGS: embed(packed, rows)}


def embed(packed: Mapping[str, Tensor], ids: Tensor) -> Tensor:
    """Word embeddings of token ids, shape (tokens, columns), fp32, out of their 4 bits."""
    return _from_nibbles(packed[f"{EMBEDDINGS}.nibbles"][ids], packed[f"{EMBEDDINGS}.scale"][ids])


def unpack_body(packed: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The fp32 state without the word embeddings, which are most of it."""
    return {name: unpack_one(packed, name) for name in body_names(packed)}


def body_names(packed: Mapping[str, Tensor]) -> list[str]:
    """Names of the tensors of the fp32 state, without the word embeddings."""
    return [
        name.removesuffix(".int8")
        for name in packed
        if not name.startswith(EMBEDDINGS) and not name.endswith(".scale")
    ]


def unpack_one(packed: Mapping[str, Tensor], name: str) -> Tensor:
    """One tensor of the fp32 state, so that not all need be in memory at once. Raises KeyError."""
    if name in packed:
        return packed[name].float()
    return packed[f"{name}.int8"].float() * packed[f"{name}.scale"][:, None]


def _to_nibbles(weights: Tensor) -> dict[str, Tensor]:
    """Split (rows, columns) into nibbles (rows, columns / 2) and fp16 scales (rows, columns / 32)."""
    blocks = weights.reshape(len(weights), -1, BLOCK)
    # Every block of a 4-bit file holds multiples of one fp16 scale, -8 to 7: the largest magnitude
    # is that scale times a whole number from 1 to 8, so one of these eight quotients is it.
    extreme = blocks.abs().amax(dim=2, keepdim=True)
    best = torch.zeros_like(extreme)
    error = torch.full_like(extreme, torch.inf)
    for sign in (-1, 1):
        for steps in range(1, 9):
            scale = (sign * extreme / steps).half().float()
            quotient = blocks / torch.where(scale == 0, torch.ones_like(scale), scale)
            nearest = quotient.round().clamp(-8, 7)
            distance = (nearest * scale - blocks).abs().amax(dim=2, keepdim=True)
            better = distance < error
            best = torch.where(better, scale, best)
            error = torch.where(better, distance, error)
    if error.max() > 1e-6:
        raise ValueError("word embeddings are not 4-bit values: they were trained or altered")
    divisor = torch.where(best == 0, torch.ones_like(best), best)
    nibbles = ((blocks / divisor).round() + 8).to(torch.uint8).reshape(len(weights), -1)
    half = nibbles.reshape(len(weights), -1, 2)
    return {"nibbles": half[:, :, 0] | (half[:, :, 1] << 4), "scale": best.squeeze(2).half()}


def _from_nibbles(nibbles: Tensor, scale: Tensor) -> Tensor:
    """Inverse of `_to_nibbles`: fp32 weights, shape (rows, columns)."""
    pairs = torch.stack([nibbles & 15, nibbles >> 4], dim=2).reshape(len(nibbles), -1, BLOCK)
    return ((pairs.float() - 8) * scale.float()[:, :, None]).reshape(len(nibbles), -1)
