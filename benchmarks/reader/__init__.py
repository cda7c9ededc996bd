"""Trains the reading model that `embeddings/passage_reader` runs."""
