"""Reads out of a sentence what is to be made unrecognisable, and how: faces, numbers, writing."""

from __future__ import annotations

import re

from agents.make.blurring import What

_FACES = r"(?:faces?|people|persons?|everyone|everybody|whoever is in it)"
_NUMBERS = (
    r"(?:(?:number|licen[cs]e|registration|car)[ -]?plates?|plates?|"
    r"(?:(?:tele)?phone |house )?numbers?|(?:street |e-?mail )?address(?:es)?|e-?mails?|"
    r"registrations?)"
)
_WRITING = r"(?:text|writing|words|letters|lettering|signs?|names?|captions?)"
_ALL = (
    r"(?:(?:every|any)thing (?:private|personal)|"
    r"(?:private|personal) (?:things|details|data|info(?:rmation)?|stuff))"
)
_OF = (
    r"(?:\s+(?:out|all|both|of|the|that|any|every|each|my|his|her|its|their|our|other|these|those|"
    r"visible|private|(?:people|everyone|everybody|somebody|person|man|woman|child|children|kid|"
    r"kids|girl|boy|car|driver)'?s?)){0,6}"
)
_THING = rf"(?:{_ALL}|{_NUMBERS}|{_WRITING}|{_FACES})"
_VERB = (
    r"(?:blur(?:ring)?|pixel{1,2}(?:ate|ise|ize)|mosaic|anonymi[sz]e|censor|redact|obscure|mask|"
    r"hide|cover up|"
    r"black out)"
)
_SQUARES = (
    r"(?:put |add |lay |use )?(?:(?:some|an?|the|big|large|black) )*(?:pixels|pixelation|mosaics?|"
    r"squares|blocks|blur|censor(?:ship)? bars?|bars?)(?: effect)?"
)
_AND = rf"(?:\s*(?:,|and|or|&)\s*{_OF}\s*{_THING}){{0,6}}"

HIDE = re.compile(
    rf"\b{_VERB}\b{_OF}\s+(?P<what>{_THING}{_AND})\b"
    rf"|\b(?<!clip with )(?<!clips with )(?<!video with )(?<!videos with )(?<!one with )"
    rf"(?:blurred|pixel{1, 2}ated|pixel{1, 2}[iy]?[sz]ed|censored|anonymous|"
    rf"unrecogni[sz]able)\s+(?P<done>{_THING}{_AND})\b"
    rf"|\bmake{_OF}\s+(?P<made>{_THING}{_AND})\s+"
    r"(?:into )?(?:blurry|blurred|pixel{1,2}ated|pixels|blocky|unreadable|unrecogni[sz]able|"
    r"anonymous)\b"
    rf"|\b{_SQUARES}\s+(?:over|on|onto|across|in front of)\b{_OF}\s+(?P<under>{_THING}{_AND})\b"
    r"|\banonymi[sz]e\s+(?:it|this|that|(?:the|this|that) (?:clip|video|one)|"
    r"the (?:first|second|third|fourth|last) (?:one|clip|video))\b"
)

PIXELS = re.compile(
    r"\b(?:with|behind|by|in|using|under|into) (?:(?:an?|some|big|large|the|chunky) )*(?:pixels|"
    r"pixelation|mosaics?|squares|blocks)\b"
)
"""Says of what is hidden how: in squares."""
_PIXELATED = re.compile(r"\b(?:pixel\w*|mosaics?|squares|blocks|blocky)\b")

ANYWAY = re.compile(r"\banyway\b|\bjust (?:do|try) it\b")
"""Wants blurred what only may be that."""


def hidden(found: re.Match[str]) -> What:
    """Return what a match of :data:`HIDE` names; all where it names several kinds."""
    said = found["what"] or found["made"] or found["done"] or found["under"] or ""
    faces, numbers = re.search(rf"\b{_FACES}\b", said), re.search(rf"\b{_NUMBERS}\b", said)
    if re.search(rf"\b{_WRITING}\b", said) and not numbers and not faces:
        return "writing"
    if faces and not re.search(rf"\b(?:{_NUMBERS}|{_WRITING}|{_ALL})\b", said):
        return "faces"
    return "numbers" if numbers and not faces else "all"


def pixelated(found: re.Match[str], beside: bool) -> bool:
    """Whether a match of :data:`HIDE` asks for squares, or they are named ``beside`` it."""
    return beside or _PIXELATED.search(found[0]) is not None
