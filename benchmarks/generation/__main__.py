"""Run the parts that were asked for; see the package."""

from __future__ import annotations

import json
import resource
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from benchmarks import harness
from benchmarks.generation import instrument, real, revision, steps, taste, tools, words
from benchmarks.generation.rig import Rig
from models.generate.generator import Order
from models.train.clips import Clips

PARTS = (
    "instrument", "words", "taste", "restyled", "revision", "seconds", "tools", "real", "steps",
    "leak",
)  # fmt: skip
TRIED = ((8, 2.0), (8, 3.0), (8, 4.0), (8, 5.0), (16, 3.0))
"""Steps and scales of the words that part *settings* compares."""


def leak(rig: Rig, jobs: int) -> list[dict[str, Any]]:
    """Memory over many orders, half of them given up in the middle."""
    order = Order(words="a calm sea at night")
    rows = []
    for number in range(jobs):
        for at, _ in enumerate(rig.generator.generate(replace(order, seed=number))):
            if number % 2 and at == 5:
                break
        if number % (jobs // 5) == jobs // 5 - 1:
            rows.append({"jobs": number + 1, "memory (MB)": _resident()})
    return rows


def _resident() -> int:
    """Memory that the process holds now, megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1])
    return pages * resource.getpagesize() // 2**20


def main() -> None:
    """Run the parts that were asked for."""
    parser = harness.arguments("What the generator makes.")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"))
    parser.add_argument("--weights", type=Path, default=Path("assets/weights"))
    parser.add_argument("--keep", type=Path, help="folder that keeps what was drawn")
    parser.add_argument("--sheets", type=Path, help="folder for pictures of part real")
    parser.add_argument("--parts", default=",".join(PARTS))
    parser.add_argument("--renders", type=int, default=1000)
    parser.add_argument("--prompts", type=int, default=500)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--sources", type=int, default=50)
    parser.add_argument("--frechet", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=50)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--tool", choices=list(tools.TOOLS), help="measure that tool alone")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    if args.tool:
        print(json.dumps(tools.once(args.tool, args.weights, args.threads)))
        return
    rig = Rig(args.weights, args.threads, args.keep)
    test, train = Clips(args.clips, split="test"), Clips(args.clips)
    parts: dict[str, Callable[[], list[dict[str, Any]]]] = {
        "instrument": lambda: instrument.instrument(rig, args.renders, test),
        "words": lambda: words.words(rig, args.prompts),
        "settings": lambda: words.settings(rig, args.prompts, TRIED),
        "taste": lambda: taste.taste(rig, args.visitors, test),
        "restyled": lambda: taste.restyled(rig, args.visitors, test),
        "revision": lambda: revision.told(rig, 2 * args.sources, test),
        "seconds": lambda: steps.seconds(rig),
        "tools": lambda: tools.tools(args.weights, args.threads),
        "real": lambda: real.real(rig, args.data, test, args.sources, args.sheets),
        "steps": lambda: steps.steps(rig, args.frechet, test, train),
        "leak": lambda: leak(rig, args.jobs),
    }
    chosen = [name for name in args.parts.split(",") if args.data or name != "real"]
    if {"instrument", "taste", "restyled", "revision", "real", "steps"} & set(chosen):
        needed = {"steps": args.frechet, "instrument": args.renders}
        test.fill(max(500, *(needed.get(name, 0) for name in chosen)))
    for name in chosen:
        rows = parts[name]()
        path = args.json.with_stem(f"{args.json.stem}-{name}") if args.json else None
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        harness.report(f"{name} ({rig.generator.name})", rows, path, [f"peak memory {peak} MB"])


if __name__ == "__main__":
    main()
