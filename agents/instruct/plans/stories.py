"""A video of scenes in a row: "starts with coffee, then the park, and at the end the city"."""

from __future__ import annotations

import re

from agents.instruct.edits.wishes import wishes
from agents.instruct.plans.filming import added, plan_of
from agents.instruct.plans.joining import joined, named_before
from agents.make.casting import USUAL
from agents.make.film_words import MAKING, SHORT, read
from agents.make.storyboard import FADE, Shot
from agents.read.rows import Row, bounded, named, without
from agents.read.scenes import MOST, begins, listed, marks, scenes
from agents.read.searches import SEARCHING
from agents.read.words import NUMBERS, content_words, number, plain
from agents.scene import Scene
from models.domain import Decision

_NOUN = (
    r"(?:video|clip|film|movie|reel|tik ?tok|montage|story|vlog|trailer|storyboard|"
    rf"slide ?show|{SHORT})"
)
_OF = (
    r"(?:\s*:|\s+(?:of|about|with|where|in which|showing|made of|going|which shows|that shows)\b)?"
)
_LEAD = re.compile(
    rf"^(?:(?:please|pls|can (?:you|u)|could (?:you|u)|i(?:'d| would) (?:like|love)|i want|i "
    rf"need|ok|okay|so|"
    rf"now|hi|hey|let's (?:make|do)|tell|give me|"
    rf"make|create|build|plan|put together|do|cut|film)[\s,]+)*(?:me\s+)?(?:an?|my|the|our|"
    rf"one)\s+(?:[\w-]+\s+){{0,3}}?{_NOUN}\b{_OF}|"
    rf"^(?:an? )?{_NOUN}(?: (?:please|pls))?\s*(?::|,|\s-)"
)
_DAY = re.compile(
    r"^(?:(?:please|make|create|film|a video of|a film about|about)\s+)*(?:a|my|our|"
    r"the)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:day|morning|evening|night|week|weekend|trip|holidays?|vacation|journey|life|routine|story)"
    r"(?: (?:in|of|at) (?:my|the|our|a) [\w-]+)?(?=\s*:)"
)
_TAIL = re.compile(
    rf"[\s,;.-]*\b(?:(?:all|put together|together|that|everything) )?(?:as|in|into|for) (?:an?|"
    rf"one|the same|my)(?: single| short| long)? {_NOUN}\b"
    rf"[\s.!?]*(?:please)?$|[\s,;.-]+(?:make|turn|put) (?:that|it|this|them|all (?:of )?(?:that|"
    rf"this))?\s*(?:in|into)?\s*(?:an?|one) {_NOUN}[\s.!?]*$"
)
_DOING = re.compile(
    r"^(?:please )?(?:make|turn|cut|trim|crop|mute|speed|slow|add|put|write|brighten|darken|"
    r"remove|drop|swap|replace|"
    r"move|change|show me|find|undo|delete|give|blur|keep|let)\b"
)
"""Begins a wish about what is there, and no scene."""
_PUT = re.compile(
    r"^(?:(?:please|can (?:you|u)|could (?:you|u)|i want|i'd like|i need|put|make|cut|join|combine|"
    r"take|use)\s+)+"
)
_EACH = re.compile(
    rf"[\s,;]*\b(?:with )?(?P<n>\d{{1,2}}(?:\.\d)?|{'|'.join(NUMBERS)})[\s-]*(?:s|secs?|"
    rf"seconds?)\s+"
    r"(?:each|apiece|per (?:shot|scene|clip|one)|for each(?: (?:shot|scene|clip|one|of them))?)\b",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"^\s*(?:for [^:,;]{1,40}?)"
    r"(?:\s*[:,;]|(?=\s+(?:with|of|about|showing|that|where|which)\b)|$)\s*"
)
"""Whom a video is for, which is not seen in it."""
_OF_WHAT = re.compile(r"^\s*(?:[:,-]|(?:of|about|with|from|showing|made of|out of)\b)\s*")
_DRAWN = re.compile(
    r"(?:(?:please|can (?:you|u)|could (?:you|u)|now|ok|okay)[\s,]+)*(?:create|generate|draw|"
    r"paint|imagine)\b"
)
"""Asks for one drawing, of which a list says what is in it."""
_CHANGES_ONE = re.compile(
    r"(?:(?:please|can (?:you|u)|could (?:you|u)|now|ok|okay|and|then)[\s,]+)*"
    r"(?:make|turn|have|let) (?:it|this|that|the (?:first|second|third|fourth|last) "
    r"(?:one|clip|video))\b(?!.*(?:,|\b(?:then|together|join|film|movie|video|montage|story|both|"
    r"two|three|first|second|third|fourth|last)\b))"
)
"""Changes one clip on the screen, and names no other: "make the first one a snowy night"."""
LATER = "“{}” I can do once the video is made: say it then."
TOO_MANY = f"More than {MOST} scenes are no short video: I took the first {MOST}."


