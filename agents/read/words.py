"""Words: what a visitor typed made plain, and whether an item's own words have one of them."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from models.domain import Item

LONGEST = 2000
"""Characters that are read; rules look for short phrases, and nobody says more in one breath."""

_TAGS = re.compile(r"<[^<>]{0,200}>")
_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
# What an emoji's official name says beside the thing it shows.
_EMOJI_NOISE = re.compile(
    r"\b(face|sign|symbol|with|of|the|head|and|emoji|modifier|fitzpatrick|type\S*|selector\S*|"
    r"variation|black|white|heavy|medium|smiling|glowing)\b"
)
_REACTION = re.compile(
    r"\b(thumbs|clapping|hands?|heart\w*|grinning|tears|kiss\w*|ok|fire|party)\b"
)
_SMILEYS = range(0x1F600, 0x1F650)

_FOREIGN = frozenset(
    "zeig zeige mir bitte ich möchte etwas mit und ein eine einen "
    "montre montre-moi moi je veux avec une des quelque chose les "
    "muestrame muéstrame quiero con una algo los las por favor "
    "mostrami vorrei qualcosa gli della mostre quero uma com laat zien een het".split()
)
_SURE = frozenset(
    "zeig zeige montre montrez muestrame muéstrame quiero mostrami vorrei mostre".split()
)
"""Words of other languages that no English sentence has: one is enough."""
_ENGLISH = frozenset(
    "the a an of with and me show find something i it to in on at is this that make some no".split()
)

_EMPTY = frozenset(
    "the and with for from that this these those has have who what where when how are was not but "
    "some any one two three very just like look looks being them they their his her its our your "
    "you into over under near onto out off all a lot really something someone somebody "
    "doing going being getting making".split()
)
NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "ninety": 90,
}  # fmt: skip
_IRREGULAR = {
    "children": "child", "people": "person", "men": "man", "women": "woman", "mice": "mouse",
    "geese": "goose", "wolves": "wolf", "leaves": "leaf", "feet": "foot",
}  # fmt: skip


def number(text: str) -> float:
    """Return the value of digits or a number word."""
    return float(NUMBERS.get(text, 0) or text)


def backwards(low: str, high: str) -> bool:
    """Whether a range ends before it begins: hours such as "8 to 5" are no part of a clip."""
    return number(high) < number(low)


def plain(text: str) -> str:
    """Return lower-case words without markup, with straight quotes and single spaces.

    Wide and ornate letters become plain ones, and signs that nobody sees go.
    """
    if not text.isascii():
        seen = "".join(sign for sign in text[:LONGEST] if unicodedata.category(sign) != "Cf")
        text = unicodedata.normalize("NFKC", seen)
    return " ".join(_TAGS.sub(" ", text[:LONGEST]).translate(_STRAIGHT).lower().split())


def emoji_words(text: str) -> str | None:
    """Return what a message of emoji alone shows (🐶 is “dog”), or ``None`` if it has words.

    Faces that smile and hands that clap show nothing; a message of those gives ``""``.
    """
    signs = [c for c in text if not c.isspace()]
    if not signs or any(c.isalnum() for c in signs):
        return None
    if not any(unicodedata.category(c) == "So" for c in signs):
        return None
    named = []
    for sign in signs:
        name = unicodedata.name(sign, "").lower()
        if ord(sign) in _SMILEYS or unicodedata.category(sign) != "So" or _REACTION.search(name):
            continue
        named.append(_EMOJI_NOISE.sub(" ", name))
    return " ".join(dict.fromkeys(" ".join(named).split()))


def foreign(words: str) -> bool:
    """Whether ``words`` are in a language other than English, as far as short rules can tell."""
    letters = [c for c in words if c.isalpha()]
    if letters and sum(c > "\u024f" for c in letters) > len(letters) / 2:
        return True  # another script
    said = re.findall(r"[\w'-]+", words)
    if not _SURE.isdisjoint(said):
        return True
    return sum(w in _FOREIGN for w in said) >= 2 and not any(w in _ENGLISH for w in said)


def content_words(text: str) -> list[str]:
    """Lower-case words of three letters or more that say something."""
    return [word for word in re.findall(r"[^\W\d_]{3,}", text.lower()) if word not in _EMPTY]


def mentions(item: Item, word: str) -> bool:
    """Whether an item's title, description or tags have the word, singular or plural."""
    return says(" ".join((item.title, item.description, *item.tags)), word)


def titled(item: Item, word: str) -> bool:
    """Whether the title alone has the word."""
    return says(item.title, word)


def says(text: str, word: str) -> bool:
    """Whether a text has the word, singular or plural."""
    return not _said(text).isdisjoint(_singulars(word.lower().strip()))


def same(one: str, other: str) -> bool:
    """Whether two words are one, singular or plural."""
    return not _singulars(one.lower()).isdisjoint(_singulars(other.lower()))


@lru_cache(maxsize=4096)
def _said(text: str) -> frozenset[str]:
    words = set(re.findall(r"[^\W\d_]+", text.lower()))
    return frozenset(form for word in words for form in _singulars(word))


def _singulars(word: str) -> set[str]:
    """The word itself and what it may be the plural of: horses is horse (and hors)."""
    found = {word, _IRREGULAR.get(word, word)} - {""}
    for ending, instead in (("ies", "y"), ("es", ""), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            found.add(word[: -len(ending)] + instead)
    return found
