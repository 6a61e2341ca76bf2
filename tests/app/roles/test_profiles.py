"""Each role of both profiles loads and answers, on tiny models of the table's classes.

Pictures and clips, which take the import of diffusers, are drawn in ``test_roles.py`` (of ``cpu``)
and ``test_editing.py`` (of ``gpu``); here it is looked at that those are of the table's classes.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.roles import loading
from app.roles.loading import Place
from models.errors import Unavailable
from models.hub.check import architecture
from models.hub.checkpoint import Profile, Role
from models.hub.table import CHECKPOINTS
from tests.hub import tiny, tiny_editors, tiny_pipelines
from tests.models.speech.test_listener import recording

GREY = np.full((16, 16, 3), 128, np.uint8)
EACH = [(profile, role) for profile in CHECKPOINTS for role in tiny.QUICK]
DRAWN: Mapping[tuple[Profile, Role], Callable[[Path], Path]] = {
    ("cpu", "picture"): tiny_pipelines.pictures,
    ("cpu", "video"): tiny_pipelines.ltx,
    ("gpu", "picture"): tiny_editors.klein,
    ("gpu", "video"): tiny_pipelines.vace,
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Role], Path]:
    made: dict[Role, Path] = {}

    def folder(role: Role) -> Path:
        if role not in made:
            made[role] = tiny.MAKERS[role](tmp_path_factory.mktemp("tiny") / role)
        return made[role]

    return folder


def answered(place: Place, tmp_path: Path) -> bool:
    """Whether the role's model answers what it is there for."""
    role = place.checkpoint.role
    if role == "encoder":
        return bool(np.isfinite(loading.encoder(place).images(GREY[None])).all())
    if role == "chat":
        model: Any = loading.chat_model(place)
        model.most_tokens = 4  # random weights come to no end
        return isinstance(model.invoke("hello").content, str)
    if role == "speech":
        heard = loading.speech(place).hear(recording(tmp_path / "said.wav", 0.5))
        return isinstance(heard, str)
    if role == "guard":
        return bool(0 < loading.guard(place).scores(["a gun"])[0] < 1)
    if role == "safety":
        return bool(0 < loading.safety(place).scores([GREY])[0] < 1)
    return isinstance(loading.captioner(place).caption(GREY), str)


@pytest.mark.parametrize(("profile", "role"), EACH)
def test_a_role_loads_and_answers(
    folders: Callable[[Role], Path], tmp_path: Path, profile: Profile, role: Role
) -> None:
    wanted = CHECKPOINTS[profile][role]
    assert wanted.architecture or role == "encoder"
    architecture(wanted, folders(role))
    assert answered(Place(replace(wanted, parameters=1e5), folders(role), threads=1), tmp_path)


def test_no_role_of_a_profile_is_left_out() -> None:
    for profile, roles in CHECKPOINTS.items():
        here = {role for one, role in (*EACH, *DRAWN) if one == profile}
        assert here == set(roles) - {"adapter"}  # it is put into the pipeline of pictures


@pytest.mark.parametrize(("profile", "role"), DRAWN)
def test_what_draws_is_of_the_classes_that_the_table_names(
    tmp_path: Path, profile: Profile, role: Role
) -> None:
    folder = DRAWN[profile, role](tmp_path / role)
    architecture(CHECKPOINTS[profile][role], folder)
    other: Profile = "gpu" if profile == "cpu" else "cpu"
    with pytest.raises(Unavailable, match="and this role takes a"):
        architecture(CHECKPOINTS[other][role], folder)
