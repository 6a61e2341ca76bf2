"""What the wishes about a plan come to, by kind: a clause that :mod:`agents.make.recut` reads, or
words, where the plan has none of what is named, has it already, or where it has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from agents.make.film_words import read
from agents.make.ordering import row_of
from agents.make.resizing import whole
from agents.make.storyboard import Shot, Storyboard
from agents.read.rows import Row, listed, named
from agents.read.words import NUMBERS, content_words, says
from models.errors import BadRequest

PARTS = r"(?:scenes?|shots?|clips?|parts?|bits?)"
A_BIT = r"(?:a (?:bit|little|lot|tad)|much|way|slightly|somewhat|far)"
_EDGES = {
    "end": "end",
    "finish": "end",
    "close": "end",
    "start": "start",
    "begin": "start",
    "open": "start",
}
_SETTINGS = re.compile(
    r"\b(?:names?|both|music|sounds?|audio|songs?|titles?|captions?|subtitles?|text|words|lettering|fades?|"
    r"transitions?|styles?|looks?|filters?|colou?rs?|bars?|logo|label|watermark|mark|effects?|"
    r"plan|storyboard|film|movie|video|order|zooms?|speed|worries|problem|idea|thanks|need|way|"
    r"rush|more|just|only|once|twice|again|thing|time|matter|change|it|that|this|them|everything|"
    r"all|whole thing|one)\b"
)
"""Of a film as a whole, or nothing that is seen in it."""
_VERB = re.compile(
    r"(?:add|append|insert|include|put|place|move|bring|drop|remove|delete|lose|skip|take|leave|"
    r"swap|replace|change|exchange|switch|make|turn|repeat|use|keep|show|start|begin|open|end|"
    r"finish|close|undo|reverse|mute|call|trim|shorten|lengthen|extend|draw|play|give|let|set|cut|"
    r"have|double|duplicate|write|see|look|hear|join|combine|what|who|why|where|when|how|is|are|"
    r"do|does|did|whose|which|on|at|in|from|to|till|until|only|just|all|loop|slow|speed|first|"
    r"last|each|every|both|i|we|you)\b"
)
"""Begins what names no shot."""
LONG = re.compile(r"\b(?:\d+|" + "|".join(NUMBERS) + r")[\s-]*(?:s|secs?|seconds?)\b")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A clause for recut, or, where there is none, what is to be said; ``options`` go with that."""

    clause: str = ""
    note: str = ""
    options: tuple[str, ...] = ()


Reading = Callable[[re.Match[str], Storyboard], "Meaning | None"]


def known(x: str, row: Row) -> str:
    """``x`` as recut reads it, where it is a shot of the plan: "cake" is "the cake"."""
    x = re.sub(r"^(?:the|that|this|my|our|an?|some|any|those|these|of)\s+", "", x.strip())
    if place := re.fullmatch(rf"(?:{PARTS}|number|no\.?|nr\.?) ?(\d|{'|'.join(NUMBERS)})", x):
        return f"shot {NUMBERS.get(place[1]) or place[1]}"
    x = re.sub(rf"\s+(?:{PARTS}|one|footage|thing)$", "", x) or x
    if re.match(r"(?:no|not|without|less|more|fewer|but|than)\b", x):
        return ""
    if _VERB.match(x) and x not in ("first", "last"):
        return ""
    try:
        found = named(f"the {x}", row)
    except BadRequest:  # the middle one of an even number: whoever reads the clause says so
        found = []
    if len(found) == 1 and found[0].places and found[0].end - found[0].start == len(x) + 4:
        return f"the {x}"
    if row.hits(x):
        return f"the {x}"
    # Of "the pink ice cream" the ice cream may be there.
    several = content_words(x)
    last = " ".join(x.split()[1:])
    return known(last, row) if len(several) > 1 and len(x.split()) < 4 else ""


def nothing_of(x: str, board: Storyboard) -> Meaning | None:
    """Say that there is no such thing in the plan, and what there is."""
    x = re.sub(r"^(?:the|that|this|my|our|an?|some|any|so|much|of)\s+", "", x.strip())
    if re.search(r"\b(?:would|should|could|is|are|was|do|does|have|has)\b|n't\b", x):
        return None
    if not content_words(x) or _SETTINGS.search(x) or len(x.split()) > 4 or read(x).anything:
        return None
    inside = "”, “".join(_called(shot) for shot in board.shots)
    are = "are" if re.search(r"[^s]s$", x) else "is"
    return Meaning(
        note=f"There {are} no {x} in the plan: it has “{inside}”.",
        options=("make it", f"add the {x} at the end"),
    )


def _called(shot: Shot) -> str:
    return shot.scene or shot.caption or "a clip"


