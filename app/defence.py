"""``python -m app.defence`` lists visitors whose likes count for nobody else; it takes your word.

    python -m app.defence                    who is set aside, why, and since when
    python -m app.defence --trust ITEM       those who like ITEM are honest: they count again

``python -m app.retrain`` looks for accounts that came close together and like the same thing far
beyond chance (:mod:`models.recommend.bursts`). Neither training nor what is popular counts them.
Nothing of theirs is deleted, they are served as ever, and whoever is no longer found counts again.
Of any one visitor the latest likes count, up to a number (:mod:`models.recommend.influence`).
"""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from app import command
from app.people import SIMULATED
from app.settings import load_kept
from app.store.aside import Group

if TYPE_CHECKING:
    from app.store.store import Store
    from models.recommend.interactions import Interactions


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarded:
    """What may be learnt from, who was set aside from it, and how many are cut short."""

    data: Interactions
    groups: tuple[Group, ...] = ()
    visitors: int = 0
    cut: int = 0


def guarded(data: Interactions, trusted: Collection[tuple[str, str]] = ()) -> Guarded:
    """Leave out the likes of visitors that look like an attack, and too many of any one visitor.

    ``trusted`` are visitors, with the item, that a person said are honest. Simulated viewers
    belong to the corpus: they are neither suspected nor taken for how visitors come.
    """
    from models.recommend.bursts import bursts
    from models.recommend.influence import MOST, capped

    real = np.array([not str(user).startswith(SIMULATED) for user in data.users], bool)
    of_visitors = data.only(real[data.rows])
    assert of_visitors.times is not None
    first = np.full(len(data.users), np.inf)
    np.minimum.at(first, of_visitors.rows, of_visitors.times)
    groups = []
    for one in bursts(of_visitors):
        item = str(data.items[one.item])
        came = {
            str(data.users[row]): float(first[row])
            for row in one.accounts
            if (str(data.users[row]), item) not in trusted
        }
        if came:
            groups.append(Group(item=item, came=came, expected=one.expected, chance=one.chance))
    aside = {user for group in groups for user in group.came}
    stay = np.array([str(user) not in aside for user in data.users], bool)
    left = data.only(stay[data.rows])
    likes = np.diff(left.matrix.indptr)
    return Guarded(
        data=capped(left),
        groups=tuple(groups),
        visitors=int((np.diff(of_visitors.matrix.indptr) > 0).sum()),
        cut=int((likes > MOST).sum()),
    )


def guard(store: Store, data: Interactions) -> tuple[Interactions, str]:
    """Return what may be learnt from, and one sentence on who was set aside, empty where nobody.

    Who was set aside is noted in the store.
    """
    found = guarded(data, store.aside.trusted())
    store.aside.note(found.groups)
    return found.data, sentence(store, found)


def sentence(store: Store, found: Guarded) -> str:
    """Say who is not learnt from; empty where everybody is."""
    if not found.groups:
        return ""
    aside = {user for group in found.groups for user in group.came}
    largest = max(found.groups, key=lambda group: len(group.came))
    others = len(found.groups) - 1
    more = f" (and so for {others} more clips)" if others else ""
    return (
        f"{len(aside):,} of {found.visitors:,} visitors are set aside, as they came close together "
        f"and like “{_title(store, largest.item)}” far beyond chance{more}: nothing of theirs is "
        "deleted, and “python -m app.defence” lists them."
    )


def listed(store: Store) -> str:
    """Return the groups, a few lines each."""
    groups = store.aside.groups()
    if not groups:
        return "Nobody is set aside."
    return "\n\n".join(_told(group, store) for group in groups)


def _told(group: Group, store: Store) -> str:
    state = "are set aside" if group.state == "aside" else "are trusted"
    first, last = (time.strftime("%Y-%m-%d %H:%M", time.localtime(at)) for at in _ends(group))
    return "\n".join(
        [
            f"{group.item}  “{_title(store, group.item)}”: {len(group.came):,} visitors {state}",
            f"   came  {first} to {last}",
            f"   by chance  {group.expected:.1f} of them would be expected; such a group comes up "
            f"in at most {group.chance:.1g} of searches among honest visitors",
            f"   visitors  {', '.join(group.came)}",
        ]
    )


def _ends(group: Group) -> tuple[float, float]:
    return min(group.came.values()), max(group.came.values())


def _title(store: Store, item: str) -> str:
    known = store.items.get([item], None).get(item)
    return item if known is None else known.title


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = command.parser("app.defence", __doc__)
    parser.add_argument("--trust", metavar="ITEM", help="those who like this item are honest")
    options = parser.parse_args(arguments)
    return command.run(lambda: _run(options))


def _run(options: Namespace) -> str:
    from app.store.store import Store

    settings = load_kept(options.home)
    with Store(settings) as store:
        if options.trust is None:
            return listed(store)
        count = store.aside.trust(options.trust)
        return f"{count:,} visitors are trusted; training counts them from the next time on."


if __name__ == "__main__":
    sys.exit(main())
