from __future__ import annotations

from dataclasses import replace

import pytest

from bot.conversation.records import AnswerId
from bot.presentation.answer_buttons import Setting, answer_keyboard
from bot.presentation.links import PassageLink, SharedQuery
from bot.presentation.rich_text import Button
from retrieval.types import PassageId, Span
from tests.bot.fakes_answering import GOAL, GOALS, RESULT, ambiguous, answered, citation, question
from tests.loopback import utf16_length

PRIVATE = Setting("yinju_bot", is_private=True)
LINK = PassageLink(PassageId("0123456789abcdef"), (Span(3, 12),))


def buttons(answer: object, setting: Setting = PRIVATE) -> dict[str, Button]:
    rows = answer_keyboard(answer, AnswerId("A" * 12), setting)  # type: ignore[arg-type]
    return {button.label: button for row in rows for button in row}


def test_words_and_their_source_are_copied() -> None:
    assert (
        buttons(answered())["复制"].copied
        == f"{GOAL}\n— 盘锦市2017年政府工作报告 · 二、2017年工作总体要求 · 第31段"
    )
    both = buttons(ambiguous())["复制"].copied
    assert both.startswith(f"2016年实际：{RESULT}；2017年目标：{GOAL}\n— ")


@pytest.mark.parametrize("words", ["长" * 300, "📊" * 300, "第" * 120 + "📊" * 90, "<b>a</b>\n" * 60])
def test_what_is_copied_or_shared_is_never_too_long(words: str) -> None:
    title = "\u202e" + "名" * 300
    answer = answered(citation(words, words, title=title), asked=question(words))
    shown = buttons(answer)
    assert 1 <= utf16_length(shown["复制"].copied) <= 256
    assert "第31段" in shown["复制"].copied or "…" in shown["复制"].copied
    shared = SharedQuery.read(shown["分享"].shared)
    assert len(shown["分享"].shared) <= 256
    assert shared.link is not None
    assert "\n" not in shared.words


def test_the_share_is_the_question_and_the_paragraph() -> None:
    answer = answered(asked=replace(question("那2017年呢"), in_full="2017年GDP目标"))
    shared = SharedQuery.read(buttons(answer)["分享"].shared)
    assert shared.words == "2017年GDP目标"
    assert shared.link is not None
    assert [span.of(GOALS) for span in shared.link.spans_in(GOALS)] == [GOAL]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (f"GDP 目标 p-{LINK}", SharedQuery("GDP 目标", LINK)),
        (f"p-{LINK}", SharedQuery("", LINK)),
        ("GDP 目标", SharedQuery("GDP 目标")),
        ("GDP p-0123", SharedQuery("GDP p-0123")),
        ("GDP p-0123456789abcdeg", SharedQuery("GDP p-0123456789abcdeg")),
    ],
)
def test_what_is_typed_is_read_as_it_was_written(typed: str, read: SharedQuery) -> None:
    assert SharedQuery.read(typed) == read
    assert str(read).strip() == typed


def test_files_of_one_chat_are_not_shared() -> None:
    own = replace(answered(), citations=tuple(replace(each, is_own=True) for each in answered().citations))
    assert not {"分享", "复制"} & buttons(own).keys()
