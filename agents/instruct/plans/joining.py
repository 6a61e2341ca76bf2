"""Clips on the screen put together: "the first two in one video", "join 1 and 3 with calm "
"music".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.instruct.plans.filming import plan_of
from agents.make.filling import WHOLE
from agents.make.film_words import MAKING, Said, read
from agents.make.storyboard import FADE, MOST, Shot
from agents.read.references import ORDINALS
from agents.read.rows import Named, Row, bounded, named, parts, without
from agents.read.words import content_words, mentions, plain, titled
from agents.scene import Scene
from agents.talk.replies import left
from models.domain import Decision, Item

_VERB = (
    r"(?:combin|join|merg|mash|stitch|splic|concat|string|glu|chain|fus|blend|mix|compil|connect|"
    r"link|"
    r"assembl|montag|attach|append)(?:e|ed|es|ing|enate|up)?\b"
)
_ROW = (
    r"(?:together|one after (?:the other|another)|after (?:each other|one another)|in a (?:row|"
    r"sequence)|"
    r"in sequence|back to back|end to end|(?:in|into|as) (?:a|one|the same)(?: single| long| "
    r"short)? "
    r"(?:video|film|clip|movie|reel|montage|one))"
)
_JOIN = re.compile(
    r"\b(?:put|place|show|play|add)\b.* (?:after|before|behind) (?:the|clip|number)\b|"
    rf"\b{_VERB}|\b(?:put|place|stick|cut|edit|bring|play|show|get|set|line up|turn|make|tie|"
    rf"paste|sew|"
    rf"want)\b.*\b{_ROW}|"
    rf"\b{_ROW}[\s,.!?]*(?:please)?$|\b(?:collage|compilation|supercut|mash-?up|montage) (?:of|"
    rf"from|out of|with)\b"
)
_MADE_OF = re.compile(
    r"\b(?:make|create|cut|build|edit|produce|do|want|generate)\b.*?\b(?:video|film|clip|movie|"
    r"reel|montage|"
    r"compilation|mix|one|story|plan|storyboard)\b[^,;]{0,20}?\b(?:of|from|out of|with|using)\b|"
    r"\b(?:use|take)\b(?=.*\bfor (?:a|the|one|my) (?:video|film|clip|movie|reel)\b)"
)
_FILLER = re.compile(
    rf"\b{_VERB}|\b{_ROW}\b|{MAKING.pattern}|"
    r"\b(?:please|can|could|would|will|you|u|i|we|me|us|want|need|like|to|now|then|and|also|just|"
    r"ok|okay|so|"
    r"let's|let|yes|make|create|cut|build|edit|produce|do|use|take|put|place|stick|bring|play|show|"
    r"get|set|line|up|"
    r"turn|tie|paste|sew|a|an|the|one|of|from|out|with|using|into|in|as|for|by|it|them|that|this|"
    r"order|video|"
    r"film|clip|clips|movie|reel|montage|collage|compilation|supercut|mash-?up|story|mix|first|"
    r"next|last|end|"
    r"at|single|mini|tiny|little|quick|cute|long|short|whole|each|other|others|another|after|before|all|both|together|then|"
    r"finally|"
    r"followed|start|starting|begin|beginning|or|plus|but|only|my|new|nice|cool|thanks|thank|what|"
    r"if|is|are|"
    r"here|these|those|on|screen|you|there|would|be|great|good|everything|row|sequence|front|"
    r"behind|directly)\b|"
    r"[^\w\s]"
)
_REVERSED = re.compile(
    r"\b(?:in (?:the )?revers\w*(?: order)?|reversed|backwards|the other way (?:a)?round|in the "
    r"opposite order)\b"
)
_THEM = re.compile(r"\b(?:them|these|those|both|the two|my clips|my videos)\b(?! (?:to|onto) )")
"""The clips that were brought one after the other, where the last alone is on the screen."""
_AFTER = re.compile(r"\b(?:after|behind|onto|(?:to|at) the end of|to)\b")
_ONTO = re.compile(r"\b(?:attach|append|add)\b.* (?:to|onto) the\b")
_ENDS = re.compile(
    rf"[,;]\s*(?:(?:and|with|but|put)\s+)*(?:the )?(?P<what>"
    rf"(?!(?:{'|'.join(ORDINALS)}|then|also)\b)"
    r"[a-z-]+(?: [a-z-]+)??)(?: (?:one|clip))?(?: (?:comes|goes|should (?:be|come)))? "
    r"(?:(?P<first>first|at the (?:start|beginning))|last|at the end|in the end)[\s.,!]*$"
)
"""Which of them comes first, or last."""
_FADING = re.compile(
    r"(?:[\s,]*\b(?:and|with|using|have|let|add|put|w/?|plus|some|an?|the|a nice|smooth|slow|"
    r"soft|nice|"
    r"them|it|each|one)(?=[\s,]))*[\s,]*\b(?:cross[- ]?)?(?:fad(?:e|es|ed|ing)|dissolv(?:e|es|ing)|"
    r"transitions?|blend(?:s|ing)? over)\b(?: (?:effects?|transitions?))?(?:\s+(?:over|in)?(?:to|"
    r"between|from|in between)(?: (?:the|each other|one another|them|both|the next|the other|the "
    r"two|"
    r"shots?|clips?|one to the (?:other|next)))*)?"
)
"""How one goes over into the next: all do, by themselves."""
_BESIDE = re.compile(
    r"\b(?:side by side|next to (?:each other|one another)|split[- ]?screen|in a grid)\b"
)
BESIDE = "Beside one another I cannot show clips; these come one after the other."
_RESHOT = re.compile(
    r"^(?:(?:please|now|and|can you|could you|ok|okay)[\s,]+)*(?:swap|switch|exchange|reorder|"
    r"shuffle)\b"
    r".*\b(?:shots?|scenes?)\b"
)
NO_PLAN = (
    "There is no plan of a video yet whose shots could change places. Say “make a video of the "
    "first "
    "two”, or of what you like; then they can."
)
NO_PLAN_OPTIONS = ("make a video of all of these", "make one for me")
FADES = f"Each fades into the next, over {FADE:g} seconds."
LONG = f"A video has at most {MOST:.0f} seconds, so each is cut."


def joined(text: str, words: str, scene: Scene) -> Decision | None:
    """Return the plan of a video of the very clips on the screen that plain ``words`` name.

    ``None`` where they put none together. A clip that was shown before is found by its words; what
    is not among all those is looked for.

    Raises:
        BadRequest: for a place at which there is no clip.
    """
    if scene.board is None and _RESHOT.search(words):
        return Decision(kind="chat", text=NO_PLAN, options=NO_PLAN_OPTIONS, why="There is no plan.")
    if scene.planning:
        return None  # the shots of a plan, which is changed
    own = own_clips(scene)
    if len(scene.screen) == 1 and len(own) > 1 and scene.screen[0] in own and _THEM.search(words):
        scene = replace(scene, screen=own)
    if len(scene.screen) < 2 and not (scene.screen and scene.seen):
        return None
    asked = read(text)
    words = MAKING.sub("make a video", " ".join(asked.topic.split()), count=1)
    words, turned = _REVERSED.subn(" ", words)
    words, beside = _BESIDE.subn(" together ", words)
    words, fading = _FADING.subn(" ", words)
    ends = _ENDS.search(words)
    words = words if ends is None else words[: ends.start()]
    both = beside > 0 and len(scene.screen) == 2
    by_verb = both or _JOIN.search(words) is not None
    if not by_verb and _MADE_OF.search(plain(text)) is None:
        return None
    row = Row.of(scene.screen)
    found = named(words, row)
    if not by_verb and not any(one.sure and one.places for one in found):
        return None
    rest = [word for word in content_words(_FILLER.sub(" ", without(words, found)))]
    if not found and (both or (by_verb and not rest and re.search(rf"\b{_VERB}", words))):
        found = [Named(start=len(words), end=len(words), places=tuple(range(len(row.titles))))]
    shots = _shots(found, words, scene, by_verb=by_verb)
    here = {shot.item for shot in shots if shot.item}
    if len(shots) < 2 or not here or (rest and not by_verb):
        return None
    shots = shots[::-1] if turned else shots
    shots = shots if ends is None else _put(shots, ends, scene)
    notes = [
        *([FADES] if fading else []),
        *([BESIDE] if beside else []),
        *([left(" ".join(rest))] if rest else []),
    ]
    return _planned(shots, asked, scene, notes)


def own_clips(scene: Scene) -> tuple[Item, ...]:
    """The clips that were brought into this conversation, in the order in which they came, each
    with the changes that were made to it: the last version of it that was shown.
    """
    known = {item.id: item for item in (*scene.seen, *scene.previous, *scene.screen)}
    shown = [one for kept in scene.past for one in kept.turn.shown]
    came = [file.item for kept in scene.past for file in kept.turn.attachments if file.item]
    latest = {one: one for one in came}
    roots = dict(latest)
    for one in (known[one] for one in shown if one in known):
        root = roots.get(one.parents[0]) if one.origin == "edited" and one.parents else None
        if root is not None:
            roots[one.id], latest[root] = root, one.id
    return tuple(known[one] for one in latest.values() if one in known)


def _shots(found: list[Named], words: str, scene: Scene, *, by_verb: bool) -> list[Shot]:
    """The shots that were named, in the order in which they should come."""
    bounded([place for one in found for place in one.places], len(scene.screen))
    between = list(parts(words, found))
    kept = [one for one in found if not one.but]
    if len(kept) == 2 and _AFTER.search(between[1]) and not re.search(r"\bfrom\b", between[0]):
        found = kept[::-1]  # "the second after the first"
    if len(kept) == 1 and _ONTO.search(words):
        found = [replace(kept[0], places=kept[0].places[::-1])]  # "attach the second to the first"
    gone = {place for one in found if one.but for place in one.places}
    shots: list[Shot] = []
    for one in found:
        if one.places and not _titled(one, scene):
            shots += [Shot(item="", scene=one.words)]
        elif one.places:
            places = [] if one.but else [place for place in one.places if place not in gone]
            shots += [Shot(item=scene.screen[place].id) for place in places]
        elif one.words and not one.but:
            shots += named_before(one, scene)
    if len(shots) == 1 and not by_verb:
        return shots
    if len(shots) == 1 and scene.focus is not None and not shots[0].item == scene.focus.id:
        return [Shot(item=scene.focus.id), *shots]  # "put it together with …"
    return shots


def _titled(one: Named, scene: Scene) -> bool:
    """Whether a title has what is named in passing: of "the city skyline" a skater is none."""
    about = content_words(one.words)
    return one.sure or not about or titled(scene.screen[one.places[0]], about[-1])


def _put(shots: list[Shot], ends: re.Match[str], scene: Scene) -> list[Shot]:
    """The shots with that of what is said to come first, or last, there: "coffee last"."""
    about = content_words(ends["what"])
    items = {item.id: item for item in (*scene.seen, *scene.screen)}
    meant = [
        shot
        for shot in shots
        if shot.item in items and about and all(mentions(items[shot.item], word) for word in about)
    ]
    if len(meant) != 1:
        return shots
    others = [shot for shot in shots if shot is not meant[0]]
    return [*meant, *others] if ends["first"] else [*others, *meant]


def named_before(one: Named, scene: Scene) -> list[Shot]:
    """The clip of an earlier screen that has the words, or the scene to be looked for."""
    hits = Row.of(scene.seen).hits(one.words) if one.definite else []
    return [Shot(item=scene.seen[hits[0]].id)] if hits else [Shot(item="", scene=one.words)]


def _planned(shots: list[Shot], asked: Said, scene: Scene, notes: list[str]) -> Decision:
    lengths = [min(WHOLE, _length(shot, (*scene.screen, *scene.seen))) for shot in shots]
    whole = sum(lengths) - FADE * (len(shots) - 1)
    if asked.seconds is None and whole > MOST:
        notes.append(LONG)
    return plan_of(tuple(shots), asked, whole, " ".join(notes))


def _length(shot: Shot, items: Sequence[Item]) -> float:
    return next((item.duration for item in items if item.id == shot.item), 3.6)
