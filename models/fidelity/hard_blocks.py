"""Narrow blocks for the worst: what nobody may ask for, in whatever mood, without a classifier.

Each needs two things close to each other in one sentence, so that a word alone blocks nothing. They
are few on purpose: word lists are no safety filter, they are the floor under one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NEAR = 60
"""Characters that may lie between the two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """Characters ``start`` to ``end`` are of this kind."""

    kind: str
    start: int
    end: int


_CHILD = (
    r"child(?:ren)?|kids?|minors?|toddlers?|bab(?:y|ies)|infants?|pre-?teens?"
    r"|school ?(?:girl|boy)s?|little (?:girl|boy)s?|under-?age(?:d)?(?: \w+)?"
    r"|(?:[1-9]|1[0-7])[- ]?(?:yo|year[- ]old)s?"
    r"|loli(?:ta)?s?|shota"
)
_SEXUAL = (
    r"porn(?:o|ographic|ography)?|sexual(?:ly|ised|ized)?|sex|nudes?|naked|undress(?:ed|ing)?"
    r"|erotic(?:a|ally)?|hentai|orgasms?|masturbat\w+|topless|strip(?:ping|tease)"
)
_REAL = (
    r"my (?:ex|neighbou?r|teacher|boss|colleague|co-?worker|classmate|sister|stepsister|crush)"
    r"(?:['’]s|[- ]?(?:wife|girlfriend|boyfriend|husband))?|(?:a|the|this|that) (?:celebrity"
    r"|actress|politician|classmate|real (?:person|woman|girl|man))|her face|his face"
    r"|without (?:her|his|their) (?:consent|knowledge)"
)
_FAKE = r"deep ?fakes?|face ?swap\w*|nudif\w+|undress\w*|remove (?:her|his|their) cloth\w+"
_MASS = (
    r"nerve (?:agent|gas)|sarin|novichok|vx gas|ricin|anthrax|mustard gas|dirty bomb|pipe bomb"
    r"|nail bomb|car bomb|suicide (?:vest|belt)|nuclear (?:bomb|weapon|device)|bio-?weapons?"
    r"|chemical weapons?"
)
_MAKING = (
    r"how (?:to|do i|can i|would i) (?:make|build|brew|cook|synthesi[sz]e|assemble|produce|mix)"
    r"|(?:recipe|instructions?|tutorial|guide|steps|blueprints?) (?:for|to|of|on)"
    r"|step[- ]by[- ]step|synthesi[sz]e"
)
_PEOPLES = (
    r"jews?|muslims?|christians?|blacks?|black people|whites?|immigrants?|refugees?|gypsies|roma"
    r"|gays?|lesbians?|trans people|asians?|arabs?|women|infidels|disabled people"
)
_DEATH = (
    r"gas (?:all )?(?:the|them)|exterminat\w+|kill (?:all|every|off)|death to|wipe out|genocide of"
    r"|massacre (?:all|the)|should (?:all )?(?:be (?:killed|shot|gassed|hanged|lynched)|die)"
    r"|deserve to die"
)


def _near(one: str, other: str) -> re.Pattern[str]:
    gap = rf"[^.!?\n]{{0,{NEAR}}}?"
    return re.compile(rf"(?i)\b(?:{one})\b{gap}\b(?:{other})\b|\b(?:{other})\b{gap}\b(?:{one})\b")


BLOCKS: Mapping[str, re.Pattern[str]] = {
    "sexual content with a child": _near(_CHILD, _SEXUAL),
    "a sexual fake of a real person": _near(
        _REAL, rf"(?:{_FAKE})|(?:porn\w*|nudes?|naked) (?:video|clip|picture|photo|image)s?"
    ),
    "making a weapon of mass harm": _near(_MASS, _MAKING),
    "a call for killing a group of people": _near(_DEATH, _PEOPLES),
}
_ABOUT = re.compile(
    r"(?i)\b(?:prevent\w*|protect\w*|against|stop(?:ping)?|history|historical|documentary|news"
    r"|education|awareness|survivors?|report(?:ed|ing)?|illegal|law|laws|museum|memorial"
    r"|punish\w*)\b"
)
"""Words of who speaks about it instead of asking for it; the classifier still reads those."""


def blocked(text: str) -> Iterator[Blocked]:
    """Yield what is blocked in ``text``, the first of each kind."""
    for kind, pattern in BLOCKS.items():
        for match in pattern.finditer(text[:20_000]):
            around = text[max(0, match.start() - NEAR) : match.end() + NEAR]
            if not _ABOUT.search(around):
                yield Blocked(kind=kind, start=match.start(), end=match.end())
                break
