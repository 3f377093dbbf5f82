"""What `--model` names: a bundle of ours, or a panel of checkpoints; used alike by all that score."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from comments.scoring import bundle as bundles
from comments.scoring import panel as panels

if TYPE_CHECKING:
    import pyarrow as pa

    from comments.scoring.cache import ScoreCache
    from comments.scoring.panel_scorer import Panel

ModelInfo: TypeAlias = bundles.BundleInfo | panels.PanelInfo
"""Both have `name`, `version`, `digest`, `path` and `languages` (None: it does not say)."""

Model: TypeAlias = "bundles.Bundle | Panel"


def inspect(model: str) -> ModelInfo:
    """Check what `model` names: `default`, a bundle's folder, a panel's .toml file. Raises BundleError."""
    if model.endswith(".toml"):
        return panels.inspect(Path(model))
    return bundles.inspect(bundles.resolve(model))


def open_checked(info: ModelInfo) -> Model:
    """Load what `inspect` has checked. Raises BundleError."""
    if isinstance(info, bundles.BundleInfo):
        return bundles.open_checked(info)
    from comments.scoring.panel_scorer import open_panel

    return open_panel(info)


def score(
    texts: Sequence[str],
    model: Model,
    progress: Callable[[int], object] | None = None,
    cache: ScoreCache | None = None,
) -> pa.Table:
    """Scores of `texts`, one row a text in their order, columns as in `records.score_schema`.

    What a panel gives is not kept in the `cache`.
    """
    if isinstance(model, bundles.Bundle):
        from comments.scoring.scorer import score_texts

        return score_texts(texts, model, progress, cache)
    from comments.scoring.panel_scorer import score_with_panel

    return score_with_panel(texts, model, progress)


def is_calibrated(info: ModelInfo) -> bool:
    """Whether the probabilities of a model can be taken at their word."""
    return isinstance(info, bundles.BundleInfo)
