"""The store: one object that opens the database and holds the repositories."""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager

from app.settings import Settings
from app.store.artifacts import Artifacts
from app.store.aside import Aside
from app.store.catalogue import StoreCatalogue
from app.store.chats import Chats
from app.store.conversations import Conversations
from app.store.database import Database
from app.store.erasure import Erasure
from app.store.feedback import Feedbacks
from app.store.items import Items
from app.store.jobs import Jobs
from app.store.paths import Paths, make_private
from app.store.publications import Publications
from app.store.registry import Registry
from app.store.reports import Reports
from app.store.reviews import Reviews
from app.store.taste import TasteRepository
from app.store.users import Users
from app.store.vanishing import Vanishing


class Store:
    """Everything that is kept. Close it, or use it in a ``with``."""

    def __init__(self, settings: Settings) -> None:
        """Open, creating the home folder and the tables where needed.

        Raises :class:`models.errors.Unavailable` with the reason and what to do.
        """
        self._settings = settings
        make_private(settings.home)  # wherever the database is, files and indexes are here
        self.database = database = Database(settings.database)
        paths = Paths(settings.home)
        self.users = Users(database)
        self.items = Items(database, paths)
        self.feedback = Feedbacks(database)
        self.conversations = Conversations(database, paths, self.items, self.feedback)
        self.chats = Chats(database, paths)
        self.taste = TasteRepository(database)
        self.artifacts = Artifacts(database, paths)
        self.jobs = Jobs(database)
        self.reports = Reports(database)
        self.reviews = Reviews(database)
        self.publications = Publications(database, self.items, self.feedback)
        self.registry = Registry(database)
        self.aside = Aside(database)
        self.erasure = Erasure(database, paths)
        self.vanishing = Vanishing(database, paths)
        self._catalogues: dict[str, StoreCatalogue] = {}
        self._lock = threading.Lock()

    def catalogue(self, encoder: str) -> StoreCatalogue:
        """Return the catalogue with this encoder's vectors; the same one each time."""
        with self._lock:
            if encoder not in self._catalogues:
                folder = self._settings.home / "index"
                self._catalogues[encoder] = StoreCatalogue(
                    self.database, self.items, encoder, folder, self._settings.threads
                )
            return self._catalogues[encoder]

    def together(self) -> AbstractContextManager[object]:
        """Return a context in which this thread's writes are kept all or none, at its end."""
        return self.database.write()

    def close(self) -> None:
        """Save the vector indexes and close the database."""
        for catalogue in self._catalogues.values():
            catalogue.save()
        self.database.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()
