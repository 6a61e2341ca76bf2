"""A chat model that says what it is told to: for tests, and for work on the loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.tool import tool_call_chunk
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from langchain_core.tools import BaseTool
from langchain_core.utils.function_calling import convert_to_openai_tool
from pydantic import PrivateAttr

Say = str | AIMessage | Exception
Line = Say | Callable[[list[BaseMessage], list[str]], Say]
"""What is said next: words, a message, a failure, or what a function makes of the messages and of
the names of the tools that are bound."""


class Scripted(BaseChatModel):
    """Says its ``lines`` one after the other, the last one for ever, ``piece`` letters at once.

    ``heard`` is what it read.
    """

    lines: list[Any]
    piece: int = 1_000_000
    heard: list[list[BaseMessage]] = []  # noqa: RUF012  (pydantic copies it)
    _offered: list[list[str]] = PrivateAttr(default_factory=list)

    @property
    def _llm_type(self) -> str:
        return "scripted"

    @property
    def offered(self) -> list[list[str]]:
        """The names of the tools that were bound, for each time it was asked."""
        return self._offered

    def bind_tools(
        self,
        tools: Sequence[dict[str, Any] | type | Callable[..., Any] | BaseTool],
        *,
        tool_choice: str | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """See :meth:`BaseChatModel.bind_tools`."""
        names = [convert_to_openai_tool(tool)["function"]["name"] for tool in tools]
        return self.bind(names=names, **kwargs)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        names: Sequence[str] = (),
        **kwargs: Any,
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next(messages, names))])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        *,
        names: Sequence[str] = (),
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        said = self._next(messages, names)
        text = str(said.content)
        for at in range(0, len(text), self.piece):
            part = text[at : at + self.piece]
            yield ChatGenerationChunk(message=AIMessageChunk(content=part))
        for index, call in enumerate(said.additional_kwargs.get("written", ())):
            made = tool_call_chunk(name=call[0], args=call[1], id=f"c{index}", index=index)
            yield ChatGenerationChunk(message=AIMessageChunk(content="", tool_call_chunks=[made]))
        yield ChatGenerationChunk(message=AIMessageChunk(content="", chunk_position="last"))

    def _next(self, messages: list[BaseMessage], names: Sequence[str]) -> AIMessage:
        self.heard.append(list(messages))
        self._offered.append(list(names))
        line: Line = self.lines[min(len(self.heard), len(self.lines)) - 1]
        made = line(list(messages), list(names)) if callable(line) else line
        if isinstance(made, Exception):
            raise made
        return AIMessage(made) if isinstance(made, str) else made


def calling(*calls: tuple[str, str], text: str = "") -> AIMessage:
    """Return a message that calls tools: each a name and its arguments as they are written."""
    return AIMessage(content=text, additional_kwargs={"written": list(calls)})
