"""How well the fidelity checks see: ``python -m benchmarks.checks --data DIR --json FILE``.

- Safety of words: unsafe and safe look-alikes (``text/unsafe.jsonl``, XSTest) that the shipped
  classifier was not trained on, at its threshold for grown-ups and for teenagers, beside a bag of
  words trained on the other half and a word list. False alarms also on what people ask a video app
  for (``text/retrieve.jsonl``, ``text/generate.jsonl``).
- Privacy of words: sentences with annotated spans (``text/pii.jsonl``, Presidio), halved by hash.
  There is nothing trained; but some forty spans of both halves were looked at while the rules were
  written, so ``test`` is no stranger to them. A span counts as seen when at least half of it is
  covered by a find of any kind. Beside it: any seven digits, or an ``@``.
- Privacy of pictures: phone numbers, e-mail addresses and plates drawn over frames of real clips.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.insight.measures import wilson
from benchmarks.harness import machine, report
from benchmarks.refusal import BagOfWords, seen, trained_on
from benchmarks.requests import lines
from models.fidelity.check import Image, Subject
from models.fidelity.hard_blocks import blocked
from models.fidelity.identifiers import identifiers
from models.fidelity.private_frames import PrivateFrames
from models.fidelity.safe_words import THRESHOLDS
from models.fidelity.text_reader import RapidTextReader
from models.fidelity.words import ReadHarm, WordList
from models.train.reader_data import held_out

ROOT = Path(__file__).resolve().parents[1]
LEADING = {
    "PHONE_NUMBER", "EMAIL_ADDRESS", "CREDIT_CARD", "IBAN_CODE", "US_SSN", "IP_ADDRESS",
    "STREET_ADDRESS", "US_DRIVER_LICENSE",
}  # fmt: skip
"""Kinds that the check says it sees; names, places, dates and web addresses it does not."""

Finder = Callable[[str], Sequence[tuple[int, int]]]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.checks", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with text/ and videos/")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--frames", type=int, default=200, help="frames that numbers are drawn on")
    parser.add_argument("--requests", type=int, default=400, help="harmless requests to look at")
    parser.add_argument("--only", choices=("safety", "privacy", "pictures"))
    args = parser.parse_args(arguments)
    parts: Mapping[str, Callable[[], list[dict[str, Any]]]] = {
        "safety": lambda: safety(args.data, args.requests),
        "privacy": lambda: privacy(args.data),
        "pictures": lambda: pictures(args.data, args.frames),
    }
    told: dict[str, Any] = {}
    for name, part in parts.items():
        if args.only in (None, name):
            told[name] = part()
            report(name, told[name], None)
    if args.json is not None:
        args.json.write_text(
            json.dumps({"machine": machine(), **told}, indent=2) + "\n", encoding="utf-8"
        )
    return 0


def half(text: str) -> str:
    """``train`` or ``test``, by the text's hash."""
    return "test" if held_out(text) else "train"


# --- safety ---------------------------------------------------------------------------------


def safety(data: Path, requests: int) -> list[dict[str, Any]]:
    weights = ROOT / "assets" / "weights"
    told = [(line["text"], line["kind"] == "unsafe") for line in lines(data / "text/unsafe.jsonl")]
    trained = trained_on(weights)
    mine = [(t, u) for t, u in told if seen(t, trained)]
    fresh = [(t, u) for t, u in told if not seen(t, trained)]
    rng = np.random.default_rng(7)
    asked = [
        line["text"]
        for name in ("retrieve", "generate")
        for line in lines(data / f"text/{name}.jsonl")
    ]
    asked = [asked[i] for i in rng.permutation(len(asked))[:requests]]
    bag = BagOfWords([t for t, _ in mine], [u for _, u in mine])
    reader = ReadHarm(_reader(weights))

    def harm(threshold: float) -> Callable[[Sequence[str]], np.ndarray]:
        return lambda texts: (reader.scores(texts) >= threshold) | blocks(texts)

    scorers: Mapping[str, Callable[[Sequence[str]], np.ndarray]] = {
        "hard blocks": blocks,
        "the check, adult": harm(THRESHOLDS["adult"]),
        "the check, teen": harm(THRESHOLDS["teen"]),
        "bag of words": lambda texts: bag.scores(texts) > 0,
        "word list": lambda texts: WordList().scores(texts) > 0,
    }
    rows = []
    unsafe = [t for t, u in fresh if u]
    safe = [t for t, u in fresh if not u]
    for name, judge in scorers.items():
        hit, alarm, asked_alarm = (int(judge(texts).sum()) for texts in (unsafe, safe, asked))
        rows.append(
            {
                "scorer": name,
                "recall": _share(hit, len(unsafe)),
                "false alarms, look-alikes": _share(alarm, len(safe)),
                "false alarms, requests": _share(asked_alarm, len(asked)),
            }
        )
    return rows


