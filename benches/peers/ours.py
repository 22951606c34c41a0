"""Glasscrate itself, asked as anyone would: a pack of the training lists, and one batch of histories."""

import json
import subprocess
from pathlib import Path

import splits


def build_pack(binary, table, out):
    """Builds a pack of a table with the default parameters."""
    command = [binary, "--quiet", "pack", "build", "--from", "csv", str(table), "--out", str(out)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def rankings(binary, part, folder, listed, settings=()):
    """The first `listed` tracks of the default mix for each case of a split, and how many names were not understood.

    `settings` are steps of the mixer, as for `--set`. The pack writes a track as it first stood in the table; an answer whose
    name is no candidate keeps its place in the list, as a miss (-1).
    """
    folder = Path(folder)
    table, pack, asked = folder / "train.csv", folder / "train.pack", folder / "asked.jsonl"
    splits.write_training(part, table)
    splits.write_histories(part, asked)
    build_pack(binary, table, pack)
    command = [binary, "--quiet", "recommend", "--pack", str(pack), "--batch", str(asked), "-n", str(listed)]
    for step in settings:
        command += ["--set", step]
    answers = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.splitlines()
    index = {splits.key(*names): n for n, names in enumerate(part.tracks)}
    found, unknown = [], 0
    for number, line in enumerate(answers):
        answer = json.loads(line)
        if answer["id"] != number or "error" in answer:
            raise RuntimeError(f"line {number + 1} of the batch: {answer.get('error', 'answered out of order')}")
        row = [index.get(splits.key(r["artist"], r["title"]), -1) for r in answer["recommendations"]]
        unknown += row.count(-1)
        found.append(row)
    if len(found) != len(part.cases):
        raise RuntimeError(f"{len(part.cases)} histories were asked, {len(found)} answered")
    return found, unknown
