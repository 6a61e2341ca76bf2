"""The larger models of the profiles ``cpu`` and ``gpu``, role by role, fetched behind the page.

Each role stands for itself: while its model is not here, or when something is in the way, the
embedded back end does its work, and the status line says so. Nothing is fetched before
:meth:`Roles.bring` runs, and nothing is loaded twice.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.roles import loading
from app.roles.chosen import chosen, profile
from app.roles.standby import Standby, StandbyHarm, StandbyListener, StandbyPictures
from app.roles.standing import Standing, kept, reserve, said, shown
from app.roles.table import KINDS
from app.settings import Settings
from models.errors import Cancelled, Unavailable
from models.hub import zero
from models.hub.checkpoint import WHAT, Checkpoint, Role
from models.hub.faults import Later
from models.hub.fetch import commit, fetch, here, size
from models.hub.memory import ever, whole
from models.hub.pins import PINS, Pins
from models.hub.table import CHECKPOINTS, OTHERS, ZERO

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from agents.instruct.instructor import Instructor
    from models.describe.captioner import Captioner
    from models.domain import Decision
    from models.encode.encoder import Encoder
    from models.fidelity.safe_pictures import PictureHarm
    from models.fidelity.words import Harm
    from models.generate.generator import Generator
    from models.generate.painter import Painter
    from models.generate.pipeline import Beside
    from models.knowledge.knowledge import Knowledge
    from models.speech.listener import Listener

log = logging.getLogger(__name__)


class Roles:
    """The roles of the profile in force, and whatever of them is ready. Any thread may ask."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.profile = profile(settings)
        self._pins = Pins(settings.home / PINS)
        self._standing: dict[Role, Standing] = {}
        self._told: list[str] = []
        self._lock = threading.Lock()
        self._painters: dict[Role, Painter] = {}
        self._named: Encoder | None = None
        self._tried = False
        every = [*OTHERS, *(one for roles in CHECKPOINTS.values() for one in roles.values())]
        found = chosen(settings, self._defaults, every)
        for told in found.notes:
            self.note(told)
        for role, checkpoint in found.checkpoints.items():
            self._standing[role] = Standing(self._pins.applied(checkpoint))

    @property
    def _defaults(self) -> Mapping[Role, Checkpoint]:
        if self.profile is None:
            return {}
        return ZERO if zero.here() else CHECKPOINTS[self.profile]

    def note(self, told: str) -> None:
        """Have the status line and the log say something for good: one sentence, without its dot.

        Of a setting that nothing comes of, say, or of a model chosen by hand that failed.
        """
        told = f"{told[:1].upper()}{told[1:]}".rstrip(".")
        line = shown(told)
        if line not in self._told:
            log.warning("%s", told)
            self._told.append(line)

    @property
    def notes(self) -> tuple[str, ...]:
        """What the status line says of the roles."""
        told = (f"{'. '.join(self._told)}.",) if self._told else ()
        return (*told, *said(list(self._standing.values())))

    @property
    def again(self) -> bool:
        """Whether something is in the way of a role that may be gone in a while."""
        return any(bool(one.again) and one.state == "failed" for one in self._standing.values())

    @property
    def encoder(self) -> Encoder | None:
        """The profile's encoder where its files are here, loaded now; ``None`` where not.

        So is one that is named by hand: it is tried, once.
        """
        if self.settings.encoder.startswith("openclip:"):
            return self._named_encoder
        standing = self._standing.get("encoder")
        with self._lock:
            if standing is None:
                return None
            if standing.state == "waiting":
                standing.folder = here(standing.checkpoint, self.settings.models_folder)
                if standing.folder is not None:
                    self._load(standing)
            found: Encoder | None = standing.model
            return found

    @property
    def _named_encoder(self) -> Encoder | None:
        with self._lock:
            if not self._tried:
                self._tried = True
                try:
                    self._named = loading.tried(
                        loading.named_encoder(self.settings, self.note), "the encoder"
                    )
                except Unavailable as exc:
                    self.note(f"{exc}. The embedded one does it instead")
            return self._named

    def _ready(self, role: Role) -> Any:
        """What was loaded for a role, ``None`` while that is not there or does not work."""
        standing = self._standing.get(role)
        return None if standing is None else standing.model

    def standby(
        self,
        otherwise: Instructor,
        gate: Callable[..., Decision | None] | None,
        knowledge: Knowledge | None = None,
    ) -> Instructor:
        """Return an instructor that asks the profile's chat model once that is ready."""
        if "chat" not in self._standing:
            return otherwise
        self._otherwise, self._gate, self._knowledge = otherwise, gate, knowledge
        return Standby(self._standing["chat"], otherwise)

    def listener(self) -> Listener | None:
        """Return who hears: the profile's speech model, ``None`` where it has none."""
        return StandbyListener(self._standing["speech"]) if "speech" in self._standing else None

    def harm(self, otherwise: Harm | None) -> Harm | None:
        """Return who scores words: the profile's guard model once that is ready."""
        if "guard" not in self._standing:
            return otherwise
        return StandbyHarm(self._standing["guard"], otherwise)

    def picture_harm(self) -> PictureHarm | None:
        """Return who scores pictures: the profile's classifier, ``None`` where it has none."""
        return StandbyPictures(self._standing["safety"]) if "safety" in self._standing else None

    @property
    def captioner(self) -> Captioner | None:
        """Who says what a clip shows, ``None`` until that is ready."""
        found: Captioner | None = self._ready("caption")
        return found

    def picture(self, otherwise: Generator | None) -> Generator | None:
        """Return the profile's generator of pictures with ``otherwise`` behind it."""
        if "picture" not in self._standing:
            return otherwise
        from models.generate.pictures import PictureGenerator

        return PictureGenerator(self._painter("picture"), otherwise)

    @property
    def together(self) -> int:
        """Pictures that the profile's generator draws in one call just now."""
        return self._painters["picture"].together if "picture" in self._painters else 1

    def video(self, otherwise: Generator | None) -> Generator | None:
        """Return the profile's generator of clips with ``otherwise`` behind it."""
        if "video" not in self._standing:
            return otherwise
        from models.generate.clips import ClipGenerator

        return ClipGenerator(
            self._painter("video"),
            otherwise,
            editor=self._painter("edit") if "edit" in self._standing else None,
            first=self._painters.get("picture"),
        )

    def _painter(self, role: Role) -> Painter:
        """The one that draws for a role, made at its first use; it loads when it first draws."""
        if role not in self._painters:
            self._painters[role] = self._new_painter(role)
        return self._painters[role]

    def _new_painter(self, role: Role) -> Painter:
        from models.generate.pace import Pace
        from models.generate.painter import Painter
        from models.generate.pipeline import Beside

        standing = self._standing[role]
        return Painter(
            standing.checkpoint,
            lambda: self._folder(standing),
            threads=self.settings.threads,
            beside=self._beside if role == "picture" else Beside,
            make_room=lambda: self._make_room(role),
            way=self.settings.quicker,
            pace=Pace(standing.checkpoint, self.settings.draw_seconds),
            fault=standing.fault,
            misfit=lambda part, why: self._standing[part].fault(why),
        )

    def _beside(self) -> Beside:
        """Where the IP-Adapter and the quick decoder are, as far as they are here."""
        from models.generate.pipeline import Beside

        folders = {name: one.folder for name, one in self._standing.items() if one.state == "ready"}
        return Beside(folders.get("adapter"), folders.get("decoder"))

    def _make_room(self, role: Role) -> bool:
        """Let the other pipelines give their memory back, where they do not draw."""
        others = [one for name, one in self._painters.items() if name != role]
        return any([one.yielded() for one in others])

    def place(self, stop: threading.Event) -> None:
        """On ZeroGPU, fetch and load at the start what borrows a card; elsewhere do nothing."""
        if not zero.here():
            return
        self.bring(stop)
        self.video(self.picture(None))
        for role, painter in self._painters.items():
            standing = self._standing[role]
            if standing.state == "ready":
                try:
                    painter.load()
                except Unavailable as exc:
                    standing.failed(str(exc))

    def _folder(self, standing: Standing) -> Path:
        if standing.state == "ready" and standing.folder is not None:
            return standing.folder
        if standing.state == "failed":
            raise Unavailable(standing.shown)
        raise Unavailable(
            f"{standing.checkpoint.what} is not here yet ({size(standing.done)} of "
            f"{size(standing.of or standing.checkpoint.bytes)}); ask again in a while"
        )

    # --- fetching and loading ------------------------------------------------------------------

    def bring(self, stop: threading.Event) -> Encoder | None:
        """Fetch and load what is not ready, one role after the other.

        Returns:
            The encoder, where it came only now: what is here is to be embedded anew.
        """
        came: Encoder | None = None
        for role, standing in self._standing.items():
            if stop.is_set() or not self._claimed(standing):
                continue
            try:
                self._fetch(standing, stop)
            except Cancelled:
                return None
            except Unavailable as exc:
                standing.failed(str(exc), exc.advice if isinstance(exc, Later) else "")
                continue
            self._load(standing)
            if role == "encoder":
                came = standing.model
        return came

    def _claimed(self, standing: Standing) -> bool:
        """Whether a role is to be fetched; what :attr:`encoder` loads just now is waited for."""
        with self._lock:
            if standing.state == "ready" or (standing.state == "failed" and not standing.again):
                return False
            standing.state, standing.why, standing.again = "fetching", "", ""
            return True

    def _fetch(self, standing: Standing, stop: threading.Event) -> None:
        from models.generate.pace import worth

        def told(done: int, of: int) -> None:
            standing.done, standing.of = done, of

        if here(standing.checkpoint, self.settings.models_folder) is None:
            ever(standing.checkpoint, has := whole())
            worth(standing.checkpoint, has, self.settings.draw_seconds)
        standing.folder = fetch(standing.checkpoint, self.settings.models_folder, told, stop)
        standing.checkpoint = self._pins.kept(standing.checkpoint, commit(standing.folder))

    def _load(self, standing: Standing) -> None:
        """Load a role whose files are here; whatever is in the way, the embedded one stays."""
        if standing.folder is None:
            raise RuntimeError("a role is loaded before its files are here")
        standing.state = "loading"
        try:
            standing.model = self._loaded(standing, standing.folder)
        except Unavailable as exc:
            standing.failed(str(exc))
        except Exception as exc:  # a library's own error must not end the server's start
            log.exception("%s could not be loaded", standing.checkpoint.what)
            what = WHAT[standing.checkpoint.role]
            standing.failed(f"{what} could not be loaded ({type(exc).__name__}); the log says why")
        else:
            standing.state = "ready"

    def _loaded(self, standing: Standing, folder: Path) -> Any:
        """What does a role's work, ``None`` where that is a painter, which loads by itself."""
        from models.hub.check import architecture

        checkpoint = standing.checkpoint
        architecture(checkpoint, folder)
        load = KINDS[checkpoint.role].load
        if load is None:
            return None
        model = load(
            loading.Place(
                checkpoint,
                folder,
                self.settings.threads,
                standing.fault,
                reserve(self._standing, checkpoint.role),
                kept(self._standing),
            )
        )
        return self._instructor(model, checkpoint) if checkpoint.role == "chat" else model

    def _instructor(self, model: BaseChatModel, checkpoint: Checkpoint) -> Instructor:
        """The loop around the profile's chat model, as if that had been chosen by hand."""
        from app.roles.chat_models import chat_instructor

        named = {"chat": "local", "chat_model": checkpoint.repo}
        settings = self.settings.model_copy(update=named)
        return chat_instructor(settings, model, self._otherwise, self._gate, self._knowledge)
