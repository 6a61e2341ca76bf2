"""What a server does in the background when its first page is out: load, take in, learn."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable

from app.runtime import Runtime
from app.space import notice
from app.ui.protocol import Status
from app.upkeep import daily
from app.vanish import Vanish
from models.errors import BadRequest, Unavailable
from models.hub import faults

log = logging.getLogger(__name__)


class Warming:
    """Runs once, in a thread; :meth:`status` tells how far it is."""

    def __init__(self, runtime: Runtime, vanish: Vanish) -> None:
        self._runtime, self._vanish = runtime, vanish
        self._growing = True
        self._notice = notice(runtime.settings)
        self._notes: tuple[str, ...] = ("Loading what is needed to search.",)

    def run(self) -> None:
        """Load what is slow to load; then, with the page in use, take in what is not indexed."""
        runtime = self._runtime
        try:
            runtime.roles.encoder  # noqa: B018  # a large one loads before the lock is taken
            engine, settings = runtime.engine, runtime.settings
            engine.encoder.texts(["warm"])
            engine.director.instructor.warm()
            engine.catalogue.warm()
            runtime.ready = True
            daily(runtime.store, settings, runtime.stop)
            self._vanish.start()
            self._take_in()
            engine.library.renew(
                runtime.stop, self._told("Getting to know the videos"), runtime.rest
            )
            self._learn()
            self._notes = ()
            self._larger()
            self._notes, self._growing = (), False  # pages ask no more from here on
            if runtime.roles.again and not runtime.stop.is_set():
                threading.Thread(target=self._later, name="warm", daemon=True).start()
        except Exception:  # the page must say so rather than wait for ever
            if runtime.stop.is_set():
                return  # it was told to end, or the store closed under its feet
            reference = uuid.uuid4().hex[:8]
            log.exception("warming up failed (%s)", reference)
            self._notes = (
                f"Not everything could be loaded; the server's log says why ({reference}).",
            )
            runtime.ready, self._growing = True, False

    def status(self) -> Status:
        """Return how the server is doing. Never slow."""
        runtime = self._runtime
        return Status(
            ready=runtime.ready,
            growing=self._growing,
            notes=(*self._notes, *runtime.roles.notes, *filter(None, (self._notice,))),
            profile=runtime.settings.profile,
            items=runtime.engine.catalogue.count(None) if runtime.ready else 0,
        )

    def _take_in(self) -> None:
        """Take the corpus in: the demo's table, or any folder of videos, where it lies."""
        from app.ingest import ingest
        from app.metadata import Metadata, read

        runtime, folder = self._runtime, self._runtime.settings.corpus
        library, taking = runtime.engine.library, self._told("Adding videos")
        if (folder / "items.csv").is_file():
            library.corpus(folder, runtime.stop, taking)
        elif folder.is_dir():
            table = folder / "metadata.csv"
            words = read(table) if table.is_file() else Metadata()
            report = ingest(library, folder, words, quiet=True, stop=runtime.stop, told=taking)
            log.info("%s: %s", folder, report)
        else:
            log.warning("GENEREC_CORPUS names no folder: %s", folder)

    def _larger(self) -> None:
        """Fetch the profile's models; where its encoder came, look at everything anew with it.

        Both indexes live side by side until that is done; then the new one answers.
        """
        runtime = self._runtime
        if runtime.roles.bring(runtime.stop) is not None:
            self._follow()
        captioner = runtime.roles.captioner
        if captioner is not None:
            told = self._told("Describing the videos")
            runtime.engine.library.describe(captioner, runtime.stop, told)

    def _later(self) -> None:
        """Fetch what could not be fetched, now and then until it is here or never will be."""
        runtime, pause = self._runtime, faults.AGAIN
        while runtime.roles.again and not runtime.stop.wait(pause):
            pause = min(2 * pause, faults.SELDOM)
            try:
                self._growing = True
                self._larger()
            except Exception:  # the embedded ones go on
                if not runtime.stop.is_set():
                    log.exception("what could not be fetched before failed")
                return
            finally:
                self._notes, self._growing = (), False

    def _follow(self) -> None:
        """Embed everything with the new encoder beside the old one, then let it answer."""
        runtime = self._runtime
        engine, told = runtime.follow(), self._told("Looking at the videos anew")
        while engine.library.renew(runtime.stop, told, runtime.rest, beside=True):
            pass  # what visitors brought meanwhile was seen by the old encoder alone
        if runtime.stop.is_set():
            return
        engine.catalogue.warm()
        runtime.take(engine)
        engine.library.renew(runtime.stop, told, runtime.rest, beside=True)
        if not runtime.stop.is_set():
            engine.catalogue.drop_others()

    def _learn(self) -> None:
        """Train the recommender where there is none yet; ``python -m app.retrain`` renews it."""
        from app.defence import guard
        from app.people import gather
        from app.retrain import retrain

        runtime, engine = self._runtime, self._runtime.engine
        if engine.people.file.is_file() or runtime.stop.is_set():
            return
        runtime.rest()
        try:
            seen = gather(runtime.store, engine.catalogue, runtime.settings.corpus)
            data, aside = guard(runtime.store, seen)
            if aside:
                log.warning("%s", aside)
            log.info("%s", retrain(data, engine.catalogue, engine.people.file))
        except (BadRequest, Unavailable) as exc:
            log.info("ranking goes by looks and words alone: %s", exc)

    def _told(self, what: str) -> Callable[[int, int], None]:
        runtime = self._runtime

        def told(done: int, of: int) -> None:
            runtime.rest()  # a visitor waits for the same cores; the next clip may wait longer
            self._notes = (f"{what}: {100 * done // max(1, of)} %",)

        return told
