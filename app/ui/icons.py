"""The few drawings the page needs, as inline SVG, so that nothing is fetched for them."""

from __future__ import annotations


def _icon(path: str) -> str:
    return (
        '<svg viewBox="0 0 24 24" aria-hidden="true" focusable="false" fill="none"'
        ' stroke="currentColor" stroke-width="1.8" stroke-linecap="round"'
        f' stroke-linejoin="round">{path}</svg>'
    )


PLAY = _icon('<path d="M8 5.2v13.6L19 12z" fill="currentColor"/>')
HEART = _icon(
    '<path d="M12 20s-7.5-4.6-7.5-10.2A4.3 4.3 0 0 1 12 7.2a4.3 4.3 0 0 1 7.5 2.6'
    'C19.5 15.4 12 20 12 20z"/>'
)
NOPE = _icon('<circle cx="12" cy="12" r="8"/><path d="M6.5 6.5l11 11"/>')
MORE = _icon(
    '<path d="M12 4l1.7 5.3L19 11l-5.3 1.7L12 18l-1.7-5.3L5 11l5.3-1.7z"/>'
    '<path d="M19 16.5v4M17 18.5h4"/>'
)
FLAG = _icon('<path d="M6 21V4h11l-2.5 4L17 12H6"/>')
CLIP = _icon('<path d="M17 8l-7 7a2.5 2.5 0 0 1-3.5-3.5l7.5-7.5a4 4 0 0 1 5.6 5.6l-8 8"/>')
CLOSE = _icon('<path d="M7 7l10 10M17 7L7 17"/>')
DOTS = _icon(
    '<circle cx="5" cy="12" r="1.6" fill="currentColor" stroke="none"/>'
    '<circle cx="12" cy="12" r="1.6" fill="currentColor" stroke="none"/>'
    '<circle cx="19" cy="12" r="1.6" fill="currentColor" stroke="none"/>'
)
ASK = _icon('<path d="M9 9.2a3 3 0 1 1 4.4 2.6c-.9.5-1.4 1-1.4 2.2"/><path d="M12 17.5v.1"/>')
LESS = _icon('<circle cx="12" cy="12" r="8"/><path d="M8 12h8"/>')
SHARE = _icon('<path d="M12 15V4M8 7.5L12 4l4 3.5"/><path d="M5 13v6h14v-6"/>')
DOWN = _icon('<path d="M12 4v11M8 11.5l4 4 4-4"/><path d="M5 19h14"/>')
COMPARE = _icon('<rect x="4" y="5" width="16" height="14" rx="2"/><path d="M12 3v18"/>')
LINEAGE = _icon(
    '<circle cx="6" cy="5" r="2"/><circle cx="6" cy="19" r="2"/><circle cx="18" cy="12" r="2"/>'
    '<path d="M6 7v10M6 12h10"/>'
)
CHAT = _icon('<path d="M5 6h14v10h-8l-4 3.5V16H5z"/>')
CHATS = _icon('<path d="M4 7h16M4 12h16M4 17h10"/>')
NEW = _icon('<path d="M19 12.5V19H5V5h6.5"/><path d="M10 14l.6-2.9L17.8 4l2.2 2.2-7.1 7.2z"/>')
PEN = _icon('<path d="M5 19l.9-3.9L16.2 4.8l3 3L8.9 18.1z"/><path d="M14.3 6.7l3 3"/>')
BIN = _icon('<path d="M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.5 10.5v6M13.5 10.5v6"/>')
