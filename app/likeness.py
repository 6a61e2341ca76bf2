"""Faces in what visitors bring, and whether those seen there agreed: kept with the clip."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import numpy as np

from app.ingredients import Ingredients
from app.store.store import Store
from models.domain import Item
from models.errors import GeneRecError, NoSuchItem
from models.fidelity.private_frames import FINEST, Faces, haar_faces

log = logging.getLogger(__name__)

LOOKS = 8
"""Frames of a clip that are looked at."""

SEEN = 2
"""In so many of them a face must be found: the finder sees faces where there are none."""


class Likenesses:
    """See :class:`agents.guard.likeness.Likeness`."""

    def __init__(self, store: Store, faces: Faces = haar_faces) -> None:
        self._store, self._faces = store, faces
        self._ingredients = Ingredients(store.database)

    def asks(self, item: Item, viewer: str) -> bool:
        """See the protocol."""
        return any(
            known.get("consent") is not True and self.seen(item_id, known, viewer)
            for item_id, known in self._ingredients.brought(item.id, viewer).items()
        )

    def agree(self, item: Item, viewer: str, yes: bool = True) -> None:
        """See the protocol."""
        brought = self._ingredients.brought(item.id, viewer)
        if not brought:
            raise NoSuchItem("That is no clip that you brought, so there is nothing to agree to.")
        for item_id in brought:
            self._store.items.note(item_id, consent=yes)

    def stands(self, item_id: str, viewer: str) -> bool | None:
        """Return whether they agreed; ``None`` where no face was seen, or the clip is not theirs.

        Does not look at the file: that is done when it is brought.
        """
        known = self._store.items.attributes(item_id, viewer)
        return known.get("consent") is True if known.get("faces") is True else None

    def seen(self, item_id: str, known: Mapping[str, Any], viewer: str) -> bool:
        """Whether there are faces in a clip; looks at it once, and keeps what it saw."""
        if isinstance(known.get("faces"), bool):
            return bool(known["faces"])
        item = self._store.items.get([item_id], viewer).get(item_id)
        if item is None:
            return False
        try:
            found = self._looked(item)
        except GeneRecError as exc:  # what cannot be read now is said by whoever edits it
            log.warning("%s was not looked at for faces: %s", item_id, exc)
            return False
        self._store.items.note(item_id, faces=found)
        return found

    def _looked(self, item: Item) -> bool:
        from models.media import sample

        times = ((np.arange(LOOKS) + 0.5) * item.duration / LOOKS).tolist()
        scale = min(1.0, FINEST / max(item.height, 1))
        size = (max(2, round(item.width * scale)), max(2, round(item.height * scale)))
        frames = sample.at(item.media, times, size=size if item.width else None)
        count = 0
        for frame in frames:
            count += bool(len(self._faces(frame.image)))
            if count >= SEEN:
                return True
        return False
