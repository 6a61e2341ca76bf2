"""More than one invisible mark: new ones are drawn with the first, old ones are still read."""

from __future__ import annotations

from collections.abc import Iterable

from models.errors import Unavailable
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
        """See the protocol: the first reading that is ours, else that may be, else the first.

        Raises :class:`Unavailable` where one cannot be read and none of the others is ours.
        """
        pictures, readings, lacking = list(images), list[Reading](), list[Unavailable]()
        for marker in self._markers:
            try:
                reading = marker.read(pictures, known)
            except Unavailable as exc:
                lacking.append(exc)
                continue
            if reading.found == "ours":
                return reading
            readings.append(reading)
        if lacking:
            raise lacking[0]
        return next((one for one in readings if one.found == "maybe"), readings[0])
