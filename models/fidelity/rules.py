"""The rule table of law: topics by their words, regions where a rule holds, licences. As data.

``assets/rules/legality.json`` ships; a deployer sets a file of their own. It has ``topics``, each
``{"topic", "regions", "words", "when", "verdict", "reason"}``, and ``licences``, each
``{"match", "derivatives", "name"}``, the first that fits counting.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

from models.domain import Verdict
from models.errors import Unavailable

WHEN = ("always", "made", "teen")
"""``made``: only where pictures were changed or made; ``teen``: only for teenagers."""
KEYS = frozenset({"topic", "regions", "words", "when", "verdict", "reason", "note"})
EU = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()
)


@dataclass(frozen=True)
class Rule:
    """One topic: where its ``words`` are found in a ``region``, this is the verdict."""

    topic: str
    regions: tuple[str, ...]
    words: tuple[str, ...]
    when: str
    verdict: Verdict
    reason: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds any of the words; ``*`` stands for the rest of one."""
        each = (
            re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\s+") for word in self.words
        )
        return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(each)})(?!\w)")

    def holds(self, region: str) -> bool:
        """Whether it holds there; in no region in particular, what holds everywhere does."""
        return bool({"*", region, "EU" if region in EU else region} & set(self.regions))


@dataclass(frozen=True)
class Licence:
    """What a licence allows; ``match`` is looked for in what the source says."""

    match: re.Pattern[str]
    derivatives: bool
    name: str


@dataclass(frozen=True)
class Rules:
    """All of them."""

    topics: tuple[Rule, ...]
    licences: tuple[Licence, ...]

    def licence(self, said: str) -> Licence | None:
        """The first licence that fits what a source says, ``None`` for an unknown one."""
        return next((one for one in self.licences if one.match.search(said)), None)


def load(path: Path) -> Rules:
    """Read a table.

    Raises :class:`models.errors.Unavailable` with what is wrong, where, and what was expected.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise Unavailable(
            f"The rule table {path} cannot be read: {exc}. Mend or unset it."
        ) from exc
    try:
        if not isinstance(data, dict) or set(data) - {"topics", "licences", "note"}:
            raise ValueError("expected an object with 'topics' and 'licences'")
        topics = tuple(_rule(one) for one in data.get("topics", ()))
        return Rules(topics=topics, licences=tuple(_licence(one) for one in data["licences"]))
    except (ValueError, KeyError, TypeError, re.error) as exc:
        told = f"{exc} is missing" if isinstance(exc, KeyError) else str(exc)
        raise Unavailable(f"The rule table {path} is wrong: {told}. Mend or unset it.") from exc


def _rule(data: Mapping[str, Any]) -> Rule:
    unknown = set(data) - KEYS
    if unknown:
        raise ValueError(f"the topic {data.get('topic')!r} has unknown keys {sorted(unknown)}")
    topic, regions, words = data["topic"], data["regions"], data["words"]
    for name, value in (("regions", regions), ("words", words)):
        if not isinstance(value, list) or not value or not all(_text(one) for one in value):
            raise ValueError(f"{name} of the topic {topic!r} are {value!r}, expected some words")
    for region in regions:
        if not re.fullmatch(r"\*|[A-Z]{2}", region):
            raise ValueError(f"the region {region!r} of {topic!r}; expected '*' or two capitals")
    when, verdict = data.get("when", "always"), data["verdict"]
    if when not in WHEN:
        raise ValueError(f"when of {topic!r} is {when!r}; expected one of {', '.join(WHEN)}")
    if verdict not in get_args(Verdict):
        raise ValueError(f"the verdict of {topic!r} is {verdict!r}; expected pass, fail or unknown")
    if not _text(data["reason"]):
        raise ValueError(f"the reason of {topic!r} is empty; visitors are told it")
    return Rule(topic, tuple(regions), tuple(words), when, verdict, data["reason"])


def _licence(data: Mapping[str, Any]) -> Licence:
    if not isinstance(data["derivatives"], bool) or not _text(data["match"]):
        raise ValueError(f"the licence {data!r}; expected a match and derivatives true or false")
    return Licence(re.compile(data["match"], re.I), data["derivatives"], data["name"])


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
