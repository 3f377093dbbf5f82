"""The encoder as it runs gives what the reference gives, whatever stands beside a text."""

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file

from comments import parsing
from comments.scoring import bundle as bundles
from comments.scoring.bundle import Bundle
from comments.scoring.calibration import Floats, probabilities
from comments.scoring.heads import HEADS, LOGITS
from comments.scoring.inference import Encoder
from comments.scoring.linear import fuses
from comments.scoring.network import Network, pad
from comments.scoring.text import prepare

MOST = 0.02
"""The farthest that a probability may lie from the reference."""
SAME = 0.99
"""Share of comments whose labels must be the reference's."""

FEWEST_PIECES = 80

WRITTEN = [
    "Thank you for this very good article.",
    "You stupid liar, shut up!",
    "All Shias are infidels and should be thrown out of the country.",
    "We Sunnis and Shias are brothers, do not let them divide us.",
    "یہ بہت اچھا مضمون ہے، لکھنے والے کا شکریہ",
    "أنت كاذب وغبي يا خائن، اخرج من بلادنا",
    "yeh sab chor hain, in ko phansi do",
    "این خبر دروغ است و نویسنده مزدور است",
    "Bu haberi yazan gazeteci utanmalı, hepiniz yalancısınız",
    "यह सरकार किसी काम की नहीं है",
    "Ein sehr guter Artikel, danke dafür.",
    "👍",
]


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Real comments, and ones written in other languages; cut and joined, for more lengths."""
    read = [c.text for article in parsing.read("seeds") for c in article.comments] + WRITTEN
    words = [text.split() for text in read]
    cut = [" ".join(w[: 1 + len(w) // 2]) for w in words]
    joined = [" ".join(a + b) for a, b in zip(words, words[1:] + words[:1], strict=True)]
    return list(dict.fromkeys(map(prepare, read + cut + joined)))


@pytest.fixture(scope="module")
def pieces(texts: list[str], default_bundle: Bundle) -> list[list[int]]:
    """Token ids, cut to the bundle's window."""
    encoded = default_bundle.tokenizer.encode_batch(texts)
    return [encoding.ids[: default_bundle.window] for encoding in encoded]


@pytest.fixture(scope="module")
def expected(pieces: list[list[int]], default_bundle: Bundle) -> dict[str, Floats]:
    """The probabilities of the reference, one text at a time."""
    network: Network = bundles.reference(default_bundle.info)
    with torch.inference_mode():
        logits = torch.cat([network(*pad([piece], 1)) for piece in pieces]).numpy()
    return probabilities(logits, np.zeros_like(logits), default_bundle.calibration)


@pytest.mark.parametrize(
    ("dtype", "fused"),
    [(torch.float32, False), (torch.bfloat16, False), (torch.bfloat16, True)],
)
def test_probabilities_and_labels_are_those_of_the_reference(
    dtype: torch.dtype,
    fused: bool,
    pieces: list[list[int]],
    expected: dict[str, Floats],
    default_bundle: Bundle,
) -> None:
    if fused and not fuses(dtype, torch.device("cpu")):
        pytest.skip("torch has no fused maps for this CPU")
    packed = load_file(default_bundle.info.path / "model.safetensors")
    encoder = Encoder(packed, default_bundle.info.config["encoder"], dtype, fused=fused)
    logits = encoder.logits(pieces).numpy()
    found = probabilities(logits, np.zeros_like(logits), default_bundle.calibration)
    for head in HEADS:
        assert np.abs(found[head.name] - expected[head.name]).max() <= MOST, head.name
        if head.exclusive:
            same = found[head.name].argmax(1) == expected[head.name].argmax(1)
            assert same.mean() >= SAME, head.name


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(order=st.permutations(range(FEWEST_PIECES)), count=st.integers(1, FEWEST_PIECES))
def test_a_text_gets_the_same_logits_to_the_last_bit_in_any_company(
    order: list[int], count: int, pieces: list[list[int]], default_bundle: Bundle
) -> None:
    some = [pieces[k] for k in order[:count]]
    together = default_bundle.encoder.logits(some)
    assert torch.equal(together[:1], default_bundle.encoder.logits(some[:1]))
    assert torch.equal(default_bundle.encoder.logits(some[::-1]).flip(0), together)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("num_hidden_layers", 11),
        ("num_hidden_layers", 13),
        ("num_attention_heads", 7),
        ("vocab_size", 79_999),
        ("intermediate_size", 1024),
        ("max_position_embeddings", 256),
        ("hidden_act", "relu"),
    ],
)
def test_weights_that_do_not_fit_the_configuration_are_refused(
    key: str, value: object, default_bundle: Bundle
) -> None:
    packed = load_file(default_bundle.info.path / "model.safetensors")
    config = dict(default_bundle.info.config["encoder"]) | {key: value}
    with pytest.raises((KeyError, ValueError)):
        Encoder(packed, config, torch.float32)


def test_everything_is_computed_on_the_device_of_the_weights(
    pieces: list[list[int]], default_bundle: Bundle
) -> None:
    # `meta` computes shapes alone, and refuses to mix with tensors of the CPU as a GPU does.
    packed = load_file(default_bundle.info.path / "model.safetensors")
    encoder = Encoder(packed, default_bundle.info.config["encoder"], torch.bfloat16, "meta")
    outputs = encoder._outputs(sorted(pieces, key=len))
    assert outputs.device.type == "meta"
    assert outputs.shape == (len(pieces), LOGITS)


def test_the_texts_of_these_tests_have_many_lengths(pieces: list[list[int]]) -> None:
    assert len({len(piece) for piece in pieces}) > 30
    assert len(pieces) >= FEWEST_PIECES
