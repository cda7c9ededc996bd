"""Evidence -> an answer: its words, its citations, or that there is none."""
