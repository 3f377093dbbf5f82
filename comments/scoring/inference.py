"""The encoder as it runs: texts side by side without padding, in bf16 where the processor has it.

What a BERT encoder computes is in `network`, which training uses and which is the reference. Here
the same weights run in another order. All tokens of a batch stand in one matrix, so that the
projections and the feed-forward layers, nine tenths of the work, waste nothing on padding. Only
attention needs the texts apart, and takes those of equal length together.

The row of a matrix product depends, in its last bits, on how many rows there are, since libraries
choose their blocks by that. So the number of rows is rounded up to a multiple of ROWS: then a text
gets the same scores whatever stands beside it (`tests/scoring/test_inference.py`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import inf
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from comments.scoring.heads import LOGITS
from comments.scoring.linear import Linear, fuses, linear
from comments.scoring.storage import EMBEDDINGS, body_names, embed, unpack_one

ROWS = 1024
"""Tokens in a batch are filled up to a multiple of this; fewer rows are multiplied in other blocks."""

KEYS = 16
"""In bf16 on a CPU, attention takes so many keys, or a multiple: any other number leaves the matrix
units and takes twice as long. The keys that are not the text's own are masked."""

TENSORS_A_LAYER = 16


@dataclass(frozen=True, slots=True)
class _Layer:
    """One encoder layer: its linear maps, and (weight, bias) of its layer norms."""

    attention_in: Linear
    attention_out: Linear
    attention_norm: tuple[Tensor, Tensor]
    feed_in: Linear
    feed_out: Linear
    feed_norm: tuple[Tensor, Tensor]


