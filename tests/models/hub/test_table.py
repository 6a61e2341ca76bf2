from models.hub.table import CHECKPOINTS, OTHERS, PIPELINE


def test_no_default_forbids_commercial_use() -> None:
    for roles in CHECKPOINTS.values():
        assert set(roles) == {"encoder", "chat", "picture"}
        for role, checkpoint in roles.items():
            assert checkpoint.commercial and checkpoint.licence and checkpoint.role == role
    assert any(not checkpoint.commercial for checkpoint in OTHERS)


def test_nothing_but_safetensors_and_words_is_fetched() -> None:
    for checkpoint in (*OTHERS, *(c for roles in CHECKPOINTS.values() for c in roles.values())):
        endings = {pattern.rpartition(".")[2] for pattern in checkpoint.files}
        assert endings <= {"json", "safetensors", "txt", "model", "jinja"}
        assert 1e8 < checkpoint.bytes < 3e10
        assert (checkpoint.role == "picture") == (checkpoint.files == PIPELINE)


def test_a_branch_is_not_pinned() -> None:
    from dataclasses import replace

    one = CHECKPOINTS["cpu"]["encoder"]
    assert replace(one, revision="a" * 40).pinned and not replace(one, revision="main").pinned
