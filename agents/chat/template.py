"""What a model's own chat template cannot tell is written into the messages.

Templates differ: some know no tools, write calls in a way of their own, or take no system message.
Each is tried once with one of each. Where something of it is not found again, tools, calls and
results are told in words, as Qwen and Hermes models are told of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from models.errors import Unavailable

_TOLD = """# Tools

You may call one or more functions to assist with the user query.

You are provided with function signatures within <tools></tools> XML tags:
<tools>
{tools}
</tools>

For each function call, return a json object with function name and arguments within \
<tool_call></tool_call> XML tags:
<tool_call>
{{"name": <function-name>, "arguments": <args-json-object>}}
</tool_call>"""
"""The words of the templates of Qwen 2.5 and 3."""

_TOOL, _RESULT, _SYSTEM = "search", "probe result", "probe system"
_CALL = re.compile(r"<tool_call>\s*\{[^{}]*create.*</tool_call>", re.DOTALL)
"""A call in its marks: so calls are read, and so they can be written."""
_PROBE: list[dict[str, Any]] = [
    {"role": "user", "content": "a"},
    {
        "role": "assistant",
        "content": "",
        "tool_calls": [{"type": "function", "function": {"name": "create", "arguments": {}}}],
    },
    {"role": "tool", "content": _RESULT, "tool_call_id": "past_0_0"},
    {"role": "user", "content": "b"},
]
_PROBED = {
    "type": "function",
    "function": {
        "name": _TOOL,
        "description": "c",
        "parameters": {"type": "object", "properties": {}},
    },
}


class Template:
    """The chat template of a tokenizer of transformers, and what has to be told beside it."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        told = self._tried(_PROBE, [_PROBED]) or ""
        self.tools = _TOOL in told and _RESULT in told and _CALL.search(told) is not None
        asked = self._tried([{"role": "system", "content": _SYSTEM}, _PROBE[0]], None)
        # One that knows tools and still leaves the system's words out has its reasons.
        self.system = asked is not None and (self.tools or _SYSTEM in asked)

    def text(self, messages: Sequence[dict[str, Any]], tools: list[dict[str, Any]] | None) -> str:
        """Return what the model reads; raises Unavailable where that cannot be told."""
        from jinja2 import TemplateError

        told = list(messages)
        if not self.tools:
            told = _in_words(told, tools or [])
            tools = None
        if not self.system:
            told = _without_system(told)
        try:
            return self._rendered(told, tools)
        except TemplateError as exc:
            raise Unavailable(f"the model's chat template cannot tell this: {exc}") from exc

    def _tried(
        self, messages: list[dict[str, Any]], tools: list[dict[str, Any]] | None
    ) -> str | None:
        try:
            return self._rendered(messages, tools)
        except Exception:  # whatever a stranger's template does with what it does not know
            return None

    def _rendered(self, messages: list[dict[str, Any]], tools: list[dict[str, Any]] | None) -> str:
        made: str = self._tokenizer.apply_chat_template(
            messages,
            tools=tools or None,
            add_generation_prompt=True,
            tokenize=False,
            enable_thinking=False,
        )
        return made


def _in_words(
    messages: Sequence[dict[str, Any]], tools: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Calls and results as words; two in a row of one speaker as one, for some insist on turns."""
    made: list[dict[str, Any]] = []
    if tools:
        listed = "\n".join(json.dumps(tool, ensure_ascii=False) for tool in tools)
        made.append({"role": "system", "content": _TOLD.format(tools=listed)})
    for message in messages:
        role, said = message["role"], message["content"]
        calls = [
            f"<tool_call>\n{json.dumps(call['function'], ensure_ascii=False)}\n</tool_call>"
            for call in message.get("tool_calls", ())
        ]
        if role == "tool":
            role, said = "user", f"<tool_response>\n{said}\n</tool_response>"
        said = "\n".join(filter(None, [said, *calls]))
        if role == "system" and made:  # what the app says of itself comes first
            made[-1]["content"] = f"{said}\n\n{made[-1]['content']}"
        elif made and made[-1]["role"] == role:
            made[-1]["content"] = f"{made[-1]['content']}\n\n{said}"
        else:
            made.append({"role": role, "content": said})
    return made


def _without_system(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The system message as the beginning of what the visitor says first."""
    if not messages or messages[0]["role"] != "system":
        return list(messages)
    first, *rest = messages
    if rest and rest[0]["role"] == "user":
        said = {"role": "user", "content": f"{first['content']}\n\n{rest[0]['content']}"}
        return [said, *rest[1:]]
    return [{"role": "user", "content": first["content"]}, *rest]
