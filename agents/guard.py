"""The one gate every produced file passes before it lies where the server may serve it.

It checks, marks and admits. Kept pixels (a cut, a chosen frame) carry lineage in the container;
changed or made pixels also carry a burned-in label, which tools draw with :func:`marked` while
they encode, so that nothing is encoded twice.
"""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Mapping
from pathlib import Path

from models.domain import Artifact, Check, FidelityReport, Recipe
from models.errors import BadMedia
from models.stylise.label import labelled
from models.stylise.styliser import Picture

LABELS = {"changed": "AI-edited", "made": "AI-generated"}
LABEL_SECONDS = 2.0


def lineage(recipe: Recipe, parents: tuple[str, ...]) -> Mapping[str, str]:
    """Container metadata that says what made a file, and from what."""
    told: dict[str, object] = {
        "tool": recipe.tool,
        "pixels": recipe.pixels,
        "parents": list(parents),
    }
    told["parameters"] = {key: str(value) for key, value in recipe.parameters.items()}
    return {"generec": json.dumps(told), "comment": f"Edited by GeneRec ({recipe.tool})"}


def marked(picture: Picture, width: int, height: int, speed: float = 1.0) -> Picture:
    """Draw the visible label on the results of ``picture``, for the first seconds of playback."""
    return labelled(picture, width, height, text=LABELS["changed"], seconds=LABEL_SECONDS * speed)


class Guard:
    """Checks artifacts and moves those that pass into the served folder."""

    def __init__(self, served: Path) -> None:
        self.served = served

    def admit(self, artifact: Artifact) -> tuple[Path, FidelityReport]:
        """Check one artifact and move its file; return where it lies now, and the report.

        Raises:
            BadMedia: when a check failed; the file is deleted and nothing is served.
        """
        checks = [self._readable(artifact), self._lineage(artifact)]
        checks.append(
            Check(name="safety", verdict="unknown", reason="no picture classifier is installed")
        )
        marks = ("metadata",) if artifact.recipe.pixels == "kept" else ("metadata", "label")
        report = FidelityReport(checks=tuple(checks), marks=marks)
        if report.verdict == "fail":
            artifact.media.unlink(missing_ok=True)
            reasons = "; ".join(check.reason for check in checks if check.verdict == "fail")
            raise BadMedia(f"The result was withheld: {reasons}. Try another clip or another edit.")
        self.served.mkdir(parents=True, exist_ok=True)
        target = self.served / f"{uuid.uuid4().hex}{artifact.media.suffix}"
        shutil.move(artifact.media, target)
        return target, report

    def _readable(self, artifact: Artifact) -> Check:
        from models.media.picture import probe_image
        from models.media.probe import probe

        try:
            probe(artifact.media) if artifact.kind == "video" else probe_image(artifact.media)
        except BadMedia as exc:
            return Check(name="readable", verdict="fail", reason=str(exc))
        return Check(name="readable", verdict="pass")

    def _lineage(self, artifact: Artifact) -> Check:
        from models.media.write import read_metadata

        if artifact.kind == "image":
            return Check(name="lineage", verdict="pass", reason="kept in the store")
        if "generec" in read_metadata(artifact.media):
            return Check(name="lineage", verdict="pass")
        return Check(
            name="lineage", verdict="fail", reason="the file does not say where it is from"
        )
