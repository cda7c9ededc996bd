"""The text of a question -> what it asks."""
