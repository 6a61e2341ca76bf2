"""The one place that chooses back ends: embedded ones, and a profile's where they are ready.

The larger models of the profiles stand in :mod:`models.hub.table`; :mod:`app.roles` fetches them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from app.answer_facts import build_book
from app.roles.chat_models import CHATS, build_knowledge, chat_instructor
from app.settings import ROOT, Settings
from models.errors import Unavailable
from models.hub.check import Fault, untold

if TYPE_CHECKING:
    from agents.chat.instructor import Gate
    from agents.director import Director
    from agents.guard.inspector import Inspector
    from agents.instruct.instructor import Instructor
    from agents.retrieve.retriever import Retriever
    from agents.scene import Scene
    from agents.talk.answer_book import AnswerBook
    from app.jobs.local import LocalRunner
    from app.library import Library
    from app.people import PeopleFile
    from app.roles.roles import Roles
    from app.store.catalogue import StoreCatalogue
    from app.store.store import Store
    from models.domain import Decision
    from models.encode.embedded import EmbeddedEncoder
    from models.encode.encoder import Encoder
    from models.fidelity.text_reader import TextReader
    from models.generate.generator import Generator
    from models.knowledge.knowledge import Knowledge
    from models.speech.listener import Listener
    from models.understand.reader import EmbeddedReader

WEIGHTS = ROOT / "assets" / "weights"
RULES = ROOT / "assets" / "rules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What answers: chosen once, shared by all visitors."""

    encoder: Encoder
    catalogue: StoreCatalogue
    library: Library
    retriever: Retriever
    director: Director
    people: PeopleFile
    jobs: LocalRunner
    book: AnswerBook
    listener: Listener | None = None


@cache
def _read_encoder(threads: int) -> EmbeddedEncoder:
    """The embedded encoder, read once for all engines of a process: nothing in it changes."""
    from models.encode.embedded import EmbeddedEncoder

    return EmbeddedEncoder(WEIGHTS, threads)


@cache
def _read_reader() -> EmbeddedReader:
    """The embedded reader, likewise: the instructor understands with it, the guard sees harm."""
    from models.understand.reader import EmbeddedReader

    return EmbeddedReader(WEIGHTS / "instructor")


def _reader() -> EmbeddedReader | None:
    """The embedded reader, ``None`` where its weights are not there."""
    from models.understand.reader import FILES

    folder = WEIGHTS / "instructor"
    return _read_reader() if all((folder / name).is_file() for name in FILES) else None


def _embedded_encoder(settings: Settings) -> Encoder:
    return _read_encoder(settings.threads)


def _openclip_encoder(settings: Settings) -> Encoder:
    from app.roles.loading import named_encoder

    return named_encoder(settings)


ENCODERS: Mapping[str, Callable[[Settings], Encoder]] = {
    "profile": _embedded_encoder,
    "embedded": _embedded_encoder,
    "openclip": _openclip_encoder,
}


def build_encoder(settings: Settings, roles: Roles | None = None) -> Encoder:
    """Return the chosen encoder: the profile's where its files are here, else the embedded one.

    Visitors who ask it at the same time are answered together.
    """
    from app.roles.roles import Roles
    from models.encode.gathered import Gathered

    kind = settings.encoder.partition(":")[0]
    if roles is None and kind == "openclip":  # a command must not take clips in with another one
        return Gathered(ENCODERS[kind](settings))
    found = (Roles(settings) if roles is None else roles).encoder
    return Gathered(found or ENCODERS["embedded"](settings))


def _generator(settings: Settings, roles: Roles | None) -> Generator | None:
    """The embedded generator, ``None`` where its weights are not there."""
    from models.generate.diffusion import DiffusionGenerator
    from models.generate.weights import shard_files

    try:
        shard_files(WEIGHTS / "video", "denoiser")
    except Unavailable:
        return None
    return DiffusionGenerator(WEIGHTS, threads=settings.threads, fault=_told(roles))


def _told(roles: Roles | None) -> Fault:
    """What hears of a back end that no profile chose: the status line says it."""
    return untold if roles is None else roles.note


