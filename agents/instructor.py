"""The embedded instructor, first version: plain requests, by rules.

It turns what was said, and what is on the screen, into a :class:`models.domain.Decision`. Titles
and descriptions of items are only ever compared with, never read as instruction.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agents.references import POINTING, position, referred
from agents.wishes import wishes
from models.domain import Decision, Guidance, Item

GREETING = re.compile(
    r"^(hi|hello|hey|thanks?|thank you|good (morning|evening)|bye)\b[\s\w!.]{0,12}$"
)
CREATE = re.compile(r"\b(create|generate|invent|draw|imagine|make)\b\s+(?:me\s+)?(?:a|an|some)\b")
_FILLER = re.compile(
    r"\b(please|can you|could you|would you|i(?:'d| would) (?:like|love) to (?:see|watch)|"
    r"i want to (?:see|watch)|i feel like(?: watching)?|show me|find me|find|search for|"
    r"look for|looking for|give me|let me see|i want|do you have|play|something|anything|"
    r"some|videos?|clips?|with|about|of|the|a|an|more|any|me|other|another|instead|one|ones)\b"
)
_AVOID = re.compile(
    r"\b(?:no|not|without|except|but no|nothing with|don't want|do not want|less)\s+"
    r"(?:any\s+|more\s+|a\s+)?([a-z]+)"
)
COMPARISON = {
    "calmer": "calm slow quiet", "quieter": "calm quiet", "calm": "calm slow quiet",
    "livelier": "lively fast action", "faster": "fast action", "funnier": "funny",
    "brighter": "bright sunny day", "darker": "dark night", "happier": "happy cheerful",
}  # fmt: skip
_COMPARED = re.compile(
    rf"\b(?:an?|something|the|one|ones)?\s*(?:bit\s+)?({'|'.join(COMPARISON)})\s*(?:one|ones|clip|video)?\b"
)
_SEARCHING = re.compile(r"\b(show me|find|something|a \w+er one|videos? (?:of|with))\b")
PLACES = ("first", "second", "third", "fourth")
EXAMPLES = ("something with animals", "a calm sea", "city at night", "surprise me")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the instructor sees: the words, the screen, what they were about, the last search."""

    text: str
    screen: Sequence[Item] = ()
    focus: Item | None = None
    last_want: str = ""
    about: Item | None = None


def decide(scene: Scene) -> Decision:
    """Return what to do about one message."""
    words = " ".join(scene.text.lower().split())
    if not words and scene.about is None:
        return Decision(
            kind="ask",
            text="What do you feel like watching?",
            options=EXAMPLES,
            why="No words yet.",
        )
    if scene.about is not None and (not words or "more like" in words):
        return Decision(
            kind="retrieve",
            guidance=Guidance(like=scene.about.id),
            why=f"You asked for more like “{scene.about.title}”.",
        )
    if GREETING.match(words):
        return Decision(
            kind="chat",
            text="Hello! I am an AI that finds and edits micro-videos. What would you like to see?",
            options=EXAMPLES,
        )
    return _similar(words, scene) or _edit(words, scene) or _retrieve(words, scene)


def _similar(words: str, scene: Scene) -> Decision | None:
    if not re.search(r"\b(more like|similar to|like)\s+(this|that|it|the\b.*\bone)\b", words):
        return None
    item = referred(words, scene.screen, scene.focus)
    if item is None:
        return None
    return Decision(
        kind="retrieve",
        guidance=Guidance(like=item.id),
        why=f"You asked for more like “{item.title}”.",
    )


def _edit(words: str, scene: Scene) -> Decision | None:
    calls = wishes(scene.text)
    item = scene.about or referred(words, scene.screen, scene.focus)
    # "a calmer one" and "something brighter" look for another clip; "make it brighter" edits.
    if not calls or re.search(
        r"\b(show me|find|something|a \w+er one|videos? (?:of|with))\b", words
    ):
        return None
    if item is None and not scene.screen:
        if POINTING.search(words) or position(words) is not None:
            return Decision(
                kind="ask",
                text="Which clip? There is none on the screen yet; what should I look for?",
                options=EXAMPLES,
            )
        return None
    if item is None:
        return Decision(
            kind="ask",
            text="Which one shall I change?",
            # The wish is said again with the answer; titles stay out, they are not instructions.
            options=tuple(
                f"the {place} one: {scene.text.strip()[:200]}"
                for place, _ in zip(PLACES, scene.screen, strict=False)
            ),
            why="Several clips are on the screen.",
        )
    return Decision(
        kind="edit",
        guidance=Guidance(target=item.id),
        calls=calls,
        why=f"You asked to change “{item.title}”.",
    )


def _retrieve(words: str, scene: Scene) -> Decision:
    avoid = tuple(dict.fromkeys(match.group(1) for match in _AVOID.finditer(words)))
    rest = _AVOID.sub(" ", words)
    compared = _COMPARED.search(rest)
    extra = ""
    if compared:
        extra = COMPARISON[compared.group(1)]
        rest = _COMPARED.sub(" ", rest)
    want = " ".join(re.sub(r"[^\w\s'-]", " ", _FILLER.sub(" ", rest)).split())
    if compared and not want:
        want = scene.last_want
    want = " ".join(filter(None, (want, extra)))[:400]
    if re.fullmatch(r"(surprise|else|again|next|random)?", want):
        want = ""
    text = ""
    if CREATE.search(words):
        text = "I cannot create new videos yet, so here is what people put here that comes closest."
    return Decision(
        kind="retrieve",
        guidance=Guidance(want=want, avoid=avoid),
        text=text,
        why=f"You asked for “{want}”." if want else "You left it to me.",
    )
