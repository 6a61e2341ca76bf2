from agents.read.taking_out import Sentence


def test_what_is_taken_is_gone_and_is_taken_once() -> None:
    sentence = Sentence("make it noir and short")
    found = sentence.take(r"\bnoir\b")
    assert found is not None and found[0] == "noir"
    assert sentence.words == "make it   and short" and sentence.take("noir") is None


def test_a_gap_keeps_apart_what_stood_around_it() -> None:
    sentence = Sentence("the last five funny seconds", gap=" , ")
    assert sentence.take("funny")
    assert sentence.words == "the last five  ,  seconds" and not sentence.take(r"five\s+seconds")
