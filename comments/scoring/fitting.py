"""Fitting a calibration on rows that trained nothing; used when a bundle is made.

An annotation is given as two 0/1 masks over an exclusive head's labels: those that it allows and
those that its scheme tells apart. "Hostile" allows levels 2 and 3 of all four; "positive" in a
scheme without a neutral class allows one of two. The loss is -log(P(allowed) / P(told apart)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from comments.scoring.calibration import Floats, HeadCalibration

if TYPE_CHECKING:
    from torch import Tensor

Mask = npt.NDArray[np.bool_]
MIN_POSITIVES = 5


def fit_exclusive(
    logits: Floats, surface: Floats, allowed: Mask, told_apart: Mask, weight: Floats
) -> HeadCalibration:
    """A scale for the encoder's and one for the n-grams' logits and an offset a label that minimise
    the weighted loss; all shapes (rows, labels) but `weight`, (rows,)."""
    import torch

    z, grams = torch.from_numpy(logits), torch.from_numpy(surface)
    w = torch.from_numpy(weight / weight.sum())
    inside, scheme = torch.from_numpy(allowed), torch.from_numpy(told_apart)
    log_scale = torch.zeros(1, requires_grad=True)
    share = torch.zeros(1, requires_grad=True)
    offset = torch.zeros(logits.shape[1], requires_grad=True)

    def masked(values: Tensor, mask: Tensor) -> Tensor:
        return values.masked_fill(~mask, -torch.inf).logsumexp(dim=1)

    def loss() -> Tensor:
        scaled = z * log_scale.exp() + grams * share + offset
        # A ridge keeps the offsets, which only their differences determine, from drifting.
        return (
            w * (masked(scaled, scheme) - masked(scaled, inside))
        ).sum() + 1e-4 * offset.square().sum()

    _minimise([log_scale, share, offset], loss)
    scale = np.full(1, float(log_scale.detach().exp()), np.float32)
    grams_scale = np.full(1, float(share.detach()), np.float32)
    return HeadCalibration(scale, grams_scale, offset.detach().numpy().copy(), None)


def fit_labels(logits: Floats, truth: Mask, weight: Floats) -> HeadCalibration:
    """A logistic curve a label (Platt 1999) and the threshold of the best F1; shapes (rows, labels)."""
    import torch
    from torch.nn import functional

    z, y = torch.from_numpy(logits), torch.from_numpy(truth).float()
    w = torch.from_numpy(weight / weight.sum())[:, None]
    log_scale = torch.zeros(logits.shape[1], requires_grad=True)
    offset = torch.zeros(logits.shape[1], requires_grad=True)

    def loss() -> Tensor:
        scaled = z * log_scale.exp() + offset
        each = functional.binary_cross_entropy_with_logits(scaled, y, reduction="none")
        return (w * each).sum() + 1e-4 * (log_scale.square().sum() + offset.square().sum())

    _minimise([log_scale, offset], loss)
    scale, shift = log_scale.exp().detach().numpy().copy(), offset.detach().numpy().copy()
    probability = 1 / (1 + np.exp(-(logits * scale + shift)))
    threshold = [best_threshold(probability[:, i], truth[:, i]) for i in range(truth.shape[1])]
    return HeadCalibration(scale, np.zeros(1, np.float32), shift, np.array(threshold, np.float32))


def best_threshold(probability: Floats, truth: Mask) -> float:
    """The threshold of highest F1; 0.5 where there are too few positives to choose by."""
    if truth.sum() < MIN_POSITIVES:
        return 0.5
    order = np.argsort(-probability, kind="stable")
    hits = truth[order].cumsum()
    f1 = 2 * hits / (np.arange(1, len(order) + 1) + truth.sum())
    best = int(f1.argmax())
    return float(probability[order[best]])


def _minimise(parameters: list[Tensor], loss: object) -> None:
    import torch

    optimiser = torch.optim.LBFGS(parameters, max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        value: Tensor = loss()  # type: ignore[operator]
        value.backward()  # type: ignore[no-untyped-call]
        return value

    optimiser.step(closure)  # type: ignore[no-untyped-call]
