"""Signed provenance records in files (C2PA): written last, and read against our own anchors alone.

Content credentials tell who signed which bytes and how they came to be. Nothing is fetched from
the network: no remote record, no revocation, no list of trusted authorities.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import c2pa
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from models.errors import BadMedia, Unavailable
from models.media.part import part
from models.provenance.certificates import Credentials

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
SOFT_BINDING = "org.generec.watermark.1"

_WITHOUT = ("ManifestNotFound", "NotSupported")
"""What the library's errors begin with where there is nothing to read."""

Way = Literal["made", "edited", "composed", "kept"]
"""``made`` from nothing, ``edited`` from one source, ``composed`` of several; ``kept``: a part of
one source whose pictures were left alone."""

Trust = Literal["ours", "stranger", "broken", "none"]
"""``stranger``: the file is as it was signed, by somebody whom we do not know."""

FORMATS: Mapping[str, str] = {
    ".mp4": "video/mp4",
    ".m4v": "video/mp4",
    ".mov": "video/quicktime",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".gif": "image/gif",
}
LARGEST_RECORD = 8
"""MiB of an unpacked record that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """How a file came to be. ``recipe`` holds nothing a visitor said.

    ``ai``: AI changed or made its pictures. ``mark`` is the identifier in them, as people read it.
    """

    way: Way
    recipe: Mapping[str, object]
    sources: Sequence[Path] = ()
    ai: bool = True
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The record in a file: whose it is, its label, the mark it is bound to, who signed it."""

    trust: Trust = "none"
    label: str = ""
    mark: str = ""
    issuer: str = ""
    problem: str = ""


class Signer:
    """Signs files with one set of credentials. Any thread may use it."""

    def __init__(self, credentials: Credentials, *, version: str, timestamps: str = "") -> None:
        """``timestamps`` is the address of a time-stamp authority; empty asks none.

        Raises :class:`Unavailable` for credentials that cannot be used.
        """
        self._version = version
        try:
            signer = c2pa.Signer.from_info(
                c2pa.C2paSignerInfo(  # type: ignore[no-untyped-call]
                    _algorithm(credentials.key),
                    credentials.chain,
                    credentials.key,
                    timestamps.encode() or None,
                )
            )
            self._context = c2pa.Context.from_dict(_settings(credentials.anchors), signer=signer)
        except (c2pa.C2paError, ValueError, TypeError) as exc:
            raise Unavailable(
                f"The signing certificate cannot be used ({exc}); set GENEREC_SIGNING_CERTIFICATE"
                " and GENEREC_SIGNING_KEY to a chain and its key as C2PA asks for them, or unset"
                " both."
            ) from exc

    def sign(self, path: Path, claim: Claim) -> tuple[str, bytes]:
        """Sign a file in place; return the label of the record and the record itself.

        Raises :class:`BadMedia` for a file that cannot carry a record.
        """
        kind = FORMATS.get(path.suffix.lower(), "")
        try:
            with closing(c2pa.Builder(self._manifest(claim, kind), self._context)) as builder:
                for number, source in enumerate(claim.sources):
                    _ingredient(builder, source, number, claim.way)
                with part(path) as unfinished, path.open("rb") as file:
                    with Path(unfinished).open("w+b") as signed:
                        record = bytes(builder.sign(kind, file, signed))
            with path.open("rb") as file:
                reader = c2pa.Reader(kind, file, None, self._context)
                with closing(reader):
                    label = str((reader.get_active_manifest() or {}).get("label", ""))
        except c2pa.C2paError as exc:
            raise BadMedia(f"The result cannot be signed ({exc}); try another edit.") from exc
        return label, record

    def _manifest(self, claim: Claim, kind: str) -> dict[str, Any]:
        assertions = [{"label": "c2pa.actions", "data": {"actions": _actions(claim)}}]
        if claim.mark:
            block = {"scope": {}, "value": claim.mark}
            data = {"alg": SOFT_BINDING, "blocks": [block]}
            assertions.append({"label": "c2pa.soft-binding", "data": data})
        return {
            "claim_generator_info": [{"name": "GeneRec", "version": self._version}],
            "format": kind,
            "assertions": assertions,
        }


class Verifier:
    """Reads records, trusting our own anchors (PEM) and nobody else."""

    def __init__(self, anchors: bytes) -> None:
        try:
            self._context = c2pa.Context.from_dict(_settings(anchors))
        except c2pa.C2paError as exc:
            raise Unavailable(
                f"The trust anchors cannot be used ({exc}); set GENEREC_SIGNING_ANCHORS to a PEM"
                " file of root certificates."
            ) from exc

    def read(self, path: Path) -> Found:
        """Return what record a file carries. A file that is none of C2PA's kinds has none."""
        try:
            with path.open("rb") as file:
                reader = c2pa.Reader(FORMATS.get(path.suffix.lower()), file, None, self._context)
                with closing(reader):
                    told = json.loads(reader.json())
        except (c2pa.C2paError, OSError, ValueError) as exc:
            if str(exc).startswith(_WITHOUT):
                return Found()
            return Found(trust="broken", problem=str(exc)[:200])
        return _found(told)


