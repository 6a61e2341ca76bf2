"""What is said about making a video: a new one, the plan on the screen, or go."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, fields, replace

from agents.instruct.abilities import BEYOND
from agents.instruct.edits.wishes import wishes
from agents.instruct.plans.noted import NOTED, waiting
from agents.instruct.plans.plan_questions import asked_of
from agents.instruct.plans.putting_in import put_in, where_to
from agents.instruct.plans.rephrasing import of_its_shots
from agents.instruct.plans.replanning import Replanned, into_the_last, replanned
from agents.instruct.plans.retold import again, change, instead, rest_of_same, unchanged
from agents.make.film_words import Said, brief, read
from agents.make.storyboard import LEAST, MOST, Brief, Shot, Storyboard, options, to_data
from agents.read.words import content_words
from agents.scene import UNDONE, Earlier, Scene
from models.domain import Decision, Guidance, ToolCall

_GO = re.compile(
    r"(?:(?:yes|yeah|yep|ok|okay|sure|please|great|good|perfect|nice|lovely|fine|"
    r"alright|all right|right|now|and|"
    r"(?:it |that )?(?:looks?|sounds?) (?:good|great|fine|nice|perfect)|i like it)[,.!\s]*)*"
    r"(?:make it|(?:make|cut|render|produce|finish) (?:the|this|that) (?:video|film)|go|go ahead|"
    r"go for it|do it|render(?: it)?|start(?: cutting)?|(?:cut|put) it(?: all)?(?: together)?|"
    r"create it|film it|shoot it|looks? (?:good|great|fine|nice)|that(?:'s| is) (?:good|fine|it|"
    r"great)|i like it|like that|yes|yeah|yep|ok|okay|sure|perfect|great)"
    r"(?:[,\s]+(?:please|now|then|like that|as it is))*[\s.!]*"
)
_AGAIN = re.compile(
    r"(?:no[,.!\s]+)?(?:please )?(?:make |show me |give me |try )?(?:an?other|a different|a new|"
    r"other) (?:plan|storyboard|one|version|try|shots|clips)(?: please)?[\s.!]*|"
    r"(?:plan|try) (?:it )?again[\s.!]*|something else[\s.!]*|start (?:over|again|anew|from "
    r"scratch)(?: from scratch)?[\s.!]*"
)
_CUTS = frozenset(("clip", "revise", "extend"))
NOT_YET = "That I can do to the video once it is made: say “make it” first, then that."
_AT_ONCE = re.compile(
    r"[\s,]*\b(?:and )?(?:right away|at once|straight ?away|immediately|without asking|right now)\b"
)

_OF_THE_FILM = re.compile(
    r"\b(?:shots?|order|plan|scenes?|music|titles?|captions?|middle one|"
    r"(?:first|second|third|fourth|fifth|last) (?:one|clip)|at the (?:end|start|beginning))\b"
)
"""Speaks of what a video was cut from, once it is made."""
_ALL_OF_IT = re.compile(
    r"\b(?:about|all of (?:it|them)|everything|(?:the )?whole|film|movie|video|plan)\b"
)
_BAD = (
    r"boring|dull|bad|ugly|wrong|lame|weak|meh|terrible|awful|not (?:good|right|nice|great)|no good"
)
_BORES = re.compile(
    r"(?:(?:hm+|no|nah|ok|okay|but|well|and)[\s,.]+)*"
    r"(?P<tired>i (?:really )?(?:don't|do not|dont) like |i hate |i'm tired of )?"
    r"(?P<which>(?:the|that) [\w' -]{2,40}?)"
    rf"(?: (?:is|looks|seems|feels) (?:(?:too|so|a bit|kind of|very|really) )*(?P<bad>{_BAD}))?"
    r"\s*[,.;:-]+\s*(?:(?:i|we|rather|let's|can|could|have|want|use|take|put|please|maybe|you|do|"
    r"try|"
    r"something|sth|with|of|show)\b\s*)*(?P<new>[\w' -]{2,40}?) (?:instead|rather|there|in its "
    r"place)"
    r"(?: please)?[\s.!]*"
)
"""What of a plan is not liked, and what should come there."""
_TOO = re.compile(
    r"(?:(?:hm+|and|but|now|ok|okay|i think)[\s,]+)*(?P<which>(?:the )?(?:\w+ )?(?:shot|scene|part)"
    r"(?: \w+)?) (?:is|lasts|feels|seems) (?:(?:much|way|a bit|far|a little) )?too "
    r"(?P<how>long|slow|short|quick)(?: (?:now|for me|i think))*[\s.!]*"
)
_SHARP = re.compile(r"\b(?:[248]k|uhd|ultra ?hd|1080p?|1440p?|2160p?|full ?hd)\b")
_SOMEBODY = re.compile(
    r"\b(?:of|with|featuring|where|showing|like)\s+[A-Z][a-z]+(?: [A-Z][a-z'’-]+)+\s+(?:is |are )?"
    r"(?:sing|danc|talk|speak|rapp|say|perform|act|giv|kiss|fight|eat|play|cook|driv)\w*"
)
"""Somebody by name who does something: a tower of two words does nothing."""
_POINTS = re.compile(r"\b(?:of|from|with|like) (?:this|it|that|them)\b(?! (?:has|have|shows?))")


def filming(text: str, words: str, scene: Scene) -> Decision | None:
    """Decide about a video to be made; ``words`` are the plain ones of ``text``."""
    if scene.brought is not None or scene.about is not None:
        return None
    asked = brief(_AT_ONCE.sub("", text))
    if asked is not None and not _POINTS.search(words):
        return film(asked, text)
    return planned(text, words, scene)


def film(asked: Brief, text: str) -> Decision:
    """Plan a video; render it at once if ``text`` says so."""
    made = _planned(asked, render=bool(_AT_ONCE.search(text.lower())))
    return replace(made, preface=" ".join(beyond(text)))


def plan_of(shots: tuple[Shot, ...], asked: Said, seconds: float, note: str = "") -> Decision:
    """Plan a video of ``shots`` that were said one by one; it lasts ``seconds`` where ``asked``
    names no length. ``note`` is said beside it.
    """
    wish = Brief(
        seconds=min(MOST, max(LEAST, round(asked.seconds or seconds, 2))),
        shape=asked.shape,
        style=asked.style,
        captions=bool(asked.captions),
        title=asked.title or "",
        music=asked.music or "fill",
        shots=shots,
    )
    return replace(_planned(wish, render=False), text=note)


def planned(text: str, words: str, scene: Scene) -> Decision | None:
    """Decide about the plan on the screen: go, another one, a change of it."""
    board = scene.board
    if board is None or scene.about is not None:
        return None
    if scene.brought is not None:
        own = put_in(text, scene)
        return where_to(text, scene) if own is None else changed_plan(own)
    if _GO.fullmatch(words) and not scene.rendered:
        return go(board, scene.past)
    answer = None if scene.rendered else asked_of(board, words)
    if answer is not None:
        return answer
    words, text = _said_otherwise(words, text)
    same = again(board, words)
    if isinstance(same, Brief):
        return _planned(same, render=False)
    if same is not None:
        return _changed(board, same)
    if scene.rendered and not (_OF_THE_FILM.search(words) or of_its_shots(board, words)):
        return None  # what is on the screen is a video now, and "make it" speaks of that
    if _AGAIN.fullmatch(words):
        return _decided({"board": to_data(board), "again": True}, "You asked for another plan.")
    changed = replanned(board, rest_of_same(words) or text, scene)
    if changed is not None:
        return changed_plan(changed)
    # What was told shot by shot is not thrown away for a word.
    other = instead(board, words) if not board.told or _ALL_OF_IT.search(words) else None
    return None if other is None else _planned(other, render=False)


def _said_otherwise(words: str, text: str) -> tuple[str, str]:
    """The same wish as a change of a plan is read: "the runner is boring, a bike instead"."""
    found = _BORES.fullmatch(words)
    if found is not None and (found["bad"] or found["tired"]):
        other = re.fullmatch(r"(?:else|other|another|different|new)(?: \w+)?", found["new"])
        words = text = f"replace {found['which']} with {found['new']}"
        if other is not None:
            words = text = f"swap {found['which']}"
    found = _TOO.fullmatch(words)
    if found is not None:
        way = "shorter" if found["how"] in ("long", "slow") else "longer"
        words = text = f"make {found['which']} {way}"
    return words, text


def beyond(text: str) -> list[str]:
    """What ``text`` asks of a new video that none made here has, each in one sentence."""
    said = []
    if (read(text).seconds or 0) > MOST:
        said.append(f"A video that I make lasts at most {MOST:.0f} seconds.")
    if _SHARP.search(text.lower()):
        said.append("It is made of 1280 by 720 pixels, whichever way up: no 4k.")
    if _SOMEBODY.search(text):
        said.append("The likeness of a real person I do not make.")
    return said


def names_scenes(decision: Decision) -> bool:
    """Whether it plans a video with shots named in the visitor's own words: they may hold harm."""
    plans = [call.arguments.get("board") for call in decision.calls]
    return any(shot["scene"] for board in plans if board for shot in board["shots"])


