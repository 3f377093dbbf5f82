"""A panel of checkpoints answers the codebook's questions, and says plainly what is wrong with it."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

sys.path.insert(0, str(Path(__file__).parent))

from checkpoints import READS, edit_config, make_checkpoint
from pypdf import PdfReader
from samples import Outcome

import comments
from comments.errors import BundleError
from comments.records import score_schema
from comments.scoring import models

TEXTS = [
    "Thank you for this very good article.",
    "You stupid liar, shut up!",
    "یہ بہت اچھا مضمون ہے",
    "أنت كاذب وغبي يا خائن",
    "👍",
]
SENTIMENT = """
[sentiment]
folder = "tone"
labels = { negative = ["very bad", "bad"], neutral = "so so", positive = "GOOD" }
"""
HOSTILITY = """
[hostility]
folder = "attack"
labels = { uncivil = "toxic", hostile = ["insult", "hate"], violent = "threat" }
types = { insult = "insult", threat = "threat", identity_attack = "hate" }
"""
SECTARIAN = """
[sectarian]
folder = "inference"

[sectarian.hypotheses]
none = "This comment names no community."
mention = "This comment names a community and judges nobody by it."
sectarian = "This comment sets one community against another."
bridging = "This comment asks communities to live together."
"""


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three checkpoints: of tone, of attacks, and of inference."""
    folder = tmp_path_factory.mktemp("shelf")
    make_checkpoint(folder / "tone", ["very bad", "bad", "so so", "good"], [1, 1, 0, -2])
    make_checkpoint(
        folder / "attack", ["toxic", "insult", "threat", "hate"], [3, 2, -4, 0], multi_label=True
    )
    make_checkpoint(folder / "inference", ["entailment", "neutral", "contradiction"], [0, 0, 0])
    return folder


@pytest.fixture
def panel(shelf: Path) -> Callable[[str], str]:
    """Writes a panel beside the checkpoints; its path."""

    def write(text: str) -> str:
        file = shelf / "panel.toml"
        file.write_text(text, encoding="utf-8")
        return str(file)

    return write


def test_a_panel_fills_the_columns_of_a_bundle(panel: Callable[[str], str]) -> None:
    model = models.open_checked(models.inspect(panel(SENTIMENT + HOSTILITY + SECTARIAN)))
    table = models.score(TEXTS, model)
    assert table.schema.equals(score_schema())
    frame = table.to_pandas()
    tones = frame[["p_negative", "p_neutral", "p_positive"]].to_numpy()
    np.testing.assert_allclose(tones.sum(axis=1), 1, atol=2e-4)
    assert list(frame.sentiment) == ["negative"] * len(TEXTS)
    assert (frame.p_uncivil >= frame.p_hostile).all()
    assert (frame.p_hostile >= frame.p_violent).all()
    assert list(frame.hostility) == [2] * len(TEXTS)
    assert all("insult" in types and "threat" not in types for types in frame.hostility_types)
    assert (frame.p_sectarian + frame.p_bridging < 1).all()
    assert set(frame.windows) == {1}
    assert len(set(frame.p_negative)) > 1, "the checkpoint reads nothing of the texts"


def test_what_no_checkpoint_answers_is_null(panel: Callable[[str], str]) -> None:
    frame = comments.score(TEXTS, model=panel(SENTIMENT))
    answered = {"sentiment", "p_negative", "p_neutral", "p_positive", "groups", "windows"}
    for name in score_schema().names:
        assert frame[name].notna().all() == (name in answered), name
        assert frame[name].isna().all() == (name not in answered), name


def test_a_level_is_not_made_up_from_one_answer(panel: Callable[[str], str]) -> None:
    one = HOSTILITY.split("labels", maxsplit=1)[0] + 'labels = { hostile = "insult" }'
    frame = comments.score(TEXTS, model=panel(one))
    assert frame.p_hostile.notna().all()
    assert frame.hostility.isna().all()
    assert frame.p_uncivil.isna().all()


def test_labels_of_exclusive_classes_are_summed(shelf: Path, panel: Callable[[str], str]) -> None:
    both = comments.score(TEXTS, model=panel(SENTIMENT))
    apart = SENTIMENT.replace('["very bad", "bad"]', '"very bad"').replace(
        'neutral = "so so"', 'neutral = ["so so", "bad"]'
    )
    one = comments.score(TEXTS, model=panel(apart))
    assert (one.p_negative < both.p_negative).all()
    np.testing.assert_allclose(one.p_positive, both.p_positive, atol=1e-4)


def test_scores_are_the_checkpoints_own(shelf: Path, panel: Callable[[str], str]) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(shelf / "tone")
    model = AutoModelForSequenceClassification.from_pretrained(shelf / "tone").eval()
    with torch.inference_mode():
        logits = torch.cat([model(**tokenizer(t, return_tensors="pt")).logits for t in TEXTS])
    expected = logits.softmax(dim=1).numpy()
    found = comments.score(TEXTS, model=panel(SENTIMENT))
    np.testing.assert_allclose(found.p_positive, expected[:, 3], atol=2e-4)
    np.testing.assert_allclose(found.p_negative, expected[:, :2].sum(axis=1), atol=2e-4)


