"""The linear maps of the encoder: by torch's public functions, or by oneDNN's fused ones.

oneDNN multiplies a weight that it has laid out for the processor beforehand, and applies the bias
and GELU to a block of the product while it is in the cache; torch's compiler emits the same calls.
They are no public interface of torch, so they are tried at load (`fuses`), and where one is
missing or gives other numbers the public functions stay in their place.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor
from torch.nn import functional

FARTHEST = 0.05
"""How far a fused result may lie from the public one in the trial: a few bf16 roundings of 2."""


@dataclass(frozen=True, slots=True)
class Linear:
    """x -> x W^T + b in the type of the weights."""

    weight: Tensor
    bias: Tensor

    def of(self, x: Tensor) -> Tensor:
        """x W^T + b."""
        return functional.linear(x, self.weight, self.bias)

    def gelu_of(self, x: Tensor) -> Tensor:
        """The exact GELU of x W^T + b."""
        return functional.gelu(self.of(x))


@dataclass(frozen=True, slots=True)
class FusedLinear(Linear):
    """The same by oneDNN, on a CPU."""

    def of(self, x: Tensor) -> Tensor:
        found: Tensor = torch.ops.mkldnn._linear_pointwise(
            x, self.weight, self.bias, "none", [], ""
        )
        return found

    def gelu_of(self, x: Tensor) -> Tensor:
        found: Tensor = torch.ops.mkldnn._linear_pointwise(
            x, self.weight, self.bias, "gelu", [], "none"
        )
        return found


def linear(weight: Tensor, bias: Tensor, *, fused: bool) -> Linear:
    """The map of a weight (out, in) and a bias (out,). `fused` only where `fuses`."""
    if not fused:
        return Linear(weight, bias)
    return FusedLinear(torch.ops.mkldnn._reorder_linear_weight(weight, None), bias)


@cache
def fuses(dtype: torch.dtype, device: torch.device) -> bool:
    """Whether oneDNN's fused maps are there for bf16 on this CPU, and agree with the public ones."""
    if dtype != torch.bfloat16 or device.type != "cpu":
        return False
    draw = torch.Generator().manual_seed(1)
    x, weight, bias = (
        torch.rand(shape, generator=draw).sub_(0.5).to(dtype)
        for shape in ((64, 64), (64, 64), (64,))
    )
    public = linear(weight, bias, fused=False)
    try:
        with torch.inference_mode():
            own = linear(weight, bias, fused=True)
            pairs = (
                (own.of(x), public.of(x)),
                (own.gelu_of(x), public.gelu_of(x)),
            )
    except (AttributeError, RuntimeError, TypeError):
        return False
    return all(bool((a - b).abs().max() <= FARTHEST) for a, b in pairs)
