"""Train the small function-calling chat model: a Qwen3 of thirteen million parameters.

::

    python -m agents.chat.lessons --data DIR --out lessons.jsonl
    python -m models.train.chat --lessons lessons.jsonl --out assets/weights/chat

It starts from the meanings of its tokens as the text side of the encoder knows them and learns the
answers alone: tool calls, and a few sentences in passing. A step reads 48 conversations of about 50
tokens (on a card, take ``--batch 512``); it goes on where it was interrupted. ``--start`` goes on
from a folder of finished weights instead, with their tokenizer. What comes out is a folder in the
transformers format, bfloat16, which the local back end loads like any other.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional as F

from models.train.chat_words import starting_embeddings, template, train_tokenizer

VOCABULARY = 18_000
SHAPE: dict[str, Any] = {
    "hidden_size": 256, "intermediate_size": 768, "num_hidden_layers": 5,
    "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 64,
    "max_position_embeddings": 2048,
}  # fmt: skip
LONGEST = 160
"""Tokens of a conversation with its answer that are learnt from; longer ones are left out."""

SHARD = "9MB"
KEEP_EVERY = 60.0
"""Seconds from one checkpoint to the next."""
KEPT_ASIDE = 400
"""Lessons, drawn by chance, on which the loss is told and never learnt from."""


class Told(NamedTuple):
    """A lesson in tokens, and where its answer begins."""

    ids: NDArray[np.uint16]
    answer: int


def read(file: Path) -> Iterator[Any]:
    """Yield the lines of a file of lessons: the names of the tools, then conversations."""
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def texts(file: Path) -> Iterator[str]:
    """All that is said and called in a file of lessons, for the tokenizer."""
    for talk in islice(read(file), 1, None):
        for message in talk:
            yield str(message["content"])
            for call in message.get("tool_calls", ()):
                told = call["function"]
                yield f'"{told["name"]}" {json.dumps(told["arguments"], ensure_ascii=False)}'


def in_tokens(tokenizer: Any, file: Path) -> list[Told]:
    """Tokenize the lessons of a file; those that are too long are left out."""
    lessons = read(file)
    tools = [{"type": "function", "function": {"name": name}} for name in next(lessons)]
    made = []
    for talk in lessons:
        asked = tokenizer.apply_chat_template(
            talk[:-1], tools=tools, tokenize=False, add_generation_prompt=True
        )
        whole = tokenizer.apply_chat_template(talk, tools=tools, tokenize=False).rstrip("\n")
        if not whole.startswith(asked):
            raise ValueError(f"the template tells an answer apart from its question: {whole!r}")
        question = tokenizer(asked, add_special_tokens=False)["input_ids"]
        answer = tokenizer(whole[len(asked) :], add_special_tokens=False)["input_ids"]
        if len(question) + len(answer) <= LONGEST:
            made.append(Told(np.array([*question, *answer], np.uint16), len(question)))
    return made


def batches(told: Sequence[Told], size: int, rng: random.Random) -> Iterator[list[Told]]:
    """Yield batches for ever, each of conversations of about the same length."""
    while True:
        order = rng.sample(range(len(told)), len(told))
        for first in range(0, len(order), size * 24):
            some = sorted(order[first : first + size * 24], key=lambda at: len(told[at].ids))
            groups = [some[at : at + size] for at in range(0, len(some), size)]
            rng.shuffle(groups)
            for group in groups:
                yield [told[at] for at in group]


def loss_of(model: Any, batch: Sequence[Told]) -> torch.Tensor:
    """Cross-entropy of the answers' tokens.

    What stands after a conversation's end is read by nothing before it: no mask is needed.
    """
    device = next(model.parameters()).device
    longest = max(len(one.ids) for one in batch)
    ids = torch.zeros((len(batch), longest), dtype=torch.int64)
    learnt = torch.zeros((len(batch), longest), dtype=torch.bool)
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.from_numpy(one.ids.astype(np.int64))
        learnt[row, one.answer : len(one.ids)] = True
    # Places, found before they travel: a mask would make the processor wait for the card.
    places, wanted = (learnt[:, 1:].flatten().nonzero()[:, 0], ids[:, 1:][learnt[:, 1:]])
    ids, places, wanted = (part.to(device) for part in (ids, places, wanted))
    with torch.autocast(device.type, torch.bfloat16):
        states = model.model(input_ids=ids[:, :-1], use_cache=False).last_hidden_state
        logits = model.lm_head(states.flatten(0, 1)[places])
    return F.cross_entropy(logits.float(), wanted)


def new_model(tokenizer: Any, text_side: Path) -> Any:
    """A model whose tokens mean something, and which knows nothing else."""
    from transformers import Qwen3Config, Qwen3ForCausalLM

    config = Qwen3Config(
        vocab_size=len(tokenizer),
        tie_word_embeddings=False,
        eos_token_id=tokenizer.eos_token_id,
        bos_token_id=None,
        pad_token_id=tokenizer.pad_token_id,
        **SHAPE,
    )
    model = Qwen3ForCausalLM(config)
    rows = torch.from_numpy(starting_embeddings(tokenizer, text_side))
    with torch.no_grad():
        model.model.embed_tokens.weight.copy_(rows)
        model.lm_head.weight.copy_(rows)
    return model


def known(folder: Path) -> Any:
    """The finished model in ``folder``, to go on from."""
    from transformers import AutoModelForCausalLM

    return AutoModelForCausalLM.from_pretrained(
        folder, dtype=torch.float32, use_safetensors=True, local_files_only=True
    )


def rate(step: int, done: float) -> float:
    """Share of the peak rate: up for 80 steps, level, and down to nothing over the last 45 %.

    ``done`` is the share of the training that is over.
    """
    return max(0.0, min((step + 1) / 80, 1.0, (1 - done) / 0.45))


def train(args: argparse.Namespace) -> None:
    """Train, and write the folder."""
    from models import torchvision_shim

    torchvision_shim.ensure()
    torch.set_num_threads(args.threads)
    torch.manual_seed(0)
    tokenizer, told = prepared(args)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = known(args.start) if args.start is not None else new_model(tokenizer, args.text)
    model.to(device)
    count = sum(p.numel() for p in model.parameters())
    print(f"{count:,} parameters, {len(told):,} lessons", flush=True)
    aside, seen = told[:KEPT_ASIDE], told[KEPT_ASIDE:]
    flat = [p for p in model.parameters() if p.ndim < 2]
    wide = [p for p in model.parameters() if p.ndim > 1]
    optimiser = torch.optim.AdamW(
        [{"params": wide, "weight_decay": 0.05}, {"params": flat, "weight_decay": 0.0}],
        lr=args.rate, betas=(0.9, 0.97),
    )  # fmt: skip
    first, began = 0, time.monotonic()
    if args.checkpoint.is_file():
        kept = torch.load(args.checkpoint, weights_only=True, map_location=device)
        model.load_state_dict(kept["model"])
        optimiser.load_state_dict(kept["optimiser"])
        first = kept["step"]
        print(f"goes on at step {first}", flush=True)
    drawn = batches(seen, args.batch, random.Random(first))
    running, kept_at, done = 0.0, began, first
    for step in range(first, args.steps):
        over = (time.monotonic() - began) / (60 * args.minutes)
        if over >= 1:
            break
        for group in optimiser.param_groups:
            group["lr"] = args.rate * rate(step, max(step / args.steps, over))
        value = loss_of(model, next(drawn))
        optimiser.zero_grad()
        value.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimiser.step()
        done = step + 1
        if step % 25 == 0:
            now = float(value.detach())
            running = 0.7 * running + 0.3 * now if running else now
            print(f"step {step} loss {running:.3f} {time.monotonic() - began:.0f} s", flush=True)
        if time.monotonic() - kept_at > KEEP_EVERY:
            kept_at = time.monotonic()
            keep(args, model, optimiser, done)
            print(f"step {step} aside {aside_loss(model, aside):.3f}", flush=True)
    keep(args, model, optimiser, done)
    print(f"after {done} steps, aside {aside_loss(model, aside):.3f}", flush=True)
    write(model, tokenizer, args.out)


def prepared(args: argparse.Namespace) -> tuple[Any, list[Told]]:
    """The tokenizer and the lessons in tokens, kept beside the checkpoint."""
    from transformers import AutoTokenizer

    folder, cache = args.checkpoint.parent / "words", args.checkpoint.parent / "lessons.npz"
    if not cache.is_file():
        tokenizer: Any
        if args.start is not None:
            tokenizer = AutoTokenizer.from_pretrained(args.start)
        else:
            words = json.loads((args.text / "tokenizer.json").read_text("utf-8"))["model"]["vocab"]
            whole = [word for word in words if re.fullmatch("[a-z]{2,}", word)]
            tools = next(read(args.lessons))
            tokenizer = train_tokenizer(texts(args.lessons), whole, tools, VOCABULARY)
        folder.mkdir(parents=True, exist_ok=True)
        tokenizer.save_pretrained(folder)
        told = in_tokens(tokenizer, args.lessons)
        random.Random(0).shuffle(told)
        np.savez_compressed(
            cache,
            ids=np.concatenate([one.ids for one in told]),
            ends=np.cumsum([len(one.ids) for one in told]),
            answers=np.array([one.answer for one in told]),
        )
    kept = np.load(cache)
    starts = [0, *kept["ends"][:-1].tolist()]
    ids = kept["ids"]
    told = [
        Told(ids[first:end], int(answer))
        for first, end, answer in zip(starts, kept["ends"], kept["answers"], strict=True)
    ]
    tokenizer = AutoTokenizer.from_pretrained(folder)
    tokenizer.chat_template = template(next(read(args.lessons)))
    return tokenizer, told


def aside_loss(model: Any, told: Sequence[Told]) -> float:
    """Loss on what is not learnt from."""
    with torch.inference_mode():
        found = [float(loss_of(model, told[at : at + 50])) for at in range(0, len(told), 50)]
    return float(np.mean(found))


def keep(args: argparse.Namespace, model: Any, optimiser: Any, step: int) -> None:
    """Write the checkpoint, whole or not at all."""
    args.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    new = args.checkpoint.with_suffix(".new")
    state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "step": step}
    torch.save(state, new)
    new.replace(args.checkpoint)


def write(model: Any, tokenizer: Any, out: Path) -> None:
    """Write the folder in the transformers format: bfloat16, in shards, with the tokenizer."""
    out.mkdir(parents=True, exist_ok=True)
    model.to(torch.bfloat16).save_pretrained(out, max_shard_size=SHARD)
    tokenizer.save_pretrained(out)


def main(words: Sequence[str] | None = None) -> None:
    """Read the arguments and train."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--lessons", type=Path, required=True, help="of agents.chat.lessons")
    parser.add_argument("--text", type=Path, default=Path("assets/weights/text"))
    parser.add_argument("--start", type=Path, help="folder of a finished model to go on from")
    parser.add_argument("--out", type=Path, default=Path("assets/weights/chat"))
    parser.add_argument("--checkpoint", type=Path, default=Path("runs/chat/model.pt"))
    parser.add_argument("--steps", type=int, default=2_000)
    parser.add_argument("--minutes", type=float, default=math.inf, help="end after so long")
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=1.5e-3)
    parser.add_argument("--threads", type=int, default=1)
    train(parser.parse_args(words))


if __name__ == "__main__":
    main()
