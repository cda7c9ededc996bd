"""Ask the sample report, draw the answers as a phone shows them: `python -m docs.draw_answer`.

The answers are what the engine says today and their markup is what Telegram is sent; only the phone around
them is made up. Writes `answer-light.svg` and `answer-dark.svg` beside this file, the same on every run.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bot.config import load_settings
from bot.rendering import render_answer
from bot.wiring import open_engine
from docs.chat import Exchange
from docs.phone import draw
from docs.themes import THEMES, Theme
from retrieval.types import Answer

QUESTIONS = ("2017年GDP增长目标是多少", "2017 GDP growth target")
"""One in Chinese and one in English: both get the report's own words."""
_FOLDER = Path(__file__).resolve().parent
_FIRST_MINUTE = 41


def main() -> None:
    """Draw both pictures."""
    engine = open_engine(load_settings(None))
    answers = [engine.answer(question) for question in QUESTIONS]
    for theme in THEMES:
        picture_file(theme).write_text(picture(answers, theme), encoding="utf-8", newline="\n")


def picture(answers: Iterable[Answer], theme: Theme) -> str:
    """An SVG file of a chat in which these were the answers."""
    return draw([_exchange(answer, number) for number, answer in enumerate(answers)], theme)


def picture_file(theme: Theme) -> Path:
    """Where the picture in this theme is kept."""
    return _FOLDER / f"answer-{theme.name}.svg"


def _exchange(answer: Answer, number: int) -> Exchange:
    return Exchange(answer.question.text, render_answer(answer).html, f"09:{_FIRST_MINUTE + number}")


if __name__ == "__main__":
    main()
