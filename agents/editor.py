"""The editor: changes an item for this visitor. Each method writes one file and says how.

Files go to a private work folder; the guard takes them from there.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from agents.catalogue import Catalogue, FrameVectors
from agents.guard import lineage, marked
from agents.selection import WINDOWS, best_frame, best_window, usable
from agents.taste import Taste
from models.domain import Artifact, Item, Pixels, Recipe, Tick, no_tick
from models.encode.encoder import Encoder
from models.errors import BadRequest
from models.stylise.edits import Edit, picture_function
from models.stylise.styliser import Picture

Begin = Callable[[int, int], tuple[Picture, tuple[int, int]]]
"""Width and height of the first frame to a picture function and the size of its results."""

FRAMES_A_SECOND = 2.0
"""How densely a clip is looked at whose frames are not in the catalogue; at most 64 in all."""

SNAP = 0.4
"""Seconds a cut point may move to fall on a shot boundary."""


class Editor:
    """Thumbnail, clip, style and parametric edits of one item."""

    def __init__(self, catalogue: Catalogue, encoder: Encoder, work: Path) -> None:
        self.catalogue, self.encoder, self.work = catalogue, encoder, work

    def thumbnail(self, item: Item, taste: Taste, viewer: str, tick: Tick = no_tick) -> Artifact:
        """Choose the frame this visitor would like best (eq. 1) and write it as a picture."""
        from models.media import poster, sample

        known = self.catalogue.frames(item.id, viewer)
        if known is None:
            sampled, pictures = self._seen(item)
        else:
            sampled = known
            shown = sample.at(item.media, sampled.times.tolist(), size=64)
            pictures = np.stack([frame.image for frame in shown])
        tick(0.6)
        index = best_frame(sampled.embeddings, taste.history, usable(pictures))
        target = self._target(".jpg")
        poster.poster(item.media, target, float(sampled.times[index]), width=1280)
        tick(1.0)
        count = len(taste.liked)
        note = (
            f"The frame nearest to the {count} you liked."
            if taste.history is not None
            else "You have not liked anything yet, so this is the most representative frame."
        )
        recipe = Recipe(
            tool="thumbnail",
            pixels="kept",
            parameters={"time": round(float(sampled.times[index]), 3)},
            model=self.encoder.name,
        )
        return Artifact(
            media=target,
            kind="image",
            title=item.title,
            parents=(item.id,),
            recipe=recipe,
            note=note,
        )

    def clip(
        self,
        item: Item,
        taste: Taste,
        viewer: str,
        *,
        about: str = "",
        seconds: float | None = None,
        start: float | None = None,
        end: float | None = None,
        tick: Tick = no_tick,
    ) -> Artifact:
        """Cut the part about ``about``, or the part this visitor would like best (eq. 2)."""
        from models.media.cut import cut

        if start is None and end is None:
            begin, finish, why = self._best_part(item, taste, viewer, about, seconds)
        else:
            begin = start or 0.0
            finish = item.duration if end is None else end
            why = "The part you named."
        if not 0 <= begin < finish or begin >= item.duration:
            raise BadRequest(
                f"“{item.title}” is {item.duration:.1f} s long, and the part asked for runs from "
                f"{begin:.1f} to {finish:.1f} s; name a part inside it."
            )
        recipe = Recipe(
            tool="clip",
            pixels="kept",
            parameters={"start": round(begin, 2), "end": round(finish, 2), "about": about},
            model=self.encoder.name,
        )
        target = self._target(".mp4")
        cut(
            item.media,
            target,
            begin,
            min(finish, item.duration),
            metadata=lineage(recipe, (item.id,)),
            tick=tick,
        )
        return Artifact(
            media=target,
            kind="video",
            title=f"{item.title} (clip)",
            parents=(item.id,),
            recipe=recipe,
            note=why,
        )

    def style(self, item: Item, name: str, strength: float = 1.0, tick: Tick = no_tick) -> Artifact:
        """Redraw the whole clip in a style at full resolution."""
        from models.stylise.styles import STYLES, styliser

        look = styliser(name, strength)
        recipe = Recipe(
            tool="style", pixels="changed", parameters={"style": name, "strength": strength}
        )

        def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
            return look.start(width, height, 25.0), (width, height)

        target = self._redraw(item, begin, recipe, Edit(), tick)
        title = STYLES[name].title
        return Artifact(
            media=target,
            kind="video",
            title=f"{item.title} ({title.lower()})",
            parents=(item.id,),
            recipe=recipe,
            note=f"Redrawn: {STYLES[name].description}",
        )

    def adjust(self, item: Item, edit: Edit, tick: Tick = no_tick) -> Artifact:
        """Apply a parametric edit: speed, trim, crop, light, colour, sound, words."""
        changed = {
            key: value for key, value in asdict(edit).items() if value != getattr(Edit(), key)
        }
        if not changed:
            raise BadRequest(
                "I did not find what to change; say for instance “brighter”, “square”, "
                "“twice as fast” or “mute it”."
            )
        pixels: Pixels = "changed" if edit.changes_picture else "kept"
        recipe = Recipe(tool="adjust", pixels=pixels, parameters=changed)

        def begin(width: int, height: int) -> tuple[Picture, tuple[int, int]]:
            return picture_function(edit, width, height)

        target = self._redraw(item, begin, recipe, edit, tick)
        what = ", ".join(sorted(changed))
        return Artifact(
            media=target,
            kind="video",
            title=f"{item.title} (edited)",
            parents=(item.id,),
            recipe=recipe,
            note=f"Changed: {what}.",
        )

    def _redraw(self, item: Item, begin: Begin, recipe: Recipe, edit: Edit, tick: Tick) -> Path:
        from models.media.transform import transform

        target = self._target(".mp4")
        current: Picture | None = None

        def picture(image: np.ndarray, time: float) -> np.ndarray:
            nonlocal current
            if current is None:
                # The size is known with the first frame: metadata may lie about it.
                drawn, (width, height) = begin(image.shape[1], image.shape[0])
                changed = recipe.pixels == "changed"
                current = marked(drawn, width, height, edit.speed) if changed else drawn
            return current(image, time)

        transform(
            item.media,
            target,
            picture,
            start=edit.start,
            end=edit.end,
            speed=edit.speed,
            keep_audio=not edit.mute,
            metadata=lineage(recipe, (item.id,)),
            tick=tick,
        )
        return target

    def _best_part(
        self, item: Item, taste: Taste, viewer: str, about: str, seconds: float | None
    ) -> tuple[float, float, str]:
        sampled = self._frames(item, viewer)
        step = float(np.median(np.diff(sampled.times))) if len(sampled.times) > 1 else item.duration
        lengths = WINDOWS if seconds is None else (max(1, round(seconds / step)),)
        query = self.encoder.texts([about])[0] if about else taste.history
        if query is None or not query.any():
            query, why = sampled.embeddings.mean(axis=0), "The most representative part."
        else:
            why = f"The part closest to “{about}”." if about else "The part closest to your taste."
        window = best_window(sampled.embeddings, query, lengths)
        begin = float(sampled.times[window.first]) - step / 2
        finish = begin + (seconds or (window.last - window.first + 1) * step)
        begin = max(0.0, min(begin, item.duration - (finish - begin)))
        finish = min(item.duration, begin + (seconds or finish - begin))
        if seconds is None:
            begin, finish = self._snapped(item, viewer, begin, finish)
        return begin, finish, why

    def _snapped(self, item: Item, viewer: str, begin: float, finish: float) -> tuple[float, float]:
        edges = {edge for shot in self.catalogue.shots(item.id, viewer) for edge in shot}

        def snap(time: float) -> float:
            return min(edges, key=lambda e: abs(e - time), default=time)

        moved = (snap(begin), snap(finish))
        begin = moved[0] if abs(moved[0] - begin) <= SNAP else begin
        finish = moved[1] if abs(moved[1] - finish) <= SNAP else finish
        return begin, finish

    def _frames(self, item: Item, viewer: str) -> FrameVectors:
        known = self.catalogue.frames(item.id, viewer)
        return self._seen(item)[0] if known is None else known

    def _seen(self, item: Item) -> tuple[FrameVectors, NDArray[np.uint8]]:
        """Look at a clip of which only the file is known: vectors, and the pictures themselves."""
        from models.encode.stream import see

        count = int(np.clip(item.duration * FRAMES_A_SECOND, 4, 64))
        times = (np.arange(count) + 0.5) * item.duration / count
        seen = see(item.media, times.tolist(), self.encoder)
        return FrameVectors(embeddings=seen.vectors, times=times), seen.pictures

    def _target(self, ending: str) -> Path:
        self.work.mkdir(parents=True, exist_ok=True)
        return self.work / f"{uuid.uuid4().hex}{ending}"
