"""Damaged files and the parsers: ``python -m benchmarks.damage --data DIR --json FILE``.

Small real files are cut short, have bytes flipped, stretches overwritten, doubled or moved; each is
then read by everything that reads foreign files: measured, sampled, heard, its words, its signed
record.
A refusal in one sentence is right, and so is an answer. A crash, another error, more than
``SECONDS`` or more than ``MEMORY`` is not. Files are read in a process of their own with a limit on
memory, so that a crash is seen and counted, and does not end the run. One that was stopped goes on
where the figures in its ``--json`` end.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import resource
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.harness import machine, report, videos

SECONDS = 20.0
"""Of processor, for one file and all readers."""

ASLEEP = 600.0
"""Of the clock: a process that waits for something takes no processor."""

MEMORY = 4 << 30
"""Of address space; a reader's libraries take more than half of a gigabyte of it."""

LARGEST = 3 << 20
"""Files that are damaged have at most so many bytes: what breaks lies in their heads."""

KINDS = ("cut", "flip", "overwrite", "double", "swap", "size")


def damaged(data: bytes, kind: str, rng: np.random.Generator) -> bytes:
    """Return a damaged copy of a file's bytes."""
    size = len(data)
    body = np.frombuffer(data, np.uint8).copy()
    if kind == "cut":
        return data[: int(rng.integers(1, size))]
    if kind == "flip":
        # Heads are small and matter most: half of the flips go there.
        count = int(rng.integers(1, 60))
        places = np.where(
            rng.random(count) < 0.5,
            rng.integers(0, min(size, 4096), count),
            rng.integers(0, size, count),
        )
        body[places] ^= (1 << rng.integers(0, 8, count)).astype(np.uint8)
        return body.tobytes()
    start = int(rng.integers(0, size))
    end = min(size, start + int(rng.integers(1, 4096)))
    if kind == "overwrite":
        body[start:end] = rng.integers(0, 256, end - start, dtype=np.uint8)
        return body.tobytes()
    if kind == "double":
        return data[:end] + data[start:]
    if kind == "swap":
        other = int(rng.integers(0, max(1, size - (end - start))))
        piece = body[start:end].copy()
        body[start:end], body[other : other + len(piece)] = body[other : other + len(piece)], piece
        return body.tobytes()
    # Lengths of boxes are four bytes, big-endian: a huge one asks for memory.
    place = int(rng.integers(0, max(1, min(size, 4096) - 4)))
    body[place : place + 4] = np.frombuffer(
        rng.choice([b"\x7f\xff\xff\xff", b"\0\0\0\1"]), np.uint8
    )
    return body.tobytes()


def readers() -> Mapping[str, Callable[[Path], object]]:
    """All that reads foreign files, by name."""
    from models.media.picture import picture_metadata, probe_image, read_image
    from models.media.poster import poster
    from models.media.probe import probe
    from models.media.sample import uniform
    from models.media.write import read_metadata
    from models.provenance.certificates import development
    from models.provenance.credentials import Verifier
    from models.speech.listener import samples

    verifier = Verifier(development().anchors)

    def cover(path: Path) -> None:
        with tempfile.TemporaryDirectory() as folder:
            poster(path, Path(folder) / "cover.jpg", 0.1)

    return {
        "measure": probe,
        "sample": lambda path: uniform(path, 3, size=64),
        "words": read_metadata,
        "sound": samples,
        "cover": cover,
        "picture": probe_image,
        "pixels": lambda path: read_image(path, long_side=64),
        "picture's words": picture_metadata,
        "signed record": verifier.read,
    }


def work() -> None:
    """Read the files named on standard input, one a line; answer each with a line of JSON."""
    from models.errors import UserError

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    every = readers()
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        path = Path(line.rstrip("\n"))
        began, wrong, refused = time.process_time(), [], 0
        for name, read in every.items():
            try:
                read(path)
            except UserError:
                refused += 1
            except MemoryError:
                wrong.append(f"{name}: out of memory")
            except Exception as exc:  # noqa: BLE001 - whatever it is, it is counted
                wrong.append(f"{name}: {type(exc).__name__}: {exc}"[:200])
        told = {"seconds": time.process_time() - began, "wrong": wrong, "refused": refused}
        print(json.dumps(told), flush=True)


