"""What each role of the larger models is to the app: the one place where a role is added here.

What it is called, and the models that may take it, stand in :mod:`models.hub`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from app.roles import loading
from app.settings import Settings
from models.hub.checkpoint import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One role.

    Attributes:
        left: whether the settings leave it to the profile: nobody chose a back end by hand.
        load: loads its model; of what draws there is none, for that loads when it first draws.
        instead: who does it where its model is not here.
        nobody: what it means where nothing embedded does the same.
        goes_on: what fails while it is used goes on, slower.
    """

    left: Callable[[Settings], bool]
    load: Callable[[loading.Place], Any] | None = None
    instead: str = "the embedded one does it"
    nobody: str = ""
    goes_on: bool = False


KINDS: Mapping[Role, Kind] = {
    "encoder": Kind(
        left=lambda chosen: chosen.encoder == "profile", load=loading.encoder, goes_on=True
    ),
    "chat": Kind(left=lambda chosen: chosen.chat == "profile", load=loading.chat_model),
    "picture": Kind(left=lambda chosen: chosen.picture != "embedded"),
    "adapter": Kind(
        left=lambda chosen: chosen.picture != "embedded",
        instead="the picture model goes by words alone",
    ),
    "decoder": Kind(
        left=lambda chosen: chosen.decoder == "quick", instead="the picture model's own does it"
    ),
    "video": Kind(left=lambda chosen: chosen.video == "profile"),
    "edit": Kind(left=lambda chosen: chosen.video == "profile", instead="the video model does it"),
    "speech": Kind(
        left=lambda chosen: not chosen.speech,
        load=loading.speech,
        nobody="what is spoken cannot be heard and has to be written",
    ),
    "guard": Kind(left=lambda chosen: chosen.guard == "profile", load=loading.guard),
    "safety": Kind(
        left=lambda chosen: chosen.guard == "profile",
        load=loading.safety,
        nobody="what pictures show counts as unknown unless our own model drew them",
    ),
    "caption": Kind(
        left=lambda chosen: chosen.captions == "profile",
        load=loading.captioner,
        nobody="clips that came without words are found by their pictures alone",
    ),
}
