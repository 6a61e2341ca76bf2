"""The closed world: pictures in which nothing real can be, by where they are from.

Every source was drawn by a program of ours, and the model that drew the pictures, if one did, has
only ever seen such drawings (:mod:`models.generate.seen`, by the digest of its weights). Such a
model has no photograph to paint from, whatever it is asked. One source from elsewhere, or other
weights, and nothing is known again.
"""

from __future__ import annotations

from collections.abc import Collection

from models.fidelity.check import Subject


def drawn(subject: Subject, closed: Collection[str]) -> bool:
    """Whether a subject is of the closed world; ``closed`` are the names of such models."""
    if not all(one.drawn for one in subject.ingredients):
        return False
    return subject.model in closed if subject.model else bool(subject.ingredients)
