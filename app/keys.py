"""Secrets of this installation: made at the first run, kept in the home folder, never replaced."""

from __future__ import annotations

import os
import secrets
import shutil
from pathlib import Path

from app.settings import Settings
from app.store.paths import make_private
from models.errors import Unavailable
from models.provenance.certificates import Credentials, development

BYTES = 32


def secret(path: Path) -> bytes:
    """Return the secret in a file; make one where there is none. Two processes get the same.

    Raises :class:`Unavailable` where it can be neither read nor written, or is too short.
    """
    make_private(path.parent)
    found = _read(path)
    if found is None:
        draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
        try:
            with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as f:
                f.write(secrets.token_bytes(BYTES))
                os.fsync(f.fileno())
            try:
                os.link(draft, path)  # fails where another process was quicker
            except FileExistsError:
                pass
            finally:
                draft.unlink()
        except OSError as exc:
            raise Unavailable(
                f"Cannot write the key {str(path)!r} ({exc.strerror}); set GENEREC_HOME to a folder"
                " that can be written."
            ) from exc
        found = _read(path) or b""
    if len(found) < BYTES:
        raise Unavailable(
            f"The key {str(path)!r} has {len(found)} bytes, expected at least {BYTES}: put the"
            " right one back, or what was marked with it cannot be recognised."
        )
    return found


def signing(settings: Settings) -> Credentials:
    """Return what to sign with: the deployer's certificate, or one of our own making.

    Raises :class:`Unavailable` where a file cannot be read.
    """
    if settings.signing_certificate is not None and settings.signing_key is not None:
        chain = _needed(settings.signing_certificate)
        anchors = settings.signing_anchors
        return Credentials(
            chain=chain,
            key=_needed(settings.signing_key),
            anchors=chain if anchors is None else _needed(anchors),
        )
    folder = settings.home / "keys" / "signing"
    if not folder.is_dir():
        make_private(folder.parent)
        made = development()
        draft = folder.with_name(f"signing.{secrets.token_hex(4)}")
        make_private(draft)
        for name in _PARTS:
            (draft / f"{name}.pem").write_bytes(getattr(made, name))
        try:
            draft.rename(folder)
        except OSError:  # another process was quicker
            shutil.rmtree(draft)
    return Credentials(**{name: _needed(folder / f"{name}.pem") for name in _PARTS})


_PARTS = ("chain", "key", "anchors")


def _needed(path: Path) -> bytes:
    found = _read(path)
    if found is None:
        raise Unavailable(f"There is no file {str(path)!r} to sign with; name another one.")
    return found


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as exc:
        raise Unavailable(f"Cannot read the key {str(path)!r} ({exc.strerror}).") from exc
