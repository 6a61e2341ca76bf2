"""Calls of tools carried out: with arguments that are checked, and what is impossible left out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.tools import BaseTool
from pydantic import ValidationError

from models.domain import ToolCall
from models.errors import BadRequest, CannotDraw

_STAYS = re.compile(r"[;,] (?:so )?(?:it|the clip) stays as it is")
_OFFER = re.compile(r"\s+[^.:]+:$")
"""What leads to answers that are offered, behind the reason."""


class BadArguments(BadRequest):
    """A call that no clip would make possible."""


def invoke(known: Mapping[str, BaseTool], call: ToolCall, **injected: object) -> Any:
    """Carry one call out with what it is given besides.

    Raises:
        BadArguments: for an unknown tool or arguments that do not fit, with what was expected.
    """
    if call.name not in known:
        raise BadArguments(f"There is no tool {call.name!r}; there are {', '.join(known)}.")
    try:
        return known[call.name].invoke({**call.arguments, **injected})
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        expected = first["msg"].replace("Input should", "it should", 1)
        raise BadArguments(f"I cannot use {first.get('input')!r} for {where}: {expected}.") from exc


def possible(
    known: Mapping[str, BaseTool], calls: Sequence[ToolCall], **injected: object
) -> tuple[list[Any], list[str]]:
    """Carry calls out; return what they come to, and why others come to nothing on this clip.

    One of several that is impossible does not take the others with it; where all are, the reason
    of the first is raised.
    """
    results: list[Any] = []
    failed: list[BadRequest] = []
    for call in calls:
        try:
            results.append(invoke(known, call, **injected))
        except (BadArguments, CannotDraw):
            raise
        except BadRequest as exc:
            failed.append(exc)
    if failed and not results:
        raise failed[0]
    return results, [left_out(one) for one in failed]


def left_out(why: BadRequest) -> str:
    """What is said of one wish that was left out where others were carried out: neither that the
    clip stays as it is, nor what could be done instead.
    """
    return _OFFER.sub("", _STAYS.sub("", str(why)))
