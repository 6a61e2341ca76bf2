"""The painter of the small world of :mod:`models.world`: seeded clips of known content.

::

    for frame in render(scene, width=128, height=128, frames=16, fps=8):
        ...                                    # uint8 (128, 128, 3), RGB
"""

from models.train.world.render import render

__all__ = ["render"]
