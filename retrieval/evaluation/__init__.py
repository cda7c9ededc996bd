"""Question sets -> scores, and why an answer came out as it did."""
