"""Takes videos in: checks, normalises, makes the poster, embeds, catalogues."""

from __future__ import annotations

import csv
import hashlib
import json
import logging
import threading
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from agents.guard.marks import arrived
from agents.retrieve.catalogue import new_item_id
from app.settings import Settings
from app.store.catalogue import StoreCatalogue
from app.store.paths import MEDIA, POSTERS
from app.store.store import Store
from models.describe.captioner import Captioner
from models.domain import DEMO, Item, Pixels, Tick, no_tick
from models.encode.encoder import Encoder
from models.encode.frames import squares
from models.encode.stream import pictured
from models.errors import Unavailable, UserError
from models.media.normalise import normalise
from models.media.poster import poster
from models.media.probe import Limits, probe
from models.media.sample import at, scan
from models.provenance.origin import declared_ai

log = logging.getLogger(__name__)

FRAMES_A_SECOND = 3.0
CORPUS_FRAMES_A_SECOND = 1.5
AT_ONCE = 8
"""Frames that are embedded between two looks at whether to wait."""
LEAD = 0.1
"""Share of a clip after which its poster is taken: the first frame is often black."""
LONGEST_TITLE = 200
_JOINER = "\u200d"
"""Makes one sign of several emoji."""
BY_MODEL = "Seen by a model:"
SEEN = 384
"""Pixels of the longer side of the picture that is described."""
Progress = Callable[[int, int], None]
"""Is told how many of how many are done."""


def quiet(done: int, of: int) -> None:
    """Tell nobody."""


