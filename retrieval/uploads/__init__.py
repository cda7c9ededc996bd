"""Files that chats send: each is read, kept for a time and asked by its own chat alone."""
