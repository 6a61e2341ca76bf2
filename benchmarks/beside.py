"""Rows of several ways to do one thing, beside the first of them."""

from __future__ import annotations

import math
import statistics
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import harness

ROOT = Path(__file__).resolve().parents[1]


def rows(model: str, took: Mapping[str, harness.Timing], visitors: int = 1) -> list[harness.Row]:
    """A row each, beside the first one; a visitor's share of the time where several came."""
    base = next(iter(took.values()))
    return [row(model, what, time, base, visitors=visitors) for what, time in took.items()]


def row(
    model: str,
    what: str,
    time: harness.Timing,
    base: harness.Timing,
    like: float | None = None,
    visitors: int = 1,
) -> harness.Row:
    """The figures of one; see :mod:`benchmarks.acceleration` for what each means."""
    return {
        "model": model,
        "what": what,
        "ms": time.median * 1000 / visitors,
        "x bare": times(base.wall, time.wall),
        "x core": times(base.cpu, time.cpu),
        "PSNR": like,
        "turns": len(time.wall),
        "first s": None,
        "blocks": None,
        "GB": held(),
    }


def failed(model: str, what: str, exc: Exception) -> harness.Row:
    """A row without figures: why, in which line of ours, and in which of a library's below it."""
    why = (str(exc).strip() or "no more was said").splitlines()[0][:100]
    told = f"{type(exc).__name__}: {why}{_where(exc)}"
    return {"model": model, "what": what or "whole", "failed": told}


def _where(exc: Exception) -> str:
    """`` (at benchmarks/beside.py:9, in module.py:3)``: the innermost frames of both."""
    ours = inner = ""
    for frame in traceback.extract_tb(exc.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(ROOT) and "site-packages" not in path.parts:
            ours, inner = f"{path.relative_to(ROOT)}:{frame.lineno}", ""
        else:
            inner = f", in {path.name}:{frame.lineno}"
    return f" (at {ours}{inner})" if ours else ""


def held() -> float | None:
    """Most gigabytes that the card held in these turns; ``None`` without a card."""
    import torch

    return torch.cuda.max_memory_allocated() / 1e9 if torch.cuda.is_available() else None


def times(base: Sequence[float], other: Sequence[float]) -> float:
    """How many times as long ``base`` took, turn by turn, in the middle."""
    return statistics.median(one / two for one, two in zip(base, other, strict=False))


def psnr(one: Any, other: Any) -> float:
    """Peak signal to noise ratio in dB of ``other``; the peak is how far values of ``one`` go."""
    first, second = np.asarray(one, np.float64), np.asarray(other, np.float64)
    error, peak = float(np.mean((first - second) ** 2)), float(np.ptp(first))
    return math.inf if error == 0 else 10 * math.log10(peak**2 / error) if peak else -math.inf
