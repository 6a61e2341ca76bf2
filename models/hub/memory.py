"""What fits is chosen before anything is loaded: device, type, and what moves between the two."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, Literal

from models.errors import Unavailable
from models.hub import card, zero
from models.hub.checkpoint import Checkpoint, Role
from models.hub.fetch import size

WORKING: dict[Role, int] = {
    "encoder": 500_000_000,
    "chat": 1_000_000_000,
    "picture": 2_000_000_000,
    "video": 2_000_000_000,
    "adapter": 0,
    "speech": 500_000_000,
    "guard": 500_000_000,
    "safety": 200_000_000,
    "caption": 500_000_000,
    "edit": 2_000_000_000,
    "decoder": 0,
}
"""Bytes a call needs beside the weights: taken generously, not measured on the real weights."""
PIPELINES: frozenset[Role] = frozenset(("picture", "video", "edit"))
"""Roles whose models have parts that take turns."""
FIRST: frozenset[Role] = frozenset(("encoder", "chat"))
"""Roles that get a card that is too small for them and for what draws: nobody waits for drawing as
everybody waits for these."""
AT_ONCE = 8
"""Pictures of one call at most: more make everybody wait for longer."""
EIGHTH = 1.1
"""Bytes of a parameter in eight bits: its scales, and what stays as it was, come on top."""
Packer = Literal["torchao", "bitsandbytes"]
PACKERS: dict[Packer, tuple[int, int]] = {"torchao": (0, 18), "bitsandbytes": (0, 48)}
"""What lays weights in eight bits, the first that is here, and the least version that this is for:
torchao, or on a card LLM.int8() of bitsandbytes (Dettmers et al. 2022)."""
LARGEST_PART = 0.6
"""Share of a pipeline's weights that are on the card at once when its parts take turns there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """Free bytes: of the graphics card (0 without one), and of the machine.

    ``quick_half``: the processor multiplies bf16 fast; elsewhere fp32 is faster. ``packers`` are
    installed, the preferred one first.
    """

    card: int = 0
    machine: int
    quick_half: bool = False
    packers: tuple[Packer, ...] = ()

    @property
    def on_card(self) -> Packer | None:
        """What lays weights in eight bits on a card."""
        return next(iter(self.packers), None)

    @property
    def on_processor(self) -> Packer | None:
        """The same on the processor, where bitsandbytes is not asked."""
        return "torchao" if "torchao" in self.packers else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a model is loaded.

    Attributes:
        offload: its parts lie in the machine and take turns on the card.
        sliced: attention and decoding go piece by piece, which takes less memory and more time.
        int8: what lays weights in eight bits, to be computed with in ``dtype``; or nothing does.
    """

    device: Literal["cuda", "cpu"]
    dtype: Literal["float32", "bfloat16"]
    offload: bool = False
    sliced: bool = False
    int8: Packer | None = None
    bytes: int = 0

    def __str__(self) -> str:
        eight = f"eight bits by {self.int8}" if self.int8 else self.dtype
        more = ("parts in turn", self.offload), ("sliced", self.sliced)
        told = [self.device, eight, *(words for words, holds in more if holds)]
        return ", ".join([*told, *([f"about {size(self.bytes)}"] if self.bytes else [])])


def plan(checkpoint: Checkpoint, room: Room, reserve: int = 0, kept: int = 0) -> Plan:
    """Return the quickest way to run a checkpoint that fits into ``room``.

    ``reserve`` are bytes of the machine that other models will need: where they are short, weights
    lie in bf16 although the processor is slower with it, and in eight bits where that is too much.
    ``kept`` are bytes of the card that what draws will need (:func:`in_turn`): what stays there all
    the time must leave them, or stay on the processor.

    Raises:
        Unavailable: when nothing fits, with what is needed and what there is.
    """
    half, full = round(checkpoint.parameters * 2), round(checkpoint.parameters * 4)
    work, least = WORKING[checkpoint.role], tight(checkpoint)
    eighth = round(checkpoint.parameters * EIGHTH)
    if checkpoint.role in FIRST and room.card < kept + half + work:
        kept = 0
    if room.card - kept >= half + work:
        return Plan(device="cuda", dtype="bfloat16", bytes=half + work)
    if room.card - kept >= eighth + work and room.on_card:
        return Plan(device="cuda", dtype="bfloat16", int8=room.on_card, bytes=eighth + work)
    parts = in_turn(checkpoint)
    if checkpoint.role in PIPELINES and room.card >= parts and room.machine >= half:
        return Plan(device="cuda", dtype="bfloat16", offload=True, sliced=True, bytes=parts)
    if room.machine - reserve >= full + work and not room.quick_half:
        return Plan(device="cpu", dtype="float32", bytes=full + work)
    if room.machine >= least:
        sliced = room.machine - reserve < half + work
        return Plan(device="cpu", dtype="bfloat16", sliced=sliced, bytes=least)
    least = eighth + work // 2
    eight = room.on_processor
    if room.machine >= least and eight:
        return Plan(device="cpu", dtype="bfloat16", sliced=True, int8=eight, bytes=least)
    advice = "" if eight else ", install torchao, which loads it in eight bits,"
    raise Unavailable(
        f"{checkpoint.what} needs {size(tight(checkpoint))} of memory and "
        f"{size(max(room.machine, 0))} are free; close something{advice} or choose a smaller model"
    )


