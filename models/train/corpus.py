"""Render the demo corpus: ``python -m models.train.corpus --out assets/corpus``.

Writes ``clips/*.mp4``, ``items.csv``, and the simulated ``users.csv`` and ``interactions.csv``.
Clips that exist are kept unless ``--force`` is given, so an interrupted run goes on where it
stopped; the tables are written at the end, from the clips that are there.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import cv2
import numpy as np
from tqdm import tqdm

from models.train.world import film, render
from models.train.world.personas import Shown, invent_users, simulate
from models.train.world.playlist import Entry, playlist
from models.train.world.sound import ambience
from models.world import attributes, caption, tags, title

LICENCE = "CC0-1.0"
FPS = 24
CRF = 29
USERS = 300


def render_clip(entry: Entry, path: Path) -> None:
    """Render one clip of the corpus; every third is silent."""
    scene = entry.scene
    width, height = film.size(scene.orientation)
    frames = render(scene, width, height, round(scene.seconds * FPS), FPS)
    sound = None if scene.seed % 3 == 0 else ambience(scene)
    film.write(
        path, frames, width=width, height=height, fps=FPS, crf=CRF, title=title(scene), sound=sound
    )


def item_row(entry: Entry) -> dict[str, object]:
    """The line of ``items.csv`` for an entry."""
    scene = entry.scene
    width, height = film.size(scene.orientation)
    return {
        "id": entry.id,
        "file": f"clips/{entry.id}.mp4",
        "title": title(scene),
        "description": caption(scene, np.random.default_rng([scene.seed, 1])),
        "tags": ";".join(tags(scene)),
        "attributes": json.dumps(attributes(scene)),
        "duration": scene.seconds,
        "width": width,
        "height": height,
        "seed": scene.seed,
        "licence": LICENCE,
    }


def _write_table(path: Path, rows: Sequence[dict[str, object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
        table.writeheader()
        table.writerows(rows)


def write_tables(out: Path, entries: Iterable[Entry], seed: int) -> None:
    """Write ``items.csv`` and the simulated ``users.csv`` and ``interactions.csv``."""
    entries = list(entries)
    _write_table(out / "items.csv", [item_row(entry) for entry in entries])
    items = [Shown(entry.id, attributes(entry.scene), entry.scene.seconds) for entry in entries]
    rng = np.random.default_rng([seed, 2])
    users = invent_users(USERS, items, rng)
    happened = simulate(users, items, rng)
    _write_table(
        out / "users.csv",
        [
            {
                "user": user.id,
                "persona": user.persona,
                "likes": ";".join(
                    f"{name}={value}"
                    for (name, value), weight in user.weights.items()
                    if weight > 0.5
                ),
                "dislikes": ";".join(
                    f"{name}={value}"
                    for (name, value), weight in user.weights.items()
                    if weight < -0.5
                ),
                "simulated": "yes",
            }
            for user in users
        ],
    )
    _write_table(
        out / "interactions.csv",
        [
            {
                "user": one.user,
                "item": one.item,
                "kind": one.kind,
                "value": "" if one.value is None else one.value,
                "at": one.at,
            }
            for one in happened
        ],
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m models.train.corpus", description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="folder to write to")
    parser.add_argument("--seed", type=int, default=7, help="another seed, another corpus")
    parser.add_argument("--force", action="store_true", help="render clips that exist, too")
    parser.add_argument("--only", default="", help="only clips whose id contains this; no tables")
    options = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    clips = options.out / "clips"
    clips.mkdir(parents=True, exist_ok=True)
    entries = playlist(options.seed)
    chosen = [entry for entry in entries if options.only in entry.id]
    for entry in tqdm(chosen, unit="clip"):
        path = clips / f"{entry.id}.mp4"
        if options.force or not path.exists():
            render_clip(entry, path)
    if not options.only:
        write_tables(options.out, entries, options.seed)


if __name__ == "__main__":
    main()
