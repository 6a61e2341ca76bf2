"""What makes a pipeline quicker: compiled regions on a card, and a cache of blocks.

``compile``: the blocks that repeat are compiled, which costs a minute at the first order.
``cache``: where the first block changes little from one denoising step to the next, the others'
last result is taken (First Block Cache, after TeaCache, Liu et al. 2024): of use from about ten
steps on.
*Channels last*: how the weights of convolutions lie, which matrix units multiply faster.
"""

from __future__ import annotations

from typing import Any, Literal

Way = Literal["none", "compile", "cache", "both"]

THRESHOLD = 0.08
"""Relative change of the first block below which the others are skipped."""
FEW = 10
"""Denoising steps below which a cache is of no use."""


def on_processor(way: Way) -> Way:
    """What of a ``way`` is done without a card: nothing is compiled, which takes minutes there."""
    return "cache" if way in ("cache", "both") else "none"


def channels_last(pipe: Any, last: bool = True) -> None:
    """Lay the weights of convolutions with their channels last, or as they come.

    What is drawn stays the same but for the order of sums. With matrix units (AMX) convolutions in
    bf16 take 0.6 of the time in two dimensions and 0.4 in three; on processors without them, as
    long as before.
    """
    import torch

    kinds = {torch.nn.Conv2d: torch.channels_last, torch.nn.Conv3d: torch.channels_last_3d}
    for part in (getattr(pipe, name, None) for name in ("unet", "vae")):
        for module in part.modules() if part is not None else ():
            lies = kinds.get(type(module))
            if lies is not None:
                module.to(memory_format=lies if last else torch.contiguous_format)


def quicker(pipe: Any, way: Way, steps: int, *, backend: str = "inductor") -> list[str]:
    """Make ``pipe`` quicker in a ``way``; return what was done, for the log."""
    part = getattr(pipe, "transformer", None)
    part = getattr(pipe, "unet", None) if part is None else part
    done: list[str] = []
    if part is None or way == "none":
        return done
    cached = way in ("cache", "both") and steps >= FEW and hasattr(pipe, "transformer")
    # Between its blocks a VACE adds what guides it: behind a cache that would be added twice.
    cached = cached and not hasattr(part, "vace_blocks")
    if cached:
        import diffusers.hooks

        hooks: Any = diffusers.hooks  # it does not say what it exports
        hooks.apply_first_block_cache(part, hooks.FirstBlockCacheConfig(threshold=THRESHOLD))
        done.append("first block cache")
    if way in ("compile", "both"):
        # A cache looks at values between two blocks, which no whole graph allows.
        part.compile_repeated_blocks(fullgraph=not cached, backend=backend)
        done.append("compiled regions")
    return done
