"""The page: header, chat, "For you" and taste, wired to their handlers."""

from __future__ import annotations

from typing import Any

import gradio as gr

from app.ui import icons
from app.ui.chat import Chat
from app.ui.words import i18n

EXAMPLES = (
    "Show me something with animals",
    "A clip of the sea",
    "Draw a sailboat at sunset",
    "Make a video of dogs",
    "Surprise me",
)

WELCOME = """<div class="welcome"><h2>What do you feel like watching?</h2>
<p>I find short videos, change them, cut a film from several, and draw new ones. With the paper clip
you add a picture or a clip of your own. Like a few and I learn your taste.</p>
<p class="tongue">Tap one of these: it is sent in English, which I understand best.</p></div>"""
"""In the page's other languages, in which what can be tapped is shown, the last line is, too."""

HEADER = f"""<a class="skip" href="#box">Skip to the message box</a><header class="top">
<span class="brand"><svg viewBox="0 0 32 32" aria-hidden="true"><rect x="3" y="3" width="26"
height="26" rx="8" fill="currentColor"/><path d="M13 10.5v11l9-5.5z" fill="var(--paper)"/></svg>
<b>GeneRec</b></span>
<span class="ai">You are talking to an AI.<span> It can be wrong.</span></span>
<button type="button" class="new" data-do="chats" aria-label="Chats"
title="Your chats">{icons.CHATS}<span>Chats</span>
</button><button type="button" class="new" data-do="new" aria-label="New chat"
title="New chat">{icons.NEW}<span>New
chat</span></button>
<nav class="views" role="tablist" aria-label="Views">
<button type="button" role="tab" data-view="chat" aria-controls="pane-chat">Chat</button>
<button type="button" role="tab" data-view="feed" aria-controls="pane-side">For you</button>
<button type="button" role="tab" data-view="taste" aria-controls="pane-side">Your taste</button>
</nav></header>"""

CHATS = f"""<dialog id="chats" aria-labelledby="chats-title"><div class="drawer">
<header><h2 id="chats-title">Your chats</h2>
<button type="button" class="small" data-do="closeChats" aria-label="Close"
title="Close">{icons.CLOSE}</button></header>
<div class="list"></div></div></dialog>"""

SIDE = """<div class="pane feed" role="tabpanel" aria-label="For you">
<div class="over"><button type="button" class="fresh" data-do="fresh" hidden>Show new picks</button>
</div><div id="feed"></div></div>
<div class="pane taste" role="tabpanel" aria-label="Your taste">
<p class="lead">What your likes, skips and words taught the app. Remove what is wrong.</p>
<div id="map"></div><div id="tune"></div><div id="taste"></div>
<p class="own"><button type="button" data-do="reset">Start over</button>
<a href="api/mydata" download>Download my data</a></p></div>"""

FOOT = """<div class="foot"><p id="status" role="status"></p>
<button type="button" data-do="notes" aria-expanded="false" aria-controls="notes">Details</button>
<ul id="notes"></ul><div id="consent"></div>
<a class="made" href="verify" target="_blank" rel="noopener">Was this made here?</a></div>
<div id="toast" role="status" aria-live="polite"></div>"""

BRIDGE = """element.dataset.bridge = "ready";
element.addEventListener("generec:say", (event) => trigger("submit", event.detail));"""

CHANGED = "() => { document.dispatchEvent(new Event('generec:changed')); }"
SHOWN = "() => { document.dispatchEvent(new Event('generec:shown')); }"
"""What the page's script hears: something was done here, or what was done is only shown."""


def build(chat: Chat) -> gr.Blocks:
    """Return the page. It does nothing until it is launched."""
    demo = gr.Blocks(
        title="GeneRec", fill_height=True, analytics_enabled=False, delete_cache=(600, 3 * 3600)
    )
    with demo:
        gr.HTML(HEADER, elem_id="header")
        with gr.Row(elem_id="main", equal_height=True):
            with gr.Column(elem_id="pane-chat", scale=3, min_width=320):
                chatbot = _chatbot()
                box = _box()
                new = gr.Button(i18n()("new_chat"), elem_id="new")
                opened = gr.Button(elem_id="opened")
                again = gr.Button(elem_id="again")
                earlier = gr.Button(elem_id="earlier")
            with gr.Column(elem_id="pane-side", scale=2, min_width=320):
                gr.HTML(SIDE, elem_id="side")
        gr.HTML(FOOT + CHATS, elem_id="foot")
        bridge = gr.HTML("", elem_id="bridge", js_on_load=BRIDGE)

        view = [chatbot, box]
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        ends = [
            box.submit(chat.submit, box, view, **quiet),
            chatbot.option_select(chat.option, None, view, **quiet),
            chatbot.example_select(chat.example, None, view, **quiet),
            chatbot.retry(chat.retry, None, view, **quiet),
            chatbot.undo(chat.undo, None, view, **quiet),
            bridge.submit(chat.card, None, view, **quiet),
            new.click(chat.new, None, view, **quiet),
        ]
        shown = [
            opened.click(chat.restore, None, view, **quiet),
            again.click(chat.again, None, view, **quiet),
            earlier.click(chat.earlier, None, view, **quiet),
            demo.load(chat.restore, None, view, **quiet),
        ]
        for end in ends:
            end.then(None, None, None, js=CHANGED)
        for end in shown:
            end.then(None, None, None, js=SHOWN)
        box.stop(chat.stop, None, None, **quiet)
    # Turns mostly wait for the service, which has limits of its own.
    demo.queue(default_concurrency_limit=64, max_size=256)
    return demo


def _chatbot() -> gr.Chatbot:
    return gr.Chatbot(
        elem_id="chat",
        label=i18n()("conversation"),
        show_label=False,
        # Words are shown as they are: a title is data and must not become a picture or a link.
        render_markdown=False,
        latex_delimiters=[],
        buttons=[],
        feedback_options=None,
        layout="bubble",
        height="100%",
        autoscroll=False,  # the page's script follows what was sent
        placeholder=WELCOME,
        examples=[{"text": example} for example in EXAMPLES],
    )


def _box() -> gr.MultimodalTextbox:
    return gr.MultimodalTextbox(
        elem_id="box",
        label=i18n()("message"),
        show_label=False,
        placeholder=i18n()("ask"),  # type: ignore[arg-type]  # taken as the label is
        sources=["upload", "microphone"],
        file_types=["image", "video", "audio"],
        file_count="multiple",
        max_lines=6,
        # Gradio would turn a long paste into a text file, which nobody could use here.
        max_plain_text_length=10_000_000,
        autofocus=True,
    )
