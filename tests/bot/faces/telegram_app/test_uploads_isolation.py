"""No word, name or count of what one chat has sent ever reaches another, whatever they do; and nothing deleted stays.

The models are fakes, which find as surely what should not be there. The long form tries more chats for longer.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.config import GroupSettings
from retrieval.engine import Engine
from tests.bot.faces.telegram_app.uploads_scene import LIMITS, engine_of, running
from tests.bot.faces.telegram_app.uploads_town import Place, Town, secrets
from tests.fakes import fake_encoders
from tests.retrieval.lake import NearEncoder

_SEED = 20261129
_MANY = GroupSettings(questions_per_person=50, questions_per_group=50)
_GROUPS = 5
"""One chat of so many is a group."""


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return engine_of(tmp_path_factory.mktemp("shared"), fake_encoders(NearEncoder()))


@pytest.mark.parametrize(
    ("chats", "files", "conversations"),
    [
        pytest.param(20, 30, 40, id="short"),
        pytest.param(
            200, 300, 1000, id="long", marks=[pytest.mark.soak, pytest.mark.timeout(7200, func_only=True)]
        ),
    ],
)
def test_chats_at_random(
    engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    chats: int,
    files: int,
    conversations: int,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    chance = random.Random(_SEED)
    with running(engine, tmp_path / "uploads", LIMITS, groups=_MANY) as scene:
        places = []
        for number in range(chats):
            user = scene.server.user(f"用户{number}", language_code="zh-hans")
            if number % _GROUPS:
                places.append(Place(user, scene.server.private_chat(user)))
            else:
                group = scene.server.group(f"组{number}")
                group.promote(user)
                places.append(Place(user, group))
        town = Town(scene, places, secrets(chance, files), chance)
        for _ in range(files // 2):
            town.send_one(chance.choice(places))
        for _ in range(conversations):
            town.converse()
        assert town.looked_at >= conversations
        scene.server.settle()
        for place in places:
            held = {each.document.title for each in scene.uploads(place.chat)}
            assert held == {each.title for each in place.held}
        kept = {each.key for place in places for each in scene.uploads(place.chat)}
        assert scene.keys_on_disk() == kept
        scene.clock.now += LIMITS.kept_seconds + 1
        scene.library.sweep()
        assert scene.keys_on_disk() == set()
    print(f"\n{town.looked_at} messages of {chats} chats looked at, {town.sent} files sent")
