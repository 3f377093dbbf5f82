"""What a network keeps of its weights when it is stored."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from comments.scoring.storage import BLOCK, EMBEDDINGS, pack, unpack, unpack_body

MATRIX = "encoder.encoder.layer.0.attention.self.query.weight"
SEEDS = st.integers(0, 2**32 - 1)


@given(SEEDS, st.integers(1, 5), st.integers(1, 4), st.floats(-9, 3))
def test_4_bit_embeddings_come_back_exactly(
    seed: int, rows: int, blocks: int, magnitude: float
) -> None:
    random = torch.Generator().manual_seed(seed)
    nibbles = torch.randint(-8, 8, (rows, blocks, BLOCK), generator=random).float()
    scales = (torch.randn((rows, blocks, 1), generator=random) * 2**magnitude).half().float()
    # Subnormal scales lose the digits that tell a quotient from its neighbour.
    scales = torch.where(scales.abs() < 2**-13, torch.zeros_like(scales), scales)
    weights = (nibbles * scales).reshape(rows, -1)
    packed = pack({EMBEDDINGS: weights})
    assert torch.equal(unpack(packed)[EMBEDDINGS], weights)
    assert packed[f"{EMBEDDINGS}.nibbles"].numel() == weights.numel() // 2


@given(SEEDS)
def test_embeddings_that_were_trained_are_refused(seed: int) -> None:
    weights = torch.randn((4, 2 * BLOCK), generator=torch.Generator().manual_seed(seed))
    with pytest.raises(ValueError, match="not 4-bit values"):
        pack({EMBEDDINGS: weights})


@given(SEEDS, st.floats(-20, 10))
def test_8_bit_matrices_come_back_within_half_a_step(seed: int, magnitude: float) -> None:
    weights = torch.randn((6, 20), generator=torch.Generator().manual_seed(seed)) * 2**magnitude
    again = unpack_body(pack({MATRIX: weights}))[MATRIX]
    step = weights.abs().amax(dim=1, keepdim=True) / 127
    assert bool(((again - weights).abs() <= step * 0.5001).all())


def test_a_row_of_zeros_stays_one() -> None:
    assert torch.equal(unpack_body(pack({MATRIX: torch.zeros(2, 8)}))[MATRIX], torch.zeros(2, 8))


def test_what_is_small_is_kept_finer() -> None:
    state = {
        "encoder.embeddings.LayerNorm.weight": torch.tensor([0.5, 1.25]),
        "output.weight": torch.tensor([[0.1, 1e-7]]),
    }
    packed = pack(state)
    assert [value.dtype for value in packed.values()] == [torch.float16, torch.float32]
    again = unpack_body(packed)
    assert all(torch.equal(again[name], value) for name, value in state.items())