def unplanned(scene: Scene) -> Decision | None:
    """Answer an edit that is no change of the plan on the screen: nothing in a plan is repainted
    by guess. ``None`` where there is none.
    """
    if scene.board is None or scene.rendered or scene.about or scene.brought:
        return None
    return puzzled(scene.board, scene.text)


def puzzled(board: Storyboard, said: str = "") -> Decision:
    """Say that a change of the plan was not understood, or that what was ``said`` is an edit of a
    video that is made; the plan stays.
    """
    text, wished = unchanged(board), wishes(said)
    # "cut the surfer down to 2 seconds" would cut all of the film: a cut is noted of nothing else.
    of_a_part = content_words(wished.rest) and any(call.name in _CUTS for call in wished.calls)
    if wished.calls and not of_a_part:
        text = NOT_YET if _OF_THE_FILM.search(said.lower()) else NOTED
    return Decision(kind="ask", text=text, options=options(board), why="It was not clear.")


def kept(made: Decision, scene: Scene) -> Decision:
    """The decision, unless it would put another video in the place of a plan that was told shot by
    shot, and none was asked for: then that stays, and it is said.
    """
    board, call = scene.board, next(iter(made.calls), None)
    if not scene.planning or board is None or not board.told or call is None:
        return made
    if call.name != "compose" or not {"board", "shots", BEYOND}.isdisjoint(call.arguments):
        return made
    asked = brief(scene.text) is not None or _ALL_OF_IT.search(scene.text.lower())
    return made if asked else puzzled(board, scene.text)


