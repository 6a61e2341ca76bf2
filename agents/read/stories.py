"""A wish at the end, or in the midst, of a story: "my boss yelled at me … anyway, show me the sea".

Only the wish is looked for. What is told around it stands in clauses with a somebody who did
something; a wish begins as wishes do.
"""

from __future__ import annotations

import re

from agents.read.searches import SEARCHING

FEWEST = 14
"""Words from which a message may hold a story beside its wish."""
LONGEST = 2000
_CLAUSE = re.compile(
    r"(?:\s*(?:[.!?;:…\n]+|\s-+\s|—|–)\s*|\s*,\s*|"
    r"\s+(?=(?:anyway|anyways|but|and then|so|because|cause|cuz)\b))+"
)
_LEAD = re.compile(
    r"(?:(?:so|and|but|anyway|anyways|anyhow|ok|okay|well|now|then|please|just|maybe|idk|i guess|"
    r"in short|long story short|tl;?dr|point is|basically|yeah|hey|hi|hello|right now|tonight|"
    r"today|for now|that's why|could you|can you|would you|pls)\b[\s,.…-]*)*"
)
_BEGINS = re.compile(
    r"(?:show|find|search|look for|recommend|suggest|give me|get me|play|put on|draw|create|"
    r"generate|make (?:me )?(?:an?|some)|"
    r"i(?:'d| would)? (?:really |just |only |kinda |kind of )*"
    r"(?:want|need|wanna|like|love|feel like)(?: to (?:see|watch|look at)| watching| seeing)? "
    r"(?:something|some|anything|an?|to (?:see|watch)|videos?|clips?)|"
    r"what i (?:really |just )?(?:want|need|would like)(?: to (?:see|watch))?(?: now)? is|"
    r"(?:do|have) you (?:have|got)|let me (?:see|watch)|let's (?:see|watch)|something|anything|"
    r"i'm (?:looking for|in the mood for)|in the mood for|what (?:do|have) you)\b"
)
_TOLD = re.compile(
    r"\b(?:i|i'm|i've|i'd|im|ive|my|me|we|our|he|she|they|his|her|their|it's|it was|was|were|had|"
    r"been|got|went|came|said|told|yelled|broke|lost|missed|because|since|today|yesterday|"
    r"this morning|last night|all day)\b"
)
"""Of somebody, or of what happened."""


def wish_of(text: str) -> str:
    """Return the wish of a message that tells a story around it; the message, where it does not."""
    if len(text) > LONGEST or len(text.split()) < FEWEST:
        return text
    clauses = [clause for clause in _CLAUSE.split(" ".join(text.split())) if clause.strip()]
    wishes = [n for n, clause in enumerate(clauses) if _wishes(clause)]
    if not wishes:
        return text
    last = wishes[-1]
    # "show me a beach, palm trees, no people": what follows a wish and tells nothing belongs to it.
    end = last + 1
    while end < len(clauses) and not _tells(clauses[end]):
        end += 1
    before, after = clauses[:last], clauses[end:]
    if any(n in wishes for n in range(last)) or not all(map(_tells, before + after)):
        return text  # another wish, or words that may be part of it
    if not before and not after:
        return text
    first = clauses[last]
    return ", ".join([first[_led(first) :], *clauses[last + 1 : end]])


def _led(clause: str) -> int:
    lead = _LEAD.match(clause.lower())
    return lead.end() if lead is not None else 0


def _wishes(clause: str) -> bool:
    words = clause.lower()[_led(clause) :]
    return _BEGINS.match(words) is not None or SEARCHING.match(words) is not None


def _tells(clause: str) -> bool:
    """Whether a clause tells of somebody or of what happened, or says nothing at all."""
    words = clause.lower()
    return not words[_led(clause) :].strip() or _TOLD.search(words) is not None
