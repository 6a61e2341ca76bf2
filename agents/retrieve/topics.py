"""What items are about: the words that say what is in a clip."""

from __future__ import annotations

import re
from itertools import pairwise

from agents.read.words import content_words
from models.domain import Item

LONGEST = 18

DULL = frozenset(
    # what a picture is, rather than what it shows
    "abstract animation background backdrop cartoon cinematic clip closeup compilation drone "
    "drawing effect film footage frame hd image landscape loop montage motion movie outdoor "
    "outdoors indoor indoors photo picture portrait scene scenery shot slow slowmo stock texture "
    "timelapse vertical video view vlog wallpaper "
    # how it looks or feels
    "amazing beautiful best big bright calm character cool cosy cute dark flat fun funny happy "
    "healthy hypnotic lively lofi modern neon new nice old pastel pixel pretty quiet range "
    "relaxing retro sketch small soft sweet vivid warm wild "
    # colours, and times that are always
    "black blue brown gold green grey gray orange pink purple red silver teal violet white yellow "
    "day daytime daylight midday moment morning time".split()
)
"""Words that name no thing and no place."""

_BREAKS = re.compile(r"[^\w\s'-]+")


def names(item: Item) -> set[str]:
    """Return the words of an item that say what it shows: its tags, and the nouns of its title.

    Without a dictionary a noun is known by its place: nothing it could describe comes next. What
    ends in *-ing* is one only as a tag (*surfing*).
    """
    tags = {" ".join(tag.lower().split()) for tag in item.tags}
    found = {tag for tag in tags if not DULL.intersection(tag.split())}
    for part in _BREAKS.split(item.title.lower()):
        words = part.split()
        said = {*content_words(part)}
        for word, after in pairwise([*words, ""]):
            if word in said and after not in said and not word.endswith("ing"):
                found.add(word)
    return {word for word in found - DULL if 2 < len(word) <= LONGEST}