def added(words: str, scene: Scene) -> Decision | None:
    """Put clips on the screen into the video that was planned before they were shown."""
    made = into_the_last(words, scene) or (None if scene.brought else put_in(words, scene))
    return None if made is None else changed_plan(made)


def go(board: Storyboard, past: Sequence[Earlier]) -> Decision:
    """Make the video that is planned, then what was wished for it meanwhile."""
    made = _decided({"board": to_data(board), "render": True}, "You said go.")
    return replace(made, afterwards=waiting(past))


def changed_plan(made: Replanned) -> Decision:
    """Show a changed plan, or ask what is not clear of a change."""
    if made.options:
        note = " ".join(made.notes)
        return Decision(kind="ask", text=note, options=made.options, why="It is asked first.")
    why = UNDONE if made.undone else "You changed the plan."
    return replace(_decided({"board": to_data(made.board)}, why), text=" ".join(made.notes))


def _changed(before: Storyboard, after: Storyboard) -> Decision:
    made = _decided({"board": to_data(after)}, "You changed the plan.")
    return replace(made, text=change(before, after))


def make_one() -> Decision:
    """Make a video to their taste, at once."""
    return _planned(Brief(), render=True)


def said_of(asked: Brief) -> dict[str, object]:
    """The arguments of ``compose`` that are not as they usually are."""
    usual = Brief()
    said = {
        field.name: getattr(asked, field.name)
        for field in fields(Brief)
        if getattr(asked, field.name) != getattr(usual, field.name)
    }
    return said | ({"shots": [asdict(shot) for shot in asked.shots]} if asked.shots else {})


def _planned(asked: Brief, *, render: bool) -> Decision:
    arguments = said_of(asked)
    why = "You asked for a new video."
    return _decided(arguments | ({"render": True} if render else {}), why, asked)


def _decided(arguments: dict[str, object], why: str, asked: Brief | None = None) -> Decision:
    guidance = Guidance(want=asked.want, avoid=asked.avoid) if asked else Guidance()
    call = ToolCall(name="compose", arguments=arguments)
    return Decision(kind="create", guidance=guidance, calls=(call,), why=why)
