"""Words that give a reason."""

from __future__ import annotations

import re

_CAUSE = re.compile(r"因为|因(?=[^此素])|由于|为了|得益于|归功于|原因|缘于|使得|正是|离不开|结果")


def gives_reason(text: str) -> bool:
    """Whether a text says why something is so.

    >>> gives_reason("得益于降雨充沛"), gives_reason("粮食增产")
    (True, False)
    """
    return bool(_CAUSE.search(text))
