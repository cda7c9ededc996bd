"""A claim held against the documents: supported, contradicted with the cause, or not found."""
