"""Jobs stopped at every stage, and memory over many of them.

``python -m benchmarks.jobs [--data DIR] [--jobs N] [--seconds S] [--json FILE]``, on clips of DIR
or one made up, whose frames nobody has looked at, and on a long clip with a single keyframe:

- *stop*: N jobs of each kind, stopped at a moment drawn from their usual time; seconds until the
  visitor can go on, and until the work has really ended; files left behind. Waiting jobs are
  stopped in line, the guard's in the guard. Beside it: how long the work takes when let be;
- *memory*: of the process after 10 and after 10 + N films, half of them stopped; flat is the aim.
"""

from __future__ import annotations

import os
import random
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from agents.guard.guard import Admitted, Guard
from agents.make.creator import Creator
from agents.make.editor import Editor
from agents.make.jobs import Job, Watch
from agents.make.storyboard import Shot, Storyboard
from agents.make.tools import Bench, run
from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.retriever import Retriever
from agents.retrieve.taste import Taste
from app.jobs.local import LocalRunner
from app.jobs.memory import give_back
from benchmarks import harness
from benchmarks.media import drifting
from benchmarks.styles import synthetic
from models.domain import Artifact, Item, Tick, ToolCall, no_tick
from models.encode.encoder import FakeEncoder
from models.errors import Cancelled, GeneRecError
from models.media.probe import probe
from models.media.write import VideoWriter

Row = dict[str, Any]
Work = Callable[[Watch], Admitted]
LONG = 100
"""Seconds of the clip with a single keyframe."""


class Bed:
    """A runner, a guard and an editor in a folder, over clips."""

    def __init__(self, folder: Path, clips: list[Path]) -> None:
        self.folder = folder
        self.guard = Guard(folder / "made", folder / "work")
        self.catalogue = MemoryCatalogue()
        encoder = FakeEncoder()
        self.editor = Editor(self.catalogue, encoder, folder / "work")
        self.creator = Creator(self.catalogue, Retriever(self.catalogue, encoder), self.editor)
        self.items = []
        for number, path in enumerate(clips):
            info = probe(path)
            one = Item(
                id=str(number), title=path.stem, media=path, duration=info.duration,
                width=info.width, height=info.height, has_audio=info.has_audio,
            )  # fmt: skip
            self.catalogue.add(one)
            self.items.append(one)
        self.runner = LocalRunner()

    def admitted(self, make: Callable[[Watch], Artifact]) -> Work:
        """Make and pass the guard, as the workshop does."""
        return lambda watch: self.guard.admit(make(watch), watch)

    def edit(self, item: Item, call: ToolCall) -> Work:
        """An edit of an item."""

        def make(watch: Watch) -> Artifact:
            bench = Bench(editor=self.editor, item=item, taste=Taste(), viewer="v", watch=watch)
            return run([call], bench)

        return self.admitted(make)

    def film(self, seconds: float, **more: Any) -> Work:
        """A film of shots of two seconds at most."""
        rng = random.Random(int(seconds))
        shots = []
        while len(shots) * 1.6 < seconds:
            one = rng.choice(self.items)
            length = min(2.0, seconds, one.duration)
            begin = rng.uniform(0, one.duration - length)
            shots.append(Shot(item=one.id, start=begin, end=begin + length, low=0, high=0))
        board = Storyboard(
            want="all of it", seconds=seconds, shape="portrait", shots=tuple(shots),
            title="A film", **more,
        )  # fmt: skip
        return self.admitted(lambda watch: self.creator.render(board, "v", watch))

    def job(self, work: Work, user: str = "v") -> Job[Admitted]:
        """The work as a job of a visitor."""
        return Job(title="It", tool="", user=user, work=work, discard=self.guard.withdraw)

    def left(self) -> int:
        """Files in the work folder and the served one."""
        return sum(1 for name in ("work", "made") for _ in (self.folder / name).glob("*"))

    def idle(self) -> float:
        """Wait until no job runs; return how long that took."""
        began = time.perf_counter()
        while self.runner._running:
            time.sleep(0.002)
        return time.perf_counter() - began


class LateGuard(Guard):
    """A guard whose checks take a second, ticking: what a classifier of pictures would do."""

    def admit(self, artifact: Artifact, tick: Tick = no_tick) -> Admitted:
        """See :class:`Guard`."""

        def slow(share: float) -> None:
            for _ in range(10):
                tick(share)
                time.sleep(0.03)

        return super().admit(artifact, slow)


def one_keyframe(path: Path) -> Path:
    """A long clip that has to be decoded from its beginning, whatever is wanted of it."""
    with VideoWriter(path, width=640, height=360, fps=25) as writer:
        writer._video.codec_context.gop_size = 100_000
        for number, picture in enumerate(drifting(LONG)):
            big = np.resize(picture.repeat(2, axis=0).repeat(2, axis=1), (360, 640, 3))
            writer.write(big, number / 25)
    return path


def whole(bed: Bed, work: Work) -> float:
    """Seconds the work takes when nobody stops it."""
    began = time.perf_counter()
    stream = bed.runner.run(bed.job(work), threading.Event())
    while True:
        try:
            next(stream)
        except StopIteration as end:
            bed.guard.withdraw(end.value)
            return time.perf_counter() - began


