"""Train the denoiser on rendered clips: ``python -m models.train.diffusion``.

Two stages: first single latent frames (what things look like; quick), then whole clips (how they
move). The run (:mod:`models.train.run`) goes on from its checkpoint, writes a contact sheet with
each, and ends by writing the averaged weights in bf16. On a machine with several GPUs::

    accelerate launch -m models.train.diffusion --corpus FOLDER --interactions FILE.csv
"""

from __future__ import annotations

import argparse
import copy
import json
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch

from models.encode.embedded import EmbeddedEncoder
from models.generate.autoencoder import VideoAutoencoder, channels_last
from models.generate.conditions import USER
from models.generate.seen import vouch, vouched
from models.generate.user_space import UserSpace, unit
from models.generate.weights import digest, load_sharded, save_sharded
from models.generate.words import WordVectors
from models.hardware import quick_in_bf16
from models.recommend import graph_filter
from models.recommend.interactions import Interactions
from models.train import audience, latents, own_corpus
from models.train.clips import Clips
from models.train.lessons import Crowd, Lessons, Rendered, Teacher
from models.train.run import Plan, Run, Stage
from models.train.sheet import sheet
from models.world import attributes


def user_vectors(data: Interactions) -> np.ndarray:
    """Unit ``User_Emb`` (users, 64) of the recommender that the app uses, fitted to these likes.

    Those of BPR-MF after the 15 epochs that were tried said nothing of 1,200 simulated visitors:
    the nearest other visitor's preferences correlated by 0.00 with their own; by 0.66 with these.
    """
    fitted = graph_filter.fit(data, {})
    rows = np.split(data.matrix.indices, data.matrix.indptr[1:-1])
    return unit(np.stack([fitted.visitor(list(row), [1.0] * len(row)) for row in rows]))


def stages(text: str) -> tuple[Stage, ...]:
    """Read ``"1x3000x96,4x1500x32"``: latent frames, steps and batch of each stage."""
    parts = (part.split("x") for part in text.split(","))
    return tuple(Stage(frames=int(f), steps=int(s), batch=int(b)) for f, s, b in parts)


@dataclass(frozen=True)
class Taught:
    """What a run learns from."""

    data: latents.Latents
    teacher: Teacher
    crowd: Crowd
    users: np.ndarray
    clip_of: np.ndarray | None = None
    """For each row of the data the clip it is a part of, where clips should be kept aside."""

    def split(self) -> tuple[np.ndarray, np.ndarray]:
        """Rows to learn from, and rows to look at: every tenth clip, where there are ten."""
        rows = np.arange(len(self.data))
        if self.clip_of is None:
            return rows, rows[:0]
        kept = self.clip_of % 10 == 9
        return rows[~kept], rows[kept]

    def lessons(self, read: WordVectors, rows: np.ndarray) -> Lessons:
        """Lessons on these rows of the data."""
        return Lessons(self.data, self.teacher, self.crowd, self.users, read, rows=rows)

    def space(self) -> UserSpace:
        """What the visitors' vectors have to do with the looks of what they like."""
        liked = [self.crowd.likes(user) for user in range(len(self.users))]
        known = [user for user, clips in enumerate(liked) if len(clips)]
        hist = np.stack([self.data.embeddings[liked[user]].mean(0) for user in known])
        return UserSpace.fit(unit(hist), self.users[known])


def rendered(folder: Path, visitors: int, tools: Tools) -> Taught:
    """The rendered clips in ``folder``, with simulated visitors."""
    clips = Clips(folder)
    kept = folder / f"latents-{tools.coder_digest}"
    data = latents.cached(clips, tools.coder, tools.encoder, kept)
    if not len(data):
        raise SystemExit(f"no clips in {folder}; python -m models.train.clips renders them")
    drawn = [clips.drawn(index) for index in range(len(data))]
    crowd = audience.gather([attributes(one.scene) for one in drawn], visitors, seed=1)
    users_file = kept / f"graph-users-{len(data)}-{visitors}.npy"
    if not users_file.is_file():
        np.save(users_file, user_vectors(crowd.interactions()))
    return Taught(data, Rendered(drawn), crowd, np.load(users_file))


