"""A small world in words: what there is in it, what goes with what, and how it is said.

The demo corpus shows it and the generator learns from it (:mod:`models.train.world` paints it):
because every clip is described by named attributes, whether a picture shows what was asked can be
measured exactly, and what a generator knows can be told.

::

    scene = sample_scene(rng)                  # or Scene(subject="cat", place="meadow", …)
    words = caption(scene, rng)                # "A ginger cat walks through a meadow at dawn …"
"""

from models.world.sample import sample_scene
from models.world.scene import Person, Scene
from models.world.words import attributes, caption, tags, title

__all__ = [
    "Person",
    "Scene",
    "attributes",
    "caption",
    "sample_scene",
    "tags",
    "title",
]
