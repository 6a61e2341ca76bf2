"""How well the image encoder puts pictures and words together.

``python -m benchmarks.encoder --data DIR [--weights DIR | --encoder openclip:…] [--json FILE]``.
DIR holds either or both of

* ``photos/``: parquet shards ``train-*`` and ``val-*`` (image, label, dataset). Label-prompt
  accuracy over the labels with at least 20 training photos, beside the nearest class by colour
  histogram (fitted on the training photos) and chance. Photos of ImageNet's own come apart: the
  weights that training starts from were made on ImageNet, so these are no fair test.
  Text-to-photo recall on the photos that people captioned.
* ``videos/`` (or clips in DIR itself) with ``MANIFEST.tsv`` or a CSV whose columns include ``file``
  and ``description``. Text-to-clip recall of the encoder, beside chance, the file names' words
  (text-only), and colour histograms against colour words.
"""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from app.settings import load
from app.wiring import WEIGHTS, build_encoder
from benchmarks.harness import Row, arguments, report
from models.encode.encoder import Encoder
from models.encode.frames import squares
from models.encode.prompts import label_vectors
from models.errors import UserError
from models.media.sample import uniform
from models.train import photos

AT_LEAST = 20
BY_PEOPLE = frozenset({"flickr8k_1000", "coco_mini"})
IMAGENET = frozenset({"tiny_imagenet", "imagenet_sample"})
FRAMES = 12
COLOURS = {
    "black": (15, 15, 15), "white": (240, 240, 240), "red": (200, 30, 30), "green": (40, 140, 50),
    "blue": (40, 80, 190), "yellow": (230, 210, 50), "brown": (120, 80, 45),
    "orange": (235, 130, 30), "pink": (235, 150, 180), "grey": (128, 128, 128),
}  # fmt: skip


def histograms(pictures: np.ndarray, bins: int = 6) -> np.ndarray:
    """Joint RGB histograms of (n, h, w, 3), square-rooted and of unit length: (n, bins³)."""
    cells = (pictures.astype(np.int64) * bins) >> 8
    flat = (cells[..., 0] * bins + cells[..., 1]) * bins + cells[..., 2]
    flat = flat.reshape(len(pictures), -1)
    counts = np.stack([np.bincount(row, minlength=bins**3) for row in flat]).astype(np.float32)
    roots = np.sqrt(counts)
    return np.asarray(roots / np.linalg.norm(roots, axis=1, keepdims=True))


