"""Verdicts about what is on the screen, and what only sounds like one."""

import time

import pytest

from agents.read.opinion import Opinion, complains, opinion, opinions

GOOD = """I love this one
the second one is great
not bad
not bad at all!
this is so cute
love it
I really liked that video
That was hilarious, show me more
Wow, that's amazing
haha so funny
nice one!
it's really good but make it shorter
I think the first is lovely
the last one was not boring
what a beautiful clip!
great
this made me laugh
I loved this
how cute!
my favourite
number 2 is awesome
this one's too cute
The dog video is brilliant
👍
😍😍
I enjoyed it
much better
its so fun""".splitlines()

BAD = """that was boring
meh
I don't like this one
I didn't like the second one
not good
not great
this sucks
the first one is too long
I hate this
it's not very good
boring!
that isn't funny
I'm not a fan of this one
worst clip ever
it was ugly, try another
What a waste of time
I find this dull
too slow
can't stand this one
👎
nothing special
the third clip was terrible
not for me
i dont like this one
thats boring""".splitlines()

NEITHER = """I love dogs, show me some
something funny
funny
cute cats
good morning
make it better
show me a nice beach
is this good?
I like it when dogs jump
I'd love it as a cartoon
a boring day at the office
would be nice
cut the boring part
find the best goals
I hate clowns
I love this kind of music
the first one
can you make this one cooler
if it is good I will keep it
good food in bad weather
what is the best one?
ok
no
fire
fun
its a dog
I want something less boring
more like this
hello there
beautiful sunset
this one with the dog""".splitlines()


@pytest.mark.parametrize("text", GOOD)
def test_praise_is_heard(text: str) -> None:
    assert opinion(text) == "good"


@pytest.mark.parametrize("text", BAD)
def test_blame_is_heard(text: str) -> None:
    assert opinion(text) == "bad"


@pytest.mark.parametrize("text", NEITHER)
def test_searches_wishes_and_questions_are_no_opinion(text: str) -> None:
    assert opinion(text) is None


def test_two_opinions_are_told_apart_and_are_not_one() -> None:
    text = "The first is nice but the second is dull."
    assert opinions(text) == (
        Opinion("the first is nice", "good"),
        Opinion("the second is dull", "bad"),
    )
    assert opinion(text) is None


def test_long_nonsense_is_read_quickly() -> None:
    began = time.thread_time()  # a busy machine lets others work, too
    for text in ("this really so " * 3000, "the " * 9000, "i do " * 5000 + "love", "not " * 9000):
        opinion(text)
    assert time.thread_time() - began < 2


def test_too_much_of_a_change_and_like_the_first_but_are_no_opinions_of_a_clip() -> None:
    (one,) = opinions("that is too dark")
    assert one.verdict == "bad" and complains(one)
    assert not complains(opinions("it is boring")[0])
    assert opinions("like the first but at night") == ()
    assert opinions("i like the first but it is short")
