"""The programs that people use, a folder each: what comes in -> a use case -> what is shown."""
