"""Claims that are checked and figures that are compared, over real HTTP: private, groups, quiet groups, inline, buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from retrieval.compose.tabled import answer_with
from retrieval.fact_types import Reason
from retrieval.types import Answer, Lacking, Table
from tests.bot.faces.telegram_app.live_service import running_bot
from tests.bot.fakes_answering import FakeAnswering, contradicted, lacking, not_checkable, question
from tests.loopback import Group, LoopbackServer, Message, User
from tests.retrieval.compose.test_tabled import TABLE, _cell

CLAIM = "盘锦2017年GDP增长8%"
VAGUE = "GDP增长8%"
COMPARED = "甲市和乙市2018年GDP目标"
YEARS = "甲市2016到2018年GDP目标"
WRONG = ["❌ 与报告不符：报告写的是另一个数", "说法 8% ≠ 报告 7%"]
HIDDEN = {"forward_origin": {"type": "hidden_user", "sender_user_name": "某人", "date": 1700000000}}


COURSE = replace(
    TABLE,
    places=("甲市",),
    years=(2016, 2017, 2018),
    cells=tuple(_cell("甲市", year, f"{year - 2010}%") for year in (2016, 2017, 2018)),
)


def _table_answer(asked: str, table: Table) -> Answer:
    answer = answer_with(question(asked), table)
    assert answer is not None
    return answer


ANSWERING = FakeAnswering(
    answers={COMPARED: _table_answer(COMPARED, TABLE), YEARS: _table_answer(YEARS, COURSE)},
    tables={"GDP目标": lacking("GDP目标", Lacking.PLACE), "盘锦": lacking("盘锦")},
    verdicts={
        CLAIM: (contradicted(CLAIM, "8%"),),
        VAGUE: (contradicted(VAGUE, "8%", is_explicit=False),),
        f"{CLAIM}。{VAGUE}": (contradicted(CLAIM, "8%"), not_checkable(VAGUE, Reason.NOT_SAID)),
        "增长8%": (not_checkable("增长8%", Reason.WHICH_PLACE),),
    },
)


@pytest.fixture(scope="module")
def server() -> Iterator[LoopbackServer]:
    with LoopbackServer(privacy=False) as running:
        yield running
        assert running.refusals == []


@pytest.fixture(scope="module", autouse=True)
def answering(server: LoopbackServer) -> Iterator[FakeAnswering]:
    with running_bot(server, lambda: ANSWERING):
        yield ANSWERING


@pytest.fixture
def user(server: LoopbackServer) -> User:
    return server.user("安", language_code="zh-hans")


@pytest.fixture
def group(server: LoopbackServer) -> Group:
    return server.group("群")


def _lines(message: Message) -> list[str]:
    return message.text.split("\n")


@pytest.mark.parametrize(
    "text", [f"/check {CLAIM}", f"核实 {CLAIM}", f"check: {CLAIM}", f"请核实一下，{CLAIM}"]
)
def test_a_claim_is_checked_in_private(server: LoopbackServer, user: User, text: str) -> None:
    chat = server.private_chat(user)
    answer = chat.wait_for_reply(chat.send(user, text))
    assert _lines(answer)[:2] == WRONG
    assert answer.marked("bold")[1] == "7%"
    assert answer.buttons[0].text == "📖 原文"


def test_what_is_forwarded_in_private_is_checked(server: LoopbackServer, user: User) -> None:
    chat = server.private_chat(user)
    assert _lines(chat.wait_for_reply(chat.send(user, CLAIM, extra=HIDDEN)))[:2] == WRONG
    asked = chat.wait_for_reply(chat.send(user, "2017年GDP目标是多少", extra=HIDDEN))
    assert asked.text.startswith("2017年目标：地区生产总值增长7%"), "a question that is forwarded is asked"


@pytest.mark.parametrize("words", ["真的吗？", "核实一下", "查一下", "check this", "is this true?"])
def test_a_claim_replied_to_in_a_group_is_checked(
    server: LoopbackServer, group: Group, user: User, words: str
) -> None:
    said = group.send(server.user("鲍"), CLAIM)
    answer = group.wait_for_reply(group.send(user, f"@{server.username} {words}", reply_to=said))
    assert _lines(answer)[:2] == WRONG
    assert answer.buttons[0].url, "paragraphs open in private"


def test_a_command_checks_the_message_that_it_replies_to(
    group: Group, server: LoopbackServer, user: User
) -> None:
    said = group.send(server.user("鲍"), CLAIM)
    assert _lines(group.wait_for_reply(group.send(user, "/check", reply_to=said)))[:2] == WRONG


def test_a_question_under_which_somebody_asks_for_a_check_is_answered(
    group: Group, server: LoopbackServer, user: User
) -> None:
    said = group.send(server.user("鲍"), "2017年GDP目标是多少")
    answer = group.wait_for_reply(group.send(user, f"@{server.username} 查一下", reply_to=said))
    assert answer.text.startswith("2017年目标：地区生产总值增长7%")


def test_a_quiet_group_hears_only_plain_verdicts(group: Group, server: LoopbackServer, user: User) -> None:
    group.promote(user)
    settings = group.wait_for_reply(group.send(user, "/settings"))
    group.press(user, settings, next(each.text for each in settings.buttons if "安静" in each.text))
    group.wait_for_edit(settings)
    assert _lines(group.wait_for_reply(group.send(user, f"/check {CLAIM}")))[:2] == WRONG
    before = len(group.messages_from_bot())
    group.send(user, f"/check {VAGUE}")
    group.send(user, "/check 太美了")
    server.settle()
    assert len(group.messages_from_bot()) == before


def test_several_claims_get_a_line_each(server: LoopbackServer, user: User) -> None:
    chat = server.private_chat(user)
    answer = chat.wait_for_reply(chat.send(user, f"/check {CLAIM}。{VAGUE}"))
    assert _lines(answer)[:2] == ["1. ❌ 说法 8% ≠ 报告 7%", "2. ❔ 报告没有说到"]


def test_a_claim_without_a_place_is_offered_with_one(
    server: LoopbackServer, user: User, answering: FakeAnswering
) -> None:
    chat = server.private_chat(user)
    answer = chat.wait_for_reply(chat.send(user, "/check 增长8%"))
    assert [button.text for button in answer.buttons] == ["盘锦市增长8%"]
    chat.press(user, answer, answer.buttons[0].text)
    server.settle()
    assert answering.checked[-1] == "盘锦市增长8%"


def test_a_table_in_private_and_by_the_command_in_a_group(
    server: LoopbackServer, group: Group, user: User
) -> None:
    chat = server.private_chat(user)
    lines = ["地区生产总值 · 增速 · 目标", "甲市 7%左右", "乙市 6.5%"]
    assert _lines(chat.wait_for_reply(chat.send(user, COMPARED)))[:3] == lines
    assert _lines(group.wait_for_reply(group.send(user, f"/compare {COMPARED}")))[:3] == lines


def test_a_button_draws_a_larger_table(server: LoopbackServer, user: User) -> None:
    pytest.importorskip("PIL")
    chat = server.private_chat(user)
    answer = chat.wait_for_reply(chat.send(user, YEARS))
    chat.press(user, answer, "📊 看图")
    picture = chat.wait_for_message(after=answer)
    assert picture.text == "地区生产总值 · 增速 · 目标"
    assert picture.json["photo"]
    assert picture.reply_to == answer.message_id


def test_what_a_comparison_lacks_is_asked_with_buttons(
    server: LoopbackServer, user: User, answering: FakeAnswering
) -> None:
    chat = server.private_chat(user)
    answer = chat.wait_for_reply(chat.send(user, "/compare 盘锦"))
    assert answer.text.startswith("要比较哪个指标？")
    assert [button.text for button in answer.buttons][:2] == ["盘锦GDP目标", "盘锦GDP"]
    chat.press(user, answer, answer.buttons[0].text)
    server.settle()
    assert answering.asked[-1][0] == "盘锦GDP目标"


def test_inline_checks_what_follows_the_call(user: User) -> None:
    (card,) = user.inline(f"核实 {CLAIM}").results
    assert card.title == "❌ 说法 8% ≠ 报告 7%"
    assert card.text.split("\n")[:2] == WRONG
    assert user.inline("check 2017年GDP目标是多少").results[0].title == "2017年目标：地区生产总值增长7%"


def test_a_claim_in_a_language_that_is_not_read_is_told_so(server: LoopbackServer) -> None:
    user = server.user("Иван", language_code="ru")
    chat = server.private_chat(user)
    said = chat.ask(user, "/check В 2017 году ВВП вырос на 7%").text
    assert said.startswith("Я читаю вопросы только на китайском и английском.")


def test_a_verdict_is_shared_and_copied_with_its_source(server: LoopbackServer) -> None:
    user = server.user("安", language_code="zh-hans")
    verdict = server.private_chat(user).ask(user, f"核实 {CLAIM}")
    shared = verdict.button("分享").raw["switch_inline_query_chosen_chat"]["query"]
    assert shared == f"核实 {CLAIM}"
    (card,) = user.inline(shared).results
    assert card.text.splitlines()[:2] == WRONG
    assert [button["text"] for button in (card.markup or {})["inline_keyboard"][0]] == ["📖 原文"]
    copied = verdict.button("复制").raw["copy_text"]["text"]
    assert copied.startswith(f"❌ 说法 8% ≠ 报告 7% “{CLAIM}”\n— 盘锦市2017年政府工作报告 · ")
