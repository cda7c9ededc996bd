"""Running the program: its log, its background work, what it hands out to whoever runs it."""
