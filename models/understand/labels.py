"""What a reader tells apart. The order is that of the network's outputs: append, never reorder."""

from __future__ import annotations

CONTEXTS = ("nothing", "one", "many", "edited", "own", "owns", "picture", "plan")
"""What a request is said beside: an empty screen, one clip in hand, several, an edited one, a clip
or several that came along, a picture that came along, a planned video."""

DECISIONS = ("retrieve", "edit", "create", "ask", "chat", "refuse")
TOOLS = ("thumbnail", "clip", "style", "adjust", "revise", "extend", "compose", "create")
ACTS = (
    "search", "bare", "refine", "again", "anything", "similar", "pick", "undo", "picture",
    "edit", "which", "vague", "brought", "compose", "create", "plan_go",
    "greeting", "thanks", "bye", "opinion", "about_clip", "about_picture", "ability", "question",
    "harm",
)  # fmt: skip
"""Dialogue acts. ``which`` is a wish about a clip that cannot be told."""

SLOTS = ("", "want", "avoid", "about", "text", "title", "target", "look", "instruction")
"""What a word belongs to; ``""`` is nothing."""
