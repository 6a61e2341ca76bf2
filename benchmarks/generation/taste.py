"""Whether what is made without a word suits the visitor it is made for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from benchmarks.generation.rig import SEED, Pixels, Rig, Seen
from models.generate.conditions import SOURCE, Conditions
from models.generate.diffusion import noise_of
from models.generate.generator import Liking, Order
from models.generate.user_space import unit
from models.train import audience
from models.train.clips import Clips
from models.world import attributes

KNOWN = 12
"""Likes of a simulated visitor that the generator knows; as many are kept aside."""
STRENGTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
SAID = "User_Hist, said"
"""*User_Hist* with what stands out in it as words, which is what the app does."""

Row = dict[str, Any]
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Crowd:
    """Simulated visitors, each with a render that has nothing to do with them.

    Attributes:
        known: (n, KNOWN, d) what the generator knows that they liked.
        aside: (n, KNOWN, d) what else they liked.
        loved: attributes that they prefer.
        blind: a render for each, drawn blindly from those that they did not like.
    """

    known: Floats
    aside: Floats
    loved: Sequence[set[tuple[str, str]]]
    blind: Sequence[int]

    def carried(self, seen: Seen) -> NDArray[np.float64]:
        """Share of each visitor's preferred attributes that their clip carries, (n,)."""
        return np.array(
            [
                np.mean([see.get(key) == value for key, value in pairs])
                for see, pairs in zip(seen, self.loved, strict=True)
            ]
        )

    def row(self, seen: Seen, vectors: Floats, base: NDArray[np.float64] | None) -> Row:
        """How well clips suit; ``base`` is the share that is carried without any taste.

        Cosine@K is the mean likeness to the K of the likes kept aside that are nearest.
        """
        near = -np.sort(-np.einsum("nd,nkd->nk", vectors, self.aside), axis=1)
        carried = self.carried(seen)
        row: Row = {"visitors": len(carried), "preferred": float(carried.mean())}
        row |= paired(carried, base)
        return row | {f"Cosine@{k}": float(near[:, :k].mean()) for k in (5, 10)}


def paired(values: NDArray[np.float64], base: NDArray[np.float64] | None) -> Row:
    """Mean of the differences to ``base`` with half of its 95 % interval."""
    if base is None:
        return {"more": None, "± (95 %)": None}
    more = values - base
    half = 1.96 * more.std(ddof=1) / np.sqrt(len(more))
    return {"more": float(more.mean()), "± (95 %)": float(half)}


def gather(rig: Rig, visitors: int, clips: Clips) -> Crowd:
    """Invent visitors of these renders."""
    shown = [attributes(clips.drawn(index).scene) for index in range(len(clips))]
    crowd = audience.gather(shown, visitors, seed=9, each=2 * KNOWN)
    vectors = rig.renders([clips[index] for index in range(len(clips))], "test")
    rng = np.random.default_rng(SEED)
    likes = [rng.permutation(crowd.likes(user)) for user in range(visitors)]
    return Crowd(
        np.stack([vectors[of[:KNOWN]] for of in likes]),
        np.stack([vectors[of[KNOWN:]] for of in likes]),
        [
            {
                pair
                for pair, weight in user.weights.items()
                if weight > 0.5 and pair[0] in rig.probes.classes
            }
            for user in crowd.users
        ],
        [int(rng.choice(np.setdiff1d(np.arange(len(clips)), of))) for of in likes],
    )


def tastes(rig: Rig, known: Floats) -> dict[str, Conditions]:
    """Conditions by name, of visitors who liked these items (n, k, d)."""
    bare = rig.conditions(len(known))
    hist = unit(known.mean(1))
    full = replace(bare, hist=torch.from_numpy(hist))
    made = {"neither": bare, "User_Hist": full}
    if rig.generator.users is not None:
        user = torch.from_numpy(rig.generator.users.user(hist))
        full = replace(full, user=user)
        made |= {"User_Emb": replace(bare, user=user), "both": full}
    return made


def said(
    rig: Rig, given: Conditions, source: Pixels | None = None, strength: float = 1.0
) -> Conditions:
    """The conditions with the words that the generator finds in each *User_Hist*."""
    orders = [
        Order(taste=Liking(hist=hist), source=source, strength=strength)
        for hist in given.hist.numpy()
    ]
    words = rig.read([rig.generator.wish(order) for order in orders])
    return replace(given, words=torch.from_numpy(words))


def taste(rig: Rig, visitors: int, clips: Clips) -> list[Row]:
    """How much of what a visitor prefers is made without a word said (table 4 of the paper).

    *Original* is a render drawn blindly.
    """
    crowd = gather(rig, visitors, clips)
    blind = np.stack([clips[at] for at in crowd.blind])
    base: NDArray[np.float64] | None = None
    rows = [{"made for": "Original"} | crowd.row(*rig.looked(iter([blind])), None)]
    kinds = tastes(rig, crowd.known)
    kinds[SAID] = said(rig, kinds["User_Hist"])
    for name, given in kinds.items():
        seen, vectors = rig.looked(rig.made(given))
        rows.append({"made for": name} | crowd.row(seen, vectors, base))
        base = crowd.carried(seen) if base is None else base
    return rows


def restyled(rig: Rig, visitors: int, clips: Clips) -> list[Row]:
    """Revision without words (table 3 of the paper): likeness to the source and taste, by strength.

    *Original* is the source: a render drawn blindly.
    """
    crowd = gather(rig, visitors, clips)
    sources = np.stack([clips[at] for at in crowd.blind])
    seen, was = rig.looked(iter([sources]))
    base = crowd.carried(seen)
    rows: list[Row] = [{"revised for": "Original", "strength": None, "likeness to source": 1.0}
                       | crowd.row(seen, was, None)]  # fmt: skip
    kinds = tastes(rig, crowd.known)
    asked = [(SAID, strength) for strength in STRENGTHS]
    asked += [(name, STRENGTHS[-1]) for name in kinds]
    for name, strength in asked:
        given = said(rig, kinds["User_Hist"], sources[0], strength) if name == SAID else kinds[name]
        given = of_sources(rig, given, sources)
        seen, vectors = rig.looked(rig.made(given, start=noise_of(strength)))
        like = float(np.einsum("nd,nd->n", vectors, was).mean())
        rows.append({"revised for": name, "strength": strength, "likeness to source": like}
                    | crowd.row(seen, vectors, base))  # fmt: skip
    return rows


def of_sources(rig: Rig, given: Conditions, sources: NDArray[np.uint8]) -> Conditions:
    """The conditions with ``sources`` to be changed from."""
    frames = torch.from_numpy(rig.encoded(sources)).float()
    known = torch.full(frames.shape[:2], SOURCE)
    return replace(given, frames=frames, known=known)
