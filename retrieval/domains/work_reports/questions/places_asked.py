"""How a question speaks of places: one, several side by side, one that nobody knows, of which level."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retrieval.domains.work_reports.places.unknown_places import unknown_places
from retrieval.types import Level, Mention, PlacesAsked

_LEVEL_WORDS = (
    (re.compile(r"全省|省级|省内|省里|provincial", re.IGNORECASE), Level.PROVINCE),
    (re.compile(r"全市|市级|市里|市内|市本级|市区|citywide", re.IGNORECASE), Level.PREFECTURE),
    (re.compile(r"全州|州级|州里"), Level.PREFECTURE),
    (re.compile(r"全县|县级(?!市)|县里|县域"), Level.COUNTY),
)
"""What tells which of two places of one name is meant: 吉林全市."""
_COMPARES = re.compile(
    r"比.{1,12}(?:高|低|多|少|大|小|快|慢)|哪个|哪座|哪里|谁|更|相比|对比|比较|分别|各(?:自|是|为|有|定|达)|差(?:多少|距|几)|高低|超过|赶上|追上"
    r"|\b(?:higher|lower|more|less|than|compare\w*|versus|vs|each|respectively)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"之间|合作|共建|共同|联合|协同|对口|一体化|\bbetween\b", re.IGNORECASE)
"""盘锦和大连之间的铁路 is about one thing."""


def places_asked(text: str, named: Sequence[Mention]) -> PlacesAsked:
    """How a normalised text speaks of the places that it names."""
    return PlacesAsked(
        unknown=() if named else unknown_places(text, ()),
        levels=tuple(level for pattern, level in _LEVEL_WORDS if pattern.search(text)),
        are_compared=bool(_COMPARES.search(text)),
        are_together=bool(_TOGETHER.search(text)),
    )
