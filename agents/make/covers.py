"""Covers that are drawn: a still of a clip anew, under what this visitor liked.

What RDM (Blattmann et al. 2022) does with neighbours, the visitor's liked items do here: they are
the memory beside the frame. The chosen frame (equation 1) comes first; this one stands beside it.
"""

from __future__ import annotations

import threading
from collections.abc import Generator, Iterator

import numpy as np

from agents.make.jobs import Watch
from agents.make.judging import judge
from agents.make.studio import Studio
from agents.make.workshop import Made, Workshop
from agents.retrieve.taste import Taste
from models.domain import Artifact, Card, Event, Item, Recipe, Said, Shown
from models.errors import BadMedia, Unavailable, UserError
from models.generate.generator import Generated, Order, Progress
from models.stylise.beneath import picture_of

CANDIDATES = 3
STRENGTH = 0.25
"""How far from the frame: enough for light and colour to change, too little for its shapes."""
KEEPS = 0.6
"""Cosine of the image encoder's vectors with the frame from which it shows the same thing."""
NOT_THE_SAME = "I drew a cover as well and kept none of {count}: {why}."


def can_draw(studio: Studio | None, item: Item, taste: Taste, viewer: str) -> bool:
    """Whether a cover can be drawn: something is known of the visitor, and the clip is drawable."""
    if studio is None or not studio.generator.clips or not (taste.liked or taste.wants):
        return False
    return studio.knows_source(item, viewer)


def draw(
    studio: Studio,
    workshop: Workshop,
    item: Item,
    time: float,
    taste: Taste,
    viewer: str,
    cancel: threading.Event,
) -> Generator[Event, None, Made | None]:
    """Draw a cover of ``item`` from its frame at ``time`` as a step; ``None`` once stopped.

    Raises :class:`BadMedia` where none of what came out shows the same thing.
    """
    return (
        yield from workshop.step(
            "Drawing a cover", lambda watch: cover(studio, item, time, taste, viewer, watch),
            item, viewer, cancel, tool="cover", pixels="made",
        )
    )  # fmt: skip


def beside(
    studio: Studio | None,
    workshop: Workshop,
    chosen: Made,
    item: Item,
    taste: Taste,
    viewer: str,
    cancel: threading.Event,
) -> Iterator[Event]:
    """Draw a cover of ``item`` beside the frame that was ``chosen``, where that can be."""
    if studio is None or not can_draw(studio, item, taste, viewer):
        return
    time = float(chosen.artifact.recipe.parameters["time"])
    try:
        made = yield from draw(studio, workshop, item, time, taste, viewer, cancel)
    except (UserError, Unavailable) as exc:
        yield Said(text=str(exc), footnote=True)
        return
    if made is not None:
        yield Said(text="Beside it, one that I drew:")
        yield Shown(cards=(Card(item=made.item, why=made.artifact.note, badge="Drawn for you"),))


def cover(
    studio: Studio, item: Item, time: float, taste: Taste, viewer: str, watch: Watch, seed: int = 0
) -> Artifact:
    """Write a picture drawn from the frame of ``item`` at ``time`` under the visitor's taste."""
    from models.media import sample

    frame = next(iter(sample.at(item.media, [time], size=256))).image
    frame = picture_of(item.media)(frame, time)
    order = Order(
        taste=studio.liking(taste, viewer), source=frame[None], strength=STRENGTH,
        still=True, candidates=CANDIDATES, seed=seed,
    )  # fmt: skip
    before = studio.encoder.images(frame[None])[0]
    best: tuple[float, Generated] | None = None
    why = ""
    for event in studio.generator.generate(order):
        if isinstance(event, Progress):
            watch(0.9 * event.fraction, event.preview)
            continue
        judged = judge(
            event.frames, studio.encoder, studio.catalogue, viewer,
            history=taste.history, not_of=(item.id, *item.parents),
        )  # fmt: skip
        same = float(np.dot(judged.vector, before / (np.linalg.norm(before) + 1e-9)))
        if judged.poor or same < KEEPS:
            why = why or judged.poor or "it no longer shows the same thing"
            continue
        if best is None or judged.score + same > best[0]:
            best = (judged.score + same, event)
    if best is None:
        raise BadMedia(NOT_THE_SAME.format(count=CANDIDATES, why=why))
    made = best[1]
    recipe = Recipe(
        tool="cover", pixels="made", parameters={"time": round(time, 3), "strength": STRENGTH},
        model=made.model or studio.generator.name, seed=made.seed,
    )  # fmt: skip
    note = "A cover drawn anew from its best frame, nearer to what you liked. AI made it."
    return studio.written(made, recipe, item, item.title, note, still=True)
