"""Ask the sample report and draw what the bot says as a phone shows it: `python -m docs.draw_pictures`.

The messages are what the engine and the renderer give today, with their markup and their buttons; only the
phone and the people around them are made up. Writes NAME-light.svg and NAME-dark.svg beside this file, the same
on every run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from bot.config import load_settings
from bot.faces.telegram_app.inline_cards import render_inline
from bot.presentation import render_answer
from bot.presentation.answer_buttons import Setting, answer_keyboard
from bot.presentation.parts import link_to
from bot.presentation.reader import first_page, render_page
from bot.presentation.rich_text import Keyboard
from bot.storage import AnswerId
from bot.wiring import open_engine
from docs.inline_list import Card
from docs.messages import Message, Reply
from docs.phone import Scene, draw
from docs.themes import THEMES, Theme
from retrieval.asking import AnswersQuestions
from retrieval.types import PUBLIC, Language

BOT = "yinju_bot"
_FOLDER = Path(__file__).resolve().parent
_KEY = AnswerId("picture")
_ME, _OTHER, _NAME = "小林", "阿梅", "引据"
_CARDS_SHOWN = 4


def main() -> None:
    """Draw every picture."""
    engine = open_engine(load_settings(None))
    for name, scene in SCENES.items():
        for theme in THEMES:
            text = draw(scene(engine), theme)
            picture_file(name, theme).write_text(text, encoding="utf-8", newline="\n")


def picture_file(name: str, theme: Theme) -> Path:
    """Where a picture in this theme is kept."""
    return _FOLDER / f"{name}-{theme.name}.svg"


def private(engine: AnswersQuestions) -> Scene:
    """One question in Chinese and one in English: both get the report's own words."""
    messages: list[Message] = []
    for number, asked in enumerate(("2017年GDP增长目标是多少", "2017 GDP growth target")):
        time = f"09:{41 + number}"
        said = _answer(engine, asked, time, Reply(_ME, asked), is_private=True)
        messages += (Message(asked, time, is_mine=True), said)
    return Scene(_NAME, "机器人", tuple(messages))


def group(engine: AnswersQuestions) -> Scene:
    """A question with a mention, and a mention under somebody else's question."""
    asked, other = "2016年新增了多少家新三板企业", "棚户区今年要改造多少户？"
    first = Message(f"@{BOT} {asked}", "09:41", author=_OTHER)
    answer = _answer(engine, asked, "09:41", Reply(_OTHER, asked, is_quote=True), is_private=False)
    second = Message(other, "09:42", author=_OTHER)
    called = Message(f"@{BOT}", "09:42", is_mine=True, reply=Reply(_OTHER, other))
    last = _answer(engine, other, "09:42", Reply(_ME, f"@{BOT}"), is_private=False)
    return Scene("读报告小组", "28 位成员", (first, answer, second, called, last))


def inline(engine: AnswersQuestions) -> Scene:
    """What shows while a question is typed in a chat the bot is not in."""
    asked = "2017 GDP目标"
    cards = render_inline(engine.answer(asked, scope=PUBLIC), BOT)[:_CARDS_SHOWN]
    said = Message("盘锦今年的GDP目标定的是多少来着？", "09:41")
    return Scene(
        _OTHER,
        "在线",
        (said,),
        typed=f"@{BOT} {asked}",
        cards=tuple(Card(card.title, card.description) for card in cards),
    )


def reader(engine: AnswersQuestions) -> Scene:
    """A paragraph opened from an answer, with the way to its neighbours."""
    citation = engine.answer("2017年GDP增长目标是多少", scope=PUBLIC).citations[0]
    place = engine.passage(citation.passage, scope=PUBLIC)
    assert place is not None
    page = first_page(link_to(citation), place.passage.text)
    text = render_page(page, place, Language.SIMPLIFIED, BOT)
    return Scene(_NAME, "机器人", (Message(text.html, "09:43", keyboard=_labels(text.keyboard)),))


SCENES: Mapping[str, Callable[[AnswersQuestions], Scene]] = {
    "answer": private,
    "group": group,
    "inline": inline,
    "reader": reader,
}
"""The pictures by the names of their files."""


def _answer(engine: AnswersQuestions, asked: str, time: str, reply: Reply, *, is_private: bool) -> Message:
    answer = engine.answer(asked, scope=PUBLIC)
    keyboard = answer_keyboard(answer, _KEY, Setting(BOT, is_private=is_private))
    author = "" if is_private else _NAME
    return Message(
        render_answer(answer, BOT).html, time, author=author, reply=reply, keyboard=_labels(keyboard)
    )


def _labels(keyboard: Keyboard) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(button.label for button in row) for row in keyboard)


if __name__ == "__main__":
    main()
