"""Questions about what was done here: why something is shown, what was changed, what was said.

A sentence is one of them when every word of it belongs to such a question, in whatever order: a
question about the world ("why is the sky blue?") has a word that none of them has.
"""

from __future__ import annotations

import re
from typing import Literal

from agents.read.words import NUMBERS

About = Literal["why", "changed", "done", "so far", "origin", "taste"]
"""What is asked: why it is shown, what was changed in a clip, what was just done, what was done in
all, what was made by AI, what is known of the visitor's taste."""

_AROUND = frozenset(
    "so and but ok okay oh hm hmm wait please sorry hey hi tell me exactly actually just now then "
    "again here there on in at to for from with about of the a an is are was were be been being "
    "has have had do does did can could would you u i we us my your our it its that this these "
    "those them they one ones clip clips video videos all any both each really even ever already "
    "first second third fourth fifth sixth last 1st 2nd 3rd 4th number card cards screen result "
    "results by than other others instead anyway lol pls quickly short briefly know explain say "
    "if whether or not no yes 1 2 3 4 5 6".split()
).union(NUMBERS)
_WHY = frozenset("why reason reasons how come".split())
_SHOWING = frozenset(
    "pick picked picking choose chose chosen choosing show showed shown showing shows recommend "
    "recommended recommending recommendation suggest suggested suggesting suggestion give gave "
    "given get got getting see seeing select selected selecting find found put feed come came "
    "up coming think thought fit fits match matches relevant appear appeared what made make "
    "decide decided offer offered want like i'd".split()
)
_CHANGING = frozenset(
    "change changed changing changes edit edited editing edits alter altered modify modified "
    "different difference differences adjust adjusted steps".split()
)
_DOING = frozenset(
    "do did done doing happen happened happening made make making find found".split()
)
_SO_FAR = frozenset(
    "far until till today before earlier history summary summarise summarize recap conversation "
    "chat session yet overall together everything asked ask said".split()
)
_MADE = frozenset(
    "made make generated generate created create drawn draw drew edited changed produced invented "
    "rendered synthetic artificial fake real ai a.i machine human humans people person computer "
    "bot robot original genuine filmed shot footage recorded authentic animated".split()
)
_AI = frozenset(
    "ai a.i machine computer bot robot synthetic artificial fake real human humans people person "
    "genuine authentic generated footage".split()
)
_PEOPLE = frozenset("human humans people person".split())
"""Who may be seen in a clip, too."""
_TASTE = frozenset(
    "remember know learn learned learnt like liked likes love loved taste tastes preference "
    "preferences prefer favourite favourites favorite favorites enjoy enjoyed dislike disliked "
    "hate hated about much kind kinds sort sorts things stuff think".split()
)
_OF_ME = frozenset("i me my mine i've i'm".split())
_ASKING = frozenset(
    "what whats which who how list show did do recap summary summarise summarize".split()
)
_WORD = re.compile(r"[a-z0-9]+(?:[.'][a-z]+)*")
LONGEST = 24
"""Words of such a question at most."""


def asked_about(words: str) -> About | None:
    """Return what plain ``words`` ask about what was done here, ``None`` where they do not."""
    said = [word.removesuffix("'s") for word in _WORD.findall(words[:400])]
    every = frozenset(said)
    if not said or len(said) > LONGEST:
        return None
    rest = every - _AROUND
    if _why(words, every, rest):
        return "why"
    asks = not every.isdisjoint(_ASKING) or said[0] in ("is", "are", "was", "were")
    if not asks and words[-1:] != "?":
        return None
    if "show" in every and every.isdisjoint(("changes", "edits", "steps", "history")):
        return None  # it is to be seen, not told
    rest = rest - _ASKING
    if _of_taste(every, rest):
        return "taste"
    if _of_origin(said, every, rest):
        return "origin"
    return _of_work(said, every, rest)


def _why(words: str, every: frozenset[str], rest: frozenset[str]) -> bool:
    """Why it is shown: never why a thing is as it is."""
    asks = "why" in every or "how come" in words or not every.isdisjoint(("reason", "reasons"))
    return asks and rest <= _WHY | _SHOWING | _DOING


def _of_taste(every: frozenset[str], rest: frozenset[str]) -> bool:
    mine = not every.isdisjoint(_OF_ME)
    told = not rest.isdisjoint(_TASTE - {"about", "much", "kind", "kinds", "things", "stuff"})
    known = not every.isdisjoint("know remember learn learned learnt like liked".split())
    you = "you" in every or "u" in every
    if not mine or not rest <= _TASTE | _SO_FAR | {"so"}:
        return False
    return (known and you and (told or "about" in every)) or (told and not you and "what" in every)


def _of_origin(said: list[str], every: frozenset[str], rest: frozenset[str]) -> bool:
    """Which were made by AI, or whether this one was."""
    if rest.isdisjoint(_AI) and not {"you", "which"} <= every and "who" not in every:
        return False
    if said[-1] in ("you", "u"):
        return False  # "who made you" asks about no clip
    if not rest <= _MADE or rest <= _PEOPLE or {"are", "you"} <= every:
        return False
    return said[0] not in ("can", "could", "would", "do", "show", "i", "make", "what", "how")


def _of_work(said: list[str], every: frozenset[str], rest: frozenset[str]) -> About | None:
    """What was done: in all, to a clip, or just now."""
    done = not every.isdisjoint(_DOING | {"done", "said", "asked", "shown", "changed"})
    before = not every.isdisjoint(_SO_FAR - {"asked", "ask", "said", "yet"})
    if rest <= _DOING | _SO_FAR | _CHANGING | {"shown", "so", "we", "through"}:
        mine = not every.isdisjoint(("i", "we", "our", "my"))
        if (done and (mine or before) and "what" in every) or (
            not every.isdisjoint(("recap", "summary", "summarise", "summarize"))
        ):
            return "so far"
    if not rest <= _CHANGING | _DOING | {"create", "created", "draw", "drew", "drawn", "edit"}:
        return None
    present = every.isdisjoint(("did", "was", "were", "has", "have", "been", "done", "made"))
    if not rest.isdisjoint(_CHANGING) and "can" not in every and "could" not in every:
        told = not rest.isdisjoint(_CHANGING - {"change", "edit", "alter", "modify", "adjust"})
        return "changed" if told or not present else None
    if present or "can" in every or "i" in every:
        return None
    how = "how" in said and not rest.isdisjoint(_DOING | {"created", "drew", "drawn", "draw"})
    to_it = any(one in every for one in ("it", "this", "that", "clip", "video", "one"))
    if how or (to_it and "what" in every and not every.isdisjoint(("to", "with", "done"))):
        return "changed"
    return "done" if "what" in every and ("done" in every or {"did", "you"} <= every) else None
