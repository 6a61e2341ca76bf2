"""What is asked about the plan on the screen: what is in it, how long it is; and that it should go.

Nothing here changes a plan.
"""

from __future__ import annotations

import re

from agents.instruct.plans.plan_wishes import known, nothing_of
from agents.instruct.plans.rephrasing import bare
from agents.make.ordering import row_of
from agents.make.storyboard import Storyboard, options, to_data
from agents.read.rows import listed, named
from models.domain import Decision, ToolCall

_FILM = r"(?:film|movie|video|plan|storyboard|story|montage)"
_IT = rf"(?:it|this|that|there|(?:the|my|our) (?:new )?(?:whole |entire )?(?:{_FILM}|thing))"
_NOW = (
    r"(?: (?:now|so far|again|currently|right now|at the moment|in total|then|altogether|look "
    r"like|looking like))*"
)
_PARTS = rf"(?:{_FILM}|scenes?|shots?|order|list)"
_LIST = re.compile(
    rf"(?:so )?what(?:'s|s| is| do we have| have we got| have you got| have i got)?(?: all)? in "
    rf"{_IT}{_NOW}|"
    rf"what(?:'s|s| is| are| does)? (?:the |our |my )?{_PARTS}{_NOW}|"
    rf"(?:so )?what (?:do (?:we|you|i) have|have (?:we|you|i)(?: got)?|did (?:we|i) (?:plan|"
    rf"choose|pick))"
    rf"{_NOW}|which (?:clips|shots|scenes) are in {_IT}{_NOW}|"
    rf"(?:show|tell|read|list|give|remind)(?: me)?(?: of)?(?: (?:the|our|my|all(?: the)?))? "
    rf"{_PARTS}{_NOW}|"
    r"show me(?: what (?:we|you|i)(?: have|'ve got| got)?)?(?: so far| now)?|(?:let me see|see) "
    r"it|recap"
)
_WHICH_SHOT = re.compile(
    r"(?:what|which)(?:'s|s| is)(?: in)? (?:the )?(?:first|second|third|fourth|fifth|last|middle) "
    r"(?:shot|scene|clip|one)"
)
_MUSIC = re.compile(
    rf"(?:does {_IT} have|is there|has {_IT} got|will there be|do we have)(?: any)? (?:music|sound)"
    rf"(?: (?:in|on|with) {_IT})?{_NOW}"
)
_SOUNDS = {
    "fill": "Calm music plays where the clips are silent.",
    "calm": "Calm music plays all along.",
    "lively": "Lively music plays all along.",
    "none": "No music: only what the clips sound like.",
    "mute": "No sound at all.",
}
_PLANNED = re.compile(
    rf"what (?:were|are|was) (?:we|you|i) (?:planning|making|filming|up to)(?: (?:again|before|"
    rf"now))*|"
    rf"(?:(?:go |let's go |lets go )?back to|show me|return to|where(?:'s| is)|continue(?: "
    rf"with)?|go on with|"
    rf"what about|open) (?:the|my|our) {_FILM}(?: (?:from before|again|we (?:had|planned|made)|i "
    rf"planned))*|"
    rf"(?:the|my|our) {_FILM}(?: from)? (?:before|again)"
)
_LENGTH = re.compile(
    rf"how long (?:is|will|would|does|should)? ?{_IT}(?: (?:be|last|run|going to be))?{_NOW}|"
    rf"what(?:'s| is) (?:the|its) (?:total )?length(?: of {_IT})?|how many seconds(?: is "
    rf"{_IT})?{_NOW}"
)
_COUNT = re.compile(
    rf"how many (?:scenes|shots|clips|parts)(?: (?:is|are|does|has|do)(?: (?:there|it|that|we|the "
    rf"{_FILM}))?"
    rf"(?: have| in {_IT})?)?{_NOW}"
)
_INSIDE = re.compile(
    rf"(?:is|are|was|does it have|do we have|have we got|is there|are there)(?: there)? "
    rf"(?P<x>(?:the|an?|any|my) [^,;]+?)"
    rf"(?: (?:still|already|also))?(?: in(?: {_IT})?| included| part of {_IT})?(?: (?:still|"
    rf"already|yet))?"
)
_DROPPED = re.compile(
    rf"(?:forget|scrap|cancel|drop|ditch|delete|leave|stop|skip|bin|trash)(?: about)? "
    rf"(?:(?:the|this|that|my) (?:whole|entire) (?:thing|{_FILM})|(?:the|this|that|my) {_FILM}|"
    rf"it all|all of it|everything)"
    rf"|(?:i )?(?:do not|don't|dont) (?:want|need) (?:the|a|this|that|any) {_FILM}(?: anymore| "
    rf"any more| after all)?|"
    rf"no {_FILM}"
)
DROPPED = (
    "All right, I make nothing of it. The plan stays here until you look for something else; “back "
    "to the plan” shows it again later."
)


def asked_of(board: Storyboard, words: str) -> Decision | None:
    """Answer what plain ``words`` ask about the plan on the screen; ``None`` for anything else."""
    said = bare(words)
    if _MUSIC.fullmatch(said):
        return _said(_SOUNDS[board.music], board)
    if _LIST.fullmatch(said) or _WHICH_SHOT.fullmatch(said) or _PLANNED.fullmatch(said):
        return shown(board)
    if _DROPPED.fullmatch(said):
        return Decision(
            kind="chat", text=DROPPED, options=("make it", "surprise me"), why="It is put aside."
        )
    if _LENGTH.fullmatch(said):
        return _said(f"It will last {board.length:.0f} seconds: {_lengths(board)}.", board)
    if _COUNT.fullmatch(said):
        return _said(f"{_shots(board)}: {_lengths(board)}.", board)
    inside = _INSIDE.fullmatch(said)
    if inside is None:
        return None
    x = known(inside["x"], row_of(board))
    places = listed(named(x, row_of(board))) if x else []
    if places:
        return _said(f"Yes, as shot {places[0] + 1}.", board)
    missing = nothing_of(inside["x"], board)
    asks_of_plan = re.search(rf"\b(?:in|included|{_IT})$", said) is not None
    if missing is None or not asks_of_plan:
        return None
    return Decision(kind="chat", text=missing.note, options=missing.options, why="You asked.")


def goes_back(words: str) -> bool:
    """Whether plain ``words`` go back to the plan from before."""
    return _PLANNED.fullmatch(bare(words)) is not None


def shown(board: Storyboard) -> Decision:
    """Show the plan as it is."""
    call = ToolCall(name="compose", arguments={"board": to_data(board)})
    return Decision(kind="create", calls=(call,), why="You asked for the plan.")


def _said(text: str, board: Storyboard) -> Decision:
    return Decision(kind="chat", text=text, options=options(board), why="You asked.")


def _shots(board: Storyboard) -> str:
    return "One shot" if len(board.shots) == 1 else f"{len(board.shots)} shots"


def _lengths(board: Storyboard) -> str:
    return ", ".join(
        f"“{shot.scene or shot.caption or 'a clip'}” {shot.seconds:.1f}" for shot in board.shots
    )
