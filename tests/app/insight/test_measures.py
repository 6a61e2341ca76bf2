"""Rates whose truth is known: the interval must hold it as often as it says."""

import numpy as np
import pytest

from app.insight.measures import effective, mean, rate, wilson


def test_nobody_is_unknown_and_not_zero() -> None:
    assert rate([], []).value is None and rate([0], [0]).low is None
    assert mean([], 0, at_least=0, at_most=1).value is None


def test_wilson_is_the_published_interval() -> None:
    low, high = wilson(0.1, 100)
    assert (round(low, 4), round(high, 4)) == (0.0552, 0.1744)


def test_one_visitor_who_presses_a_thousand_times_is_one_voice() -> None:
    found = rate([1000], [1000])
    assert found.visitors == 1 and found.low is not None and found.low < 0.3


def test_visitors_who_differ_tell_less_than_their_presses() -> None:
    hits, of = np.array([50.0, 0.0] * 10), np.full(20, 50.0)
    assert effective(hits, of) == pytest.approx(20, rel=0.1)
    alike = np.array([25.0, 26.0, 24.0, 25.0] * 5)
    assert effective(alike, of) == 1000


def test_the_interval_holds_the_truth_in_most_towns_of_unlike_visitors() -> None:
    random = np.random.default_rng(0)
    held = naive = 0
    for _ in range(400):
        own = random.beta(1.5, 3.5, 60)  # every visitor their own rate; 0.3 on average
        of = random.integers(1, 40, 60)
        hits = random.binomial(of, own)
        found = rate(list(hits), list(of))
        assert found.low is not None and found.high is not None
        held += found.low <= 0.3 <= found.high
        low, high = wilson(hits.sum() / of.sum(), of.sum())
        naive += low <= 0.3 <= high
    assert held >= 0.91 * 400
    assert naive < 0.8 * 400  # what counting presses would have claimed


def test_a_mean_stays_within_what_can_be_and_one_visitor_has_no_interval() -> None:
    found = mean([0.99, 1.0, 0.9], 9, at_least=0, at_most=1)
    assert found.high == 1.0 and found.low is not None
    assert mean([0.5], 4, at_least=0, at_most=1).low is None
