"""The README's pictures of conversations: `python -m docs.draw_pictures`."""