def test_a_long_comment_is_scored_whole(panel: Callable[[str], str]) -> None:
    words = "the council will vote on the plan next week and most members agree".split()
    long = " ".join(f"{words[i % len(words)]}" for i in range(10 * READS))
    model = models.open_checked(models.inspect(panel(SENTIMENT + HOSTILITY + SECTARIAN)))
    plain, attacked = models.score([long, f"{long} {'liar dog ' * READS}"], model).to_pylist()
    assert plain["windows"] >= 10
    assert attacked["p_positive"] != plain["p_positive"], "the end of the comment is not read"


def test_repeats_are_scored_once_and_counted_each(panel: Callable[[str], str]) -> None:
    model = models.open_checked(models.inspect(panel(SENTIMENT)))
    done: list[int] = []
    rows = models.score([TEXTS[0], TEXTS[1], f" {TEXTS[0]} ", ""], model, done.append).to_pylist()
    assert rows[0] == rows[2] != rows[1]
    assert set(rows[3].values()) == {None}
    assert sum(done) == 4


def test_company_changes_no_score(panel: Callable[[str], str]) -> None:
    model = panel(SENTIMENT + SECTARIAN)
    alone = pd.concat([comments.score([text], model=model) for text in TEXTS])
    together = comments.score([*TEXTS, "a longer comment " * 8], model=model)[: len(TEXTS)]
    p = ["p_negative", "p_positive", "p_sectarian"]
    np.testing.assert_allclose(alone[p], together[p], atol=2e-4)


def test_a_control_token_that_a_reader_typed_ends_nothing(panel: Callable[[str], str]) -> None:
    model = panel(SENTIMENT)
    short, long = comments.score(["</s>", "</s> You liar <pad> <s>"], model=model).p_negative
    assert short != long


def test_the_digest_changes_with_the_panel_and_with_any_file(
    shelf: Path, panel: Callable[[str], str], tmp_path: Path
) -> None:
    first = models.inspect(panel(SENTIMENT))
    assert models.inspect(panel(SENTIMENT)).digest == first.digest
    assert models.inspect(panel(SENTIMENT + "\n")).digest != first.digest
    make_checkpoint(tmp_path / "tone", ["very bad", "bad", "so so", "good"], [1, 1, 0, -1])
    (tmp_path / "panel.toml").write_text(SENTIMENT)
    assert models.inspect(str(tmp_path / "panel.toml")).digest != first.digest


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "answers no question"),
        ("[sentiment", "not valid TOML"),
        ("[anger]\n", "'anger' is none of sentiment, hostility, sectarian"),
        ('[sentiment]\nfolder = "tone"\n', "exactly one of `labels` and `hypotheses`"),
        ("[sentiment]\nlabels = {}\n", "exactly one of `checkpoint` and `folder`"),
        (SENTIMENT.replace("folder", "path"), "'path' is none of"),
        (SENTIMENT.replace("tone", "tune"), "no such folder"),
        (
            SENTIMENT.replace("so so", "meh"),
            "'meh' is no label of {shelf}/tone, which has very bad, bad, so so, good",
        ),
        (SENTIMENT.replace("neutral", "calm"), "'calm' is none of negative, neutral, positive"),
        (SENTIMENT.replace('["very bad", "bad"]', '"bad"'), "'very bad', a label of"),
        (SECTARIAN.replace("inference", "tone"), "need a model of inference"),
        (SECTARIAN.replace("mention =", "remark ="), "'remark' is none of none, mention"),
        (
            '[sectarian]\nfolder = "inference"\nhypotheses = { none = "None." }',
            "two hypotheses",
        ),
        ('languages = "en"\n' + SENTIMENT, "no list of codes"),
        ("name = " + "[" * 20_000, "not valid TOML"),
        (SENTIMENT.replace("tone", "x" * 5_000), "no such folder"),
        (SENTIMENT.replace('"so so"', '["so so", "bad"]'), "'bad' stands for two answers"),
    ],
)
def test_a_mistake_in_a_panel_is_named(
    text: str, says: str, shelf: Path, panel: Callable[[str], str]
) -> None:
    with pytest.raises(BundleError) as error:
        models.inspect(panel(text))
    assert says.format(shelf=shelf) in str(error.value)
    assert "\n" not in str(error.value)


def test_a_hypothesis_as_long_as_the_model_reads_is_refused(panel: Callable[[str], str]) -> None:
    long = SECTARIAN.replace("judges nobody by it", "judges nobody by it at all " * 12)
    with pytest.raises(BundleError, match="write a shorter one"):
        comments.score(TEXTS, model=panel(long))


def test_weights_that_can_run_code_are_not_opened(tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "tone", ["bad", "good"], [0, 0])
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    panel = tmp_path / "panel.toml"
    panel.write_text('[sentiment]\nfolder = "tone"\nlabels = { negative = "bad" }')
    with pytest.raises(BundleError, match="no weights in safetensors"):
        models.inspect(str(panel))


