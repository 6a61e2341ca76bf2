"""What is said of a plan in many words, as the one clause that :mod:`agents.make.recut` reads.

"make it end with the dog", "dog last" and "the dog should be the finale" are one wish. A frame
gives the shape of such sentences, whatever they name; what the plan has is told from what it has
not, so that nothing is taken out, or put in, by guess.
"""

from __future__ import annotations

import re

from agents.instruct.edits.wishes import wishes
from agents.instruct.plans import plan_wishes as wish
from agents.instruct.plans.plan_wishes import A_BIT, PARTS, Meaning
from agents.make.ordering import row_of
from agents.make.recut import recut
from agents.make.storyboard import Storyboard
from agents.read.words import NUMBERS, content_words
from models.errors import BadRequest
from models.stylise.styles import find

_BEFORE = re.compile(
    r"^(?:(?:(?:can|could|would|will|should|shall) (?:you|u|we|i|it)(?: please)?(?: (?:also|"
    r"just))?|"
    r"i(?:'d| would)? (?:really )?(?:want|like|think|guess|feel|prefer)(?: to| that| if)?|"
    r"we (?:want|need) to|let's|lets|pls|plz|please|maybe|perhaps|actually|hm+|uh+|u+gh+|e+w+|"
    r"argh+|oh+|ah+|wait|alright|"
    r"ok|okay|so|but|and|then|now|just|also(?= (?:put|add|have|make|move|with|no)\b)|nah|nope|"
    r"yeah|yes|well|sorry|hey|lol|haha|"
    r"no(?= (?:wait|sorry|but|please|i|put|make|let|bring|the \w+ (?:should|must|has|goes|"
    r"comes))\b|"
    r",)|i mean|i meant|instead(?! of)|rather(?! than))\b[\s,.!]*)+"
)
_BEHIND = re.compile(
    r"(?:[\s,.!]+(?:please|pls|plz|thanks|thank you|thx|lol|haha|i (?:think|guess)|"
    r"if (?:possible|you can|that works)|somewhere|somehow|maybe|actually|after all|though|now|"
    r"ok|okay|right|"
    r"for (?:insta(?:gram)?|facebook|whatsapp|my (?:story|stories|feed|channel|page))|"
    r"(?:would be|is|'s) (?:nice|great|cool|better|good|fine|lovely)))+[\s.!?]*$|[\s.!?]+$"
)
_ABOUT = re.compile(
    r"(?:i(?:'ve| have)? changed my mind (?:about|on) |as for |about |regarding |with )?"
    r"(?P<x>(?:the|that|my) [\w-]+(?: [\w-]+){0,3}?)"
    r"(?: (?:is|are|was|looks?|feels?|does|do|doesn't|don't|isn't|aren't)\b[^,;:]{0,40})?"
    r"\s*[,:;-]+\s*(?P<verb>[\w' ]{2,40}?) (?:it|them|that one)(?P<rest>(?: [\w' ]{1,40})?)"
)
_OF_IT = re.compile(
    r"(?<=\w) (?:of|in|into|to|from) (?:the|our|my|this|that) (?:whole )?"
    r"(?:film|movie|video|plan|storyboard|montage)\b"
)
_DOING = {
    "adding": "add", "removing": "remove", "moving": "move", "swapping": "swap", "using": "use",
    "placing": "place", "putting": "put", "starting": "start", "ending": "end", "having": "have",
    "beginning": "begin", "finishing": "finish", "opening": "open", "cutting": "cut",
    "leaving": "leave", "dropping": "drop", "skipping": "skip", "replacing": "replace",
}  # fmt: skip
_GERUND = re.compile(
    rf"^(?:(?:and|so|ok|okay|maybe|hm+|well)[\s,]+)*(?:(?:what|how) about |try |maybe )?"
    rf"({'|'.join(_DOING)})\b(?! credits?| titles?| text| scene| shot)"
)
_MORE = re.compile(r"^(?:[+&]|(?:also|plus)\b(?! (?:add|put|with|have|make|move|no)\b))\s*")
_REASON = re.compile(
    r"\s*(?:[,;:.!-]+\s*|\b)(?:because|cause|cos|cuz|since)\b.*$|"
    r"\s*[,;.!-]+\s*(?:(?:it|that|this|he|she|they)(?:'s| is| are|'re| looks?| feels?| seems?)|its|"
    r"thats|i|we|such an?|what an?|too|so|very|silly|stupid|bad|boring)\b"
    r"(?!.*\b(?:instead|rather|want|need|put|add|make)\b)[^,;]*$"
)
"""Why somebody wants it: no part of the wish."""
_SHOULD = (
    r"(?:should|shud|shut|shld|must|has to|have to|needs? to|ought to|can|could|may|might|will|"
    r"shall)"
)
_N = rf"(?P<n>\d{{1,2}}(?:\.\d)?|{'|'.join(NUMBERS)})"
_SEC = r"[\s-]*(?:s|secs?|seconds?)\b(?:[\s-]+long)?"
_X = r"(?P<x>[^,;]+?)"
_IT = r"(?:it|that|this|(?:the |my |our )?(?:whole )?(?:film|movie|video|clip|thing|story|montage))"
_RESIZED = rf"(?:(?:make|cut|keep) )?(?:{_IT} )?(?:{A_BIT} )?(?:longer|shorter)"
_AT_EDGE = re.compile(r"(?:start|end) with ")
_ARTICLES = frozenset("the a an that this my our some another one other no any".split())
_DULL = (
    r"(?:boring|dull|bad|ugly|wrong|lame|weak|meh|terrible|awful|depressing|creepy|silly|"
    r"stupid|out of place|not (?:good|right|nice|great|so good|my thing))"
)


