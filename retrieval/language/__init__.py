"""Words: one spelling, tokens, numerals, indicators and their names; strings only, no documents."""
