"""What a scene is called: attributes, tags, a title, and captions in varied English."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import numpy as np

from models.world.sample import pick
from models.world.scene import Person, Scene
from models.world.vocabulary import PLACES, SUBJECTS

_TIMES = {
    "dawn": ("at dawn", "at sunrise", "in the early morning"),
    "day": ("in daylight", "in the daytime", "at midday"),
    "sunset": ("at sunset", "in the evening light", "at dusk"),
    "night": ("at night", "by moonlight", "after dark"),
}
_WEATHER = {
    "clear": ("under a clear sky", "in clear weather"),
    "cloudy": ("under a cloudy sky", "on a cloudy day"),
    "rain": ("in the rain", "while it is raining"),
    "snow": ("in falling snow", "while it is snowing"),
    "fog": ("in the fog", "on a foggy day"),
}
_LOOKS = {
    "flat": ("flat animation", "flat-design animation", "paper-cut animation"),
    "pastel": ("pastel animation", "soft pastel animation", "pastel-coloured cartoon"),
    "neon": ("neon animation", "glowing neon animation", "neon-outlined animation"),
    "pixel": ("pixel art animation", "retro pixel art clip", "8-bit pixel animation"),
    "sketch": ("pencil sketch animation", "hand-drawn sketch", "sketched animation"),
}
_PALETTES = {
    "natural": (),
    "warm": ("in warm colours", "in warm tones"),
    "cool": ("in cool colours", "in cool blue tones"),
    "vivid": ("in vivid colours", "in bright, saturated colours"),
    "mono": ("in black and white", "in shades of grey"),
}
_CAMERAS = {
    "static": (),
    "pan": ("the camera pans slowly", "with a panning camera"),
    "zoom": ("the camera zooms in and out", "with a slow zoom"),
}
_SYNONYMS = {
    "cat": ("cat", "kitten", "cat"),
    "dog": ("dog", "puppy", "dog"),
    "rabbit": ("rabbit", "bunny"),
    "plane": ("plane", "airplane"),
    "sailboat": ("sailboat", "sailing boat"),
    "hot-air balloon": ("hot-air balloon", "balloon"),
    "footballer": ("footballer", "football player", "soccer player"),
    "skater": ("skater", "skateboarder"),
    "yogi": ("yogi", "person"),
    "walker": ("walker", "person"),
    "bowl of noodles": ("bowl of noodles", "bowl of ramen"),
}
_HAIR = {
    "bald": "a bald head",
    "short": "short {} hair",
    "long": "long {} hair",
    "curly": "curly {} hair",
    "bun": "{} hair in a bun",
}


def attributes(scene: Scene) -> dict[str, str]:
    """Every attribute that can be seen in the scene, by name. Absent ones are left out."""
    found: dict[str, str | None] = {
        "family": scene.family,
        "subject": scene.subject,
        "place": scene.place if scene.place != "nowhere" else None,
        "action": scene.action,
        "colour": scene.colour or None,
        "time_of_day": scene.time_of_day,
        "weather": scene.weather,
        "look": scene.look,
        "palette": scene.palette,
        "camera": scene.camera,
        "tempo": scene.tempo,
        "orientation": scene.orientation,
    }
    person = scene.person
    if person is not None:
        found |= {
            "skin": person.skin,
            "hair": person.hair,
            "hair_colour": person.hair_colour
            if person.hair != "bald" or person.beard != "none"
            else None,
            "beard": person.beard,
            "garment": person.garment,
            "garment_colour": person.garment_colour,
            "glasses": "yes" if person.glasses else "no",
            "hat": person.hat,
            "scarf": person.scarf,
        }
    return {name: value for name, value in found.items() if value}


def _article(words: str) -> str:
    return f"{'an' if words[0] in 'aeiou8' else 'a'} {words}"


def _join(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def describe_person(person: Person) -> str:
    """``"long blond hair, glasses, a red dress and a blue scarf"``."""
    parts = [_HAIR[person.hair].format(person.hair_colour)]
    if person.beard != "none":
        parts.append(f"a {person.beard} {person.hair_colour} beard")
    if person.glasses:
        parts.append("glasses")
    if person.hat != "none":
        parts.append(_article(person.hat))
    if person.scarf != "none":
        parts.append(_article(f"{person.scarf} scarf"))
    parts.append(_article(f"{person.garment_colour} {person.garment}"))
    return _join(parts)


def _noun(scene: Scene, rng: np.random.Generator) -> str:
    kind = SUBJECTS[scene.subject]
    noun = pick(rng, _SYNONYMS.get(kind.noun, (kind.noun,)))
    if kind.family == "landscape" or noun in ("waves", "particles"):
        return f"{scene.colour} {noun}".strip()
    named = f"{scene.colour} {noun}".strip()
    if scene.subject == "cake" and scene.colour:
        named = f"birthday cake with {scene.colour} icing"
    elif scene.subject == "coffee":
        named = f"{noun} in a {scene.colour} mug"
    elif scene.subject in ("fruit", "noodles"):
        named = noun.replace("bowl", f"{scene.colour} bowl")
    if scene.person is not None:
        return f"{_article(named)} with {describe_person(scene.person)}"
    return _article(named)


def caption(scene: Scene, rng: np.random.Generator) -> str:
    """One English sentence about the scene; another draw words it differently.

    Subject, action and place are always said, and so are look, time and weather where they can
    be seen; a plain palette, clear weather and a still camera are often left unsaid.
    """
    kind = SUBJECTS[scene.subject]
    says = partial(pick, rng)
    place = PLACES[scene.place].phrase if kind.family not in ("landscape", "city") else ""
    when = says(_TIMES[scene.time_of_day]) if scene.time_of_day else ""
    weather = ""
    if scene.weather and (scene.weather != "clear" or rng.uniform() < 0.35):
        weather = says(_WEATHER[scene.weather])
    core = " ".join(part for part in (_noun(scene, rng), kind.actions[scene.action], place) if part)
    around = " ".join(part for part in (when, weather) if part)
    if around and rng.uniform() < 0.3:
        body = f"{around}, {core}"
    else:
        body = f"{core} {around}".strip()
    style = says(_LOOKS[scene.look])
    extra = [says(_PALETTES[scene.palette])] if _PALETTES[scene.palette] else []
    form = int(rng.integers(4))
    if form == 0:
        sentence = f"{_article(style)}{_with(extra)}: {body}"
    elif form == 1:
        sentence = f"{body}, {style}{_with(extra)}"
    elif form == 2:
        pace = "a calm" if scene.tempo == "calm" else "a lively"
        sentence = f"{pace} {style}{_with(extra)} in which {body}"
    else:
        sentence = f"{body}{_with(extra)}, drawn as {_article(style)}"
    if _CAMERAS[scene.camera] and rng.uniform() < 0.6:
        sentence = f"{sentence}, {says(_CAMERAS[scene.camera])}"
    return sentence[0].upper() + sentence[1:] + "."


def _with(extra: list[str]) -> str:
    return "".join(f" {part}" for part in extra)


def title(scene: Scene) -> str:
    """A short title such as ``"Ginger cat in a meadow at dawn"``; the same for equal scenes."""
    kind = SUBJECTS[scene.subject]
    if kind.family == "landscape":
        name = kind.noun.removeprefix("the ").removeprefix("a ")
    else:
        name = f"{scene.colour} {kind.noun}".strip()
        if scene.person is not None:
            worn = f"{scene.person.garment_colour} {scene.person.garment}"
            name = f"{kind.noun} in {_article(worn)}"
        elif scene.subject in ("fruit", "coffee", "noodles", "cake"):
            name = kind.noun
    place = (
        PLACES[scene.place].phrase
        if kind.family not in ("landscape", "food", "city", "abstract")
        else ""
    )
    when = _TIMES[scene.time_of_day][0] if scene.time_of_day and scene.time_of_day != "day" else ""
    weather = (
        _WEATHER[scene.weather][0]
        if scene.weather and scene.weather not in ("clear", "cloudy")
        else ""
    )
    words = " ".join(part for part in (name, place, when or weather) if part)
    return words[0].upper() + words[1:]


def tags(scene: Scene) -> tuple[str, ...]:
    """Search words, most telling first, without repeats."""
    kind, place = SUBJECTS[scene.subject], PLACES[scene.place]
    moods = {"calm": ("calm",), "lively": ("lively",)}[scene.tempo]
    animals = ("animals",) if kind.family == "animal" else ()
    words = [scene.subject, *kind.tags, kind.family, *animals, *place.tags, scene.look, *moods]
    words += [scene.colour, scene.time_of_day or ""]
    words.append(scene.weather if scene.weather and scene.weather != "clear" else "")
    if scene.person is not None:
        words += ["people", scene.person.garment, "beard" if scene.person.beard != "none" else ""]
    return tuple(dict.fromkeys(word for word in words if word))


def describe_look(scene: Scene, rng: np.random.Generator) -> str:
    """A word or two for the look: ``"pixel art animation"``."""
    return pick(rng, _LOOKS[scene.look])


def describe_time(scene: Scene, rng: np.random.Generator) -> str:
    """When it is, ``"at dusk"``; empty where that cannot be seen."""
    return pick(rng, _TIMES[scene.time_of_day]) if scene.time_of_day else ""


def describe_weather(scene: Scene, rng: np.random.Generator) -> str:
    """What the sky does, ``"in the rain"``; empty where that cannot be seen."""
    return pick(rng, _WEATHER[scene.weather]) if scene.weather else ""
