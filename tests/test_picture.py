"""How the README's pictures are drawn; that they show what the bot says is in `end_to_end/test_pictures.py`."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from docs.inline_list import Card
from docs.messages import Message, Picture, Reply
from docs.phone import Scene, draw, draw_chat_alone
from docs.rasterising import write_pictures
from docs.telegram_html import Block, Run, read_message
from docs.themes import LIGHT
from docs.typesetting import line_width, wrap

BOLD = frozenset("b")
SVG = "{http://www.w3.org/2000/svg}"


def scene(*messages: Message) -> Scene:
    return Scene("引据", "机器人", messages)


def words(svg: str, *, bold: bool = False) -> str:
    """What the bubbles say, or what of it is bold, without blanks: a line of the picture ends anywhere."""
    texts = [text for text in ElementTree.fromstring(svg).iter(f"{SVG}text") if text.get("class") == "words"]
    if bold:
        texts = [run for text in texts for run in text if run.get("font-weight") == "bold"]
    return without_blanks("".join("".join(text.itertext()) for text in texts))


def without_blanks(text: str) -> str:
    return "".join(text.split())


def test_a_folded_quote_shows_three_lines() -> None:
    quote = "一二三四五六七八九十" * 20
    folded = draw(scene(Message(f"<blockquote expandable>{quote}</blockquote>\n尾", "09:41")), LIGHT)
    opened = draw(scene(Message(f"<blockquote>{quote}</blockquote>\n尾", "09:41")), LIGHT)
    lines = [text for text in ElementTree.fromstring(folded).iter(f"{SVG}text") if text.get("class")]
    assert len(lines) == 3 + 1
    assert words(opened) == f"{quote}尾"


def test_a_group_shows_who_says_what_and_which_words_are_answered() -> None:
    svg = draw(
        Scene(
            "群",
            "3 位成员",
            (
                Message("@bot 问题", "09:41", author="阿梅"),
                Message("<b>答</b>", "09:41", author="引据", reply=Reply("阿梅", "问题", is_quote=True)),
                Message("谢谢", "09:42", is_mine=True),
            ),
        ),
        LIGHT,
    )
    texts = ["".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]
    assert texts[1:8] == ["阿梅", "@bot 问题", "09:41", "阿", "引据", "阿梅", "问题"]
    assert texts.count("”") == 1
    assert words(svg) == "@bot问题答谢谢"


def test_buttons_and_cards() -> None:
    keyboard = (("‹ 上一段", "下一段 ›"), ("分享",))
    cards = (Card("增长7%", "一句话 · 报告" * 20),)
    svg = draw(
        Scene(
            "引据", "机器人", (Message("段落", "09:41", keyboard=keyboard),), typed="@bot 增长", cards=cards
        ),
        LIGHT,
    )
    by_class: dict[str, list[str]] = {}
    for text in ElementTree.fromstring(svg).iter(f"{SVG}text"):
        by_class.setdefault(text.get("class", ""), []).append("".join(text.itertext()))
    assert by_class["button"] == ["‹ 上一段", "下一段 ›", "分享"]
    assert by_class["card"][0] == "增长7%"
    assert len(by_class["card"]) == 3, "a description takes two lines"
    assert by_class["card"][-1].endswith("…")
    assert "@bot 增长" in by_class[""]


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


def test_the_columns_of_a_grid_keep_their_blanks() -> None:
    assert read_message("<pre>一  二\n三  四</pre>") == [
        Block(((Run("一\xa0\xa0二", frozenset({"pre"})),),)),
        Block(((Run("三\xa0\xa0四", frozenset({"pre"})),),)),
    ]


def test_a_chat_alone_is_as_wide_as_the_phones_screen() -> None:
    svg = draw_chat_alone((Message("一", "09:41", picture=Picture(b"\x89PNG", 200, 100)),), LIGHT)
    root = ElementTree.fromstring(svg)
    assert root.get("width") == "390"
    image = next(root.iter(f"{SVG}image"))
    assert float(image.get("height", "")) == pytest.approx(float(image.get("width", "")) / 2)
    assert words(svg) == "一"


@pytest.mark.skipif(not shutil.which("chromium"), reason="pictures are drawn by a browser")
def test_two_pictures_are_cut_out_of_one_photograph(tmp_path: Path) -> None:
    square = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10" fill="{}"/></svg>'
    write_pictures(
        {tmp_path / "a.png": square.format("#ff0000"), tmp_path / "b.png": square.format("#0000ff")}
    )
    first, second = (Image.open(tmp_path / name).convert("RGB") for name in ("a.png", "b.png"))
    assert first.size == second.size == (40, 20)
    assert (first.getcolors(), second.getcolors()) == ([(800, (255, 0, 0))], [(800, (0, 0, 255))])
