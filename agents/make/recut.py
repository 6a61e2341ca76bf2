"""Changes a storyboard before it is rendered, by words: “swap the third shot”, “no music”.

Pure: a storyboard goes in, another comes out. Shots to swap in come from its ``spare`` ones; what
is named in words is an open shot, which :mod:`agents.make.filling` finds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from agents.make.adding import MUSIC, added, put_for
from agents.make.casting import resized
from agents.make.film_words import Said, read
from agents.make.ordering import (
    LENGTH,
    LONGER,
    REMOVE,
    SHORTER,
    SWAP,
    Wish,
    kept,
    moved,
    removed,
    repeated,
    row_of,
)  # fmt: skip
from agents.make.resizing import lasting, longer, of_length, scaled, shorter, whole
from agents.make.storyboard import Storyboard
from agents.read.lengths import change_of_length
from agents.read.rows import bounded, listed, named
from agents.read.taking_out import Sentence
from agents.read.words import plain
from models.domain import Item
from models.errors import BadRequest
from models.stylise.styles import find

_SHOTS = re.compile(
    r"^(?:(?:please|and|but|with|make|use|have|much|a bit|all|the|want|i|give it|"
    r"it)\s+)*(?:longer|shorter|quicker|faster|slower) "
    r"(?:shots|clips|scenes|cuts|ones)\b|\b(?:each|apiece|per (?:shot|clip|scene))[\s.!]*$|"
    r"^(?:each|all) (?!of)"
)
"""Speaks of each of them: "shorter shots", "two seconds each"."""
_WHOLE = re.compile(
    r"(?:(?:and|but|now|please|can you|could you|make|keep|it|that|this|the|whole|video|film|thing|"
    r"should be|a|bit|little|lot|much|slightly|somewhat|tad|overall|twice as|half as)\s+)*"
    r"(?P<way>long(?:er)?|short(?:er)?)(?:\s+(?:please|overall|now))*"
)
_DRAW = re.compile(r"\b(?:draw|generate|invent|imagine|paint)\b")
_MISSING = re.compile(
    r"\b(?:the )?(?:rest|others?|missing(?: (?:shots?|ones?))?|(?:shots?|ones) (?:that|which) "
    r"(?:are|is) missing|what(?:'s| is) missing)\b"
)
_SHOWING = re.compile(r"\b(?:as|showing|with|of|to be|instead:?|about)\s+(?P<words>[^,;]{2,200})$")
_ORDER = re.compile(
    r"(?:please |in |try |put (?:it|them) in )*(?:an?other|a? ?different|new) order|(?:please "
    r")?(?:shuffle|reorder|mix)"
    r"(?: (?:it|them|the shots))?(?: up)?|(?:reverse|the other way (?:a)?round|(?:in "
    r")?reverse(?:d)? order|backwards)(?: .{0,20})?"
)
_OTHERMUSIC = re.compile(
    rf"(?:(?:please|with|use|try|play|put|give it|i want|some|an?|the|can you|and)\s+)*(?:other|"
    rf"another|different|new|change|swap|replace|"
    rf"switch|exchange)\s+(?:(?:the|some|to)\s+)*(?:(?:other|another|different)\s+)?{MUSIC}(?: "
    rf"please)?[\s.!]*"
)
_FILLER = re.compile(
    r"\b(?:please|and|but|now|then|ok|okay|yes|make|turn|put|add|give|it|them|all|the|a|an|video|"
    r"film|to|be|of|that|this|in|with|on|do|have|should|want|i|we|would|like|let|us|use|set|can|could|you|"
    r"instead|into|as|styles?|looks?|like|me|some|too|also|so|long|about|between|over|each|shots?|"
    r"again|whole|entire|thing|everything|result)\b|[^\w\s]"
)


def recut(board: Storyboard, text: str, before: Sequence[Item] = ()) -> Storyboard | None:
    """Return the changed storyboard, or ``None`` if ``text`` asks for no change of it.

    ``text`` is one wish; ``before`` are clips seen earlier, which it may name. Raises
    :class:`BadRequest` for a shot that is not there and a change that cannot be made.
    """
    words = plain(text).strip(" .!?,")
    if _ORDER.fullmatch(words):
        return _reordered(board, words)
    if _OTHERMUSIC.fullmatch(words):
        other = {"lively": "calm", "none": "calm", "mute": "calm"}
        return replace(board, music=other.get(board.music, "lively"))  # type: ignore[arg-type]
    all_of_it = _WHOLE.fullmatch(words)
    if all_of_it is not None:
        return scaled(board, all_of_it["way"], words)
    if _DRAW.match(words) and _MISSING.search(words):
        near = [place for place, shot in enumerate(board.shots) if not shot.sure]
        if not near:
            raise BadRequest("No shot is missing; say which one to draw: “draw the third shot”.")
        return _to_draw(board, near, "")
    changed = _set(board, text, words)
    if changed is not None:
        return changed
    length = change_of_length(sentence := Sentence(words))
    if length is not None and not _FILLER.sub("", sentence.words).strip():
        return whole(board, length.applied(board.length))
    return _shots(board, words, before)


def _shots(board: Storyboard, words: str, before: Sequence[Item]) -> Storyboard | None:
    """Change single shots: one is named, each is meant, or a new one is."""
    row = row_of(board)
    found = named(words, row)
    places = listed(found) or [place for one in found for place in one.places]
    if not places and _SHOTS.search(words):
        places = list(range(len(board.shots)))
    wish = Wish(words, found, places, row, before)
    for change in (_drawn, put_for, kept, repeated, added, moved):
        changed = change(board, wish)
        if changed is not None:
            return changed
    bounded(places, len(board.shots), "shot")
    for pattern, by_place in _CHANGES:
        if places and pattern.search(words):
            return by_place(board, places, words)
    return None


def _drawn(board: Storyboard, wish: Wish) -> Storyboard | None:
    if not _DRAW.search(wish.words) or not wish.places:
        return None
    bounded(wish.places, len(board.shots), "shot")
    return _to_draw(board, wish.places, wish.words)


def _to_draw(board: Storyboard, places: list[int], words: str) -> Storyboard:
    showing = _SHOWING.search(words)
    shots = list(board.shots)
    for place in places:
        about = showing["words"].strip() if showing else shots[place].scene or board.want
        if not about:
            raise BadRequest(
                "What should it show? Say for instance “draw the third shot as a boat”."
            )
        shots[place] = replace(shots[place], draw=about)
    return replace(board, shots=tuple(shots))


def _swapped(board: Storyboard, places: list[int], words: str) -> Storyboard:
    if len(places) == 2 and not re.search(r"\b(?:another|different|other)\b", words):
        if not re.search(r"\breplace\b", words) or re.search(r"\b(?:by|with)\b", words):
            one, other = places
            shots = list(board.shots)
            shots[one], shots[other] = shots[other], shots[one]
            return replace(board, shots=tuple(shots))
    shots, spare = list(board.shots), list(board.spare)
    for place in dict.fromkeys(places):
        scene = shots[place].scene
        at = next((n for n, one in enumerate(spare) if one.scene == scene or not board.told), None)
        if at is None:
            say = "say what should be there: “replace it by a sunset”"
            raise BadRequest(
                f"Nothing else here fits as well; {say if board.told else 'say “another plan”'}."
            )
        # As long as the one that goes, so that the video stays as long as it was.
        new = resized(spare.pop(at), shots[place].seconds)
        spare.append(shots[place])
        shots[place] = new
    return replace(board, shots=tuple(shots), spare=tuple(spare))


def _reordered(board: Storyboard, words: str) -> Storyboard:
    """The other way round; or the next of the orders, which all come before one comes again."""
    if len(board.shots) < 2:
        raise BadRequest("There is only one shot, so there is no other order.")
    if re.search(r"revers|the other way|backwards", words):
        return replace(board, shots=board.shots[::-1])
    # Riffled and turned: neighbours part, and the first becomes another one each time.
    turned = (*board.shots[1::2], *board.shots[::2])
    return replace(board, shots=turned)


def _set(board: Storyboard, text: str, words: str) -> Storyboard | None:
    """Change what is said of the video as a whole; ``None`` where something else is said, too."""
    said = read(text)
    look = find(words) if re.match(r".*\b(?:make|turn|redraw|in|as|like)\b", words) else None
    style = said.style or (look.name if look else None)
    rest = said.topic
    if look is not None and said.style is None:
        for name in sorted((look.name, *look.synonyms), key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", rest)
    if not (said.anything or style) or _FILLER.sub("", rest).strip():
        return None
    if said.seconds is not None and (
        re.search(r"\beach\b|\b(?:all|the) shots\b", words)
        or not said.topic.strip() == rest.strip()
    ):
        return None
    return looking(board, replace(said, style=style))


def looking(board: Storyboard, said: Said) -> Storyboard:
    """The plan with what is ``said`` of it as a whole."""
    changed = replace(
        board,
        shape=said.shape or board.shape,
        style=said.style or board.style,
        captions=board.captions if said.captions is None else said.captions,
        title=board.title if said.title is None else said.title,
        music=said.music or board.music,
    )
    return changed if said.seconds is None else of_length(changed, said.seconds)


_Change = Callable[[Storyboard, list[int], str], Storyboard]
_CHANGES: tuple[tuple[re.Pattern[str], _Change], ...] = (
    (REMOVE, removed),
    (LENGTH, lasting),
    (LONGER, longer),
    (SHORTER, shorter),
    (SWAP, _swapped),
)
