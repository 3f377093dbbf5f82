"""Eyes for PDF pages."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

# `reporting_samples` is found in every import mode of pytest.
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture
def pages(tmp_path: Path) -> Callable[[Path], list[np.ndarray]]:
    """Renders a PDF's pages in grey at 50 dots an inch: 0 is ink, 255 is paper."""
    tool = shutil.which("pdftoppm")
    if tool is None:
        if os.environ.get("CI") == "true":
            pytest.fail("pdftoppm is missing (Debian: poppler-utils), and CI must see the pages")
        pytest.skip("pdftoppm is missing (Debian: poppler-utils)")

    def render(pdf: Path) -> list[np.ndarray]:
        out = tmp_path / "rendered"
        out.mkdir(exist_ok=True)
        subprocess.run([tool, "-r", "50", "-gray", "-png", pdf, out / pdf.stem], check=True)
        found = []
        for file in sorted(out.glob(f"{pdf.stem}-*.png")):
            with Image.open(file) as picture:
                found.append(np.asarray(picture.convert("L")))
        return found

    return render
