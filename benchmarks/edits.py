"""What comes of edits that are asked for in words, on real clips, checked in the file that is made.

``python -m benchmarks.edits --data DIR [--each N] [--clips NAME ...] [--json FILE]``. Every clip is
attached to a message of the real service, with N of the sentences below (all with ``--each 0``), a
new conversation each. The file that comes is measured beside the clip that went in: seconds, shape,
sound and its loudness, brightness, strength and warmth of colours, and that all of it decodes, with
sound as long as its pictures. A row a sentence: how many did as asked, and what the others did.
The baseline is a clip that is given back as it came: what it passes, the check cannot tell.
"""

from __future__ import annotations

import hashlib
import math
import tempfile
import threading
from argparse import Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from app.service import GeneRec
from app.settings import load
from benchmarks.harness import VIDEOS, Row, arguments, report
from models.domain import Event, Refused, Said, Shown
from models.errors import GeneRecError
from models.media.audio import RATE, AudioSource
from models.media.probe import probe
from models.media.sample import uniform

PICTURES = 12
SLACK = 0.25
"""Seconds that a cut, or the end of the sound, may be off: some pictures, and a block of sound."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A video file as its viewer has it. ``loudness`` in dB of full scale, ``-inf`` for silence.

    ``light``, ``strength`` and ``warmth`` are means over pictures, 0 to 255: luma, HSV saturation,
    red over blue.
    """

    seconds: float
    width: int
    height: int
    sounds: float
    loudness: float
    light: float
    strength: float
    warmth: float
    pictures: NDArray[np.uint8]

    @property
    def ratio(self) -> float:
        """Width over height."""
        return self.width / self.height


def measured(path: Path) -> Measured:
    """Decode a file and measure it. Raises :class:`GeneRecError` where it cannot be decoded."""
    info = probe(path)
    pictures = uniform(path, PICTURES, size=(96, 96)).frames
    wave = _wave(path) if info.has_audio else np.zeros(0, np.float32)
    power = float(np.mean(np.square(wave))) if wave.size else 0.0
    seen = pictures.astype(np.float32)
    hsv = [cv2.cvtColor(one, cv2.COLOR_RGB2HSV)[..., 1].mean() for one in pictures]
    return Measured(
        seconds=info.duration,
        width=info.width,
        height=info.height,
        sounds=wave.size / RATE,
        loudness=10 * math.log10(power) if power > 1e-10 else -math.inf,
        light=float((seen @ np.array([0.299, 0.587, 0.114], np.float32)).mean()),
        strength=float(np.mean(hsv)),
        warmth=float((seen[..., 0] - seen[..., 2]).mean()),
        pictures=pictures,
    )


