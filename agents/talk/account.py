"""Questions about what was done here, answered from what is recorded: why something is shown, what
was done to it, what was done in all, what was made by AI, what is known of a visitor's taste.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from agents.make.naming import Part, listed, parts_of
from agents.read.questions import asked_about
from agents.read.references import PLACES, position, referred
from agents.read.words import content_words, mentions, plain
from agents.retrieve.taste import Taste
from agents.scene import UNDONE, Scene
from agents.talk.feed import asks_of_feed, of_feed, without_feed
from agents.talk.history import Made, asked, told
from agents.talk.replies import BROUGHT
from agents.talk.smalltalk import ANYTHING, EXAMPLES
from models.domain import Decision, Item

FEW = 3
"""Cards of the feed whose reasons are told at once, from its top."""
LONGEST, MOST = 60, 8
"""Characters of a title, and steps of a conversation, that are told."""


class Records(Protocol):
    """What is recorded of a visitor and of the items they see."""

    @property
    def taste(self) -> Taste:
        """Their taste as it is now."""
        ...

    @property
    def feed(self) -> Sequence[Item]:
        """What stands in the feed on their page, from the top; empty where that is not known."""
        ...

    @property
    def remembers(self) -> bool | None:
        """Whether what they say is kept beyond a conversation, ``None`` where they never said."""
        ...

    def made(self, item: Item) -> Sequence[Made]:
        """What led to an item, the oldest first."""
        ...

    def reasons(self, item: Item) -> Sequence[str]:
        """All that speaks for and against an item now."""
        ...

    def said(self, item: Item) -> str:
        """The line of why on the card on which an item was shown last; empty without one."""
        ...

    def items(self, ids: Sequence[str]) -> Sequence[Item]:
        """Items by id, as far as they are there and may be seen."""
        ...


def account(scene: Scene, records: Records) -> Decision | None:
    """Answer a question about what was done here; ``None`` where it is none, or of no clip."""
    if scene.brought is not None:
        return None
    words = plain(scene.text)
    if asks_of_feed(words) and asked_about(without_feed(words)) == "why" and records.feed:
        few = tuple(records.feed[:FEW])
        return _why(replace(scene, screen=few, focus=None, last_want="", spoken_of=None), records)
    if (of_that := of_feed(words, records.feed)) is not None:
        return of_that
    about = asked_about(plain(scene.text))
    if about is None and (of := _why_of(scene)):
        return _why(replace(scene, screen=of, focus=of[0] if len(of) == 1 else None), records)
    if about == "changed" and (item := asked(scene)) is not None:
        return told(records.made(item))
    if about == "why":
        return _why(scene, records)
    if about == "done":
        return _done(scene, records)
    if about == "so far":
        return _so_far(scene, records)
    if about == "origin":
        return _origin(scene, records)
    return _taste(records) if about == "taste" else None


def unrecorded(words: str, screen: Sequence[Item]) -> Decision | None:
    """Say where the answer to such a question stands, for who has no records at hand; what the
    origin of clips is that are not on the ``screen`` is asked of the app.
    """
    about = asked_about(words)
    text = None if about == "origin" and not screen else _STANDS.get(about or "")
    return None if text is None else _chat(text)


_STANDS = {
    "why": "Each card says why in one line. Likes and skips change what comes next.",
    "origin": "What was made or changed here says so on its card and in its picture. “Where it "
    "came from”, in a card’s menu, shows each step. What next?",
    "taste": "Your taste panel, beside the chat, shows all I know of it, and forgets it.",
}


def _why_of(scene: Scene) -> Sequence[Item]:
    """The clips that "why did you show me a dog?" asks about."""
    words = plain(scene.text)
    named = [
        word
        for word in content_words(words)
        if any(mentions(one, word) for one in scene.screen) and asked_about(f"why {word}") is None
    ]
    rest = " ".join(word for word in words.split() if word.strip("?.!,") not in named)
    if not named or asked_about(rest) != "why":
        return ()
    return [one for one in scene.screen if all(mentions(one, word) for word in named)]


def _meant(scene: Scene) -> Sequence[Item]:
    """The clips a question is about: the one pointed at, else all on the screen."""
    words = plain(scene.text)
    named = referred(words, scene.screen, None) if position(words) is not None else None
    one = scene.about or named or scene.focus or scene.spoken_of
    return (one,) if one is not None else scene.screen


def _why(scene: Scene, records: Records) -> Decision:
    """Why what is on the screen is shown."""
    meant = _meant(scene)
    if not meant:
        return _chat("Nothing is on the screen yet, so there is nothing to give reasons for.")
    asks = f"You asked for “{_cut(scene.last_want)}”." if scene.last_want else ""
    if len(meant) == 1:
        (item,) = meant
        if item.parents:
            wish = _wished(scene)
            made = told(records.made(item)).text
            return _chat(" ".join(filter(None, (wish, made))), "undo that", *BROUGHT[1:3])
        line = records.said(item)
        lines = [line, *(one for one in records.reasons(item) if one != line)]
        if line:  # that nothing of the taste speaks for it is no reason to be here
            lines = [one for one in lines if not one.startswith("Nothing you liked")]
        text = " ".join(filter(None, (asks, *lines)))
        return _chat(text or "You left it to me.", "more like this", *BROUGHT[:2])
    lines = [
        f"The {place}: {records.said(item) or next(iter(records.reasons(item)), '')}"
        for place, item in zip(PLACES, meant, strict=False)
    ]
    return _chat(" ".join(filter(None, (asks, *lines))), "show me others")


def _wished(scene: Scene) -> str:
    """What the visitor said that led to the clip on the screen."""
    said = wish = ""
    for kept in scene.past:
        if kept.turn.role == "visitor":
            said = kept.turn.text
        elif kept.decision is not None and kept.decision.kind in ("edit", "create"):
            wish = said
    return f"You said “{_cut(wish)}”." if wish else ""


def _done(scene: Scene, records: Records) -> Decision:
    """What was done last."""
    did = ((kept, _step(*kept, records)) for kept in _decided(scene))
    found = next((one for one in did if one[1]), None)
    if found is None:
        return _chat("Nothing yet: nothing was found, changed or made in this conversation.")
    (last, _), step = found
    if last.kind in ("edit", "create") and scene.screen and scene.screen[0].parents:
        return told(records.made(scene.screen[0]))
    text = f"I {step}."
    if last.kind == "retrieve" and len(scene.screen) > 1:
        text += f" What I showed: {listed([f'“{_cut(one.title)}”' for one in scene.screen])}."
    return _chat(text, "show me others")


def _so_far(scene: Scene, records: Records) -> Decision:
    """What was done in this conversation, step by step."""
    steps = [step for one in reversed(_decided(scene)) if (step := _step(*one, records))]
    liked = [f"“{_cut(one.title)}”" for one in records.items(records.taste.liked[-4:])]
    likes = f" You liked {listed(liked)}." if liked else ""
    if not steps:
        return _chat(f"Nothing yet in this conversation.{likes}")
    left = len(steps) - MOST
    told = " ".join(f"{n}. I {step}." for n, step in enumerate(steps, 1) if n > left)
    begin = f"Of {len(steps)} steps the last {MOST}:" if left > 0 else "So far:"
    return _chat(f"{begin} {told}{likes}", "undo that", ANYTHING)


def _decided(scene: Scene) -> list[tuple[Decision, tuple[str, ...]]]:
    """What was decided, the latest first, each with the ids of what was shown of it."""
    return [
        (kept.decision, kept.turn.shown)
        for kept in reversed(scene.past)
        if kept.decision is not None
    ]


def _came(parts: Sequence[Part], items: Sequence[Item], records: Records) -> list[Part]:
    """Those of the changes that were decided which the recipes of what came of them tell of."""
    recipes = [one.recipe for item in items for one in records.made(item) if one.recipe]
    did = {name for one in recipes for name in (*one.tool.split("+"), *one.parameters)}
    return [part for part in parts if part.name in did]


def _step(decision: Decision, shown: Sequence[str], records: Records) -> str:
    """What a decision did, as what "I" is followed by; empty where nothing came of it: where it
    waited for a word, was stopped, or could not be done.
    """
    guidance = decision.guidance
    if decision.why == UNDONE:
        return "took the last change back"
    if decision.kind == "retrieve" and not guidance.show:
        like = records.items((guidance.like,)) if guidance.like else ()
        want = f"“{_cut(guidance.want)}”" if guidance.want else "what you may like"
        more = f"more like “{_cut(like[0].title)}”" if like else want
        how = f", {guidance.compare}" if guidance.compare else ""
        others = ", others than before" if guidance.others and guidance.want else ""
        return f"looked for {more}{how}{others}"
    if decision.kind == "edit":
        found = records.items((guidance.target,)) if guidance.target else ()
        of = f"“{_cut(found[0].title)}”" if found else "a clip"
        results = [one for one in records.items(shown) if one.origin == "edited"]
        done = _came(list(parts_of(decision.calls)), results, records)
        return f"changed {of}: {listed([part.title for part in done])}" if done else ""
    if decision.kind == "create" and decision.calls and shown:
        want = f" of “{_cut(guidance.want)}”" if guidance.want else " to your taste"
        drew = decision.calls[0].name == "create"
        return f"drew a clip{want}" if drew else f"planned a video{want}"
    return ""


def _origin(scene: Scene, records: Records) -> Decision | None:
    """Which of the clips that are meant were made or changed here, as far as is recorded; ``None``
    where none is on the screen.
    """
    meant = _meant(scene)
    if not meant:
        return None
    lines = []
    for place, item in zip(PLACES, meant, strict=False):
        name = f"The {place}" if len(meant) > 1 else "It"
        if item.origin == "created":
            lines.append(f"{name} was made here by AI.")
        elif item.origin == "edited":
            lines.append(f"{name} was changed here by AI.")
    brought = [one for one in meant if one.origin == "uploaded"]
    if brought:
        whole = "It was" if len(meant) == 1 else "I made none of them: they were"
        who = "The others were" if lines else whole
        says = listed([f"“{_cut(one.declared)}”" for one in brought if one.declared])
        vouch = f"Of them is said: {says}." if says else "Nobody said how they were made."
        lines.append(f"{who} brought here as files. {vouch} Whether that is true I cannot tell.")
    return _chat(" ".join(lines), "show only what people made")


def _taste(records: Records) -> Decision:
    """What is known of the visitor's taste, and whether it is kept."""
    taste = records.taste
    titled = {
        "You liked": records.items(taste.liked[-4:]),
        "You turned down": records.items(taste.disliked[-4:]),
    }
    lines = [f"You said you like {listed(taste.wants)}."] if taste.wants else []
    lines += [f"You would rather not see {listed(taste.avoids)}."] if taste.avoids else []
    lines += [
        f"{did} {listed([f'“{_cut(one.title)}”' for one in items])}."
        for did, items in titled.items()
        if items
    ]
    if not lines:
        return _chat("I know nothing of it yet: like some, skip some, or say what you love.")
    if taste.wants or taste.avoids:
        lines.append(
            "What you said I remember beyond this chat, as you let me."
            if records.remembers
            else "What you said holds in this chat."
        )
    if taste.liked or taste.disliked:
        lines.append("Likes and what you turned down stay until you remove them.")
    lines.append("Your taste panel shows it all, and forgets it.")
    return _chat(" ".join(lines), ANYTHING)


def _chat(text: str, *options: str) -> Decision:
    return Decision(kind="chat", text=text, options=options or EXAMPLES, why="You asked about it.")


def _cut(words: str) -> str:
    said = " ".join(words.split())
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"
