"""Questions about the app itself that it can answer: whose it is, what becomes of what is said, how
long a video may be. Several in one sentence are all answered.
"""

from __future__ import annotations

import re

from agents.make.storyboard import MOST
from agents.talk.smalltalk import EXAMPLES
from models.domain import Decision

_DATA = (
    r"(?:(?:my|our|the|any) )?(?:personal )?(?:data|info(?:rmation)?|likes|history|chats?|videos?)"
)
_ANSWERS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"who (?:made|built|created|programmed|developed|wrote|owns|runs) (?:you|the app|"
         r"this(?: (?:app|page|site|thing))?)|whose (?:app|site|page) is this",
         "I am GeneRec, a program with open source code; this copy is run by whoever gave you its "
         "address."),
        (rf"(?:do|will|would|are) (?:you|they) (?:(?:ever|also) )?(?:sell(?:ing)?|shar(?:e|ing)|"
         rf"giv(?:e|ing) away|leak(?:ing)?|us(?:e|ing)|stor(?:e|ing)|keep(?:ing)?|sav(?:e|ing)|"
         rf"track(?:ing)?|collect(?:ing)?|spy(?:ing)? on) (?:{_DATA}|me|us)"
         rf"(?: (?:to|with) .{{2,40}})?|"
         rf"(?:is|are) (?:this|{_DATA}) (?:safe|private|secure|sold|shared|kept)(?: here)?|"
         rf"(?:what|where) (?:do you do|happens|becomes|goes) (?:with|to|of) {_DATA}",
         "What you say, watch and like is kept on the server that runs this page, to choose what "
         "you see. The app sells none of it, and gives it to research only where you consent; a "
         "chat model, where one is set up, reads what you say. The panel beside the chat shows "
         "what is known of your taste, and forgets it."),
        (r"(?:how long|what length) (?:can|may|could|should) (?:a|an|the|my|your|one) (?:video|"
         r"clip|film|movie|upload)s? (?:be|last|get)|(?:what is|what's) the (?:longest|maximum|max)"
         r"(?: (?:video|length|duration|clip))*(?: (?:possible|allowed))?|"
         r"how long (?:can|may) (?:videos|clips|films|they) be",
         f"A film that I cut lasts {MOST:.0f} seconds at most. A video that you bring may last ten "
         "minutes, where whoever runs this page set no other bound."),
    )
)  # fmt: skip
_PARTS = re.compile(r"\s*(?:[?.!,;]+|\band\b|\bor\b)\s*")
_LEAD = re.compile(r"^(?:(?:so|and|but|ok|okay|hey|hi|hello|btw|well|just|tell me)\s+)+")


def about_us(words: str) -> Decision | None:
    """Answer plain ``words`` of nothing but such questions; ``None`` of any others."""
    if len(words) > 200:
        return None
    told = []
    for part in filter(None, _PARTS.split(words)):
        bare = _LEAD.sub("", part)
        said = next((said for asks, said in _ANSWERS if asks.fullmatch(bare)), None)
        if said is None:
            return None
        told.append(said)
    if not told:
        return None
    text = " ".join(dict.fromkeys(told))
    return Decision(kind="chat", text=text, options=EXAMPLES, why="You asked about the app.")
