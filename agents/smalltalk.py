"""What is said in passing: greetings, thanks, questions about the app. Short lines, a way back."""

from __future__ import annotations

import re

from models.domain import Decision

EXAMPLES = ("something with animals", "a calm sea", "a city at night", "surprise me")
ABILITIES = (
    "I am an AI. I find micro-videos from what you say or like, and I change them for you: another "
    "cover, a shorter part, a style such as comic or noir, its speed, shape, light, sound, or "
    "words "
    "on it. Like or skip a few, and I learn your taste. What would you like to see?"
)
_AFTER = "there|you|again|so much|a lot|very much|everyone|all|then|ai|bot|friend"
_END = rf"(?:[\s,]+(?:{_AFTER}))*[\s.!?]*"
_LINES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), line)
    for pattern, line in (
        (rf"(?:hi|hello|hey|hiya|good (?:morning|afternoon|evening|day)){_END}",
         "Hello! I am an AI that finds and edits micro-videos. What would you like to see?"),
        (rf"(?:thanks?|thank you|thx|cheers|"
         rf"ta){_END}", "You’re welcome! What would you like next?"),
        (rf"(?:bye|goodbye|good night|see you){_END}",
         "Bye! This conversation stays here until you come back."),
        (rf"(?:wow|nice|cool|great|awesome|lovely|perfect|beautiful|good|lol|haha+|i love (?:it|"
         rf"this|that)|"
         rf"i like (?:it|this|that)|well done){_END}",
         "Glad you like it! Press Like on it and I will remember. What would you like next?"),
        (r"(?:no|nope|nah|wrong|bad)[\s.!]*", "What would you like instead?"),
        (r"(?:yes|yeah|yep|ok|okay|sure|fine)[\s.!]*", "Good. What would you like to see?"),
        (r"(?:so )?(?:what (?:can|do) you do|what can i (?:do|say|ask)(?: here)?|help(?: me)?|"
         r"how does (?:this|it) work|who are you|what are you|what is this|"
         r"are you (?:an? )?(?:ai|bot|robot|human|person|real)(?: person)?)[\s.!?]*", ABILITIES),
    )
)  # fmt: skip


def smalltalk(words: str) -> Decision | None:
    """Return the answer to plain lower-case ``words`` said in passing, or ``None``."""
    for pattern, line in _LINES:
        if pattern.fullmatch(words):
            return Decision(kind="chat", text=line, options=EXAMPLES, why="Said in passing.")
    return None
