"""The README's picture of a conversation: `python -m docs.draw_answer`."""