def build_instructor(
    settings: Settings, roles: Roles | None = None, knowledge: Knowledge | None = None
) -> Instructor:
    """The embedded instructor, by rules alone where its weights are not there; or a chat model.

    ``knowledge`` is read anew where none is handed in.
    """
    from agents.instruct.embedded import EmbeddedInstructor
    from agents.instruct.informing import Informing
    from agents.instruct.instructor import Rules
    from agents.instruct.knowing import Knowing
    from agents.instruct.languages import InEnglish
    from agents.instruct.spelling import Mending, speller
    from agents.read.glossary import THINGS, glossary

    knowledge, reader = knowledge or build_knowledge(settings), _reader()
    book = build_book(settings, _read_encoder(settings.threads).texts)
    if reader is None:
        answering = Knowing(Informing(Rules(), book), knowledge)
        return _chatting(settings, answering, None, lambda scene: 0.0, roles, knowledge)
    embedded = EmbeddedInstructor(reader)
    spelling = speller(WEIGHTS, reader.vocabulary)

    def gate(scene: Scene) -> Decision | None:
        return embedded.refuses(replace(scene, text=spelling.mended(scene.text)))

    def surety(scene: Scene) -> float:
        return embedded.surety(replace(scene, text=spelling.mended(scene.text)))

    words = glossary(THINGS, spelling.words)
    informed = Mending(Informing(embedded, book), spelling)
    answering = Knowing(InEnglish(informed, words), knowledge)
    return _chatting(settings, answering, gate, surety, roles, knowledge)


def _chatting(
    settings: Settings,
    otherwise: Instructor,
    gate: Gate | None,
    surety: Callable[[Scene], float],
    roles: Roles | None,
    knowledge: Knowledge,
) -> Instructor:
    """The chat model that is set, or the profile's, with ``otherwise`` (how sure?) behind it."""
    if settings.chat == "profile" and roles is not None:
        return roles.standby(otherwise, gate, knowledge)
    if settings.chat in ("profile", "embedded"):
        return otherwise
    try:
        model = CHATS[settings.chat](settings, _told(roles))
        asked = chat_instructor(settings, model, otherwise, gate, knowledge)
    except Unavailable as exc:
        if roles is None:
            raise
        roles.note(f"{exc}. The embedded one answers instead")
        return otherwise
    if settings.chat != "together":
        return asked
    from agents.chat.unsure import WhereUnsure

    return WhereUnsure(otherwise, asked, surety)


def build_listener(settings: Settings, roles: Roles | None = None) -> Listener | None:
    """Who hears recordings: the model that is set, or the profile's; ``None`` without either."""
    from models.speech.whisper import WhisperListener

    if settings.speech:
        return WhisperListener(settings.speech, threads=settings.threads, fault=_told(roles))
    return None if roles is None else roles.listener()


def open_store(settings: Settings) -> Store:
    """Open the store in the home folder."""
    from app.store.store import Store

    return Store(settings)


def build_text_reader(settings: Settings) -> TextReader | None:
    """What reads pictures, ``None`` where that is switched off."""
    from models.fidelity.text_reader import RapidTextReader

    return RapidTextReader(settings.threads) if settings.read_pictures else None


def build_inspector(
    settings: Settings,
    store: Store,
    reader: TextReader | None,
    knowledge: Knowledge,
    roles: Roles | None = None,
) -> Inspector:
    """The fidelity checks, each with what it needs that is here."""
    from agents.guard.inspector import Inspector
    from app.ingredients import Ingredients
    from models.fidelity.authenticity import Authentic
    from models.fidelity.fair_words import FairWords
    from models.fidelity.legality import Legality
    from models.fidelity.private_frames import PrivateFrames
    from models.fidelity.private_words import PrivateWords
    from models.fidelity.rules import load
    from models.fidelity.safe_pictures import SafePictures
    from models.fidelity.safe_words import SafeWords
    from models.fidelity.words import ReadHarm
    from models.generate.seen import closed

    harm = None if (words := _reader()) is None else ReadHarm(words)
    drawers = closed(WEIGHTS / "video")
    return Inspector(
        requests=(SafeWords(), FairWords(RULES / "slurs.txt")),
        words=(
            SafeWords(harm if roles is None else roles.harm(harm)),
            PrivateWords(),
            FairWords(RULES / "slurs.txt"),
            Legality(load(settings.rules)),
            Authentic(knowledge),
        ),
        pictures=(
            SafePictures(None if roles is None else roles.picture_harm(), drawers),
            PrivateFrames(reader, closed=drawers),
        ),
        sources=Ingredients(store.database, drawers),
        age=settings.age,
        region=settings.region,
    )


