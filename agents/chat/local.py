"""A chat model on this machine, through transformers: its own chat template, with tools.

It answers greedily, a token at a time, so that it can be stopped; what it has read of a
conversation is kept (:mod:`agents.chat.slots`), so that a turn costs what is new in it. Tool calls
stand between ``<tool_call>`` marks, as Qwen and Hermes models write them; with tools it can write
no call that does not fit one (:mod:`agents.chat.grammar`).
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.language_models.chat_models import generate_from_stream
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage, ToolMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import PrivateAttr

from agents.chat.grammar import Grammar, Writing
from agents.chat.repeats import OVER_AND_OVER, looped
from agents.chat.slots import Slots
from agents.chat.template import Template
from models.errors import Retry, Unavailable
from models.hub.check import Fault, answering, untold
from models.hub.memory import Plan, keywords, usual
from models.own_thread import OwnThread

MARK = "<tool_call>"
PIECE = 256
"""Tokens read at once; between two pieces a stop is heard."""
BUSY = 60.0
"""Seconds for which one turn waits for another's."""

_ROLES = {"system": "system", "human": "user", "ai": "assistant", "tool": "tool"}
_SPOOFED = re.compile(r"<\|[^<>|]{1,40}\|>|</?(?:tool_call|tool_response|think)>")
"""What no message may hold: marks by which a model tells who speaks."""

_CALL = re.compile(r"<tool_call>(.*?)(?:</tool_call>|$)", re.DOTALL)


class LocalChat(BaseChatModel):
    """The model in ``folder``, or of the hub where it lies in the cache already.

    Attributes:
        plan: how it is loaded; in the usual way without one.
        most_tokens: tokens of an answer.
        longest: tokens of a conversation that are read; of more the beginning is not.
        slots: conversations of which what was read is kept, in so many ``bytes`` together.
        what: how a visitor is told of it; fault: hears why it failed while it was used.
    """

    folder: str
    threads: int = 2
    plan: Plan | None = None
    most_tokens: int = 400
    longest: int = 16_384
    slots: int = 4
    bytes: int = 500_000_000
    what: str = "the chat model"
    fault: Fault = untold

    _model: Any = PrivateAttr(default=None)
    _tokenizer: Any = PrivateAttr(default=None)
    _ends: frozenset[int] = PrivateAttr(default=frozenset())
    _grammar: Grammar = PrivateAttr()
    _slots: Slots = PrivateAttr()
    _template: Template = PrivateAttr()
    _lock: threading.Lock = PrivateAttr(default_factory=threading.Lock)
    _thread: OwnThread = PrivateAttr(default_factory=lambda: OwnThread("chat"))

    @property
    def _llm_type(self) -> str:
        return "transformers"

    def load(self) -> None:
        """Load the weights; raises Unavailable, with what to do, where they are not here."""
        if self._model is None:  # else nobody waits here behind an answer that is being written
            with self._lock:
                if self._model is None:
                    self._thread.run(self._load)

    def sound(self) -> None:
        """Raise Unavailable where the model answers with values that are no numbers."""
        self._step(self._tokenizer("a", add_special_tokens=False)["input_ids"] or [0], None)

    def _load(self) -> None:
        from models import torchvision_shim

        torchvision_shim.ensure()
        import torch
        from transformers import AutoModelForCausalLM, AutoTokenizer

        torch.set_num_threads(self.threads)
        plan = self.plan or usual()
        here: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        try:
            tokenizer = AutoTokenizer.from_pretrained(self.folder, **here)
            model = AutoModelForCausalLM.from_pretrained(
                self.folder,
                use_safetensors=True,  # nothing is unpickled
                **keywords(plan),
                **here,
            )
        except (OSError, ValueError, KeyError) as exc:
            raise Unavailable(
                f"the chat model {self.folder!r} is not here, or is none; GENEREC_CHAT_MODEL is a "
                "folder in the transformers format with safetensors, or the name of a model that "
                "“hf download NAME” has fetched"
            ) from exc
        if not tokenizer.chat_template:
            raise Unavailable(
                f"the model {self.folder!r} has no chat template; choose an instruct model"
            )
        self._tokenizer, self._ends = tokenizer, _ends(model, tokenizer)
        self._grammar = Grammar(tokenizer, self._ends)
        self._template = Template(tokenizer)
        reads = getattr(model.config, "max_position_embeddings", None) or self.longest
        self.longest = min(self.longest, max(1, reads - self.most_tokens))
        self._slots = Slots(self.slots, self.bytes)
        moved: Any = model
        self._model = moved.to(plan.device).eval()  # last: from here on it counts as loaded

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """See :meth:`BaseChatModel.bind_tools`; which tool is called is always the model's."""
        return self.bind(tools=[convert_to_openai_tool(tool) for tool in tools], **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        return generate_from_stream(self._stream(messages, stop, run_manager, **kwargs))

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        tools: list[dict[str, Any]] | None = None,
        session: str = "",
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        self.load()
        if not self._lock.acquire(timeout=BUSY):
            raise Unavailable("the chat model is busy with other visitors")
        try:
            text, shown = "", 0
            writing = self._grammar.writing(tools) if tools else None
            for text in self._written(self._tokens(messages, tools), session, writing):
                end = _spoken(text)
                yield _chunk(text[shown:end])
                shown = max(shown, end)
        finally:
            self._lock.release()
        if MARK not in text:
            yield _chunk(text[shown:])
        for at, call in enumerate(_CALL.findall(text)):
            yield _called(call, at)
        yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))

    def _tokens(
        self, messages: Sequence[BaseMessage], tools: list[dict[str, Any]] | None
    ) -> list[int]:
        text = self._template.text([plain_message(message) for message in messages], tools)
        made: list[int] = self._tokenizer(text, add_special_tokens=False)["input_ids"]
        return made[-self.longest :]

    def _written(self, tokens: list[int], session: str, writing: Writing | None) -> Iterator[str]:
        """Yield the answer so far, after every token and while the question is read."""
        cache, held = self._slots.take(session, tokens) if session else (None, 0)
        held_tokens = list(tokens[:held])
        written: list[int] = []
        text, todo = "", tokens[held:]
        while len(written) < self.most_tokens:
            piece, todo = todo[:PIECE], todo[PIECE:]
            scores, cache = self._step(piece, cache)
            held_tokens += piece
            if todo:
                yield text
                continue
            best = int(scores.argmax()) if writing is None else writing.best(scores)
            if best in self._ends:
                break
            written.append(best)
            todo = [best]
            if looped(written):
                if session:
                    self._slots.keep(session, held_tokens, cache)
                raise Retry(OVER_AND_OVER)
            decoded = str(self._tokenizer.decode(written, skip_special_tokens=False))
            # Half a letter of several bytes is no letter yet.
            text = text if decoded.endswith("\ufffd") else decoded
            yield text
            if writing is not None and writing.over:
                break
        if session:
            self._slots.keep(session, held_tokens, cache)
        yield text

    def _step(self, tokens: list[int], cache: Any) -> tuple[Any, Any]:
        """Read ``tokens`` after what ``cache`` holds; return scores (tokens,) and the cache.

        Every turn comes in a thread of its own; the model computes in one for all of them.
        """
        with answering(self.what, self.fault):
            return self._thread.run(lambda: self._read(tokens, cache))

    def _read(self, tokens: list[int], cache: Any) -> tuple[Any, Any]:
        import torch

        with torch.no_grad():
            out = self._model(
                input_ids=torch.tensor([tokens], device=self._model.device),
                past_key_values=cache,
                use_cache=True,
                logits_to_keep=1,
            )
        last = out.logits[0, -1]
        if not torch.isfinite(last).all():
            raise Unavailable(
                f"{self.what} answers with values that are no numbers; its weights are damaged"
            )
        return last, out.past_key_values