def at_edge(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """Something comes first, or last: “make it end with the dog”."""
    return edge(_EDGES[found["edge"]])(found, board)


def other_edge(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """“finish with an ice cream instead of the skyline”: in its place, or at that end."""
    old, new = known(found["x"], row_of(board)), found["y"]
    if old:
        return Meaning(f"replace {old} with {new}")
    return Meaning(f"{_EDGES[found['edge']]} with {new}")


def not_edge(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """“it should not start with the coffee”: it changes places with its neighbour."""
    row, last = row_of(board), len(board.shots) - 1
    x = known(found["x"], row)
    place = next(iter(listed(named(x, row))), None) if x else None
    if place is None:
        return nothing_of(found["x"], board)
    starts = _EDGES[found["edge"]] == "start"
    if place != (0 if starts else last) or not last:
        return Meaning(note=f"That is shot {place + 1} already.")
    return Meaning(f"move {x} one place {'later' if starts else 'earlier'}")


def edge(edge: str) -> Reading:
    """The same where its place is the last word: “dog last”."""

    def reading(found: re.Match[str], board: Storyboard) -> Meaning | None:
        x = found["x"]
        inside = known(x, row_of(board))
        if not inside and (_SETTINGS.search(x) or read(x).anything or not _named_once(x)):
            return None
        if re.match(r"(?:another|one more|a second)\b", x):
            return Meaning(f"add {x} at the {edge}")
        return Meaning(f"{edge} with {inside or x}")

    return reading


def _named_once(x: str) -> bool:
    if _VERB.match(re.sub(r"^(?:the|an?|my|some)\s+(?!first|last)", "", x)) and x not in (
        "the first",
        "the last",
    ):
        return False
    return len(x.split()) < 9 and not re.search(
        r"\b(?:and|then|with|before|after|instead|longer|shorter)\b", x
    )


def placed(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """Something comes before, after or between others."""
    row = row_of(board)
    x, where = found["x"], found["where"]
    if _SETTINGS.search(x) or LONG.search(x):
        return None
    others = [known(one, row) for one in re.split(r" and ", found["y"] or "")]
    if found["y"] and not all(others):
        return None
    place = f"{where} {' and '.join(others)}" if found["y"] else where
    inside = known(x, row)
    again = re.match(r"(?:an?other|an?|some|one more)\b", x)
    return Meaning(f"move {inside} {place}" if inside and not again else f"add {x} {place}")


def out(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """Something goes."""
    x, row = found["x"], row_of(board)
    if re.search(r"^(?:both|all|every)\b|\b(?:instead|longer|shorter|but)\b", x) or LONG.search(x):
        return None
    pieces = [known(one, row) for one in re.split(r"\s*(?:,|\band\b|\bor\b)\s*", x) if one]
    if pieces and all(pieces):
        return Meaning(f"remove {' and '.join(pieces)}")
    return nothing_of(x, board)


def too_many(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """One of several goes: “one pizza too many”."""
    row = row_of(board)
    x = known(found["x"], row)
    hits = row.hits(x.removeprefix("the ")) if x else []
    if len(hits) > 1:
        return Meaning(f"remove shot {max(hits) + 1}")
    return Meaning(f"remove {x}") if x else nothing_of(found["x"], board)


def tired(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """What bores: another one where that is said; else it is asked."""
    x = known(found["x"], row_of(board))
    if not x:
        return None
    if found["other"]:
        return Meaning(f"swap {x}")
    x = x if row_of(board).hits(x.removeprefix("the ")) else f"{x} shot"
    return Meaning(
        note=f"Shall {x} go, or another one come in its place?",
        options=(f"leave out {x}", f"swap {x}", "make it"),
    )


def amount(way: str) -> Reading:
    """More of a shot, or less: longer, shorter."""

    def reading(found: re.Match[str], board: Storyboard) -> Meaning | None:
        x = known(found["x"], row_of(board))
        if x:
            return Meaning(f"make {x} {way}")
        if way == "longer":
            return None
        return nothing_of(found["x"], board)

    return reading


def drags(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """“the waves are a bit long”: shorter; what is too short, longer."""
    x = known(found["x"], row_of(board))
    if not x:
        return nothing_of(found["x"], board) if re.match(r"(?:the|my) ", found["x"]) else None
    return Meaning(f"make {x} {'shorter' if found['how'] in ('long', 'slow') else 'longer'}")


def lasting(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """How long a shot is: “the cake can stay a bit longer”."""
    row, how = row_of(board), found["how"]
    x = known(found["x"], row)
    if not x:
        return nothing_of(found["x"], board) if re.match(r"(?:the|my) ", found["x"]) else None
    if how.endswith("as long"):
        place = next(iter(listed(named(x, row))), None)
        if place is None:
            return None
        seconds = board.shots[place].seconds * (2.0 if how.startswith("twice") else 0.5)
        return Meaning(f"make {x} {seconds:.1f} seconds")
    how = re.sub(r"^(?:longer|shorter),? \w+ ", "", how)
    how = re.sub(r"(\d|\b)[\s-]*s(?:ecs?)?\b", r"\1 seconds", re.sub(rf"^{A_BIT} ", "", how))
    return Meaning(f"make {x} {how}")


def at_most(found: re.Match[str], board: Storyboard) -> Meaning:
    """How long all of it may be."""
    most = float(NUMBERS.get(found["n"]) or found["n"])
    if found[0].rstrip().endswith(("min", "minute", "minutes")):
        most *= 60
    if board.length <= most + 0.5:
        return Meaning(note=f"It lasts {board.length:.0f} seconds, so that holds already.")
    return Meaning(f"make it {most:g} seconds")


def whole_length(found: re.Match[str], board: Storyboard) -> Meaning:
    """How long all of it is: “shrink everything to 9 seconds”."""
    return Meaning(f"make it {NUMBERS.get(found['n']) or found['n']} seconds")


def half(found: re.Match[str], board: Storyboard) -> Meaning:
    """All of it half as long."""
    return Meaning(f"make it {whole(board, board.length / 2).length:.0f} seconds")


def double(found: re.Match[str], board: Storyboard) -> Meaning:
    """All of it twice as long."""
    return Meaning(f"make it {whole(board, board.length * 2).length:.0f} seconds")


def count(found: re.Match[str], board: Storyboard) -> Meaning:
    """How many shots there are: the first so many."""
    count = int(NUMBERS.get(found["n"]) or float(found["n"]))
    if count >= len(board.shots):
        one = "one shot" if len(board.shots) == 1 else f"{len(board.shots)} shots"
        return Meaning(note=f"It has {one}; say what to add.")
    return Meaning(f"keep only the first {count}" if count > 1 else "keep only the first")


def rather(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """“not the pink ice cream, the green one”: another one of its kind."""
    row = row_of(board)
    old, new = known(found["x"], row), found["y"].strip()
    if not old:
        return None
    new = re.sub(r"^(?:the|an?|that|some)\s+", "", new)
    if re.search(r"\bone$", new):
        kind = old.removeprefix("the ").split()
        whole_name = len(kind) > 1 and found["x"].endswith(old)
        kind = kind[1:] if whole_name else kind  # of "the rainy window" the sunny window
        new = " ".join((new.removesuffix("one").strip(), *kind))
    place = next(iter(listed(named(old, row))), None)
    there = place is not None and all(says(row.words[place], w) for w in content_words(new))
    if there:
        return Meaning(note=f"It is the {new} already.")
    return Meaning(f"replace {old} with {new}")


def meant(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """“i meant the black dog”: the dog that is there is another one."""
    row, y = row_of(board), found["y"]
    old = known(y, row)
    if not old or set(content_words(y)) <= set(content_words(old)):
        return None
    return Meaning(f"replace {old} with {y}")


def another(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """“another dog”: one more, or another one in its place."""
    x = known(found["x"], row_of(board))
    if not x:
        return None
    if found["other"] != "another":
        return Meaning(f"swap {x}")
    name = x.removeprefix("the ")
    return Meaning(
        note=f"One more, or another one in place of {x}?",
        options=(f"add another {name} at the end", f"swap {x}", "make it"),
    )


def styled(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """“make the cake black and white”: no single shot has a style."""
    told, row = found["rest"].split(), row_of(board)
    for at in range(1, len(told)):
        x, rest = known(" ".join(told[:at]), row), " ".join(told[at:])
        style = read(f"in {rest}").style if x else None
        if style is not None:
            text = f"A style is for all of a video, not for one shot: say “make it {style}”."
            return Meaning(note=text, options=(f"make it {style}", "make it"))
    return None


def in_order(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """“dog, cake, coffee”: the order in which they should come."""
    row = row_of(board)
    pieces = [
        p for p in re.split(r"\s*(?:,|;|->|\band then\b|\bthen\b|\band\b)\s*", found["list"]) if p
    ]
    names = [known(re.sub(r"^first\s+(?=\w)", "", piece), row) for piece in pieces]
    if len(names) < 2 or not all(names) or len(set(names)) < len(names):
        return None
    return Meaning(", then ".join([f"first {names[0]}", *names[1:]]))


def without_setting(found: re.Match[str], board: Storyboard) -> Meaning:
    """Without what a whole film has: “never mind the music”."""
    return Meaning(f"no {found['what']}")


def swap(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """Two shots change places."""
    row = row_of(board)
    x, y = known(found["x"], row), known(found["y"], row)
    if bool(x) != bool(y) and re.search(r" and ", found[0]):
        return nothing_of(found["y"] if x else found["x"], board)
    return Meaning(f"swap {x} and {y}") if x and y else None


def wanted(found: re.Match[str], board: Storyboard) -> Meaning | None:
    """Something that should be in it, too."""
    x, row = found["x"], row_of(board)
    if _SETTINGS.search(x) or read(x).anything or LONG.search(x) or not _named_once(x):
        return None
    definite = re.match(r"(?:the|my|that)\b", x)
    inside = listed(named(x if definite else f"the {x}", row))
    if inside and (definite or not re.match(r"(?:an?other|one more|an?|some|more)\b", x)):
        return Meaning(note=f"That is shot {inside[0] + 1} already.")
    return Meaning(f"add {x}")


def only(words: str) -> Reading:
    """A frame that says the same whatever its words."""
    return lambda found, board: Meaning(words)
