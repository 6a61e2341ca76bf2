"""Bias and fairness of words: slurs, and sentences that say something of all of a group."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path

from models.domain import Check, Evidence
from models.fidelity.check import Card, Subject

GROUPS = (
    "women|men|girls|boys|females|males|blacks?|black people|whites|white people|asians?|asian"
    " people|arabs|africans|mexicans|latinos?|indians|chinese(?: people)?|jews|jewish people"
    "|muslims?|christians|hindus|immigrants|foreigners|refugees|gays|gay people|lesbians|trans"
    " people|old people|elderly people|poor people|fat people|disabled people|blondes?|roma"
    "|gypsies|germans|poles|russians|americans|the french|italians|teenagers|boomers"
)
_TRAITS = (
    "lazy|stupid|dumb|criminals?|thieves|terrorists?|violent|dirty|inferior|superior|greedy"
    "|bad (?:drivers|at math|with money)|emotional|hysterical|weak|liars?|cheap|illegal|savages?"
    "|backward|drunks?|gold ?diggers?|bossy|submissive|promiscuous|sick|abnormal|disgusting"
    "|incapable|useless|dangerous|animals|parasites|vermin|rapists"
)
_ALL_ARE = re.compile(
    rf"(?i)\b(?:all |most |those |these |typical )?(?:{GROUPS})\s+(?:just |simply |really )?"
    rf"(?:are|is|were)\s+(?:all |always |just |simply |naturally |too |so |nothing but |born )*"
    rf"(?:{_TRAITS})\b"
)
_BELONG = re.compile(
    rf"(?i)\b(?:{GROUPS})\s+(?:belong (?:in|at|on)|should (?:stay|go back|know their place)"
    r"|can(?:no|['’])t (?:drive|think|do math|lead)|don['’]t belong)\b"
)


class FairWords:
    """Slurs fail; a sentence about all of a group is *unknown*: it may be quoted or refuted."""

    name = "fairness of words"
    card = Card(
        sees="slurs of a list, sentences that say a bad thing of all of a group, in English",
        blind="slurs that are quoted or taken back, new ones, other languages, irony, pictures",
    )

    def __init__(self, slurs: Path) -> None:
        self.slurs = slurs

    @cached_property
    def _slur(self) -> re.Pattern[str]:
        lines = self.slurs.read_text(encoding="utf-8").splitlines()
        words = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
        return re.compile(rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, words))})(?:s|es)?(?!\w)")

    def check(self, subject: Subject) -> Check:
        """See :class:`models.fidelity.check.FidelityCheck`."""
        general: list[Evidence] = []
        for place, text in subject.words.items():
            slur = self._slur.search(text)
            if slur:
                seen = Evidence(kind="slur", where=place, span=slur.span())
                reason = "its words hold a slur"
                return Check(name=self.name, verdict="fail", reason=reason, evidence=(seen,))
            for pattern in (_ALL_ARE, _BELONG):
                general += (
                    Evidence(kind="stereotype", where=place, span=match.span())
                    for match in pattern.finditer(text)
                )
        if not general:
            return Check(name=self.name, verdict="pass")
        return Check(
            name=self.name,
            verdict="unknown",
            reason="its words say a bad thing of all of a group",
            evidence=tuple(general),
        )
