"""What fits is chosen before anything is loaded: device, type, and what moves between the two."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from models.errors import Unavailable
from models.hub import zero
from models.hub.fetch import size
from models.hub.table import Checkpoint, Role

WORKING: dict[Role, int] = {
    "encoder": 500_000_000,
    "chat": 1_000_000_000,
    "picture": 2_000_000_000,
    "speech": 500_000_000,
}
"""Bytes a call needs beside the weights: taken generously, not measured on the real weights."""
LARGEST_PART = 0.6
"""Share of a pipeline's weights that are on the card at once when its parts take turns there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Free bytes: of the graphics card (0 without one), and of the machine.

    ``quick_half``: the processor multiplies bf16 fast; elsewhere fp32 is faster.
    """

    card: int = 0
    machine: int
    quick_half: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a model is loaded. ``offload``: its parts lie in the machine and take turns on the card.

    ``sliced``: attention and decoding go piece by piece, which takes less memory and more time.
    """

    device: Literal["cuda", "cpu"]
    dtype: Literal["float32", "bfloat16"]
    offload: bool = False
    sliced: bool = False
    bytes: int = 0


def plan(checkpoint: Checkpoint, room: Room) -> Plan:
    """Return the quickest way to run a checkpoint that fits into ``room``.

    Raises:
        Unavailable: when nothing fits, with what is needed and what there is.
    """
    half, full = round(checkpoint.parameters * 2), round(checkpoint.parameters * 4)
    work = WORKING[checkpoint.role]
    if room.card >= half + work:
        return Plan(device="cuda", dtype="bfloat16", bytes=half + work)
    parts = round(half * LARGEST_PART) + work
    if checkpoint.role == "picture" and room.card >= parts and room.machine >= half:
        return Plan(device="cuda", dtype="bfloat16", offload=True, sliced=True, bytes=parts)
    if room.machine >= full + work and not room.quick_half:
        return Plan(device="cpu", dtype="float32", bytes=full + work)
    tight = half + work // 2
    if room.machine >= tight:
        sliced = room.machine < half + work
        return Plan(device="cpu", dtype="bfloat16", sliced=sliced, bytes=tight)
    raise Unavailable(
        f"{checkpoint.what} needs {size(tight)} of memory and {size(max(room.machine, 0))} are "
        "free; close something, or choose a smaller model"
    )


def room() -> Room:
    """What is free now, on this machine or in this container."""
    import psutil
    import torch

    from models.hardware import quick_in_bf16

    card = 0
    if zero.here():
        card = zero.CARD
    elif torch.cuda.is_available():
        card = torch.cuda.mem_get_info()[0]
    free = int(psutil.virtual_memory().available)  # type: ignore[no-untyped-call]
    limit, used = (
        _number(Path("/sys/fs/cgroup") / name) for name in ("memory.max", "memory.current")
    )
    if limit is not None and used is not None:
        free = min(free, limit - used)
    return Room(card=card, machine=free, quick_half=quick_in_bf16())


def _number(file: Path) -> int | None:
    try:
        return int(file.read_text())
    except (OSError, ValueError):  # no container, or "max"
        return None
