"""Everyday words around a wish: what says nothing to be drawn, what connects, what means the same.

Written by hand: captions of the painted world are too regular to teach them.
"""

from __future__ import annotations

from collections.abc import Mapping

_DESCRIBE = (
    "beautiful nice lovely pretty cute sweet cool funny silly happy sad cheerful lonely joyful "
    "amazing awesome epic great good best perfect gorgeous stunning magical dreamy romantic "
    "mysterious peaceful relaxing relaxed quiet calm lively busy wild exciting energetic hypnotic "
    "cosy cozy soothing simple plain little small tiny big large huge giant tall long short old "
    "young new fluffy soft bright dark colourful colorful vivid abstract single whole "
    "real wonderful fine adorable majestic elegant fast slow quick speedy gentle fresh typical "
    "light lights open early reflected full lone proud brave curious sleepy hungry tired lofi"
)
_SAY_NOTHING = (
    "a an the this that these those my your his her its our their some any all no every each "
    "another other more less much many few very so too really just only also even still again "
    "something anything someone somebody anyone everything nothing thing things stuff one ones "
    "i me you he him she they them it we us who what which where when while as like same "
    "and or but with without of on in at by under over near next to from into onto behind for "
    "through across up down around above below along between beside between against out off "
    "toward towards past about inside outside during until then than there here together alone "
    "is are was be being been has have having do does did doing can could will would should shall "
    "want wants need like likes love loves let lets please thanks thank hi hello hey ok okay now "
    "draw draws drawn drawing drawings make makes making made create creates created generate "
    "generated show shows showing shown paint painted painting render rendered imagine animate "
    "animated animation animations design give gives giving put puts add adds adding turn turns "
    "change changes set take takes move moves keep replace swap dress wear wears wearing worn "
    "shave remove have get gets getting go goes going goes come comes coming see seen look looks "
    "looking use using try feel feels feeling say play plays playing start begin end go let "
    "video videos clip clips picture pictures image images photo photos film movie gif shot shots "
    "scene scenes view views thumbnail cover poster illustration art artwork style styles styled "
    "look version kind sort type bit lot seconds second minute minutes long loop looping looped "
    "background foreground front back middle side top bottom left right centre center half full "
    "beautifully slowly quickly gently quietly happily softly lots piece pieces part colour "
    "colours color colors tones shades tone coloured colored mood vibe vibes atmosphere effect "
    "suddenly one two three four five six seven eight nine ten dozen couple pair first last later "
    "day instead maybe surprise perhaps different kinda bigger smaller closer nicer better"
)
NEUTRAL: Mapping[str, str] = {
    **dict.fromkeys(_SAY_NOTHING.split(), "nothing"),
    **dict.fromkeys(_DESCRIBE.split(), "describes"),
}
"""Words that do not decide what is drawn; some describe what follows them."""

CONNECTING = frozenset(
    "and or but with without of on in at by under over near next to from into onto behind for "
    "through across around above below along between beside against as like while inside "
    "outside toward towards during until".split()
)
"""Where one thing ends and another begins."""

DETERMINERS = frozenset(
    "a an the this that these those my your his its our their some any another two three four "
    "five six seven eight nine ten many few more several no".split()
)

PEOPLE = frozenset(
    "he him his she her they them their man woman girl boy guy lady person people dancer runner "
    "surfer skater footballer cyclist yogi walker player wear wears wearing dress".split()
)
"""Words that speak of somebody in the picture."""

SAME: Mapping[str, str] = {
    # people
    "woman": "person", "women": "person", "man": "person", "men": "person", "girl": "person",
    "boy": "person", "guy": "person", "lady": "person", "people": "person", "human": "person",
    "kid": "person", "soccer": "football", "ball": "football", "jogger": "runner", "face": "person",
    # animals
    "kitty": "kitten", "tabby": "cat", "hound": "dog", "doggy": "dog", "doggo": "dog",
    "stallion": "horse", "mare": "horse", "pony": "horse", "hare": "rabbit",
    "goldfish": "orange fish", "clownfish": "orange fish", "tortoise": "turtle",
    # things that drive, sail and fly
    "boat": "sailboat", "yacht": "sailboat", "automobile": "car", "taxi": "yellow car",
    "aeroplane": "plane", "jet": "plane", "airliner": "plane", "locomotive": "train",
    "railway": "train", "bike": "bicycle", "spaceship": "rocket", "spacecraft": "rocket",
    "skate": "skateboard", "flight": "flying",
    # food
    "espresso": "coffee", "cappuccino": "coffee", "latte": "coffee", "noodle": "noodles",
    "fruit bowl": "bowl of fruit", "gelato": "ice cream",
    # places
    "seaside": "beach", "shore": "beach", "seashore": "beach", "coast": "beach",
    "ocean": "sea", "woods": "forest", "woodland": "forest", "grass": "meadow", "field": "meadow",
    "grassland": "savanna", "savannah": "savanna", "dune": "desert", "hill": "mountains",
    "peak": "mountains", "stream": "river", "creek": "river", "pond": "lake", "town": "city",
    "downtown": "city", "highway": "road", "aquarium": "under water",
    "cloud": "cloudy", "aurora borealis": "northern lights", "gym": "indoor court",
    # time and weather
    "sundown": "sunset", "noon": "midday", "midnight": "night", "nighttime": "night",
    "moonlit": "by moonlight", "mist": "fog", "misty": "foggy", "drizzle": "rain",
    "stormy": "in the rain", "storm": "rain", "sunny": "under a clear sky", "winter": "snow",
    "wintry": "snow", "spring": "under cherry blossoms",
    # how it looks
    "crimson": "red", "scarlet": "red", "violet": "purple", "turquoise": "teal",
    "gold": "golden", "gray": "grey", "silver": "grey", "blonde": "blond", "beige": "cream",
    "monochrome": "black and white", "8 bit": "8-bit", "pixelated": "pixel art",
    "cartoon": "flat animation", "handdrawn": "hand-drawn sketch",
    # what people wear
    "jacket": "coat", "suit": "coat", "shirt": "t-shirt", "jumper": "sweater",
    "pullover": "sweater",
    "sunglasses": "glasses", "spectacles": "glasses", "tee": "t-shirt", "gown": "dress",
    "bearded": "with a long beard",
    # what they do
    "jogging": "running", "sprinting": "running", "gliding": "gliding", "trotting": "walking",
    "strolling": "walking",
}  # fmt: skip
"""What people say, and what the captions say for it."""
