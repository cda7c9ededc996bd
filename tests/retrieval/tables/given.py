"""One table with all that makes tables hard to read, written as a file of each kind."""

from __future__ import annotations

from benchmarks.tables.given import GivenTable

FEES = GivenTable(
    name="fees",
    title="柳岸体育中心收费办法",
    before=("自六月起执行。",),
    caption="表2 场地收费",
    unit="单位：元/小时",
    columns=(("场馆", "场地", "平日", "<", "周末"), ("^", "^", "白天", "夜间", "^")),
    rows=(
        ("游泳馆", "深水区", "30", "45", "50"),
        ("^", "浅水区", "20", "", "35"),
        ("球类馆", "羽毛球场", "40", "60", "65"),
        ("^", "乒乓球台", "15", "20", "25"),
        ("冰场", "冰球场", "120", "160", "180"),
    ),
    after=("节假日按周末收费。",),
    repeats_header=True,
    held_out=False,
    asked=(),
    refused=(),
)
KINDS = (".csv", ".xlsx", ".html", ".md", ".docx", ".pdf")
NAMES = (("场馆",), ("场地",), ("平日", "白天"), ("平日", "夜间"), ("周末",))
"""Of the columns, where there are two rows of names."""
IN_ONE_ROW = tuple((" ".join(names),) for names in NAMES)
"""The same in Markdown, which has one."""
