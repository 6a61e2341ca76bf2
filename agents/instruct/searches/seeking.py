"""From a search in words to a decision: new, or going on from the last one."""

from __future__ import annotations

import re
from dataclasses import replace

from agents.read.clauses import clauses
from agents.read.searches import AGAIN, SEARCHING, Search, search
from agents.read.unsaying import allowed
from agents.read.words import content_words, foreign, plain, same
from agents.retrieve.comparison import WAYS
from agents.scene import Scene
from agents.talk.smalltalk import question
from models.domain import Decision, Guidance

_OPEN = re.compile(r"(?:show me |give me |i want )?(?:any|every)thing\b")
_EVERYWHERE = re.compile(
    r"\b(?:(?:you|u)(?:'ve)? (?:have|got)|(?:in|of) (?:all|the (?:whole |entire )?(?:app|library|"
    r"collection|site))(?! (?:of )?(?:these|those|them|the)\b)|overall|there is)\b"
)
_BARELY = re.compile(
    r"(?:(?:please|but|ok|something|a (?:little )?bit|a little|much|even|way|rather) )*"
    r"(?:more )?\w+(?: ones?| please)*[.!]*"
)
"""A comparison and nothing else."""
_MAKING = re.compile(r"\b(create|generate|invent|draw|imagine|make)\b\s+(?:me\s+)?(?:an?|some)\b")

_TAUGHT = re.compile(r"\b(?:how|why|what|who|when|your|which)\b")
_LEARN = re.compile(
    r"(?:please |can you |could you )*(?:teach me|show me how to|how to (?!use (?:this|it|you))|"
    r"i(?: want| need|'d like| would like|'d love| would love) to learn)\b"
)
"""Wants to see how something is done: a clip may show it."""

_NAMED = re.compile(
    r"(?:(?:i|we) (?:want an?|(?:want|need|wanna|would like|'d like) (?:something|some|videos?|"
    r"clips?))\b.{2,100}|"
    r"(?!(?:i|my|you|your|it|he|she|we|they|this|that)\b)(?:[a-z'-]+[\s,]+){0,2}[a-z'-]{3,} "
    r"(?:or|and) [a-z'-]{3,}(?:,? [a-z'-]+){0,2})[\s.!]*"
)
"""Names what is wanted, or two things of which either will do."""


def seek(words: str, scene: Scene, *, drawing: bool = False) -> Decision:
    """Return the search that ``words`` ask for; ``drawing``: something new was asked for."""
    said = search(_MAKING.sub(" ", words) if drawing else words)
    return found(said, words, scene, drawing=drawing)


def more_so(words: str, scene: Scene) -> Decision | None:
    """Answer "shorter" beside several clips: others that are; one in hand may be meant to be."""
    one = scene.focus is not None or scene.about is not None or scene.brought is not None
    if one or len(scene.screen) < 2 or scene.board is not None:
        return None
    if AGAIN.fullmatch(words):
        return found(Search(again=True), words, scene)
    if not _BARELY.fullmatch(words):
        return None
    said = search(words)
    bare = said.compare is not None and not said.want
    return found(said, words, scene) if bare else None


def found(said: Search, words: str, scene: Scene, *, drawing: bool = False) -> Decision:
    """Return the decision to look for what was ``said``."""
    # "a calmer one", "no dogs" and "more" refine the last search.
    # "anything but cats" leaves the topic open.
    last = "" if _denies(said.denied, scene.last_want) else scene.last_want
    open_ = bool(_OPEN.match(words)) or said.anything
    bounded = said.at_least is not None or said.at_most is not None or said.shape is not None
    bounded = bounded or said.count > 0
    refines = not said.want and not open_ and (said.compare or said.avoid or said.again or bounded)
    want = last if refines else said.want
    if said.adds and last:
        want = " ".join(filter(None, (last, said.want)))
    guidance = Guidance(
        want=want,
        avoid=tuple(dict.fromkeys((*said.avoid, *denied_before(scene, want)))),
        at_least=said.at_least,
        at_most=said.at_most,
        strict=said.strict,
        count=said.count,
        shape=said.shape,
        others=said.again or not (want or (said.avoid and not said.anything) or bounded),
    )
    if said.most is not None:
        # "the shortest", with several on the screen, is one of those; "you have" means all.
        all_ = said.want or len(scene.screen) < 2 or _EVERYWHERE.search(words)
        among = () if all_ else scene.screen
        ids = tuple(item.id for item in among)
        guidance = replace(guidance, want=said.want, most=said.most, than=ids, others=False)
    if said.compare is not None:
        guidance = _comparing(guidance, said, scene)
    text = ""
    options: tuple[str, ...] = ()
    if drawing:
        text = "I cannot draw anything new; I can cut a video from what is here. This is close:"
        options = (f"make a video of {want}",) if want else ()
    elif foreign(words) and content_words(words):
        text = "I understand English best and may have missed this. Here are some clips meanwhile."
    return Decision(
        kind="retrieve",
        guidance=guidance,
        text=text,
        options=options,
        why=f"You asked for “{want}”." if want else "You left it to me.",
    )


def denied_before(scene: Scene, want: str) -> tuple[str, ...]:
    """What was shut out earlier in the conversation, but for what is in ``want`` now.

    "No people please" and "anything but snow" stand; "a dog that is not black" is said of dogs, and
    goes on with them alone.
    """
    wanted = content_words(want)
    before: list[str] = []
    said = ""
    for kept in scene.past:
        if kept.turn.role == "visitor":
            said = kept.turn.text
            back = allowed(said, before)
            before = [one for one in before if one not in back]
            continue
        if kept.decision is None or kept.decision.kind != "retrieve":
            continue
        told = kept.decision.guidance
        goes_on = bool(want) and want == told.want
        shut = clauses(plain(said)).denied
        before += [one for one in told.avoid if goes_on or not told.want or one in shut]
    back = allowed(scene.text, before)
    return tuple(
        phrase
        for phrase in before
        if phrase not in back
        and not any(same(word, one) for word in wanted for one in content_words(phrase))
    )


def _denies(denied: tuple[str, ...], want: str) -> bool:
    """Whether a thing in ``want`` is among what is shut out."""
    shut = [word for phrase in denied for word in content_words(phrase)]
    return any(same(word, one) for one in shut for word in content_words(want))


def _comparing(guidance: Guidance, said: Search, scene: Scene) -> Guidance:
    if said.compare is None:
        return guidance
    way = WAYS[said.compare]
    than = (scene.focus,) if scene.focus is not None else tuple(scene.screen)
    query = " ".join(filter(None, (guidance.want, way.words)))
    if not than:  # compared with nothing, "calmer" says "calm"
        want = " ".join(filter(None, (way.adjective, guidance.want)))
        return replace(guidance, want=want, query=query or want)
    return replace(
        guidance, query=query, compare=said.compare, than=tuple(item.id for item in than)
    )


def to_be_seen(words: str) -> bool:
    """Whether somebody wants to be shown a thing, not told or taught something."""
    if _LEARN.match(words):
        return True
    if question(words) is not None or _TAUGHT.search(words) is not None:
        return False
    told = clauses(words)
    if told.denied or (told.told and SEARCHING.match(told.rest)):
        return True
    return SEARCHING.match(words) is not None or _NAMED.fullmatch(words) is not None
