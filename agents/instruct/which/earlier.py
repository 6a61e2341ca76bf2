"""Clips that are spoken of and no longer on the screen: "the second one" after an edit, "the horse
from before", "no, I meant the dog". The scene is put as if they were on it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from agents.instruct.edits.second_thoughts import meant
from agents.instruct.edits.wishes import wishes
from agents.read.pointing import about_clips, several_of, unquoted
from agents.read.references import PLACES, only_around, only_points, position
from agents.read.referents import Referent, referents
from agents.read.searches import SEARCHING
from agents.read.those import those_meant
from agents.read.words import content_words, plain
from agents.scene import Scene
from agents.talk.replies import picked, show
from models.domain import Decision, Item

LONGEST = 300
"""Characters of a sentence in which earlier clips are looked for."""
_AGAIN = re.compile(
    r"\s*\b(?:(?:from|of|we had|i had|you showed(?: me)?|i saw) )?"
    r"(?:before|earlier|above|just now|at the (?:start|beginning))\b(?= *(?:$|[,.!?]))",
    re.IGNORECASE,
)
"""Says that it was seen before, where that ends what is said of it."""
_UNTOUCHED = re.compile(r"\b(?:original|unedited|untouched|first version|as it was)\b")
_FIRST_SHOWN = re.compile(
    r"\bthe (?:very )?first (?:one|clip|video|thing)? ?(?:that )?(?:you |i |we )"
    r"(?:showed|saw|gave|found|had|got)(?: me| us)?(?: at all| here)?\b",
    re.IGNORECASE,
)
_FROM_BEFORE = re.compile(
    r"\b(?:the|that) (?:[\w'-]+ ){1,4}(?:one|clip|video) (?:from (?:before|earlier)|(?:that )?you "
    r"(?:showed|gave) me)\b",
    re.IGNORECASE,
)
_THE_ONE = re.compile(
    r"(?<!like )\bthe (?:one|clip|video) (?:where|with|in|at|of|from|showing|that (?:has|shows)) "
    r"[\w' -]{3,60}?(?=[,;:]|\s*$| and )",
    re.IGNORECASE,
)
"""A clip by what is in it; not found, it is another than the one in hand."""
_JUST = re.compile(
    r"\s*(?:just|only) (?P<which>(?:the |that )?[\w'-]+(?: [\w'-]+){0,3} "
    r"(?:one|clip|video))[\s.!]*",
    re.IGNORECASE,
)
_WANTED_BACK = re.compile(
    r"(?:.*\b)?(?:want|bring|get|give|show|see|have|need)\b.{0,60}\b(?:back|again)\b[\s.!?]*(?:please|"
    r"pls)?[\s.!?]*"
)
"""Wants to see it once more, as it was."""
WHICH_TWO = "There is one clip on the screen. Which two do you mean?"
NOT_FOUND = (
    "I find none like that among what was shown in this chat. Say what is in it, and I look for it."
)
MEANT = "{} are like that; which one?"


def earlier(scene: Scene) -> Scene | Decision:
    """Return the scene with what is spoken of on its screen, or the question which of several is
    meant; the scene as it is where nothing earlier is spoken of.
    """
    if scene.planning or scene.brought is not None or scene.about is not None:
        return scene
    placed = _by_place(scene)
    if isinstance(placed, Decision):
        return placed
    return placed if placed is not scene else _described(scene)


def _by_place(scene: Scene) -> Scene | Decision:
    """The last cards that had the place that is named, where one clip alone is on the screen now:
    "the second one" after an edit.
    """
    words = plain(scene.text)
    if len(scene.screen) != 1 or len(scene.before) < 2:
        return scene
    place, those = position(words) or 0, those_meant(words, scene.before)
    few = those is not None and len(those.items) < len(scene.before)
    other = 0 < place < len(scene.before)
    if place == 0 and position(words) == 0:
        other = only_points(words) and not _same(scene.before[0], scene.screen[0])
    if not (few or other) or meant(words, scene) is not None:
        return _both(words, scene)
    return replace(
        scene, screen=scene.before, focus=None, last_calls=(), previous=scene.screen, options=()
    )


def _same(one: Item, other: Item) -> bool:
    """Whether one is the other, or was made of it."""
    return one.id == other.id or one.id in other.parents or other.id in one.parents


def _both(words: str, scene: Scene) -> Scene | Decision:
    """The two clips that were shown alone last, where "both" is said of one: each was in hand. Else
    it is asked which two.
    """
    if re.search(r"\bboth\b(?! (?:sides|ends|ways|directions))", words) is None:
        return scene
    known = {one.id: one for one in (*scene.seen, *scene.before, *scene.screen)}
    alone = [known[kept.turn.shown[0]] for kept in scene.past
             if len(kept.turn.shown) == 1 and kept.turn.shown[0] in known]  # fmt: skip
    latest = list({_root(one, known).id: one for one in alone}.values())[-2:]
    if len(latest) < 2:
        told = re.search(r"\bboth (?:of (?:them|those|these)|clips|videos|together)\b", words)
        asked = Decision(kind="ask", text=WHICH_TWO, why="One clip is here.")
        return asked if told is not None and not scene.options else scene
    return replace(
        scene, screen=tuple(latest), focus=None, last_calls=(), previous=scene.screen, options=()
    )


def _described(scene: Scene) -> Scene | Decision:
    """What is told by its words: clips of earlier screens, where none on the screen is meant."""
    if len(scene.text) > LONGEST or not scene.screen:
        return scene
    text = unquoted(scene.text)
    if _here(text, scene):
        return _in_hand(text, scene)
    first = _FIRST_SHOWN.search(text)
    item = _shown_first(scene) if first is not None else None
    if first is not None and item is not None:
        told = f"{scene.text[: first.start()]}the {{}} one{scene.text[first.end() :]}"
        return _on_the_screen(told, (item,), scene)
    shown = {one.id for one in scene.screen}
    known = {one.id: one for one in (*scene.seen, *scene.before)}
    pool = [one for one in known.values() if one.id not in shown]
    found: list[Referent] = []
    for one in referents(text, pool):
        about = about_clips(text, one, named=bool(found)) and not several_of(one)
        if about and not _offered(text, one, scene):
            found.append(one)
    if not found:
        return _lost(text, scene)
    each = [_versions([pool[n] for n in one.hits], scene) for one in found]
    told = scene.text
    for n, one in reversed(list(enumerate(found))):
        told = f"{told[: one.start]}the {{{n}}} one{_AGAIN.sub('', told[one.end :], count=1)}"
    if all(len(items) == 1 for items in each):
        return _on_the_screen(told, tuple(items[0] for items in each), scene)
    if len(each) > 1:
        return scene
    few = each[0][: len(PLACES)]
    options = tuple(told.replace("{0}", place) for place in PLACES[: len(few)])
    return show(few, MEANT.format(len(few)), options[:4])


def _on_the_screen(told: str, items: tuple[Item, ...], scene: Scene) -> Scene | Decision:
    """The scene with these clips on its screen, of which ``told`` speaks by their places; a
    correction of what was done stays one, and is about the clips before.
    """
    text = told
    for n, place in enumerate(PLACES[: len(items)]):
        text = text.replace(f"{{{n}}}", place).replace("{}", place)
    again = replace(scene, text=text, before=items)
    if meant(plain(text), again) is not None:
        return again
    if len(items) == 1 and (only_points(plain(text)) or _WANTED_BACK.fullmatch(plain(text))):
        return picked(items[0])
    return replace(
        again,
        screen=items,
        focus=items[0] if len(items) == 1 else None,
        before=scene.before,
        last_calls=(),
        board=None,
        previous=scene.screen,
        options=(),
        spoken_of=None,
    )


def _in_hand(text: str, scene: Scene) -> Scene | Decision:
    """The clip in hand, where a sentence does nothing but point at it ("I meant the dog"), or asks
    for no more than a change of light, speed or sound of it: "make the dog a bit bigger".
    """
    found = [one for one in referents(text, scene.screen) if about_clips(text, one)]
    if len(scene.screen) > 1 or len(found) != 1 or _offered(text, found[0], scene):
        return scene
    one = found[0]
    rest = _AGAIN.sub("", f"{text[: one.start]} {text[one.end :]}")
    if only_around(plain(rest)):
        return picked(scene.screen[0])
    told = f"{scene.text[: one.start]}it{scene.text[one.end :]}"
    wished = wishes(told)
    of_it = {call.name for call in wished.calls} == {"adjust"} and not wished.rest
    return replace(scene, text=told) if of_it else scene


def _lost(text: str, scene: Scene) -> Scene | Decision:
    """What is said to have been here, and is not known: that is asked. "Just the teal one" looks
    for one.
    """
    gone = _FROM_BEFORE.search(text)
    if gone is not None:
        return Decision(kind="ask", text=NOT_FOUND, options=("something else",), why="It is lost.")
    which_one = _THE_ONE.search(text) if scene.focus is not None else None
    if which_one is not None and not SEARCHING.match(plain(text)):
        rest = f"{text[: which_one.start()]} it {text[which_one.end() :]}"
        if wishes(rest).calls or re.search(r"\bsame\b", rest):
            return Decision(kind="ask", text=NOT_FOUND, options=("something else",), why="Lost.")
    just = _JUST.fullmatch(text)
    return scene if just is None else replace(scene, text=f"{just['which']}")


def _shown_first(scene: Scene) -> Item | None:
    """What was shown first in this chat."""
    known = {one.id: one for one in (*scene.seen, *scene.before, *scene.screen)}
    first = next((kept.turn.shown for kept in scene.past if kept.turn.shown), ())
    return known.get(first[0]) if first else None


def _here(text: str, scene: Scene) -> bool:
    """Whether something on the screen is described."""
    return any(
        one.clip or one.subject or about_clips(text, one) for one in referents(text, scene.screen)
    )


def _offered(text: str, one: Referent, scene: Scene) -> bool:
    """Whether it is one of the answers that were offered."""
    said = content_words(text[one.start : one.end])
    return not one.clip and any(said == content_words(option.lower()) for option in scene.options)


def _versions(hits: Sequence[Item], scene: Scene) -> list[Item]:
    """One of each clip that is meant: the version that was shown last, or the one it came from
    where that is asked for. Of the cards that were shown last, if any is among them.
    """
    known = {one.id: one for one in (*scene.seen, *scene.before, *scene.screen)}
    by_root: dict[str, list[Item]] = {}
    for one in hits:
        by_root.setdefault(_root(one, known).id, []).append(one)
    last = {_root(one, known).id for one in scene.before}
    roots = [root for root in by_root if root in last] or list(by_root)
    if _UNTOUCHED.search(plain(scene.text)):
        return [known.get(root, by_root[root][-1]) for root in roots]
    return [by_root[root][0] for root in roots]


def _root(item: Item, known: Mapping[str, Item]) -> Item:
    """The clip that an item was before it was edited, as far as it was seen."""
    for _ in range(8):
        before = known.get(item.parents[0]) if item.origin == "edited" and item.parents else None
        if before is None:
            return item
        item = before
    return item
