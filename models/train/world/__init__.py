"""A small painted world: seeded, captioned clips of known content.

The demo corpus is rendered from it, and the generator learns from it: because every clip is
described by named attributes, whether a picture shows what was asked can be measured exactly.

::

    scene = sample_scene(rng)                  # or Scene(subject="cat", place="meadow", …)
    words = caption(scene, rng)                # "A ginger cat walks through a meadow at dawn …"
    for frame in render(scene, width=128, height=128, frames=16, fps=8):
        ...                                    # uint8 (128, 128, 3), RGB
"""

from models.train.world.render import render
from models.train.world.sample import sample_scene
from models.train.world.scene import Person, Scene
from models.train.world.words import attributes, caption, tags, title

__all__ = [
    "Person",
    "Scene",
    "attributes",
    "caption",
    "render",
    "sample_scene",
    "tags",
    "title",
]
