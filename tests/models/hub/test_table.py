from models.hub.checkpoint import PIPELINE, WHAT
from models.hub.fetch import size
from models.hub.memory import PIPELINES
from models.hub.table import CHECKPOINTS, OTHERS


def test_no_default_forbids_commercial_use() -> None:
    for roles in CHECKPOINTS.values():
        assert set(roles) >= set(WHAT) - {"adapter", "edit", "decoder"}
        for role, checkpoint in roles.items():
            assert checkpoint.commercial and checkpoint.licence and checkpoint.role == role
    assert any(not checkpoint.commercial for checkpoint in OTHERS)


def test_nothing_but_safetensors_and_words_is_fetched() -> None:
    for checkpoint in (*OTHERS, *(c for roles in CHECKPOINTS.values() for c in roles.values())):
        endings = {pattern.rpartition(".")[2] for pattern in checkpoint.files}
        assert endings <= {"json", "safetensors", "txt", "model", "jinja"}
        assert 9e6 < checkpoint.bytes < 4e10
        assert (checkpoint.role in PIPELINES) == (checkpoint.files == PIPELINE)


def test_the_readme_names_every_model_of_the_table() -> None:
    from app.settings import ROOT

    text = (ROOT / "models" / "hub" / "README.md").read_text("utf-8")
    for profile, roles in CHECKPOINTS.items():
        for checkpoint in roles.values():
            if roles is CHECKPOINTS["gpu"] and checkpoint in CHECKPOINTS["cpu"].values():
                continue  # its row stands once
            (row,) = [line for line in text.splitlines() if f"| `{checkpoint.repo}` |" in line]
            assert row.startswith(f"| `{profile}` |") and checkpoint.licence.split(",")[0] in row
            told = (
                f"{checkpoint.bytes / 1e9:.1f} GB"
                if checkpoint.bytes > 1e8
                else size(checkpoint.bytes)
            )
            assert f"| {told} |" in row
    for other in OTHERS:
        assert f"`{other.repo}`" in text
    everything = [*OTHERS, *(c for roles in CHECKPOINTS.values() for c in roles.values())]
    for one in everything:
        assert one.pinned != (f"`{one.repo}` is unpinned, not verified" in " ".join(text.split()))


def test_a_branch_is_not_pinned() -> None:
    from dataclasses import replace

    one = CHECKPOINTS["cpu"]["encoder"]
    assert replace(one, revision="a" * 40).pinned and not replace(one, revision="main").pinned
