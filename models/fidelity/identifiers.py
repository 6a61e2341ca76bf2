"""What in a text leads to one person: numbers and addresses, found by rules and check digits.

Phone numbers by libphonenumber's plans of the ``REGIONS`` and of any country code; cards by Luhn
(ISO/IEC 7812-1), accounts by ISO 13616, the rest by shape. Names of people are not looked for.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

REGIONS = ("US", "GB", "DE", "FR", "CH", "AU", "IN", "BE")
"""Whose way of writing a number without a country code is known."""

LONGEST = 20_000
"""Characters that are read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """Characters ``start`` to ``end`` that are of this kind."""

    kind: str
    start: int
    end: int


# All patterns are bounded, so that no text makes them slow.
_EMAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}[ ]?@[ ]?(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}"
    r"|(?i:\b[\w.+-]{1,64} ?[(\[]at[)\]] ?[\w-]{1,63} ?[(\[]dot[)\]] ?[a-z]{2,24}\b)"
)
_CARD = re.compile(r"(?<![\w.])\d(?:[ -]?\d){11,18}(?![\w])")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[A-Z0-9]{11,30}|(?: [A-Z0-9]{4}){2,7}(?: [A-Z0-9]{1,3})?)\b")
_SSN = re.compile(r"(?<![\d-])(?!000|666)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])")
_IP = re.compile(
    r"(?i)(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{1,4}(?::[0-9a-f]{0,4}){3,7})(?![\w.]\w)"
)
_LICENCE = re.compile(
    r"(?i)\b(?:driver'?s? licen[cs]e|passport|social security|national id)(?: \w{1,12}){0,3}"
    r"[ :#]{1,3}(?P<it>(?=[A-Z-]{0,19}\d)[A-Z0-9][A-Z0-9-]{4,19})\b"
)
# Plates as they are written: Germany, the UK, Europe's two-three-two, the US where it is said.
_PLATE = re.compile(
    r"\b(?:[A-ZÄÖÜ]{1,3}[- ·][A-Z]{1,2}[ -]\d{1,4}[EH]?|[A-Z]{2}\d{2} ?[A-Z]{3}"
    r"|[A-Z]{2}[- ]\d{3}[- ][A-Z]{2})\b"
    r"|(?i:\b(?:licen[cs]e|number|registration)[ -]plates?(?: (?:is|was|reads|number))?[ :]{1,2})"
    r"(?P<it>(?=[A-Z0-9 -]{0,9}\d)[A-Z0-9]{2,4}[ -]?[A-Z0-9]{2,4})\b"
)
_STREET = (
    r"street|avenue|road|boulevard|lane|drive|court|square|terrace|crescent|highway|parkway|alley"
    r"|st|ave|rd|blvd|ln|dr|ct|sq|hwy|str"
)
_NAMED = (
    r"Way|Place|Close|Circle|Trail|Turnpike|Route|Grove|Gardens|Walk|Row|Mews|Creek|Plaza|Pike|Hill"
    r"|Rise|Green|Path|Cliffs|Prairie|Harbou?r"
)
"""Kinds of streets that are also everyday words: only after a number and a name."""

