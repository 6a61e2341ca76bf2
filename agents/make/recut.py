"""Changes a storyboard before it is rendered, by words: “swap the third shot”, “another order”.

Pure: a storyboard goes in, another comes out. Shots to swap in come from its ``spare`` ones.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from agents.make.casting import amount, fitted, resized
from agents.make.film_words import Said, read
from agents.make.storyboard import FADE, LEAST, MOST, Shot, Storyboard
from agents.read.lengths import change_of_length
from agents.read.taking_out import Sentence
from agents.read.words import NUMBERS, plain
from models.errors import BadRequest
from models.stylise.styles import find

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
)  # fmt: skip
_PLACE = re.compile(
    rf"\b(?P<ordinal>{'|'.join(_ORDINALS)}|last)\b|"
    r"\b(?P<number>\d{1,2})(?:st|nd|rd|th)\b|"
    rf"(?:\b(?:shots?|scenes?|clips?|number|no\.|and)\s*|[#,]\s*)(?P<counted>\d{{1,2}}|"
    rf"{'|'.join(NUMBERS)})\b(?!\s*-?\s*(?:s|secs?|seconds?)\b)"
)
_LENGTH = re.compile(rf"\b(\d{{1,2}}(?:\.\d)?|{'|'.join(NUMBERS)})[\s-]*(?:s|secs?|seconds?)\b")
_SWAP = re.compile(r"\b(?:swap|replace|change|exchange|switch|another|different|other)\b")
_REMOVE = re.compile(
    r"\b(?:remove|delete|drop|skip|lose|take (?:away|out)|leave (?:away|out)|cut (?:out|away)|"
    r"without|throw (?:away|out)|not the)\b"
)
_LONGER = re.compile(r"\b(?:longer|extend|lengthen|more of)\b")
_SHORTER = re.compile(r"\b(?:shorter|shorten|trim|less of|quicker)\b")
_WHOLE = re.compile(
    r"(?:(?:and|but|now|please|can you|could you|make|keep|it|that|this|the|whole|video|film|thing|"
    r"should be|a|bit|little|lot|much|slightly|somewhat|tad|overall|twice as|half as)\s+)*"
    r"(?P<way>long(?:er)?|short(?:er)?)(?:\s+(?:please|overall|now))*"
)
_A_BIT = re.compile(r"\b(?:bit|little|slightly|somewhat|tad)\b")
_DRAW = re.compile(r"\b(?:draw|generate|invent|imagine|paint)\b")
_MISSING = re.compile(
    r"\b(?:the )?(?:rest|others?|missing(?: (?:shots?|ones?))?|(?:shots?|ones) (?:that|which) "
    r"(?:are|is) missing|what(?:'s| is) missing)\b"
)
_SHOWING = re.compile(r"\b(?:as|showing|with|of|to be|instead:?|about)\s+(?P<words>[^,;]{2,200})$")
_TO = re.compile(
    r"^(?:please )?(?:put|move|bring|start with|begin with|open with|end with|finish with)\b"
)
_TO_END = re.compile(
    r"\b(?:(?:to|at) the (?:very )?end|last)\s*$|^(?:please )?(?:end|finish) with\b"
)
_TO_PLACE = re.compile(rf"\s(?:to\s+)?(?:the\s+)?({'|'.join(_ORDINALS)})(?: place)?\s*$")
_ORDER = re.compile(
    r"(?:please |in )?(?:an?other|a? ?different|new) order|(?:please )?(?:shuffle|reorder|mix)"
    r"(?: (?:it|them|the shots))?(?: up)?|(?:reverse|the other way (?:a)?round)(?: .{0,20})?"
)
_FILLER = re.compile(
    r"\b(?:please|and|but|now|then|ok|okay|yes|make|turn|put|add|give|it|them|all|the|a|an|video|"
    r"film|to|be|of|that|this|in|with|on|do|have|should|want|i|would|like|let|us|use|set|can|you|"
    r"instead|into|as|styles?|looks?|like|me|some|too|also|so|long|about)\b|[^\w\s]"
)
STEP = 1.5
"""By how much “longer” and “shorter” change a shot."""


def recut(board: Storyboard, text: str) -> Storyboard | None:
    """Return the changed storyboard, or ``None`` if ``text`` asks for no change of it.

    Raises :class:`BadRequest` for a shot that is not there and a change that cannot be made.
    """
    words = plain(text).strip(" .!?")
    if _ORDER.fullmatch(words):
        return _reordered(board, words)
    whole = _WHOLE.fullmatch(words)
    if whole is not None:
        return _scaled(board, whole["way"], words)
    if _DRAW.match(words) and _MISSING.search(words):
        near = [place for place, shot in enumerate(board.shots) if not shot.sure]
        if not near:
            raise BadRequest("No shot is missing; say which one to draw: “draw the third shot”.")
        return _to_draw(board, near, "")
    places = _places(words)
    length = None if places else change_of_length(sentence := Sentence(words))
    if length is not None and not _FILLER.sub("", sentence.words).strip():
        return _whole(board, length.applied(board.length))
    for pattern, change in _CHANGES:
        if places and pattern.search(words):
            return change(board, [_index(board, place) for place in places], words)
    return None if places else _set(board, text, words)


def _places(words: str) -> list[int]:
    """Places named, from 0, in the order of the words; -1 is the last."""
    found = []
    for match in _PLACE.finditer(words):
        if match["ordinal"]:
            found.append(-1 if match["ordinal"] == "last" else _ORDINALS.index(match["ordinal"]))
        else:
            number = match["number"] or match["counted"]
            found.append(int(NUMBERS.get(number) or number) - 1)
    return found


def _index(board: Storyboard, place: int) -> int:
    count = len(board.shots)
    if not -1 <= place < count:
        there = "is one shot" if count == 1 else f"are {count} shots; name one from 1 to {count}"
        raise BadRequest(f"There is no shot {place + 1}: there {there}.")
    return place % count


def _to_draw(board: Storyboard, places: list[int], words: str) -> Storyboard:
    showing = _SHOWING.search(words)
    about = showing["words"].strip() if showing else board.want
    if not about:
        raise BadRequest("What should it show? Say for instance “draw the third shot as a boat”.")
    shots = list(board.shots)
    for place in places:
        shots[place] = replace(shots[place], draw=about)
    return replace(board, shots=tuple(shots))


def _scaled(board: Storyboard, way: str, words: str) -> Storyboard:
    """The whole longer or shorter; a plan that can do neither is refused."""
    if "twice as" in words or "half as" in words:
        factor = 2.0 if ("twice as" in words) == way.startswith("long") else 0.5
    else:
        step = 1.25 if _A_BIT.search(words) else STEP
        factor = step if way.startswith("long") else 1 / step
    return _whole(board, board.length * factor)


def _whole(board: Storyboard, seconds: float) -> Storyboard:
    changed = _of_length(board, Said(seconds=min(MOST, max(LEAST, round(seconds)))))
    if abs(changed.length - board.length) < 0.3:
        raise BadRequest(
            f"It lasts {board.length:.0f} seconds; a video may have {LEAST:.0f} to {MOST:.0f}, and "
            "no more than there is footage for."
        )
    return changed


def _swapped(board: Storyboard, places: list[int], words: str) -> Storyboard:
    if len(places) == 2 and not re.search(r"\b(?:another|different|other|replace)\b", words):
        one, other = places
        shots = list(board.shots)
        shots[one], shots[other] = shots[other], shots[one]
        return replace(board, shots=tuple(shots))
    shots, spare = list(board.shots), list(board.spare)
    for place in dict.fromkeys(places):
        if not spare:
            raise BadRequest("Nothing else here fits as well; say “another plan” for other clips.")
        # As long as the one that goes, so that the video stays as long as it was.
        new = resized(spare.pop(0), shots[place].seconds)
        spare.append(shots[place])
        shots[place] = new
    return replace(board, shots=tuple(shots), spare=tuple(spare))


def _removed(board: Storyboard, places: list[int], words: str) -> Storyboard:
    gone = set(places)
    if len(gone) == len(board.shots):
        raise BadRequest("Then nothing would be left; say “another plan” for other clips.")
    left = tuple(shot for place, shot in enumerate(board.shots) if place not in gone)
    shorter = replace(board, shots=left, spare=(*board.spare, *_at(board.shots, gone)))
    return replace(shorter, seconds=round(shorter.length, 2))


def _longer(board: Storyboard, places: list[int], words: str) -> Storyboard:
    return _stretched(board, places, STEP)


def _shorter(board: Storyboard, places: list[int], words: str) -> Storyboard:
    return _stretched(board, places, 1 / STEP)


def _stretched(board: Storyboard, places: list[int], factor: float) -> Storyboard:
    lengths = {place: max(1.0, board.shots[place].seconds * factor) for place in places}
    return _resized(board, lengths)


def _lasting(board: Storyboard, places: list[int], words: str) -> Storyboard:
    found = _LENGTH.search(words)
    if found is None:
        raise BadRequest("How long should it be? Say for instance “make the first 3 seconds”.")
    seconds = float(NUMBERS.get(found.group(1)) or found.group(1))
    return _resized(board, {place: max(1.0, seconds) for place in places})


def _resized(board: Storyboard, lengths: dict[int, float]) -> Storyboard:
    shots = list(board.shots)
    for place, seconds in lengths.items():
        shots[place] = resized(shots[place], seconds)
        if abs(shots[place].seconds - board.shots[place].seconds) < 0.1:
            raise BadRequest(
                f"Shot {place + 1} has no more than {shots[place].seconds:.1f} seconds without a "
                "cut, and no shot is shorter than one; change another one."
            )
    changed = replace(board, shots=tuple(shots))
    if not LEAST - 0.01 <= changed.length <= MOST + 0.01:
        raise BadRequest(
            f"The video would last {changed.length:.0f} seconds; it may have "
            f"{LEAST:.0f} to {MOST:.0f}."
        )
    return replace(changed, seconds=round(changed.length, 2))


def _moved(board: Storyboard, places: list[int], words: str) -> Storyboard:
    shots = list(board.shots)
    shot = shots.pop(places[0])
    if _TO_END.search(words):
        to = len(shots)
    else:
        named = _TO_PLACE.search(words)
        to = _ORDINALS.index(named.group(1)) if named and len(places) > 1 else 0
    shots.insert(to, shot)
    return replace(board, shots=tuple(shots))


def _reordered(board: Storyboard, words: str) -> Storyboard:
    """The other way round; or the next of the orders, which all come before one comes again."""
    if len(board.shots) < 2:
        raise BadRequest("There is only one shot, so there is no other order.")
    if re.match(r"reverse|the other", words):
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
    changed = replace(
        board,
        shape=said.shape or board.shape,
        style=style or board.style,
        captions=board.captions if said.captions is None else said.captions,
        title=board.title if said.title is None else said.title,
        music=said.music or board.music,
    )
    return changed if said.seconds is None else _of_length(changed, said)


def _of_length(board: Storyboard, said: Said) -> Storyboard:
    seconds = min(MOST, max(LEAST, said.seconds or board.seconds))
    count, _ = amount(seconds)
    shots, spare = list(board.shots), list(board.spare)
    while len(shots) > count:
        spare.insert(0, shots.pop())
    while spare and (len(shots) < count or _most(shots) < seconds):
        shots.append(spare.pop(0))
    return replace(board, seconds=seconds, shots=tuple(fitted(shots, seconds)), spare=tuple(spare))


def _most(shots: Sequence[Shot]) -> float:
    """Seconds these shots can last together as they are grown."""
    return sum(shot.seconds for shot in fitted(shots, MOST)) - FADE * (len(shots) - 1)


def _at(shots: Sequence[Shot], places: set[int]) -> list[Shot]:
    return [shot for place, shot in enumerate(shots) if place in places]


_Change = Callable[[Storyboard, list[int], str], Storyboard]
_CHANGES: tuple[tuple[re.Pattern[str], _Change], ...] = (
    (_DRAW, _to_draw),
    (_TO, _moved),
    (_REMOVE, _removed),
    (_LONGER, _longer),
    (_SHORTER, _shorter),
    (_LENGTH, _lasting),
    (_SWAP, _swapped),
)