def rephrased(board: Storyboard, words: str) -> Meaning | None:
    """Return what plain ``words`` wish of the plan; ``None`` where no frame fits."""
    said = _OF_IT.sub("", bare(words))
    if said.count('"') > 1 or len(said) > 200:
        return None
    for frame, reading in _FRAMES:
        found = frame.fullmatch(said)
        made = reading(found, board) if found is not None else None
        if made is not None:
            return made
    return None


def of_its_shots(board: Storyboard, words: str) -> bool:
    """Whether plain ``words`` change which shots there are, their order or how long they are: what
    is done to the plan of a video also once that is made.
    """
    made = rephrased(board, words)
    if made is None or not made.clause:
        return re.fullmatch(_RESIZED, bare(words)) is not None or _put_for(board, bare(words))
    moved = re.match(
        r"(?:remove|move|swap|replace|keep|first|make it (?:shorter|longer|\d))", made.clause
    )
    return (
        moved is not None
        or bool(_AT_EDGE.match(made.clause))
        or bool(re.match(r"make the .+ (?:longer|shorter|seconds)$", made.clause))
    )


def _put_for(board: Storyboard, said: str) -> bool:
    """Whether something that is named comes in the place of a shot: "swap the cake for pizza"."""
    if find(said) is not None or wishes(said).calls:
        return False
    try:
        made = recut(board, said)
    except BadRequest:
        return False
    return (
        made is not None
        and len(made.shots) == len(board.shots)
        and any(shot.scene for shot in made.shots if shot not in board.shots)
    )


def bare(words: str) -> str:
    """The wish alone: without what it begins and ends with, and without why."""
    said = _GERUND.sub(lambda one: _DOING[one[1]], words.strip())
    said = _MORE.sub("add ", _BEFORE.sub("", _BEHIND.sub("", said)))
    said = _BEHIND.sub("", _REASON.sub("", said)).strip(" ,.;!?") or said
    about = _ABOUT.fullmatch(said)
    if about is not None:  # "the noodles, remove them"
        said = _BEFORE.sub("", f"{about['verb']} {about['x']}{about['rest']}")
    return said


def articled(board: Storyboard, words: str) -> str:
    """``words`` with an article before each thing of the plan that has none: "dog before owl"."""
    row, told = row_of(board), words.split()
    made: list[str] = []
    for at, word in enumerate(told):
        near = told[max(0, at - 2) : at]
        named_so = len(word) > 2 and content_words(word) and row.hits(word)
        if named_so and _ARTICLES.isdisjoint(near) and not (near and row.hits(near[-1])):
            made.append("the")
        made.append(word)
    return " ".join(made)


