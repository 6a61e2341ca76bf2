"""What is said in passing: greetings, thanks, questions about the app. Short lines, a way back."""

from __future__ import annotations

import re
from collections.abc import Mapping

from agents.read.subject import subject
from agents.read.words import content_words
from models.domain import Decision

ANYTHING = "surprise me"
WHAT_CAN = "what can you do?"
QUOTED, TOPIC = 70, 3
"""Characters of a question that are said back, and words of a topic that clips are offered of."""
UNANSWERED = "A question that no video answers."
"""Why of a decision that has no answer to a question."""
EXAMPLES = ("something with animals", "a calm sea", "a city at night", ANYTHING)
CLIPS_ABOUT = "clips about "
"""How an answer begins that looks for others instead of what was asked."""
ABILITIES = (
    "I am an AI. I find micro-videos from what you say or like. I change them for you: another "
    "cover, a shorter part, a style such as comic or noir or that of a picture you attach, its "
    "speed, shape, light, sound, words on it. I cut a new video from several, and draw short ones "
    "that were not there before. Like or skip a few, and I learn your taste. What would you like "
    "to see?"
)
_GREETED = re.compile(r"^(?:hi+|hello+|hey+|yo+),? (?=\w)")
_HESITATING = re.compile(
    r"^(?:(?:h+m+|u+m+|u+h+|e+r+m*|m{2,}|eh+|well|oh+|ah+|ok|okay|so|but|yeah|and)\b[\s,.!-]*)+"
)
"""Sounds made before it is known what to say: "hmm no" is "no"."""
_AFTER = "there|you|again|so much|a lot|very much|everyone|all|then|ai|bot|friend"
_END = rf"(?:[\s,]+(?:{_AFTER}))*[\s.!?]*"
_LINES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), line)
    for pattern, line in (
        (rf"(?:(?:hi+|hello+|hey+|yo+)[\s,]+(?:there[\s,]+)?)?"
         rf"(?:hi+|hello+|hey+|hiya|yo+|sup|wass?up|what'?s up|howdy|"
         rf"gm|(?:good )?morning|good (?:afternoon|evening|day)){_END}",
         "Hello! I am an AI that finds and edits micro-videos. What would you like to see?"),
        (rf"(?:thanks?|thank you|thx|cheers|"
         rf"ta){_END}", "You’re welcome! What would you like next?"),
        (rf"(?:bye|goodbye|good ?night|g'?n8?|nite|see you){_END}",
         "Bye! This conversation stays here until you come back."),
        (rf"(?:wow|nice|cool|great|awesome|lovely|perfect|beautiful|good|lol|haha+|i love (?:it|"
         rf"this|that)|"
         rf"i like (?:it|this|that)|well done){_END}",
         "Glad you like it! Press Like on it and I will remember. What would you like next?"),
        (rf"(?:and )?how (?:are you|is it going|do you do)(?: doing| today)?{_END}",
         "I am an AI, so always ready. What would you like to see?"),
        (r"(?:that|this|it|those|these) (?:was|is|were|are|looks?) (?:so |very |really |just )?"
         r"(?:great|good|nice|cool|lovely|perfect|beautiful|awesome|funny|fun)[\s.!]*",
         "Glad you like it! Press Like on it and I will remember. What would you like next?"),
        (r"(?:please )?tell me (?:a joke|a story|about yourself)[\s.!]*",
         "I only know videos. Shall we look for something funny?"),
        (r"(?:please )?(?:stop|cancel|wait)[\s.!]*",
         "Nothing is running. What would you like to see?"),
        (r"(?:(?:actually|oh|no|nah|ah|hm+|well|please|just)[\s,]+)*(?:never ?mind|"
         r"forget (?:about )?it|nvm|skip it|leave it)(?: then| now| please| actually)*[\s.!]*",
         "All right. What would you like to see?"),
        (r"(?:(?:can|could|please|how|let|do|i|you|we|me|want|to|take|show|go|get|switch|come|back|"
         r"open|find|see|where|are|is|all|of) )*(?:my|the|that|an?) (?:(?:old|older|past|previous|"
         r"earlier|last|other) )?(?:chats?|conversations?)(?: (?:where|when|about|with|in which|"
         r"from)\b.{0,80})?(?: please)?[\s.!?]*",
         "Your chats are all under “Chats” at the top of the page: open one and go on with it."),
        (r"what (?:did|have) (?:you|i|we) (?!got\b|there\b).{0,60}",
         "It is all above: this conversation keeps what was said and done. What next?"),
        (r"(?:(?:no|nope|nah|wrong|bad|not really|no way|thanks?|thank you|sorry|please)[\s,.!]*)*"
         r"\b(?:no|nope|nah|wrong|bad|not really|no way|no thanks?|no thank you)[\s.!]*",
         "What would you like instead?"),
        (r"(?:yes|yeah|yep|ok|okay|sure|fine)[\s.!]*", "Good. What would you like to see?"),
        (r"(?:so )?(?:what (?:can|do) you do|what can i (?:do|say|ask)(?: here)?|help(?: me)?|"
         r"how does (?:this|it) work|who are you|what are you|what(?: is|'s) this|"
         r"are you (?:an? )?(?:ai|bot|robot|human|person|real|chat ?gpt|gpt|gemini|claude|siri|"
         r"alexa)(?: person)?)[\s.!?]*", ABILITIES),
    )
)  # fmt: skip


