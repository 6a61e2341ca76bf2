"""Noise on requests: courtesies, chatter, reasons, typing errors, lost punctuation."""

from __future__ import annotations

import random

from models.train.example import Example
from models.train.patterns import Word

BEFORE = (
    "please", "can you", "could you", "can u", "could you please", "would you", "pls",
    "i want you to", "i'd like you to", "now", "ok now", "and now", "hey,", "then", "so,",
    "let's", "i want to", "i'd like to", "just", "maybe", "can we", "go and", "ok,", "hmm,",
    "would you mind to", "is it possible to", "how about you", "yo", "um,", "kindly",
)  # fmt: skip
AFTER = (
    "please", "pls", "thanks", "thx", "if you can", "for me", "if possible", "ok?", "now",
    "right away", "would you", "please and thank you", "when you have time", "mate",
)  # fmt: skip
CHATTER = (
    "my friend sent me this so", "i'm making a present for my dad,", "sorry to bother you but",
    "quick question:", "ok so basically", "i was watching with my mum and", "hi there,",
    "not sure if you can but", "so i've been thinking,", "thanks for that.", "that was nice.",
    "alright next thing:", "hey there, hope you're well.", "listen,", "dear ai,", "ok cool.",
    "it's for instagram,", "i have a meeting soon,", "last thing:", "good morning!",
)  # fmt: skip
REASONS = (
    "because it's for my mum", "so it fits the feed", "that'd be awesome", "it's for a friend",
    "i think it would look great", "let me know if that works", "asap", "before i go",
    "since it's friday", "hope that's ok", "my kids will love it", "as quick as you can",
)  # fmt: skip


def noisy(example: Example, rng: random.Random) -> Example:
    """The same with typos, other punctuation, lost apostrophes, a word too many."""
    words = list(example.words)
    for _ in range(rng.randint(1, 2) if words and rng.random() < 0.15 else 0):
        place = rng.randrange(len(words))
        if len(words[place].text) > 3 and words[place].text.isalpha():
            words[place] = Word(_typo(words[place].text, rng), words[place].slot)
    if rng.random() < 0.1:
        words = [Word(w.text.replace("'", ""), w.slot) for w in words]
    if words and rng.random() < 0.35:
        end = rng.choice((".", "?", "!", "...", "!!", " :)", "??"))
        words[-1] = Word(words[-1].text.rstrip(".?!") + end.strip(), words[-1].slot)
    if rng.random() < 0.06:
        words = [Word(w.text.rstrip(",."), w.slot) for w in words]
    if example.decision not in ("", "chat") and example.words:
        words = _chatty(words, rng)
    if rng.random() < 0.04:
        words = [Word(rng.choice(("ok", "so", "well", "hey", "um", "look,"))), *words]
    return Example(
        words=tuple(w for w in words if w.text),
        context=example.context, decision=example.decision, act=example.act, tools=example.tools,
        unsafe=example.unsafe, slots=example.slots,
    )  # fmt: skip


def _chatty(words: list[Word], rng: random.Random) -> list[Word]:
    """With something said around it, now and then."""
    if rng.random() < 0.06:
        return [*(Word(w) for w in rng.choice(CHATTER).split()), *words]
    if rng.random() < 0.05:
        return [*words, *(Word(w) for w in rng.choice(REASONS).split())]
    return words


def _typo(word: str, rng: random.Random) -> str:
    at = rng.randrange(1, len(word) - 1)
    kind = rng.randrange(4)
    if kind == 0:
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == 1:
        return word[:at] + word[at + 1 :]
    if kind == 2:
        return word[:at] + word[at] + word[at:]
    return word[:at] + rng.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :]
