"""Seconds and peak memory of each tool of the studio, each in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from agents.make.studio import Studio
from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.taste import Taste
from models.domain import Artifact, Item
from models.encode.embedded import EmbeddedEncoder
from models.generate.diffusion import DiffusionGenerator
from models.media.probe import probe

HERE = Path(__file__).resolve().parents[2]
SOURCE = HERE / "assets/corpus/clips"
WORDS = "a calm sea at night"

Tool = Callable[[Studio, Item], Artifact]
TOOLS: dict[str, Tool] = {
    "create a clip": lambda studio, _: studio.create(WORDS, Taste(), "me", candidates=1),
    "create a clip, best of 3": lambda studio, _: studio.create(WORDS, Taste(), "me"),
    "create a picture, best of 3": lambda studio, _: studio.create(
        WORDS, Taste(), "me", still=True
    ),
    "revise, best of 2": lambda studio, item: studio.revise(item, "make it night", Taste(), "me"),
    "extend": lambda studio, item: studio.extend(item, "", Taste(), "me"),
    "loop": lambda studio, item: studio.extend(item, "", Taste(), "me", loop=True),
}


def item_of(path: Path) -> Item:
    """A video file as an item of a corpus."""
    info = probe(path)
    return Item(
        id=path.stem,
        title=path.stem,
        media=path,
        duration=info.duration,
        width=info.width,
        height=info.height,
    )


def once(tool: str, weights: Path, threads: int) -> dict[str, Any]:
    """Use a tool twice in this process: seconds with and without loading, peak memory."""
    item = item_of(sorted(SOURCE.glob("*.mp4"))[0])
    with tempfile.TemporaryDirectory() as work:
        studio = Studio(
            DiffusionGenerator(weights, threads=threads),
            EmbeddedEncoder(weights, threads),
            MemoryCatalogue(),
            Path(work),
        )
        taken = []
        for _ in range(2):
            begun = time.perf_counter()
            made = TOOLS[tool](studio, item)
            taken.append(time.perf_counter() - begun)
        length = 0.0 if made.kind == "image" else probe(made.media).duration
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]
    return {"tool": tool, "s of clip": length, "s at first": taken[0], "s then": taken[1],
            "peak MB": int(peak) // 1024}  # fmt: skip


def tools(weights: Path, threads: int) -> list[dict[str, Any]]:
    """All tools, one process after the other."""
    rows = []
    for tool in TOOLS:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.generation", "--tool", tool,
             "--weights", str(weights), "--threads", str(threads)],
            cwd=HERE, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise SystemExit(f"“{tool}” failed: {done.stderr.strip().splitlines()[-1]}")
        rows.append(json.loads(done.stdout.splitlines()[-1]))
    return rows
