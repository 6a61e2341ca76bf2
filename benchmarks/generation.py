"""What the generator makes: does it show what was asked, does it suit the visitor, how quick is it.

``python -m benchmarks.generation [--clips FOLDER] [--prompts N] [--frechet N] [--json FILE]``.

- *words*: N prompts of scenes whose combination was never rendered in training, one sample each,
  nothing chosen; the attributes that the prompt says, where a render of the scene shows them
  (:mod:`models.train.visible`), are read off the pixels by the probes, beside the same of the true
  renders (the most that can be measured) and of other renders (chance).
- *taste*: simulated visitors; share of the visitor's preferred attributes that clips made without
  words carry, with *User_Hist*, with *User_Emb* and with neither, in pairs; likeness to likes that
  were kept aside.
- *revision*: likeness to the source and to the visitor's taste by strength.
- *speed*: seconds of a clip by number of steps, and its Fréchet distance to renders of the test
  split on the features of the project's own image encoder (which makes it no FVD); in the other
  number format, and compiled.
- *leak*: memory over 50 orders, half of them given up in the middle.

The rendered clips of the test split are made where they are missing.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from benchmarks import harness
from models.encode.embedded import EmbeddedEncoder
from models.generate.autoencoder import VideoAutoencoder, to_pixels, to_planes
from models.generate.conditions import SOURCE, Conditions, nothing
from models.generate.diffusion import DiffusionGenerator
from models.generate.generator import Order
from models.generate.user_space import unit
from models.generate.words import WordVectors
from models.metrics import probes
from models.metrics.frechet import frechet_distance
from models.train import audience
from models.train.clips import Clips, Drawn, draw, held_out, pixels
from models.train.latents import embed
from models.train.visible import visible
from models.train.world import attributes, caption

WEIGHTS = Path("assets/weights")
BATCH = 20
PALE = {"palette": ("natural",), "weather": ("clear", "cloudy")}
"""Values that a prompt often leaves unsaid: they are not asked for."""
UNSAID = ("skin", "tempo", "camera", "family", "orientation")
"""What a prompt never says, says only through something else, or not always (the camera)."""
SEED = 23
KNOWN = 12
"""Likes of a simulated visitor that the generator knows; as many are kept aside."""

Pixels = NDArray[np.uint8]


class Rig:
    """The generator with what reads its results."""

    def __init__(self, threads: int = 2) -> None:
        self.generator = DiffusionGenerator(WEIGHTS, threads=threads)
        self.coder: VideoAutoencoder = self.generator._models[0]
        self.read = WordVectors(WEIGHTS / "text")
        self.probes = probes.load(WEIGHTS / "video")
        self.encoder = EmbeddedEncoder(WEIGHTS, threads)

    def conditions(self, count: int, frames: int = 4) -> Conditions:
        """Conditions that say nothing, for ``count`` clips."""
        from models.generate.autoencoder import CHANNELS

        return nothing(count, frames, CHANNELS, 16, 16)

    def made(self, given: Conditions, start: float = 1.0) -> Pixels:
        """Sample all of ``given`` in batches, as pixels (n, t, h, w, 3)."""
        found = []
        for at in range(0, len(given), BATCH):
            part = _rows(given, slice(at, at + BATCH))
            latents = self.generator.sample(part, SEED + at, start)
            with torch.inference_mode():
                found.append(to_pixels(self.coder.decode(latents)).numpy())
        return np.concatenate(found)

    @torch.inference_mode()
    def seen(self, clips: Pixels) -> list[dict[str, str]]:
        """What the probes read off pixels."""
        return [one for part in self._encoded(clips) for one in self.probes.read(part)]

    def _encoded(self, clips: Pixels) -> Iterator[Tensor]:
        for at in range(0, len(clips), BATCH):
            planes = to_planes(torch.from_numpy(np.array(clips[at : at + BATCH])))
            yield self.coder.encode(planes).float()


def _rows(given: Conditions, rows: slice) -> Conditions:
    return Conditions(
        *(
            getattr(given, name)[rows]
            for name in ("words", "hist", "user", "liked", "frames", "known")
        )
    )


def unseen(count: int, seed: int = 11) -> list[Drawn]:
    """The first ``count`` scenes of the test split that training was kept from."""
    found: list[Drawn] = []
    index = 0
    while len(found) < count:
        one = draw(seed, "test", index)
        if held_out(one.scene) and not one.instruction:
            found.append(one)
        index += 1
    return found


def asked(drawn: Drawn) -> dict[str, str]:
    """The attributes that a caption of the scene says and that its render shows."""
    said = {
        name
        for name, value in attributes(drawn.scene).items()
        if name not in UNSAID and value not in PALE.get(name, ()) and value not in ("none", "no")
    }
    return visible(drawn, said)


def shares(
    wanted: Sequence[dict[str, str]], seen: Sequence[dict[str, str]]
) -> tuple[dict[str, float], float]:
    """Share read right by attribute, and over all attributes of all clips."""
    hits: dict[str, list[bool]] = {}
    for want, see in zip(wanted, seen, strict=True):
        for name, value in want.items():
            hits.setdefault(name, []).append(see.get(name) == value)
    every = [hit for one in hits.values() for hit in one]
    return {name: float(np.mean(one)) for name, one in hits.items()}, float(np.mean(every))


def words(rig: Rig, count: int) -> list[dict[str, Any]]:
    """Attribute accuracy of the first sample."""
    drawn = unseen(count)
    prompts = [caption(one.scene, np.random.default_rng([5, at])) for at, one in enumerate(drawn)]
    wanted = [asked(one) for one in drawn]
    given = replace(rig.conditions(count), words=torch.from_numpy(rig.read(prompts)))
    made, made_all = shares(wanted, rig.seen(rig.made(given)))
    true = rig.seen(np.stack([pixels(one) for one in drawn]))
    real, real_all = shares(wanted, true)
    chance, chance_all = shares(wanted, true[1:] + true[:1])
    rows: list[dict[str, Any]] = [
        {
            "attribute": name,
            "made": made[name],
            "renders": real[name],
            "chance": chance[name],
            "probe": rig.probes.accuracy.get(name),
        }
        for name in sorted(made, key=lambda one: -made[one])
    ]
    rows.append({"attribute": "all", "made": made_all, "renders": real_all, "chance": chance_all})
    return rows


def taste(rig: Rig, visitors: int, clips: Clips) -> list[dict[str, Any]]:
    """How much of what a visitor prefers shows up without a word said.

    Half of a visitor's likes is what the generator knows. The other half is what it is measured
    on: Cosine@K is the mean likeness to the K of them that are nearest, beside that of a render
    drawn blindly (*Original*, as in tables 3 and 4 of Wang et al. 2023).
    """
    shown = [attributes(clips.drawn(index).scene) for index in range(len(clips))]
    crowd = audience.gather(shown, visitors, seed=9, each=2 * KNOWN)
    vectors = embed(rig.encoder, [clips[index] for index in range(len(clips))])
    rng = np.random.default_rng(SEED)
    likes = [rng.permutation(crowd.likes(user)) for user in range(visitors)]
    known = np.stack([vectors[of[:KNOWN]] for of in likes])
    aside = np.stack([vectors[of[KNOWN:]] for of in likes])
    loved = [
        {
            pair
            for pair, weight in user.weights.items()
            if weight > 0.5 and pair[0] in rig.probes.classes
        }
        for user in crowd.users
    ]
    blind = rng.integers(0, len(clips), visitors)
    rows = [_suits("Original", [shown[at] for at in blind], vectors[blind], loved, aside, None)]
    base: NDArray[np.float64] | None = None
    for name, given in _tastes(rig, known).items():
        made = rig.made(given)
        seen = rig.seen(made)
        rows.append(_suits(name, seen, embed(rig.encoder, list(made)), loved, aside, base))
        base = _carried(seen, loved) if base is None else base
    return rows


def _tastes(rig: Rig, known: NDArray[np.float32]) -> dict[str, Conditions]:
    """Conditions by name, of visitors who liked these items (n, k, d)."""
    bare = rig.conditions(len(known))
    hist = unit(known.mean(1))
    with_hist = replace(bare, hist=torch.from_numpy(hist))
    made = {"nothing": bare, "User_Hist": with_hist}
    if rig.generator.users is not None:
        user = torch.from_numpy(rig.generator.users.user(hist))
        made["User_Emb"] = replace(bare, user=user)
        with_hist = replace(with_hist, user=user)
    liked = torch.from_numpy(known[:, : bare.liked.shape[1]])
    made["all, with liked items"] = replace(with_hist, liked=liked)
    return made


def _carried(
    seen: Sequence[dict[str, str]], loved: Sequence[set[tuple[str, str]]]
) -> NDArray[np.float64]:
    """Share of each visitor's preferred attributes that their clip carries, (n,)."""
    return np.array(
        [
            np.mean([see.get(key) == value for key, value in pairs])
            for see, pairs in zip(seen, loved, strict=True)
        ]
    )


