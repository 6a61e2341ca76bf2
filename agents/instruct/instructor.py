"""The instructor by rules alone, and the rules that others begin with.

It turns what was said, and what is on the screen, into a :class:`models.domain.Decision`. Titles
and descriptions of items are only ever compared with, never read as instruction, and never part
of a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from agents.instruct.edits.for_you import to_taste
from agents.instruct.edits.movements import moving
from agents.instruct.edits.refining import last_refined
from agents.instruct.edits.second_thoughts import again_otherwise, meant, once_more, other, undo
from agents.instruct.edits.second_thoughts import compared as compared_with
from agents.instruct.edits.something_new import ours
from agents.instruct.edits.wishes import Wishes, wishes
from agents.instruct.plans.filming import filming, make_one, planned
from agents.instruct.plans.putting_in import PUT_IN
from agents.instruct.plans.resuming import resumed
from agents.instruct.plans.stories import one_by_one
from agents.instruct.searches.audience import for_whom
from agents.instruct.searches.seeking import seek
from agents.instruct.which.asking_which import which_one
from agents.instruct.which.targets import several
from agents.read.references import ORDINALS, POINTING, named, only_points, position, referred
from agents.read.searches import SEARCHING, compared, search
from agents.read.words import content_words, emoji_words, mentions, plain
from agents.scene import Scene
from agents.talk.account import unrecorded
from agents.talk.advice import advice
from agents.talk.facts import facts
from agents.talk.history import unchanged
from agents.talk.liking import disliked, judged, liked
from agents.talk.painters import painter
from agents.talk.replies import BROUGHT, like, no_clip, offer, picked, show, which
from agents.talk.smalltalk import CLIPS_ABOUT, EXAMPLES, question, smalltalk
from models.domain import DRAW, Decision, Guidance

_CREATE = re.compile(r"\b(create|generate|invent|draw|imagine|make)\b\s+(?:me\s+)?(?:an?|some)\b")
_FOR_ME = re.compile(
    r"^(?:(?:please|yes|ok|okay|then)[, ]+)*(?:make|cut|create) (?:me )?(?:one|something) "
    r"(?:just |only )?for me(?:[, ]+(?:please|then))?[.!]*$"
)
_SIMILAR = re.compile(
    r"\b(?<!don't )(?<!not )(?<!n't really )"
    r"(?:more like|similar to|something like|(?<!look )like)\s+(?:this|that|it|"
    r"the\b.{0,60}\b(?:one|clip|video))\b|"
    r"\b(?:more like|similar to|something like)\s+(?:the\s+)?"
    rf"(?:{'|'.join(ORDINALS)}|(?:number\s*|#\s*)?[1-6])\b|"
    r"^(?:show me |find )?(?:something |others? |a )?similar(?: ones?)?[.!]*$"
)
_LIKE_THE = re.compile(r"\bmore (?:like|of) the (?P<what>\w+(?: \w+)?)[\s.!]*$")
"""Where it names what is on the screen: "more like the otter"."""
CHANGING = re.compile(
    r"^(?:please |can you |could you |now |and |then |ok |no,? )*"
    r"(?:make|turn|cut|trim|crop|mute|speed|slow|add|put|write|overlay|brighten|darken|convert|"
    r"redraw|"
    r"render|shorten|clip|keep|remove|give (?:it|this|that|the)|only|just|apply|set|change|"
    r"colou?r|rotate|flip|mirror|reverse|loop|zoom|blur|stabili[sz]e|download|save|share|export|"
    r"caption|subtitle|dub|translate|replace|swap|animate|upscale|(?:the )?(?:first|second) half)\b"
)
_ABOUT_IT = re.compile(
    r"^(?:please )?(?:describe|explain|tell me (?:more )?about|what(?:'s| is| are| happens)|who|"
    r"where|why|how(?! about))\b.*\b(?:it|this|that|these|those|"
    r"the (?:first|second|third|fourth|last) one|the (?:clip|video))\b"
)
_LIKE_PICTURE = re.compile(
    r"\b(?:(?:something |more |what |that )*(?:looks? )?(?:like|similar to) )?"
    r"(?:this|that|it|these|my|the)(?: (?:picture|photo|image|one)s?)?\b"
)
_YES = re.compile(r"(?:yes|yeah|yep|ok|okay|sure|do it|go ahead|please do|yes please)[\s.!]*")
_ANYWAY = re.compile(
    r"(?:(?:yes|yeah|yep|ok|okay|sure|fine|please|just|then|well|but|so)[\s,.!]+)*"
    r"(?:yes|yeah|yep|ok|okay|sure|fine|please|whatever|any(?: of (?:them|those))?|either|"
    r"(?:you|u) (?:choose|pick|decide)|i don't care|(?:just )?(?:do|try|draw|make|show) "
    r"(?:it|one|that|something|any|anything)(?: (?:anyway|then|please))?|go(?: ahead| on| for it)|"
    r"please do|anyway|try(?: anyway)?)[\s.!]*"
)
"""Wants one of the drawings that were offered, whichever."""
_PASSING = re.compile(
    r"\b(?:i guess|i think|maybe|perhaps|please|pls|then|hm+|let's|do|go for|try|yes|yeah|"
    r"ok|okay)\b"
)
"""What an answer is said with."""
_EACH = re.compile(
    r"(?:(?:please|ok|okay|yes|do|take|make|for|oh)[\s,]+)*(?:both|all|each|every one|"
    r"all (?:two|three|four))(?: of (?:them|these|those|the (?:two|three|four)))?"
    r"(?:,? please)?[\s.!]*"
)
"""Means every clip that was asked about."""
CANNOT = (
    "I cannot do that to a clip yet. I can cut it, change its speed, shape, light, colour or "
    "sound, put words or music on it, blur faces or numbers, redraw it in a style, or choose "
    "another cover."
)
CANNOT_TELL = (
    "I cannot answer questions about a clip yet; its card says what I know. I can change it, or "
    "find more like it."
)
_IMPOSSIBLE: dict[str, str] = {
    "calmer": "I cannot calm what happens in it; I can slow it down or look for a calmer one.",
    "longer": "I cannot make it longer than it is; I can slow it down or look for a longer one.",
}


_BARE_ONE = re.compile(
    r"(?!(?:an?other|new|next|other|different|better|random|more|any|some|no|which|what|one|every|"
    r"each|last|first|good|great|best|nice|funny|this|that|the|my|your)\b)"
    r"(\w+) one(?:,? (?:please|pls|thanks))?[\s.!]*"
)
"""Points as "the teal one" does, in haste."""


class Instructor(Protocol):
    """Turns what was said, and what is on the screen, into a decision."""

    def decide(self, scene: Scene) -> Decision:
        """Return what to do about one message."""
        ...

    def warm(self) -> None:
        """Load what is slow to load, before the first message."""
        ...


class Rules:
    """The instructor that goes by rules alone."""

    def decide(self, scene: Scene) -> Decision:
        """See :class:`Instructor`."""
        return decide(scene)

    def warm(self) -> None:
        """See :class:`Instructor`."""


def decide(scene: Scene) -> Decision:
    """Return what to do about one message, by rules alone."""
    return certain(scene) or otherwise(scene)


def certain(scene: Scene) -> Decision | None:
    """Return what rules are sure of: a button, an answer, a whole sentence that they know."""
    shown = emoji_words(scene.text)
    words = plain(scene.text) if shown is None else shown
    if scene.like_vector is not None and scene.about is None:
        return None if words else pictured("")
    if not words and scene.about is None and scene.brought is None:
        return _nothing(reaction=shown is not None)
    if scene.about is not None and (not words or "more like" in words):
        return like(scene.about)
    if not words:
        return came(scene)
    drawing = ours(words, scene.options)
    if drawing is not None:
        return drawing
    answer = answered(words, scene)
    if answer is not None:
        own = answer if answer.startswith(DRAW) else ""
        return ours(own, scene.options) or decide(replace(scene, text=answer, options=()))
    if _FOR_ME.match(words) and scene.brought is None:
        return make_one()
    film = planned(scene.text, words, scene) if shown is None else None
    film = film or (resumed(scene.text, scene) if shown is None else None)
    if film is not None or shown is not None:
        return film or seek(words, scene, drawing=bool(_CREATE.search(words)))
    return (
        hiding(words, scene)
        or unchanged(scene)
        or (
            None if scene.brought is not None else unrecorded(words, scene.screen) or painter(words)
        )
        or advice(words, scene)
        or for_whom(words, scene)
        or (
            None
            if scene.brought is not None
            else liked(scene)
            or disliked(scene)
            or judged(scene)
            or facts(scene)
            or smalltalk(words)
        )
        or to_taste(words, scene)
        or compared_with(words, scene)
        or undo(words, scene)
        or once_more(words, scene)
        or other(words, scene)
        or meant(words, scene)
        or again_otherwise(words, scene)
        or last_refined(scene)
    )


def hiding(words: str, scene: Scene) -> Decision | None:
    """Blur what is named, where the sentence asks for nothing that rules do not know."""
    wished = wishes(scene.text)
    if wished.rest or all(call.name != "blur" for call in wished.calls):
        return None
    return several(scene, lambda clause: wishes(clause).calls) or _edit(words, wished, scene)


def otherwise(scene: Scene) -> Decision:
    """Return the likeliest of what rules are not sure of."""
    words = plain(scene.text)
    if scene.like_vector is not None and scene.about is None:
        return pictured(words)
    wished = wishes(scene.text)
    return (
        one_by_one(words, scene)
        or filming(scene.text, words, scene)
        or moving(words, scene)
        or similar(words, scene)
        or several(scene, lambda clause: wishes(clause).calls)
        or _edit(words, wished, scene)
        or came(scene)
        or _cannot(words, wished, scene)
        or pick(words, scene)
        or question(words)
        or seek(words, scene, drawing=bool(_CREATE.search(words)))
    )


def answered(words: str, scene: Scene) -> str | None:
    """The offered answer that was typed in part: "the second one" to "which one?", or "yes"."""
    here = [option for option in scene.options if not option.startswith(CLIPS_ABOUT)]
    if len(here) == 1 and _YES.fullmatch(words):
        return here[0]
    if here and here[0].startswith(DRAW) and scene.board is None and _ANYWAY.fullmatch(words):
        return here[0]
    if _EACH.fullmatch(words):
        return _each(here)
    place = position(words) if only_points(words) else None
    place = int(words) - 1 if re.fullmatch(r"[1-6]", words) else place
    pending = [option for option in scene.options if position(option) is not None]
    if place is not None and not pending and len(scene.screen) < 2 and 1 < len(here) > place:
        return here[place]  # the second of what was offered
    if place is None or len(pending) < 2:
        return _named_of(words, here)
    # "the second one" itself is no more than what was typed.
    return next((o for o in pending if position(o) == place and not only_points(o)), None)


def _named_of(words: str, options: Sequence[str]) -> str | None:
    """The one offered answer that ``words`` name, and nothing else: "music i guess"."""
    said = set(content_words(_PASSING.sub(" ", words)))
    hits = [one for one in options if said and said <= set(content_words(one.lower()))]
    return hits[0] if len(hits) == 1 and len(options) > 1 else None


def _each(options: Sequence[str]) -> str | None:
    """The wish of "the first one: make it noir", offered for each, for all of them."""
    said = [option.partition(": ") for option in options]
    wishes = {wish for _, colon, wish in said if colon}
    same = len(wishes) == 1 and len(said) > 1 and all(only_points(one) for one, _, _ in said)
    return f"all of them: {wishes.pop()}" if same else None


def _cannot(words: str, wished: Wishes, scene: Scene) -> Decision | None:
    """Say so when a clip in hand is to be changed, or explained, in a way that is not here."""
    if not scene.screen or SEARCHING.match(words) or _CREATE.search(words) or wished.calls:
        return None
    if _ABOUT_IT.match(words):
        return offer(CANNOT_TELL)
    points = POINTING.search(words) or position(words) is not None
    in_hand = scene.focus is not None or points or scene.about is not None
    return offer(CANNOT) if CHANGING.match(words) and in_hand else None


def came(scene: Scene) -> Decision | None:
    """A clip came along, or several, and nothing was said that can be done with it."""
    if scene.brought is None:
        return None
    if len(scene.screen) > 1:
        return which(scene, f"I have your {len(scene.screen)} clips. Which one?", "the {} one")
    return Decision(
        kind="ask",
        text=f"I have your clip “{scene.brought.title}”. What shall I do with it?",
        options=BROUGHT if scene.board is None else (PUT_IN, *BROUGHT),
        why="You brought a clip.",
    )


def _nothing(*, reaction: bool) -> Decision:
    return Decision(
        kind="chat" if reaction else "ask",
        text="Glad to hear it! What next?" if reaction else "What do you feel like watching?",
        options=EXAMPLES,
        why="No words.",
    )


def pictured(words: str) -> Decision:
    """Look for what looks like the picture that came along, with the words in mind."""
    said = search(_LIKE_PICTURE.sub(" ", words))
    text = f", with “{said.want}” in mind." if said.want else "."
    return Decision(
        kind="retrieve",
        guidance=Guidance(want=said.want, avoid=said.avoid),
        text=f"Here is what looks like your picture{text}",
        why="You attached a picture.",
    )


def similar(words: str, scene: Scene, *, always: bool = False) -> Decision | None:
    """Show more like the one that is meant, or ask which one is; ``always``: it is asked for."""
    told = _LIKE_THE.search(words)
    if told is not None and (hits := named(f"the {told['what']} one", scene.screen)):
        return like(hits[0])
    if not always and not _SIMILAR.search(words):
        return None
    item = scene.about or referred(words, scene.screen, scene.focus)
    if item is not None:
        return like(item)
    if not scene.screen:
        return no_clip()
    return which(scene, "More like which one?", "more like the {} one")


def _edit(words: str, wished: Wishes, scene: Scene) -> Decision | None:
    points = bool(POINTING.search(words)) or position(words) is not None
    points = points or named(words, scene.screen) is not None
    # "a calmer one" and "something brighter" look for another clip; "make it brighter" edits.
    changing = points or bool(CHANGING.match(words))
    if not wished.calls:
        return None if _CREATE.search(words) else _impossible(words)
    if not (wished.unmistakable or _edits(words, wished, scene, changing)):
        return None
    item = scene.about or referred(words, scene.screen, scene.focus)
    if item is None and not scene.screen:
        return no_clip() if points or wished.unmistakable or changing else None
    if item is None:
        return which_one(words, scene)
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=wished.calls,
        why="You asked to change it.",
    )


def _edits(words: str, wished: Wishes, scene: Scene, changing: bool) -> bool:
    """Whether a sentence with edits in it asks for an edit, and not for another clip."""
    if SEARCHING.match(words) and not POINTING.search(words):
        return False
    if _CREATE.search(words) and not POINTING.search(words) and wished.rest:
        return False
    comparison = compared(words)
    if comparison is None or changing:
        return changing or not wished.rest
    # "shorter", said of the one clip in hand, changes it; "a shorter one" never does.
    return scene.focus is not None and not re.search(r"\b(?:ones?|an?|something)\b", words)


def _impossible(words: str) -> Decision | None:
    text = _IMPOSSIBLE.get(compared(words) or "")
    if text is None or not re.match(r".*\bmake (?:it|this|that)\b", words):
        return None
    return Decision(kind="ask", text=text, options=("slow it down", f"a {compared(words)} one"))


def pick(words: str, scene: Scene) -> Decision | None:
    """Show the one that was pointed at."""
    if len(scene.screen) > 1 and _EACH.fullmatch(words):
        both, all_ = len(scene.screen) == 2, "all" in words
        if not both and not all_:
            return which(scene, "There are more than two here. Which one?", "the {} one")
        each = "both" if both else "all of them"
        text = f"{'These two' if both else 'All of these'}? Tell me what to do with {each}."
        return show(scene.screen, text, (f"make {each} black and white", f"make {each} square"))
    bare = _BARE_ONE.fullmatch(words)
    if bare is not None and any(mentions(item, bare[1]) for item in scene.screen):
        words = f"the {words}"
    if not only_points(words):
        return None
    if not scene.screen:
        return no_clip() if position(words) is not None else None
    item = referred(words, scene.screen, None if position(words) is not None else scene.focus)
    if item is not None:
        return picked(item)
    hits = named(words, scene.screen)
    if hits == []:
        return None  # nothing here is that: a search finds it
    return which(scene, f"I see {len(scene.screen)} here; which one?", "the {} one", hits)
