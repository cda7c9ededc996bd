"""How people ask, in Chinese and English: what kind of answer, about what, or nothing at all."""
