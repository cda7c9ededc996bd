"""Every line read from a Markdown text begins on the line of the file that holds its first word."""

from __future__ import annotations

import random
import re
from html import unescape

import pytest

from retrieval.ingest.formats.markdown_text import read

_FIRST = re.compile(r"(?:\d[.)] ?)?(w\d+w|.)")
"""After the number of an item, which waits for the next words wherever they stand."""
_MARKS = (
    *(
        "# ",
        "**",
        "*",
        "_",
        "`",
        "``",
        "[",
        "](",
        ")",
        "![",
        ' "t\nt" ',
        "<br>",
        "<b\n>",
        "</b>",
        "<!--\n -->",
    ),
    *(
        "<div>\n",
        "</div>\n",
        "\n- ",
        "\n1. ",
        "\n> ",
        "\n|-|-|\n",
        "|",
        "\\\n",
        "\\|",
        "&amp;",
        "\n---\n",
        "\n===\n",
    ),
    *(
        "\n[r]: /u\n",
        "\n```\n",
        "\t",
        "\u3000",
        "\f",
        "  \n",
        "\n    ",
        "一、",
        "。",
        "\n",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
    ),
)


def begins(text: str) -> list[tuple[str, int | None]]:
    return [(line.text, line.line) for line in read(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# 甲\n\n乙\n---\n丙", [("甲", 1), ("乙", 3), ("丙", 5)]),
        ("---\ntitle: 题\n---\n\n甲\n", [("甲", 5)]),
        ("---\r\ntitle: 题\r\n---\r\n甲。\r\n乙\r丙。\r\r丁", [("甲。", 4), ("乙丙。", 5), ("丁", 8)]),
        ("甲  \n乙\\\n丙<br>丁\n戊。\n己", [("甲", 1), ("乙", 2), ("丙", 3), ("丁戊。", 3), ("己", 5)]),
        ("一、甲\n乙。\n`丙\n丁`。\n戊。", [("一、甲", 1), ("乙。", 2), ("丙 丁。", 3), ("戊。", 5)]),
        ("甲。\n![图\n二](x\n'题')\n乙。", [("甲。", 1), ("乙。", 5)]),
        ("[甲。\n乙](x\n'题')。\n<b\nid=a>丙", [("甲。", 1), ("乙。", 2), ("丙", 5)]),
        (
            "1. 甲\n   - 乙\n\n     丙\n2. ![图](x)\n   丁",
            [("1. 甲", 1), ("乙", 2), ("丙", 4), ("2.", 5), ("丁", 6)],
        ),
        ("> 甲。\n乙\n>\n> > 丙", [("甲。", 1), ("乙", 2), ("丙", 4)]),
        ("|甲|乙|\n|-|-|\n|丙\\|丁|戊|\n||己|", [("甲 乙", 1), ("丙|丁 戊", 3), ("己", 4)]),
        ("```甲\n\n甲\n  乙\n```\n\n    丙\n\n    丁", [("甲", 3), ("乙", 4), ("丙", 7), ("丁", 9)]),
        (
            "甲\n\n<!-- 注\n-->\n\n<div\nid=a>\n乙\n<p>丙</div>\n\n丁",
            [("甲", 1), ("乙", 8), ("丙", 9), ("丁", 11)],
        ),
        ("\u3000\n甲。\n乙", [("甲。", 2), ("乙", 3)]),
        ("[甲]: /u\n乙。\n丙&#10;丁", [("乙。", 2), ("丙丁", 3)]),
    ],
)
def test_the_line_of_the_first_word(text: str, expected: list[tuple[str, int]]) -> None:
    assert begins(text) == expected


@pytest.mark.parametrize("seed", range(400))
def test_any_text(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(f"w{at}w" if chance.random() < 0.5 else chance.choice(_MARKS) for at in range(40))
    source = [unescape(line) for line in re.split("\r\n|\r|\n", text)]
    found = list(read(text))
    for line in found:
        assert line.line is not None
        if first := _FIRST.match(line.text):
            assert first[1] in source[line.line - 1]
    numbers = [line.line for line in found if line.line is not None]
    assert numbers == sorted(numbers)
