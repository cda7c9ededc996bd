"""Question sets -> `retrieval/learning/model.json`."""
