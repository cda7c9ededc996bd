"""A question and documents -> sentences, best first."""
