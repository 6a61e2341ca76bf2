"""The desk of the running service: its store, its guard, and what blurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agents.guard.guard import Guard
    from app.moderation.desk import Desk
    from app.service import GeneRec


def desk(service: GeneRec) -> Desk:
    """Return a desk; models load only when something is to be blurred."""
    from agents.make.blurring import Blur
    from app.marking import build_marks
    from app.moderation.desk import Desk
    from app.wiring import build_text_reader

    settings, store = service.settings, service.store

    def blur() -> Blur:
        marks, reader = build_marks(settings, store), build_text_reader(settings)
        return Blur(work=settings.home / "work", marks=marks, reader=reader)

    def guard() -> Guard:
        return service.engine.director.workshop.guard

    return Desk(store, settings.home, blur, guard)
