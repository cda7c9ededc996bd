"""Places: their names, short, former and English names, and how they stand in a text."""
