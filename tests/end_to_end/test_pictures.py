"""The README's pictures are what `docs.draw_pictures` draws today, and say what the bot's messages say."""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from bot.config import load_settings
from bot.wiring import open_engine
from docs.draw_pictures import BOT, SCENES, picture_file
from docs.phone import draw
from docs.themes import THEMES, Theme
from tests.end_to_end.programs import ANSWER, SECTION
from tests.loopback import parse_html

if TYPE_CHECKING:
    from retrieval.asking import AnswersQuestions
    from tests.end_to_end.programs import Home

README = Path(__file__).resolve().parents[2] / "README.md"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def engine(built: Home) -> AnswersQuestions:
    return open_engine(load_settings(environment=built.environment()))


def _texts(svg: str, kind: str) -> list[str]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}text")
    return ["".join(text.itertext()) for text in found if text.get("class") == kind]


def _without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", SCENES)
def test_a_committed_picture_is_what_is_drawn(engine: AnswersQuestions, name: str, theme: Theme) -> None:
    committed = picture_file(name, theme).read_text(encoding="utf-8")
    assert committed == draw(SCENES[name](engine), theme), "run: python -m docs.draw_pictures"
    assert f"docs/{picture_file(name, theme).name}" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", SCENES)
def test_a_picture_needs_nothing_else(name: str, theme: Theme) -> None:
    committed = picture_file(name, theme).read_bytes()
    assert len(committed) < 60_000
    assert b"script" not in committed
    assert b"href" not in committed
    assert committed.count(b"http") == 1, "only the name space"


def _after(shown: str, message: str) -> str:
    """What is drawn after a message; of a quote that opens when tapped, its beginning is drawn."""
    parsed = parse_html(message)
    left = parsed.text
    for entity in parsed.entities:
        if entity.type == "expandable_blockquote":
            before, folded, left = left.partition(entity.of(parsed.text))
            assert shown.startswith(_without_blanks(before))
            shown = shown.removeprefix(_without_blanks(before))
            pairs = zip(shown, _without_blanks(folded), strict=False)
            drawn = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
            assert ANSWER in _without_blanks(before) + drawn, "the words that answer are seen without a tap"
            shown = shown.removeprefix(drawn)
    assert shown.startswith(_without_blanks(left))
    return shown.removeprefix(_without_blanks(left))


@pytest.mark.parametrize(("name", "words"), [("answer", ANSWER), ("reader", SECTION)])
def test_it_says_what_the_bot_sends(engine: AnswersQuestions, name: str, words: str) -> None:
    scene = SCENES[name](engine)
    committed = picture_file(name, THEMES[0]).read_text(encoding="utf-8")
    shown = _without_blanks("".join(_texts(committed, "words")))
    assert _without_blanks(words) in shown
    for message in scene.messages:
        shown = _after(shown, message.html)
    assert shown == ""
    labels = [label for message in scene.messages for row in message.keyboard for label in row]
    assert _texts(committed, "button") == labels


def test_the_group_is_answered_twice_and_the_question_quoted(engine: AnswersQuestions) -> None:
    _, answer, _, called, last = SCENES["group"](engine).messages
    assert "<b>新增新三板挂牌企业7户</b>" in answer.html
    assert answer.reply is not None
    assert answer.reply.is_quote
    assert called.html == f"@{BOT}"
    assert "棚户区改造" in last.html


def test_the_first_card_is_the_answer(engine: AnswersQuestions) -> None:
    cards = SCENES["inline"](engine).cards
    assert cards[0].title == ANSWER
    assert _texts(picture_file("inline", THEMES[0]).read_text(encoding="utf-8"), "card")[0] == ANSWER
