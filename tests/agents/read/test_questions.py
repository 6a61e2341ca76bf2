"""Questions about what was done here are told from wishes and from questions about the world."""

import time

import pytest

from agents.read.questions import asked_about

ASKED = {
    "why": (
        "why did you pick this?", "why the second one?", "why are you showing me this?",
        "why these", "how come you showed me that?", "what's the reason for this suggestion?",
        "why do you think i'd like this?", "why did you do that?",
    ),
    "changed": (
        "what did you change?", "what's different now?", "so what did you do to it",
        "how did you make this?", "ok what exactly did you change", "list the changes you made",
        "how was it made", "what have you done to the first one",
    ),
    "done": (
        "what did you do?", "what did you just do?", "what have you done", "tell me what you did",
        "what did you find?",
    ),
    "so far": (
        "what have i done so far?", "what did we do so far", "what have we done today",
        "what did i ask for before?", "recap please", "what happened so far?",
        "summarise this conversation", "what have you shown me so far?",
    ),
    "origin": (
        "which of these were made by ai?", "is this ai?", "are these real?", "who made this?",
        "was this made by a machine?", "which of these did you make?", "is it real or fake?",
    ),
    "taste": (
        "do you remember what i like?", "what do you know about me?", "what do i like?",
        "do you know my taste", "what did i like so far?", "what are my favourites?",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "about"), [(text, about) for about, texts in ASKED.items() for text in texts]
)
def test_what_is_asked_is_told_however_it_is_put(text: str, about: str) -> None:
    assert asked_about(text) == about


@pytest.mark.parametrize(
    "text",
    ["what's new?", "change it", "what can you change?", "how do you make pasta", "what is this",
     "make it different", "why is the sky blue?", "why do cats purr", "what do you like",
     "which one do you like", "show me what you made", "what can you do?", "how does this work",
     "show me real people", "make this real", "which is better", "is there one with people",
     "what would you like to change?", "are you real?", "who are the people in this video?",
     "show me something i like", "what is happening in this video", "did you make it longer?",
     "can you make this", "i like this", ""],
)  # fmt: skip
def test_what_asks_for_something_else_is_none_of_them(text: str) -> None:
    assert asked_about(text) is None


def test_a_long_message_is_read_in_no_time() -> None:
    began = time.process_time()
    assert asked_about("why did you " * 2000) is None
    assert time.process_time() - began < 0.1
