"""Questions to tables: the same tables written as six kinds of files, and how often the right cell is the answer."""
