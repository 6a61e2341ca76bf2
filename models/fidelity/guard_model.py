"""Harm of words by Qwen3Guard (2025): how likely it is to call them unsafe, in 119 languages.

The model writes "Safety: Safe", "Safety: Controversial" or "Safety: Unsafe". Nothing is written
here: the probabilities of the three are read after one look at the words, which is quicker than
writing and gives a score that a threshold can be laid on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.errors import Unavailable
from models.hub.check import answering, finite
from models.hub.pretrained import Pretrained

BEGINS = "Safety:"
LABELS: Mapping[str, float] = {" Safe": 0.0, " Controversial": 0.4, " Unsafe": 1.0}
"""What each label weighs: what is controversial is too much for teens, and not for grown-ups."""
LONGEST = 2_000
"""Characters of a text that are read."""


class GuardModel(Pretrained):
    """See :class:`models.fidelity.words.Harm`; the scale is 0 to 1."""

    stays = True

    def load(self) -> None:
        """Load now, and try it; raises Unavailable, with what to do, where that cannot be."""
        self._thread.run(self._here)
        finite(self.scores(["a cat on a chair"]), self._what)

    def scores(self, texts: Sequence[str]) -> NDArray[np.float64]:
        """See :class:`models.fidelity.words.Harm`."""
        with answering(self._what, self._fault):
            scores = self._thread.run(lambda: [self._score(text[:LONGEST]) for text in texts])
            found = np.array(scores, np.float64)
            finite(found, self._what)
        return found

    def _score(self, text: str) -> float:
        """The expected weight of the label."""
        import torch

        model, tokenizer = self._here()
        asked = tokenizer.apply_chat_template(
            [{"role": "user", "content": text}],
            tokenize=False,
            add_generation_prompt=True,
            enable_thinking=False,
        )
        # The template of a guard ends where the answer begins, in most versions of it.
        begun = asked if asked.rstrip().endswith(BEGINS) else asked + BEGINS
        head = tokenizer(begun, add_special_tokens=False)["input_ids"]
        likely = []
        with torch.inference_mode():
            for label in LABELS:
                tail = tokenizer(label, add_special_tokens=False)["input_ids"]
                tokens = torch.tensor([head + tail], device=model.device)
                logits = model(input_ids=tokens, logits_to_keep=len(tail) + 1).logits[0, :-1]
                told = torch.log_softmax(logits.float(), -1)
                likely.append(sum(float(told[at, token]) for at, token in enumerate(tail)))
        share = np.exp(np.array(likely) - max(likely))
        return float(share @ np.array(list(LABELS.values())) / share.sum())

    def _classes(self) -> tuple[Any, Any]:
        from transformers import AutoModelForCausalLM, AutoTokenizer

        return AutoModelForCausalLM, AutoTokenizer

    def _here(self) -> tuple[Any, Any]:
        model, tokenizer = super()._here()
        if not tokenizer.chat_template:
            raise Unavailable(f"{self._what} has no chat template; choose another one")
        return model, tokenizer
