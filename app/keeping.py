"""Takes what the guard admitted into the catalogue, as a private item of its visitor."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np

from agents.catalogue import new_item_id
from agents.guard import Admitted
from app.store.catalogue import StoreCatalogue
from app.store.store import Store
from models.domain import Artifact, Item
from models.media.probe import probe


class Keeper:
    """Keeps artifacts: the item, its lineage and its report, all or nothing."""

    def __init__(self, store: Store, catalogue: StoreCatalogue) -> None:
        self.store, self.catalogue = store, catalogue

    def __call__(self, artifact: Artifact, admitted: Admitted, parent: Item, viewer: str) -> Item:
        """Return the new item of what the guard admitted."""
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
        with self.store.together():
            self.catalogue.add(made, **self._vectors(artifact, parent, viewer))
            self.store.artifacts.add(made.id, artifact, admitted.report, admitted.media)
        return made

    def _vectors(self, artifact: Artifact, parent: Item, viewer: str) -> dict[str, np.ndarray]:
        """An edit is about what its source is about; a clip, about the frames it kept."""
        found: dict[str, np.ndarray] = {}
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