LONG = re.compile(r"\b(?:\d+|" + "|".join(NUMBERS) + r")[\s-]*(?:s|secs?|seconds?)\b")
_FRAMES: tuple[tuple[re.Pattern[str], wish.Reading], ...] = tuple(
    (re.compile(pattern), reading)
    for pattern, reading in (
        (
            r"(?:nvm|never ?mind|forget(?: about)?|scrap|ditch|lose|kill|skip|(?:i|we)? ?(?:do not|"
            r"don't|dont) "
            r"(?:want|need|like)) (?:the |any |a )?(?P<what>music|title|captions|text|sound)",
            wish.without_setting,
        ),
        (
            r"(?:(?:in )?(?:the |this )?(?:order|sequence)(?: (?:should|must|could) be| "
            r"is)?[\s:,]+)?"
            r"(?P<list>[^.;:]+?)(?: in (?:that|this) order)?",
            wish.in_order,
        ),
        (r"(?:make|turn|have|show|paint) (?P<rest>[\w -]+)", wish.styled),
        # How long all of it is.
        (
            r"(?:shrink|cut|trim|shorten|bring|get|reduce|squeeze|stretch|extend|make) "
            rf"(?:everything|all of it|{_IT})(?: down| up)? (?:to )?{_N}[\s-]*(?:s|secs?|seconds?)"
            r"(?: (?:long|in total|total|overall))?",
            wish.whole_length,
        ),
        (
            rf"(?:(?:make|keep|get|cut) )?(?:{_IT} )?(?:{_SHOULD}(?: not|n'?t)? (?:be|last|take)|"
            r"shouldn'?t (?:be|last|take)|can'?t be|must ?n[o']t be|no|not|to|down to)?\s*"
            r"(?:(?:no|not) )?(?:longer|more) than "
            rf"{_N}[\s-]*(?:s|secs?|seconds?|mins?|minutes?)(?: (?:long|in total|total|overall))?",
            wish.at_most,
        ),
        (
            rf"(?:(?:make|keep|get|cut) )?(?:{_IT} )?(?:{_SHOULD} (?:be|last|stay|"
            rf"take)\s*)?(?:to |at )?"
            r"(?:max(?:imum)?(?: of| length)?|at (?:the )?most|up to|under|below|less than|within|"
            rf"shorter than) {_N}[\s-]*(?:s|secs?|seconds?|mins?|minutes?)"
            r"(?: (?:long|in total|total|overall|max))?",
            wish.at_most,
        ),
        (
            rf"(?:{_IT} )?{_N}[\s-]*(?:s|secs?|seconds?) (?:max(?:imum)?|at (?:the )?most|tops)",
            wish.at_most,
        ),
        (
            rf"(?:(?:{_IT}|that)(?:'s| is) )?(?:(?:much |way |far )?too long[\s,.;!]*)?(?:make|"
            rf"cut|trim)?\s*"
            rf"(?:{_IT} )?(?:in |to |by )?(?:about )?half(?: (?:of (?:that|it)|as long|the "
            rf"length|its length|"
            r"the time|that))?|half the length",
            wish.half,
        ),
        (
            rf"(?:make )?(?:{_IT} )?(?:twice as long|double the length|twice the length)",
            wish.double,
        ),
        (
            rf"(?:(?:{_IT}|that)(?:'s| is) )?(?:a bit |a little |much |way |far )?too long",
            wish.only("make it shorter"),
        ),
        (
            rf"(?:(?:{_IT}|that)(?:'s| is) )?(?:a bit |a little |much |way |far )?too short",
            wish.only("make it longer"),
        ),
        (
            rf"(?:(?:make|keep|cut|reduce) (?:it |them )?(?:to )?)?(?:only|just|no more than|at "
            rf"most|max|to) "
            rf"{_N} {PARTS}",
            wish.count,
        ),
        (
            r"(?:add|with|put|have)?\s*captions? (?:saying|that say|with|of|telling|naming|for|"
            r"on)\b.+",
            wish.only("with captions"),
        ),
        # Where something comes.
        (
            rf"(?:{_IT} )?(?:should ?n[o']?t|should not|must ?n[o']?t|do ?n[o']?t|do not|not)(?: "
            rf"to)? "
            rf"(?P<edge>end|finish|close|start|begin|open)(?: up| off)? (?:with|on) {_X}",
            wish.not_edge,
        ),
        (
            r"(?P<edge>end|finish|close|start|begin|open)(?:s|ing)?(?: up| off)? (?:with|on) "
            rf"(?P<y>[^,;]+?) (?:instead of|rather than|not) {_X}",
            wish.other_edge,
        ),
        (
            rf"(?:(?:make|have|let|get|want) (?:{_IT}|us|everything)(?: to)? |{_IT} (?:{_SHOULD} "
            rf")?)?"
            rf"(?P<edge>end|finish|close|start|begin|open)(?:s|ing)?(?: up| off| wish.out)? "
            rf"(?:with|on|in|at|by) {_X}"
            r"(?: (?:again|instead|first|last))?",
            wish.at_edge,
        ),
        (
            rf"{_X} not (?:at the (?:start|beginning)|first)(?:,? but)? (?:at the end|last)",
            wish.edge("end"),
        ),
        (
            rf"(?:(?:put|have|get|show|play|use|move|want|with|add|stick|place|bring|keep|let|"
            rf"(?:how|what) about) )?{_X} "
            rf"(?:(?:{_SHOULD} )?(?:be|come|comes|go|goes|is|belongs)? ?)?"
            r"(?:(?:as|for|at|to|in)? ?(?:the )?(?:very )?(?:end|ending|finale|outro|"
            rf"last(?: {PARTS}| one)?))",
            wish.edge("end"),
        ),
        (
            rf"(?:(?:put|have|get|show|play|use|move|want|with|add|stick|place|bring|keep|let|"
            rf"(?:how|what) about) )?{_X} "
            rf"(?:(?:{_SHOULD} )?(?:be|come|comes|go|goes|is|belongs)? ?)?"
            r"(?:(?:as|for|at|to|in)? ?(?:the )?(?:very )?(?:start|beginning|opener|opening|intro|"
            rf"first(?: {PARTS}| one)?))",
            wish.edge("start"),
        ),
        (
            rf"(?:(?:put|get|have|stick|slip|squeeze|throw|pop|place|move|add|insert|want|"
            rf"(?:what|how) about) )?{_X}(?: in)?(?: {_SHOULD} (?:be|come|go)| comes| goes)? "
            r"(?P<where>(?:right )?(?:before|after|behind|in front of|between)|in the middle)"
            r"(?: (?P<y>[^,;]+))?",
            wish.placed,
        ),
        (
            r"(?:swap|switch|exchange|trade|flip)(?: around| over)? (?P<x>[^,;]+?) (?:and|with|"
            r"for) "
            r"(?P<y>[^,;]+?)(?: around| over| places)?",
            wish.swap,
        ),
        # What bores, and what should not be there.
        (
            rf"(?:i|we) (?:really )?(?:hate|can't stand|am tired of|dislike) {_X}(?P<other>)",
            wish.tired,
        ),
        (
            rf"i (?:do not|don't|dont) think {_X} (?:works|fits|belongs|is (?:right|"
            rf"good))(?P<other>)",
            wish.tired,
        ),
        (
            rf"{_X} (?:is|are|looks?|seems?|feels?) (?:(?:too|so|a bit|kind of|kinda|very|really|"
            rf"just) )*{_DULL}"
            r"(?P<other>[\s,.;:-]+(?:(?:can|could) (?:we|i|you) (?:have|get|use)|i want|let's "
            r"have|use|take|"
            r"give me|have|show|try)?\s*(?:something|an?other)(?: (?:else|different|one|clip|"
            r"shot))*)?"
            r"(?: instead| please)?",
            wish.tired,
        ),
        (
            rf"{_X} (?:does ?n[o']?t|dont|do not|don't) (?:fit|belong|work|match)(?: in| here| "
            rf"there)?(?P<other>)",
            wish.tired,
        ),
        (rf"instead of {_X},? (?P<y>(?:the|an?|some) [^,;]+)", wish.rather),
        (
            rf"(?P<other>another|an? (?:other|different|new)|some other|different) {_X}",
            wish.another,
        ),
        (rf"(?:not|no) {_X}(?:\s*,\s*(?:but )?|\s+but )(?P<y>(?!no\b|not\b)\w[^,;]*)", wish.rather),
        (
            rf"(?:(?:that's|thats|that is|there(?:'s| is)|it's) )?(?:one|an?) {_X} too many",
            wish.too_many,
        ),
        (rf"(?:(?:there are|that's|thats) )?too many {_X}", wish.too_many),
        (
            rf"(?:(?:not|isn't) (?:so|that|too|quite so) (?:much|many)|(?:a (?:bit|little) "
            rf")?less|fewer|"
            rf"too much) (?:of )?{_X}",
            wish.amount("shorter"),
        ),
        (
            rf"(?:(?:a (?:bit|little) |some )?more of|(?:linger|stay|hold)(?: (?:longer|more))? on|"
            rf"longer on|more time (?:on|for|with)) {_X}(?: longer)?",
            wish.amount("longer"),
        ),
        (
            r"(?:no|no more|not|without|forget(?: about)?|never ?mind|nvm|ditch|scrap|kill|"
            r"kick(?: wish.out)?|lose|drop|skip|leave out|cut out|cut|get rid of|take out|throw "
            r"out|remove|delete|"
            rf"(?:i|we)? ?(?:do not|don't|dont) (?:want|need|like)|enough(?: of)?) {_X}"
            r"(?: (?:out|away|anymore|any more|at all|again|in it|in there))*",
            wish.out,
        ),
        (rf"(?:take|leave|cut|throw|kick|get) {_X} (?:out|away|off)(?: again| of it)?", wish.out),
        (
            rf"{_X} (?:{_SHOULD} (?:go|leave|disappear|be gone|be (?:removed|cut|left wish.out))|"
            rf"out|gone|away)",
            wish.out,
        ),
        # How long one of them is.
        (
            rf"(?:make |keep |give |let |hold |have |cut |trim |shorten |bring |get |set |reduce "
            rf"|extend )?{_X}(?: {_SHOULD})?(?: (?:be|stay|last|"
            rf"take|get|run|go on|is|lasts))?"
            rf"(?: (?:down |up )?(?:for|to))? (?P<how>(?:{A_BIT} )?(?:longer|shorter)|(?:twice|"
            rf"half) as long|"
            rf"(?:\d{{1,2}}(?:\.\d)?|"
            rf"{'|'.join(NUMBERS)}){_SEC})"
            r"(?: (?:only|please|max))?",
            wish.lasting,
        ),
        (
            rf"(?P<how>(?:\d{{1,2}}(?:\.\d)?|{'|'.join(NUMBERS)}){_SEC}) (?:for|of|on) {_X}",
            wish.lasting,
        ),
        (
            rf"{_X} (?:is|are|lasts?|takes?|feels?|seems?|goes on|stays?)(?: for)? "
            rf"(?:(?:{A_BIT}|too|so|quite|kind of|kinda|rather) )*(?P<how>long|slow|short|quick)"
            r"(?: for me)?",
            wish.drags,
        ),
        # Something more.
        (
            rf"(?:put|throw|squeeze|stick|pop|slip|get) {_X} in(?: (?:too|as well|there|it))*",
            wish.wanted,
        ),
        (
            rf"(?:(?:what|how) about|(?:i|we) (?:also )?(?:want|need)|there {_SHOULD} (?:also )?be|"
            rf"you forgot|where(?:'s| is| are)|add|also|plus|include|(?:have|get)) {_X}"
            r"(?: (?:too|as well|in it|in there|in|to it|also))*",
            wish.wanted,
        ),
        (rf"{_X} (?:is|are) missing", wish.wanted),
        (r"(?:the|an?) (?P<y>[a-z]+ [a-z ]{2,30})", wish.meant),
    )
)  # fmt: skip
