"""/status in words: what is there, what is being made, and how long it will take."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from bot.faces.terminal.talk import Talk
from bot.messages import StatusTexts, status_texts_in
from bot.presentation.rich_text import units
from bot.presentation.status import render_status, span
from retrieval.building.backfill_state import FillingState
from retrieval.types import Language
from tests.bot.fakes_answering import WHOLE, FakeAnswering

NOW = 2_000_000_000.0
LARGE = replace(
    WHOLE,
    documents=3079,
    passages=257_012,
    sentences=1_283_456,
    fast=1_283_455,
    accurate=0,
    changed_at=NOW - 130,
)


def lines(**changes: object) -> list[str]:
    status = replace(LARGE, **changes)  # type: ignore[arg-type]
    return render_status(status, NOW, Language.SIMPLIFIED).plain.splitlines()


def test_all_is_there() -> None:
    assert lines(fast=1_283_456, accurate=1_283_456) == [
        "📊 索引",
        "3,079份文件，257,012段，1,283,456句",
        "句子向量：全部就绪",
        "文件最近更新：2分钟前",
    ]


def test_nobody_makes_the_missing_ones() -> None:
    assert lines()[2:4] == [
        "句子向量：快速模型99.9%，精确模型0%",
        "还没补的句子照样能查，只是慢一点。",
    ]


def test_the_fast_models_come_first() -> None:
    state = FillingState(is_fast=True, done=300_000, total=1_283_456, rate=1234.5, at=NOW)
    assert lines(fast=300_000, filling=state)[2:4] == [
        "句子向量：快速模型23.3%，精确模型0%",
        "正在补快速模型的：每秒1,234句，还要约13分钟；然后是精确模型的。",
    ]
    stuck = replace(state, rate=0.0)
    assert lines(filling=stuck)[3] == "还没补的句子照样能查，只是慢一点。"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 s"),
        (0.4, "0 s"),
        (119, "119 s"),
        (120, "2 min"),
        (7199, "119 min"),
        (7200, "2 h"),
        (172_799, "47 h"),
        (172_800, "2 d"),
        (9e8, "10416 d"),
    ],
)
def test_a_time_in_one_unit(seconds: float, words: str) -> None:
    assert span(seconds, status_texts_in(Language.ENGLISH)) == words


@pytest.mark.parametrize("name", [each.name for each in fields(StatusTexts)])
def test_every_language_says_it(name: str) -> None:
    said = [getattr(status_texts_in(language), name) for language in Language]
    assert all(sentence.strip() and units(sentence) <= 160 for sentence in said)
    blanks = {frozenset(part.split("}")[0] for part in sentence.split("{")[1:]) for sentence in said}
    assert len(blanks) == 1


def test_in_the_terminal() -> None:
    talk = Talk(FakeAnswering(), Language.ENGLISH, lambda: WHOLE)
    assert talk.say("/status").plain.splitlines()[:3] == [
        "📊 Index",
        "Documents: 1, paragraphs: 103, sentences: 407",
        "Sentence vectors: all there",
    ]
    assert "/status" in Talk(FakeAnswering()).say("/status").plain, "help, where nobody knows"
