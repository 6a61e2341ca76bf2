"""What marks and signatures cost: the share of each tool's time that they take.

``python -m benchmarks.marking [--data DIR] [--seconds S] [--json FILE]``. One clip at 640 x 360
and at 1280 x 720 (the first real one that is long and wide enough, or a drawn one) goes through
tools and the guard twice, in turns: as the app does it, and with neither invisible mark, signature
nor registry. The difference is their cost, in processor time; the aim is 20 % at most. Of the
repeats the least counts: busy neighbours only add to it.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import cv2

from agents.guard.guard import Guard
from agents.guard.marks import Marks
from agents.make.changes import Change
from agents.make.editor import Editor
from agents.retrieve.catalogue import MemoryCatalogue
from app.sealing import Sealer
from benchmarks import harness
from benchmarks.styles import synthetic
from models.domain import Item
from models.encode.encoder import FakeEncoder
from models.media.probe import probe
from models.media.transform import transform
from models.provenance.certificates import development
from models.provenance.credentials import Signer
from models.provenance.registry import MemoryRegistry
from models.provenance.watermark import Watermark
from models.stylise.edits import Edit

SIZES = ((640, 360), (1280, 720))
AIM = 20.0


def main() -> None:
    """Measure, and print."""
    parser = harness.arguments(__doc__ or "")
    parser.add_argument("--seconds", type=float, default=4.0, help="length of the clips")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--tools", nargs="*", help="these alone: brighter, duotone, comic, oil")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    rows: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            clip = footage(options.data, Path(folder), size, options.seconds)
            rows += measured(clip, Path(folder), size, options.repeats, options.tools)
    worst = max(rows, key=lambda row: float(row["share %"]))
    notes = [f"the most is {worst['share %']:.0f} %; the aim is {AIM:g} % at most"]
    harness.report("What marks and signatures cost", rows, options.json, notes)


def footage(data: Path | None, folder: Path, size: tuple[int, int], seconds: float) -> Item:
    """A clip of a size: of the first real video that is long enough, or drawn."""
    path = folder / f"{size[0]}.mp4"
    for real in harness.videos(data) if data is not None else []:
        if probe(real).duration >= seconds and probe(real).width >= 640:
            transform(real, path, size=size, end=seconds, keep_audio=False)
            break
    else:
        synthetic(drawn := folder / "drawn.mp4", seconds)
        transform(drawn, path, size=size)
    return Item(id=path.stem, title="clip", media=path, duration=probe(path).duration)


def measured(
    clip: Item, folder: Path, size: tuple[int, int], repeats: int, tools: list[str] | None
) -> Iterator[dict[str, Any]]:
    """A line a tool."""
    bare = bench(folder, None)
    whole = bench(folder, Watermark(b"a key for this benchmark, 32 by."))
    count = probe(clip.media).frames
    for name, change in changes(whole[0], clip).items():
        if tools is not None and name not in tools:
            continue
        works = {
            "bare": partial(work, bare, clip, change),
            "whole": partial(work, whole, clip, change),
        }
        times = harness.together(works, repeats)
        with_marks, without = min(times["whole"].cpu), min(times["bare"].cpu)
        print(f"{name}, {size[0]}: {with_marks:.2f} s, {without:.2f} s without", flush=True)
        yield {
            "tool": name,
            "size": f"{size[0]} x {size[1]}",
            "ms a picture": 1000 * with_marks / count,
            "without": 1000 * without / count,
            "share %": 100 * (1 - without / with_marks),
        }


def changes(editor: Editor, item: Item) -> dict[str, Change]:
    """Tools from the cheapest to a dear one."""
    return {
        "brighter": editor.adjust(item, Edit(brightness=0.2)),
        "duotone": editor.style("duotone"),
        "comic": editor.style("comic"),
        "oil": editor.style("oil"),
    }


Bench = tuple[Editor, Guard]


def bench(folder: Path, marker: Watermark | None) -> Bench:
    """Editor and guard, with marks and seal or without."""
    work = folder / ("whole" if marker else "bare")
    seal = Sealer(MemoryRegistry(), Signer(development(), version="1")) if marker else None
    editor = Editor(MemoryCatalogue(), FakeEncoder(), work, Marks(marker))
    return editor, Guard(folder / "served", work, seal)


def work(bench: Bench, clip: Item, change: Change) -> None:
    """One edit through the gate; what came out is deleted."""
    editor, guard = bench
    guard.withdraw(guard.admit(editor.write(clip, [change])))


if __name__ == "__main__":
    main()