def _ends(model: Any, tokenizer: Any) -> frozenset[int]:
    told = model.generation_config.eos_token_id
    many = told if isinstance(told, list) else [told]
    return frozenset(end for end in (*many, tokenizer.eos_token_id) if end is not None)


def _spoken(text: str) -> int:
    """Where in ``text`` words end: at the mark of a call, or at what may become one."""
    if MARK in text:
        return text.index(MARK)
    begun = next((n for n in range(len(MARK) - 1, 0, -1) if text.endswith(MARK[:n])), 0)
    return len(text) - begun


def _chunk(text: str) -> ChatGenerationChunk:
    return ChatGenerationChunk(message=AIMessageChunk(content=text))


def _called(text: str, at: int) -> ChatGenerationChunk:
    """A tool call as it was written; one that is no JSON stays what it is."""
    try:
        made = json.loads(text)
        name, arguments = str(made["name"]), json.dumps(made.get("arguments", {}))
    except (ValueError, KeyError, TypeError, AttributeError):
        name, arguments = "", text
    part = tool_call_chunk(name=name, args=arguments, id=f"call_{at}", index=at)
    return ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[part]))


def plain_message(message: BaseMessage) -> dict[str, Any]:
    """A message as chat templates read it."""
    said = _SPOOFED.sub(" ", str(message.text))
    told: dict[str, Any] = {"role": _ROLES[message.type], "content": said}
    if isinstance(message, AIMessage) and message.tool_calls:
        told["tool_calls"] = [
            {"type": "function", "function": {"name": call["name"], "arguments": call["args"]}}
            for call in message.tool_calls
        ]
    if isinstance(message, ToolMessage):
        told["tool_call_id"] = message.tool_call_id
    return told
