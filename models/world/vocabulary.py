"""What there is in the world, and what goes with what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Family = Literal["landscape", "animal", "vehicle", "food", "sport", "city", "abstract", "person"]


@dataclass(frozen=True, slots=True)
class Place:
    """A setting. ``phrase`` completes "a cat runs …"; ``sky`` says whether weather can be seen."""

    phrase: str
    sky: bool = True
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """A thing to show. ``actions`` maps a word to a verb phrase in the third person."""

    family: Family
    noun: str
    places: tuple[str, ...]
    actions: Mapping[str, str]
    colours: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    """Actions under which the ground runs past."""
    person: bool = False


PLACES: dict[str, Place] = {
    "sea": Place("at sea", tags=("sea", "ocean", "water", "waves")),
    "beach": Place("on a beach", tags=("beach", "sea", "sand", "palm", "holiday")),
    "mountains": Place("in the mountains", tags=("mountains", "peaks", "nature")),
    "desert": Place("in a desert", tags=("desert", "dunes", "cactus")),
    "forest": Place("in a forest", tags=("forest", "trees", "nature")),
    "meadow": Place("in a meadow", tags=("meadow", "flowers", "grass", "nature")),
    "savanna": Place("on the savanna", tags=("savanna", "grassland", "africa")),
    "lake": Place("by a lake", tags=("lake", "water", "reflection", "nature")),
    "river": Place("along a river", tags=("river", "water", "valley", "nature")),
    "waterfall": Place("at a waterfall", tags=("waterfall", "water", "cliff", "nature")),
    "snowfield": Place("in a snowfield", tags=("snow", "ice", "winter", "arctic")),
    "blossoms": Place("under cherry blossoms", tags=("blossom", "spring", "garden", "petals")),
    "sky": Place("above the clouds", tags=("sky", "clouds", "air")),
    "city": Place("in the city", tags=("city", "skyline", "buildings", "urban")),
    "street": Place("on a city street", tags=("street", "city", "shops", "urban")),
    "park": Place("in a park", tags=("park", "trees", "lawn")),
    "road": Place("on a country road", tags=("road", "countryside", "trip")),
    "pitch": Place("on a grass pitch", tags=("stadium", "pitch", "lawn")),
    "court": Place("on an indoor court", sky=False, tags=("court", "gym", "indoor")),
    "studio": Place("against a plain backdrop", sky=False, tags=("studio", "indoor")),
    "table": Place("on a table", sky=False, tags=("kitchen", "table", "indoor")),
    "window": Place("behind a window", tags=("window", "indoor", "cosy")),
    "underwater": Place("under water", sky=False, tags=("underwater", "sea", "reef", "bubbles")),
    "space": Place("in space", sky=False, tags=("space", "stars", "planet")),
    "nowhere": Place("", sky=False),
}

_COATS = ("ginger", "black", "white", "grey")
_PAINT = ("red", "blue", "yellow", "green", "white", "orange")
_BRIGHT = ("blue", "red", "purple", "green", "orange", "pink", "teal")


def _view(noun: str, place: str, phrase: str, *tags: str) -> Subject:
    return Subject("landscape", noun, (place,), {"lying still": phrase}, tags=tags)


_WALKS = {"walking": "walks", "running": "runs", "sitting": "sits and looks around"}

# A table: one subject a paragraph reads better than one word a line.
# fmt: off
SUBJECTS: dict[str, Subject] = {
    # landscapes
    "sea view": _view("the open sea", "sea", "rolls and glitters", "relaxing", "horizon"),
    "beach view": _view("a beach", "beach", "lies by the surf", "relaxing", "summer"),
    "mountain view": _view("a mountain range", "mountains", "rises over the valley", "scenery"),
    "desert view": _view("a desert", "desert", "stretches to the horizon", "scenery"),
    "forest view": _view("a forest", "forest", "stands quiet", "scenery", "hiking"),
    "meadow view": _view("a flower meadow", "meadow", "sways in the wind", "scenery", "spring"),
    "lake view": _view("a mountain lake", "lake", "mirrors the peaks", "scenery", "relaxing"),
    "river view": _view("a river valley", "river", "winds through the hills", "scenery"),
    "waterfall view": _view("a waterfall", "waterfall", "pours into a pool", "scenery"),
    "aurora": _view("the northern lights", "snowfield", "dance over the snow", "night", "lights"),
    "cherry blossoms": _view("cherry trees", "blossoms", "let their petals fall", "spring"),
    # animals
    "cat": Subject("animal", "cat", ("meadow", "street", "park", "forest", "beach", "snowfield"),
                   _WALKS, _COATS, ("cute", "pet", "kitten"), ("walking", "running")),
    "dog": Subject("animal", "dog", ("park", "beach", "meadow", "snowfield", "forest", "street"),
                   _WALKS, ("golden", "brown", "black", "white"), ("cute", "pet", "puppy"),
                   ("walking", "running")),
    "fox": Subject("animal", "fox", ("forest", "snowfield", "meadow", "mountains"), _WALKS,
                   ("ginger", "white", "grey"), ("wildlife", "cute"), ("walking", "running")),
    "horse": Subject("animal", "horse", ("meadow", "beach", "desert", "mountains", "savanna"),
                     {"galloping": "gallops", "walking": "walks", "grazing": "grazes"},
                     ("brown", "white", "black", "golden"), ("wild", "pony"),
                     ("galloping", "walking")),
    "elephant": Subject("animal", "elephant", ("savanna", "forest", "desert"),
                        {"walking": "walks slowly", "swinging": "swings its trunk"},
                        ("grey", "brown"), ("wildlife", "big"), ("walking",)),
    "rabbit": Subject("animal", "rabbit", ("meadow", "park", "forest", "snowfield", "blossoms"),
                      {"hopping": "hops", "sitting": "sits and twitches its ears"},
                      ("white", "brown", "grey"), ("cute", "bunny", "pet"), ("hopping",)),
    "bird": Subject("animal", "bird", ("sky", "sea", "forest", "mountains", "blossoms", "meadow"),
                    {"flying": "flies"}, ("red", "blue", "yellow", "white"),
                    ("wildlife", "wings"), ("flying",)),
    "butterfly": Subject("animal", "butterfly", ("meadow", "park", "blossoms", "forest"),
                         {"fluttering": "flutters about"},
                         ("orange", "blue", "purple", "yellow"), ("insect", "wings")),
    "owl": Subject("animal", "owl", ("forest", "snowfield", "blossoms"),
                   {"watching": "sits on a branch and looks around"},
                   ("brown", "white", "grey"), ("wildlife", "wings")),
    "penguin": Subject("animal", "penguin", ("snowfield",),
                       {"waddling": "waddles along", "dancing": "dances"}, ("black", "blue"),
                       ("wildlife", "cute", "arctic"), ("waddling",)),
    "fish": Subject("animal", "fish", ("underwater",), {"swimming": "swims"},
                    ("orange", "blue", "yellow", "purple", "red"), ("aquarium",)),
    "turtle": Subject("animal", "sea turtle", ("underwater",), {"swimming": "glides along"},
                      ("green", "brown", "teal"), ("wildlife", "turtle")),
    "whale": Subject("animal", "whale", ("sea",), {"diving": "leaps out of the water"},
                     ("blue", "grey", "teal"), ("wildlife", "big")),
    # vehicles
    "car": Subject("vehicle", "car", ("road", "city", "desert", "beach", "mountains", "snowfield"),
                   {"driving": "drives"}, _PAINT, ("drive", "trip", "automobile"), ("driving",)),
    "bus": Subject("vehicle", "bus", ("city", "street", "road"), {"driving": "drives"},
                   ("red", "yellow", "blue", "green"), ("travel", "transport"), ("driving",)),
    "train": Subject("vehicle", "train", ("mountains", "meadow", "desert", "snowfield", "city"),
                     {"riding": "rushes past"}, ("red", "blue", "green", "orange"),
                     ("railway", "travel", "transport"), ("riding",)),
    "sailboat": Subject("vehicle", "sailboat", ("sea", "lake"), {"sailing": "sails"},
                        ("white", "red", "blue", "yellow"), ("boat", "sailing", "travel")),
    "balloon": Subject("vehicle", "hot-air balloon", ("sky", "mountains", "desert", "meadow",
                       "river"), {"floating": "floats"}, ("red", "orange", "purple", "teal"),
                       ("flight", "travel", "air")),
    "plane": Subject("vehicle", "plane", ("sky", "sea", "mountains"), {"flying": "flies"},
                     ("white", "red", "yellow", "blue"), ("flight", "travel", "airplane"),
                     ("flying",)),
    "rocket": Subject("vehicle", "rocket", ("space",), {"flying": "flies past planets"},
                      ("white", "red", "orange", "teal"), ("spaceship", "science")),
    # food
    "coffee": Subject("food", "cup of coffee", ("table",), {"steaming": "steams"},
                      ("red", "white", "blue", "teal"), ("drink", "breakfast", "cosy")),
    "pizza": Subject("food", "pizza", ("table",), {"turning": "turns slowly"}, (),
                     ("dinner", "cheese", "italian")),
    "fruit": Subject("food", "bowl of fruit", ("table",), {"bouncing": "bounces in its bowl"},
                     ("blue", "white", "teal"), ("apple", "orange", "healthy")),
    "cake": Subject("food", "birthday cake", ("table",), {"flickering": "glows with candles"},
                    ("pink", "brown", "cream"), ("dessert", "sweet", "birthday")),
    "noodles": Subject("food", "bowl of noodles", ("table",),
                       {"lifting": "is stirred with chopsticks"}, ("red", "black", "blue"),
                       ("ramen", "soup", "dinner", "asian")),
    "ice cream": Subject("food", "ice cream", ("beach", "table", "park"),
                         {"dripping": "drips from its cone"}, ("pink", "brown", "green", "cream"),
                         ("dessert", "sweet", "summer")),
    # sport
    "football": Subject("sport", "footballer", ("pitch", "park", "beach"),
                        {"juggling": "juggles a football"}, (), ("soccer", "ball", "player"),
                        person=True),
    "basketball": Subject("sport", "basketball player", ("court", "park"),
                          {"dribbling": "dribbles a basketball"}, (), ("ball", "player", "nba"),
                          person=True),
    "skateboarding": Subject("sport", "skater", ("street", "park", "city"),
                             {"skating": "rides a skateboard"}, (), ("skate", "skateboard"),
                             ("skating",), person=True),
    "surfing": Subject("sport", "surfer", ("sea",), {"surfing": "surfs a wave"}, (),
                       ("surf", "board", "water"), person=True),
    "yoga": Subject("sport", "yogi", ("park", "beach", "studio", "mountains"),
                    {"stretching": "does yoga"}, (), ("fitness", "relaxing", "stretch"),
                    person=True),
    "cycling": Subject("sport", "cyclist", ("road", "park", "beach", "city", "forest"),
                       {"riding": "rides a bicycle"}, (), ("bicycle", "bike", "ride"),
                       ("riding",), person=True),
    "running": Subject("sport", "runner", ("park", "road", "beach", "forest", "city"),
                       {"running": "runs"}, (), ("jogging", "fitness", "run"), ("running",),
                       person=True),
    # city
    "skyline": Subject("city", "city skyline", ("city",), {"glowing": "stands by the water"}, (),
                       ("architecture", "lights", "towers")),
    "street scene": Subject("city", "city street", ("street",), {"bustling": "is busy with cars"},
                            (), ("traffic", "shops", "lamps")),
    "rainy window": Subject("city", "window", ("window",),
                            {"dripping": "looks out on the city"}, (),
                            ("rain", "cosy", "relaxing", "lofi")),
    # abstract
    "waves": Subject("abstract", "waves", ("nowhere",), {"flowing": "flow"}, _BRIGHT,
                     ("abstract", "loop", "background")),
    "particles": Subject("abstract", "particles", ("nowhere",), {"drifting": "drift"}, _BRIGHT,
                         ("abstract", "loop", "dots")),
    "kaleidoscope": Subject("abstract", "kaleidoscope", ("nowhere",), {"turning": "turns"},
                            _BRIGHT, ("abstract", "loop", "pattern", "mandala")),
    "spiral": Subject("abstract", "spiral", ("nowhere",), {"spinning": "spins"}, _BRIGHT,
                      ("abstract", "loop", "hypnotic")),
    "lava lamp": Subject("abstract", "lava lamp", ("nowhere",), {"bubbling": "bubbles"}, _BRIGHT,
                         ("abstract", "loop", "blobs", "relaxing")),
    # people
    "portrait": Subject("person", "person", ("studio", "city", "park", "beach", "forest"),
                        {"smiling": "smiles", "nodding": "nods to music", "waving": "waves"}, (),
                        ("face", "portrait", "character"), person=True),
    "dancer": Subject("person", "dancer", ("studio", "city", "beach", "park"),
                      {"dancing": "dances"}, (), ("dance", "music", "party"), person=True),
    "walker": Subject("person", "walker", ("street", "park", "forest", "beach", "snowfield"),
                      {"walking": "walks"}, (), ("walk", "stroll", "character"), ("walking",),
                      person=True),
}
# fmt: on