def smalltalk(words: str) -> Decision | None:
    """Return the answer to plain lower-case ``words`` said in passing, or ``None``."""
    line = _line(words) or _line(_GREETED.sub("", words)) or _line(_HESITATING.sub("", words))
    if line is None:
        # "hello, how are you?": several in one breath; the last one is answered.
        parts = [part for part in re.split(r"[,.!?;]+\s*", words) if part.strip()]
        lines = [_line(part.strip()) for part in parts]
        line = lines[-1] if len(parts) > 1 and all(lines) else None
    if line is None:
        return None
    return Decision(kind="chat", text=line, options=EXAMPLES, why="Said in passing.")


def _line(words: str) -> str | None:
    return next((line for pattern, line in _LINES if pattern.fullmatch(words)), None)


_QUESTION = re.compile(
    r"(?:so |and |but |please )*(?:"
    r"(?:what(?:'s|'re| is| are| was| were| does| do| did| time)|who|whom|whose|why|where|which|"
    r"when (?:is|are|was|were|do|does|did|will))\b|"
    r"how (?:much|many|old|far|tall|long|big|do|does|did|is|are|was|can|come)\b|"
    r"(?:are|is|was|were|did|does|will|should|am) (?:you|i|we|he|she|they|it|the|this|that)\b|"
    r"(?:can|could|do|would) you (?:tell|explain|help|know|think|say|write|sing)\b|"
    r"tell me (?:why|how|what|who|when|where)\b)(?P<about>.*)"
)
_AFTER_ALL = re.compile(
    r"what(?:'s| is| are) (?:there|here|on|new|good|nice)\b|.*\b(?:videos?|clips?|do you have)\b"
)
"""Questions that a search answers: "where is the beach video"."""


def question(words: str, *, always: bool = False) -> Decision | None:
    """Return the way on from a question that no video answers; "what about cats" is none.

    ``always``: it is known to be one.
    """
    found = _QUESTION.fullmatch(words)
    if not always and (found is None or _AFTER_ALL.match(words)):
        return None
    rest = words if found is None else found["about"]
    return unanswered(words, subject(rest))


def unanswered(words: str, about: str = "") -> Decision:
    """Say that ``words`` have no answer here, and offer clips of what they are ``about``."""
    said = words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rstrip()}…"
    short = 0 < len(content_words(about)) <= TOPIC
    return Decision(
        kind="chat",
        text=f"I have no answer to “{said.rstrip(' ?.!')}”: I find, change and make short videos.",
        options=(CLIPS_ABOUT + about if short else WHAT_CAN, ANYTHING),
        why=UNANSWERED,
    )


_BY_ACT = {
    "greeting": "hello", "thanks": "thanks", "bye": "bye", "opinion": "great", "ability": "help",
}  # fmt: skip
SAID: Mapping[str, Decision] = {
    act: decision for act, words in _BY_ACT.items() if (decision := smalltalk(words)) is not None
}
"""What is said to each dialogue act of passing talk, however it was put."""
