"""``python -m app.review`` lists what visitors offer to others, and takes your decision.

    python -m app.review                       what waits, with the file to look at
    python -m app.review --publish 3           number 3 may be seen by everybody
    python -m app.review --refuse 4 --reason "shows a child's face"

Look at the file first: what is published is shown to everybody, labelled as made by the app. The
visitor finds your decision, with the reason, in their chat when they come back; the trail of
``/review`` has it, too.
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from app import command
from app.settings import load_kept
from app.sharing import decide
from models.domain import Item

if TYPE_CHECKING:
    from app.store.publications import Publication
    from app.store.reviews import Action
    from app.store.store import Store


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = command.parser("app.review", __doc__)
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--publish", type=int, metavar="NUMBER", help="show it to everybody")
    choice.add_argument("--refuse", type=int, metavar="NUMBER", help="leave it with its visitor")
    parser.add_argument("--reason", default="", help="what to tell the visitor")
    options = parser.parse_args(arguments)
    return command.run(lambda: _run(options))


def _run(options: Namespace) -> str:
    from app.store.store import Store

    settings = load_kept(options.home)
    with Store(settings) as store:
        number = options.publish if options.publish is not None else options.refuse
        if number is None:
            return listed(store)
        yes = options.publish is not None
        with store.together():
            done = decide(store, number, yes, options.reason)
            action: Action = "approve" if yes else "reject"
            store.reviews.rule("share", number, done.item, action, options.reason)
        return f"Number {done.id} is {done.state}."


def listed(store: Store) -> str:
    """Return what waits for a decision, a few lines each."""
    waiting = store.publications.waiting()
    if not waiting:
        return "Nothing waits for a decision."
    return "\n\n".join(_told(one, item, store) for one, item in waiting)


def _told(one: Publication, item: Item, store: Store) -> str:
    made = store.artifacts.of(item.id, one.user)
    asked = time.strftime("%Y-%m-%d %H:%M", time.localtime(one.at))
    lines = [f"{one.id}  “{item.title}”, {item.origin}, {item.duration:.1f} s, offered {asked}"]
    lines.append(f"   file  {item.media}")
    if made is not None:
        found = ", ".join(f"{c.name} {c.verdict}" for c in made.report.checks)
        lines.append(f"   made  {made.note}")
        lines.append(f"   checks  {found}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