class Library:
    """The way into the catalogue for files that somebody brings."""

    def __init__(
        self, store: Store, catalogue: StoreCatalogue, encoder: Encoder, settings: Settings
    ) -> None:
        self.store, self.catalogue, self.encoder = store, catalogue, encoder
        self.settings = settings
        self.limits = Limits(
            seconds=settings.clip_seconds, pixels=settings.pixels, bytes=settings.file_bytes
        )

    def known(self, path: Path, owner: str | None = None) -> Item | None:
        """Return the item that was made from a file of the same bytes, if ``owner`` may see one."""
        return self.store.items.duplicate(file_hash(path), owner)

    def take(
        self,
        path: Path,
        *,
        title: str = "",
        description: str = "",
        tags: tuple[str, ...] = (),
        declared: str = "",
        licence: str = "",
        owner: str | None = None,
        tick: Tick = no_tick,
        remark: Callable[[str], object] = str,
    ) -> Item:
        """Take one video in and return its item; one that is here already is returned as it is.

        The file itself is copied and left alone. ``remark`` hears one sentence where a part of it
        cannot be read and is left out. Raises :class:`models.errors.BadMedia` with the
        reason it is refused, and what ``tick`` raises; then nothing is left behind.
        """
        info = probe(path, self.limits)
        if info.damage:
            remark(info.damage)
        digest = file_hash(path)
        known = self.store.items.duplicate(digest, owner)
        if known is not None:
            return known
        folder = self.settings.home / MEDIA
        folder.mkdir(parents=True, exist_ok=True)
        media = folder / f"{uuid.uuid4().hex}.mp4"
        cover = media.with_suffix(".jpg")
        try:
            pixels = declared_ai(path)
            made = normalise(
                path,
                media,
                limits=self.limits,
                metadata=arrived(pixels),
                tick=_part(tick, 0.0, 0.7),
            )
            poster(media, cover, made.info.duration * LEAD)
            item = Item(
                id=new_item_id(),
                title=(in_one_line(title) or pretty(path))[:LONGEST_TITLE],
                media=media,
                duration=made.info.duration,
                width=made.info.width,
                height=made.info.height,
                has_audio=made.info.has_audio,
                thumbnail=cover,
                declared=_with_origin(declared, pixels),
                description=description,
                tags=tags,
                licence=licence,
                owner=owner,
                created_at=time.time(),
            )
            self.catalogue.add(
                item,
                sha256=digest,
                source=info.path.name,
                **self._embedded(item, FRAMES_A_SECOND, _part(tick, 0.7, 1.0)),
            )
        except BaseException:  # whatever ended it, Ctrl-C too: no half of an item stays
            media.unlink(missing_ok=True)
            cover.unlink(missing_ok=True)
            raise
        return item

    def reword(self, item: Item, said: Mapping[str, Any]) -> bool:
        """Give an item the words of ``said`` that are not empty; return whether any were new."""
        told = {name: value for name, value in said.items() if value}
        fresh = replace(item, **told)
        if fresh == item:
            return False
        self.catalogue.reword(fresh, self._worded(fresh).get("text"))
        return True

    def corpus(
        self, folder: Path, stop: threading.Event | None = None, told: Progress = quiet
    ) -> int:
        """Catalogue the demo corpus where it lies; return how many clips were new.

        By their words alone, which takes seconds; :meth:`renew` looks at the pictures. What is
        there already is passed over, so it can be interrupted and started again; ``told`` hears
        how many of how many are done. A clip that cannot be read, or that was removed before, is
        left out.
        """
        table = folder / "items.csv"
        if not table.is_file():
            return 0
        covers = self.settings.home / POSTERS
        covers.mkdir(parents=True, exist_ok=True)
        with table.open(newline="", encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines))
        known = {item.id for item in self.catalogue.items([f"demo-{r['id']}" for r in rows], None)}
        fresh = [row for row in rows if f"demo-{row['id']}" not in known]
        added = 0
        for place, row in enumerate(fresh):
            if stop is not None and stop.is_set():
                break
            told(len(rows) - len(fresh) + place, len(rows))
            try:
                self._corpus_clip(row, folder, covers)
            except UserError as exc:
                log.warning("the demo clip %s is left out: %s", row["id"], exc)
            else:
                added += 1
        return added

    def renew(
        self,
        stop: threading.Event | None = None,
        told: Progress = quiet,
        tick: Tick = no_tick,
        *,
        beside: bool = False,
    ) -> int:
        """Look at the items whose pictures this encoder has not seen; return how many.

        One item at a time, so it can be interrupted and goes on where it stopped. Once all are
        done, the vectors of earlier encoders go, unless another engine answers with them
        ``beside`` this one. An item whose file cannot be read keeps none.
        ``tick`` is called several times an item: it may make the work wait.
        """
        lacking = self.catalogue.lacking("frames" if self._sees else "text")
        done = 0
        for place, (item_id, owner) in enumerate(lacking):
            if stop is not None and stop.is_set():
                return done
            told(place, len(lacking))
            try:
                item = self.catalogue.item(item_id, owner)
                fps = CORPUS_FRAMES_A_SECOND if item.declared == DEMO else FRAMES_A_SECOND
                self.catalogue.embed(item_id, **self._embedded(item, fps, tick))
            except (UserError, OSError) as exc:
                log.warning("%s is not found by its content: %s", item_id, exc)
            else:
                done += 1
        if done and not beside:
            self.catalogue.drop_others()
        return done

    def describe(
        self,
        captioner: Captioner,
        stop: threading.Event | None = None,
        told: Progress = quiet,
    ) -> int:
        """Give items that came without words a sentence of what they show; return how many.

        It says that a model saw it, and is data like every word of an item. What cannot be read is
        left as it is.
        """
        done = 0
        wordless = self.store.items.wordless()
        for place, (item_id, owner) in enumerate(wordless):
            if stop is not None and stop.is_set():
                return done
            told(place, len(wordless))
            try:
                item = self.catalogue.item(item_id, owner)
                (frame,) = at(item.media, [item.duration / 2], size=SEEN)
                said = captioner.caption(frame.image)
            except Unavailable as exc:
                log.warning("items keep without words: %s", exc)
                return done
            except (UserError, OSError, ValueError) as exc:
                log.warning("%s gets no description: %s", item_id, exc)
                continue
            done += said != "" and self.reword(item, {"description": f"{BY_MODEL} {said}"})
        return done

    @cached_property
    def _sees(self) -> bool:
        """Whether the encoder takes pictures at all; where its weights are missing, say so."""
        try:
            self.encoder.images(np.zeros((1, 8, 8, 3), np.uint8))
        except Unavailable as exc:
            log.warning("items are found by their words alone: %s", exc)
            return False
        return True

    def _corpus_clip(self, row: Mapping[str, str], folder: Path, covers: Path) -> None:
        media = folder / row["file"]
        cover = covers / f"{row['id']}.jpg"
        info = probe(media)
        poster(media, cover, info.duration / 2)
        item = Item(
            id=f"demo-{row['id']}",
            title=row["title"],
            media=media,
            duration=info.duration,
            width=info.width,
            height=info.height,
            has_audio=info.has_audio,
            thumbnail=cover,
            declared=DEMO,
            description=row["description"],
            tags=tuple(row["tags"].split(";")),
            licence=row["licence"],
        )
        self.catalogue.add(
            item,
            attributes=json.loads(row["attributes"]),
            sha256=file_hash(media),
            source=row["file"],
            **self._worded(item),
        )

    def _worded(self, item: Item) -> dict[str, Any]:
        said = (item.title, item.description, " ".join(item.tags))
        words = self.encoder.texts([". ".join(filter(None, said))])[0]
        return {"text": words} if words.any() else {}

    def _embedded(self, item: Item, fps: float, tick: Tick = no_tick) -> dict[str, Any]:
        if not item.duration:
            return self._worded(item) | pictured(item.media, self.encoder)
        seen = scan(item.media, fps=fps, size=self.encoder.side, tick=tick)
        found = self._worded(item) | {"shots": [(shot.start, shot.end) for shot in seen.shots]}
        if not self._sees:
            return found
        pictures, parts = squares(seen.frames, self.encoder.side), []
        for start in range(0, len(pictures), AT_ONCE):
            tick(1.0)
            parts.append(self.encoder.images(pictures[start : start + AT_ONCE]))
        frames = np.concatenate(parts) if parts else self.encoder.images(pictures)
        return found | {"frames": frames, "times": seen.times, "visual": frames.mean(axis=0)}


AI: Mapping[Pixels, str] = {
    "made": "made by AI, as the file itself says",
    "changed": "edited by AI, as the file itself says",
}


def _with_origin(declared: str, pixels: Pixels) -> str:
    """What is declared, with what the file says of itself."""
    return "; ".join(filter(None, (declared, AI.get(pixels, ""))))


def _part(tick: Tick, start: float, end: float) -> Tick:
    """A tick for a piece of work that is this part of the whole."""
    return lambda share: tick(start + share * (end - start))


def file_hash(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def in_one_line(text: str) -> str:
    """Return words as they can be shown: a file's name may break lines or turn their direction."""
    kept = (c if c.isprintable() or c == _JOINER else " " for c in text)
    return " ".join("".join(kept).split())


def pretty(path: Path) -> str:
    """Return a title made from a file name."""
    words = in_one_line(path.stem).replace("_", " ").replace("-", " ").split()
    return " ".join(words).capitalize() or "Untitled"
