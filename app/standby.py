"""Back ends that are another's until the profile's own is ready, and again when it fails."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from models.errors import Unavailable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from agents.instruct.instructor import Instructor
    from agents.scene import Scene
    from models.domain import Decision
    from models.fidelity.check import Image
    from models.fidelity.safe_pictures import PictureHarm
    from models.fidelity.words import Harm


class Standby:
    """An instructor that is another's until that one is ready."""

    def __init__(self, ready: Callable[[], Instructor | None], otherwise: Instructor) -> None:
        self._ready, self._otherwise = ready, otherwise

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        return (self._ready() or self._otherwise).decide(scene)

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self._otherwise.warm()


class StandbyHarm:
    """Harm of words by the profile's guard model; by ``otherwise`` where that is not here."""

    def __init__(self, ready: Callable[[], Harm | None], otherwise: Harm | None) -> None:
        self._ready, self._otherwise = ready, otherwise

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """See :class:`models.fidelity.words.Harm`."""
        guard = self._ready()
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

    def __init__(self, ready: Callable[[], PictureHarm | None]) -> None:
        self._ready = ready

    def scores(self, images: Sequence[Image]) -> NDArray[np.float64]:
        """See :class:`models.fidelity.safe_pictures.PictureHarm`."""
        found = self._ready()
        if found is None:
            raise Unavailable("no picture classifier is here just now")
        return found.scores(images)
