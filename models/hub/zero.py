"""ZeroGPU, the shared graphics cards of Hugging Face Spaces, where and only where it runs there.

Functions that need the card are wrapped at import, since the platform looks for them then. The
visitor's daily minutes may be used up; that is told in plain words.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from models.errors import Unavailable

P = ParamSpec("P")
T = TypeVar("T")

CARD = 40_000_000_000
"""Bytes of a borrowed card at least; it cannot be asked before it is borrowed."""
LONGEST = 120
"""Seconds that are asked for at most: longer ones wait longer for a card, and what takes longer
would be ended there."""


def here() -> bool:
    """Whether this is a Space with ZeroGPU."""
    return bool(os.environ.get("SPACES_ZERO_GPU"))


def first() -> None:
    """Import the platform's package, where this is one: it wants to come before torch.

    What borrows a card is imported with it, since the platform looks for that at the start.
    """
    if here():
        import spaces  # type: ignore[import-not-found, unused-ignore]  # noqa: F401

        import models.generate.painter  # noqa: F401


def borrowing(work: Callable[P, T], seconds: Callable[P, float]) -> Callable[P, T]:
    """Return ``work`` with a card for about ``seconds(...)``; on other machines ``work`` itself.

    Raises:
        Unavailable: when it takes longer than a card is lent for, the visitor's minutes of today
            are used up, or no card is free.
    """
    if not here():
        return work
    import spaces  # type: ignore[import-not-found, unused-ignore]

    def estimated(*args: P.args, **kwargs: P.kwargs) -> int:
        return max(5, round(seconds(*args, **kwargs)))

    inside: Callable[P, T] = spaces.GPU(duration=estimated)(work)

    @functools.wraps(work)
    def borrowed(*args: P.args, **kwargs: P.kwargs) -> T:
        needed = estimated(*args, **kwargs)
        if needed > LONGEST:
            raise Unavailable(
                f"that takes about {needed} seconds of a graphics card, and one is borrowed for "
                f"{LONGEST} at most; ask for something shorter"
            )
        try:
            return inside(*args, **kwargs)
        except Exception as exc:  # the platform's errors are Gradio's, told by their words
            raise told(exc) from exc

    return borrowed


def told(exc: Exception) -> Exception:
    """Translate an error of the platform; others are returned as they are."""
    words = f"{exc} {getattr(exc, 'message', '')}".lower()
    if "quota" in words:
        return Unavailable(
            "your graphics card minutes of today are used up; sign in to get more, or come back "
            "tomorrow"
        )
    if "gpu" in words and any(sign in words for sign in ("no gpu", "aborted", "timeout", "queue")):
        return Unavailable("no graphics card is free just now; try again in a minute")
    return exc
