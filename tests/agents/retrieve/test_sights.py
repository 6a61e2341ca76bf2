"""What pictures look like in words of a fixed list, on an encoder that knows colours."""

import numpy as np

from agents.retrieve.catalogue import MemoryCatalogue
from agents.retrieve.sights import LEAST, THINGS, Eyes
from models.encode.encoder import FakeEncoder
from tests.agents.stage import item

ENCODER = FakeEncoder()
EYES = Eyes(ENCODER, MemoryCatalogue())


def test_things_are_of_the_list_with_shares_that_fall() -> None:
    vector = ENCODER.texts(["dog beach"])[0]
    things = EYES.picture(vector).things
    names, shares = zip(*things, strict=True)
    assert set(names) <= set(THINGS) and {"dog", "beach"} & set(names)
    assert list(shares) == sorted(shares, reverse=True) and sum(shares) <= 1
    assert all(share >= LEAST for share in shares[1:])


def test_the_colour_of_a_thing_that_was_spoken_of_is_told() -> None:
    blue = ENCODER.images(np.full((1, 8, 8, 3), (0, 0, 255), np.uint8))[0]
    sight = EYES.picture(blue, ("dress",))
    assert sight.named == (("dress", "blue dress"),)
    assert "the dress is a blue dress" in sight.told()


def test_a_clip_is_described_by_its_frames_and_one_nobody_looked_at_is_not() -> None:
    seen, catalogue = item("a"), MemoryCatalogue()
    frames = np.stack([ENCODER.texts(["horse"])[0]] * 3)
    catalogue.add(
        seen, text=frames[0], visual=frames[0], frames=frames, times=np.arange(3.0), shots=[(0, 3)]
    )
    catalogue.add(item("b"), text=frames[0])
    eyes = Eyes(ENCODER, catalogue)
    told = eyes.clip(seen)
    assert told is not None and told.thing == "horse"
    assert eyes.clip(item("b")) is None
