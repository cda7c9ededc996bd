"""A group that becomes a supergroup is followed; nothing else moves, whatever a message or a server says."""

from __future__ import annotations

import asyncio

import pytest

from bot.faces.telegram_app.sending import Destination, SendGate, SentMessage
from bot.faces.telegram_app.sending_retries import may_move
from bot.presentation import render_sentence
from tests.bot.faces.telegram_app.fakes_telegram import Json, Reply, ScriptedTransport, bot_over, refused
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, FakeAnswering
from tests.loopback import LoopbackServer

_GROUP = -5
_SUPERGROUP = -1_000_000_000_005
_OTHER = -1_000_000_000_006
_TEXT = render_sentence("答")


@pytest.mark.parametrize(
    ("old", "new", "may"),
    [
        (_GROUP, _SUPERGROUP, True),
        (_GROUP, _GROUP, False),
        (_GROUP, -6, False),
        (_GROUP, 7, False),
        (7, _SUPERGROUP, False),
        (7, 8, False),
        (_SUPERGROUP, _OTHER, False),
        (_SUPERGROUP, _GROUP, False),
        (0, _SUPERGROUP, False),
        (-999_999_999_999, _SUPERGROUP, True),
        (_GROUP, -1_000_000_000_000, False),
    ],
)
def test_which_chats_move(old: int, new: int, may: bool) -> None:
    assert may_move(old, new) is may


class Server:
    """A gate over a server that knows some chats, and says of others that they moved."""

    def __init__(self, moves: dict[int, int], closed: set[int]) -> None:
        self.moves = moves
        self.closed = closed
        self.transport = ScriptedTransport(self._reply)
        self.gate = SendGate(bot_over(self.transport))

    def _reply(self, _: str, params: Json) -> Reply | None:
        chat = params["chat_id"]
        if chat in self.moves:
            moved = "Bad Request: group chat was upgraded to a supergroup chat"
            return refused(400, moved, migrate_to_chat_id=self.moves[chat])
        return refused(400, "Bad Request: chat not found") if chat in self.closed else None

    def send(self, chat: int) -> tuple[SentMessage | None, list[int]]:
        """What became of a message, and the chats that it was sent to."""
        begun = len(self.transport.calls)
        sent = asyncio.run(self.gate.send(Destination(chat, reply_to=9), _TEXT))
        return sent, [params["chat_id"] for _, params in self.transport.calls[begun:]]


@pytest.mark.parametrize(("old", "new"), [(7, _SUPERGROUP), (7, 8), (_SUPERGROUP, _OTHER), (_GROUP, 7)])
def test_a_server_moves_no_other_chat(old: int, new: int) -> None:
    server = Server({old: new}, set())
    assert server.send(old) == (None, [old])
    server.moves.clear()
    sent, tried = server.send(old)
    assert sent is not None
    assert tried == [old]


def test_moves_that_form_a_chain_or_a_circle_end() -> None:
    server = Server({_GROUP: _SUPERGROUP, _SUPERGROUP: _OTHER, _OTHER: _GROUP}, set())
    assert server.send(_GROUP) == (None, [_GROUP, _SUPERGROUP])
    assert server.send(_GROUP) == (None, [_SUPERGROUP])


def test_a_move_to_where_the_bot_is_not_is_taken_back() -> None:
    server = Server({}, {_SUPERGROUP})
    server.gate.moved(_GROUP, _SUPERGROUP)
    sent, tried = server.send(_GROUP)
    assert (sent and sent.chat, tried) == (_GROUP, [_SUPERGROUP, _GROUP])
    assert server.transport.sent()[-1]["reply_parameters"]["message_id"] == 9
    assert server.send(_GROUP)[1] == [_GROUP], "it is not believed again"


def test_a_group_that_did_move_and_threw_the_bot_out_is_not_tried_for_ever() -> None:
    server = Server({_GROUP: _SUPERGROUP}, {_SUPERGROUP})
    server.gate.moved(_GROUP, _SUPERGROUP)
    assert server.send(_GROUP) == (None, [_SUPERGROUP, _GROUP, _SUPERGROUP])
    assert server.send(_GROUP) == (None, [_GROUP, _SUPERGROUP])


def test_service_messages_outside_groups_move_nothing(own_server: LoopbackServer) -> None:
    user = own_server.user("安", language_code="zh-hans")
    private, supergroup = own_server.private_chat(user), own_server.group("群")
    victim = own_server.group("别人的群")
    with running_bot(own_server, FakeAnswering):
        for chat in (private, supergroup):
            for moved in ("migrate_to_chat_id", "migrate_from_chat_id"):
                for number in (victim.id, private.id, -5, 2**60, -(2**60)):
                    chat.send_raw({"from": user.json, moved: number})
        own_server.settle()
        assert private.ask(user, "2017年GDP目标").marked("bold")[0] == GOAL
        asked = supergroup.send(user, "/ask 2017年GDP目标")
        assert supergroup.wait_for_reply(asked).marked("bold")[0] == GOAL
    assert victim.messages_from_bot() == []
    assert own_server.refusals == []
