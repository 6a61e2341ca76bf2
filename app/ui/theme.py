"""The looks: Gradio's base theme in our colours and the system's fonts, and where the CSS lies."""

from __future__ import annotations

from pathlib import Path

import gradio as gr

from app.ui import words

ASSETS = Path(__file__).resolve().parents[2] / "assets" / "theme"

STYLES = ("app", "menu", "taste", "compare", "lineage", "chats")
SCRIPTS = ("app", "tabs", "follow", "menu", "taste", "compare", "lineage", "chats")
"""Style sheets and scripts of the page, in order."""

# Fonts the visitor's system has: nothing is fetched from another host.
FONT = ["system-ui", "-apple-system", "Segoe UI", "Roboto", "Noto Sans", "sans-serif"]
MONO = ["ui-monospace", "SF Mono", "Menlo", "Consolas", "monospace"]

TEAL = gr.themes.Color(
    name="teal",
    c50="#eefaf8",
    c100="#d5f1ed",
    c200="#aee3dc",
    c300="#7acfc5",
    c400="#45b3a8",
    c500="#1f958b",
    c600="#0f7a72",
    c700="#0e625d",
    c800="#104e4b",
    c900="#113f3d",
    c950="#062625",
)
STONE = gr.themes.Color(
    name="stone",
    c50="#faf9f7",
    c100="#f3f1ee",
    c200="#e6e3de",
    c300="#d2cec7",
    c400="#a5a098",
    c500="#77726b",
    c600="#57534d",
    c700="#3b3935",
    c800="#262523",
    c900="#1a1918",
    c950="#121211",
)


def theme() -> gr.themes.Base:
    """Return the theme; light and dark follow the visitor's system."""
    return gr.themes.Base(
        primary_hue=TEAL,
        secondary_hue=TEAL,
        neutral_hue=STONE,
        radius_size=gr.themes.sizes.radius_lg,
        font=FONT,
        font_mono=MONO,
    ).set(
        body_background_fill="*neutral_50",
        body_background_fill_dark="*neutral_950",
        block_background_fill="white",
        block_background_fill_dark="*neutral_900",
        block_border_width="0px",
        input_background_fill="white",
        input_background_fill_dark="*neutral_900",
        border_color_primary="*neutral_200",
        border_color_primary_dark="*neutral_800",
        button_primary_background_fill="*primary_600",
        button_primary_background_fill_hover="*primary_700",
        button_primary_text_color="white",
    )


def head() -> str:
    """Return what goes into the page's head: our style sheets and scripts, a phone's colours.

    Gradio's own ``css`` argument repeats every rule with a prefix, inside media queries with the
    prefix only, which leaves nobody able to say which rule wins.
    """
    style, script = (
        "".join((ASSETS / f"{name}.{kind}").read_text(encoding="utf-8") for name in names)
        for names, kind in ((STYLES, "css"), (SCRIPTS, "js"))
    )
    translates = (ASSETS / "words.js").read_text(encoding="utf-8")
    return (
        '<meta name="theme-color" content="#faf9f7" media="(prefers-color-scheme: light)">'
        '<meta name="theme-color" content="#121211" media="(prefers-color-scheme: dark)">'
        f"<style>{style}</style><script>{script}</script>"
        f"<script>{words.script()}{translates}</script>"
    )
