"""Tokenizer of the small chat model, and where its embeddings start.

A byte-level BPE, so that whatever is read or written comes back letter by letter; what the app and
the template write around it are tokens of their own: a turn is forty tokens, not a hundred. Every
token starts as the text side of the encoder (:mod:`models.encode.text`) sees its letters, with a
little noise: "dog", " dog" and "Dog" mean the same and are spelt apart.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

TEMPLATE = Path(__file__).with_name("chat_template.jinja")
MARKS = ("<|im_start|>", "<|im_end|>")
_FOUND = [
    f" s, {shape}, {manner}"
    for shape in ("portrait", "landscape")
    for manner in ("found", "edited for them", "made for them")
]
SCREEN = (
    "<screen>\n", "\n</screen>\n\n", "<screen>\nno clips\n</screen>\n\n", ", in hand",
    ", fits the visitor's words:", "the visitor brought these clips along", " clips on the screen",
    "the visitor attached a picture; a search finds what looks like it",
    " shots is planned, not made yet", " shots is made", "a video of ", *_FOUND,
)  # fmt: skip
"""What :mod:`agents.chat.telling` writes: a screen of four clips is short."""

CALLS = (
    '<tool_call>\n{"name": "', '", "arguments": {"', '", "arguments": {}}\n</tool_call>',
    '"}}\n</tool_call>', '}}\n</tool_call>', '": "', '": ', ', "', '", "',
)  # fmt: skip
"""What a call is written with: its name and its values are what is left to say."""

NOISE = 0.15
"""How far a token starts from the meaning of its letters, as a share of its length."""


def pieces(tools: Sequence[str]) -> list[str]:
    """What is a token of its own: the app's and the template's phrases, and the list of tools."""
    listed = f"<|im_start|>tools {' '.join(tools)}<|im_end|>\n<|im_start|>user\n"
    turns = [f"<|im_end|>\n<|im_start|>{role}\n" for role in ("user", "assistant", "tool")]
    return [*SCREEN, *CALLS, *turns, listed]


def train_tokenizer(
    texts: Iterable[str], words: Sequence[str], tools: Sequence[str], size: int
) -> Any:
    """Learn merges from ``texts``, and from ``words``, commonest first, that they may lack."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    made, whole = Tokenizer(models.BPE()), pieces(tools)
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=size - len(whole),
        special_tokens=list(MARKS),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    made.train_from_iterator(_with_words(texts, words), trainer)
    made.add_tokens([AddedToken(piece, normalized=False) for piece in whole])
    fast: Any = PreTrainedTokenizerFast
    return fast(
        tokenizer_object=made,
        eos_token="<|im_end|>",
        pad_token="<|im_end|>",
        chat_template=template(tools),
    )


def template(tools: Sequence[str]) -> str:
    """The chat template of a model that has learnt ``tools``; it is not told of any other."""
    return TEMPLATE.read_text(encoding="utf-8").replace("LEARNT", json.dumps(list(tools)))


def _with_words(texts: Iterable[str], words: Sequence[str]) -> Iterator[str]:
    yield from texts
    for at, word in enumerate(words):
        # A word that no sentence here has still gets its token, the commoner the likelier.
        yield f" {word}" * (3 if at < len(words) // 2 else 2)


def starting_embeddings(tokenizer: Any, text_side: Path, seed: int = 0) -> NDArray[np.float32]:
    """Return (tokens, d) rows of unit length: a token's meaning, or noise where it has none."""
    from models.encode.text import StaticText

    rng = np.random.default_rng(seed)
    count = len(tokenizer)
    letters = [tokenizer.decode([at]).strip() for at in range(count)]
    rows = StaticText(text_side)(letters)
    # The mean of all tokens says nothing of any of them.
    known = np.linalg.norm(rows, axis=1) > 0
    rows[known] -= rows[known].mean(axis=0)
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    noise = rng.standard_normal(rows.shape).astype(np.float32) / np.sqrt(rows.shape[1])
    rows = np.where(known[:, None], rows + NOISE * noise, noise)
    made: NDArray[np.float32] = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return made.astype(np.float32)
