"""What goes on from what is here, whoever decides: places told by the others on the screen, a kind
that was asked for, changes taken back or off again. The rest of the sentence is the instructor's.
"""

from __future__ import annotations

import re
from dataclasses import replace

from agents.instruct.aside import aside
from agents.instruct.dialogue import chosen
from agents.instruct.edits.keeping import unkept
from agents.instruct.edits.moments import at_a_moment
from agents.instruct.edits.refining import refined
from agents.instruct.edits.reported import own_wish
from agents.instruct.edits.second_thoughts import is_undo
from agents.instruct.edits.taking_back import taken_back
from agents.instruct.edits.taking_off import taken_off
from agents.instruct.edits.versions import before_change, first_of, which_changed
from agents.instruct.edits.where_changed import where_changed
from agents.instruct.following import followed, found_first
from agents.instruct.instructor import Instructor
from agents.instruct.plans.adverts import as_film
from agents.instruct.plans.filming import kept
from agents.instruct.searches.availability import as_wish
from agents.instruct.searches.leaving_out import left_out
from agents.instruct.searches.real_footage import without_real
from agents.instruct.searches.superlatives import most_so
from agents.instruct.spelling import Mending
from agents.instruct.which.earlier import earlier
from agents.instruct.which.likewise import likewise
from agents.instruct.which.pointing import together
from agents.instruct.which.waiting import awaited
from agents.read import courtesy
from agents.read.apart import apart
from agents.read.pointing import placed
from agents.read.references import POINTING
from agents.read.searches import SEARCHING
from agents.read.subject import GREETING
from agents.read.words import plain
from agents.retrieve.catalogue import Catalogue
from agents.scene import Scene
from agents.talk.differences import difference
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision, Guidance

_DISMISSED = re.compile(
    r"(?:(?:no|nah|nope|ok|okay|actually|hm+|oh|well|ah)[\s,.!]+)*"
    r"(?:(?:forget|skip|scrap|leave|drop) (?:about )?(?:it|that|this)|never ?mind(?: (?:it|that))?|"
    r"nvm)[\s,.!;:-]+(?:(?:just|then|and|instead|please|rather|now)[\s,]+)*(?P<rest>\S.*)"
)
_SIGHED = re.compile(
    r"^\s*(?:(?:a+w+|wo+w+|haha\w*|lol|omg|oo+h+|whoa|yay)\b[\s,.!]*)+(?=\w)", re.IGNORECASE
)
"""Sounds of delight before a wish, which are no part of it."""
_NO_THE = re.compile(r"^\s*(no|nope|nah) (?=(?:the|that|this) \w+ (?:one|clip|video)\b)", re.I)
"""Corrects, rather than shuts out: "no the orange one"."""
_THAN = re.compile(
    r"\s+than (?:before|now|(?:it|that) (?:is|was|were)(?: now| before)?|this|that|the original)"
    r"(?=[\s.!]*$)",
    re.IGNORECASE,
)
"""What a clip in hand is compared with: "slower than before" changes it as "slower" does."""
TAKEN_BACK = "I took that back first."


def decided(instructor: Instructor, scene: Scene, catalogue: Catalogue, viewer: str) -> Decision:
    """Return what to do about one message that may go on from what was done."""
    said = _heard(instructor, scene)
    bare = _without_dismissal(_last_undo(said))
    bare = _THAN.sub("", bare) if scene.focus is not None else bare
    scene = aside(replace(scene, text=own_wish(bare) if scene.screen else bare))
    fewer = left_out(scene)
    if fewer is not None:
        return fewer
    for step in (earlier, awaited):
        told = step(scene)
        if isinstance(told, Decision):
            return told
        scene = told
    pointed = placed(scene.text, scene.screen, scene.spoken_of)
    if pointed.choices:
        return _which(pointed.choices)
    scene = where_changed(replace(scene, text=pointed.text), catalogue, viewer)
    scene = unkept(as_film(as_wish(scene)), catalogue, viewer)
    known = (
        chosen(scene)
        or likewise(scene)
        or together(scene)
        or most_so(replace(scene, text=said), catalogue, viewer)
        or difference(scene, catalogue, viewer)
        or first_of(scene)
        or before_change(scene, catalogue, viewer)
        or which_changed(scene)
        or at_a_moment(scene)
        or refined(scene, catalogue, viewer)
        or _taken_off(instructor, scene, catalogue, viewer)
    )
    if known is not None:
        return known
    wish, drawn = without_real(scene.text, catalogue, viewer)
    if drawn and not wish:
        return Decision(kind="chat", text=drawn, options=EXAMPLES, why="You asked for footage.")
    both = apart(plain(wish))
    if both is not None and (two := _both(instructor, scene, both)) is not None:
        return replace(two, preface=" ".join(filter(None, (drawn, two.preface))))
    scene = replace(scene, text=wish)
    back = taken_back(scene, catalogue, viewer)
    made = (
        found_first(instructor, back.scene)
        or followed(instructor, back.scene)
        or instructor.decide(back.scene)
    )
    made = kept(made, back.scene)
    if drawn:
        made = replace(made, preface=" ".join(filter(None, (drawn, made.preface))))
    if back.steps and made.kind == "edit":
        made = replace(made, preface=" ".join(filter(None, (TAKEN_BACK, made.preface))))
    return made


def _heard(instructor: Instructor, scene: Scene) -> str:
    """The wish without courtesies, with its slips mended where the instructor would mend them."""
    if scene.text in scene.options:
        return scene.text
    wish = courtesy.bare(scene.text)
    return instructor.speller.mended(wish) if isinstance(instructor, Mending) else wish


def _both(instructor: Instructor, scene: Scene, both: tuple[str, str]) -> Decision | None:
    """Two searches in one; ``None`` where either is none."""
    made = [instructor.decide(replace(scene, text=f"show me {one}", options=())) for one in both]
    if any(one.kind == "refuse" for one in made):
        return next(one for one in made if one.kind == "refuse")
    if any(one.kind != "retrieve" or not one.guidance.want or one.then for one in made):
        return None
    return replace(made[0], then=(made[1],))


def _last_undo(text: str) -> str:
    """The sentence that takes something back, where it is the last of two; else all of it."""
    first, _, last = text.rstrip().rpartition("? ")
    return last if first and is_undo(plain(last)) else text


def _without_dismissal(text: str) -> str:
    """What is wished after "aww", and looked for after "forget it", which are no part of it."""
    text = _NO_THE.sub("no, ", _SIGHED.sub("", GREETING.sub("", text)))
    found = _DISMISSED.match(plain(text))
    if found is None or not SEARCHING.match(found["rest"]) or POINTING.search(found["rest"]):
        return text
    return found["rest"]


def _which(choices: tuple[str, ...]) -> Decision:
    """Ask which of several that are meant as likely; an answer is the whole sentence with one."""
    text = f"{len(choices)} are like that; which one?"
    return Decision(kind="ask", text=text, options=choices[:4], why="Several fit what was said.")


def _taken_off(
    instructor: Instructor, scene: Scene, catalogue: Catalogue, viewer: str
) -> Decision | None:
    """One change less, and what else is asked for; ``None`` where that is no edit."""
    found = taken_off(scene, catalogue, viewer)
    if found is None or not found[1]:
        return None if found is None else found[0]
    less, rest = found
    more = instructor.decide(replace(scene, text=rest, options=()))
    if more.kind != "edit" or more.then:
        return None
    target = less.guidance.target or less.guidance.show[0]
    return replace(
        more,
        guidance=Guidance(target=target),
        calls=(*less.calls, *more.calls),
        preface=less.text if less.calls else TAKEN_BACK,
    )