def blocks(texts: Sequence[str]) -> np.ndarray:
    """Whether a hard block meets each text."""
    return np.array([any(True for _ in blocked(text)) for text in texts])


def _reader(weights: Path):  # type: ignore[no-untyped-def]
    from models.understand.reader import EmbeddedReader

    return EmbeddedReader(weights / "instructor")


# --- privacy of words -----------------------------------------------------------------------


def by_rules(text: str) -> Sequence[tuple[int, int]]:
    """What the check finds."""
    return [(one.start, one.end) for one in identifiers(text)]


def by_digits(text: str) -> Sequence[tuple[int, int]]:
    """Seven digits or more, or an ``@``."""
    return [m.span() for m in re.finditer(r"\+?\d(?:[ ./()-]{0,2}\d){6,}|\S+@\S+", text)]


def privacy(data: Path) -> list[dict[str, Any]]:
    every = list(lines(data / "text/pii.jsonl"))
    rows = []
    for part in ("train", "test"):
        some = [line for line in every if half(line["text"]) == part]
        for name, finder in (("rules", by_rules), ("seven digits or @", by_digits)):
            rows.append(_privacy_row(part, name, some, finder))
    return rows


def _privacy_row(
    part: str, name: str, some: Sequence[Mapping[str, Any]], finder: Finder
) -> dict[str, Any]:
    counts: dict[str, list[int]] = {}
    clean = alarms = 0
    for line in some:
        found = finder(line["text"])
        spans = [s for s in line["spans"] if s["type"] in LEADING]
        for span in spans:
            size = span["end"] - span["start"]
            covered = sum(max(0, min(b, span["end"]) - max(a, span["start"])) for a, b in found)
            counts.setdefault(span["type"], []).append(int(2 * covered >= size))
        if not line["spans"] or not {s["type"] for s in line["spans"]} & {
            *LEADING, "ZIP_CODE", "DOMAIN_NAME",
        }:  # fmt: skip
            clean += 1
            alarms += bool(found)
    every = [hit for hits in counts.values() for hit in hits]
    short = {kind: counts.get(kind, []) for kind in sorted(LEADING)}
    told = {kind.lower(): f"{sum(hits)}/{len(hits)}" for kind, hits in short.items()}
    return {
        "half": part,
        "finder": name,
        "recall": _share(sum(every), len(every)),
        "false alarms": _share(alarms, clean),
        **told,
    }


# --- privacy of pictures --------------------------------------------------------------------

SAMPLES: Mapping[str, Sequence[str]] = {
    "phone number": (
        "+44 20 7946 0958", "+1 415 555 2671", "+49 30 901820", "Call 0171 4567890",
        "(212) 736-5000", "+33 1 42 68 53 00", "Tel. +41 44 668 18 00",
    ),
    "e-mail address": (
        "jane.doe@example.org", "booking@lakehouse.co.uk", "k.meyer@web.de", "sam_lee@mail.com",
    ),
    "number plate": ("B-MW 1234", "AB12 CDE", "HH KL 482", "M-XY 77", "AB-123-CD"),
}  # fmt: skip
HEIGHTS = (0.04, 0.06, 0.09)
"""Of the letters, as shares of the picture's height."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A frame, what was drawn on it (empty: nothing) and how high its letters are."""

    image: Image
    kind: str
    height: float


