"""What a local model may write: a sentence, or calls of the tools there are, and nothing else.

The grammar comes from the tools' schemas (llguidance compiles it): a call is always JSON that fits
its tool, whatever the weights.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Sequence
from typing import Any

import numpy as np

log = logging.getLogger(__name__)

OPEN, CLOSE = "<tool_call>", "</tool_call>"
MOST_CALLS = 6
_WRITTEN = {"whitespace_flexible": False, "item_separator": ", ", "key_separator": ": "}


class Grammar:
    """The grammar of calls for one model's tokens; built once for each set of tools."""

    def __init__(self, tokenizer: Any, ends: Collection[int]) -> None:
        """``tokenizer``: a fast one of transformers; ``ends``: the tokens that end an answer."""
        from llguidance.hf import from_tokenizer

        kept = [end for end in sorted(ends) if end < len(tokenizer)]
        self._tokens = from_tokenizer(tokenizer, eos_token=kept)
        self._marks = tokenizer.get_added_vocab()
        self._built: dict[str, Any] = {}

    def writing(self, tools: Sequence[dict[str, Any]]) -> Writing | None:
        """Return an answer to be written; ``None`` where a schema cannot be told as a grammar."""
        from llguidance import LLMatcher

        key = json.dumps(tools, sort_keys=True)
        if key not in self._built:
            text = LLMatcher.grammar_from_lark(self._lark(tools))
            made = LLMatcher(self._tokens, text, log_level=0)
            if made.is_error():
                log.warning("calls are not checked while they are written: %s", made.get_error())
            self._built[key] = None if made.is_error() else made
        whole = self._built[key]
        return None if whole is None else Writing(whole.deep_copy(), self._tokens.vocab_size)

    def _lark(self, tools: Sequence[dict[str, Any]]) -> str:
        calls = [_call(tool["function"]) for tool in tools]
        schema = json.dumps({"anyOf": calls, "x-guidance": _WRITTEN})
        opens, closes = self._mark(OPEN), self._mark(CLOSE)
        return (
            "start: TEXT | TEXT? calls\n"
            # Some templates write calls on lines of their own, others without a break.
            f'calls: call ("\\n"? call){{0,{MOST_CALLS - 1}}}\n'
            f'call: {opens} "\\n" body "\\n" {closes}\n'
            f"body: %json {schema}\n"
            "TEXT: /[^<]+/\n"
        )

    def _mark(self, mark: str) -> str:
        """A mark as the tokenizer has it: a token of its own that no letters spell, or letters."""
        at = self._marks.get(mark)
        return mark if at is not None and self._tokens.is_special_token(at) else json.dumps(mark)


class Writing:
    """One answer as far as it is written."""

    def __init__(self, matcher: Any, size: int) -> None:
        self._matcher, self._size = matcher, size

    def best(self, scores: Any) -> int:
        """Write the likeliest token that may come next, and return it; ``scores``: (tokens,).

        What the model would write anyway is asked about first, not looked up among what may come:
        where letters are certain the grammar has them cut as its tokenizer cuts them alone, and
        the model may have learnt them in one token with what follows.
        """
        import torch

        # A model's table is often longer than its tokenizer: nothing spells those rows.
        spelt = scores[: self._size]
        token = int(spelt.argmax())
        if self._matcher.validate_tokens([token]) != 1:
            bits = np.frombuffer(self._matcher.compute_bitmask(), np.uint8)
            allowed = np.unpackbits(bits, bitorder="little")[: len(spelt)].astype(bool)
            mask = torch.from_numpy(allowed).to(scores.device)
            token = int(spelt.masked_fill(~mask, float("-inf")).argmax())
        self._matcher.consume_token(token)
        return token

    @property
    def over(self) -> bool:
        """Whether nothing more can be written."""
        return bool(self._matcher.is_stopped())


def _call(function: dict[str, Any]) -> dict[str, Any]:
    """The schema of a call of one tool."""
    parameters = {"type": "object", "properties": {}} | dict(function.get("parameters") or {})
    return {
        "type": "object",
        "properties": {
            "name": {"const": function["name"]},
            "arguments": parameters | {"additionalProperties": False},
        },
        "required": ["name", "arguments"],
        "additionalProperties": False,
    }
