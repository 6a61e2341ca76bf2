"""A wish that waits: "which one shall I change?" was asked, and what is said next answers it.

While nothing else is shown since, the wish stands, and one message may

- pick one of the clips, by its place or by words of its own among those here: it is done to that
  one, with what else the message asks for;
- ask for a further change: it joins the wish, or takes the place of what it is otherwise ("no,
  vintage instead", "slower"), or takes some of it off ("no music"); it is asked again which;
- be something else: that is answered, and the wish goes on waiting.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agents.instruct.edits.commands import clauses_of
from agents.instruct.edits.weathered import laid
from agents.instruct.edits.wishes import wishes
from agents.instruct.instructor import CHANGING
from agents.instruct.which.asking_which import which_one
from agents.read.lettering import lettering
from agents.read.letters import restyled
from agents.read.references import PLACES, only_points, position
from agents.read.searches import SEARCHING
from agents.read.words import content_words, mentions, plain
from agents.scene import Scene
from agents.talk.replies import which
from models.domain import Decision, Item

_LEAD = (
    r"(?:(?:no|nope|nah|oh|ok|okay|hm+|um+|uh|wait|actually|sorry|well|but|and|then|please|make it|"
    r"i mean)[\s,.!]+)*"
)
_LESS = re.compile(
    rf"{_LEAD}(?:no|not|without|leave out|skip|drop|forget(?: about)?|nvm|never ?mind|minus) "
    r"(?:(?:the|any|that|about)\s+)*(?P<less>[\w-]+(?: [\w-]+)?)"
)
_ONLY = re.compile(rf"{_LEAD}(?:just|only) (?:the )?(?P<only>[\w-]+(?: [\w-]+)?)(?: (?:one|part))?")
_HEDGE = re.compile(
    r"(?:(?:no|nope|nah|oh|ok|okay|hm+|um+|uh|wait|actually|sorry|well|then|please|yes|yeah)\b\s*)+"
)
_PARTS = re.compile(r"\s*(?:[,.;!]+|\b(?:but|and)\b)\s*")
_OTHERWISE = re.compile(
    r"^(?:(?:hm+|oh|ok|okay|well)[\s,.!]+)*(?:no|nope|nah|sorry|wait|actually|rather)\b|"
    r"\b(?:instead|rather|i mean)\b"
)
_COURTESY = re.compile(
    rf"^{_LEAD}|[\s,]+(?:please|pls|then|thanks|instead|rather|i mean|maybe|now|too)(?=[\s.!?]*$)",
    re.IGNORECASE,
)
_FIRST = re.compile(r"^(?:also|and|then|but|rather|maybe|better)\b[\s,]*", re.IGNORECASE)
_POINTS = re.compile(
    r"\b(?:the|that|this|one|ones|clip|video|please|pls|take|use|do|it|i|mean|meant|want|choose|"
    r"with|in|at|on|of|an?|um+|uh|hm+|yes|ok|okay|no|for|to|guess|think|maybe|there|is|where)\b|"
    r"[^\w\s-]"
)
_NEW = re.compile(r"\b(?:another|other|others|more|ones|some|something|anything|similar|draw)\b")
_THE_ONE = re.compile(rf"{_LEAD}(?:the|that) (?:[\w-]+ ){{0,3}}(?:one|clip|video)\b.*")
_QUOTED = re.compile(r"[\"“]([^\"”]{1,200})[\"”]")
NOT_HERE = "I cannot tell which of these that is. Which one shall I change?"
LONGEST = 120
"""Characters of such an answer."""


def awaited(scene: Scene) -> Scene | Decision:
    """Return the scene in which the waiting wish is said of the clip that was picked, or the
    question asked again with the wish as it is now; the scene as it is where none waits, or the
    message is about something else.
    """
    wish, options = _waiting(scene)
    if not wish or len(scene.text) > LONGEST or scene.about is not None:
        return scene
    words = plain(scene.text)
    if SEARCHING.match(words) or ": " in scene.text:
        return scene
    clauses = [
        one for one in _PARTS.split(words.strip(" .!?")) if one and not _HEDGE.fullmatch(one)
    ]
    for clause in clauses:
        places = _picked(clause, scene.screen)
        rest = _beside(clause, scene.text) if len(places) == 1 and len(clauses) > 1 else ""
        now = _changed(wish, rest) if rest else wish
        if len(places) == 1 and now:
            return replace(scene, text=f"the {PLACES[places[0]]} one: {now}", options=())
        if len(places) > 1 and len(clauses) == 1:
            few = [scene.screen[place] for place in places]
            text = f"{len(few)} are like that; which one?"
            return which(scene, text, f"the {{}} one: {wish}", few)
    if _THE_ONE.fullmatch(words) and position(words) is None:
        return which(scene, NOT_HERE, f"the {{}} one: {wish}")
    now = _changed(wish, scene.text)
    if now and now != wish:
        return which_one(now, Scene(text=now, screen=scene.screen))
    return replace(scene, options=options)


def _waiting(scene: Scene) -> tuple[str, Sequence[str]]:
    """The wish that waits, and the answers that carry it: asked just now, or before what showed
    nothing since.
    """
    asked = [scene.options]
    for earlier in reversed(scene.past):
        if earlier.turn.shown or earlier.turn.attachments:
            break
        asked.append(earlier.turn.options)
    for options in asked:
        told = [option.partition(": ") for option in options]
        wished = {
            wish for place, _, wish in told if position(place) is not None and only_points(place)
        }
        wished -= {""}
        if len(told) > 1 and len(wished) == 1:
            return wished.pop(), options
    return "", scene.options


def _picked(clause: str, screen: Sequence[Item]) -> list[int]:
    """The places of the clips that a clause points at and does nothing else."""
    clause = re.sub(rf"^{_LEAD}", "", clause)
    if only_points(clause) and (place := position(clause)) is not None:
        return [place % len(screen)] if -1 <= place < min(len(screen), len(PLACES)) else []
    if re.fullmatch(r"#?[1-6]", clause) and int(clause.strip("#")) <= len(screen):
        return [int(clause.strip("#")) - 1]
    said = content_words(_POINTS.sub(" ", clause))
    if not said or _NEW.search(clause) or CHANGING.match(clause) or wishes(clause).calls:
        return []
    for of in (mentions, _begins):
        hits = [n for n, item in enumerate(screen) if all(of(item, word) for word in said)]
        if hits:
            return hits[: len(PLACES)] if len(hits) < len(screen) else []
    return []


def _begins(item: Item, word: str) -> bool:
    """Whether a word of an item begins as ``word`` does: "snowy" of a snowfield."""
    own = re.findall(r"\w+", " ".join((item.title, item.description)).lower())
    return mentions(item, word) or (len(word) > 3 and any(one.startswith(word[:4]) for one in own))


def _beside(clause: str, text: str) -> str:
    """What a message says besides one clause of it, as it was written."""
    at = plain(text).find(clause)
    whole = " ".join(text.split())
    left = f"{whole[:at]}, {whole[at + len(clause) :]}"
    return re.sub(r"^(?:[\s,.;!]|\b(?:and|but|then)\b)+|[\s,.;]+$", "", left, flags=re.IGNORECASE)


def _changed(wish: str, said: str) -> str:
    """The wish with what ``said`` changes of it; empty where that asks for no change, or leaves
    nothing.
    """
    less = _with_less(wish, plain(said))
    if less is not None:
        return less
    bare = _bare(said)
    quoted, written = _QUOTED.search(bare), lettering(wish)[0].get("text")
    if written and quoted and not content_words(_POINTS.sub(" ", _QUOTED.sub(" ", plain(bare)))):
        return wish.replace(str(written), quoted[1])
    looks = restyled(plain(bare), {}) if written else {}
    if looks:
        return f"{wish} {_manner(looks)}"
    asked = wishes(bare)
    if not (asked.calls and not asked.rest) and not laid(bare):
        return ""
    new = _names(bare) - {"adjust"} or {"style"}
    if laid(bare) and len(bare.split()) < 4 and not CHANGING.match(plain(bare)):
        bare = f"make it {bare}"
    kept = _together(clauses_of(wish))
    if _OTHERWISE.search(plain(said)):
        left = [clause for clause in kept if not new & _of(clause)]
        kept = left if len(left) < len(kept) or "instead" not in said else []
    else:  # slower in the place of faster
        kept = [clause for clause in kept if not new & _of(clause)]
    return ", ".join((*kept, bare))


def _bare(said: str) -> str:
    words = said.strip()
    while (shorter := _COURTESY.sub("", words).strip(" ,")) != words:
        words = shorter
    return re.sub(
        r"^(?:also|and|then|but|rather|maybe|better)\b[\s,]*", "", words, flags=re.IGNORECASE
    )


def _manner(looks: dict[str, object]) -> str:
    """How letters should look, as it is said."""
    size = float(str(looks.get("text_size", 1.0)))
    how = (("big" if size > 1 else "small") if size != 1.0 else "", looks.get("text_colour", ""))
    told = " ".join(str(one) for one in how if one)
    place = str(looks.get("position", "")).replace("-", " ")
    where = "in the middle" if place == "centre" else f"at the {place}" if place else ""
    corner = " corner" if " " in place else ""
    return " ".join(filter(None, (f"in {told} letters" if told else "", where + corner)))


def _with_less(wish: str, words: str) -> str | None:
    """The wish without what "no …" takes off, or with nothing but what "only …" keeps; empty where
    nothing would be left, ``None`` where it is none of that.
    """
    bare = re.sub(r"[\s,]+(?:please|pls|then|thanks)[\s.!?]*$", "", words)
    parts = [part for part in _PARTS.split(bare.strip(" .!?")) if part]
    readers = (_HEDGE, _LESS, _ONLY)
    said = [next(filter(None, (one.fullmatch(part) for one in readers)), None) for part in parts]
    if not all(said):
        return None
    clauses = _together(clauses_of(wish))
    kept = clauses
    for one in filter(None, said):
        found = one.groupdict()
        if found.get("less"):
            kept = [clause for clause in kept if not _has(clause, found["less"])]
        elif found.get("only"):
            kept = [clause for clause in kept if _has(clause, found["only"])]
    if kept == clauses:
        return None
    left = ", ".join(kept)
    began = re.match(r"(?:make|turn) (?:it|this|that) ", plain(wish))
    if left and began is not None and not CHANGING.match(plain(left)):
        left = f"{began[0]}{left}"  # of "make it noir and square", without the noir
    return left


def _together(clauses: list[str]) -> list[str]:
    """Clauses that ask for something each, with what goes on of them: "longer, like 10 seconds"."""
    found: list[str] = []
    for clause in clauses:
        if found and not (wishes(clause).calls or laid(clause) or CHANGING.match(plain(clause))):
            found[-1] += f", {clause}"
        else:
            found.append(clause)
    return found


def _has(clause: str, what: str) -> bool:
    """Whether a clause speaks of something, or asks for what that word would ask for."""
    about = content_words(what)
    if about and all(word in plain(clause) for word in about):
        return True
    return bool((_names(f"make it {what}") & _names(clause)) - {"adjust"})


def _names(text: str) -> set[str]:
    """The tools that a wish calls, and their arguments."""
    return {name for call in wishes(text).calls for name in (call.name, *call.arguments)}


def _of(clause: str) -> set[str]:
    """The same of a clause in which a weather is a style."""
    return _names(clause) | ({"style"} if laid(clause) else set())
