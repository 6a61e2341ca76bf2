"""Closes what leaves the gate: signs its files, last of all, and enters them in the registry."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from agents.marks import public, told, written
from agents.seal import Sealed
from app.library import file_hash
from models.domain import Artifact
from models.errors import BadMedia
from models.provenance.credentials import Claim, Signer, Way
from models.provenance.fingerprint import of_picture, of_video
from models.provenance.registry import Kind, Record, Registry

ANCESTORS = 64
"""Marks of sources that are remembered: more footage than a film has."""


class Sealer:
    """A :class:`agents.seal.Seal` over a registry and a signer."""

    def __init__(self, registry: Registry, signer: Signer) -> None:
        self.registry, self.signer = registry, signer

    def close(self, artifact: Artifact, media: Path, poster: Path) -> Sealed:
        """See :class:`agents.seal.Seal`."""
        ancestors = self._ancestors(artifact)
        first = self._signed(media, artifact.kind, artifact.mark, ancestors, _claim(artifact))
        if artifact.looks:  # denser than what the file gives quickly
            first = replace(first, fingerprint=np.array(artifact.looks, np.uint64))
        records = [first]
        if poster != media:
            # The still is a frame of the signed clip.
            recipe = {"tool": "still"}
            claim = Claim(way="kept", recipe=recipe, sources=(media,), ai=_ai(artifact))
            records.append(self._signed(poster, "image", artifact.mark, ancestors, claim))

        def enter() -> None:
            for record in records:
                self.registry.add(record)

        return Sealed(marks=("credentials",), enter=enter)

    def _signed(
        self, path: Path, kind: Kind, mark: int | None, ancestors: tuple[int, ...], claim: Claim
    ) -> Record:
        label, signed = self.signer.sign(
            path, replace(claim, mark="" if mark is None else written(mark))
        )
        return Record(
            sha256=file_hash(path),
            kind=kind,
            fingerprint=of_video(path) if kind == "video" else of_picture(path),
            mark=mark,
            ancestors=ancestors,
            manifest=label,
            signed=signed,
        )

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
