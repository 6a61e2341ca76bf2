"""Balance of people: "a dancer" leaves open how the dancer looks, so that is drawn evenly.

A generator that is left to itself shows what was frequent in training. Attributes that its captions
describe are drawn with equal shares from the seed; what is said in the prompt stays. Skin is in no
caption of the embedded generator, so it cannot be asked for in words and is not balanced here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from models.domain import EMPTY

HAIR: Mapping[str, str] = {
    "bald": "a bald head", "short": "short {} hair", "long": "long {} hair",
    "curly": "curly {} hair", "bun": "{} hair in a bun",
}  # fmt: skip
HAIR_COLOURS = ("black", "brown", "blond", "ginger", "grey")
GLASSES = ("no", "yes")

_PERSON = re.compile(
    r"(?i)\b(?:a|an|one|some|the|my|this) (?:\w+ ){0,2}?(?:person|somebody|someone|human|dancer"
    r"|runner|cyclist|walker|yogi|footballer|(?:football|soccer|basketball) player|player|skater"
    r"|skateboarder|swimmer|doctor|nurse|teacher|scientist|engineer|chef|cook|portrait|singer"
    r"|artist|worker|student|athlete|child|kid|adult|face)\b|\b(?:people|portrait)\b"
)
_LOOKS = re.compile(
    r"(?i)\b(?:hair(?:ed)?|bald|beard(?:ed)?|blond(?:e)?|brunette|redhead|ginger|glasses|curly|bun"
    r"|skin(?:ned)?|black|white|brown|asian|african|european|indian|latin\w*|arab|old|young|elderly"
    r"|wearing|dressed|in an? (?:\w+ )?(?:dress|coat|hoodie|sweater|t-shirt))\b"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Balanced:
    """The words for the generator, and what was ``given`` to them: attribute to value."""

    words: str
    given: Mapping[str, str] = field(default_factory=lambda: EMPTY)


def unspecified(words: str) -> bool:
    """Whether a prompt shows a person and says nothing of how they look."""
    return bool(_PERSON.search(words)) and not _LOOKS.search(words)


def balanced(words: str, seed: int) -> Balanced:
    """Return the words with a look where a prompt leaves it open; the same seed, the same look."""
    if not unspecified(words):
        return Balanced(words=words)
    rng = np.random.default_rng([seed, 77])
    hair = str(rng.choice(list(HAIR)))
    colour, glasses = str(rng.choice(HAIR_COLOURS)), str(rng.choice(GLASSES))
    given = {"hair": hair, "glasses": glasses}
    if hair != "bald":
        given["hair_colour"] = colour
    look = HAIR[hair].format(colour) + (" and glasses" if glasses == "yes" else "")
    return Balanced(words=f"{words.rstrip(' .')}, with {look}", given=given)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One value of an attribute: its share among what was asked for, and among what came out.

    ``produced`` is ``None`` where nothing was measured; ``right`` is how often that came
    out which was asked for.
    """

    attribute: str
    value: str
    asked: float
    produced: float | None
    right: float | None


def shares(
    pairs: Iterable[tuple[Mapping[str, str], Mapping[str, str] | None]],
) -> list[Share]:
    """Compare what was asked for with what a probe of the pictures found, clip by clip.

    ``pairs`` are attributes asked for, and those measured (``None``: no probe looked).
    """
    asked: Counter[tuple[str, str]] = Counter()
    found: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    seen: Counter[tuple[str, str]] = Counter()
    for wanted, measured in pairs:
        for name, value in wanted.items():
            asked[name, value] += 1
            if measured is not None and name in measured:
                found[name, measured[name]] += 1
                seen[name, value] += 1
                right[name, value] += measured[name] == value
    total, looked = _totals(asked), _totals(found)
    return [
        Share(
            attribute=name,
            value=value,
            asked=asked[name, value] / total[name] if total[name] else 0.0,
            produced=found[name, value] / looked[name] if looked[name] else None,
            right=right[name, value] / seen[name, value] if seen[name, value] else None,
        )
        for name, value in sorted({*asked, *found})
    ]


def _totals(counts: Counter[tuple[str, str]]) -> Counter[str]:
    total: Counter[str] = Counter()
    for (name, _), count in counts.items():
        total[name] += count
    return total
