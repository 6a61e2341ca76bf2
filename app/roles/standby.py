"""Back ends that are another's until the profile's own is ready, and again when it fails."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.errors import Unavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from agents.instruct.instructor import Instructor
    from agents.scene import Scene
    from app.roles.standing import Standing
    from models.domain import Decision
    from models.fidelity.check import Image
    from models.fidelity.safe_pictures import PictureHarm
    from models.fidelity.words import Harm
    from models.speech.listener import Listener


class Standby:
    """An instructor that is another's until that one is ready."""

    def __init__(self, standing: Standing, otherwise: Instructor) -> None:
        self._standing, self._otherwise = standing, otherwise

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        ready: Instructor = self._standing.model or self._otherwise
        return ready.decide(scene)

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self._otherwise.warm()


DEAF = "I cannot hear you just now: {}. Please write what you said."


class StandbyListener:
    """The profile's speech model; a sentence for the visitor where that is not here."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def hear(self, path: Path) -> str:
        """See :class:`models.speech.listener.Listener`."""
        ready: Listener | None = self._standing.model
        if ready is None:
            why = self._standing.shown or "the speech model is still being fetched"
            raise Unavailable(DEAF.format(why))
        try:
            return ready.hear(path)
        except Unavailable as exc:
            raise Unavailable(DEAF.format(str(exc).rstrip("."))) from exc


class StandbyHarm:
    """Harm of words by the profile's guard model; by ``otherwise`` where that is not here."""

    def __init__(self, standing: Standing, otherwise: Harm | None) -> None:
        self._standing, self._otherwise = standing, otherwise

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """See :class:`models.fidelity.words.Harm`."""
        guard: Harm | None = self._standing.model
        if guard is not None:
            try:
                return guard.scores(texts)
            except Unavailable:
                pass  # the status line tells it
        if self._otherwise is None:
            raise Unavailable("no classifier of words is here yet")
        return self._otherwise.scores(texts)


class StandbyPictures:
    """Harm of pictures by the profile's classifier; unknown where that is not here."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing

    def scores(self, images: Sequence[Image]) -> NDArray[np.float64]:
        """See :class:`models.fidelity.safe_pictures.PictureHarm`."""
        ready: PictureHarm | None = self._standing.model
        if ready is None:
            raise Unavailable("no picture classifier is here just now")
        return ready.scores(images)
