"""What an index keeps on disk: segments of documents, terms, vectors, words; written aside and switched."""
