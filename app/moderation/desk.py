"""What follows from a decision: shown, withheld, or blurred and shown; each leaves a line."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from agents.guard.guard import Admitted
from agents.make.workshop import Workshop
from app.moderation.cases import Case, case
from app.sharing import decide
from app.store.reviews import Action
from models.domain import Artifact, Item
from models.errors import BadRequest, Withheld
from models.stylise import beneath

if TYPE_CHECKING:
    from agents.guard.guard import Guard
    from agents.make.blurring import Blur
    from app.store.store import Store

ACTIONS: tuple[Action, ...] = ("approve", "reject", "fix")


class Desk:
    """Decides about cases. ``blur`` and ``guard`` are for the remedy."""

    def __init__(
        self, store: Store, home: Path, blur: Callable[[], Blur], guard: Callable[[], Guard]
    ) -> None:
        self.store, self.home = store, home
        self._blur, self._guard = blur, guard
        self._lock = threading.Lock()  # two windows must not decide the same case twice

    def decide(self, kind: str, number: int, action: str, reason: str = "") -> Case:
        """Carry a decision out and write it down; return the case it was about.

        Raises:
            BadRequest: for a case that does not wait any more, or an unknown action.
            Withheld: when what was blurred may not be shown either; then nothing changes.
        """
        if action not in ACTIONS:
            raise BadRequest(f"Unknown decision {action!r}; expected {', '.join(ACTIONS)}.")
        with self._lock:
            about = case(self.store, kind, number)
            if action == "fix":
                self._fix(about)
            follow = {"held": self._held, "report": self._reported, "share": self._offered}
            with self.store.together():
                follow[kind](about, action, reason)
                self.store.reviews.rule(about.kind, number, about.item.id, action, reason)
            return about

    def _held(self, about: Case, action: Action, reason: str) -> None:
        self.store.reviews.close(about.number, action)
        if action != "reject":
            self.store.items.hide(about.item.id, False)

    def _reported(self, about: Case, action: Action, reason: str) -> None:
        # Approving is to find the item right: the complaint is dismissed.
        self.store.reports.close(about.number, "dismissed" if action == "approve" else "upheld")
        if action == "reject":
            self.store.items.withhold(about.item.id)

    def _offered(self, about: Case, action: Action, reason: str) -> None:
        decide(self.store, about.number, action != "reject", reason)

    def _fix(self, about: Case) -> None:
        """Blur the item's file; the blurred one takes its place, and passes the guard first."""
        old = [path for path in (about.item.media, about.item.thumbnail) if path is not None]

        kept: list[Artifact] = []

        def keep(artifact: Artifact, admitted: Admitted, parent: Item | None, viewer: str) -> Item:
            with self.store.together():
                self.store.items.relocate(about.item.id, admitted.media, admitted.poster)
                self.store.artifacts.replace(
                    about.item.id, artifact, admitted.report, admitted.media
                )
            kept.append(artifact)
            return about.item

        blur = self._blur()
        steps = Workshop(self._guard(), keep).step(
            "Blurring",
            lambda watch: blur.blur(about.item, about.evidence, watch),
            about.item,
            about.user,
            threading.Event(),
            tool="blur",
        )
        try:
            for _ in steps:
                pass
        except Withheld:
            if not kept:
                raise
            # Policy wants a person to look at the blurred one, too: that is who asked for it.
        named = self.store.items.files()
        for path in old:
            if path.is_relative_to(self.home) and path not in named:
                beneath.gone(path)