_CAPITAL = r"[^\W\d_a-z][^\W\d_'’.-]{0,30}"
_WORD = r"[^\W\d_][^\W\d_'’.-]{0,30}"
_ADDRESS = re.compile(
    # 12 Main Street; 450 Præstevænget 15; Hauptstraße 5; Via Roma 1; Suite 501; P.O. Box 12
    rf"\b(?:\d{{2,5}} )?\d{{1,5}}[a-zA-Z]?,? (?:{_WORD}[ -]){{1,4}}(?i:{_STREET})\b\.?"
    rf"|\b(?:\d{{2,5}} )?\d{{1,5}}[a-zA-Z]?,? (?:{_CAPITAL}[ -]){{1,4}}(?:{_NAMED})\b"
    rf"|\b{_CAPITAL} (?:Stra(?:ß|ss)e|Str\.|Gasse|Weg|Allee|Platz|Gade|Vej) \d{{1,4}}[a-zA-Z]?\b"
    rf"|\b(?!(?:19|20)\d\d )\d{{2,5}} (?:{_CAPITAL} ){{1,4}}\d{{1,4}}[a-zA-Z]?\b"
    rf"|\b{_WORD}(?i:stra(?:ß|ss)e|str\.|gasse|weg|allee|platz|vej|gade|gatan|vägen|straat|laan"
    rf"|plein|gata|veien|katu|tie|vænget|pad) ?\d{{1,4}}[a-zA-Z]?\b"
    rf"|\b(?:\d{{1,5}},? )?(?i:rue|avenue|boulevard|place|via|viale|piazza|corso|calle|rua|avenida"
    rf"|praça|ulica|ul\.|chaussée) (?:{_WORD} ){{0,3}}{_WORD},? \d{{1,5}}\b"
    rf"|\b\d{{1,5}},? (?i:rue|via|calle|rua) (?:{_WORD} ){{0,3}}{_WORD}"
    # Crossings, and posts of the US forces: the corner of Main St and Oak Ave; PSC 3, Box 9
    rf"|\bcorner of (?:\d{{1,5}} )?(?:{_WORD} ){{0,2}}{_CAPITAL}(?: \d{{1,5}})?,?"
    rf" (?:{_WORD} ){{0,2}}and (?:{_CAPITAL} ?){{1,3}}"
    r"|\b(?:PSC|CMR|Unit) \d{1,5},? Box \d{1,6}\b"
    rf"|\b(?:USS|USNS|USCGC) (?:{_CAPITAL} ){{0,2}}{_CAPITAL}(?=\s{{1,3}}[AFD]PO\b)"
    r"|\b(?i:suite|apt\.?|apartment) \d{1,5}\b|(?i:\bp\.? ?o\.? box \d{1,6}\b)"
)
_TOLD = re.compile(
    r"(?i)\b(?:address(?: \w{1,12}){0,3}(?: is|:)|(?:i|he|she|we|they) lives? at|lives at"
    r"|mail it to)\s{1,3}(?P<it>[^.?!\n]{0,60}\d[^.?!\n]{0,60})"
)
_SAID = re.compile(
    r"(?i)\b(?:call|phone|answer(?:s|ing)?(?: at)?|tel|telephone|mobile|cell|whatsapp|fax|text me"
    r"|reach|ring|dial|number)"
    r"\b(?:[^\d\n+(]{0,24}|:\s{0,3})(?P<it>[+(]{0,2}\d(?:[ ./()-]{0,3}\d){6,14})(?!\w)"
)
_LABELLED = re.compile(
    r"(?i)(?<![\w-])(?P<it>[+(]{0,2}\d(?:[ ./()-]{0,3}\d){6,14})(?=[ ,-]{1,3}(?:fax|office|mobile"
    r"|cell|home|work|desk|phone)\b)"
)
_GROUPED = re.compile(r"(?<![\w.,-])[+(]{0,2}\d{2,4}\)?(?:[ ./-]{1,2}\d{2,4}){2,5}(?![\w-]|[.,]\d)")
_DATE = re.compile(
    r"\d{4}[-./]\d{1,2}[-./]\d{1,2}(?:[ T]\d{1,2})?|\d{1,2}[-./]\d{1,2}[-./]\d{4}"
    r"|(?:(?:19|20)\d\d[ /-]*)+"
)


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Return what leads to somebody, in order, nothing twice; the surest kinds win."""
    text = text[:LONGEST]
    kept: list[Identifier] = []
    for find in _FINDERS:
        for one in find(text):
            same = [o for o in kept if one.start < o.end and o.start < one.end]
            if any(other.kind != "address" or one.kind != "address" for other in same):
                continue
            # An address is as long as all that is seen of it.
            start = min(one.start, *(other.start for other in same), one.start)
            end = max(one.end, *(other.end for other in same), one.end)
            kept = [other for other in kept if other not in same] if same else kept
            kept.append(Identifier(kind=one.kind, start=start, end=end))
    return tuple(sorted(kept, key=lambda one: one.start))


def _shaped(kind: str, pattern: re.Pattern[str]) -> Callable[[str], Iterator[Identifier]]:
    def find(text: str) -> Iterator[Identifier]:
        for match in pattern.finditer(text):
            group = "it" if match.groupdict().get("it") else 0
            yield Identifier(kind=kind, start=match.start(group), end=match.end(group))

    return find


_SEGMENT = re.compile(r"[,\n]\s{0,4}(?:>\s|\?{3}\s)?[^,\n]{0,45}")
_PLACE = re.compile(
    r"[,\s]{0,6}(?:>\s|\?{3}\s)?(?P<name>[^\d,\n]{0,40}?)"
    r"(?P<code>\d{4,6}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})(?![\w-])"
)
SEGMENTS = 6
"""Lines of an address that may follow its street."""


def _addresses(text: str) -> Iterator[Identifier]:
    """Streets, with the lines below them down to the postal code: flat, town, country."""
    for match in _ADDRESS.finditer(text):
        yield Identifier(kind="address", start=match.start(), end=_tail(text, match.end()))


def _tail(text: str, end: int) -> int:
    """Where an address ends whose street ends at ``end``: after a postal code near it, if any."""
    place, words = end, 0
    for _ in range(SEGMENTS):
        found = _PLACE.match(text, place, place + 60)
        if found is not None and _placed(found["name"]):
            return found.end()
        segment = _SEGMENT.match(text, place)
        if segment is None:
            # What stands between the street and the next line, such as "Apt. 12".
            rest = re.compile(r"[^,\n]{1,40}(?=[,\n])").match(text, place)
            if words or rest is None or len(rest[0].split()) > 4:
                return end
            place, words = rest.end(), 1
            continue
        if len(segment[0].split()) > 6:
            return end
        place = segment.end()
    return end


def _placed(name: str) -> bool:
    """Whether words before a number could be a town's or a country's: no small letters begin one,
    but for a few, and so no year of a sentence is taken for a code.
    """
    small = [word for word in re.findall(r"[^\W\d_]\w*", name) if word[0].islower()]
    return all(word in _SMALL for word in small)


_SMALL = frozenset(
    "de del della di do da dos das la le les of the nad na v u upon sur am an der".split()
)


def _cards(text: str) -> Iterator[Identifier]:
    for match in _CARD.finditer(text):
        if luhn(re.sub(r"\D", "", match[0])):
            yield Identifier(kind="card number", start=match.start(), end=match.end())


def _ibans(text: str) -> Iterator[Identifier]:
    for match in _IBAN.finditer(text):
        if mod97(match[0].replace(" ", "")):
            yield Identifier(kind="account number", start=match.start(), end=match.end())


def _ips(text: str) -> Iterator[Identifier]:
    for match in _IP.finditer(text):
        try:
            ipaddress.ip_address(match[0])
        except ValueError:
            continue
        yield Identifier(kind="network address", start=match.start(), end=match.end())


def _phones(text: str) -> Iterator[Identifier]:
    digits = sum(character.isdigit() for character in text)
    if digits < 7:
        return
    import phonenumbers

    for region in REGIONS:
        for match in phonenumbers.PhoneNumberMatcher(text, region):
            number = text[match.start : match.end]
            if not _DATE.fullmatch(number.strip()):
                yield Identifier(kind="phone number", start=match.start, end=match.end)


def _grouped(text: str) -> Iterator[Identifier]:
    """Digits in groups, as many as a number has (ITU-T E.164: at most 15), that are no date."""
    for match in _GROUPED.finditer(text):
        digits = sum(character.isdigit() for character in match[0])
        if 8 <= digits <= 15 and not _DATE.fullmatch(match[0].strip()):
            yield Identifier(kind="phone number", start=match.start(), end=match.end())


def luhn(digits: str) -> bool:
    """Whether a number's last digit is right (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0 and len(set(digits)) > 1


def mod97(iban: str) -> bool:
    """Whether an account number's check digits are right (ISO 13616)."""
    return int("".join(str(int(c, 36)) for c in iban[4:] + iban[:4])) % 97 == 1


_FINDERS: tuple[Callable[[str], Iterator[Identifier]], ...] = (
    _shaped("e-mail address", _EMAIL),
    _ibans,
    _cards,
    _shaped("identity number", _SSN),
    _shaped("identity number", _LICENCE),
    _ips,
    _phones,
    _shaped("phone number", _SAID),
    _shaped("phone number", _LABELLED),
    _shaped("number plate", _PLATE),
    _addresses,
    _shaped("address", _TOLD),
    _grouped,
)
"""Surest first."""