def _suits(
    name: str,
    seen: Sequence[dict[str, str]],
    own: NDArray[np.float32],
    loved: Sequence[set[tuple[str, str]]],
    aside: NDArray[np.float32],
    base: NDArray[np.float64] | None,
) -> dict[str, Any]:
    """A row of the table; ``base`` is what is carried without any taste."""
    near = -np.sort(-np.einsum("nd,nkd->nk", own, aside), axis=1)
    carried = _carried(seen, loved)
    row = {"known": name, "preferred": float(carried.mean())}
    if base is not None:
        more = carried - base
        row["more"] = float(more.mean())
        row["± (95 %)"] = float(1.96 * more.std(ddof=1) / np.sqrt(len(more)))
    return row | {f"Cosine@{k}": float(near[:, :k].mean()) for k in (5, 10)}


def revision(rig: Rig, count: int, clips: Clips) -> list[dict[str, Any]]:
    """Likeness to the source by strength, for changes with words."""
    pairs = [at for at in range(len(clips)) if clips.drawn(at).instruction][:count]
    sources = np.stack([clips[at - 1] for at in pairs])
    told = [clips.drawn(at) for at in pairs]
    with torch.inference_mode():
        latents = torch.cat(list(rig._encoded(sources)))
    given = rig.conditions(len(pairs))
    given = replace(
        given,
        words=torch.from_numpy(rig.read([one.instruction for one in told])),
        frames=latents,
        known=torch.full_like(given.known, SOURCE),
    )
    rows = []
    for strength in (0.2, 0.4, 0.6, 0.8, 1.0):
        made = rig.made(given, start=strength)
        change = float(np.abs(made.astype(np.int16) - sources).mean())
        seen = rig.seen(made)
        changed = np.mean(
            [
                see.get(one.changed) == attributes(one.scene).get(one.changed, "none")
                for see, one in zip(seen, told, strict=True)
                if one.changed in rig.probes.classes
            ]
        )
        kept = np.mean([see["subject"] == one.scene.subject for see, one in zip(seen, told,
                        strict=True)])  # fmt: skip
        rows.append(
            {
                "strength": strength,
                "change (grey levels)": change,
                "did what was said": float(changed),
                "same subject": float(kept),
            }
        )
    return rows


