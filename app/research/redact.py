"""Takes out of a text what tells who somebody is, by rules, leaving ``[EMAIL]`` and the like.

The rules favour leaving out too much: any number of seven digits or more goes unless it is a date.
Names are found only where somebody says one ("my name is …", "Dr. …"), street addresses only after
words that announce one; a name that comes without such words stays. Measured on annotated sentences
by ``tests/app/research/test_redact.py``; what this misses is why the export asks for consent first.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterable

# All patterns are bounded, so that no text makes them slow.
URL = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]{1,15}://|www\.)[^\s<>\"']{1,2000}")
EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@(?:[\w-]{1,63}\.){1,8}[^\W\d_]{2,24}")
SPELLED_EMAIL = re.compile(
    r"(?i)\b[\w.+-]{1,64} ?[(\[]at[)\]] ?[\w-]{1,63} ?[(\[]dot[)\]] ?[a-z]{2,24}\b"
    r"|\b[\w.+-]{1,64} at [\w-]{1,63} dot [a-z]{2,24}\b"
)
IP = re.compile(
    r"(?i)(?<![\w.:])(?:\d{1,3}(?:\.\d{1,3}){3}|[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){2,7})(?!\w)"
)
IBAN = re.compile(
    r"(?i)\b[a-z]{2}\d{2}(?:[a-z0-9]{11,30}|(?: [a-z0-9]{4}){2,7}(?: [a-z0-9]{1,3})?)\b"
)
PATH = re.compile(r"(?<![\w.:/\\])(?:~|[A-Za-z]:)?[/\\](?:[\w. -]{1,100}[/\\]){1,20}[\w.-]{0,100}")
NUMBER = re.compile(r"(?<![\w.])[+(]{0,2}\d(?:[ ./()-]{0,3}\d){6,24}(?: ?x\d{1,5})?(?!\w)")
DATE = re.compile(
    r"(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./]\d{4})(?:[ T]\d{1,2})?"
    r"|(?:(?:19|20)\d\d[ /-]*)+"
)
HANDLE = re.compile(r"(?<![\w@])@[^\W_][\w.]{1,30}")

# One word of a name, and a name of up to three, with initials and particles in between.
_WORD = r"[^\W\d_][^\W\d_'’-]{0,30}(?:['’-][^\W\d_]{1,30}){0,2}"
PARTICLES = ("de", "da", "di", "van", "von", "der", "la", "le", "el", "al", "bin", "ibn")
_BETWEEN = rf"(?:[^\W\d_]\. |(?:{'|'.join(PARTICLES)}) ){{0,2}}"
_NAME = rf"{_WORD}(?: {_BETWEEN}{_WORD}){{0,2}}"
SAID_NAME = re.compile(
    r"(?i)\b(?:(?:my|his|her|our|their)(?: \w{1,12}){0,2} name(?:['’]?s| is|:)"
    r"|i(?:['’]m| am) called|call me|name(?: \w{1,12}){0,2}:"
    r"|ich hei(?:ß|ss)e|je m['’]appelle|me llamo|mi chiamo)"
    rf"\s{{1,3}}(?P<name>{_NAME})"
)
I_AM = re.compile(rf"\b(?:[Ii](?:['’]m| am)|[Tt]his is) (?P<name>{_NAME})")
TITLED = re.compile(rf"(?i)\b(?:mr|mrs|ms|miss|dr|prof)\b\.? (?P<name>{_NAME})")
ADDRESS = re.compile(
    r"(?i)\b(?:address(?: \w{1,12}){0,3}(?: is| with|:)|(?:i|he|she|we|they) lives? (?:at|on)"
    r"|lives at|mail it to)\s{1,3}(?P<place>[^.?!]{0,60}\d[^.?!]{0,80})"
)

NOT_NAMES = frozenset(
    "a an the in on at to of if when what why how who not so just very really here there your my"
    " no yes ok okay sorry and or but for is it this that i you we too also still back later again"
    " something anything whatever good bad fine happy sad bored tired sick new old looking trying"
    " going asking".split()
)


def redact(text: str, names: Iterable[str] = ()) -> str:
    """Return ``text`` with what identifies people replaced; ``names`` go wherever they stand."""
    text = URL.sub("[URL]", text)
    text = EMAIL.sub("[EMAIL]", text)
    text = SPELLED_EMAIL.sub("[EMAIL]", text)
    text = IP.sub(_ip, text)
    text = IBAN.sub("[ACCOUNT]", text)
    text = PATH.sub("[PATH]", text)
    text = ADDRESS.sub(lambda found: _swap(found, "place", "[ADDRESS]"), text)
    text = NUMBER.sub(_number, text)
    text = HANDLE.sub("[HANDLE]", text)
    for said in sorted({*names, *names_in(text)}, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", "[NAME]", text)
    return text


def names_in(text: str) -> set[str]:
    """Return the names somebody says or gives in ``text``, so that they can go elsewhere too."""
    found = {
        name for match in SAID_NAME.finditer(text) for name in _names(match["name"], said=True)
    }
    for pattern in (I_AM, TITLED):
        for match in pattern.finditer(text):
            found.update(_names(match["name"], said=False))
    return found


def _names(words: str, said: bool) -> set[str]:
    # Words count while they look like a name. After "my name is" the first may be in small letters,
    # as people type; after "I'm" it must be capitalised, or every "I'm looking" were a name.
    kept: list[str] = []
    for word in words.split():
        plain = word.rstrip(".").lower()
        capital = word[:1].isupper() and (said or not word.isupper() or len(word) == 1)
        if plain in NOT_NAMES or not (capital or (said and not kept) or plain in PARTICLES):
            break
        kept.append(word)
    while kept and kept[-1] in PARTICLES:
        kept.pop()
    full = " ".join(kept)
    # Each part too: who said "my name is Ann Lee" is "Ann" afterwards.
    return {full, *(part for part in kept if len(part) > 2)} - {""}


def _ip(found: re.Match[str]) -> str:
    try:
        ipaddress.ip_address(found[0])
    except ValueError:
        return found[0]
    return "[IP]" if found[0].strip(":") else found[0]


def _number(found: re.Match[str]) -> str:
    if DATE.fullmatch(found[0]):
        return found[0]
    digits = sum(character.isdigit() for character in found[0])
    return "[PHONE]" if digits < 12 or found[0].startswith("+") else "[CARD]"


def _swap(found: re.Match[str], group: str, tag: str) -> str:
    start, end = found.span(group)
    return found.string[found.start() : start] + tag + found.string[end : found.end()]