def pictures(data: Path, count: int) -> list[dict[str, Any]]:
    check = PrivateFrames(RapidTextReader())
    hits: dict[tuple[str, float], list[int]] = {}
    alarms: list[int] = []
    seconds = []
    for one in drawn(data / "videos", count):
        began = time.process_time()
        found = check.check(Subject(frames=[(0.0, one.image)]))
        seconds.append(time.process_time() - began)
        kinds = {seen.kind for seen in found.evidence} - {"face"}
        if one.kind:
            hits.setdefault((one.kind, one.height), []).append(bool(kinds))
        else:
            alarms.append(bool(kinds))
    rows = [
        {
            "drawn": kind,
            "letters": f"{height:.0%} of the height",
            "seen": _share(sum(some), len(some)),
        }
        for (kind, height), some in sorted(hits.items())
    ]
    every = [hit for some in hits.values() for hit in some]
    rows.append({"drawn": "all", "letters": "", "seen": _share(sum(every), len(every))})
    rows.append({"drawn": "nothing", "letters": "", "seen": _share(sum(alarms), len(alarms))})
    took = f"{np.median(seconds):.2f} s (p50), {np.quantile(seconds, 0.95):.2f} s (p95)"
    rows.append({"drawn": "processor a frame", "letters": "", "seen": took})
    return rows


def drawn(folder: Path, count: int) -> Iterator[Drawn]:
    """Yield ``count`` frames of real clips with something written on them, and a fifth without."""
    from PIL import Image as Pictures
    from PIL import ImageDraw, ImageFont

    rng = np.random.default_rng(11)
    frames = list(_frames(folder, rng, count))
    kinds = list(SAMPLES)
    for number in range(count):
        image = frames[number % len(frames)]
        if number % 5 == 4:
            yield Drawn(image, "", 0.0)
            continue
        kind = kinds[number % len(kinds)]
        height = HEIGHTS[int(rng.integers(len(HEIGHTS)))]
        text = str(rng.choice(np.array(SAMPLES[kind])))
        canvas = Pictures.fromarray(image)
        draw = ImageDraw.Draw(canvas)
        font = ImageFont.load_default(max(8, round(height * image.shape[0] / 0.72)))
        left, top, right, bottom = draw.textbbox((0, 0), text, font=font)
        x = int(rng.integers(0, max(1, image.shape[1] - (right - left))))
        y = int(rng.integers(0, max(1, image.shape[0] - (bottom - top) - 8)))
        if kind == "number plate":
            draw.rectangle((x - 4, y, x + right + 4, y + bottom + 4), fill="white")
        fill = "black" if kind == "number plate" else str(rng.choice(np.array(["white", "yellow"])))
        draw.text((x, y), text, font=font, fill=fill, stroke_width=0)
        yield Drawn(np.asarray(canvas), kind, height)


def _frames(folder: Path, rng: np.random.Generator, count: int) -> Iterator[Image]:
    from models.errors import BadMedia
    from models.media import sample
    from models.media.probe import probe

    paths = sorted(p for p in folder.iterdir() if p.suffix in (".mp4", ".webm", ".mkv"))
    each = max(1, -(-count // len(paths)))
    for path in paths[:count]:
        try:
            info = probe(path)
            scale = 640 / max(info.width, info.height)
            size = (round(info.width * scale), round(info.height * scale))
            times = sorted((rng.random(each) * info.duration).tolist())
            yield from (frame.image for frame in sample.at(path, times, size=size))
        except BadMedia as exc:
            print(f"{path.name} is left out: {exc}", file=sys.stderr)


def _share(hits: int, of: int) -> str:
    if not of:
        return "–"
    low, high = wilson(hits / of, of)
    return f"{hits / of:.0%} ({low:.0%}–{high:.0%} of {of})"


if __name__ == "__main__":
    sys.exit(main())
