"""How many of the headline figures of reports are told as records."""
