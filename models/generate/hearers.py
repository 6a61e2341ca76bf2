"""Several visitors hear of one call: each may stop, and the others' goes on."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.errors import Cancelled


class Hearers:
    """Hears of steps for several; raises Cancelled only once nobody wants the call any more.

    Attributes:
        gone: in their order, what each stopped with, ``None`` of those that did not.
    """

    def __init__(self, steps: Sequence[Callable[[int], None]]) -> None:
        self._steps = steps
        self.gone: list[Cancelled | None] = [None] * len(steps)

    def __call__(self, number: int) -> None:
        """Tell those who still want it that ``number`` steps are done."""
        for at, step in enumerate(self._steps):
            if self.gone[at] is None:
                try:
                    step(number)
                except Cancelled as exc:
                    self.gone[at] = exc
        if all(self.gone):
            raise Cancelled("everybody pressed stop")
