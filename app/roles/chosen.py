"""Which models of the table the settings in force choose, and which settings nothing comes of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.roles.table import KINDS
from app.settings import Settings
from models.hub import card, zero
from models.hub.checkpoint import Checkpoint, Profile, Role
from models.hub.table import DECODED


@dataclass(frozen=True, slots=True)
class Chosen:
    """A checkpoint for each role that is the profile's, and what the status line says of it."""

    checkpoints: Mapping[Role, Checkpoint]
    notes: tuple[str, ...] = ()


def profile(settings: Settings) -> Profile | None:
    """The profile in force; ``auto`` is ``gpu`` where there is a card, else the embedded one."""
    if settings.profile == "auto":
        return "gpu" if card.here() else None
    return None if settings.profile == "embedded" else settings.profile


def chosen(
    settings: Settings, defaults: Mapping[Role, Checkpoint], every: Iterable[Checkpoint]
) -> Chosen:
    """Return what is loaded: ``defaults``, or one of ``every`` that a deployer named instead.

    ``defaults`` are empty where no profile is in force.
    """
    found: dict[Role, Checkpoint] = {}
    notes = []
    for role in (*defaults, *(("edit",) if defaults and not zero.here() else ())):
        if not KINDS[role].left(settings):
            continue
        name = {"picture": settings.picture, "edit": settings.edit}.get(role, "profile")
        known = {one.repo: one for one in every if one.role == role}
        one = defaults.get(role) if name == "profile" else known.get(name)
        if one is None and name != "profile":
            one = defaults.get(role)
            taken = "none is" if one is None else f"{one.repo} is"
            notes.append(
                f"GENEREC_{role.upper()} is {name!r}, which is not one of {', '.join(known)}; "
                f"{taken} taken"
            )
        if one is not None:
            found[role] = one
    if defaults and KINDS["decoder"].left(settings):
        drawn = found.get("picture")
        if drawn is not None and drawn.architecture in DECODED:
            found |= {one.role: one for one in every if one.role == "decoder"}
        else:
            notes.append(
                "GENEREC_DECODER is 'quick', which is not used: it decodes what models of Stable "
                "Diffusion 1 and 2 draw; unset it"
            )
    return Chosen(found, (*notes, *_of_no_use(settings, bool(defaults))))


def _of_no_use(settings: Settings, profile: bool) -> list[str]:
    """Sentences for what is set and changes nothing."""
    told = []
    named = {"edit": settings.edit, "picture": settings.picture}
    for role, name in named.items():
        if name not in ("profile", "embedded") and not profile:
            told.append(
                f"GENEREC_{role.upper()} is {name!r}, which the profile 'embedded' does not load; "
                "set GENEREC_PROFILE to cpu or gpu, or unset it"
            )
    if settings.edit == "profile" or not profile:
        return told
    if zero.here():
        told.append(f"GENEREC_EDIT is {settings.edit!r}, which is not used on ZeroGPU")
    elif settings.video == "embedded":
        told.append(
            f"GENEREC_EDIT is {settings.edit!r}, which is not used while GENEREC_VIDEO is "
            "'embedded': all clips are the embedded generator's; unset one of the two"
        )
    return told
