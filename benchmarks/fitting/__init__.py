"""Fits the weights of ranking, of clauses and of the verdict on question sets, and says how well they hold."""
