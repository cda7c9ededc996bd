"""What a face shows, as neutral blocks: a message with its quotes and buttons. Pure functions."""

from bot.presentation.messages import render_answer, render_passage, render_sentence, render_welcome
from bot.presentation.rich_text import RichText

__all__ = [
    "RichText",
    "render_answer",
    "render_passage",
    "render_sentence",
    "render_welcome",
]
