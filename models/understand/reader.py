"""The embedded reader: a fine-tuned MiniLM of four layers, read in NumPy, about 10 ms a sentence.

A sentence is read beside one word for what is on the screen, never beside the words of what is on
it: a title cannot change what is understood.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.understand.labels import ACTS, DECISIONS, SLOTS, TOOLS
from models.understand.network import Network, load
from models.understand.reading import Reading, Span

FILES = ("tokens.safetensors", "layers.safetensors")
LONGEST = 160
"""Tokens that are read, with the context's; what follows is not."""


class EmbeddedReader:
    """Reads with the weights in ``folder`` (``assets/weights/instructor``)."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _network(self) -> Network:
        return Network(load([self.folder / name for name in FILES]))

    @cached_property
    def _tokenizer(self) -> Any:
        file = self.folder / "tokenizer.json"
        if not file.is_file():
            raise Unavailable(
                f"the instructor's reader needs {file}, and it is not there; restore "
                "assets/weights from the repository"
            )
        from tokenizers import Tokenizer, normalizers

        tokenizer = Tokenizer.from_file(str(file))
        # Wide and ornate letters are read as those they look like; BERT's own step leaves them.
        tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), tokenizer.normalizer])
        return tokenizer

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The whole words that the reader knows."""
        return frozenset(word for word in self._tokenizer.get_vocab() if word.isalpha())

    @cached_property
    def _threads(self) -> Any:
        """What holds the BLAS to one thread: on a sentence, several only wait for one another."""
        from threadpoolctl import ThreadpoolController

        controller: Any = ThreadpoolController
        return controller()

    def read(self, text: str, context: str) -> Reading:
        """See :class:`models.understand.reading.Reader`."""
        beside = self._tokenizer.encode(context, add_special_tokens=False).ids
        said = self._tokenizer.encode(text, add_special_tokens=False)
        room = LONGEST - len(beside) - 3
        ids = said.ids[:room]
        first, end = (self._tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
        every = np.array([first, *beside, end, *ids, end])
        segments = np.zeros(len(every), np.int64)
        segments[len(beside) + 2 :] = 1
        with self._threads.limit(limits=1, user_api="blas"):
            out = self._network(every, segments)
        own = out.slots[len(beside) + 2 : -1]
        return Reading(
            decisions=dict(zip(DECISIONS, softmax(out.decisions).tolist(), strict=True)),
            acts=dict(zip(ACTS, softmax(out.acts).tolist(), strict=True)),
            tools=dict(zip(TOOLS, sigmoid(out.tools).tolist(), strict=True)),
            spans=spans(own.argmax(axis=1), said.offsets[:room], text),
            harm=float(sigmoid(np.array(out.harm))),
            whole=len(said.ids) <= room,
        )


def spans(slots: NDArray[np.int64], offsets: list[tuple[int, int]], text: str) -> tuple[Span, ...]:
    """Join neighbouring tokens of one slot; a word goes as its first token does."""
    found: list[Span] = []
    last, at = 0, -1
    for slot, (start, end) in zip(slots.tolist(), offsets, strict=True):
        if start == at and start and not text[start - 1].isspace():
            slot = last  # a later piece of the same word
        if slot and slot == last and found:
            found[-1] = Span(slot=found[-1].slot, start=found[-1].start, end=end)
        elif slot:
            found.append(Span(slot=SLOTS[slot], start=start, end=end))
        last, at = slot, end
    return tuple(found)


def softmax(logits: NDArray[np.floating]) -> NDArray[np.floating]:
    """Probabilities over the last axis."""
    raised = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


def sigmoid(logits: NDArray[np.floating]) -> NDArray[np.floating]:
    """Probability of each by itself."""
    return np.asarray(1 / (1 + np.exp(-logits)))