def accuracy(similarity: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Top-1 and top-5 in per cent, of similarities (n, labels) and true columns (n,)."""
    own = similarity[np.arange(len(truth)), truth]
    place = (similarity > own[:, None]).sum(1)
    return float((place < 1).mean() * 100), float((place < 5).mean() * 100)


def recalls(similarity: np.ndarray) -> dict[str, float]:
    """Recall@1, 5, 10 in per cent and mean reciprocal rank of a square matrix (texts, clips).

    A tie counts against: a baseline that says the same of every clip must not look good.
    """
    place = (similarity >= np.diag(similarity)[:, None]).sum(1)
    found = {f"recall@{k}": float((place <= k).mean() * 100) for k in (1, 5, 10)}
    return {**found, "MRR": float((1 / place).mean())}


def labels(folder: Path, encoder: Encoder) -> list[Row]:
    """Label-prompt accuracy on the photo set."""
    train = photos.load(folder, "train", side=32)
    names = train.frequent_labels(AT_LEAST)
    index = {name: place for place, name in enumerate(names)}
    val = photos.load(folder, "val", side=96)
    kept = [row for row, label in enumerate(val.labels) if label in index]
    sources = [row["dataset"] for row in photos.rows(folder, "val")]
    truth = np.array([index[val.labels[row]] for row in kept])
    taught = np.array([sources[row] in IMAGENET for row in kept])

    begin = time.perf_counter()
    seen = encoder.images(val.pixels[kept])
    rate = len(kept) / (time.perf_counter() - begin)
    ours = seen @ label_vectors(names, encoder.texts).T
    ours_too = seen @ encoder.texts([f"a photo of a {name}" for name in names]).T

    colour = np.zeros((len(names), 216), np.float32)
    known = np.array([index.get(label, -1) for label in train.labels])
    bars = histograms(train.pixels)
    np.add.at(colour, known[known >= 0], bars[known >= 0])
    colour /= np.linalg.norm(colour, axis=1, keepdims=True)
    plain = histograms(photos.load(folder, "val", side=32).pixels[kept]) @ colour.T

    rows: list[Row] = []
    parts = (("all", np.ones_like(taught)), ("not of ImageNet", ~taught), ("of ImageNet", taught))
    for part, mask in parts:
        for name, similarity in (
            (f"{encoder.name}, prompts averaged", ours),
            (f"{encoder.name}, “a photo of a …”", ours_too),
            ("colour histogram, nearest class", plain),
        ):
            if mask.any():
                top1, top5 = accuracy(similarity[mask], truth[mask])
                rows.append(_row(part, name, top1, top5, int(mask.sum()), len(names)))
        chance = 100 / len(names)
        rows.append(_row(part, "chance", chance, 5 * chance, int(mask.sum()), len(names)))
    print(f"{rate:.0f} photos a second at {encoder.side} px")
    return rows


def _row(part: str, method: str, top1: float, top5: float, photos: int, labels: int) -> Row:
    return {"photos of": part, "method": method, "top-1 %": top1, "top-5 %": top5,
            "photos": photos, "labels": labels}  # fmt: skip


def captions(folder: Path, encoder: Encoder) -> list[Row]:
    """Text-to-photo recall on the val photos that people wrote sentences about."""
    val = photos.load(folder, "val", side=96)
    sources = [row["dataset"] for row in photos.rows(folder, "val")]
    kept = [row for row, source in enumerate(sources) if source in BY_PEOPLE and val.captions[row]]
    if not kept:
        return []
    own = np.array([place for place, row in enumerate(kept) for _ in val.captions[row]])
    said = encoder.texts([caption for row in kept for caption in val.captions[row]])
    similarity = said @ encoder.images(val.pixels[kept]).T
    place = (similarity >= similarity[np.arange(len(own)), own][:, None]).sum(1)
    found = {f"recall@{k}": float((place <= k).mean() * 100) for k in (1, 5, 10)}
    chance = {f"recall@{k}": 100 * min(k, len(kept)) / len(kept) for k in (1, 5, 10)}
    count = {"captions": len(own), "photos": len(kept)}
    return [{"method": encoder.name, **found, **count}, {"method": "chance", **chance, **count}]


def described(folder: Path) -> list[tuple[Path, str]]:
    """The clips of a folder with their one-line descriptions, from a table beside them."""
    for table in sorted(folder.glob("*.tsv")) + sorted(folder.glob("*.csv")):
        with table.open(newline="", encoding="utf-8") as lines:
            mark = "\t" if table.suffix == ".tsv" else ","
            rows = list(csv.DictReader(lines, delimiter=mark))
        if rows and {"file", "description"} <= set(rows[0]):
            pairs = [(folder / row["file"], row["description"]) for row in rows]
            return [pair for pair in pairs if pair[0].is_file() and pair[1].strip()]
    raise SystemExit(f"no table with the columns file and description in {folder}")


def clips(folder: Path, encoder: Encoder) -> list[Row]:
    """Text-to-clip recall on described clips."""
    frames, names, said = [], [], []
    for path, description in described(folder):
        try:
            sampled = uniform(path, FRAMES, size=max(encoder.side, 96))
        except UserError as exc:
            print(f"left out {path.name}: {exc}")
            continue
        frames.append(squares(sampled.frames, encoder.side))
        names.append(" ".join(re.findall(r"[^\W\d_]{2,}", path.stem)))
        said.append(description)
    seen = np.stack([encoder.images(pictures).mean(0) for pictures in frames])
    seen /= np.linalg.norm(seen, axis=1, keepdims=True)
    words = encoder.texts(said)
    colours = np.stack([histograms(pictures).mean(0) for pictures in frames])
    asked = np.stack([_colours_of(text) for text in said])
    count = len(said)
    found = [
        ("encoder (pictures alone)", words @ seen.T),
        ("text-only (the file names' words)", words @ encoder.texts(names).T),
        ("colour histogram (colour words)", asked @ colours.T),
    ]
    rows: list[Row] = [
        {"method": name, **recalls(similarity), "clips": count} for name, similarity in found
    ]
    chance = {f"recall@{k}": 100 * min(k, count) / count for k in (1, 5, 10)}
    mean = float(np.mean(1 / np.arange(1, count + 1)))
    return [*rows, {"method": "chance", **chance, "MRR": mean, "clips": count}]


def _colours_of(text: str) -> np.ndarray:
    named = [COLOURS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in COLOURS]
    swatches = np.array(named or [(128, 128, 128)], np.uint8)[:, None, None]
    return np.asarray(histograms(swatches).mean(0) if named else np.zeros(216))


def main(given: Sequence[str] | None = None) -> None:
    parser = arguments(__doc__.split("\n")[0])  # type: ignore[union-attr]
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the embedded ones")
    parser.add_argument("--encoder", default="embedded", help="as GENEREC_ENCODER takes it")
    args = parser.parse_args(given)
    if args.data is None:
        parser.error("give --data DIR with photos, described clips, or both")
    if args.encoder == "embedded":
        from models.encode.embedded import EmbeddedEncoder

        encoder: Encoder = EmbeddedEncoder(args.weights)
    else:
        encoder = build_encoder(load(encoder=args.encoder))
    photo_folder = args.data / "photos" if (args.data / "photos").is_dir() else args.data
    clip_folder = args.data / "videos" if (args.data / "videos").is_dir() else args.data
    done = 0
    if list(photo_folder.glob("val-*.parquet")):
        target = args.json and args.json.with_stem(args.json.stem + "-labels")
        report("Label-prompt accuracy", labels(photo_folder, encoder), target)
        if rows := captions(photo_folder, encoder):
            target = args.json and args.json.with_stem(args.json.stem + "-captions")
            report("Text to photo", rows, target)
        done += 1
    if list(clip_folder.glob("*.tsv")) + list(clip_folder.glob("*.csv")):
        report("Text to clip", clips(clip_folder, encoder), args.json)
        done += 1
    if not done:
        parser.error(f"neither photos nor a table of described clips in {args.data}")


if __name__ == "__main__":
    main()
