"""When a larger encoder comes, both indexes live side by side until all is seen by it."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from agents.make.studio import Studio
from agents.retrieve.taste import taste_of
from app.roles.roles import Roles
from app.service import GeneRec
from app.settings import load
from app.ui.fake_service import tiny_clip
from models.domain import Feedback
from models.encode.encoder import Encoder


class Turned:
    """Another encoder of the same clips: the dimensions of the first one, backwards."""

    name = "turned-1"

    def __init__(self, inner: Encoder, seen: Callable[[], None]) -> None:
        self.inner, self.seen = inner, seen
        self.dimensions, self.side = inner.dimensions, inner.side

    def images(self, pictures: Any) -> Any:
        self.seen()
        return np.ascontiguousarray(self.inner.images(pictures)[:, ::-1])

    def texts(self, sentences: Sequence[str]) -> Any:
        return np.ascontiguousarray(self.inner.texts(sentences)[:, ::-1])


def _drawn(service: GeneRec, owner: str) -> str:
    """A picture that was drawn for a visitor."""
    from agents.retrieve.taste import Taste
    from tests.agents.make.test_studio import Stripes

    engine = service.engine
    studio = Studio(
        Stripes(), engine.encoder, engine.catalogue, service.settings.home / "work",
        engine.director.editor.marks,
    )  # fmt: skip
    made = studio.create("a calm sea", Taste(), owner, still=True)
    workshop = engine.director.producer.workshop
    admitted = workshop.guard.admit(made)
    return workshop.keep(made, admitted, None, owner).id


def test_the_old_encoder_answers_until_the_new_one_has_seen_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = GeneRec(load(home=tmp_path / "home", corpus=tmp_path / "none", threads=1))
    runtime = service._runtime
    found: list[Any] = []

    def meanwhile() -> None:
        """A visitor brings a clip, is told of their taste and cuts, while it is looked at anew."""
        if found or engine.catalogue.count(None) < 2:
            return
        found.append(None)
        assert service.engine.encoder.name == engine.encoder.name
        liked = [Feedback(user="ann", item=clips[0].id, kind="like", at=1.0)]
        taste = taste_of(liked, service.engine.catalogue, "ann", now=2.0)
        frames = service.engine.catalogue.frames(clips[0].id, "ann")
        assert taste.history is not None and frames is not None
        found[:] = [taste.history, service.engine.library.take(tiny_clip(tmp_path / "c.mp4", 1.4))]

    def bring(self: Roles, stop: threading.Event) -> Any:
        came = Turned(engine.encoder, meanwhile)
        monkeypatch.setattr(Roles, "encoder", came)
        return came

    try:
        engine = service.engine
        clips = [
            engine.library.take(tiny_clip(tmp_path / f"{name}.mp4", 1.0 + at / 5), title=title)
            for at, (name, title) in enumerate((("a", "a red ball"), ("b", "a blue boat")))
        ]
        drawn = _drawn(service, painter := service.visitor(None)[0])
        monkeypatch.setattr(Roles, "bring", bring)
        service.warm()
        assert service.engine.encoder.name == "turned-1" and service.status().notes == ()
        history, brought = found
        catalogue = service.engine.catalogue
        assert catalogue.lacking("frames") == []
        vectors = catalogue.vectors([clips[0].id, brought.id], "visual", "ann")
        assert set(vectors) == {clips[0].id, brought.id}
        assert catalogue.vectors([drawn], "visual", painter)  # no clip, and seen as well
        # Equation 1 of the same like, in the space of the encoder that came.
        liked = [Feedback(user="ann", item=clips[0].id, kind="like", at=1.0)]
        taste = taste_of(liked, catalogue, "ann", now=2.0)
        assert taste.history is not None
        assert np.allclose(taste.history, history[::-1], atol=1e-2)
        # Nothing of the old one is left, now that nobody asks it.
        assert engine.catalogue.vectors([clips[0].id], "visual", "ann") == {}
    finally:
        runtime.close()