def stopped(bed: Bed, work: Work, after: float) -> tuple[float, float] | None:
    """Stop work ``after`` seconds; how long until the visitor goes on, and until it ended."""
    cancel = threading.Event()
    pressed: list[float] = []

    def press() -> None:
        pressed.append(time.perf_counter())
        cancel.set()

    timer = threading.Timer(after, press)
    timer.daemon = True
    timer.start()
    try:
        stream = bed.runner.run(bed.job(work), cancel)
        while True:
            next(stream)
    except StopIteration as end:  # it was quicker than the visitor
        timer.cancel()
        bed.guard.withdraw(end.value)
        bed.idle()
        return None
    except Cancelled:
        if not pressed:
            return None
        seen = time.perf_counter() - pressed[0]
    except GeneRecError:
        timer.cancel()
        return None
    bed.idle()
    return seen, time.perf_counter() - pressed[0]


def row(bed: Bed, what: str, work: Work, jobs: int, rng: random.Random) -> Row:
    """Stop ``jobs`` of one kind at random moments."""
    usual = whole(bed, work)
    bed.idle()
    times = [stopped(bed, work, rng.uniform(0, usual)) for _ in range(jobs)]
    return _row(bed, what, usual, [time for time in times if time is not None])


def _row(bed: Bed, what: str, usual: float | None, times: list[tuple[float, float]]) -> Row:
    seen, ended = zip(*times, strict=True) if times else ((), ())
    return {
        "stopped": what,
        "jobs": len(times),
        "let be s": usual,
        "seen p50 ms": 1000 * float(np.percentile(seen, 50)) if times else None,
        "seen p99 ms": 1000 * float(np.percentile(seen, 99)) if times else None,
        "ended p50 ms": 1000 * float(np.percentile(ended, 50)) if times else None,
        "ended p99 ms": 1000 * float(np.percentile(ended, 99)) if times else None,
        "files left": bed.left(),
    }


def waiting(bed: Bed, jobs: int) -> Row:
    """Stop jobs that wait behind another visitor's."""
    hold = threading.Event()

    def held(watch: Watch) -> Admitted:
        while not hold.is_set():
            watch(0.5)
            time.sleep(0.01)
        raise Cancelled

    blocker = threading.Thread(target=lambda: stopped(bed, held, 1e6), daemon=True)
    blocker.start()
    while not bed.runner._running:
        time.sleep(0.01)
    times = []
    for _ in range(jobs):
        cancel = threading.Event()
        stream = bed.runner.run(bed.job(held, "other"), cancel)
        next(stream)
        began = time.perf_counter()
        cancel.set()
        try:
            list(stream)
        except Cancelled:
            times.append((time.perf_counter() - began,) * 2)
    hold.set()
    blocker.join(5)
    return _row(bed, "waiting in line", None, times)


def resident() -> float:
    """Memory of this process, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def memory(bed: Bed, film: Work, jobs: int, rng: random.Random) -> Row:
    """Films, every second one stopped half-way: memory before and after many of them."""
    usual = whole(bed, film)

    def some(count: int) -> float:
        for number in range(count):
            stopped(bed, film, rng.uniform(0.2, 0.8) * usual if number % 2 else 1e6)
        while bed.runner._threads:  # what was stopped lets go a moment later
            time.sleep(0.01)
        give_back(broken=True)
        return resident()

    before = some(min(10, jobs))
    after = some(jobs)
    return {
        "jobs": jobs,
        "first MB": before,
        "last MB": after,
        "MB a job": (after - before) / jobs,
        "threads": threading.active_count(),
        "files left": bed.left(),
    }


def main() -> None:
    parser = harness.arguments(__doc__ or "")
    parser.add_argument("--jobs", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=12.0, help="of the films")
    args = parser.parse_args()
    rng = random.Random(0)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clips = harness.videos(args.data)[:12] if args.data else [folder / "a.mp4"]
        if not args.data:
            synthetic(clips[0], 6.0)
        bed = Bed(folder, clips)
        unseen = Bed(folder, [one_keyframe(folder / "long.mp4")]) if args.jobs > 5 else bed
        rows = [waiting(bed, args.jobs)]
        part = ToolCall(name="clip", arguments={"seconds": 2})
        works: dict[str, tuple[Bed, Work]] = {
            "a cover of an unknown clip": (
                unseen, unseen.edit(unseen.items[0], ToolCall(name="thumbnail")),
            ),
            "the best part of one": (
                unseen, unseen.edit(unseen.items[0], part),
            ),
            "noir": (
                bed, bed.edit(bed.items[0], ToolCall(name="style", arguments={"style": "noir"})),
            ),
            "oil painting": (
                bed, bed.edit(bed.items[0], ToolCall(name="style", arguments={"style": "oil"})),
            ),
            "a film": (bed, bed.film(args.seconds)),
            "a film, oil painting": (bed, bed.film(args.seconds / 2, style="oil")),
        }  # fmt: skip
        rows += [row(where, what, work, args.jobs, rng) for what, (where, work) in works.items()]
        bed.guard = LateGuard(bed.guard.served, bed.guard.work)
        cover = bed.edit(bed.items[0], ToolCall(name="thumbnail"))
        rows.append(row(bed, "in a slow guard", cover, args.jobs, rng))
        bed.guard = Guard(bed.guard.served, bed.guard.work)
        kept = memory(bed, bed.film(args.seconds / 3), args.jobs, rng)
    told = ", ".join(
        f"{key} {value:.1f}" if isinstance(value, float) else f"{key} {value}"
        for key, value in kept.items()
    )
    harness.report("Jobs", rows, args.json, [f"memory over films, half of them stopped: {told}"])


if __name__ == "__main__":
    main()
