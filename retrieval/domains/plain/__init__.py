"""Any document that no other domain knows: a law, a manual, an article."""

from retrieval.domains.plain.domain import Plain

__all__ = ["Plain"]
