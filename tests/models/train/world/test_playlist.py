from collections import Counter

import numpy as np

from models.train.world.playlist import Deck, playlist
from models.world.vocabulary import SUBJECTS


def test_the_corpus_is_balanced():
    entries = playlist()
    assert playlist() == entries
    assert 80 <= len(entries) <= 120
    assert len({entry.id for entry in entries}) == len(entries)
    scenes = [entry.scene for entry in entries]
    subjects = Counter(scene.subject for scene in scenes)
    assert set(subjects) == set(SUBJECTS)
    assert min(subjects.values()) >= 2
    assert all(6 <= scene.seconds <= 10 for scene in scenes)
    for name in ("look", "camera", "tempo", "orientation"):
        counts = Counter(getattr(scene, name) for scene in scenes)
        assert min(counts.values()) >= 8, counts


def test_a_deck_deals_every_card_as_often_as_it_holds_it():
    deck = Deck(("a", "a", "b"), np.random.default_rng(0))
    assert Counter(deck.deal() for _ in range(9)) == {"a": 6, "b": 3}
    deck = Deck(("a", "b"), np.random.default_rng(0))
    assert deck.deal(unlike=["a"]) == "b"
    assert deck.deal(unlike=["a"]) == "a", "better a repeat than none"
