"""What makes a pipeline quicker on a card: compiled regions, and a cache of blocks.

``compile``: the blocks that repeat are compiled, which costs a minute at the first order.
``cache``: where the first block changes little from one denoising step to the next, the others'
last result is taken (First Block Cache, after TeaCache, Liu et al. 2024): of use from about ten
steps on.
"""

from __future__ import annotations

from typing import Any, Literal

Way = Literal["none", "compile", "cache", "both"]

THRESHOLD = 0.08
"""Relative change of the first block below which the others are skipped."""
FEW = 10
"""Denoising steps below which a cache is of no use."""


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
