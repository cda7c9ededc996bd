"""Updates whose JSON a test writes itself: what other servers, a newer API or a fault may send."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .api import Api
from .garbling import Response
from .updates import Update

if TYPE_CHECKING:
    from collections.abc import Callable

    from .records import Json
    from .world import World

NUMBER = "$NUMBER"
"""Stands for the update_id in an update that is given as text."""
_MARK = re.compile(rb'"@raw-(\d+)@"')


@dataclass(frozen=True, slots=True)
class RawUpdate(Update):
    """An update that goes out as it is written."""

    text: str = ""

    def to_json(self) -> str:  # type: ignore[override]
        """A mark, in whose place `RawApi` puts the text."""
        return f"@raw-{self.update_id}@"

    def to_body(self) -> bytes:
        return self.text.encode("utf-8", "surrogatepass")


class RawApi(Api):
    """Sends raw updates, too, with whatever no JSON writer would write."""

    def respond(self, address: str, content_type: str, body: bytes, gone: Callable[[], bool]) -> Response:
        response = Api.respond(self, address, content_type, body, gone)
        if b"@raw-" not in response.body:
            return response
        with self.world.changed:
            raw = {one.update_id: one for one in self.world.updates.waiting if isinstance(one, RawUpdate)}
        return replace(response, body=_MARK.sub(lambda mark: raw[int(mark[1])].to_body(), response.body))


def push_raw(world: World, raw: Json | str, lane: int, *, numbered: bool) -> int:
    """Queue an update as it is; returns the number that the server knows it by."""
    with world.changed:
        number = world.updates.next_id
        held = {"update_id": number} if numbered else {}
        text = raw.replace(NUMBER, str(number)) if isinstance(raw, str) else json.dumps(held | raw)
        world.updates.put(RawUpdate(number, "", {}, lane, text))
        return number
