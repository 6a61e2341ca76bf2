"""A pipeline that memory does not do for: to draw, and to load."""

from pathlib import Path
from typing import Any

import pytest

from models.errors import Unavailable
from models.generate import holder, pipeline
from models.hub import card
from models.hub.memory import Plan
from tests.hub import tiny, tiny_pipelines
from tests.models.generate.test_pictures import drawn, made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_pipelines.pictures(tmp_path_factory.mktemp("tiny") / "pipeline")


@pytest.mark.parametrize("device", ["cpu", "cuda"])
def test_memory_that_does_not_do_for_the_last_bytes_is_too_little_too(device: str) -> None:
    import torch

    class Made(list[Any]):
        """Pictures on a device."""

        def __init__(self, error: Exception) -> None:
            super().__init__([Full(error)])
            self.device = torch.device(device)

    class Full:
        """A picture on a full card."""

        def __init__(self, error: Exception) -> None:
            self.error = error

        def float(self) -> Any:
            raise self.error

    for short in (torch.OutOfMemoryError("CUDA out of memory"), MemoryError()):
        with pytest.raises(pipeline.TooLarge):
            pipeline.drawn(Made(short))
    with pytest.raises(RuntimeError, match="gone"):
        pipeline.drawn(Made(RuntimeError("CUDA error: gone")))


def test_memory_that_does_not_do_to_load_may_do_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import diffusers
    import torch

    loads, heard, now = [], [], [1000.0]
    whole = diffusers.DiffusionPipeline.from_pretrained

    def full(*given: Any, **told: Any) -> Any:
        loads.append(given)
        if len(loads) == 1:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return whole(*given, **told)

    monkeypatch.setattr(diffusers.DiffusionPipeline, "from_pretrained", full)
    monkeypatch.setattr(holder, "monotonic", lambda: now[0])
    short = made(folder, fault=heard.append)
    for _ in range(2):
        with pytest.raises(Unavailable, match="not enough memory to load"):
            drawn(short)
    assert len(loads) == 1 and not short.painter.here and not heard
    now[0] += holder.REST
    assert short.painter.here and drawn(short).frames.shape == (1, 64, 64, 3) and not heard


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        ("CUDA out of memory", pipeline.Short),
        ("CUBLAS_STATUS_ALLOC_FAILED", pipeline.Short),
        ("CUDA error: device lost", Unavailable),
    ],
)
def test_only_want_of_memory_to_put_it_on_the_card_may_pass(
    folder: Path, monkeypatch: pytest.MonkeyPatch, error: str, kind: type[Unavailable]
) -> None:
    import diffusers

    def to(*_: Any) -> Any:
        raise RuntimeError(error)

    asked = card.SHORT if "ALLOC" in error else card.GONE
    monkeypatch.setattr(card, "examined", lambda exc: asked)
    monkeypatch.setattr(diffusers.DiffusionPipeline, "to", to)
    with pytest.raises(Unavailable) as told:
        pipeline.load(tiny.checkpoint("picture"), folder, Plan(device="cpu", dtype="float32"))
    assert type(told.value) is kind
