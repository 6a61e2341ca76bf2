import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from models import torchvision_shim
from models.errors import Unavailable
from models.hub import memory
from models.hub.memory import (
    AT_ONCE,
    PIPELINES,
    Packer,
    Plan,
    Room,
    at_once,
    ever,
    in_turn,
    keywords,
    plan,
    room,
    tight,
    usual,
    whole,
)
from models.hub.table import CHECKPOINTS
from tests.hub import tiny

PICTURE, CHAT = CHECKPOINTS["gpu"]["picture"], CHECKPOINTS["gpu"]["chat"]
GB = 10**9
AO: tuple[Packer, ...] = ("torchao",)
BNB: tuple[Packer, ...] = ("bitsandbytes",)


def test_a_card_with_room_takes_all_of_it_in_half_precision() -> None:
    made = plan(PICTURE, Room(card=24 * GB, machine=8 * GB))
    assert (made.device, made.dtype, made.offload) == ("cuda", "bfloat16", False)


def test_a_small_card_takes_the_parts_in_turn() -> None:
    made = plan(PICTURE, Room(card=13 * GB, machine=32 * GB))
    assert (made.device, made.offload, made.sliced) == ("cuda", True, True)
    assert made.bytes < 13 * GB


@pytest.mark.parametrize(("size", "on_card"), [(24, "all"), (48, "all"), (12, "some")])
def test_what_stays_on_a_card_leaves_room_for_what_draws(size: int, on_card: str) -> None:
    """Loaded in the table's order, pipelines at their first order, as the app does."""
    gpu = CHECKPOINTS["gpu"]
    left = free = size * 1024**3 - GB // 2  # a context of CUDA's own
    kept = max(in_turn(gpu[role]) for role in ("picture", "video"))
    there = {}
    for role, checkpoint in gpu.items():
        if role not in PIPELINES:
            made = plan(checkpoint, Room(card=left, machine=64 * GB), 0, kept)
            there[role] = made.device == "cuda"
            left -= round(checkpoint.parameters * 2) if there[role] else 0
    assert left < free and there["encoder"] and there["chat"]
    for role in ("picture", "video"):
        made = plan(gpu[role], Room(card=left, machine=64 * GB))
        assert (made.device == "cuda") == (on_card == "all")


def test_what_never_fits_is_not_fetched() -> None:
    video = CHECKPOINTS["cpu"]["video"]
    said = "needs 16.8 GB of memory and this machine has 16.0 GB in all, so it is not fetched; ins"
    with pytest.raises(Unavailable, match=said):
        ever(video, Room(machine=16 * GB))
    ever(video, Room(machine=16 * GB, packers=AO))
    ever(video, Room(machine=24 * GB))
    has = whole()
    assert has.machine >= room().machine > 0


def test_a_chat_model_has_no_parts_that_take_turns() -> None:
    assert plan(CHAT, Room(card=7 * GB, machine=32 * GB)).device == "cpu"


