"""Inline queries over real HTTP: a person who types, several at once, documents that load."""

from __future__ import annotations

from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import LoopbackServer


def test_only_the_newest_of_what_somebody_types_is_searched(own_server: LoopbackServer) -> None:
    fake = FakeAnswering(seconds={"2": 0.5})
    user, other = own_server.user("安"), own_server.user("鲍")
    with running_bot(own_server, lambda: fake):
        typed = [user.ask_inline("2017年GDP"[:length]) for length in range(1, 9)]
        assert other.inline("投资").results[0].title == f"2017年目标：{GOAL}", "others do not wait"
        assert typed[-1].answer().results[0].title.endswith(GOAL)
        own_server.settle()
    searched = [text for text, _ in fake.asked if text != "投资"]
    assert searched[-1] == "2017年GDP"
    assert len(searched) <= 2
    assert [query.answered for query in typed[1:-1]] == [False] * 6


def test_the_same_cards_for_everybody_are_cached(own_server: LoopbackServer) -> None:
    own_server.world.cache_inline = True
    fake = FakeAnswering()
    with running_bot(own_server, lambda: fake):
        shown = [own_server.user(name).inline("2017年GDP目标") for name in ("安", "鲍", "陈")]
    assert {answer.is_personal for answer in shown} == {False}
    assert len(fake.asked) == 1


def test_refused_markup_still_shows_cards(own_server: LoopbackServer) -> None:
    own_server.fail("answerInlineQuery", status=400, description="Bad Request: can't parse entities")
    with running_bot(own_server, FakeAnswering):
        assert own_server.user("安").inline("2017年GDP目标").results[0].entities == ()