def build_engine(
    settings: Settings, store: Store, roles: Roles | None = None, before: Engine | None = None
) -> Engine:
    """Put encoder, catalogue, library and agents together.

    ``before`` is the engine that this one follows while it runs: jobs go on.
    """
    from agents.director import Director
    from agents.guard.guard import Guard
    from agents.instruct.edits.imitating import Imitating
    from agents.instruct.seeing import Seeing
    from agents.make.editor import Editor
    from agents.make.imitation import Imitation
    from agents.make.studio import Studio
    from agents.retrieve.retriever import Retriever
    from agents.retrieve.sights import Eyes
    from app.ingredients import Ingredients
    from app.keeping import Keeper
    from app.library import Library
    from app.likeness import Likenesses
    from app.lineage import history
    from app.marking import build_marks, build_signer
    from app.people import FILE, PeopleFile
    from app.popularity import BEFORE_SIMULATED, demo_popularity
    from app.sealing import Sealer
    from app.store.paths import MADE, PICTURES
    from models.fidelity.policy import Policy
    from models.generate.seen import closed
    from models.stylise.transfer.weights import StyleNetwork

    encoder = build_encoder(settings, roles)
    catalogue = store.catalogue(encoder.name)
    library = Library(store, catalogue, encoder, settings)
    retriever = Retriever(
        catalogue, encoder, demo_popularity(settings.corpus), before=BEFORE_SIMULATED
    )
    work = settings.home / "work"
    if before is None:
        shutil.rmtree(work, ignore_errors=True)  # what a killed process left half made
    marks = build_marks(settings, store)
    reader, knowledge = build_text_reader(settings), build_knowledge(settings)
    styles = Imitation(StyleNetwork(WEIGHTS / "style"), settings.home / PICTURES, catalogue)
    editor = Editor(
        catalogue, encoder, work, marks, reader, styles,
        recall=lambda item, viewer: [(on.item, on.recipe) for on in history(store, viewer, item)],
    )  # fmt: skip
    guard = Guard(
        settings.home / MADE,
        work,
        Sealer(store.registry, build_signer(settings)),
        inspector=build_inspector(settings, store, reader, knowledge, roles),
        policy=Policy(age=settings.age, unknown=settings.unknown),
    )
    keeper = Keeper(store, catalogue, encoder)
    generator = _generator(settings, roles)
    if roles is not None:
        generator = roles.video(roles.picture(generator))
    studio = None
    if generator is not None:
        studio = Studio(
            generator, encoder, catalogue, work, marks, lambda: retriever.people,
            Ingredients(store.database, closed(WEIGHTS / "video")).drawn,
        )  # fmt: skip
    jobs = before.jobs if before is not None else _runner(settings, store, roles)
    return Engine(
        encoder=encoder,
        catalogue=catalogue,
        library=library,
        retriever=retriever,
        director=Director(
            catalogue,
            retriever,
            editor,
            guard,
            keeper,
            settings.rejections,
            jobs,
            studio,
            Seeing(
                Imitating(build_instructor(settings, roles, knowledge)), Eyes(encoder, catalogue)
            ),
            likeness=Likenesses(store),
            speaks=_labels_speak(settings, store),
        ),
        people=PeopleFile(settings.home / FILE),
        listener=build_listener(settings, roles),
        jobs=jobs,
        book=build_book(settings, _read_encoder(settings.threads).texts),
    )


def _labels_speak(settings: Settings, store: Store) -> Callable[[str], str | None]:
    """The language of a visitor's page, where labels are to be in it."""
    if settings.label_language != "visitor":
        return lambda viewer: None
    return lambda viewer: store.users.settings(viewer).get("language")


def _runner(settings: Settings, store: Store, roles: Roles | None) -> LocalRunner:
    from agents.make.producer import PICTURE
    from app.jobs.local import LocalRunner

    def together(tool: str) -> int:
        return roles.together if roles is not None and tool == PICTURE else 1

    return LocalRunner(
        settings.workers,
        waiting=settings.queue,
        each=settings.queue_each,
        ledger=store.jobs,
        together=together,
    )
