"""Small things the tests of the agents play with: items, a catalogue, clips of plain colours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from agents.retrieve.catalogue import MemoryCatalogue
from models.domain import Item
from models.encode.encoder import FakeEncoder
from tests.media_factory import Image, make

COLOURS = {"red": (200, 20, 20), "green": (20, 200, 20), "blue": (20, 20, 200)}
ENCODER = FakeEncoder()


def item(name: str, title: str = "", *tags: str, **more: Any) -> Item:
    more = {"media": Path("x.mp4"), "duration": 6.0} | more
    return Item(id=name, title=title or name, tags=tags, **more)


def catalogue(*items: Item) -> MemoryCatalogue:
    """A catalogue whose items are found by their words, and look like the colour in them."""
    made = MemoryCatalogue()
    for one in items:
        text = ENCODER.texts([" ".join((one.title, one.description, *one.tags))])[0]
        colour = next((rgb for name, rgb in COLOURS.items() if name in text_of(one)), (90, 90, 90))
        picture = np.full((1, 8, 8, 3), colour, np.uint8)
        made.add(one, text=text if text.any() else None, visual=ENCODER.images(picture)[0])
    return made


def text_of(one: Item) -> str:
    return " ".join((one.title, one.description, *one.tags)).lower()


def coloured(path: Path, colours: Sequence[str], *, each: float = 2.0, **more: Any) -> Path:
    """A clip that shows one colour after the other, with some texture."""
    fps = 12.0
    stripes = np.where(np.arange(96) // 8 % 2, 30, -15)[None, :, None]

    def picture(i: int, width: int, height: int) -> Image:
        name = colours[min(int(i / fps / each), len(colours) - 1)]
        base = np.full((height, width, 3), COLOURS.get(name, (0, 0, 0)), np.int16)
        if name in COLOURS:
            base = base + stripes[:, :width]
        return base.clip(0, 255).astype(np.uint8)

    return make(path, seconds=each * len(colours), fps=fps, picture=picture, **more)
