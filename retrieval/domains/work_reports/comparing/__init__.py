"""One indicator side by side: over places and years, every value quoted."""
