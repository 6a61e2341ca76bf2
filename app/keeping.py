"""Takes what the guard admitted into the catalogue, as a private item of its visitor."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from agents.calls import GENERATING
from agents.guard.guard import Admitted
from agents.read.words import content_words
from agents.retrieve.catalogue import new_item_id
from app.store.catalogue import StoreCatalogue
from app.store.store import Store
from models.domain import Artifact, Item
from models.encode.encoder import Encoder
from models.encode.stream import pictured, see
from models.media.probe import probe

TAGS = 8
"""Tags a new item takes over from what it was made of."""


class Keeper:
    """Keeps artifacts: the item, its lineage and its report, all or nothing."""

    def __init__(self, store: Store, catalogue: StoreCatalogue, encoder: Encoder) -> None:
        self.store, self.catalogue, self.encoder = store, catalogue, encoder

    def __call__(
        self, artifact: Artifact, admitted: Admitted, parent: Item | None, viewer: str
    ) -> Item:
        """Return the new item of what the guard admitted; without ``parent`` it is made anew."""
        source = self._anew(artifact, admitted, viewer) if parent is None else parent
        made = replace(
            source,
            id=new_item_id(),
            title=artifact.title[:200],
            origin="created" if parent is None else "edited",
            parents=artifact.parents,
            owner=viewer,
            created_at=time.time(),
        )
        if artifact.kind == "image" and parent is None:
            made = replace(made, media=admitted.media, thumbnail=admitted.poster)
        elif artifact.kind == "image":
            made = replace(made, thumbnail=admitted.poster)
        else:
            info = probe(admitted.media)
            made = replace(
                made,
                media=admitted.media,
                thumbnail=admitted.poster,
                duration=info.duration,
                width=info.width,
                height=info.height,
                has_audio=info.has_audio,
            )
        if artifact.recipe.tool in GENERATING:
            vectors = self._looked_at(artifact, made)
        elif parent is None:
            vectors = self._shown(artifact, made, viewer)
        else:
            vectors = self._vectors(artifact, parent, viewer)
        with self.store.together():
            self.catalogue.add(made, **vectors)
            self.store.artifacts.add(made.id, artifact, admitted.report, admitted.media)
            if admitted.action == "review":
                self.store.reviews.hold(viewer, made.id)
        return made

    def _anew(self, artifact: Artifact, admitted: Admitted, viewer: str) -> Item:
        """An item in words of its own, but for the tags that most of its sources have."""
        sources = self.catalogue.items(artifact.parents, viewer)
        wanted = content_words(str(artifact.recipe.parameters.get("want", "")))
        counts = {
            tag: sum(tag in source.tags for source in sources)
            for source in sources
            for tag in source.tags
        }
        shared = [tag for tag in counts if 2 * counts[tag] > len(sources)]
        licences = {source.licence for source in sources}
        return Item(
            id="",
            title=artifact.title,
            media=admitted.media,
            duration=0.0,
            description=artifact.note,
            tags=tuple(dict.fromkeys([*wanted, *shared[:TAGS]])),
            licence=licences.pop() if len(licences) == 1 else "",
        )

    def _looked_at(self, artifact: Artifact, made: Item) -> dict[str, Any]:
        """What was generated is about its words, and looks like what came out."""
        found: dict[str, Any] = {}
        words = self.encoder.texts([". ".join([made.title, *made.tags])])[0]
        if words.any():
            found["text"] = words
        if artifact.kind == "image":
            return found | pictured(made.media, self.encoder)
        count = max(1, round(2 * made.duration))
        times = (np.arange(count) + 0.5) * made.duration / count
        found["times"] = times
        found["frames"] = see(made.media, times.tolist(), self.encoder).vectors
        found["visual"] = found["frames"].mean(axis=0)
        return found

    def _shown(self, artifact: Artifact, made: Item, viewer: str) -> dict[str, Any]:
        """What was composed is about the words asked for, and shows the frames it was cut from."""
        found: dict[str, Any] = {}
        words = self.encoder.texts([". ".join([made.title, *made.tags])])[0]
        if words.any():
            found["text"] = words
        parts = list(self._frames(artifact, viewer))
        if parts:
            found["frames"] = np.concatenate([frames for frames, _ in parts])
            found["times"] = np.concatenate([times for _, times in parts])
            found["visual"] = found["frames"].mean(axis=0)
        return found

    def _frames(self, artifact: Artifact, viewer: str) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Embeddings of the frames of each shot, with their times in the new video."""
        at = 0.0
        for shot in artifact.recipe.parameters.get("shots", ()):
            frames = self.catalogue.frames(shot["item"], viewer)
            if frames is not None:
                inside = (frames.times >= shot["start"]) & (frames.times < shot["end"])
                yield frames.embeddings[inside], frames.times[inside] - shot["start"] + at
            at += shot["end"] - shot["start"] - artifact.recipe.parameters.get("fade", 0.0)

    def _vectors(self, artifact: Artifact, parent: Item, viewer: str) -> dict[str, Any]:
        """An edit is about what its source is about; a clip, about the frames it kept."""
        found: dict[str, Any] = {}
        for kind in ("visual", "text"):
            vectors = self.catalogue.vectors([parent.id], kind, viewer)
            if parent.id in vectors:
                found[kind] = vectors[parent.id]
        frames = self.catalogue.frames(parent.id, viewer)
        start = artifact.recipe.parameters.get("start")
        if start is not None and frames is not None:
            end = artifact.recipe.parameters.get("end")
            inside = (frames.times >= start) & (frames.times <= (np.inf if end is None else end))
            if inside.any():
                found["visual"] = frames.embeddings[inside].mean(axis=0)
            if inside.any() and artifact.recipe.tool == "clip":
                found["frames"] = frames.embeddings[inside]
                found["times"] = frames.times[inside] - start
        return found