def one_by_one(words: str, scene: Scene) -> Decision | None:
    """Plan a video whose shots are said one by one: clips on the screen, or scenes."""
    if scene.screen and scene.board is None and _CHANGES_ONE.match(words):
        return None
    return (
        added(words, scene) or joined(scene.text, words, scene) or story(scene.text, words, scene)
    )


def story(text: str, words: str, scene: Scene) -> Decision | None:
    """Return the plan of a video with a shot for each scene that plain ``words`` put in a row.

    ``None`` where they ask for no video, or name fewer than two scenes. A scene may be a clip on
    the screen. Raises :class:`models.errors.BadRequest` for a place at which there is none.
    """
    if scene.about is not None or (scene.brought is not None and len(scene.screen) < 2):
        return None
    each = _EACH.search(words)
    asked = read(_EACH.sub(" ", text))
    words = " ".join(asked.topic.split())
    topic = _asked_for(words, scene) or _of_the_noun(text)
    if topic is not None and topic != words:
        topic = _FOR.sub("", topic)
    told = scenes(topic) if topic is not None else ()
    if not told and topic is not None and topic != words and not _DRAWN.match(words):
        told = listed(_OF_WHAT.sub("", topic))
    later = [one for one in told if _DOING.match(one)]
    told = tuple(one for one in told if not _DOING.match(one))
    if len(told) < 2 or (later and (topic == words or len(later) >= len(told))):
        return None
    shots = [shot for one in told[:MOST] for shot in _shots(one, scene)]
    if topic == words and marks(words) < 2 and not words.startswith("from "):
        return None
    long = USUAL if each is None else number(each["n"])
    length = long * len(shots) - FADE * (len(shots) - 1)
    notes = [TOO_MANY] if len(told) > MOST else []
    notes += [LATER.format(one) for one in later]
    return plan_of(tuple(shots), asked, length, " ".join(notes))


def _asked_for(words: str, scene: Scene) -> str | None:
    """What is said of the video that is asked for; ``None`` where none is."""
    tail = _TAIL.search(words)
    rest = words[: tail.start()] if tail is not None else words
    for lead in (MAKING, _LEAD, _DAY):
        found = lead.match(rest)
        if found is not None and (
            lead is not _LEAD
            or not SEARCHING.match(rest)
            or MAKING.match(rest)
            or found[0].rstrip().endswith((":", "-", ","))
        ):
            return rest[found.end() :] or None
    if tail is not None:
        return _PUT.sub("", rest)
    if scene.board is not None or SEARCHING.match(words):
        return None
    journey = words.startswith("from ") and len(re.findall(r"\bto\b", words)) > 1
    # Beside clips, "old man first, then kites" may be said of those.
    row = marks(words) > 1 and not scene.screen and not wishes(words).calls
    return words if begins(words) or journey or row else None


def _of_the_noun(text: str) -> str | None:
    """The same where what a video is called says its shape, too: "a reel: gym, yoga, running"."""
    words = plain(text)
    found = next(filter(None, (lead.match(words) for lead in (MAKING, _LEAD))), None)
    if found is None or SEARCHING.match(words):
        return None
    return " ".join(read(words[found.end() :]).topic.split())


def _shots(told: str, scene: Scene) -> list[Shot]:
    """The shot of one scene: a clip that is pointed at, or one to be found."""
    found = [one for one in named(told, Row.of(scene.screen)) if one.sure]
    if not found or content_words(without(told, found)):
        return [Shot(item="", scene=told)]
    shots: list[Shot] = []
    for one in found:
        bounded(one.places, len(scene.screen))
        shots += [Shot(item=scene.screen[place].id) for place in one.places]
        shots += named_before(one, scene) if not one.places else []
    return shots
