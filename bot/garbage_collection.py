"""Python's collector of cycles, kept from going through an open index again and again.

Every few thousand new objects it looks at all there are, and an index of thousands of documents is millions: a third of
a second in the midst of a question. What is open stays open, so that it is told to leave it alone.
"""

from __future__ import annotations

import gc

_NEW_OBJECTS, _ROUNDS, _WHOLE_ROUNDS = 50_000, 20, 50
"""A document has some thousands of objects; the defaults (700, 10, 10) are for programs that hold little."""


def leave_alone_what_is_open() -> None:
    """Collect what is no more, pass over what is held now, and look at new objects in larger lots; for this process."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _ROUNDS, _WHOLE_ROUNDS)
