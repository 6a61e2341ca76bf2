"""What chat templates of other models cannot tell is told in words."""

import json
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage, SystemMessage, ToolMessage

from agents.chat.local import plain_message
from agents.chat.template import Template
from models.errors import Unavailable
from tests.hub import tiny

PLAIN = """{% for message in messages %}<|im_start|>{{ message['role'] }}
{{ message['content'] }}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""
"""As that of SmolLM2: whatever tools there are, it tells none."""

TURNS = """{% for message in messages %}
{%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
{{- raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}
{%- endif %}<start_of_turn>{{ message['role'] }}
{{ message['content'] }}<end_of_turn>
{% endfor %}"""
"""As that of Gemma: it takes turns alone, and no system message."""

OTHERWISE = tiny.TEMPLATE.replace('{"name": "{{ call', "<function={{ call").replace(
    '", "arguments": {{ call.function.arguments | tojson }}}', ">"
)
"""As that of Qwen3 Coder: calls of another form, which nothing here reads."""

CALL = {"name": "search", "args": {"want": "Möwen"}, "id": "1", "type": "tool_call"}
TALK = [
    plain_message(message)
    for message in (
        SystemMessage("Be kind."),
        HumanMessage("gulls"),
        AIMessage("", tool_calls=[CALL]),
        ToolMessage("2 clips", tool_call_id="1"),
        HumanMessage("calmer"),
    )
]
TOOLS = [{"type": "function", "function": {"name": "search", "description": "finds clips"}}]
WRITTEN = '<tool_call>\n{"name": "search", "arguments": {"want": "Möwen"}}\n</tool_call>'


class Tokenizer:
    """Renders as transformers does."""

    def __init__(self, template: str) -> None:
        self.template = template

    def apply_chat_template(self, messages: list[dict[str, Any]], **more: Any) -> str:
        from transformers.utils.chat_template_utils import render_jinja_template

        more = {"add_generation_prompt": True, "tools": more["tools"]}
        rendered, _ = render_jinja_template([messages], chat_template=self.template, **more)
        return str(rendered[0])


def template(text: str) -> Template:
    return Template(Tokenizer(text))


def test_one_that_tells_tools_is_left_alone() -> None:
    made = template(tiny.TEMPLATE)
    assert made.tools and made.system
    told = made.text(TALK, TOOLS)
    assert "You may call" not in told and told.count("finds clips") == 1


@pytest.mark.parametrize("text", [PLAIN, OTHERWISE])
def test_tools_calls_and_results_are_told_in_words(text: str) -> None:
    told = template(text).text(TALK, TOOLS)
    system, rest = told.split("<|im_end|>", 1)
    assert system.startswith("<|im_start|>system\nBe kind.\n\n# Tools")
    assert json.dumps(TOOLS[0]) in system
    assert f"<|im_start|>assistant\n{WRITTEN}<|im_end|>" in rest
    assert "user\n<tool_response>\n2 clips\n</tool_response>\n\ncalmer<|im_end|>" in rest


def test_who_takes_no_system_message_reads_it_first() -> None:
    told = template(TURNS).text(TALK, TOOLS)
    assert told.startswith("<start_of_turn>user\nBe kind.\n\n# Tools")
    assert "\n\ngulls<end_of_turn>" in told and WRITTEN in told


def test_without_tools_none_are_told() -> None:
    assert "# Tools" not in template(PLAIN).text(TALK[:2], None)


def test_one_that_tells_nothing_says_so() -> None:
    with pytest.raises(Unavailable, match="cannot tell this: never"):
        template("{{ raise_exception('never') }}").text(TALK, TOOLS)