class Worker:
    """A process that reads; a new one takes the place of one that died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def read(self, path: Path) -> dict[str, Any]:
        """Return what became of one file."""
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "benchmarks.damage", "--worker"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
            )  # fmt: skip
            self._answer(120.0)
        assert self._process.stdin is not None
        found = None
        with contextlib.suppress(BrokenPipeError):  # it died before
            self._process.stdin.write(f"{path}\n")
            self._process.stdin.flush()
            found = self._answer(SECONDS)
        if found is not None:
            return found
        status = self._process.poll()
        self.close()
        return {"wrong": ["a hang" if status is None else f"a crash (status {status})"]}

    def _answer(self, seconds: float) -> dict[str, Any] | None:
        """Wait until the process answers, or has worked for so long: processor time, for a busy
        machine keeps everybody waiting.
        """
        assert self._process is not None and self._process.stdout is not None
        began, ready, clock = self._worked(), [], time.monotonic()
        while not ready:
            ready, _, _ = select.select([self._process.stdout], [], [], min(0.5, seconds))
            stuck = time.monotonic() - clock > ASLEEP
            if not ready and (stuck or self._worked() - began >= seconds):
                return None
        line = self._process.stdout.readline()
        return json.loads(line) if line else None

    def _worked(self) -> float:
        """Seconds of processor the process took; of the clock, where they cannot be told."""
        assert self._process is not None
        try:
            told = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            return time.monotonic()
        return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None


def spoilt(
    paths: Sequence[Path], numbers: Iterable[int], folder: Path, seed: int
) -> Iterator[tuple[str, Path]]:
    """Yield damaged copies with what was done to them; each is gone after its turn. The same number
    is always the same copy.
    """
    for number in numbers:
        rng = np.random.default_rng([seed, number])
        path = paths[number % len(paths)]
        kind = KINDS[int(rng.integers(len(KINDS)))]
        copy = folder / f"{number}{path.suffix}"
        copy.write_bytes(damaged(path.read_bytes(), kind, rng))
        yield kind, copy
        copy.unlink()


def measured(
    paths: Sequence[Path], count: int, seed: int = 5, kept: Path | None = None
) -> dict[str, Any]:
    """Return the figures over ``count`` damaged copies of ``paths``; those in the file ``kept``,
    which is written all along, are not measured again.
    """
    done: dict[str, Any] = {"seed": seed, "files": 0, "wrong": [], "seconds": [], "kinds": {}}
    if kept is not None and kept.is_file():
        before = json.loads(kept.read_text(encoding="utf-8"))
        done = before if before.get("seed") == seed else done
    worker, folder = Worker(), Path(tempfile.mkdtemp())
    try:
        for kind, path in spoilt(paths, range(done["files"], count), folder, seed):
            told = worker.read(path)
            done["files"] += 1
            done["kinds"][kind] = done["kinds"].get(kind, 0) + 1
            done["seconds"].append(round(told.get("seconds", SECONDS), 3))
            done["wrong"] += (f"{path.name}, {kind}: {fault}" for fault in told["wrong"])
            if kept is not None:
                kept.write_text(json.dumps({"machine": machine(), **done}) + "\n", encoding="utf-8")
    finally:
        worker.close()
        shutil.rmtree(folder)
    slowest, median = max(done["seconds"], default=0.0), float(np.median(done["seconds"] or [0.0]))
    return {**done, "slowest": slowest, "median": median}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.damage", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of real clips")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args(arguments)
    if args.worker:
        work()
        return 0
    if args.data is None:
        parser.error("--data is needed: a folder of real clips")
    small = [path for path in videos(args.data) if path.stat().st_size <= LARGEST]
    told = measured(small, args.count, args.seed, args.json)
    rows = [
        {
            "damaged files": told["files"],
            "of real ones": len(small),
            "crashes, hangs, odd errors": len(told["wrong"]),
            "slowest, s": told["slowest"],
            "median, s": told["median"],
        }
    ]
    report("Damaged files", rows, None, told["wrong"][:20])
    return 0


if __name__ == "__main__":
    sys.exit(main())
