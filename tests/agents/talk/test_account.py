"""What was done here is told from what is recorded, and from nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from agents.retrieve.taste import Taste
from agents.scene import UNDONE, Earlier, Scene
from agents.talk.account import account, unrecorded
from agents.talk.history import Made
from models.domain import Decision, Guidance, Item, Recipe, ToolCall, Turn
from tests.agents.stage import item

DOG, SEA = item("a", "A dog"), item("b", "Calm sea", declared="filmed by hand")
NOIR = item("c", "A dog (film noir)", origin="edited", parents=("a",))
DRAWN = item("d", "A fox", origin="created")
EVERY = {one.id: one for one in (DOG, SEA, NOIR, DRAWN)}
SCREEN = (DOG, SEA)
SQUARE = item("e", "A dog (portrait, without sound)", origin="edited", parents=("a",))
EVERY["e"] = SQUARE
SHAPED = Recipe(tool="adjust", pixels="changed", parameters={"aspect": "9:16", "mute": True})
STYLE = Recipe(tool="style", pixels="changed", parameters={"style": "noir", "strength": 1.0})


@dataclass
class Kept:
    taste: Taste = field(default_factory=Taste)
    remembers: bool | None = None
    feed: Sequence[Item] = ()

    def made(self, item: Item) -> Sequence[Made]:
        return (
            (Made(item=DOG), Made(item=item, recipe=SHAPED if item is SQUARE else STYLE))
            if item.parents
            else (Made(item=item),)
        )

    def reasons(self, item: Item) -> Sequence[str]:
        return (
            ("You said you like “dogs”.",) if item is DOG else ("Nothing you liked speaks for it.",)
        )

    def said(self, item: Item) -> str:
        return f"Its title says “{item.title.split()[-1]}”."

    def items(self, ids: Sequence[str]) -> Sequence[Item]:
        return [EVERY[one] for one in ids if one in EVERY]


def earlier(said: str, decision: Decision, *shown: str) -> tuple[Earlier, Earlier]:
    turn = Turn(role="assistant", text="", shown=shown)
    return Earlier(turn=Turn(role="visitor", text=said)), Earlier(turn=turn, decision=decision)


FOUND = Decision(kind="retrieve", guidance=Guidance(want="animals"))
EDITED = Decision(
    kind="edit", guidance=Guidance(target="a"),
    calls=(ToolCall(name="adjust", arguments={"aspect": "9:16", "mute": True}),),
)  # fmt: skip
PAST = (*earlier("something with animals", FOUND), *earlier("portrait and mute it", EDITED, "e"))


def hear(text: str, records: Kept | None = None, **scene: object) -> str:
    given: dict[str, object] = {"screen": SCREEN, "last_want": "animals", "past": PAST} | scene
    made = account(Scene(text=text, **given), records or Kept())  # type: ignore[arg-type]
    assert made is not None and made.kind == "chat" and made.options
    return made.text


def test_a_card_in_the_feed_is_none_of_those_in_the_chat() -> None:
    assert "do not see from here" in hear("why do you recommend the first one in the feed")


def test_what_stands_in_the_feed_is_told_from_the_top() -> None:
    said = hear("whats in my feed now", Kept(feed=SCREEN))
    assert f"“{SCREEN[0].title}” and “{SCREEN[1].title}”" in said


def test_why_is_told_for_each_on_the_screen_or_for_the_one_that_is_meant() -> None:
    both = hear("why are you showing me this?")
    assert "You asked for “animals”." in both
    assert "The first: Its title says “dog”." in both and "The second: Its title" in both
    one = hear("why the second one?")
    assert "“sea”" in one and "“dog”" not in one and "Nothing you liked" not in one
    assert "You said you like “dogs”." in hear("why did you pick this?", focus=DOG)
    assert "“sea”" in hear("why did you show me the sea?")
    assert "Nothing is on the screen" in hear("why these?", screen=())


def test_why_of_what_was_made_says_what_was_wished_and_done() -> None:
    told = hear("why did you do that?", screen=(NOIR,), focus=NOIR)
    assert "You said “portrait and mute it”." in told and "film noir" in told


def test_what_was_done_last_and_in_all() -> None:
    assert "film noir" in hear("what did you do?", screen=(NOIR,), focus=NOIR)
    told = hear("what did you do?", past=PAST[:2])
    assert told.startswith("I looked for “animals”.") and "“A dog” and “Calm sea”" in told
    whole = hear("what have I done so far?", Kept(taste=Taste(liked=("b",))))
    assert "1. I looked for “animals”." in whole
    assert "2. I changed “A dog”: “portrait” and the muting." in whole
    assert "You liked “Calm sea”." in whole
    undone = (*PAST, *earlier("undo", replace(FOUND, why=UNDONE)))
    assert "3. I took the last change back." in hear("recap please", past=undone)
    assert "Nothing yet" in hear("what did you do?", past=())


def test_what_was_only_asked_for_was_not_done() -> None:
    asked = (*PAST[:2], *earlier("portrait and mute it", EDITED))  # consent was asked, say
    told = hear("what have I done so far?", past=asked)
    assert "1. I looked for “animals”." in told and "changed" not in told
    assert hear("what did you do?", past=asked).startswith("I looked for “animals”.")
    # Nor what could not be done, beside what could.
    more = replace(EDITED, calls=(*EDITED.calls, ToolCall(name="blur", arguments={})))
    told = hear("what have I done so far?", past=earlier("blur it, too", more, "e"))
    assert "the muting" in told and "blur" not in told


def test_a_long_conversation_is_told_by_its_last_steps() -> None:
    told = hear("what happened so far?", past=PAST * 6)
    assert told.startswith("Of 12 steps the last 8:") and "4. I" not in told and "12. I" in told


def test_what_was_made_here_is_told_apart_from_what_was_brought() -> None:
    told = hear("which of these were made by AI?", screen=(DRAWN, NOIR, SEA))
    assert "The first was made here by AI." in told and "The second was changed here" in told
    assert "“filmed by hand”" in told and "I cannot tell" in told
    none = hear("are any of these AI?")
    assert none.startswith("I made none of them") and "“filmed by hand”" in none


def test_what_is_known_of_a_taste_and_how_long_it_is_kept() -> None:
    taste = Taste(wants=("boats",), avoids=("clowns",), liked=("a",), disliked=("b",))
    told = hear("do you remember what I like?", Kept(taste=taste, remembers=True))
    for part in ("boats", "clowns", "“A dog”", "“Calm sea”", "beyond this chat"):
        assert part in told
    assert "holds in this chat. Likes" in hear("what do I like?", Kept(taste=taste))
    likes = hear("what do I like?", Kept(taste=Taste(liked=("a",))))
    assert "this chat" not in likes and "stay until you remove them" in likes
    assert "nothing" in hear("do you know my taste?")


def test_other_questions_are_none_of_it() -> None:
    for text in ("why is the sky blue?", "show me dogs", "what can you do?", "make it square"):
        assert account(Scene(text=text, screen=SCREEN), Kept()) is None
    brought = Scene(text="why this?", screen=SCREEN, brought=DOG)
    assert account(brought, Kept()) is None


def test_without_records_it_is_said_where_they_stand() -> None:
    why, taste = unrecorded("why these?", ()), unrecorded("what do i like?", ())
    assert why is not None and "card" in why.text
    assert taste is not None and "taste panel" in taste.text
    assert unrecorded("show me dogs", ()) is None
    assert unrecorded("are these ai?", ()) is None and unrecorded("are these ai?", (DOG,))


def test_why_something_stands_in_the_feed_is_told_of_its_first_cards() -> None:
    told = hear("why is this in my feed", Kept(feed=(DOG, SEA)))
    assert told.startswith("The first:") and "The second:" in told
    assert "In your feed, from the top" in hear("what's in my feed?", Kept(feed=(DOG, SEA)))


def test_who_made_the_app_and_clips_that_are_not_here_are_asked_of_others() -> None:
    for text in ("who made you", "are these videos real?"):
        assert account(Scene(text=text), Kept()) is None
