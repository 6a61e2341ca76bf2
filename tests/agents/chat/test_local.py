"""The local back end on a tiny Qwen3 of random weights, with a tokenizer of letters."""

import json
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, SystemMessage, ToolMessage

from agents.chat.instructor import WRONG
from agents.chat.listening import Limits
from agents.chat.local import LocalChat
from agents.chat.slots import Slots
from agents.scene import Scene
from models.errors import Unavailable
from tests.agents.chat.stage import instructor

TEMPLATE = """{%- if tools %}<|im_start|>system
# Tools
{%- for tool in tools %}
{{ tool | tojson }}
{%- endfor %}<|im_end|>
{% endif -%}
{%- for m in messages -%}
<|im_start|>{{ m.role }}
{{ m.content }}
{%- for call in m.tool_calls or [] %}
<tool_call>{"name": "{{ call.function.name }}", "arguments": {{ call.function.arguments | tojson }}}</tool_call>
{%- endfor %}<|im_end|>
{% endfor -%}
{%- if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""  # noqa: E501


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    torch = pytest.importorskip("torch")
    from models import torchvision_shim

    torchvision_shim.ensure()
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast, Qwen3Config, Qwen3ForCausalLM

    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    marks = ["<|im_start|>", "<|im_end|>"]
    vocab = {one: at for at, one in enumerate([*letters, *marks])}
    made = Tokenizer(models.BPE(vocab=vocab, merges=[]))
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens(marks)
    home = tmp_path_factory.mktemp("tiny")
    PreTrainedTokenizerFast(
        tokenizer_object=made, eos_token="<|im_end|>", chat_template=TEMPLATE
    ).save_pretrained(home)
    torch.manual_seed(0)
    config = Qwen3Config(
        vocab_size=len(vocab), hidden_size=32, intermediate_size=64, num_hidden_layers=2,
        num_attention_heads=2, num_key_value_heads=1, head_dim=16, max_position_embeddings=16_384,
        eos_token_id=vocab["<|im_end|>"], tie_word_embeddings=True,
    )  # fmt: skip
    Qwen3ForCausalLM(config).save_pretrained(home, safe_serialization=True)
    return home


@pytest.fixture
def chat(folder: Path) -> LocalChat:
    made = LocalChat(folder=str(folder), threads=1, most_tokens=12)
    made.load()
    return made


def reading(chat: LocalChat) -> list[int]:
    """How many tokens each step reads from now on."""
    counts: list[int] = []
    step = chat._step

    def counted(tokens: list[int], cache: Any) -> tuple[int, Any]:
        counts.append(len(tokens))
        return step(tokens, cache)

    chat.__dict__["_step"] = counted  # pydantic guards setattr
    return counts


def saying(chat: LocalChat, text: str) -> None:
    """Let the model write ``text``, whatever it would have written."""
    chat.__dict__["_written"] = lambda tokens, session: (text[:end] for end in range(len(text) + 1))


TALK: list[BaseMessage] = [SystemMessage("Be brief. " * 12), HumanMessage("show me boats")]


def test_it_streams_and_says_the_same_each_time(chat: LocalChat) -> None:
    pieces = [str(piece.content) for piece in chat.stream(TALK)]
    assert len(pieces) > 2 and "".join(pieces) == str(chat.invoke(TALK).content)


def test_a_turn_reads_only_what_is_new_and_says_the_same(chat: LocalChat) -> None:
    first = chat.invoke(TALK, session="a")
    later = [*TALK, AIMessage(str(first.content)), HumanMessage("calmer, please")]
    counts = reading(chat)
    kept = chat.invoke(later, session="a")
    new = sum(counts)
    counts.clear()
    fresh = chat.invoke(later)
    assert kept.content == fresh.content
    assert new < sum(counts) - 100  # all but the second message was known


def test_a_new_visitor_shares_the_prompt_and_nothing_else(chat: LocalChat) -> None:
    chat.invoke(TALK, session="a")
    counts = reading(chat)
    other = [TALK[0], HumanMessage("anything with dogs")]
    mine = chat.invoke(other, session="b")
    read = sum(counts)
    counts.clear()
    assert mine.content == chat.invoke(other).content
    assert read < sum(counts)
    again = chat.invoke([*TALK, HumanMessage("x")], session="a")
    assert again.content == chat.invoke([*TALK, HumanMessage("x")]).content


def test_only_so_many_conversations_are_kept() -> None:
    slots = Slots(2)
    for name in ("a", "b", "c"):
        slots.keep(name, [1, 2, 3], object())
    assert list(slots._kept) == ["b", "c"]


def test_what_was_left_half_read_is_not_kept(chat: LocalChat) -> None:
    stream = chat.stream(TALK, session="a")
    next(stream)
    stream.close()
    assert not chat._slots._kept
    assert chat.invoke(TALK, session="a").content == chat.invoke(TALK).content


def test_its_calls_are_read_from_their_marks(chat: LocalChat) -> None:
    call = {"name": "search", "arguments": {"want": "boats"}}
    saying(chat, f"Gern! <tool_call>\n{json.dumps(call)}\n</tool_call>")
    made = instructor(model=chat, sessions=True).decide(
        Scene(text="zeig mir Boote", conversation="k")
    )
    assert (made.kind, made.guidance.want, made.preface) == ("retrieve", "boats", "Gern!")


def test_half_a_call_is_none(chat: LocalChat) -> None:
    saying(chat, '<tool_call>{"name": "search", "argu')
    made = instructor(model=chat).decide(Scene(text="look for boats"))
    assert made.footnote == WRONG and made.guidance.want == "boats"


def test_random_weights_end_in_a_footnote(chat: LocalChat) -> None:
    chat.longest = 700
    made = instructor(model=chat, limits=Limits(seconds=20)).decide(Scene(text="look for boats"))
    assert made.decider.name == "test:scripted" and (made.footnote or made.text)


def test_the_template_is_told_tools_and_their_results(chat: LocalChat) -> None:
    call = {"name": "search", "args": {"want": "x"}, "id": "1", "type": "tool_call"}
    told: list[BaseMessage] = [
        HumanMessage("a"),
        AIMessage(content="", tool_calls=[call]),
        ToolMessage(content="2 clips", tool_call_id="1"),
    ]
    text = chat._tokenizer.decode(chat._tokens(told, [{"type": "function"}]))
    assert '"arguments": {"want": "x"}' in text and "2 clips" in text and "# Tools" in text


def test_a_model_that_is_not_here_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="hf download"):
        LocalChat(folder=str(tmp_path / "none")).load()
    with pytest.raises(Unavailable, match="hf download"):
        LocalChat(folder="nobody/no-such-model").load()
