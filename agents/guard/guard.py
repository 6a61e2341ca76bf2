"""The one gate every produced file passes before it lies where the server may serve it.

It checks, has files signed and entered in the registry, and admits. What pictures carry, tools
draw while they encode (:mod:`agents.guard.marks`), so that nothing is encoded twice; here is
looked at whether they did.
"""

from __future__ import annotations

import shutil
import stat
import uuid
from dataclasses import dataclass, replace
from pathlib import Path

from agents.guard.inspector import Inspector
from agents.guard.marks import LABEL_SECONDS, words_of
from agents.guard.seal import Seal
from models.domain import Artifact, Check, FidelityReport, Tick, no_tick
from models.errors import BadMedia, Withheld
from models.fidelity.policy import Action, Policy
from models.stylise import beneath

LEAD = 0.1
"""Share of a clip after which its poster is taken: the first frame is often black."""

PIXELS = 16_000_000
"""Of a produced picture at most; no tool makes one larger, so a larger one is a trap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """An artifact's file where it may be served, a still of it, and what was checked.

    ``action`` is what follows from it: shown, shown with a ``notice``, or only once a person has
    looked (``"review"``).
    """

    media: Path
    poster: Path
    report: FidelityReport
    action: Action = "show"
    notice: str = ""


class Guard:
    """Checks artifacts and moves those that pass from the work folder into the served one."""

    def __init__(
        self,
        served: Path,
        work: Path,
        seal: Seal | None = None,
        inspector: Inspector | None = None,
        policy: Policy | None = None,
    ) -> None:
        """Without a ``seal`` nothing is signed or entered in a registry, and without an
        ``inspector`` no content is looked at: for benches alone.
        """
        self.served, self.work, self.seal = served, work, seal
        self.inspector = inspector
        self.policy = Policy() if policy is None else policy

    def words(self, **texts: str) -> None:
        """Check words before anything is made of them, by where they stand: ``request=…``.

        Raises:
            Withheld: when a check failed, with the reason.
        """
        if self.inspector is None:
            return
        failed = [check for check in self.inspector.said(texts) if check.verdict == "fail"]
        if failed:
            raise Withheld(
                f"I won’t do that: {'; '.join(check.reason for check in failed)}. "
                "I can find, change or make something else."
            )

    def admit(self, artifact: Artifact, tick: Tick = no_tick) -> Admitted:
        """Check one artifact and move its file; the still of a clip is made here, too.

        ``tick`` is called before each check and last before the file moves; what it raises ends
        the matter like a check that failed.

        Raises:
            BadMedia: when a check failed; what was produced is deleted and nothing is served.
        """
        poster = artifact.media
        try:
            tick(1.0)
            checks = [self._place(artifact.media)]
            if checks[0].verdict == "pass":
                if artifact.kind == "video":
                    poster = artifact.media.with_suffix(".jpg")
                checks.append(self._readable(artifact, poster))
                tick(1.0)
                checks += [self._lineage(artifact), self._marked(artifact)]
            if all(check.verdict == "pass" for check in checks):
                checks += self._content(artifact, tick)
            report = FidelityReport(checks=tuple(checks), marks=_marks(artifact))
            self._decide(report)
            tick(1.0)
            if self.seal is None:
                return self._moved(artifact.media, poster, report)
            sealed = self.seal.close(artifact, artifact.media, poster)
            tick(1.0)
            report = replace(report, marks=(*report.marks, *sealed.marks))
            admitted = self._moved(artifact.media, poster, report)
            try:
                sealed.enter()
            except BaseException:  # what the registry does not know is not shown
                self.withdraw(admitted)
                raise
            return admitted
        except BaseException:  # whatever ended it, what was not admitted is deleted
            self.discard(artifact)
            raise

    def _content(self, artifact: Artifact, tick: Tick) -> tuple[Check, ...]:
        if self.inspector is not None:
            return self.inspector.made(artifact, tick)
        reason = "nobody has looked at what it shows"
        return (Check(name="safety", verdict="unknown", reason=reason),)

    def _decide(self, report: FidelityReport) -> None:
        """Withhold what failed, and what is unknown where policy says so."""
        if self.policy.decide(report) != "withhold":
            return
        withheld = [check for check in report.checks if self.policy.of(check) == "withhold"]
        reasons = "; ".join(check.reason for check in withheld)
        mend = " I can blur that." if any(check.remedy == "blur" for check in withheld) else ""
        raise Withheld(
            f"The result was withheld: {reasons}.{mend} Try another clip or another edit."
        )

    def discard(self, artifact: Artifact) -> None:
        """Delete what a tool left in the work folder; never anything outside it."""
        if artifact.media.parent == self.work and not artifact.media.is_dir():
            beneath.gone(artifact.media)
            artifact.media.with_suffix(".jpg").unlink(missing_ok=True)

    def withdraw(self, admitted: Admitted) -> None:
        """Take an admitted file back out of the served folder: nobody will own it."""
        beneath.gone(admitted.media)
        admitted.poster.unlink(missing_ok=True)

    def _moved(self, media: Path, poster: Path, report: FidelityReport) -> Admitted:
        self.served.mkdir(parents=True, exist_ok=True)
        name = uuid.uuid4().hex
        admitted = Admitted(
            media=self.served / f"{name}{media.suffix}",
            poster=self.served / f"{name}{poster.suffix}",
            report=report,
            action=self.policy.decide(report),
            notice=self.policy.told(report),
        )
        try:
            shutil.move(media, admitted.media)
            beneath.moved(media, admitted.media)
            if poster != media:
                shutil.move(poster, admitted.poster)
        except BaseException:  # both files or none
            self.withdraw(admitted)
            raise
        return admitted

    def _place(self, path: Path) -> Check:
        """Only a plain file of the work folder is ours to move: no link, no file of others."""
        try:
            found = path.lstat()
            inside = path.parent.resolve() == self.work.resolve()
        except OSError as exc:
            return Check(name="place", verdict="fail", reason=f"it is not there ({exc.strerror})")
        if not inside or not stat.S_ISREG(found.st_mode) or found.st_nlink > 1:
            reason = "it is not a file of the work folder"
            return Check(name="place", verdict="fail", reason=reason)
        return Check(name="place", verdict="pass")

    def _marked(self, artifact: Artifact) -> Check:
        """Changed or made pictures carry an invisible mark wherever there is a registry for it."""
        if self.seal is not None and artifact.recipe.pixels != "kept" and artifact.mark is None:
            reason = "its pictures were changed and carry no invisible mark"
            return Check(name="watermark", verdict="fail", reason=reason)
        return Check(name="watermark", verdict="pass")

    def _readable(self, artifact: Artifact, poster: Path) -> Check:
        """Measure the file and decode of it what is shown first."""
        from models.media.picture import probe_image, read_image
        from models.media.poster import poster as still
        from models.media.probe import probe

        try:
            if artifact.kind == "video":
                info = probe(artifact.media)
                # Early enough for the label of changed pixels to be in the picture.
                time = min(info.duration * LEAD, LABEL_SECONDS / 2)
                still(artifact.media, poster, time, metadata=words_of(artifact.media))
            else:
                size = probe_image(artifact.media)
                if size.width * size.height > PIXELS:
                    reason = f"it has {size.width:,} x {size.height:,} pixels"
                    return Check(name="readable", verdict="fail", reason=reason)
                read_image(artifact.media, long_side=64)
        except (BadMedia, OSError) as exc:
            return Check(name="readable", verdict="fail", reason=str(exc).rstrip("."))
        return Check(name="readable", verdict="pass")

    def _lineage(self, artifact: Artifact) -> Check:
        from models.media.picture import picture_metadata
        from models.media.write import read_metadata

        read = picture_metadata if artifact.kind == "image" else read_metadata
        try:
            if "generec" in read(artifact.media):
                return Check(name="lineage", verdict="pass")
        except BadMedia:
            pass  # said already by the check of what can be read
        return Check(
            name="lineage", verdict="fail", reason="the file does not say where it is from"
        )


def _marks(artifact: Artifact) -> tuple[str, ...]:
    """The marks of an artifact's pictures and of the words in its file."""
    if artifact.recipe.pixels == "kept":
        return ("metadata",)
    drawn = () if artifact.mark is None else ("watermark",)
    return ("metadata", "label", *drawn)
