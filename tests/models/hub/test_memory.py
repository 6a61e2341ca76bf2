import pytest

from models.errors import Unavailable
from models.hub.memory import Room, plan
from models.hub.table import CHECKPOINTS

PICTURE, CHAT = CHECKPOINTS["gpu"]["picture"], CHECKPOINTS["gpu"]["chat"]
GB = 10**9


def test_a_card_with_room_takes_all_of_it_in_half_precision() -> None:
    made = plan(PICTURE, Room(card=24 * GB, machine=8 * GB))
    assert (made.device, made.dtype, made.offload) == ("cuda", "bfloat16", False)


def test_a_small_card_takes_the_parts_in_turn() -> None:
    made = plan(PICTURE, Room(card=13 * GB, machine=32 * GB))
    assert (made.device, made.offload, made.sliced) == ("cuda", True, True)
    assert made.bytes < 13 * GB


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


def test_the_cpu_profile_fits_into_sixteen_gigabytes_together() -> None:
    room = Room(machine=14 * GB)
    assert sum(plan(one, room).bytes for one in CHECKPOINTS["cpu"].values()) < 14 * GB
