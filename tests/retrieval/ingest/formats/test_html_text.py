"""HTML -> lines."""

from __future__ import annotations

import pytest

from retrieval.errors import RefusedContentError
from retrieval.ingest.formats.html_text import read


def lines(markup: str) -> list[tuple[str, int | None]]:
    return [(line.text, line.level) for line in read(markup.encode())]


def texts(markup: str) -> list[str]:
    return [line.text for line in read(markup.encode())]


def test_headings_and_paragraphs() -> None:
    page = "<title>市政府</title><h1>报告</h1><p>&emsp;&emsp;增长<b>7%</b>。<h2>一、<i>回顾</i></h2><div>甲<p>乙</div>丙"
    assert lines(page) == [
        ("报告", 1),
        ("增长7%。", None),
        ("一、回顾", 2),
        ("甲", None),
        ("乙", None),
        ("丙", None),
    ]


@pytest.mark.parametrize(
    "unread",
    [
        *["<script>x<y</script>", "<style>p{}</style>", "<nav>首页</nav>", "<footer>版权</footer>"],
        *[
            "<template><p>模板</p></template>",
            "<!-- 注 -->",
            "<button>打印</button>",
            "<svg><text>图</text></svg>",
        ],
        *["<p hidden>藏</p>", '<p style="color:red; display: none">藏</p>', '<i aria-hidden="true">藏</i>'],
        "<select><option>选</option></select>",
    ],
)
def test_what_is_not_read(unread: str) -> None:
    assert texts(f"<p>甲</p>{unread}<p>乙</p>") == ["甲", "乙"]


def test_entities_and_white_space() -> None:
    assert texts("<p>增长&#55;&#x25;&nbsp;&lt;全年&gt;\n\n  代表\n  们 a\n b\u200b</p>") == [
        "增长7% <全年>代表们 a b"
    ]


def test_breaks_and_preformatted_text() -> None:
    assert texts("<div>甲<br>　　乙<br/><br>丙</div><pre>丁\n戊</pre>") == ["甲", "乙", "丙", "丁", "戊"]


def test_a_row_of_a_table_is_a_line() -> None:
    table = "<table><caption>表1</caption><tr><th>指标<th>目标<tr><td><p>GDP</p><td>增长<br>7%</table>"
    assert texts(table) == ["表1", "指标 目标", "GDP 增长 7%"]


def test_a_table_that_only_serves_the_layout() -> None:
    cell = "".join(f"<p>第{number}段。</p>" for number in "一二三四")
    assert texts(f"<table><tr><td>栏目</td><td>{cell}</td></tr></table>") == [
        *["栏目", "第一段。", "第二段。", "第三段。", "第四段。"],
    ]
    assert lines("<table><tr><td><h1>报告</h1><td><table><tr><td>甲<td>乙</table></table>") == [
        ("报告", 1),
        ("甲 乙", None),
    ]


def test_the_main_text_alone() -> None:
    assert texts(f"<div>菜单</div><main><p>{'甲' * 40}</p></main><div>友情链接</div>") == ["甲" * 40]
    assert texts(f"<article>广告</article><p>{'甲' * 40}</p>") == ["广告", "甲" * 40]


def test_the_title_stands_in_for_a_missing_heading() -> None:
    assert texts("<title>盘锦市\n政府工作报告</title><p>甲。") == ["盘锦市政府工作报告", "甲。"]
    assert texts("<title>报告</title><p>报告</p><p>甲。") == ["报告", "甲。"]
    assert texts("<title>报告</title><nav>首页</nav>") == []


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("gb18030", "gb2312"), ("utf-8", "gb2312"), ("big5", "big5"), ("utf-16", "utf-8"), ("gbk", "nonsense")],
)
def test_encodings(encoding: str, declared: str) -> None:
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}"><p>地方政府工作</p>'
    assert [line.text for line in read(page.encode(encoding))] == ["地方政府工作"]


@pytest.mark.parametrize("markup", ["<div>" * 300, "<b><i>" * 3000, "<table><tr><td>" * 200])
def test_deep_nesting(markup: str) -> None:
    with pytest.raises(RefusedContentError) as caught:
        texts(f"{markup}甲")
    assert caught.value.reason == "is nested deeper than 200 levels"