def in_turn(checkpoint: Checkpoint) -> int:
    """Bytes of the card that a pipeline takes whose parts take turns there."""
    return round(checkpoint.parameters * 2 * LARGEST_PART) + WORKING[checkpoint.role]


def ever(checkpoint: Checkpoint, whole: Room) -> None:
    """Raise Unavailable where a checkpoint does not fit into a machine with nothing else in it.

    To be asked before it is fetched.
    """
    try:
        plan(checkpoint, whole)
    except Unavailable as exc:
        advice = "" if whole.on_processor else "install torchao, which loads it in eight bits, or "
        raise Unavailable(
            f"{checkpoint.what} needs {size(tight(checkpoint))} of memory and this machine has "
            f"{size(whole.machine)} in all, so it is not fetched; {advice}choose a smaller model"
        ) from exc


def at_once(checkpoint: Checkpoint, plan: Plan, room: Room) -> int:
    """Return how many pictures one call should draw at most, by what is free beside the weights.

    One where several take nearly as long as one after the other (a processor: measured on models of
    middle size by ``benchmarks.acceleration``), where memory is short (parts that take turns), and
    where the card is borrowed for one visitor.
    """
    if plan.device != "cuda" or plan.offload or zero.here():
        return 1
    more = (room.card - plan.bytes) // WORKING[checkpoint.role]
    return max(1, min(AT_ONCE, 1 + more))


def tight(checkpoint: Checkpoint) -> int:
    """Bytes of the machine that a checkpoint takes at least without eight bits."""
    return round(checkpoint.parameters * 2) + WORKING[checkpoint.role] // 2


def usual() -> Plan:
    """How a model is loaded whose size nobody knows: on the card, in what is quick."""
    from models.hardware import quick_in_bf16

    if card.here():
        return Plan(device="cuda", dtype="bfloat16")
    return Plan(device="cpu", dtype="bfloat16" if quick_in_bf16() else "float32")


def keywords(plan: Plan) -> dict[str, Any]:
    """What ``from_pretrained`` of transformers takes for a plan."""
    import torch

    told: dict[str, Any] = {"dtype": getattr(torch, plan.dtype)}
    if plan.int8:
        import transformers

        told["quantization_config"] = packing(plan.int8, transformers)
    return told


def packing(packer: Packer, library: Any) -> Any:
    """How weights are laid in eight bits, as ``library`` (transformers, diffusers) is told."""
    if packer == "bitsandbytes":
        return library.BitsAndBytesConfig(load_in_8bit=True)
    from torchao.quantization import (  # type: ignore[import-not-found, unused-ignore]
        Int8WeightOnlyConfig,
    )

    return library.TorchAoConfig(Int8WeightOnlyConfig(version=2))


def room() -> Room:
    """What is free now, on this machine or in this container."""
    import psutil

    from models.hardware import quick_in_bf16

    there = zero.CARD if zero.here() else card.free()
    free = int(psutil.virtual_memory().available)  # type: ignore[no-untyped-call]
    limit, used = (
        _number(Path("/sys/fs/cgroup") / name) for name in ("memory.max", "memory.current")
    )
    if limit is not None and used is not None:
        free = min(free, limit - used)
    return Room(card=there, machine=free, quick_half=quick_in_bf16(), packers=_packers())


def whole() -> Room:
    """What this machine or this container has in all."""
    import psutil

    from models.hardware import quick_in_bf16

    there = zero.CARD if zero.here() else card.size()
    has = int(psutil.virtual_memory().total)  # type: ignore[no-untyped-call]
    limit = _number(Path("/sys/fs/cgroup") / "memory.max")
    has = has if limit is None else min(has, limit)
    return Room(card=there, machine=has, quick_half=quick_in_bf16(), packers=_packers())


def _packers() -> tuple[Packer, ...]:
    return tuple(name for name, least in PACKERS.items() if installed(name) >= least)


def installed(package: str) -> tuple[int, ...]:
    """The first two numbers of a package's version; nothing where it is not here."""
    try:
        return tuple(int(part) for part in metadata.version(package).split(".")[:2])
    except (metadata.PackageNotFoundError, ValueError):
        return ()


def _number(file: Path) -> int | None:
    try:
        return int(file.read_text())
    except (OSError, ValueError):  # no container, or "max"
        return None
