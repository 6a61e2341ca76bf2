"""What marks, signs and recognises files: chosen by the settings, with this installation's keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.settings import Settings

if TYPE_CHECKING:
    from agents.guard.marks import Marks
    from app.store.store import Store
    from app.verify.check import Check
    from models.provenance.credentials import Signer
    from models.provenance.marker import Marker

VERSION = "0.1.0"


def marking_key(settings: Settings) -> bytes:
    """The key of this installation's invisible marks."""
    from app.keys import secret

    return secret(settings.home / "keys" / "watermark.key")


def build_marker(settings: Settings) -> Marker:
    """The invisible mark that is set. Our own is read whatever draws new ones."""
    from models.provenance.together import Together
    from models.provenance.watermark import Watermark

    key = marking_key(settings)
    ours = Watermark(key)
    if settings.marker == "trustmark":
        from models.provenance.trustmark import TrustMark

        return Together(TrustMark(key), ours)
    if settings.marker == "videoseal":
        from models.provenance.videoseal import VideoSeal

        return Together(VideoSeal(key), ours)
    return ours


def build_check(settings: Settings, store: Store) -> Check:
    """What answers whether a file was made here."""
    from app.keys import signing
    from app.verify.check import Check
    from models.media.probe import Limits
    from models.provenance.credentials import Verifier

    key = marking_key(settings)
    limits = Limits(
        seconds=settings.clip_seconds, pixels=settings.pixels, bytes=settings.file_bytes
    )
    verifier = Verifier(signing(settings).anchors)
    return Check(store.registry, build_marker(settings), key, verifier, limits)


def build_signer(settings: Settings) -> Signer:
    """What signs every file that leaves the gate."""
    from app.keys import signing
    from models.provenance.credentials import Signer

    return Signer(signing(settings), version=VERSION, timestamps=settings.timestamp_url)


def build_marks(settings: Settings, store: Store) -> Marks:
    """What every changed or made picture gets."""
    from agents.guard.marks import Labelling, Marks

    labelling = Labelling(
        seconds=None if settings.label == "always" else settings.label_seconds,
        corner=settings.label_corner,
        language="en" if settings.label_language == "visitor" else settings.label_language,
        producer=settings.producer,
    )
    registry = store.registry
    return Marks(build_marker(settings), labelling, lambda mark: bool(registry.by_mark(mark)))
