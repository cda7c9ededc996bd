"""Answer -> what a face shows: one Telegram message, inline cards, lines of a terminal. Pure functions."""

from bot.rendering.inline import InlineCard, render_inline, render_inline_examples, render_inline_loading
from bot.rendering.messages import render_answer, render_passage, render_sentence, render_welcome
from bot.rendering.rich_text import RichText
from bot.rendering.terminal import render_terminal

__all__ = [
    "InlineCard",
    "RichText",
    "render_answer",
    "render_inline",
    "render_inline_examples",
    "render_inline_loading",
    "render_passage",
    "render_sentence",
    "render_terminal",
    "render_welcome",
]
