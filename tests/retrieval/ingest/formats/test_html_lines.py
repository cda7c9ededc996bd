"""Every line read from a page begins on the line of the file that holds its first word."""

from __future__ import annotations

import random
import re
from html import unescape

import pytest

from retrieval.ingest.formats.html_lines import marked, placed, unmarked
from retrieval.ingest.formats.html_text import read, read_fragment

_WORD = re.compile(r"w\d+w")
_TAGS = (
    *(
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<br>",
        "<b>",
        "</b>",
        "<i\nid=x>",
        "</i>",
        "<a\nhref='x>y'>",
        "</a>",
    ),
    *(
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<ul>",
        "<li>",
        "</ul>",
        "<pre>",
        "</pre>",
    ),
    *(
        "<h1>",
        "</h1>",
        "<script>\n</script>",
        "<!-- a\n-->",
        "<nav>\n</nav>",
        "<main>",
        "</main>",
        "<p\nhidden>",
    ),
    *(
        "<template>",
        "</template>",
        "<select>",
        "</select>",
        "<svg>",
        "</svg>",
        "<math>",
        "</math>",
        "<article>",
    ),
    *("<caption>", "<frameset>", "&amp;", "&#10;", "&#12;", "<", ">", "\f", "\t", "\u3000", "\u200b"),
    *("\n", "\n\n", "\r\n", "\r", "  \n  "),
)


def begins(markup: str) -> list[tuple[str, int | None]]:
    return [(line.text, line.line) for line in read(markup.encode())]


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<p>甲</p><p>乙</p>", [("甲", 1), ("乙", 1)]),
        ("<!doctype html>\n<body>\n<p>甲\n<p>乙", [("甲", 3), ("乙", 4)]),
        ("<p>\n\n  甲\n  乙\n</p>\n丙", [("甲乙", 3), ("丙", 6)]),
        ("<p>甲\r\n</p>\r\n<p>乙</p>\r丙", [("甲", 1), ("乙", 3), ("丙", 4)]),
        ("<div\n class='a'\n title='>\n'>甲<br\n/>乙</div>", [("甲", 4), ("乙", 5)]),
        (
            "<p>甲</p><!-- 一\n二 -->乙<script>\n\n</script>丙<nav>\n首页</nav><p>丁",
            [("甲", 1), ("乙丙", 2), ("丁", 5)],
        ),
        ("<template>\n<p>甲</p>\n</template><p>乙</p>", [("乙", 3)]),
        ("<pre>\n甲\n\n  乙\n<b>丙</b>\n</pre>", [("甲", 2), ("乙", 4), ("丙", 5)]),
        ("<pre>甲\n乙&#10;丙</pre>", [("甲", 1), ("乙", 2), ("丙", 2)]),
        ("<ul>\n<li>甲\n<ul>\n<li>\n乙</ul>\n<li>丙</ul>", [("甲", 2), ("乙", 5), ("丙", 6)]),
        ("<table>\n<tr>\n<td>甲\n<td>乙\n<tr><td>\n丙</table>", [("甲 乙", 3), ("丙", 6)]),
        ("<table>\n乙<tr><td>\n甲</table>", [("乙", 2), ("甲", 3)]),
        ("<p>&nbsp;\n<b>\n&lt;甲&gt;\n</b>", [("<甲>", 3)]),
        ("<p>\u3000\n\u3000\u200b\n\u3000甲", [("甲", 3)]),
        ("\n\n甲", [("甲", 3)]),
        ("<html>\n<head>\n<title>\n题\n</title>\n<!--\n-->\n</head>\n甲", [("题", 4), ("甲", 9)]),
        ("<title>题</title>\n<p>1 > 0\n> 引\n< 甲", [("题", 1), ("1 > 0 > 引< 甲", 2)]),
        ("<body>\n<main>甲\n<p>乙</main>", [("甲", 2), ("乙", 3)]),
        ("甲\f&#12;&#9;&#xc;乙\n<p>丙", [("甲 乙", 1), ("丙", 2)]),
    ],
)
def test_the_line_of_the_first_word(markup: str, expected: list[tuple[str, int]]) -> None:
    assert begins(markup) == expected


def test_a_fragment_begins_on_a_later_line() -> None:
    assert [line.line for line in read_fragment("<!-- -->\n甲<p>\n乙", first=7)] == [8, 9]


def test_marks_leave_the_words_as_they_are() -> None:
    markup = "<p>甲 > 乙\n  丙</p>\n<p>丁"
    assert unmarked(marked(markup, 1)) == markup
    assert list(placed(marked("甲\n\n乙", 3))) == [("甲\n\n", None), ("乙", 5)]


@pytest.mark.parametrize("seed", range(400))
def test_any_page(seed: int) -> None:
    chance = random.Random(seed)
    words = (f"w{number}w" if chance.random() < 0.4 else chance.choice(_TAGS) for number in range(40))
    markup = "<!doctype html><body>" + "".join(words)
    source = [unescape(line) for line in re.split("\r\n|\r|\n", markup)]
    for line in read(markup.encode()):
        assert line.line is not None
        first = _WORD.match(line.text)
        assert (first[0] if first else line.text[0]) in source[line.line - 1]


def test_many_lines_and_tags_take_no_longer_than_they_are_long() -> None:
    assert begins(">" * 500_000 + "\n" * 500_000 + "<p>甲")[-1] == ("甲", 500_001)
    assert begins("<!--x>" * 100_000) == []
    assert begins("<script>" * 100_000) == []