def test_a_processor_takes_what_it_is_quick_in_and_what_fits() -> None:
    assert plan(CHAT, Room(machine=32 * GB)).dtype == "float32"
    assert plan(CHAT, Room(machine=32 * GB, quick_half=True)).dtype == "bfloat16"
    tight = plan(PICTURE, Room(machine=17 * GB + GB // 2))
    assert (tight.dtype, tight.sliced) == ("bfloat16", True)


def test_what_does_not_fit_is_said_with_both_figures() -> None:
    with pytest.raises(Unavailable, match=r"needs 8\.5 GB .* 3\.0 GB are free"):
        plan(CHAT, Room(card=2 * GB, machine=3 * GB))


def test_eight_bits_are_taken_where_sixteen_do_not_fit_and_torchao_is_here() -> None:
    assert plan(CHAT, Room(machine=6 * GB, packers=AO)).int8
    assert plan(CHAT, Room(card=6 * GB, machine=32 * GB, packers=AO)).device == "cuda"
    assert not plan(CHAT, Room(machine=32 * GB, packers=AO)).int8
    with pytest.raises(Unavailable, match="install torchao"):
        plan(CHAT, Room(machine=6 * GB))


def test_bitsandbytes_is_taken_on_a_card_where_torchao_is_not_here() -> None:
    card = Room(card=6 * GB, machine=32 * GB, packers=BNB)
    made = plan(CHAT, card)
    assert (made.device, made.int8) == ("cuda", "bitsandbytes")
    assert str(made) == "cuda, eight bits by bitsandbytes, about 5.4 GB"
    assert plan(CHAT, replace(card, packers=AO + BNB)).int8 == "torchao"
    # What fits in sixteen bits stays so; on a processor it is not asked; absent it is as ever.
    assert plan(CHAT, replace(card, card=24 * GB)).int8 is None
    with pytest.raises(Unavailable, match="install torchao"):
        plan(CHAT, Room(machine=6 * GB, packers=BNB))
    assert plan(CHAT, replace(card, packers=())).device == "cpu"


def test_packages_too_old_for_this_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    here, true = {"torchao": "0.9.0", "bitsandbytes": "0.50.2"}, memory.metadata.version
    monkeypatch.setattr(memory.metadata, "version", lambda name: here.get(name) or true(name))
    assert room().packers == BNB
    here["torchao"] = "0.18.0"
    assert room().packers == AO + BNB


def test_bitsandbytes_is_asked_of_both_libraries_for_the_large_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    torchvision_shim.ensure()
    import diffusers
    import transformers

    from models.generate import pipeline

    planned = Plan(device="cuda", dtype="bfloat16", int8="bitsandbytes")
    told = keywords(planned)["quantization_config"]
    assert isinstance(told, transformers.BitsAndBytesConfig) and told.load_in_8bit

    class Pipe:
        """Stands for a pipeline on a card, which there is none of here."""

        components: dict[str, object] = {}  # noqa: RUF012

        @classmethod
        def from_pretrained(cls, folder: str, **how: Any) -> "Pipe":
            asked.update(how)
            return cls()

        def set_progress_bar_config(self, **_: object) -> None: ...

        def to(self, device: str) -> "Pipe":
            asked["on"] = device
            return self

    asked: dict[str, Any] = {}
    one = tiny.checkpoint("video")
    parts = {"transformer": ["diffusers", "LTX"], "text_encoder": ["transformers", "T5"], "vae": []}
    index = {"_class_name": one.architecture.partition("|")[0], **parts}
    (tmp_path / "model_index.json").write_text(json.dumps(index))
    monkeypatch.setattr(diffusers, one.pipeline, Pipe)
    pipeline.load(one, tmp_path, planned)
    mapping = asked["quantization_config"].quant_mapping
    assert set(mapping) == {"transformer", "text_encoder"} and asked["on"] == "cuda"
    assert isinstance(mapping["transformer"], diffusers.BitsAndBytesConfig)
    assert isinstance(mapping["text_encoder"], transformers.BitsAndBytesConfig)
    assert all(one.load_in_8bit for one in mapping.values())


def test_room_for_others_is_left_by_taking_less() -> None:
    room = Room(machine=20 * GB)
    assert plan(CHAT, room).dtype == "float32"
    assert plan(CHAT, room, reserve=4 * GB).dtype == "bfloat16"


def test_the_cpu_profile_fits_into_sixteen_gigabytes_together() -> None:
    free = 14 * GB
    left = list(CHECKPOINTS["cpu"].values())
    drawing = [one for one in left if one.role in PIPELINES]
    staying = [one for one in left if one.role not in (*PIPELINES, "adapter")]
    for at, one in enumerate(staying):
        others = sum(tight(other) for other in staying[at + 1 :]) + tight(drawing[0])
        free -= plan(one, Room(machine=free), others).bytes
    plan(CHECKPOINTS["cpu"]["picture"], Room(machine=free))  # it raises where it does not fit
    # Clips fit alone, in eight bits; the README says so.
    assert plan(CHECKPOINTS["cpu"]["video"], Room(machine=14 * GB, packers=AO)).int8


@pytest.mark.parametrize(
    ("card", "together"), [(0, 1), (13 * GB, 1), (18 * GB, 1), (24 * GB, 4), (80 * GB, AT_ONCE)]
)
def test_a_card_draws_as_many_at_once_as_fit_and_a_processor_one(card: int, together: int) -> None:
    room = Room(card=card, machine=64 * GB)
    assert at_once(PICTURE, plan(PICTURE, room), room) == together


def test_a_borrowed_card_draws_for_one_visitor(monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(card=80 * GB, machine=64 * GB)
    monkeypatch.setenv("SPACES_ZERO_GPU", "1")
    assert at_once(PICTURE, plan(PICTURE, room), room) == 1


def test_keywords_of_a_plan() -> None:
    import torch

    assert keywords(Plan(device="cpu", dtype="bfloat16")) == {"dtype": torch.bfloat16}
    assert usual().device in ("cpu", "cuda")


@pytest.mark.parametrize("packer", memory.PACKERS)
def test_eight_bits_load_and_answer(packer: Packer, tmp_path: Path) -> None:
    pytest.importorskip(packer, reason=f"{packer} is not installed: weights stay in 16 bits")
    from agents.chat.local import LocalChat

    folder = tiny.chat(tmp_path / "chat")
    model = LocalChat(folder=str(folder), plan=Plan(device="cpu", dtype="bfloat16", int8=packer))
    model.load()
    model.sound()
