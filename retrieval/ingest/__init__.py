"""Files -> documents: who speaks where and when, headings, paragraphs, sentences, and what year each tells of."""
