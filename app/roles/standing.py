"""How one role of a profile does: its files, its state, and what is in the way."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from app.roles.table import KINDS
from models.hub.check import Fault
from models.hub.checkpoint import WHAT, Checkpoint, Role
from models.hub.fetch import size
from models.hub.memory import PIPELINES, in_turn, tight

log = logging.getLogger(__name__)

_FOLDER = re.compile(r"(?<![:/\w.])(?:/[^\s/'\"“”]+){2,}")
"""A path of this machine: the log has it whole, a visitor's page its last name."""

State = Literal["waiting", "fetching", "loading", "ready", "failed"]


def shown(told: str) -> str:
    """Return a sentence as a visitor reads it."""
    return _FOLDER.sub(lambda path: Path(path[0]).name, told)


class Standing:
    """How one role does: its files, its state, and what is in the way."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self.checkpoint = checkpoint
        self.state: State = "waiting"
        self.why = ""
        self.again = ""
        self.done = self.of = 0
        self.folder: Path | None = None
        self.model: Any = None  # what was loaded, while it does its work

    @property
    def fault(self) -> Fault:
        """What hears that its model failed while it was used."""
        return self.slower if KINDS[self.checkpoint.role].goes_on else self.failed

    def failed(self, why: str, again: str = "") -> None:
        """Note what is in the way, and log it; ``again``: what to do, where it is tried again."""
        if (self.state, self.why) != ("failed", why):  # whoever loads it may have said so already
            self._logged(why)
        self.state, self.why, self.again, self.model = "failed", why, again, None

    def slower(self, why: str) -> None:
        """Note that it goes on, and what makes it slower."""
        self.why = why
        self._logged(why)

    def _logged(self, why: str) -> None:
        what = self.checkpoint.what
        log.warning("%s", why if what in why else f"{what}: {why}")

    @property
    def shown(self) -> str:
        """What is in the way, as a visitor reads it."""
        return shown(self.why)

    @property
    def note(self) -> str:
        """The sentence for the status line; empty where all is well."""
        what = self.checkpoint.what
        kind = KINDS[self.checkpoint.role]
        does = kind.nobody or kind.instead
        until = f"Until then {does}."
        if self.state == "fetching" and self.of:
            share = f"{self.done / self.of:.0%} of {size(self.of)}"
            return f"Fetching {what}: {share}. {until}"
        if self.state == "fetching":
            return f"Fetching {what}, {size(self.checkpoint.bytes)}. {until}"
        if self.state == "loading":
            return f"Loading {what}. {until}"
        why = f"{self.shown[:1].upper()}{self.shown[1:]}." if self.why else ""
        if self.state != "failed":
            return why
        return f"{why} {does[:1].upper()}{does[1:]}{'' if kind.nobody else ' instead'}."


def said(standings: Sequence[Standing]) -> tuple[str, ...]:
    """The sentences for the status line: those who wait, or fail for a while, in one together."""
    waiting = [one for one in standings if one.state == "waiting"]
    later = [one for one in standings if one.state == "failed" and one.again]
    if len(later) < 2:
        later = []
    told = [one.note for one in standings if one not in later]
    if later:
        advice = " and ".join(dict.fromkeys(one.again for one in later))
        own = list(filter(None, (KINDS[one.checkpoint.role].nobody for one in later)))
        told.append(
            f"{len(later)} models, {_in_all(later)}, could not be fetched; {advice}. What "
            "came so far is kept, and the rest is tried again by itself. Until then "
            f"{'; '.join(['the embedded ones do it', *own])}."
        )
    if waiting:
        of = WHAT[waiting[0].checkpoint.role]
        few = of if len(waiting) == 1 else f"{len(waiting)} models, {of} first"
        told.append(f"To be fetched: {few} ({_in_all(waiting)}).")
    return tuple(filter(None, told))


def _in_all(standings: Sequence[Standing]) -> str:
    return size(sum(one.checkpoint.bytes for one in standings))


def reserve(all_of_them: Mapping[Role, Standing], role: Role) -> int:
    """Bytes that the models beside a role's will need: those that stay, and one that draws."""
    others = [
        standing.checkpoint
        for name, standing in all_of_them.items()
        if name != role and (standing.state in ("waiting", "fetching") or name in PIPELINES)
    ]
    draws = [tight(one) for one in others if one.role in PIPELINES]
    stay = [tight(one) for one in others if one.role not in PIPELINES]
    return sum(stay) + max(draws, default=0)


def kept(all_of_them: Mapping[Role, Standing]) -> int:
    """Bytes of the card that the largest pipeline needs, its parts in turn."""
    draw = [standing.checkpoint for name, standing in all_of_them.items() if name in PIPELINES]
    return max(map(in_turn, draw), default=0)
