"""How long a pipeline draws on a processor: estimated before it begins, then as long as it took.

A card draws in seconds to a minute; on a processor the same may take most of an hour, in which
nobody waits. So it is asked first, and what takes longer than the setting allows is left to the
small generator. The estimate is the model's operations (multiplications and additions) over those
a second that this processor has; once something was drawn, its own speed counts.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, thread_time
from typing import Literal

from models.errors import Unavailable
from models.generate.drawing import Drawing
from models.generate.watching import Step
from models.hardware import matrix_units
from models.hub.checkpoint import Checkpoint
from models.hub.memory import Plan, Room, plan

LONGEST = 600.0
"""Seconds of a drawing that are borne where no setting says otherwise."""
SHARE, SHARE_WITHOUT = 0.35, 0.65
"""Of the operations a second of a large product of matrices, what a pipeline comes to: 0.31 to 0.41
with a U-Net of Stable Diffusion, LTX and Wan on two cores with matrix units, which products alone
make good use of. Without those it is more: 0.65 with that U-Net, 0.87 with LTX on one AMD EPYC
(``benchmarks.drawing_time``), of which the less is taken, so that nobody waits longer than told."""
DECODING = 2
"""Steps that reading the words and decoding take the time of, about: two by the same measurement
with Stable Diffusion and LTX, and with Wan as its guidance makes two calls of a step."""
SETTING = "GENEREC_DRAW_SECONDS"
AGAIN = 60.0
"""Seconds after which the processor is looked at again."""
GRACE = 2.0
"""How much slower than allowed a drawing may turn out before it is ended."""
Type = Literal["float32", "bfloat16"]


_rates: dict[Type, tuple[float, float]] = {}


def share() -> float:
    """What of :func:`rate` a pipeline comes to on this processor."""
    return SHARE if matrix_units() else SHARE_WITHOUT


def rate(kind: Type, side: int = 512) -> float:
    """Operations a second of a product of matrices here: the best that was ever seen.

    It is looked at again after a minute, in some hundredths of a second: a processor that was busy
    at the first look is no slower for that.
    """
    import torch

    best, until = _rates.get(kind, (0.0, 0.0))
    if monotonic() < until:
        return best
    one = torch.ones(side, side, dtype=getattr(torch, kind))
    for _ in range(8):
        began = thread_time()  # by the clock, whoever else computes would count
        torch.mm(one, one)
        best = max(best, 2.0 * side**3 / max(thread_time() - began, 1e-9))
    _rates[kind] = best, monotonic() + AGAIN
    return best


def worth(checkpoint: Checkpoint, has: Room, longest: float = LONGEST) -> None:
    """Raise Unavailable for a model that is far too slow on a machine that ``has`` no card.

    To be asked before it is fetched. An estimate may be wrong, so what may just do is fetched.
    """
    if has.card or not checkpoint.work:
        return
    made = Pace(checkpoint, longest)
    needs = made.usual(plan(checkpoint, has))
    if needs is not None and needs > GRACE * longest:
        what = "a picture" if checkpoint.frames == 1 else "a clip"
        why = made.refusal(needs, what)
        raise Unavailable(f"{why}, so it is not fetched; {SETTING} sets that time")


class Pace:
    """How quickly one model draws on this processor."""

    def __init__(
        self, checkpoint: Checkpoint, longest: float = LONGEST, rate: Callable[[Type], float] = rate
    ) -> None:
        self.checkpoint, self.longest, self._rate = checkpoint, longest, rate
        self._had: float | None = None

    def seconds(self, drawing: Drawing, planned: Plan) -> float | None:
        """About how long it takes to draw; ``None`` on a card, or where nobody knows the model."""
        return self._of(drawing.pixels, drawing.steps, planned)

    def usual(self, planned: Plan) -> float | None:
        """The same of a picture, or of a clip of two seconds."""
        wanted = self.checkpoint
        frames = min(wanted.frames, round(2 * wanted.fps)) if wanted.frames > 1 else 1
        return self._of(frames * wanted.side**2, wanted.steps, planned)

    def _of(self, pixels: int, steps: int, planned: Plan) -> float | None:
        if planned.device != "cpu" or not self.checkpoint.work:
            return None
        speed = self._had or share() * self._rate(planned.dtype)
        return self._operations(pixels, steps) / speed

    def _operations(self, pixels: int, steps: int) -> float:
        wanted = self.checkpoint
        apart = wanted.work * pixels * (steps + DECODING)
        return apart + wanted.attention * pixels**2 * steps  # where all pixels look at each other

    def check(self, seconds: float | None) -> None:
        """Raise Unavailable where drawing takes longer than is borne."""
        if seconds is not None and seconds > self.longest:
            raise Unavailable(self.refusal(seconds))

    def refusal(self, seconds: float, what: str = "that") -> str:
        """Why ``what`` is not drawn."""
        return (
            f"{self.checkpoint.what} needs {minutes(seconds)} for {what} on this machine's "
            f"processor, and nothing is drawn for longer than {minutes(self.longest)} here"
        )

    def took(self, drawing: Drawing, seconds: float) -> None:
        """Note how long one took."""
        if self.checkpoint.work and seconds > 0:
            self._had = self._operations(drawing.pixels, drawing.steps) / seconds

    def held(self, drawing: Drawing, step: Step | None) -> Step:
        """``step``, which ends a drawing that turns out far too slow, by the steps it has done.

        It raises Unavailable then, and the next one is told so before it begins.
        """
        began = monotonic()

        def heard(number: int) -> None:
            if step is not None:
                step(number)
            share = number / (drawing.steps + DECODING)
            whole = (monotonic() - began) / share if share else 0.0
            if self.checkpoint.work and whole > GRACE * self.longest:
                self.took(drawing, whole)
                self.check(whole)

        return heard


def minutes(seconds: float) -> str:
    """A time that is only guessed, in words no more exact than the guess."""
    if seconds < 90:
        return f"about {max(5, 5 * round(seconds / 5))} seconds"
    if seconds < 5400:
        return f"about {round(seconds / 60)} minutes"
    return f"about {round(seconds / 3600)} hours"
