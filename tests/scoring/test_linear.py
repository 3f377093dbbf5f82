"""The fused linear maps give what the public ones give, and are left alone where torch lacks them."""

import pytest
import torch

from comments.scoring.linear import FARTHEST, fuses, linear

CPU = torch.device("cpu")


@pytest.mark.parametrize(("rows", "inner", "outer"), [(1, 384, 1536), (1024, 1536, 384)])
def test_fused_maps_agree_with_fp32_as_closely_as_the_public_ones(
    rows: int, inner: int, outer: int
) -> None:
    if not fuses(torch.bfloat16, CPU):
        pytest.skip("torch has no fused maps for this CPU")
    draw = torch.Generator().manual_seed(2)
    x, weight, bias = (
        torch.randn(shape, generator=draw).to(torch.bfloat16)
        for shape in ((rows, inner), (outer, inner), (outer,))
    )
    weight = weight / inner**0.5
    exact = linear(weight.float(), bias.float(), fused=False)
    fused = linear(weight, bias, fused=True)
    with torch.inference_mode():
        for found, expected in (
            (fused.of(x), exact.of(x.float())),
            (fused.gelu_of(x), exact.gelu_of(x.float())),
        ):
            assert found.dtype == torch.bfloat16
            assert torch.allclose(found.float(), expected, rtol=2**-7, atol=FARTHEST)


def test_nothing_is_fused_in_fp32_or_on_other_devices() -> None:
    assert not fuses(torch.float32, CPU)
    assert not fuses(torch.bfloat16, torch.device("meta"))


def test_a_torch_without_the_private_functions_fuses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(torch.ops, "mkldnn", object())
    assert not fuses.__wrapped__(torch.bfloat16, CPU)


def test_private_functions_that_came_to_mean_something_else_are_not_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Changed:
        @staticmethod
        def _reorder_linear_weight(weight: torch.Tensor, _: object) -> torch.Tensor:
            return weight

        @staticmethod
        def _linear_pointwise(x: torch.Tensor, *_: object) -> torch.Tensor:
            return torch.zeros_like(x)

    monkeypatch.setattr(torch.ops, "mkldnn", Changed)
    assert not fuses.__wrapped__(torch.bfloat16, CPU)
