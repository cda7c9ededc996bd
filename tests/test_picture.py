"""The README's picture is what `docs.draw_answer` draws, and says what the bot's message says."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.rendering import render_answer
from docs.chat import Exchange
from docs.draw_answer import QUESTIONS, picture, picture_file
from docs.phone import draw
from docs.telegram_html import Block, Run, read_message
from docs.themes import LIGHT, THEMES, Theme
from docs.typesetting import line_width, wrap
from retrieval.types import Answer, AnswerPart, Citation, Language, PassageId, Question, Role, Span, Status

REPORT = Path(__file__).resolve().parents[1] / "corpus" / "panjin-2017.txt"
LINE, PARAGRAPH = 61, 51
GOAL = "地区生产总值增长7%"
SECTION = "二、2017年工作总体要求"
BOLD = frozenset("b")
SVG = "{http://www.w3.org/2000/svg}"


def answer(asked: str) -> Answer:
    """What the engine answers, made by hand from the report's own line."""
    language = Language.ENGLISH if asked.isascii() else Language.SIMPLIFIED
    paragraph = REPORT.read_text(encoding="utf-8").splitlines()[LINE - 1]
    start = paragraph.index(GOAL)
    citation = Citation(
        passage=PassageId("goals"),
        document="盘锦市2017年政府工作报告",
        file=REPORT.name,
        place="盘锦市",
        year=2017,
        section=(SECTION,),
        paragraph=PARAGRAPH,
        line=LINE,
        text=paragraph,
        highlights=(Span(start, start + len(GOAL)),),
        score=1.0,
    )
    parts = (AnswerPart(GOAL, 2017, Role.TARGET),)
    return Answer(Question(asked, language, asked), Status.ANSWERED, parts, 1.0, (citation,))


ANSWERS = [answer(asked) for asked in QUESTIONS]


def words(svg: str, *, bold: bool = False) -> str:
    """What the bubbles say, or what of it is bold, without blanks: a line of the picture ends anywhere."""
    texts = [text for text in ElementTree.fromstring(svg).iter(f"{SVG}text") if text.get("class") == "words"]
    if bold:
        texts = [run for text in texts for run in text if run.get("font-weight") == "bold"]
    return without_blanks("".join("".join(text.itertext()) for text in texts))


def without_blanks(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
class TestCommittedPicture:
    def test_it_is_what_the_script_draws(self, theme: Theme) -> None:
        committed = picture_file(theme).read_text(encoding="utf-8")
        assert committed == picture(ANSWERS, theme), "run: python -m docs.draw_answer"

    def test_it_says_what_the_bot_sends(self, theme: Theme) -> None:
        said = [asked + render_answer(given).plain for asked, given in zip(QUESTIONS, ANSWERS, strict=True)]
        committed = picture_file(theme).read_text(encoding="utf-8")
        assert words(committed) == without_blanks("".join(said))
        assert GOAL in words(committed)
        assert SECTION in words(committed)
        assert words(committed, bold=True) == GOAL * 2 * len(QUESTIONS)

    def test_it_needs_nothing_else(self, theme: Theme) -> None:
        committed = picture_file(theme).read_bytes()
        assert len(committed) < 60_000
        assert b"script" not in committed
        assert b"href" not in committed
        assert committed.count(b"http") == 1, "only the name space"


def test_a_folded_quote_shows_three_lines() -> None:
    quote = "一二三四五六七八九十" * 20
    folded = draw([Exchange("问", f"<blockquote expandable>{quote}</blockquote>\n尾", "09:41")], LIGHT)
    opened = draw([Exchange("问", f"<blockquote>{quote}</blockquote>\n尾", "09:41")], LIGHT)
    lines = [text for text in ElementTree.fromstring(folded).iter(f"{SVG}text") if text.get("class")]
    assert len(lines) == 1 + 3 + 1
    assert words(opened) == f"问{quote}尾"


def test_reading_a_message() -> None:
    assert read_message("年：<b>A&amp;B</b>\n\n<blockquote>一\n<b>二</b></blockquote>\n尾") == [
        Block(((Run("年："), Run("A&B", BOLD)),)),
        Block(((),)),
        Block(((Run("一"),), (Run("二", BOLD),)), quoted=True),
        Block(((Run("尾"),),)),
    ]
    assert read_message("<blockquote expandable>一</blockquote>") == [Block(((Run("一"),),), True, True)]
    with pytest.raises(ValueError, match="<u>"):
        read_message("<u>一</u>")


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("一二三四", 2, ["一二", "三四"]),
        ("一二三，四", 3, ["一二", "三，四"]),
        ("一二“三”", 3, ["一二", "“三”"]),
        ("增长13%；好", 4, ["增长", "13%；好"]),
        ("two words", 3, ["two", "words"]),
    ],
)
def test_where_lines_break(text: str, limit: float, lines: list[str]) -> None:
    broken = wrap((Run(text),), limit)
    assert ["".join(run.text for run in line) for line in broken] == lines
    assert all(line_width(line) <= limit for line in broken)


def test_styles_survive_a_break() -> None:
    assert wrap((Run("一"), Run("二三", BOLD)), 2) == [(Run("一"), Run("二", BOLD)), (Run("三", BOLD),)]
