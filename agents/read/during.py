"""Reads for which part of a clip a change is meant: "mute the last two seconds", "noir after 3 s".

A part that is to be kept, or cut away, is none: those are lengths (:mod:`agents.read.lengths`) and
cuts (:mod:`agents.instruct.edits.wishes`). Fades say themselves where they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from agents.read.words import NUMBERS, backwards
from models.errors import BadRequest

_N = rf"(?:\d{{1,4}}(?:\.\d{{1,2}})?|{'|'.join(NUMBERS)})"
_UNIT = r"(?:s|secs?|seconds?)"
_FEW = {"few": 3, "couple": 2, "couple of": 2}
_SHARES = {"half": 2, "third": 3, "quarter": 4}
_PART = (
    rf"(?:the |its )?(?:very )?(?:(?P<which>first|last|second|third|middle|opening|closing|final) "
    rf"(?:(?P<share>half|third|quarter|part|bit)|(?:(?P<n>{_N}|few|couple(?: of)?) ?)?"
    rf"(?P<unit>{_UNIT}))\b(?: of (?:it|the (?:clip|video)))?)"
)
_PLACE = (
    r"(?:(?:at|in|near|towards|for|during) (?:the|its) (?:very )?"
    r"(?P<place>beginning|start|end|middle)\b(?! of the (?:picture|screen)))"
)
_SINCE = (
    rf"(?:(?:only |just )?(?:after|from) (?P<since>{_N}) ?{_UNIT}\b(?: on(?:wards?)?)?"
    rf"(?! ?(?:to|until|till|-|and (?:{_N}))\b)|"
    rf"(?:until|till|before|up to) (?:second (?P<up>{_N})|(?P<until>{_N}) ?{_UNIT})\b)"
)
_RANGE = (
    rf"(?:(?:from|between)(?: second)? (?P<low>{_N})(?: ?{_UNIT})? ?(?:to|until|till|-|and)"
    rf"(?: second)? (?P<high>{_N})(?: ?{_UNIT})?\b)"
)
_LEAD = (
    r"(?:(?:only |just )?(?:in|during|for|over|to|throughout|within|on|from|under|at|of|with) )"
    r"(?:only |just )?"
)
_VERBS = (
    r"(?:make|turn|mute|silence|brighten|darken|lighten|redraw|blur|slow(?: down)?|speed(?: up)?|"
    r"fast[- ]forward(?: through)?|colou?r|mirror|flip|zoom in(?:to)? on|zoom in|sharpen|put|play|"
    r"render|draw|have|let|reverse)"
)
_AT = r"(?:the|its) (?:very )?(?P<place>beginning|start|end|middle)\b(?! of the (?:picture|screen))"
_SAID = (
    re.compile(rf"\b{_LEAD}{_PART}"),
    re.compile(rf"\b(?P<verb>{_VERBS}) (?:only |just )?{_PART}"),
    re.compile(
        r"\b(?P<verb>slow(?: down)?|speed(?: up)?|mute|silence|reverse|play) (?:only |just )?"
        rf"{_AT}(?! (?:at|to|of)\b)"
    ),
    re.compile(
        rf"^(?:(?:and|please|now|only|just|but) )*{_PART}(?= (?:in|as|should|to|must|is|with|"
        r"without|black|noir|double|half|twice|normal|slow|fast|brighter|darker|slower|faster|louder|quieter|muted?|silent|"
        r"backwards)\b)"
    ),
    re.compile(
        rf"^(?:(?:and|please|now|only|just|but|make|have|let|turn) )*{_AT}(?= (?:in|as|should|must|"
        r"to be|is|black|noir|brighter|darker|slower|faster|louder|quieter|muted?|silent|"
        r"backwards)\b)"
    ),
    re.compile(rf"\b{_PLACE}"),
    re.compile(rf"\b{_SINCE}"),
    re.compile(rf"\b{_RANGE}"),
)  # fmt: skip
_CUTS = re.compile(
    r"\b(?:cut|cuts|trim|shorten|keep|kept|clip|crop|remove|drop|lose|skip|delete|chop|take|shave|"
    r"extend|split|(?<!the )(?<!its )start|begin|go on|loop|repeat|longer|shorter|cover|thumbnail|"
    r"fad(?:e|es|ing|ed)|show me|only want|want only|just want)\b"
)
"""Words of a clause whose part is kept, cut away, or says where something else is."""
_ANDS = re.compile(
    r"(?!\s*[,;]?\s*(?:(?:and|but|only|just) )+(?:in|during|for|over|at) (?:the |its )?(?:very )?"
    r"(?:first|last|opening|final|second|beginning|start|end|middle)(?: [\w.]+)?"
    r"(?: (?:s|secs?|seconds?))?[\s.!]*$)"
    r"(?:\s*(?:[,;]|\.(?!\d))\s*(?:and |then |but )*|\s+(?:and|then|but)\s+(?:then |also )?"
    r"(?=(?:make|turn|mute|add|put|the|in|during|its|from|brighten|darken|blur|redraw|write|slow|"
    r"speed|give|cut|trim|mirror|flip|play|only|keep|normal|back to normal|louder|quieter|faster|"
    r"slower|brighter|darker|square)\b))"
)
"""Between two clauses; a part of time alone, with a word that it is only then, goes on."""
_WRITES = re.compile(r"\b(?:write|text|words?|letters?|title|caption|says|saying|§+)(?!\w)")
_TITLE = re.compile(r"\b(?:title|intro|outro|credits?|logo)\b")
_REST = re.compile(
    r"(?:(?:and|but|with|keep|leave|have|let) )*(?:all )?(?:the )?(?:rest|others?|everything else)"
    r"(?: of (?:it|the (?:clip|video)))?(?: (?:should|can|may|is|stays?|be|to|at|in|as|it|its|was|"
    r"are|normal(?:ly)?|unchanged|the same|same|usual|regular|original|speed|colou?rs?|untouched|"
    r"alone|like that|before))*|"
    r"(?:and |then )*(?:back )?(?:to |at )?(?:normal|its usual|usual|regular)(?: speed)?(?: again)?"
)
"""Says that all but a part stays as it is."""
_QUOTED = re.compile(r"\"[^\"]*\"")


class Timed(NamedTuple):
    """A clause without the part of time that it names, and that part."""

    clause: str
    part: str


def timed(text: str, wished: Callable[[str], bool]) -> tuple[str, tuple[Timed, ...]]:
    """Return ``text`` without the clauses that are meant for a part of a clip, and those.

    ``wished`` tells whether a clause, without the part, asks for something that a part can have.
    """
    masked = _QUOTED.sub(lambda quote: "§" * len(quote[0]), text.lower())
    if len(masked) != len(text) or not any(pattern.search(masked) for pattern in _SAID):
        return text, ()
    kept: list[str] = []
    found: list[Timed] = []
    for start, end in _clauses(masked):
        one = _timed(masked[start:end], text[start:end])
        if one is not None and _REST.fullmatch(one.clause.lower()):
            continue  # "first half normal"
        if one is None and _REST.fullmatch(masked[start:end].strip(" .!")):
            continue
        if one is None or not wished(one.clause):
            kept.append(text[start:end])
        else:
            found.append(one)
    return (", ".join(kept), tuple(found)) if found else (text, ())


def part_named(words: str) -> Timed | None:
    """What plain ``words`` say besides a part of time with a word of where it is before it, and
    that part: "the text only in the first 3 seconds", "it should be gone after 2 s".
    """
    words = _GONE.sub("until ", _COMES.sub("after ", words))
    for pattern in (_SAID[0], *_SAID[5:]):
        said = pattern.search(words)
        if said is not None and not _backwards(said.groupdict()):
            rest = f"{words[: said.start()]} {words[said.end() :]}"
            return Timed(" ".join(rest.split()), _named(said.groupdict()))
    return None


_GONE = re.compile(
    r"\b(?:should |must |has to |have to |may |can )?(?:disappear|vanish|be gone|go(?: away)?|stop|"
    r"end|be over)(?:e?s)? (?:again )?(?:after |at )"
)
_COMES = re.compile(
    r"\b(?:should |must |has to |have to |may |can )?(?:only )?(?:appear|come(?: in| up)?|start|"
    r"begin|show(?: up)?)s? (?:only )?(?:after |at |from )"
)
"""When something that was added is to be gone, and when it is to come."""


def _clauses(masked: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for joint in _ANDS.finditer(masked):
        spans.append((at, joint.start()))
        at = joint.end()
    return [(a, b) for a, b in (*spans, (at, len(masked))) if masked[a:b].strip()]


def _timed(masked: str, clause: str) -> Timed | None:
    if _CUTS.search(masked):
        return None
    for pattern in _SAID:
        said = pattern.search(masked)
        if said is not None:
            told = said.groupdict()
            if _backwards(told):
                return None
            if told.get("place") == "middle" and _WRITES.search(masked):
                return None  # of the picture
            if told.get("place") and _TITLE.search(masked):
                return None  # where it is, not when something else is done
            verb = f"{told['verb']} it" if told.get("verb") else ""
            rest = f"{clause[: said.start()]} {verb} {clause[said.end() :]}"
            return Timed(" ".join(rest.split()), _named(told))
    return None


def _backwards(told: dict[str, str | None]) -> bool:
    low, high = told.get("low"), told.get("high")
    return bool(low and high and backwards(low, high))


def _named(told: dict[str, str | None]) -> str:
    """A part as it is kept in arguments: "last 2 s", "second half", "2 to 4 s"."""
    if told.get("low"):
        return f"{_seconds(told['low'])} to {_seconds(told['high'])} s"
    if told.get("since"):
        return f"after {_seconds(told['since'])} s"
    if until := told.get("until") or told.get("up"):
        return f"first {_seconds(until)} s"
    if told.get("place"):
        which = {"end": "last", "middle": "middle"}.get(str(told["place"]), "first")
        return f"{which} third"
    which = {"opening": "first", "closing": "last", "final": "last"}.get(
        str(told["which"]), str(told["which"])
    )
    if told.get("unit"):
        return f"{which} {_seconds(told.get('n') or 'one')} s"
    share = str(told["share"])
    return f"{which} {'third' if share in ('part', 'bit') else share}"


def _seconds(said: str | None) -> str:
    words = (said or "").strip()
    return f"{float(_FEW.get(words) or NUMBERS.get(words) or words):g}"


_KEPT = re.compile(
    rf"(?P<low>{_N}) (?:to|-) (?P<high>{_N}) ?s|after (?P<since>{_N}) ?s|"
    rf"(?P<end>first|last) (?P<n>{_N}) ?s|"
    r"(?P<which>first|second|third|fourth|middle|last) (?P<share>half|third|quarter)"
)


def span(part: str, seconds: float) -> tuple[float, float]:
    """Return from which to which second of a clip of ``seconds`` a part runs.

    Raises:
        BadRequest: for words that name no part, or one that the clip does not have.
    """
    said = _KEPT.fullmatch(part.strip().lower().removeprefix("the "))
    if said is None:
        raise BadRequest(
            f"I cannot tell which part {part[:60]!r} is; say for instance “the last 2 s”, “the "
            "second half” or “2 to 4 s”."
        )
    start, end = 0.0, seconds
    if said["low"]:
        start, end = float(said["low"]), float(said["high"])
    elif said["since"]:
        start = float(said["since"])
    elif said["n"]:
        length = float(said["n"])
        start, end = (0.0, length) if said["end"] == "first" else (seconds - length, seconds)
    else:
        count = _SHARES[said["share"]]
        place = {
            "first": 0.0, "second": 1.0, "third": 2.0, "fourth": 3.0,
            "last": count - 1.0, "middle": (count - 1) / 2,
        }[said["which"]]  # fmt: skip
        start, end = seconds * place / count, seconds * (place + 1) / count
    start, end = max(0.0, start), min(seconds, end)
    if end - start < 0.05:
        raise BadRequest(f"It is {seconds:.1f} s long, so there is no “{part}” in it.")
    return start, end
