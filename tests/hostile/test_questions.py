"""Questions spoilt at random, in talks: all that is shown is quoted from a document, and nothing breaks or takes ever longer."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

import pytest

from bot.config import load_settings
from bot.wiring import open_engine
from retrieval.engine import Engine
from retrieval.question_thread import QuestionThread
from retrieval.types import PUBLIC, Answer
from tests.end_to_end.programs import write_short_report
from tests.hostile.hostile_text import MOST, hostile_text

_LAW = (
    "养犬管理条例\n第一章 总则\n第一条 为了规范养犬行为，制定本条例。\n"
    "第二条 每户限养一只犬。\n（一）烈性犬不得饲养；\n（二）大型犬不得饲养。\n"
)
_REPEATED = (
    "十",
    "年",
    "第1条",
    "（",
    "，",
    "a ",
    "比",
    "?",
    "和大连",
    "1.",
    "增长7%、",
    "\u0301",
    "<b>",
    "2017",
    "万亿",
)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    folder = tmp_path_factory.mktemp("hostile")
    documents: Path = folder / "documents"
    documents.mkdir()
    write_short_report(documents)
    (documents / "law.txt").write_text(_LAW, encoding="utf-8")
    variables = {"YINJU_CORPUS__PATHS": str(documents), "YINJU_INDEX__PATH": str(folder / "index")}
    return open_engine(load_settings(None, variables))


@pytest.mark.parametrize(
    "count", [12, pytest.param(4000, marks=[pytest.mark.soak, pytest.mark.timeout(3600, func_only=True)])]
)
def test_spoilt_questions(engine: Engine, count: int) -> None:
    random, thread = Random(count), QuestionThread()
    for number in range(count):
        if number % 10 == 0:
            thread = QuestionThread()
        text = hostile_text(random)
        assert_is_quoted(engine, thread.ask(engine, text, scope=PUBLIC))
        if number % 4 == 0:
            for checked in engine.check_each(text, scope=PUBLIC):
                quoted = "".join(each.text for each in checked.citations)
                assert all(pair.reported in quoted for pair in checked.figures)
        elif number % 4 == 1:
            engine.compare(text, scope=PUBLIC)


def assert_is_quoted(engine: Engine, answer: Answer) -> None:
    shown = [each.text for each in answer.citations]
    for citation in answer.citations:
        placed = engine.passage(citation.passage, scope=PUBLIC) if citation.passage else None
        assert placed is None or citation.text in placed.passage.text
    if answer.table is None:
        assert all(any(part.text in text for text in shown) for part in answer.parts)


@pytest.mark.soak
@pytest.mark.parametrize("repeated", _REPEATED)
def test_a_long_question_takes_no_longer_than_it_is_long(engine: Engine, repeated: str) -> None:
    def seconds(length: int) -> float:
        text = (repeated * length)[:length]
        begun = time.process_time()
        engine.answer(text, scope=PUBLIC)
        return time.process_time() - begun

    seconds(MOST)
    half, whole = (min(seconds(length) for _ in range(3)) for length in (MOST // 2, MOST))
    # Twice as long; what grows with the square of the length would take four times as long.
    assert whole < 3 * half + 0.1
