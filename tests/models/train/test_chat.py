"""The small chat model's training, on a few lessons and a model that is smaller still."""

import json
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from models.train import chat  # noqa: E402
from models.train.chat_words import starting_embeddings, train_tokenizer  # noqa: E402

TEXT = Path(__file__).resolve().parents[3] / "assets" / "weights" / "text"
TOOLS = ["search", "undo"]
ASKED = "<screen>\nno clips\n</screen>\n\n"


def talk(said: str, name: str, arguments: dict[str, object]) -> list[dict[str, object]]:
    call = {"type": "function", "function": {"name": name, "arguments": arguments}}
    return [
        {"role": "user", "content": f"{ASKED}{said}"},
        {"role": "assistant", "content": "", "tool_calls": [call]},
    ]


@pytest.fixture(scope="module")
def lessons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("lessons") / "lessons.jsonl"
    told = [talk(f"show me {w}", "search", {"want": w}) for w in ("dogs", "boats", "red kites")]
    told += [talk("undo that", "undo", {}), talk("take it back", "undo", {})]
    file.write_text("\n".join(map(json.dumps, [TOOLS, *(told * 8)])), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def tokenizer(lessons: Path):  # type: ignore[no-untyped-def]
    return train_tokenizer(chat.texts(lessons), ["dog", "whale"], TOOLS, 700)


def test_whatever_is_written_comes_back(tokenizer) -> None:  # type: ignore[no-untyped-def]
    for text in ('Write "HELLO, wörld"\non it 😀', '{"want": "dogs", "avoid": ["a  b"]}'):
        assert tokenizer.decode(tokenizer(text)["input_ids"]) == text


def test_only_the_answer_is_learnt_and_a_turn_is_short(tokenizer, lessons) -> None:  # type: ignore[no-untyped-def]
    told = chat.in_tokens(tokenizer, lessons)
    assert len(told) == 40
    one = told[0]
    asked, answer = (tokenizer.decode(p) for p in (one.ids[: one.answer], one.ids[one.answer :]))
    assert asked.startswith("<|im_start|>tools search undo<|im_end|>")
    assert asked.endswith("show me dogs<|im_end|>\n<|im_start|>assistant\n")
    call = '<tool_call>\n{"name": "search", "arguments": {"want": "dogs"}}\n</tool_call>'
    assert answer == f"{call}<|im_end|>"
    assert len(one.ids) < 24


def test_a_token_begins_as_what_its_letters_mean(tokenizer) -> None:  # type: ignore[no-untyped-def]
    rows = starting_embeddings(tokenizer, TEXT)
    at = {word: tokenizer.convert_tokens_to_ids(word) for word in ("Ġdogs", "dogs", "Ġkites")}
    alike = rows[at["Ġdogs"]] @ rows[at["dogs"]]
    assert alike > 0.9 > 0.5 > rows[at["Ġdogs"]] @ rows[at["Ġkites"]]


def test_it_learns_goes_on_and_what_it_writes_is_loaded(
    lessons: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
) -> None:  # type: ignore[no-untyped-def]
    small = {"num_hidden_layers": 1, "intermediate_size": 64, "num_attention_heads": 2}
    monkeypatch.setattr(chat, "SHAPE", chat.SHAPE | small)
    monkeypatch.setattr(chat, "VOCABULARY", 700)
    monkeypatch.setattr(chat, "KEPT_ASIDE", 5)
    words = ["--lessons", str(lessons), "--text", str(TEXT), "--out", str(tmp_path / "out")]
    words += ["--checkpoint", str(tmp_path / "run" / "model.pt"), "--batch", "8"]
    chat.main([*words, "--steps", "2"])
    chat.main([*words, "--steps", "60", "--rate", "3e-3"])
    told = capsys.readouterr().out
    assert "goes on at step 2" in told and "after 60 steps" in told
    chat.main([*words, "--steps", "90", "--minutes", "1e-9"])
    assert "after 60 steps" in capsys.readouterr().out
    losses = [float(line.split()[3]) for line in told.splitlines() if " loss " in line]
    assert losses[-1] < losses[0] / 3
    from transformers import AutoModelForCausalLM, AutoTokenizer

    model = AutoModelForCausalLM.from_pretrained(tmp_path / "out", use_safetensors=True)
    assert model.dtype == torch.bfloat16 and model.config.model_type == "qwen3"
    assert "tool_call" in AutoTokenizer.from_pretrained(tmp_path / "out").chat_template
    assert all(file.stat().st_size < 10_000_000 for file in (tmp_path / "out").iterdir())
    words[-3] = str(tmp_path / "more" / "model.pt")
    chat.main([*words, "--start", str(tmp_path / "out"), "--steps", "1"])
    told = capsys.readouterr().out
    (first,) = [float(line.split()[3]) for line in told.splitlines() if " loss " in line]
    assert first < 2 * losses[-1]  # it begins where the finished weights are