def test_code_of_a_checkpoint_is_not_run(tmp_path: Path) -> None:
    folder = make_checkpoint(tmp_path / "tone", ["bad", "good"], [0, 0])
    trap = tmp_path / "was-run"
    (folder / "trap.py").write_text(f"open({str(trap)!r}, 'w')\nclass Trap: pass\n")
    edit_config(
        folder,
        model_type="trap",
        auto_map={"AutoConfig": "trap.Trap", "AutoModelForSequenceClassification": "trap.Trap"},
    )
    panel = tmp_path / "panel.toml"
    panel.write_text(
        '[sentiment]\nfolder = "tone"\nlabels = { negative = "bad", positive = "good" }'
    )
    with pytest.raises(BundleError, match="cannot be opened"):
        models.open_checked(models.inspect(str(panel)))
    assert not trap.exists()


def test_a_checkpoint_without_a_trained_output_layer_is_refused(tmp_path: Path) -> None:
    from safetensors.torch import load_file, save_file

    folder = make_checkpoint(tmp_path / "tone", ["bad", "good"], [0, 0])
    weights = load_file(folder / "model.safetensors")
    body = {name: w for name, w in weights.items() if not name.startswith("classifier.")}
    save_file(body, folder / "model.safetensors", metadata={"format": "pt"})
    panel = tmp_path / "panel.toml"
    panel.write_text(
        '[sentiment]\nfolder = "tone"\nlabels = { negative = "bad", positive = "good" }'
    )
    with pytest.raises(BundleError, match="not a trained classifier"):
        models.open_checked(models.inspect(str(panel)))


def test_a_checkpoint_that_is_not_here_is_named_with_the_command_that_fetches_it(
    tmp_path: Path, command: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "cache"))
    panel = tmp_path / "panel.toml"
    panel.write_text(
        '[sentiment]\ncheckpoint = "nobody/nothing"\nrevision = "abc"\n'
        'labels = { negative = "bad" }'
    )
    table = tmp_path / "table.csv"
    table.write_text("text\nhello\n")
    outcome = command("score", table, "-o", tmp_path / "out.csv", "--model", panel)
    assert outcome.status == 2
    assert len(outcome.err) == 1
    assert "hf download nobody/nothing --revision abc" in outcome.err[0]


def test_the_panels_that_come_with_the_package_are_sound(tmp_path: Path) -> None:
    import tomllib

    from comments.scoring import panel as panels

    files = sorted(Path("models/panels").glob("*.toml"))
    assert files
    for file in files:
        data = tomllib.loads(file.read_text(encoding="utf-8"))
        for name, entry in data.items():
            if name in panels.ANSWERS:
                assert set(entry) <= {"checkpoint", "revision", "labels", "types", "hypotheses"}
                assert set(entry.get("labels", entry.get("hypotheses"))) <= set(
                    panels.ANSWERS[name]
                )


def test_a_run_with_a_panel_says_that_its_probabilities_are_not_calibrated(
    pages: Path, panel: Callable[[str], str], tmp_path: Path
) -> None:
    run = comments.run(pages, tmp_path / "out", model=panel(SENTIMENT))
    record = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert record["settings"]["probabilities"].startswith("not calibrated")
    assert run.comments.sentiment.notna().all()
    assert run.comments.hostility.isna().all()
    words = " ".join(page.extract_text() for page in PdfReader(run.folder.comparison).pages)
    assert "were not calibrated" in " ".join(words.split())
    assert run.folder.explorer.exists()
    again = comments.run(pages, tmp_path / "out", model=panel(SENTIMENT))
    assert again.was_up_to_date


def test_a_label_given_twice_counts_once(panel: Callable[[str], str]) -> None:
    once = comments.score(TEXTS, model=panel(SENTIMENT))
    twice = comments.score(TEXTS, model=panel(SENTIMENT.replace('"GOOD"', '["GOOD", "good"]')))
    pd.testing.assert_series_equal(once.p_positive, twice.p_positive)


def test_a_hypothesis_that_leaves_less_than_windows_share_is_refused(
    panel: Callable[[str], str],
) -> None:
    long = SECTARIAN.replace("judges nobody by it", "judges nobody " + "by it " * 9)
    with pytest.raises(BundleError, match="write a shorter one"):
        comments.score(["word " * 200], model=panel(long))


def test_a_checkpoint_that_gives_no_numbers_is_refused(tmp_path: Path) -> None:
    make_checkpoint(tmp_path / "tone", ["bad", "so so", "good"], [float("nan"), 0, 0])
    file = tmp_path / "panel.toml"
    file.write_text(SENTIMENT.replace('["very bad", "bad"]', '"bad"'), encoding="utf-8")
    with pytest.raises(BundleError, match="no number"):
        comments.score(TEXTS, model=str(file))


def test_the_command_that_fetches_a_checkpoint_runs_nothing_else(
    panel: Callable[[str], str],
) -> None:
    text = SENTIMENT.replace('folder = "tone"', 'checkpoint = "a/b"\nrevision = "x; rm -r ~"')
    with pytest.raises(BundleError, match="--revision 'x; rm -r ~'"):
        models.inspect(panel(text))
