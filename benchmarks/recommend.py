"""How well the recommenders rank real behaviour, and what training them costs.

``python -m benchmarks.recommend --data DIR [--models NAME …] [--seeds N] [--json FILE]``. DIR (or
its folder ``tiktok``) holds ``train.npz``, ``val.npz`` and ``test.npz`` (``user``, ``item``,
``shape``) and features ``*_feat.npy``, a row an item. All items are ranked, those of training left
out; the epoch is chosen on validation; popularity is the baseline. Each model is trained in a
process of its own, whose memory is its own.

Then newcomers (:mod:`benchmarks.newcomers`), and a table of ten million lines read.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.apart import Cost, apart
from benchmarks.harness import Row, arguments, machine, report
from benchmarks.newcomers import newcomers
from benchmarks.recommenders import DETERMINISTIC, FITS, load
from models.metrics.ranking import interval, ranked
from models.recommend.tables import read_csv

K = 20


class Found(NamedTuple):
    """What one trained model found: on test by user (n,) and in the mean, and on validation."""

    name: str
    recall: NDArray[np.float64]
    precision: float
    ndcg: float
    validation: float
    seconds: float


def trained(folder: Path, name: str, seed: int, runs: Path | None) -> Found:
    """Train one model and measure it."""
    data = replace(load(folder), runs=runs)
    began = time.perf_counter()
    model = FITS[name](data, seed)
    seconds = time.perf_counter() - began
    on_val = ranked(model.scores, data.val.matrix, data.train.matrix, K).means()["recall"]
    on_test = ranked(model.scores, data.test.matrix, data.train.matrix, K)
    means = on_test.means()
    return Found(model.name, on_test.recall, means["precision"], means["ndcg"], on_val, seconds)


def quality(name: str, folder: Path, seeds: Sequence[int], checkpoints: Path | None) -> Row:
    """One row: the mean of the seeds on test, with the spread of recall."""
    chosen = seeds[:1] if name in DETERMINISTIC else seeds
    runs: list[tuple[Found, Cost]] = [
        apart(trained, folder, name, seed, checkpoints) for seed in chosen
    ]
    found = [one for one, _ in runs]
    recalls = [float(one.recall.mean()) for one in found]
    low, high = interval(np.mean([one.recall for one in found], axis=0))
    return {
        "model": found[0].name + (", people alone" if name == "graph-people" else ""),
        f"recall@{K}": f"{statistics.mean(recalls):.4f}",
        "± seeds": f"{statistics.stdev(recalls):.4f}"
        if len(recalls) > 1
        else "none drawn"
        if name in DETERMINISTIC
        else "-",
        "95 % of users": f"{low:.4f}–{high:.4f}",
        f"precision@{K}": f"{statistics.mean(one.precision for one in found):.5f}",
        f"ndcg@{K}": f"{statistics.mean(one.ndcg for one in found):.4f}",
        f"val recall@{K}": f"{statistics.mean(one.validation for one in found):.4f}",
        "train s": f"{statistics.median(one.seconds for one in found):.0f}",
        "cpu s": f"{statistics.median(cost.cpu for _, cost in runs):.0f}",
        "peak MB": f"{max(cost.peak for _, cost in runs):.0f}",
        "seeds": len(chosen),
    }


def reading(folder: Path, lines: int) -> Row:
    """What it costs to read a table of so many made-up interactions."""
    file = folder / "interactions.csv"
    rng = np.random.default_rng(0)
    kinds = np.array(["like", "watch", "skip"])
    with file.open("w", encoding="utf-8") as out:
        out.write("user,item,kind,value,at\n")
        for first in range(0, lines, 100_000):
            n = min(100_000, lines - first)
            columns = (
                rng.integers(0, max(lines // 20, 1), n),
                rng.zipf(1.3, n) % max(lines // 50, 1),
                kinds[rng.integers(0, 3, n)],
                rng.integers(0, 60, n),
                rng.integers(1_600_000_000, 1_700_000_000, n),
            )
            out.writelines(",".join(map(str, line)) + "\n" for line in zip(*columns, strict=True))
    (shape, likes), cost = apart(_read, file)
    return {
        "lines": f"{lines:,}", "MB": f"{file.stat().st_size / 1e6:.0f}",
        "users": f"{shape[0]:,}", "items": f"{shape[1]:,}", "likes": f"{likes:,}",
        "cpu s": f"{cost.cpu:.1f}", "peak MB": f"{cost.peak:.0f}",
    }  # fmt: skip


def _read(file: Path) -> tuple[tuple[int, int], int]:
    found = read_csv(file)
    return found.shape, int(found.matrix.nnz)


def main(given: Sequence[str] | None = None) -> None:
    parser = arguments(__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--models", nargs="+", choices=FITS, default=list(FITS))
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument(
        "--runs", type=Path, help="folder of checkpoints: an interrupted training goes on"
    )
    parser.add_argument("--newcomers", choices=FITS, default="graph", help="which model meets them")
    parser.add_argument("--folds", type=int, default=10, help="newcomers: parts of the users, or 0")
    parser.add_argument(
        "--lines", type=int, default=10_000_000, help="of the table that is read, or 0"
    )
    args = parser.parse_args(given)
    if args.data is None:
        parser.error("give --data DIR with train.npz, val.npz and test.npz")
    rows = []
    for name in args.models:
        rows.append(quality(name, args.data, range(args.seeds), args.runs))
        print(" ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    report("All-item ranking on held-out interactions", rows, None)
    met: list[Row] = []
    why: list[str] = []
    if args.folds:
        met, why = newcomers(args.newcomers, load(args.data), args.folds)
        report("Newcomers", met, None, why)
    tables = []
    if args.lines:
        with TemporaryDirectory() as folder:
            tables = [reading(Path(folder), args.lines)]
        report("Reading a table of interactions", tables, None)
    if args.json:
        body = {
            "title": "Recommenders", "machine": machine(),
            "rows": rows, "newcomers": met, "newcomers notes": why, "reading": tables,
        }  # fmt: skip
        args.json.write_text(json.dumps(body, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
