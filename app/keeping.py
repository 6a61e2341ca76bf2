"""Takes what the guard admitted into the catalogue, as a private item of its visitor."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from agents.catalogue import new_item_id
from app.store.catalogue import StoreCatalogue
from app.store.store import Store
from models.domain import Artifact, FidelityReport, Item
from models.media.poster import poster
from models.media.probe import probe

LEAD = 0.1
"""Share of a clip after which its poster is taken: the first frame is often black."""


class Keeper:
    """Keeps artifacts: the item, its lineage and its report, all or nothing."""

    def __init__(self, store: Store, catalogue: StoreCatalogue) -> None:
        self.store, self.catalogue = store, catalogue

    def __call__(
        self, artifact: Artifact, path: Path, report: FidelityReport, parent: Item, viewer: str
    ) -> Item:
        """Return the new item. ``path`` is where the guard put the file."""
        made = replace(
            parent,
            id=new_item_id(),
            title=artifact.title[:200],
            origin="edited",
            parents=(parent.id,),
            owner=viewer,
            created_at=time.time(),
        )
        if artifact.kind == "image":
            made = replace(made, thumbnail=path)
        else:
            info = probe(path)
            cover = path.with_suffix(".jpg")
            poster(path, cover, info.duration * LEAD)
            made = replace(
                made,
                media=path,
                thumbnail=cover,
                duration=info.duration,
                width=info.width,
                height=info.height,
                has_audio=info.has_audio,
            )
        with self.store.together():
            self.catalogue.add(made, **self._vectors(artifact, parent, viewer))
            self.store.artifacts.add(made.id, artifact, report, path)
        return made

    def _vectors(self, artifact: Artifact, parent: Item, viewer: str) -> dict[str, np.ndarray]:
        """An edit is about what its source is about; a clip, about the frames it kept."""
        found: dict[str, np.ndarray] = {}
        for kind in ("visual", "text"):
            vectors = self.catalogue.vectors([parent.id], kind, viewer)
            if parent.id in vectors:
                found[kind] = vectors[parent.id]
        frames = self.catalogue.frames(parent.id, viewer)
        if artifact.recipe.tool == "clip" and frames is not None:
            start = float(artifact.recipe.parameters["start"])
            end = float(artifact.recipe.parameters["end"])
            inside = (frames.times >= start) & (frames.times <= end)
            if inside.any():
                found["frames"] = frames.embeddings[inside]
                found["times"] = frames.times[inside] - start
                found["visual"] = found["frames"].mean(axis=0)
        return found
