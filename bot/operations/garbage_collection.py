"""Python's collector of cycles, kept from going through an open index again and again.

Every few thousand new objects it looks at all there are, and an index of thousands of documents is millions: a third of
a second in the midst of a question. What is open stays open, so that it is told to leave it alone.
"""

from __future__ import annotations

import gc

_NEW_OBJECTS, _ROUNDS, _WHOLE_ROUNDS = 50_000, 20, 50
"""A document has some thousands of objects; the defaults (700, 10, 10) are for programs that hold little."""


def leave_alone_what_is_open() -> None:
    """Free what nothing refers to any more, then let this process's collector ignore all objects that exist now.

    Objects made later are still collected, but in larger lots than by default. Call it again after another index was
    opened: the objects of the former one are then freed, and those of the new one ignored.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, _ROUNDS, _WHOLE_ROUNDS)
