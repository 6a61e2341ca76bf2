"""``python -m app.forget VISITOR`` erases all that is kept about one visitor, for good.

Who asks to be forgotten finds their number in the file of their own data, as ``id`` of the visitor.
Their chats, likes, files and what was made for them go, from the log, too; one line stays that says
that something was erased. What they shared and a person published stays, and names nobody.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app import command
from app.settings import load_kept
from models.errors import BadRequest
from models.stylise import beneath

if TYPE_CHECKING:
    from app.store.catalogue import StoreCatalogue
    from app.store.store import Store


def forget(store: Store, catalogue: StoreCatalogue, visitor: str) -> int:
    """Erase a visitor from database, disk and indexes; return how many files went.

    Raises :class:`BadRequest` where nobody has this number.
    """
    try:
        store.users.settings(visitor)
    except BadRequest as exc:
        raise BadRequest(
            f"Nobody here has the number {visitor[:40]!r}; it stands in the file that visitors "
            "download as their own data."
        ) from exc
    files = store.erasure.forget(visitor)
    for path in files:
        beneath.gone(path)
    catalogue.purge()
    store.vanishing.fold()
    return len(files)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = command.parser("app.forget", __doc__)
    parser.add_argument("visitor", help="the visitor's number")
    options = parser.parse_args(arguments)
    return command.run(lambda: _run(options.visitor, options.home))


def _run(visitor: str, home: Path | None) -> str:
    from app.store.store import Store
    from app.wiring import build_encoder

    settings = load_kept(home)
    with Store(settings) as store:
        gone = forget(store, store.catalogue(build_encoder(settings).name), visitor)
    return f"Erased, with {gone} files. A copy of the home folder made before still has them."


if __name__ == "__main__":
    sys.exit(main())
