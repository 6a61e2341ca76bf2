"""The threshold of asking a chat model: below it the chat model's decision counts, and no other."""

from benchmarks.instructor import Answer
from benchmarks.requests import request
from benchmarks.unsure import THRESHOLDS, rows, together
from models.domain import Decision


def answer(kind: str) -> Answer:
    line = request({"text": "x", "context": {}, "decision": "chat"}, test=False)
    decision = Decision(kind=kind)  # type: ignore[arg-type]
    return Answer(line=line, decision=decision, scene=None, seconds=0.0, cpu=0.0)  # type: ignore[arg-type]


def test_the_chat_model_decides_below_the_threshold_alone() -> None:
    sure, chat = [answer("retrieve"), answer("chat")], [answer("chat"), answer("retrieve")]
    made = together(sure, chat, (0.4, 0.9), 0.5)
    assert [one.decision.kind for one in made] == ["chat", "chat"]


def test_the_threshold_that_is_best_is_seen() -> None:
    sure, chat = [answer("retrieve"), answer("chat")], [answer("chat"), answer("retrieve")]
    told = {row["least"]: row for row in rows(sure, chat, (0.4, 0.9))}
    assert set(told) == set(THRESHOLDS)
    assert told[0.5]["decision F1"] == 1.0 and told[0.5]["asked"] == 0.5
    assert told[0.0]["decision F1"] < 1.0 and told[0.95]["decision F1"] < 1.0
