"""Kills runs at random moments, and compares what they come to with a run that nobody disturbed.

    python scripts/kill_runs.py [--kills 200] [--pages 150] [--model default] [--seed 1]

Writes made-up pages into a temporary folder. Each kill is a SIGKILL to a real `comments run`, at a
moment drawn evenly from the time that the undisturbed run took; the same command then goes on in the
same folder, and is killed again, until a run comes to its end. Then every file is compared byte for
byte (of run.json all but its times), and it starts over, until there were enough kills. Exit status
1 where anything differs, or where a process is left behind.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from synthetic_pages import write_pages

COMMAND = [sys.executable, "-c", "from comments.cli import main; main()", "run"]
OWN = {".lock", "journal.jsonl", "log.jsonl"}
"""Files in which a run that was stopped may differ: they say when it was done, and in how many pieces."""
TIMES = ("finished", "seconds")


def main() -> int:
    """Run the whole of it; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pages", type=int, default=150)
    parser.add_argument("--model", default="default")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        pages, whole, out = place / "pages", place / "whole", place / "out"
        write_pages(pages, options.pages, seed=options.seed)
        command = [*COMMAND, str(pages), "--model", options.model, "--quiet", "--out"]
        started = time.monotonic()
        subprocess.run([*command, str(whole)], check=True, stdout=subprocess.DEVNULL)
        longest = time.monotonic() - started
        print(f"undisturbed: {longest:.1f} s, {len(content(whole))} files", flush=True)
        kills = rounds = 0
        at = Counter[str]()
        while kills < options.kills:
            fresh(out, whole)
            in_a_row = 0
            while not ended_by_itself([*command, str(out)], rng.uniform(0, longest)):
                kills += 1
                in_a_row += 1
                at[stage(out)] += 1
                # Else a run that takes long to start would never get to its end.
                if in_a_row >= options.kills or kills >= options.kills:
                    subprocess.run([*command, str(out)], check=True, stdout=subprocess.DEVNULL)
                    break
            rounds += 1
            if different := differences(out, whole):
                print(f"after {kills} kills, {in_a_row} in this folder: {', '.join(different)}")
                return 1
            print(f"{kills} kills, {rounds} runs compared, all equal", flush=True)
        print("killed while:", ", ".join(f"{what} {n}" for what, n in at.most_common()))
    return 0


def fresh(out: Path, whole: Path) -> None:
    """An empty folder with the same key of the pseudonyms, which else would differ."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir()
    shutil.copy(whole / "author.key", out)


def ended_by_itself(command: list[str], seconds: float) -> bool:
    """Start a run and kill it after so long; whether it had come to its end before."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return False


def stage(out: Path) -> str:
    """What the run that was killed last was doing, by what it left."""
    if not (out / "run.json").exists():
        return "starting"
    if not (out / "shards").exists():
        return "reporting" if (out / "comments.parquet").exists() else "reading the first shard"
    return "writing tables" if (out / "articles.parquet").exists() else "scoring"


def content(folder: Path) -> dict[str, Any]:
    """Every file's bytes; of the record what it says but for times."""
    found: dict[str, Any] = {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and file.name not in OWN
    }
    record = json.loads(found["run.json"])
    found["run.json"] = {name: value for name, value in record.items() if name not in TIMES}
    return found


def differences(out: Path, whole: Path) -> list[str]:
    """Names of the files that are not the same in both folders."""
    one, other = content(out), content(whole)
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


if __name__ == "__main__":
    sys.exit(main())
