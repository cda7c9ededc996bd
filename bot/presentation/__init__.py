"""What a face shows, as neutral blocks: a message with its quotes and buttons. Pure functions."""

from bot.presentation.answers import render_answer, render_passage
from bot.presentation.rich_text import RichText, render_sentence
from bot.presentation.welcome import render_welcome

__all__ = [
    "RichText",
    "render_answer",
    "render_passage",
    "render_sentence",
    "render_welcome",
]
