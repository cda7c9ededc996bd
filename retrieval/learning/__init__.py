"""Weights that were learned from question sets, one table of each kind for every domain."""
