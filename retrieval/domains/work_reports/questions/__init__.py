"""What the text of a question says that only work reports give a meaning to: years, places, the report itself."""