def own(corpus: Path, interactions: Path | None, tools: Tools) -> Taught:
    """The clips of one's own corpus, with the words and the likes that are known of them."""
    found = own_corpus.read(corpus, interactions, tools.coder, tools.encoder)
    users = np.zeros((max(1, found.liked.shape[0]), USER), np.float32)
    if found.liked.nnz:
        users = user_vectors(found.interactions())
    print(f"{len(found.data)} clips of {corpus}, {found.liked.nnz} likes", flush=True)
    return Taught(found.data, found, found, users, found.rows)


class Tools:
    """What turns clips and words into numbers."""

    def __init__(self, weights: Path, threads: int) -> None:
        self.coder = channels_last(VideoAutoencoder())
        load_sharded(self.coder, weights / "video", "autoencoder")
        self.coder.eval()
        self.coder_digest = digest(weights / "video", "autoencoder")
        self.encoder = EmbeddedEncoder(weights, threads)
        self.read = WordVectors(weights / "text")


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description="Train the denoiser.")
    parser.add_argument("--clips", type=Path, default=Path("runs/clips"), help="rendered clips")
    parser.add_argument("--corpus", type=Path, help="folder of one's own clips, to fine-tune on")
    parser.add_argument("--interactions", type=Path, help="CSV of user, item (a file name), kind")
    parser.add_argument("--run", type=Path, default=Path("runs/diffusion"))
    parser.add_argument("--weights", type=Path, default=Path("assets/weights"))
    parser.add_argument("--out", type=Path, help="folder to write to; weights/video by itself")
    parser.add_argument("--start", type=Path, help="folder of weights to go on from")
    parser.add_argument("--stages", type=stages, help='"1x3000x96,4x1500x32"')
    parser.add_argument("--rate", type=float)
    parser.add_argument(
        "--patience", type=int, default=4,
        help="with --corpus: end after so many looks at clips kept aside without a better one",
    )  # fmt: skip
    parser.add_argument("--visitors", type=int, default=1200)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--compiled", action="store_true", help="quicker with matrix units")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    tools = Tools(args.weights, args.threads)
    tuning = args.corpus is not None
    taught = (
        own(args.corpus, args.interactions, tools)
        if tuning
        else rendered(args.clips, args.visitors, tools)
    )
    start = args.start or (args.weights / "video" if tuning else None)
    plan = Plan(
        stages=args.stages or stages("4x400x16" if tuning else "1x3000x96,4x1500x32"),
        rate=args.rate or (2e-4 if tuning else Plan.rate),
        patience=args.patience if tuning else 0,
    )
    print(f"{len(taught.data)} clips, bf16: {quick_in_bf16()}", flush=True)
    run = Run(args.run, plan, start)

    def show() -> None:
        model = copy.deepcopy(run.averaged).cpu()
        sheet(model, tools.coder, tools.read, run.folder, run.step)

    learnt, aside = taught.split()
    run.train(
        taught.lessons(tools.read, learnt),
        show,
        aside=taught.lessons(tools.read, aside) if len(aside) else None,
        compiled=args.compiled,
    )
    if not run.place.is_main_process:
        return
    notes = {"plan": json.dumps(asdict(plan)), "hours": f"{run.seconds / 3600:.2f}",
             "clips": str(len(taught.data))}  # fmt: skip
    out = args.out or (args.run if tuning else args.weights / "video")
    files = save_sharded(run.result.state_dict(), out, "denoiser", notes)
    if not tuning:
        taught.space().save(out)
        if start is None or vouched(start, "denoiser"):
            vouch(out, "denoiser")
    print(f"wrote {', '.join(file.name for file in files)} to {out}")


if __name__ == "__main__":
    main()
