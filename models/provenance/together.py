"""More than one invisible mark: new ones are drawn with the first, old ones are still read."""

from __future__ import annotations

from collections.abc import Iterable

from models.provenance.marker import Draw, Image, Marker, Reading
from models.provenance.payload import Book


class Together:
    """Draws with ``first``; reads with it and with ``others``, which marked what came before."""

    def __init__(self, first: Marker, *others: Marker) -> None:
        self.name = first.name
        self._markers = (first, *others)

    def drawer(self, identifier: int, width: int, height: int) -> Draw:
        """See :class:`models.provenance.marker.Marker`."""
        return self._markers[0].drawer(identifier, width, height)

    def read(self, images: Iterable[Image], known: Book) -> Reading:
        """See the protocol: the first reading that is ours, else that may be, else the first."""
        pictures, readings = list(images), list[Reading]()
        for marker in self._markers:
            reading = marker.read(pictures, known)
            if reading.found == "ours":
                return reading
            readings.append(reading)
        return next((one for one in readings if one.found == "maybe"), readings[0])
