"""The benchmark of serving runs to its end on a small corpus, and finds what exact search finds."""

import json
import sys

import numpy as np
import pytest

from benchmarks import large_corpus, serving


@pytest.mark.slow  # it loads the whole app twice
def test_serving(tmp_path, monkeypatch):
    target = tmp_path / "figures.json"
    monkeypatch.setattr(serving, "VISITORS", 2)
    words = ["serving", "--items", "200", "--cache", str(tmp_path), "--json", str(target)]
    monkeypatch.setattr(sys, "argv", words)
    serving.main()
    rows = {row["what"]: row for row in json.loads(target.read_text())["rows"]}
    assert list(rows) == ["feed", "candidates", "indexes", "exact numpy"]
    found = rows["candidates"]
    assert min(found["looks"], found["words"], found["people"]) >= 0.99
    assert 0 < found["p50 ms"] <= found["p99 ms"]


def test_a_corpus_is_as_large_as_asked_and_a_prefix_of_the_larger_one():
    rng = np.random.default_rng(0)
    rows = rng.standard_normal((50, 8), np.float32)
    grown_from = large_corpus.Seeds(
        vectors=rows / np.linalg.norm(rows, axis=1, keepdims=True),
        labels=np.array(["a", "b"] * 25),
        words=tuple("cat dog".split() * 25),
    )
    small, large = (
        np.concatenate(list(large_corpus.looks(grown_from, count))) for count in (10, 9000)
    )
    assert len(small) == 10 and len(large) == 9000
    assert (large[:10] == small).all()
    assert np.allclose(np.linalg.norm(large, axis=1), 1, atol=1e-5)
    assert sum(map(len, large_corpus.titles(grown_from, 9000))) == 9000
