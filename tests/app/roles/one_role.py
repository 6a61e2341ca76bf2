"""A profile of which some roles alone are left to it, and who answers where their models do not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.roles.roles import Roles
from app.roles.table import KINDS
from app.settings import load
from app.wiring import build_encoder
from models.errors import Unavailable
from models.fidelity.words import WordList
from models.generate.generator import FakeGenerator, Generated, Order
from models.hub.checkpoint import Role
from models.hub.table import OTHERS
from tests.models.speech.test_listener import recording

GREY = np.full((16, 16, 3), 128, np.uint8)
(LUCY,) = (one for one in OTHERS if one.role == "edit")


def meanwhile(role: Role) -> str:
    """What the status line says that happens without a role's model."""
    kind = KINDS[role]
    return (
        f"{kind.nobody.capitalize()}." if kind.nobody else f"{kind.instead.capitalize()} instead."
    )


class Other:
    """An instructor that counts what it decided."""

    def __init__(self) -> None:
        self.decided = 0

    def decide(self, scene: object) -> Any:
        self.decided += 1

    def warm(self) -> None:
        pass


def alone(*left: Role, home: Path) -> Roles:
    """The roles of the profile ``cpu``, of which these alone are left to it."""
    made = Roles(
        load(
            home=home,
            profile="cpu",
            threads=1,
            encoder="profile" if "encoder" in left else "embedded",
            chat="profile" if "chat" in left else "embedded",
            picture="profile" if {"picture", "adapter"} & {*left} else "embedded",
            speech="" if "speech" in left else "none",
            guard="profile" if {"guard", "safety"} & {*left} else "embedded",
            captions="profile" if "caption" in left else "none",
            video="profile" if {"video", "edit"} & {*left} else "embedded",
            edit=LUCY.repo if "edit" in left else "profile",
        )
    )
    made.standby(Other(), None)
    return made


def other_answers(role: Role, made: Roles, tmp_path: Path) -> None:
    """Assert that whoever stands in for a role's model does its work, asked through the seam."""
    check: dict[Role, Callable[..., None]] = {
        "encoder": _encoder, "chat": _chat, "speech": _speech, "guard": _guard, "safety": _safety,
        "caption": _caption,
    }  # fmt: skip
    check.get(role, lambda *_: _draws(role, made))(made, tmp_path)


def _encoder(made: Roles, _: Path) -> None:
    assert build_encoder(made.settings, made).name.startswith("embedded")


def _chat(made: Roles, _: Path) -> None:
    other = Other()
    made.standby(other, None).decide(None)  # type: ignore[arg-type]
    assert other.decided == 1


def _speech(made: Roles, tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="cannot hear you just now.*write what you said"):
        made.listener().hear(recording(tmp_path / "said.wav", 0.5))


def _guard(made: Roles, _: Path) -> None:
    harm = made.harm(WordList())
    assert harm is not None and harm.scores(["a gun"])[0] == 1.0


def _safety(made: Roles, _: Path) -> None:
    harm = made.picture_harm()
    with pytest.raises(Unavailable, match="no picture classifier"):
        harm.scores([GREY])  # type: ignore[union-attr]


def _caption(made: Roles, _: Path) -> None:
    assert made.captioner is None


def _draws(role: Role, made: Roles) -> None:
    """Who draws: of an editing model's work the video model, of a picture's words alone."""
    generator = made.video(made.picture(FakeGenerator()))
    assert generator is not None
    source = np.stack([GREY] * 9)
    source = np.repeat(np.repeat(source, 4, 1), 4, 2)
    orders: dict[Role, Order] = {
        "picture": Order(words="a red ball", still=True),
        "adapter": Order(words="a red ball", still=True),
        "video": Order(words="a red ball"),
        "edit": Order(words="a red ball", source=source, strength=0.5),
    }
    *_, last = generator.generate(orders[role])
    assert isinstance(last, Generated) and last.frames.any()
    does: dict[Role, Role] = {"edit": "video", "adapter": "picture"}
    standing = made._standing.get(does.get(role, role))
    ready = standing is not None and standing.state == "ready"
    assert last.model.partition("@")[0] == (
        standing.checkpoint.repo if standing is not None and ready else FakeGenerator.name
    )
