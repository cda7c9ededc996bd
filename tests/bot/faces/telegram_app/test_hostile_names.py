"""Names of people, groups and documents that are long, written from right to left or full of markup, over real HTTP."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import GOAL, GOALS, REPORT, FakeAnswering, answered, citation, contradicted
from tests.loopback import LoopbackServer, Message, utf16_length

OVERRIDE = "\u202e"
NAME = f"<b>{OVERRIDE}مرحبا &amp; [a](http://b) `c` " + "很长的名字" * 55
CLAIM = "盘锦2017年GDP增长目标8%"


@pytest.mark.parametrize("newer_buttons", [True, False])
def test_nothing_of_a_name_becomes_markup_or_turns_a_line_round(
    monkeypatch: pytest.MonkeyPatch, newer_buttons: bool
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    assert len(NAME) > 300
    fake = FakeAnswering(
        {"GDP目标": answered(citation(GOALS, GOAL, title=NAME, section=(NAME,)))},
        verdicts={
            CLAIM: (replace(contradicted(CLAIM, "8%"), citations=(citation(GOALS, "7%", title=NAME),)),)
        },
        library=(replace(REPORT, title=NAME),),
    )
    with LoopbackServer(newer_buttons=newer_buttons) as server, running_bot(server, lambda: fake):
        person = server.user(NAME, language_code="zh-hans")
        chat, group = server.private_chat(person), server.group(NAME)
        said = [chat.ask(person, text) for text in ("GDP目标", "/start", "/sources", "/use", f"核实 {CLAIM}")]
        said.append(group.wait_for_reply(group.send(person, "/ask GDP目标")))
        cards = person.inline("GDP目标").results
        refused = [call for call in server.refusals if "unallowed" not in call.description]
    assert refused == []
    assert said[0].marked("bold")[0] == cards[0].text.splitlines()[0] == GOAL
    for message in said:
        assert OVERRIDE not in message.text + "".join(button.text for button in message.buttons)
        assert utf16_length(message.text) <= 4096
        assert set(_styles(message)) <= {
            "bold",
            "blockquote",
            "expandable_blockquote",
            "text_link",
            "bot_command",
            "url",
            "mention",
        }
    assert all(OVERRIDE not in card.title + card.description for card in cards)


def _styles(message: Message) -> list[str]:
    return [entity.type for entity in message.entities]
