"""One search with what follows from what it finds: what was seen is left out while there is more,
and a bound on length or shape that nothing keeps is let go, and said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from agents.retrieve.openings import none_within, quoted, unbounded
from agents.retrieve.retriever import Found, Retriever
from agents.retrieve.taste import Taste
from models.domain import Guidance


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What was found for ``guidance``, which may be less strict than what was asked for.

    ``text`` is what is to be said of that, where something is; ``sure`` whether something is what
    was asked for, ``None`` where all of it may have been seen before.
    """

    guidance: Guidance
    found: Sequence[Found]
    sure: bool | None
    text: str = ""


def look(
    retriever: Retriever,
    guidance: Guidance,
    taste: Taste,
    k: int,
    viewer: str,
    seen: frozenset[str],
    like: NDArray[np.float32] | None,
) -> Looked:
    """Look for up to ``k`` items; ``seen`` is left out while there is anything else."""
    find = partial(retriever.find, taste=taste, k=k, viewer=viewer, like=like)
    found = find(guidance, exclude=seen)
    if any(one.sure for one in found):
        return Looked(guidance=guidance, found=found, sure=True)
    loose = unbounded(guidance)
    near = find(loose) if loose is not None else []
    if loose is not None and any(one.sure for one in near):
        return Looked(guidance=loose, found=near, sure=True, text=none_within(guidance))
    looked = Looked(guidance=guidance, found=found, sure=None if seen else False)
    if not seen:
        return looked
    text = ""
    if guidance.want:
        more = "; here is something else:" if found else ". Once more:"
        text = f"That is all I have for “{quoted(guidance.want)}”{more}"
    return replace(looked, found=found or find(guidance), text=text)
