"""Narrow blocks for the worst: what nobody may ask for, in whatever mood, without a classifier.

Each needs two things close to each other in one sentence, so that a word alone blocks nothing. They
are few on purpose: word lists are no safety filter, they are the floor under one.
"""

from __future__ import annotations

import re
import unicodedata
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


_AGE = (
    r"(?:[1-9]|1[0-7]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|sixteen|seventeen)"
)
_CHILD = (
    r"child(?:ren)?|kids?(?! rock)|minors?(?! (?:keys?|chords?|scales?|edits?|changes?|league))"
    r"|toddlers?|bab(?:y|ies)(?! (?:animals?|blue|shower|grand|pink))|infants?|pre-?teens?|teens?"
    r"|teenage(?:rs?|d)?|school ?(?:girl|boy|kid)s?|school ?child(?:ren)?"
    r"|(?:little|young) (?:girl|boy)s?|under-?age(?:d)?(?: \w+)?|loli(?:ta)?s?|shota"
    rf"|{_AGE}[- ]?(?:yo|y/o|(?:years?|yrs?)[- ]?olds?)|(?:aged?|(?:girl|boy)s? (?:of|aged)) {_AGE}"
)
_SEXUAL = (
    r"porn(?:o|ographic|ography)?|sex(?:y|ual(?:ly|i[sz]ed)?)?|nudity|undress(?:ed|ing)?"
    r"|nudes?(?! (?:colou?r|lipstick|shade|tone)s?)|naked(?! (?:eyes?|mole|truth))|hentai"
    r"|erotic(?:a|ally)?|orgasms?|masturbat\w+|topless|striptease|strippers?|lingerie"
    r"|seductive(?:ly)?|horny|nsfw"
    rf"|hot(?= (?:little |young )?(?:{_AGE}[- ]?(?:yo|y/o|years?)|teens?\b|school ?(?:girl|boy)))"
)
_REAL = (
    r"my (?:ex|neighbou?r|teacher|boss|colleague|co-?worker|classmate|sister|stepsister|crush)"
    r"(?:['’]s|[- ]?(?:wife|girlfriend|boyfriend|husband))?|(?:a|the|this|that) (?:celebrity"
    r"|actress|politician|classmate|real (?:person|woman|girl|man))|her face|his face"
    r"|without (?:her|his|their) (?:consent|knowledge)"
)
_FAKE = r"deep ?fakes?|face ?swap\w*"
_UNDRESSED = (
    r"nudif\w+|undress\w*|remove (?:her|his|their) cloth\w+"
    r"|(?:porn\w*|nudes?|naked) (?:video|clip|picture|photo|image|deep ?fake|face ?swap)s?"
)
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


CHILDREN = "sexual content with a child"

BLOCKS: Mapping[str, re.Pattern[str]] = {
    CHILDREN: _near(_CHILD, _SEXUAL),
    "a sexual fake of a real person": _near(_REAL, _UNDRESSED),
    "a fake of a real person": _near(_REAL, _FAKE),
    "making a weapon of mass harm": _near(_MASS, _MAKING),
    "a call for killing a group of people": _near(_DEATH, _PEOPLES),
}
_ABOUT = re.compile(
    r"(?i)\b(?:prevent\w*|protect\w*|against|stop(?:ping)?|history|historical|documentary|news"
    r"|education|awareness|survivors?|report(?:ed|ing)?|illegal|law|laws|museum|memorial"
    r"|punish\w*)\b"
)
"""Words of who speaks about it instead of asking for it; the classifier still reads those."""

_PROTECTS = re.compile(
    r"(?i)\b(?:prevent\w*|protect\w*|against|sex ed|education|health|awareness|survivors?|abuse"
    r"|predators?|illegal|laws?|punish\w*)\b"
)
"""Of the first kind fewer will do: nobody needs a documentary of it."""

_ALIKE = str.maketrans("аеорсухіјѕԁһοα", "aeopcyxijsdhoa")
"""Letters of other scripts that look like ours."""


def blocked(text: str) -> Iterator[Blocked]:
    """Yield what is blocked in ``text``, the first of each kind.

    Letters that only look like ours and signs that nobody sees hide nothing.
    """
    read, places = _read(text[:20_000])
    for kind, pattern in BLOCKS.items():
        speaks = _PROTECTS if kind == CHILDREN else _ABOUT
        for match in pattern.finditer(read):
            around = read[max(0, match.start() - NEAR) : match.end() + NEAR]
            if not speaks.search(around):
                yield Blocked(
                    kind=kind, start=places[match.start()], end=places[match.end() - 1] + 1
                )
                break


def _read(text: str) -> tuple[str, list[int]]:
    """The text as it looks, in plain letters, and where in ``text`` each of them stands."""
    found = [
        (letter, place)
        for place, sign in enumerate(text)
        if unicodedata.category(sign) != "Cf"
        for letter in unicodedata.normalize("NFKC", sign).translate(_ALIKE)
    ]
    return "".join(letter for letter, _ in found), [place for _, place in found]
