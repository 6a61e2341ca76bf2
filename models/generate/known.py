"""What of a wish a model of the painted world knows, and what it has never seen.

Each word is one of three: known (the captions that the model learnt from say it, or something that
means the same), saying nothing by itself ("make", "a", "nice"), or unknown. Unknown words are taken
out together with what belongs to them, so that they can be named and the rest can be drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.generate.everyday import CONNECTING, DETERMINERS, NEUTRAL, PEOPLE, SAME
from models.generate.generator import Known
from models.generate.kinds import Kinds, of_kind
from models.world.spoken import Kind, groups, nouns, spoken, tokens

NEAR = 0.7
"""Cosine of the text encoder's vectors from which a word means the same as one of the captions.
Set on 64 of 128 wishes: without :data:`~models.generate.everyday.SAME`, where a lower one takes
unknown things for known ones and a higher one the other way round. The model card has the rest."""
LONGEST = 3
"""Words of a phrase that means something only whole."""
LETTERS = 4
"""Letters in a row by which two words are alike, whatever they mean."""
SUGGESTED, LIKEST = 3, 0.25
"""How many are offered in place of what is unknown, and the least cosine that they have to it: a
lion comes near a fox, a corgi (whose letters are all that is known of it) near a window by chance.
"""

_WORD = re.compile(r"[^\W_]+")
_DAY = re.compile(r"\bday\b", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:and|or|but|with|of|for|as|like)\s+)+", re.IGNORECASE)
_SEEN = ("subject", "place")
"""Kinds of words of which one is enough to draw something; others say only how it looks."""
_EDGES = " ,.;:!?-–—'\"“”‘’()"


@dataclass(frozen=True, slots=True)
class _Word:
    """A word at its place: ``kind`` of what is known, ``""`` says nothing, ``None`` unknown."""

    start: int
    end: int
    text: str
    kind: str | None
    said: str = ""
    """How the captions say it, where they say it otherwise."""


class PaintedWorld:
    """Reads wishes against the words of :mod:`models.world.spoken`."""

    def __init__(self, text: Any) -> None:
        """``text`` is a model2vec model: its vectors tell what means the same."""
        self._text = text

    def read(self, wish: str, *, change: bool = False) -> Known:
        """Tell what of ``wish`` can be drawn; ``change``: it says how a picture is to change."""
        words = list(self._words(wish))
        runs = list(_runs(words))
        missing = tuple(dict.fromkeys(_phrase(wish, words[a:b]) for a, b in runs))
        left = _without(wish, words, runs)
        kept = [word for word in words if word.kind and not _inside(word, words, runs)]
        shows = any(word.kind in _SEEN for word in kept)
        enough = any(word.kind != "subject" for word in kept) if change else shows
        if change and not kept and not missing and _DAY.search(wish):
            # "day" alone says nothing of a wish, but it is all that "make it day" says.
            return self.read(_DAY.sub("daytime", wish), change=True)
        if not kept and not missing:
            return Known(words="", shows=False)  # "something for me": the taste decides
        if enough or not missing:
            several = () if change else self._several(kept)
            return Known(words=left, missing=missing, several=several, shows=shows)
        around = {word.kind for word in kept} <= {"when", "weather", "look", "colour"}
        rest = left if kept and around and not change else ""
        return Known(
            words=left, missing=missing, empty=True, shows=False,
            instead=self._instead(wish, rest, change),
        )  # fmt: skip

    # --- words -------------------------------------------------------------------------------

    def _words(self, wish: str) -> Iterator[_Word]:
        found = [(m.start(), m.end(), m.group().lower()) for m in _WORD.finditer(wish)]
        at = 0
        while at < len(found):
            size, kind, said = self._next([text for _, _, text in found[at : at + LONGEST + 1]])
            start, end = found[at][0], found[at + size - 1][1]
            yield _Word(start, end, wish[start:end].lower(), kind, said)
            at += size

    def _next(self, ahead: Sequence[str]) -> tuple[int, str | None, str]:
        """How many words belong together, of what they speak, and how captions say it."""
        for size in range(min(len(ahead), LONGEST + 1), 1, -1):
            phrase = tuple(ahead[:size])
            for last in (phrase[-1], *_singular(phrase[-1])):
                if (kind := self._spoken.get((*phrase[:-1], last))) is not None:
                    return size, kind, ""
            if " ".join(phrase) in SAME:
                return size, self._same(" ".join(phrase)), SAME[" ".join(phrase)]
        word = ahead[0]
        if word.isdigit() or len(word) < 2 and word.isascii() or word in NEUTRAL:
            return 1, "", ""
        forms = _forms(word)
        for form in forms:
            if (form,) in self._spoken:
                return 1, self._spoken[form,], ""
        for form in forms:
            if form in SAME:
                return 1, self._same(form), SAME[form]
        return 1, self._near(word), ""

    def _same(self, said: str) -> Kind | str:
        other = tokens(SAME[said])
        return self._spoken.get(other) or self._spoken.get(other[-1:]) or "subject"

    @cached_property
    def _spoken(self) -> dict[tuple[str, ...], Kind]:
        """Words and phrases with their kinds; words also without their endings."""
        found = {
            phrase: kind for phrase, kind in spoken().items()
            if len(phrase) > 1 or phrase[0] not in NEUTRAL
        }  # fmt: skip
        for phrase, kind in tuple(found.items()):
            if len(phrase) == 1:
                for form in _forms(phrase[0]):
                    found.setdefault((form,), kind)
        return found

    @cached_property
    def _whole(self) -> tuple[list[Kind], NDArray[np.float32]]:
        """Known words that the text encoder knows whole, too: kinds, and vectors (n, d)."""
        words = {
            p[0]: kind for p, kind in spoken().items()
            if len(p) == 1 and p[0] not in NEUTRAL and self._pieces(p[0]) == 1
        }  # fmt: skip
        return list(words.values()), self._vectors(list(words))

    def _several(self, kept: Sequence[_Word]) -> tuple[str, ...]:
        """Names of things where there is more than one: a picture of the world shows one."""
        groups = {
            self._groups[form]: word.text
            for word in reversed(kept) if word.kind == "subject"
            for form in (*_forms(tokens(word.said or word.text)[-1]), word.text)
            if form in self._groups
        }  # fmt: skip
        return tuple(reversed(groups.values())) if len(groups) > 1 else ()

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        return groups()

    def _near(self, word: str) -> str | None:
        """The kind of the known word that means the same, ``None`` where none does."""
        if self._pieces(word) != 1:
            return None  # its vector is that of its pieces, which may mean anything
        kinds, vectors = self._whole
        near = vectors @ self._vectors([word])[0]
        best = int(near.argmax())
        if word.endswith("ing") and kinds[best] != "action":
            return None  # "eating" is near food and yet none
        return kinds[best] if near[best] >= NEAR else None

    def _pieces(self, word: str) -> int:
        return len(self._text.tokenizer.encode(word, add_special_tokens=False).ids)

    def _vectors(self, texts: list[str]) -> NDArray[np.float32]:
        found = self._text.encode(texts, use_multiprocessing=False)
        return np.nan_to_num(np.asarray(found, np.float32))

    # --- what else ---------------------------------------------------------------------------

    def _instead(self, wish: str, rest: str, change: bool) -> tuple[str, ...]:
        if change:
            said = {word.text for word in self._words(wish)}
            whom = "her" if said & {"her", "she"} else "him" if said & {"him", "he"} else "them"
            worn = {option.replace("them", whom): about for option, about in WORN.items()}
            options: Mapping[str, str] = worn if said & PEOPLE else CHANGES
        else:
            options = {f"draw {noun}": about for noun, about in nouns().items()}
            # What is unknown is replaced, and by what comes near it: not by what it would do.
            wish = next((word.text for word in self._words(wish) if word.kind is None), wish)
            wish = self._head(wish)
            options = self._alike(wish, options)
        if not options:
            return ()
        near = self._vectors(list(options.values())) @ self._vectors([wish])[0]
        if not change:
            near[near < LIKEST] = -1.0
        best = np.argsort(-near, kind="stable")[:SUGGESTED]
        chosen = [list(options)[at] for at in best if near[at] > -1.0]
        return tuple(" ".join(filter(None, (one, rest.strip(_EDGES)))) for one in chosen)

    def _head(self, word: str) -> str:
        """What is described by a word that is known in pieces alone: a snowman is a man."""
        if " " in word or self._pieces(word) == 1:
            return word
        pieces = self._text.tokenizer.encode(word, add_special_tokens=False).tokens
        last = str(pieces[-1]).removeprefix("##")
        return last if len(last) > 2 and self._pieces(last) == 1 else word

    def _alike(self, word: str, options: Mapping[str, str]) -> Mapping[str, str]:
        """Those of ``options`` that are of the same kind of thing as ``word``; of one that is
        known in pieces alone, without those that have its letters: a ballerina plays no ball.
        """
        if self._pieces(word) > 1:
            parts = {word[at : at + LETTERS] for at in range(len(word) - LETTERS + 1)}
            options = {
                one: about
                for one, about in options.items()
                if not any(part in f"{one} {about}" for part in parts)
            }
        vector = self._vectors([word])[0]
        same = of_kind(self._kinds.kind(vector)) if vector.any() else None
        if same is None:
            return options
        return {one: about for one, about in options.items() if one.removeprefix("draw ") in same}

    @cached_property
    def _kinds(self) -> Kinds:
        return Kinds.of(self._vectors)


WORN = {
    "give them a red coat": "coat jacket suit uniform armour warm clothes",
    "give them a blue dress": "dress gown skirt robe party",
    "give them a green hoodie": "hoodie jumper sports casual",
    "put glasses on them": "glasses sunglasses goggles eyes",
    "give them a long black beard": "beard moustache face old wizard",
    "put a cap on them": "cap hat helmet crown head",
    "put a red scarf on them": "scarf tie necklace collar",
    "give them blond hair": "hair wig hairstyle",
}
"""Changes of a person that can be drawn, with what they come near to."""
CHANGES = {
    "make it night": "night dark moon stars black",
    "make it sunset": "sunset sun fire orange evening romantic",
    "make it snow": "snow ice winter christmas cold",
    "make it rain": "rain storm thunder lightning water",
    "put some mist in it": "mist fog smoke clouds ghost",
    "make it neon": "neon glow lights laser futuristic",
    "make it pixel art": "pixel game retro computer blocks",
    "make it a pencil sketch": "pencil sketch drawing ink paper",
    "make the colours warm": "warm colours gold autumn",
}
"""Changes of a scene that can be drawn, likewise."""


# --- runs of unknown words ---------------------------------------------------------------------


def _runs(words: Sequence[_Word]) -> Iterator[tuple[int, int]]:
    """Spans of unknown words with what belongs to them: what lies between, colours, an article."""
    at = 0
    while at < len(words):
        if words[at].kind is not None:
            at += 1
            continue
        end = at + 1
        while (after := _next_unknown(words, end)) is not None:
            end = after + 1
        start = at
        if not _describes(words, start, end):
            while start and (words[start - 1].kind == "colour" or _describing(words[start - 1])):
                start -= 1
            if start > 1 and words[start - 2].text in DETERMINERS and _doing(words[start - 1]):
                start -= 1  # "a swimming pool"
            if start and words[start - 1].text in DETERMINERS:
                start -= 1
        yield start, end
        at = end


def _describes(words: Sequence[_Word], start: int, end: int) -> bool:
    """Whether an unknown word only describes what follows it: "a vampire cat"."""
    following = words[end].kind if end < len(words) else ""
    return end == start + 1 and following in ("subject", "place", "worn")


def _next_unknown(words: Sequence[_Word], start: int) -> int | None:
    """Where the same phrase goes on: over words that say nothing, not over those that connect."""
    for at in range(start, len(words)):
        if words[at].kind is None:
            return at
        if words[at].kind or words[at].text in CONNECTING:
            return None
    return None


def _describing(word: _Word) -> bool:
    """Whether a word that says nothing here describes what follows: "old", not "make"."""
    return word.kind == "" and word.text in NEUTRAL and NEUTRAL[word.text] == "describes"


def _doing(word: _Word) -> bool:
    return word.kind == "action" and word.text.endswith("ing")


def _inside(word: _Word, words: Sequence[_Word], runs: Sequence[tuple[int, int]]) -> bool:
    return any(words[a].start <= word.start < words[b - 1].end for a, b in runs)


def _phrase(wish: str, run: Sequence[_Word]) -> str:
    said = " ".join(wish[run[0].start : run[-1].end].split())[:60]
    return re.sub(r"^my\b", "your", said, flags=re.IGNORECASE)


def _without(wish: str, words: Sequence[_Word], runs: Sequence[tuple[int, int]]) -> str:
    """The wish without the runs and the words that led to them, in the captions' own words."""
    gone = [False] * len(words)
    for start, end in runs:
        while start and words[start - 1].kind == "" and not _describes(words, start, end):
            start -= 1
        gone[start:end] = [True] * (end - start)
    made, last = "", 0
    for word, out in zip(words, gone, strict=True):
        made += wish[last : word.start] if not out else " "
        made += "" if out else word.said or wish[word.start : word.end]
        last = word.end
    made = " ".join((made + wish[last:]).split()).strip(_EDGES)
    made = re.sub(r"\s+([,.;:!?])", r"\1", made)
    return _LEADING.sub("", made) if runs else made


def _forms(word: str) -> list[str]:
    """The word and what it may be a form of: "kittens" is "kitten", "hopping" is "hop"."""
    found = [word, *_singular(word)]
    for ending in ("ing", "ed", "y", "er"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            bare = word[: -len(ending)]
            found += [bare, f"{bare}e"]
            if len(bare) > 3 and bare[-1] == bare[-2]:
                found.append(bare[:-1])
    return list(dict.fromkeys(found))


def _singular(word: str) -> list[str]:
    endings = (("ies", "y"), ("es", ""), ("s", ""))
    return [
        word[: -len(end)] + new
        for end, new in endings
        if word.endswith(end) and len(word) > len(end) + 2
    ]
