"""ZeroGPU, the shared graphics cards of Hugging Face Spaces, where and only where it runs there.

Functions that need the card are wrapped at import, since the platform looks for them then. The
visitor's daily minutes may be used up; that is told in plain words.
"""

from __future__ import annotations

import functools
import os
import re
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
    """Translate an error of the platform; others are returned as they are.

    Its words are those of the package ``spaces`` 0.51.
    """
    title = str(getattr(exc, "title", ""))
    words = f"{title} {exc} {getattr(exc, 'message', '')}"
    if "gpu" not in words.lower() and not any(one in words.lower() for one in _CUT_OFF):
        return exc
    for signs, why in _TOLD:
        if any(sign in words.lower() for sign in signs):
            return Unavailable(f"{why}{_more(words) if signs is _QUOTA else ''}")
    return exc


_CUT_OFF = ("connection closed by visitor", "unexpected end of stream", "queue disconnect")
_NONE_FREE = (
    "no gpu", "aborted", "timeout", "waiting for a gpu", "proxy token", "/schedule error",
    "pending credits", *_CUT_OFF,
)  # fmt: skip
_QUOTA = ("quota", "gpu limit", "runs limit")
_LONG = ("illegal duration", "larger than the maximum")
_TOLD = (
    (_NONE_FREE, "no graphics card is free just now; try again in a minute"),
    (_LONG, "that takes longer than a graphics card is lent to you; ask for something shorter"),
    (_QUOTA, "your graphics card minutes of today are used up"),
)
"""What the platform's words hold, and what a visitor is told; the first that fits."""


def _more(words: str) -> str:
    """When there are more minutes, where the platform says so, and who has more of them."""
    found = re.search(r"try again in ((?:\d+ days?, )?\d+:\d\d):\d\d", words, re.IGNORECASE)
    when = found[1] if found and found[1].strip("0:") else ""
    after = f"there are more in {when} hours" if when and "day" not in when else "come back later"
    return f"; {after}, or open this Space at huggingface.co, signed in there, to get more"