def fastest_device() -> torch.device:
    """A GPU where torch sees one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def fastest_type() -> torch.dtype:
    """bf16 on a GPU and where the CPU multiplies it in hardware (AVX-512 BF16, AMX), else fp32."""
    if fastest_device().type == "cuda":
        return torch.bfloat16
    has_bf16 = torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    return torch.bfloat16 if has_bf16 else torch.float32


class Encoder:
    """A BERT encoder with mean pooling and one output layer, for inference.

    Sums and norms stay in fp32, the matrix products are in `dtype`: with sums in bf16 too, a comment
    in some hundreds lies farther than 0.02 from the reference.
    """

    def __init__(
        self,
        packed: Mapping[str, Tensor],
        config: Mapping[str, Any],
        dtype: torch.dtype,
        device: torch.device | str = "cpu",
        *,
        fused: bool | None = None,
    ) -> None:
        """From stored weights (`storage.pack`) and the encoder's configuration, as BERT names it;
        `fused` wherever that is possible, if not said.

        Raises KeyError or ValueError where the two do not fit each other.
        """
        self._words = {n: w.to(device) for n, w in packed.items() if n.startswith(EMBEDDINGS)}
        self._heads, self._epsilon = config["num_attention_heads"], config["layer_norm_eps"]
        self._type, self._device = dtype, torch.device(device)
        fused = fuses(dtype, self._device) if fused is None else fused
        self._keys = KEYS if dtype == torch.bfloat16 and self._device.type == "cpu" else 1

        def stored(name: str, dtype: torch.dtype = torch.float32) -> Tensor:
            weights = unpack_one(packed, name)
            if not bool(weights.isfinite().all()):
                raise ValueError("weights that are no finite numbers")
            return weights.to(device, dtype)

        def cast(name: str, dtype: torch.dtype) -> tuple[Tensor, Tensor]:
            return stored(f"{name}.weight", dtype), stored(f"{name}.bias", dtype)

        def mapped(name: str) -> Linear:
            return linear(*cast(name, dtype), fused=fused)

        embeddings = "encoder.embeddings"
        kinds = stored(f"{embeddings}.token_type_embeddings.weight")
        self._places = stored(f"{embeddings}.position_embeddings.weight") + kinds[0]
        self._norm = cast(f"{embeddings}.LayerNorm", torch.float32)
        self._layers: list[_Layer] = []
        for number in range(config["num_hidden_layers"]):
            at = f"encoder.encoder.layer.{number}"
            parts = [cast(f"{at}.attention.self.{n}", dtype) for n in ("query", "key", "value")]
            weight, bias = (torch.cat(both) for both in zip(*parts, strict=True))
            self._layers.append(
                _Layer(
                    linear(weight, bias, fused=fused),
                    mapped(f"{at}.attention.output.dense"),
                    cast(f"{at}.attention.output.LayerNorm", torch.float32),
                    mapped(f"{at}.intermediate.dense"),
                    mapped(f"{at}.output.dense"),
                    cast(f"{at}.output.LayerNorm", torch.float32),
                )
            )
        self._output = cast("output", torch.float32)
        known = [n for n in body_names(packed) if n.startswith("encoder.encoder.layer.")]
        if len(known) != TENSORS_A_LAYER * len(self._layers):
            raise ValueError("weights of another number of layers than the configuration has")
        self._check(config)

    def _check(self, config: Mapping[str, Any]) -> None:
        """Raise ValueError where a shape is not the configuration's."""
        width, wide = config["hidden_size"], config["intermediate_size"]
        vocabulary = len(self._words[f"{EMBEDDINGS}.nibbles"])
        shapes = [tuple(self._places.shape), tuple(self._output[0].shape), vocabulary]
        expected = [(config["max_position_embeddings"], width), (LOGITS, width)]
        if shapes != [*expected, config["vocab_size"]] or any(
            layer.feed_in.bias.shape != (wide,) for layer in self._layers
        ):
            raise ValueError("weights of other shapes than the configuration has")
        if width % self._heads or config.get("hidden_act", "gelu") != "gelu":
            raise ValueError("an encoder of another kind")
        self._outputs([[0, 0]])  # whatever else does not fit fails here, and not in a run

    def logits(self, pieces: Sequence[Sequence[int]]) -> Tensor:
        """Logits, shape (pieces, LOGITS), fp32, of token ids with their specials, in any order; in
        the computer's own memory, whatever device they come from.

        No piece is empty or longer than the encoder has positions.
        """
        order = sorted(range(len(pieces)), key=lambda k: len(pieces[k]))
        in_order = self._outputs([pieces[k] for k in order]).cpu()
        return in_order[torch.tensor(order).argsort()]

    def _outputs(self, pieces: Sequence[Sequence[int]]) -> Tensor:
        """Logits of pieces, the shortest first, on the encoder's device."""
        with torch.inference_mode():
            groups = [(n, len(list(same))) for n, same in groupby(map(len, pieces))]
            hidden = self._hidden(pieces, groups)
            pooled = hidden.new_zeros(_filled(len(pieces)), hidden.shape[1])
            token = piece = 0
            for length, count in groups:
                span = hidden[token : token + length * count].view(count, length, -1)
                pooled[piece : piece + count] = span.mean(dim=1)
                token, piece = token + length * count, piece + count
            return functional.linear(pooled, *self._output)[: len(pieces)]

    def _hidden(self, pieces: Sequence[Sequence[int]], groups: list[tuple[int, int]]) -> Tensor:
        """Last hidden states, shape (tokens filled up to ROWS, width)."""
        count = sum(map(len, pieces))
        # The keys of the last piece, filled up to a multiple, end in rows that are there too.
        ids = torch.zeros(_filled(count + self._keys - 1), dtype=torch.long)
        ids[:count] = torch.tensor([token for piece in pieces for token in piece])
        places = torch.zeros_like(ids)
        places[:count] = torch.cat([torch.arange(n).repeat(k) for n, k in groups])
        ids, places = ids.to(self._device), places.to(self._device)
        x = self._normed(embed(self._words, ids) + self._places[places], self._norm)
        for layer in self._layers:
            attended = self._attend(layer.attention_in.of(x.to(self._type)), groups)
            x = self._normed(x.add_(layer.attention_out.of(attended)), layer.attention_norm)
            wide = layer.feed_in.gelu_of(x.to(self._type))
            x = self._normed(x.add_(layer.feed_out.of(wide)), layer.feed_norm)
        return x

    def _normed(self, x: Tensor, norm: tuple[Tensor, Tensor]) -> Tensor:
        return functional.layer_norm(x, x.shape[-1:], *norm, self._epsilon)

    def _attend(self, projected: Tensor, groups: list[tuple[int, int]]) -> Tensor:
        """Attention inside each piece, from queries, keys and values side by side (rows, 3 x width).

        The keys that fill up a piece are the next piece's, in place and not copied: masked, they
        weigh exactly 0.
        """
        width = projected.shape[1] // 3
        out = projected.new_empty(projected.shape[0], width)
        start = 0
        for length, count in groups:
            filled = -(-length // self._keys) * self._keys
            query, key, value = (
                projected.as_strided(
                    (count, self._heads, size, width // self._heads),
                    (length * 3 * width, width // self._heads, 3 * width, 1),
                    (start * 3 + part) * width,
                )
                for part, size in enumerate((length, filled, filled))
            )
            mask = None
            if filled > length:
                mask = projected.new_zeros(1, 1, 1, filled)
                mask[..., length:] = -inf
            mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
            end = start + length * count
            out[start:end].view(count, length, self._heads, -1).copy_(mixed.transpose(1, 2))
            start = end
        out[start:] = 0
        return out


def _filled(count: int) -> int:
    return -(-count // ROWS) * ROWS
