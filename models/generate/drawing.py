"""The seam of what a painter draws: one call of a diffusers pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol, TypeVar

from models.generate.pipeline import Drawn
from models.generate.watching import Step

D = TypeVar("D", bound="Drawing")


class Drawing(Protocol):
    """One call of a pipeline."""

    @property
    def seconds(self) -> float:
        """About how long a borrowed card is needed: estimated, not measured there."""
        ...

    @property
    def pixels(self) -> int:
        """Of all its frames."""
        ...

    @property
    def steps(self) -> int:
        """Denoising steps."""
        ...

    def on(self, pipe: Any, step: Step | None) -> Drawn:
        """Call ``pipe``.

        Raises :class:`models.generate.pipeline.TooLarge` where memory does not do.
        """
        ...

    def smaller(self: D) -> D | None:
        """Return the next smaller one, ``None`` where nothing smaller is worth it."""
        ...

    def joined(self: D, others: Sequence[D]) -> Drawing | None:
        """Return one call that draws this one and ``others``, a frame of each in their order.

        ``None`` where a call draws one alone.
        """
        ...
