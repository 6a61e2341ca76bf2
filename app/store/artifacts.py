"""How edited and created items were made, and what the fidelity checks found."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import ColumnElement, delete, select

from app.store.codec import plain, recipe_from, report_from
from app.store.database import Database
from app.store.items import visible
from app.store.paths import Paths
from app.store.schema import ArtifactRow, ItemRow
from models.domain import Artifact, FidelityReport, Recipe


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """The provenance of one item."""

    item: str
    media: Path
    note: str
    recipe: Recipe
    report: FidelityReport
    at: float


class Artifacts:
    """Recipes and fidelity reports, one for each item that was made here."""

    def __init__(self, database: Database, paths: Paths) -> None:
        self._database, self._paths = database, paths

    def add(self, item_id: str, artifact: Artifact, report: FidelityReport, served: Path) -> None:
        """Keep how an item was made; ``served`` is the marked file that may be shown."""
        row = ArtifactRow(
            item_id=item_id,
            kind=artifact.kind,
            path=self._paths.stored(served),
            note=artifact.note,
            recipe=plain(artifact.recipe),
            report=plain(report),
            at=time.time(),
        )
        with self._database.write() as session:
            session.add(row)

    def replace(
        self, item_id: str, artifact: Artifact, report: FidelityReport, served: Path
    ) -> None:
        """Keep how an item was made anew; what was known of it before goes."""
        with self._database.write() as session:
            session.execute(delete(ArtifactRow).where(ArtifactRow.item_id == item_id))
            self.add(item_id, artifact, report, served)

    def of(self, item_id: str, viewer: str | None) -> Made | None:
        """Return how an item was made; ``None`` when it was not made here or is not visible."""
        return self._made(item_id, visible(viewer))

    def whatever(self, item_id: str) -> Made | None:
        """The same, whoever may see the item: for who moderates, nobody else."""
        return self._made(item_id, ItemRow.state != "deleted")

    def _made(self, item_id: str, there: ColumnElement[bool]) -> Made | None:
        query = (
            select(ArtifactRow)
            .join(ItemRow, ItemRow.id == ArtifactRow.item_id)
            .where(ArtifactRow.item_id == item_id, there)
        )
        with self._database.read() as session:
            row = session.scalar(query)
        if row is None:
            return None
        return Made(
            item=row.item_id,
            media=self._paths.real(row.path),
            note=row.note,
            recipe=recipe_from(row.recipe),
            report=report_from(row.report),
            at=row.at,
        )