def speed(rig: Rig, count: int, clips: Clips) -> list[dict[str, Any]]:
    """Seconds and distance by number of steps; seconds in fp32 and compiled, too."""
    drawn = [clips.drawn(index) for index in range(count)]
    prompts = [caption(one.scene, np.random.default_rng([6, at])) for at, one in enumerate(drawn)]
    given = replace(rig.conditions(count), words=torch.from_numpy(rig.read(prompts)))
    one = _rows(given, slice(0, 1))
    real = embed(rig.encoder, [clips[index] for index in range(count)])
    generator, usual = rig.generator, rig.generator.steps
    best = "bf16" if generator.bf16 else "fp32"
    rows: list[dict[str, Any]] = []
    for steps in (1, 2, 4, 8, 16, 50):
        generator.steps = steps
        once = harness.timed(lambda: rig.made(one), repeats=3).median
        distance = frechet_distance(embed(rig.encoder, list(rig.made(given))), real)
        rows.append({"steps": steps, "in": best, "s a clip": once, "Fréchet": distance,
                     "clips": count})  # fmt: skip
    generator.steps = usual
    generator.bf16 = not generator.bf16
    once = harness.timed(lambda: rig.made(one), repeats=3).median
    rows.append({"steps": usual, "in": "fp32" if best == "bf16" else "bf16", "s a clip": once})
    generator.bf16 = not generator.bf16
    generator.compiled = True
    once = harness.timed(lambda: rig.made(one), repeats=3, warmups=2).median
    generator.compiled = False
    rows.append({"steps": usual, "in": f"{best}, compiled", "s a clip": once})
    return rows


def leak(rig: Rig, jobs: int) -> list[dict[str, Any]]:
    """Memory over many orders, half of them given up in the middle."""
    order = Order(words="a calm sea at night")
    rows = []
    for number in range(jobs):
        for at, _ in enumerate(rig.generator.generate(replace(order, seed=number))):
            if number % 2 and at == 5:
                break
        if number % (jobs // 5) == jobs // 5 - 1:
            rows.append({"jobs": number + 1, "memory (MB)": _resident()})
    return rows


def _resident() -> int:
    """Memory that the process holds now, megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() // 2**20


def main() -> None:
    """Run the parts that were asked for."""
    parser = harness.arguments("What the generator makes.")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"))
    parser.add_argument("--parts", default="words,taste,revision,speed,leak")
    parser.add_argument("--prompts", type=int, default=500)
    parser.add_argument("--visitors", type=int, default=200)
    parser.add_argument("--frechet", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=50)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    rig = Rig(args.threads)
    test = Clips(args.clips, split="test")
    parts = {
        "words": lambda: words(rig, args.prompts),
        "taste": lambda: taste(rig, args.visitors, test),
        "revision": lambda: revision(rig, 100, test),
        "speed": lambda: speed(rig, args.frechet, test),
        "leak": lambda: leak(rig, args.jobs),
    }
    chosen = args.parts.split(",")
    if {"taste", "revision", "speed"} & set(chosen):
        test.fill(max(args.frechet, 500))
    for name in chosen:
        rows = parts[name]()
        path = args.json.with_stem(f"{args.json.stem}-{name}") if args.json else None
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        harness.report(f"{name} ({rig.generator.name})", rows, path, [f"peak memory {peak} MB"])


if __name__ == "__main__":
    main()
