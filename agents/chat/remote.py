"""Chat models behind a server that speaks OpenAI's protocol: vLLM, SGLang, Ollama, a cloud."""

from __future__ import annotations

from langchain_core.language_models import BaseChatModel

from models.errors import Unavailable

CONNECTING = 3.0
"""Seconds in which a server has to take a connection."""


def remote_chat(model: str, url: str, key: str, seconds: float) -> BaseChatModel:
    """Return the chat model ``model`` of the server at ``url``; empty is OpenAI's own.

    ``key`` goes to the server and nowhere else; servers at home want none. Nothing is sent before
    the first turn. ``seconds`` bounds the wait for each piece of an answer.
    """
    try:
        import httpx
        from langchain_openai import ChatOpenAI
        from pydantic import SecretStr
    except ImportError as exc:
        raise Unavailable(
            "GENEREC_CHAT=openai needs the package langchain-openai; install it with "
            "“pip install -r requirements.txt”"
        ) from exc
    return ChatOpenAI(
        model=model,
        base_url=url or None,
        api_key=SecretStr(key or "none"),
        timeout=httpx.Timeout(seconds, connect=min(CONNECTING, seconds)),
        max_retries=0,  # another instructor is at hand, and the visitor waits
        streaming=True,
        stream_usage=False,  # not every server knows it
        use_responses_api=False,
    )
