"""The real report under the real model: what every version must keep."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import bot.wiring
from bot.config import load_settings
from retrieval.engine import Engine
from retrieval.language.question_words.first_question import MAX_QUESTION
from retrieval.types import PUBLIC, Answer, Missing, QueryPlan, Status
from tests.fakes import fake_encoders
from tests.retrieval.conftest import ROOT

GOAL = "2017年GDP增长目标是多少"


def assert_sound(answer: Answer, lines: tuple[str, ...]) -> None:
    """What holds for every answer, right or wrong."""
    assert 0 <= answer.confidence <= 1
    assert answer.milliseconds >= 0
    assert len(answer.citations) <= 5
    assert len({citation.passage for citation in answer.citations}) == len(answer.citations)
    assert [c.score for c in answer.citations if not c.highlights] == sorted(
        (c.score for c in answer.citations if not c.highlights), reverse=True
    )
    quoted = []
    for citation in answer.citations:
        assert citation.text == lines[citation.line - 1]
        assert 0 <= citation.score <= 1
        assert all(0 <= span.start < span.end <= len(citation.text) for span in citation.highlights)
        quoted += [span.of(citation.text) for span in citation.highlights]
    assert all(any(part.text in words for words in quoted) for part in answer.parts)
    answered = answer.status in {Status.ANSWERED, Status.AMBIGUOUS}
    assert bool(answer.parts) == answered
    assert (answer.missing is None) == answered
    if not answered:
        assert not quoted
    if answer.status is Status.OFF_TOPIC:
        assert not answer.citations


@pytest.mark.parametrize("text", [GOAL, "2017 GDP growth target", "２０１７年地區生產總值增長目標"])
def test_the_growth_target(engine: Engine, report_lines: tuple[str, ...], text: str) -> None:
    answer = engine.answer(text, scope=PUBLIC)
    assert answer.status is Status.ANSWERED
    assert answer.text == "地区生产总值增长7%"
    best = answer.citations[0]
    assert (best.file, best.line, best.place, best.year) == ("panjin-2017.txt", 61, "盘锦市", 2017)
    assert best.document == "盘锦市2017年政府工作报告"
    assert best.section == ("二、2017年工作总体要求",)
    assert best.highlights[0].of(best.text) == answer.text
    assert_sound(answer, report_lines)


@pytest.mark.parametrize(
    "text",
    [
        "失业率是多少",
        "固定资产投资",
        "2031年GDP目标",
        "谁作的报告",
        "你好",
        "今天天气怎么样",
        "上海的GDP",
        "旅游业收入增长多少",
    ],
)
def test_every_answer_is_quoted(engine: Engine, report_lines: tuple[str, ...], text: str) -> None:
    assert_sound(engine.answer(text, scope=PUBLIC), report_lines)


@pytest.fixture(scope="module")
def goal(engine: Engine) -> QueryPlan:
    """A question that others may follow up."""
    return engine.answer(GOAL, scope=PUBLIC).question


NASTY = {
    "empty": "",
    "spaces": " \t\n　",
    "zero width": "\u200b\ufeff",
    "emoji": "😀🎉",
    "emoji with selectors": "❤️☺️",
    "keycap": "1️⃣",
    "marks": "？？！！…—“”",
    "nul": "\0",
    "nul inside": "2017年\0GDP\0目标",
    "lone surrogate": "\ud83d",
    "lone surrogate in chinese": "盘锦\ud83d的GDP",
    "lone surrogate in traditional": "盤錦\udc00的GDP",
    "html": "<b>GDP</b> &lt;script&gt;alert('x')</script>",
    "markdown": "**GDP** [x](y) `z` | # _",
    "pattern": "GDP.*(a+)+$ [",
    "sql": "'; DROP TABLE chats; --",
    "path": "../../etc/passwd\\..\\",
    "format": "%s %n {0} {question.__class__} ${HOME}",
    "right to left": "\u202eGDP\u202c السلام",
    "combining": "G\u0301\u0301\u0301" * 50,
    "cyrillic": "Каков рост ВВП?",
    "thai and korean": "เศรษฐกิจ 경제성장",
    "rare characters": "𠮷㐂𪚥龘",
    "private and unassigned": "\ue000\U0010ffff\u0378",
    "line ends": "GDP\r\n\u2028\u2029\x85目标",
    "a long number": "9" * 400 + "年",
    "numerals": "零〇○ＯIVⅣ㊿½²๓年十十月",
    "years": "0000年9999年00年99年1年",
    "one character": "的",
    "one word for ever": "目标" * 249,
    "stop words": "的了是在和吗呢请问多少",
}


@pytest.mark.parametrize(
    "text",
    [pytest.param(text, id=name) for name, text in NASTY.items()],
)
def test_nothing_that_can_be_typed_raises(
    engine: Engine, goal: QueryPlan, report_lines: tuple[str, ...], text: str
) -> None:
    first, later = (engine.answer(text, before, scope=PUBLIC) for before in (None, goal))
    assert_sound(first, report_lines)
    assert_sound(later, report_lines)
    after = engine.answer(GOAL, first.question, scope=PUBLIC)
    assert after.text == "地区生产总值增长7%"


@pytest.mark.parametrize("name", ["empty", "spaces", "zero width", "emoji", "marks", "nul", "lone surrogate"])
def test_nothing_is_asked(engine: Engine, name: str) -> None:
    answer = engine.answer(NASTY[name], scope=PUBLIC)
    assert (answer.status, answer.missing, answer.citations) == (Status.NOT_FOUND, Missing.EMPTY, ())


def test_the_longest_question(engine: Engine) -> None:
    longest = "请问" * ((MAX_QUESTION - len(GOAL)) // 2) + GOAL
    assert len(longest) <= MAX_QUESTION
    assert engine.answer(longest, scope=PUBLIC).missing is not Missing.TOO_LONG
    for text in (GOAL + "？" * MAX_QUESTION, "甲" * 10_000, "GDP " * 2500):
        answer = engine.answer(text, scope=PUBLIC)
        assert (answer.status, answer.missing, answer.citations) == (Status.NOT_FOUND, Missing.TOO_LONG, ())


def without_time(answer: Answer) -> Answer:
    return replace(answer, milliseconds=0)


def test_threads_do_not_disturb_each_other(engine: Engine) -> None:
    texts = [GOAL, "失业率", "2016年旅游业总收入增长多少", "GDP", "谁作的报告"]
    asked, alone = texts * 4, [without_time(engine.answer(text, scope=PUBLIC)) for text in texts] * 4
    with ThreadPoolExecutor(4) as pool:
        assert [
            without_time(answer) for answer in pool.map(partial(engine.answer, scope=PUBLIC), asked)
        ] == alone


def test_a_follow_up_changes_nothing_of_what_was_asked(engine: Engine) -> None:
    previous = engine.answer(GOAL, scope=PUBLIC).question
    held: QueryPlan = replace(previous)
    engine.answer("那2016年呢", previous, scope=PUBLIC)
    assert previous == held


def build_and_ask(index: Path) -> None:
    """Print what is found in an index of the shipped report, made by fake encoders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.wiring, "open_encoders", lambda *_: fake_encoders())
        engine = bot.wiring.open_engine(
            load_settings(ROOT / "config.yaml", {"YINJU_INDEX__PATH": str(index)})
        )
    for text in ("2017年GDP增长目标是多少", "失业率", "growth", "哪些项目", "上海"):
        answer = engine.answer(text, scope=PUBLIC)
        cited = [(c.line, c.score, c.highlights) for c in answer.citations]
        print(answer.status, answer.text, answer.confidence, cited)
        print(sorted(answer.question.terms), answer.question.terms, answer.question.indicators)


SCRIPT = """
import sys
from pathlib import Path
from tests.retrieval.test_engine import build_and_ask

build_and_ask(Path(sys.argv[1]))
"""


def test_the_same_under_every_hash_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a process that has one seed, and in this one, which has another."""
    seed = "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", SCRIPT, str(tmp_path / "there")]
    there = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    capsys.readouterr()
    build_and_ask(tmp_path / "here")
    assert there.stdout == capsys.readouterr().out != ""
