"""Mends typing errors in the words that requests are made of, before anything reads them, and
writes out what people shorten ("pls", "dont").

A word that nobody knows, and that is one slip away (a letter too many, too few, another, or two
that changed places; Damerau 1964) from a word of requests, becomes that word. Known words, names,
the many of one word ("pancakes" for "pancake"), and what stands in quotes or is to be written on a
clip stay as they were typed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from spellchecker import SpellChecker

from agents.instruct.instructor import Instructor
from agents.scene import Scene
from models.domain import Decision

WORDS = "words.txt"
"""The file of common words, beside the reader's weights."""

SHORTEST = 4
"""Letters of a word that is mended; of shorter ones too many are one slip apart."""

OWN = frozenset(("mash", "mashup", "splice", "supercut", "mins", "secs"))
"""Words of rules that no request has taught."""

SHORT = {
    "u": "you", "ur": "your", "urs": "yours", "pls": "please", "plz": "please", "plss": "please",
    "smth": "something", "sth": "something", "smthn": "something", "sumthing": "something",
    "im": "i'm", "ive": "i've", "dont": "don't", "cant": "can't", "wont": "won't",
    "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "arent": "aren't", "wasnt": "wasn't",
    "thats": "that's", "whats": "what's", "wheres": "where's", "whos": "who's", "lets": "let's",
    "idk": "i don't know", "dunno": "i don't know", "wanna": "want to", "gonna": "going to",
    "lemme": "let me", "gimme": "give me", "vid": "video", "vids": "videos", "pic": "picture",
    "pics": "pictures", "thx": "thanks", "ty": "thanks", "nah": "no", "nope": "no", "wut": "what",
    "cuz": "because", "coz": "because", "ppl": "people", "tho": "though", "kk": "ok", "k": "ok",
    "okey": "ok", "yea": "yes", "yup": "yes", "yh": "yes", "ya": "you", "abt": "about",
    "nite": "night", "tonite": "tonight", "thru": "through", "lil": "little", "cos": "because",
    "prolly": "probably", "rly": "really", "fav": "favourite", "luv": "love",
    "tmrw": "tomorrow", "rn": "right now", "n": "and", "w": "with", "w/o": "without", "r": "are",
    "bc": "because", "js": "just", "nr": "number", "shld": "should", "b4": "before",
    "chill": "calm", "chilled": "calm", "teh": "the", "hte": "the", "adn": "and", "nad": "and",
    "dis": "this", "dat": "that", "lik": "like", "sum": "some", "sumthin": "something",
    "og": "original", "wat": "what", "2gether": "together", "sk8": "skateboard", "gr8": "great",
    "2day": "today", "2nite": "tonight", "l8r": "later", "plis": "please", "gud": "good",
}  # fmt: skip
"""What people shorten, or write without its apostrophe, and what it stands for."""

_WORD = re.compile(
    r"(?:w/o|b4|2gether|sk8|gr8|l8r|2day|2nite)\b|[A-Za-z]+(?:['’][A-Za-z]+)?", re.IGNORECASE
)
_DIGITS = (
    (r"(?i)\b4 (?=(?:tik ?tok|insta(?:gram)?|whatsapp|my|me|us|the|a|him|her)\b)", "for "),
    (r"\b(?<=the |hat |his |her )1\b(?! ?(?:s|secs?|seconds?|st|x|%|min)\b|[.:,]\d)", "one"),
)
"""Numbers written for the words that sound like them: "4 tiktok", "the 1 in the snow"."""
_QUOTED = re.compile(r"[\"“«].*?(?:[\"”»]|$)|(?<!\w)['‘].*?['’](?!\w)", re.DOTALL)
_WRITTEN = re.compile(
    r"\b(?:writes?|saying|says?|reading|titled?|called|named|caption(?:ed)?|text|words?)\b[\s:]*",
    re.IGNORECASE,
)
"""What follows is somebody's own wording."""


