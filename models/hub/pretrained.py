"""A model of transformers in a folder, with what prepares its input: read when first needed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

from models.errors import Unavailable
from models.hub import card
from models.hub.check import Fault, loaded, untold
from models.hub.memory import Plan, keywords, usual
from models.own_thread import OwnThread


class Pretrained(ABC):
    """What models of transformers have in common; they are loaded and used in one thread.

    Attributes:
        stays: it keeps its memory although nobody asks: every turn waits for it.
    """

    stays = False

    def __init__(
        self,
        folder: Path,
        what: str,
        *,
        threads: int = 2,
        plan: Plan | None = None,
        fault: Fault = untold,
    ) -> None:
        """``what`` names it in sentences; ``fault`` hears why it failed while it was used."""
        self._folder, self._what, self._threads, self._fault = folder, what, threads, fault
        self._plan = plan
        self._thread = OwnThread(what, ended=self._idle)
        self._loaded: tuple[Any, Any] | None = None

    @abstractmethod
    def _classes(self) -> tuple[Any, Any]:
        """The classes of the model, and of what prepares its input."""

    def _idle(self) -> None:
        """Give the memory back; on a card its place was planned, and stays its own."""
        if not self.stays and self._loaded and self._loaded[0].device.type == "cpu":
            self._loaded = None
            card.collect()

    def _here(self) -> tuple[Any, Any]:
        """The model and what prepares its input; to be asked from its own thread.

        Raises:
            Unavailable: where the folder holds another kind of model, or not the whole of one.
        """
        if self._loaded is None:
            from models import torchvision_shim

            torchvision_shim.ensure()
            import torch

            torch.set_num_threads(self._threads)
            plan = self._plan or usual()
            here: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
            kind, readers = self._classes()
            try:
                reader = readers.from_pretrained(self._folder, **here)
                model, info = kind.from_pretrained(
                    self._folder,
                    use_safetensors=True,  # nothing is unpickled
                    output_loading_info=True,
                    **keywords(plan),
                    **here,
                )
            except (OSError, ValueError, KeyError) as exc:
                raise Unavailable(
                    f"{self._what} is not one that transformers knows; choose another one"
                ) from exc
            loaded(self._what, info)
            self._loaded = (model.to(plan.device).eval(), reader)
        return self._loaded
