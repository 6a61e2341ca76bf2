"""What somebody else wishes of a clip: "she says it should be night" is "make it night"."""

from __future__ import annotations

import re

from agents.instruct.edits.weathered import laid
from agents.instruct.edits.wishes import wishes
from agents.read.words import plain

_TOLD = re.compile(
    r"^(?:(?:and|but|so|now|ok|okay|well|oh)[\s,]+)*"
    r"(?:(?:my|our|his|her|the) [\w-]+(?: [\w-]+)?|she|he|they|grandma|grandpa|granny|mum|mom|"
    r"mummy|dad|daddy|every(?:one|body)|some(?:one|body)|people)"
    r"(?:'s| is| are| was| has| have)? (?:say|says|said|saying|think|thinks|thought|find|finds|"
    r"feels|ask|asks|asked|asking|want|wants|wanted|would (?:like|love|prefer)|prefers?|wish|"
    r"wishes|insists|suggests?|told me|begs)\b(?: me)?(?: to (?:have|see|get|make|turn))?"
    r"(?: (?:that|if|whether|for))?[\s,:]+"
    r"(?P<wish>\S.{2,120})$"
)
_SHOULD = re.compile(
    r"^(?:it|this|that|the (?:clip|video|film))(?:'s| is| was)? ?"
    r"(?:(?:should|could|must|would|might|has to|needs to|ought to|to) (?:be )?|be )"
)


def own_wish(text: str) -> str:
    """The wish in ``text`` as if it were the visitor's own; ``text`` where nobody else is told of,
    or what they wish is no change of a clip.
    """
    words = plain(text)
    told = _TOLD.match(words)
    if told is None:
        return text
    wish = told["wish"].strip(" .!?")
    how = _SHOULD.sub("", wish)
    if laid(f"make it {how}"):
        return f"make it {how}"
    asked = wishes(wish)
    return wish if asked.calls and not asked.rest else text