class Speller:
    """Knows ``common`` words, the likeliest first, and leaves alone those that are ``known``."""

    def __init__(self, common: Sequence[str], known: Collection[str]) -> None:
        self._rank = {word: place for place, word in enumerate(common) if len(word) >= SHORTEST}
        self._known, self.words = {*known, *OWN}, frozenset(self._rank)
        self._near: dict[str, list[str]] = {}
        self._sounding: dict[str, str] = {}
        for word in self._rank:
            for short in {word, *_shorter(word)}:
                self._near.setdefault(short, []).append(word)
            self._sounding.setdefault(_sound(word), word)

    def mended(self, text: str) -> str:
        """Return ``text`` with its slips mended."""
        written = _WRITTEN.search(text)
        end = written.end() if written else len(text)
        if _QUOTED.search(text) is None:
            wish = text[:end]
            for sounds, word in _DIGITS:
                wish = re.sub(sounds, word, wish)
            text, end = f"{wish}{text[end:]}", len(wish)
        quoted = [found.span() for found in _QUOTED.finditer(text)]

        def mend(found: re.Match[str]) -> str:
            at, word = found.start(), found.group()
            named = word[0].isupper() and at > 0
            alone = len(word) > 1 or not text[max(0, at - 1) : at + 2].replace(word, "", 1).strip(
                " ,"
            )
            if at >= end or named or not alone or any(low <= at < high for low, high in quoted):
                return word
            return self._word(word)

        return _WORD.sub(mend, text)

    def _word(self, word: str) -> str:
        small = word.lower()
        if small in SHORT and (word.islower() or word == small.capitalize()):
            return SHORT[small]
        if len(small) < SHORTEST or small in self._rank or small in self._known or "'" in small:
            return word
        near = {
            other
            for short in (small, *_shorter(small))
            for other in self._near.get(short, ())
            if _one_slip(small, other) and not _one_and_many(small, other)
        }
        heard = self._sounding.get(_sound(small), word) if len(small) > SHORTEST else word
        return min(near, key=lambda other: self._rank[other], default=heard)


def speller(weights: Path, known: Collection[str]) -> Speller:
    """Return the speller with the words that lie below ``weights``.

    Beside ``known`` it leaves alone what the text encoder knows, where that is there, and 160,000
    words of English: a tench is no slip of a teacher.
    """
    more = weights / "text" / "tokenizer.json"
    if more.is_file():
        words = json.loads(more.read_text(encoding="utf-8"))["model"]["vocab"]
        known = {*known, *(word for word in words if word.isalpha())}
    english = SpellChecker(language="en").word_frequency.words()
    common = (weights / "instructor" / WORDS).read_text(encoding="utf-8").split()
    return Speller(common, {*known, *english})


_ALIKE = (("ph", "f"), ("ck", "k"), ("qu", "kw"), ("x", "ks"), ("y", "i"), ("z", "s"))
"""Letters that sound alike."""


def _sound(word: str) -> str:
    """Roughly how a word sounds: "elefant" is as "elephant", "bicicle" as "bicycle"."""
    for spelt, heard in _ALIKE:
        word = word.replace(spelt, heard)
    word = re.sub(r"c(?![eih])", "k", word)
    return re.sub(r"(.)\1+", r"\1", re.sub(r"(?<=.)(?:ie|ei|ee|ea)", "i", word))


def _shorter(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _one_and_many(one: str, other: str) -> bool:
    """Whether the words are one and many of the same: no slip, and either is a word."""
    short, long = sorted((one, other), key=len)
    return long in (f"{short}s", f"{short}es")


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter is missing, doubled, another, or two beside each other changed places."""
    if len(one) == len(other):
        apart = [at for at in range(len(one)) if one[at] != other[at]]
        if len(apart) == 1:
            return True
        swapped = len(apart) == 2 and apart[1] == apart[0] + 1
        return swapped and one[apart[0]] == other[apart[1]] and one[apart[1]] == other[apart[0]]
    short, long = sorted((one, other), key=len)
    return len(long) == len(short) + 1 and short in _shorter(long)


class Mending:
    """Lets ``instructor`` decide about what was said with its slips mended."""

    def __init__(self, instructor: Instructor, speller: Speller) -> None:
        self.instructor, self.speller = instructor, speller

    def decide(self, scene: Scene) -> Decision:
        """See :class:`agents.instruct.instructor.Instructor`."""
        if scene.text in scene.options:
            return self.instructor.decide(scene)
        return self.instructor.decide(replace(scene, text=self.speller.mended(scene.text)))

    def warm(self) -> None:
        """See :class:`agents.instruct.instructor.Instructor`."""
        self.instructor.warm()
