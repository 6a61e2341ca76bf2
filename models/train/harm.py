"""Refit the reader's head of harm alone: ``python -m models.train.harm --data DIR``.

The head is linear in what the encoder makes of a sentence, so that sentences it gets wrong can be
added (``models/train/phrases/harm.txt``) without an hour of training: a logistic regression that
starts at the present head and is held near it. Three minutes of one core. The lines seen are those
that the whole training may see (:class:`models.train.reader_data.Source`).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file
from tokenizers import Tokenizer

from models.train.example import Example
from models.train.reader_data import Source, encode
from models.train.requests import Maker
from models.understand.network import Network, load
from models.understand.reader import FILES

NEAR = 5e-4
"""How strongly the head is held where it was."""


def examples(source: Source, count: int, seed: int) -> list[Example]:
    """Half as the whole training draws them, half what is refused or only looks alike."""
    rng, maker = random.Random(seed), Maker((), seed)
    made = source.batch(count // 2, rng)
    made += [maker.draw(rng.choice(("harm:unsafe", "harm:safe", "harm:everyday")))
             for _ in range(count // 4)]  # fmt: skip
    made += [source._draw("unsafe", rng) for _ in range(count // 4)]
    return [one for one in made if one.unsafe is not None]


def features(network: Network, tokenizer: Tokenizer, made: list[Example]) -> NDArray[np.float32]:
    """What the head reads of each example, (n, 2 d)."""
    found = []
    for one in made:
        batch = encode([one], tokenizer)
        found.append(network.pooled(network.encoded(batch.ids[0], batch.segments[0])))
    return np.stack(found).astype(np.float32)


def refit(
    x: NDArray[np.float32], y: NDArray[np.float32], weight: NDArray[np.float32], bias: float
) -> tuple[NDArray[np.float32], float]:
    """Return the head (d,) and its bias for features (n, d) and labels (n,) of 0 and 1."""
    old = torch.from_numpy(np.append(weight, bias).astype(np.float32))
    data = torch.from_numpy(np.concatenate([x, np.ones((len(x), 1), np.float32)], axis=1))
    target, head = torch.from_numpy(y), old.clone().requires_grad_()
    optimiser = torch.optim.LBFGS([head], max_iter=200, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimiser.zero_grad()
        loss = F.binary_cross_entropy_with_logits(data @ head, target)
        loss = loss + NEAR * (head - old).square().sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    found = head.detach().numpy()
    return found[:-1], float(found[-1])


def main() -> None:
    """Refit and write."""
    parser = argparse.ArgumentParser(description="Refit the reader's head of harm.")
    parser.add_argument("--data", type=Path, required=True, help="folder of the shared data")
    parser.add_argument("--requests", type=Path, default=Path("assets/requests"))
    parser.add_argument("--weights", type=Path, default=Path("assets/weights/instructor"))
    parser.add_argument("--count", type=int, default=9000)
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args()
    tokenizer = Tokenizer.from_file(str(args.weights / "tokenizer.json"))
    tensors = load([args.weights / name for name in FILES])
    made = examples(Source(args.data, requests=args.requests), args.count, args.seed)
    x = features(Network(tensors), tokenizer, made)
    y = np.array([float(bool(one.unsafe)) for one in made], np.float32)
    before = float(((x @ tensors["harm.weight"][0] + tensors["harm.bias"][0] > 0) == y).mean())
    weight, bias = refit(x, y, tensors["harm.weight"][0], float(tensors["harm.bias"][0]))
    after = float(((x @ weight + bias > 0) == y).mean())
    file = args.weights / FILES[1]
    with safe_open(str(file), "numpy") as kept:
        every = {name: kept.get_tensor(name) for name in kept.keys()}  # noqa: SIM118
    every |= {"harm.weight": weight[None], "harm.bias": np.array([bias], np.float32)}
    save_file(every, file)
    print(f"{len(y)} sentences, {y.mean():.0%} refused; right before {before:.1%}, now {after:.1%}")


if __name__ == "__main__":
    main()
