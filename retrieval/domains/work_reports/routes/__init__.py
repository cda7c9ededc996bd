"""A question -> the documents to look into."""