def _wave(path: Path) -> NDArray[np.float32]:
    """All of the sound, float32 (n,), of one channel, as the app itself hears it."""
    sounding = AudioSource(path=path).frames()
    waves = [frame.to_ndarray().mean(axis=0) for frame in sounding]
    return np.concatenate(waves) if waves else np.zeros(0, np.float32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A sentence, and what its result has to be beside the clip that went in.

    ``seconds`` says how long it should be, ``look`` what should be seen or heard. Shape and sound
    have to stay unless ``ratio`` or ``sound`` say otherwise. To ask, ``least`` seconds are needed,
    and something to be heard where ``of_sound``.
    """

    text: str
    seconds: Callable[[Measured], float] = lambda before: before.seconds
    look: Callable[[Measured, Measured], bool] = lambda before, after: True
    ratio: float | None = None
    sound: Literal["kept", "there", "none"] = "kept"
    least: float = 0.0
    of_sound: bool = False

    def fits(self, clip: Measured) -> bool:
        """Whether somebody who has that clip would ask for it."""
        return clip.seconds >= self.least and (clip.loudness > -60 or not self.of_sound)


def _unlike(before: Measured, after: Measured) -> float:
    """Mean difference of pictures at the same share of the time, 0 to 255."""
    return float(np.abs(before.pictures.astype(int) - after.pictures).mean())


def _restyled(before: Measured, after: Measured) -> bool:
    return _unlike(before, after) > 4 or before.light < 15  # of what is black nothing is drawn


def _louder(by: float) -> Callable[[Measured, Measured], bool]:
    def heard(before: Measured, after: Measured) -> bool:
        return (after.loudness - before.loudness) * by > 0.5

    return heard


WISHES = (
    Wish(text="cut off the first second", seconds=lambda b: b.seconds - 1, least=2.5),
    Wish(text="only the last 2 seconds please", seconds=lambda b: 2.0, least=2.5),
    Wish(text="keep it from second 1 to second 3", seconds=lambda b: 2.0, least=3.5),
    Wish(text="make it half as long", seconds=lambda b: b.seconds / 2, least=2.0),
    Wish(text="play it twice as fast", seconds=lambda b: b.seconds / 2),
    Wish(text="slow motion, half speed", seconds=lambda b: b.seconds * 2),
    Wish(text="make it square", ratio=1.0),
    Wish(text="vertical for tiktok please", ratio=9 / 16),
    Wish(text="i need it wide, 16:9", ratio=16 / 9),
    Wish(text="mute it", sound="none", of_sound=True),
    Wish(text="put calm music under it", sound="there"),
    Wish(text="louder!", look=_louder(+1), of_sound=True),
    Wish(text="a bit quieter", look=_louder(-1), of_sound=True),
    Wish(text="play it backwards"),
    Wish(text="much brighter", look=lambda b, a: a.light > b.light + 3 or b.light > 200),
    Wish(text="its too bright, darker", look=lambda b, a: a.light < b.light - 3 or b.light < 20),
    Wish(text="black and white", look=lambda b, a: a.strength < 15),
    Wish(text="more colourful", look=lambda b, a: a.strength > b.strength + 1 or b.strength < 8),
    Wish(text="warmer colours", look=lambda b, a: a.warmth > b.warmth + 1),
    Wish(text="colder please", look=lambda b, a: a.warmth < b.warmth - 1),
    Wish(text="as a comic", look=_restyled),
    Wish(text="turn it into watercolour", look=_restyled),
    Wish(text="make it night", look=lambda b, a: a.light < b.light - 3 or b.light < 30),
    Wish(text="let it snow", look=lambda b, a: _unlike(b, a) > 1),
    Wish(text='write "hello there" at the top', look=lambda b, a: _unlike(b, a) > 0.3),
    Wish(text="make it fade in and out", look=lambda b, a: a.pictures[0].mean() < 40 + b.light),
    Wish(text="zoom in a bit", look=lambda b, a: _unlike(b, a) > 1),
    Wish(text="make it 3 seconds long", seconds=lambda b: 3.0, least=3.5),
)


def faults(wish: Wish, before: Measured, after: Measured) -> list[str]:
    """What of a result is not as it was asked for; empty where all is."""
    found = []
    want = wish.seconds(before)
    if abs(after.seconds - want) > max(SLACK, 0.04 * want):
        found.append(f"{after.seconds:.2f} s instead of {want:.2f}")
    ratio = before.ratio if wish.ratio is None else wish.ratio
    if abs(after.ratio / ratio - 1) > 0.03:
        found.append(f"{after.width}x{after.height} instead of {ratio:.2f} : 1")
    sounding = wish.sound == "there" or (wish.sound == "kept" and before.sounds > 0)
    if (after.sounds > 0) != sounding:
        found.append("sound is missing" if sounding else "there is sound")
    elif sounding and wish.sound == "there" and after.loudness < -60:
        found.append("the sound is silence")
    elif sounding and abs(after.sounds - after.seconds) > SLACK + abs(
        before.sounds - before.seconds
    ):
        found.append(f"{after.sounds:.2f} s of sound beside {after.seconds:.2f} s of pictures")
    if not wish.look(before, after):
        found.append(
            f"looks as it was (light {before.light:.0f} to {after.light:.0f}, colour"
            f" {before.strength:.0f} to {after.strength:.0f}, warmth {before.warmth:.0f} to"
            f" {after.warmth:.0f}, {before.loudness:.0f} to {after.loudness:.0f} dB)"
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of one wish about one clip: ``faults`` of the result, or ``said`` if none came;
    ``unchanged``, whether the clip as it was would have passed.
    """

    clip: str
    wish: str
    came: bool
    faults: tuple[str, ...] = ()
    said: str = ""
    unchanged: bool = False


def asked(service: GeneRec, path: Path, wish: Wish, before: Measured) -> Came:
    """Attach a clip to a sentence in a new conversation of a new visitor; measure what comes.

    Asked whether those seen agreed, the visitor says that they did.
    """
    user, _ = service.visitor(None)
    conversation = service.conversation(user)

    def say(text: str, *files: Path) -> list[Event]:
        return list(service.respond(user, conversation, text, files, threading.Event()))

    events = say(wish.text, path)
    offered = [one for event in events if isinstance(event, Said) for one in event.options]
    if any(one.startswith("they agreed") for one in offered):
        events = say(offered[0])
    said = " ".join(event.text for event in events if isinstance(event, Said | Refused))
    shown = [card.item for event in events if isinstance(event, Shown) for card in event.cards]
    made = [item for item in shown if item.origin == "edited"]
    unchanged = not faults(wish, before, before)
    came = Came(clip=path.name, wish=wish.text, came=bool(made), said=said, unchanged=unchanged)
    if not made:
        return came
    try:
        return replace(came, faults=tuple(faults(wish, before, measured(made[-1].media))))
    except GeneRecError as exc:
        return replace(came, faults=(f"it cannot be played: {exc}",))


def wishes_of(name: str, clip: Measured, each: int) -> list[Wish]:
    """``each`` wishes that fit a clip, others for every name; all of them with 0."""
    fitting = [wish for wish in WISHES if wish.fits(clip)]
    seed = int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")
    order = np.random.default_rng(seed).permutation(len(fitting))
    return [fitting[i] for i in (order[:each] if each else sorted(order))]


def rows(found: Sequence[Came]) -> list[Row]:
    """A row a wish, and one of all."""
    table = []
    for text in [*dict.fromkeys(one.wish for one in found), "all"]:
        some = [one for one in found if text in (one.wish, "all")]
        table.append(
            {
                "asked for": text,
                "clips": len(some),
                "as asked": sum(one.came and not one.faults for one in some),
                "otherwise": sum(bool(one.faults) for one in some),
                "nothing came": sum(not one.came for one in some),
                "baseline": sum(one.unchanged for one in some),
            }
        )
    return table


def main() -> None:
    """Run it."""
    parser = arguments(__doc__ or "")
    parser.add_argument("--each", type=int, default=4, help="sentences a clip; 0 for all")
    parser.add_argument("--clips", nargs="*", help="names of clips; all without")
    parser.add_argument("--longest", type=float, default=30.0, help="seconds of a clip, at most")
    options = parser.parse_args()
    if options.data is None:
        parser.error("--data is missing: give the folder that has real clips below it")
    paths = [path for path in sorted(options.data.rglob("*")) if path.suffix.lower() in VIDEOS]
    found: list[Came] = []
    with tempfile.TemporaryDirectory() as home:
        service = GeneRec(load(home=Path(home)))
        try:
            service.warm()
            for path in paths:
                if options.clips and path.name not in options.clips:
                    continue
                found += _of_a_clip(service, path, options)
        finally:
            service.close()
    report("What comes of edits of real clips", rows(found), options.json)


def _of_a_clip(service: GeneRec, path: Path, options: Namespace) -> list[Came]:
    try:
        before = measured(path)
    except GeneRecError as exc:
        print(f"{path.name}: left out, {exc}", flush=True)
        return []
    if before.seconds > options.longest:
        print(f"{path.name}: left out, {before.seconds:.0f} s long", flush=True)
        return []
    found = []
    for wish in wishes_of(path.name, before, options.each):
        one = asked(service, path, wish, before)
        found.append(one)
        if one.faults or not one.came:
            print(f"{one.clip} | {one.wish} | {'; '.join(one.faults) or one.said}", flush=True)
    return found


if __name__ == "__main__":
    main()
