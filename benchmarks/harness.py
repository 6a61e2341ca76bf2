"""What the benchmarks share: arguments, timing, the machine in one line, a table, JSON."""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
VIDEOS = {".mp4", ".mkv", ".webm", ".mov", ".gif", ".avi"}


def arguments(description: str) -> argparse.ArgumentParser:
    """A parser with the two options every benchmark has; add more, then parse."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, help="folder of clips, texts or photos to run on")
    parser.add_argument("--json", type=Path, help="write the figures to this file as well")
    return parser


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds of each run: on the clock, and of processor time over all threads."""

    wall: tuple[float, ...]
    cpu: tuple[float, ...]

    @property
    def median(self) -> float:
        """Median of the clock."""
        return statistics.median(self.wall)

    @property
    def median_cpu(self) -> float:
        """Median of processor time: what it costs, whoever else is busy."""
        return statistics.median(self.cpu)


def timed(work: Callable[[], object], repeats: int = 5, warmups: int = 1) -> Timing:
    """Run ``work`` a few times for nothing, then ``repeats`` times on the clock."""
    return together({"": work}, repeats, warmups)[""]


def together(
    works: Mapping[str, Callable[[], object]],
    repeats: int = 5,
    warmups: int = 1,
    until: float = math.inf,
) -> dict[str, Timing]:
    """Time several works in turns, so that a busy neighbour disturbs all alike and ratios hold.

    After the first turn that counts, none is begun once the clock is past ``until``.
    """
    wall: dict[str, list[float]] = {name: [] for name in works}
    cpu: dict[str, list[float]] = {name: [] for name in works}
    for turn in range(warmups + repeats):
        if turn > warmups and time.perf_counter() >= until:
            break
        for name, work in works.items():
            clock, processor = time.perf_counter(), time.process_time()
            work()
            if turn >= warmups:
                wall[name].append(time.perf_counter() - clock)
                cpu[name].append(time.process_time() - processor)
    return {name: Timing(tuple(wall[name]), tuple(cpu[name])) for name in works}


def machine() -> str:
    """Processor, cores, load, Python and date in one line."""
    model = platform.processor() or platform.machine()
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next(line.split(":", 1)[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        pass  # not Linux: the short name will do
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    today = datetime.now(timezone.utc).date().isoformat()
    return f"{model}, {os.cpu_count()} cores{load}, Python {platform.python_version()}, {today}"


def videos(folder: Path) -> list[Path]:
    """The video files below ``folder``, by name; below its ``videos`` where it has one."""
    inner = folder / "videos"
    root = inner if inner.is_dir() else folder
    return sorted(path for path in root.rglob("*") if path.suffix.lower() in VIDEOS)


def cell(value: object) -> str:
    """A figure in three digits, ``-`` for none."""
    if value is None:
        return "-"
    if isinstance(value, float):
        return f"{value:.3g}" if abs(value) < 100.0 else f"{value:.0f}"
    return str(value)


def table(rows: Sequence[Row]) -> str:
    """Rows as aligned text; the keys of the first are the heading, numbers stand to the right."""
    heads = list(rows[0])
    cells = [heads] + [[cell(row.get(head)) for head in heads] for row in rows]
    widths = [max(len(line[k]) for line in cells) for k in range(len(heads))]
    right = [any(isinstance(row.get(head), int | float) for row in rows) for head in heads]

    def line(parts: Sequence[str]) -> str:
        columns = zip(parts, widths, right, strict=True)
        return "  ".join(p.rjust(w) if r else p.ljust(w) for p, w, r in columns).rstrip()

    return "\n".join(
        [line(heads), line(["-" * width for width in widths])] + [*map(line, cells[1:])]
    )


def report(title: str, rows: Sequence[Row], path: Path | None, notes: Sequence[str] = ()) -> None:
    """Print a titled table with the machine and ``notes``; write all of it to ``path`` if given."""
    print(f"\n{title}\n{machine()}\n")
    print(table(rows) if rows else "nothing was measured")
    for note in notes:
        print(f"* {note}")
    if path is not None:
        save(title, rows, path, notes)


def save(
    title: str, rows: Sequence[Row], path: Path, notes: Sequence[str] = (), **more: object
) -> None:
    """Write what :func:`report` prints to ``path``, as JSON; ``more`` stands beside it."""
    body = {"title": title, "machine": machine(), "rows": list(rows), "notes": list(notes), **more}
    path.write_text(json.dumps(body, indent=2, default=str) + "\n", encoding="utf-8")
