"""The index of all documents on a Milvus server."""
