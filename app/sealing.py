"""Closes what leaves the gate: signs its files, last of all, and enters them in the registry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from agents.guard.marks import public, told, written
from agents.guard.seal import Sealed
from app.library import file_hash
from models.domain import Artifact
from models.errors import BadMedia
from models.provenance.credentials import Claim, Signer, Way
from models.provenance.fingerprint import of_picture, of_video
from models.provenance.registry import Record, Registry

ANCESTORS = 64
"""Marks of sources that are remembered: more footage than a film has."""


class Sealer:
    """A :class:`agents.guard.seal.Seal` over a registry and a signer."""

    def __init__(self, registry: Registry, signer: Signer) -> None:
        self.registry, self.signer = registry, signer

    def close(self, artifact: Artifact, media: Path, poster: Path) -> Sealed:
        """See :class:`agents.guard.seal.Seal`."""
        # What was seen going by is denser than what the file gives quickly.
        looks = np.array(artifact.looks, np.uint64)
        if not len(looks):
            looks = of_video(media) if artifact.kind == "video" else of_picture(media)
        record = Record(
            sha256="",
            kind=artifact.kind,
            fingerprint=looks,
            mark=artifact.mark,
            ancestors=self._ancestors(artifact),
        )
        records = [self._signed(media, _claim(artifact), record)]
        if poster != media:
            # The still is a frame of the signed clip.
            recipe = {"tool": "still"}
            claim = Claim(way="kept", recipe=recipe, sources=(media,), ai=_ai(artifact))
            record = replace(record, kind="image", fingerprint=of_picture(poster))
            records.append(self._signed(poster, claim, record))

        def enter() -> None:
            for record in records:
                self.registry.add(record)

        return Sealed(marks=("credentials",), enter=enter)

    def _signed(self, path: Path, claim: Claim, record: Record) -> Record:
        """Sign a file, bound to the mark of its record; return the record of the signed bytes."""
        mark = "" if record.mark is None else written(record.mark)
        label, signed = self.signer.sign(path, replace(claim, mark=mark))
        return replace(record, sha256=file_hash(path), manifest=label, signed=signed)

    def _ancestors(self, artifact: Artifact) -> tuple[int, ...]:
        """Marks that are in the sources, and those that were in theirs."""
        found: dict[int, None] = {}
        for source in artifact.sources:
            try:
                mark = told(source).mark
            except BadMedia:
                continue  # gone meanwhile
            if mark is not None and mark != artifact.mark:
                found[mark] = None
            for record in [] if mark is None else self.registry.by_mark(mark):
                found.update(dict.fromkeys(record.ancestors))
        return tuple(found)[:ANCESTORS]


def _claim(artifact: Artifact) -> Claim:
    recipe = artifact.recipe
    way: Way = "made"
    if len(artifact.sources) > 1 or recipe.tool == "compose":
        way = "composed"
    elif artifact.sources:
        way = "kept" if recipe.tool in ("clip", "thumbnail") else "edited"
    told = {"tool": recipe.tool, **public(recipe.parameters)}
    return Claim(way=way, recipe=told, sources=artifact.sources, ai=_ai(artifact))


def _ai(artifact: Artifact) -> bool:
    return artifact.recipe.pixels != "kept"