def _found(told: Mapping[str, Any]) -> Found:
    label = str(told.get("active_manifest", ""))
    active = told.get("manifests", {}).get(label, {})
    state = told.get("validation_state")
    trust: Trust = {"Trusted": "ours", "Valid": "stranger"}.get(str(state), "broken")  # type: ignore[assignment]
    results = told.get("validation_results", {}).get("activeManifest", {})
    failures = [str(one.get("code", "")) for one in results.get("failure", [])]
    return Found(
        trust=trust,
        label=label,
        mark=_bound(active),
        issuer=str(active.get("signature_info", {}).get("issuer", "")),
        problem=", ".join(failures) if trust == "broken" else "",
    )


def _bound(manifest: Mapping[str, Any]) -> str:
    for assertion in manifest.get("assertions", ()):
        data = assertion.get("data", {})
        if assertion.get("label") == "c2pa.soft-binding" and data.get("alg") == SOFT_BINDING:
            return str((data.get("blocks") or [{}])[0].get("value", ""))
    return ""


def _actions(claim: Claim) -> list[dict[str, Any]]:
    labels = [_label(number) for number in range(len(claim.sources))]
    told = {"parameters": {"org.generec.recipe": dict(claim.recipe)}}
    trained = {"digitalSourceType": f"{SOURCE_TYPES}trainedAlgorithmicMedia"}
    mixed = {"digitalSourceType": f"{SOURCE_TYPES}compositeWithTrainedAlgorithmicMedia"}
    kind = mixed if claim.ai else {}
    actions: list[dict[str, Any]]
    if claim.way == "made":
        actions = [{"action": "c2pa.created", **trained, **told}]
    elif claim.way == "composed":
        whole = kind or {"digitalSourceType": f"{SOURCE_TYPES}composite"}
        placed = {"action": "c2pa.placed", "parameters": {"ingredientIds": labels}}
        actions = [{"action": "c2pa.created", **whole, **told}, placed]
    else:
        opened = {"action": "c2pa.opened", "parameters": {"ingredientIds": labels[:1]}}
        done = "c2pa.edited" if claim.way == "edited" else "c2pa.trimmed"
        actions = [opened, {"action": done, **kind, **told}]
    if claim.mark:
        actions.append({"action": "c2pa.watermarked.bound"})
    return actions


def _ingredient(builder: c2pa.Builder, source: Path, number: int, way: Way) -> None:
    """Add a source by its bytes, and with the record it carries. Its name stays at home."""
    told = {
        "title": f"source {number + 1}",
        "relationship": "componentOf" if way == "composed" else "parentOf",
        "label": _label(number),
    }
    try:
        file = source.open("rb")
    except OSError as exc:
        raise BadMedia(
            f"Source {number + 1} of it is not there any more; pick another clip."
        ) from exc
    with file:
        builder.add_ingredient(told, FORMATS.get(source.suffix.lower(), "video/mp4"), file)


def _label(number: int) -> str:
    return f"source-{number + 1}"


def _settings(anchors: bytes) -> dict[str, Any]:
    return {
        "version": 1,
        "trust": {"trust_anchors": anchors.decode("ascii")},
        "verify": {
            "verify_trust": True,
            "verify_after_reading": True,
            "verify_after_sign": False,  # the library reads it right afterwards
            "remote_manifest_fetch": False,
            "ocsp_fetch": False,
        },
        "core": {
            "allowed_network_hosts": [],
            "max_decompressed_manifest_size_in_mb": LARGEST_RECORD,
        },
        "builder": {
            "thumbnail": {"enabled": False},
            "bmff_hash_exclude_free_and_skip_boxes": False,
        },
    }


def _algorithm(key: bytes) -> bytes:
    """The name C2PA has for what a private key (PEM) signs with."""
    found = serialization.load_pem_private_key(key, password=None)
    if isinstance(found, ec.EllipticCurvePrivateKey):
        names = {256: b"es256", 384: b"es384", 521: b"es512"}
        return names[found.curve.key_size]
    if isinstance(found, ed25519.Ed25519PrivateKey):
        return b"ed25519"
    if isinstance(found, rsa.RSAPrivateKey):
        return b"ps256"
    raise ValueError("a key of this kind cannot sign; expected EC, Ed25519 or RSA")
