"""Which questions point at a file, and what is left of them to look for."""

from __future__ import annotations

import doctest

import pytest

from retrieval.uploads import pointing
from retrieval.uploads.pointing import pointed


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("这个文件里租金是多少", "租金是多少"),
        ("這份檔案裡的押金是多少", "押金是多少"),
        ("根据这份合同，违约金怎么算", "违约金怎么算"),
        ("我刚才发的文件里面有几条", "有几条"),
        ("这篇文章的作者是谁", "作者是谁"),
        ("请看看我上传的附件，谁签的字", "谁签的字"),
        ("该文档中总金额多少", "总金额多少"),
        ("租金在这个PDF里是多少", "租金是多少"),
        ("What is the rent in this file?", "What is the rent?"),
        ("According to the contract, who pays?", "who pays?"),
        ("how many days of leave under my agreement I sent", "how many days of leave"),
        ("what does this document say about rent", "what does this document say about rent"),
        ("这个文件", "这个文件"),
    ],
)
def test_at_a_file(text: str, left: str) -> None:
    said = pointed(text)
    assert (said.question, said.is_at_file) == (left, True)


@pytest.mark.parametrize(
    "text",
    [
        "2017年GDP增长目标是多少",
        "这个指标去年是多少",
        "文件精神是什么",
        "全市印发多少文件",
        "合同金额是多少",
        "what is the file size limit",
        "how many documents were issued",
        "",
    ],
)
def test_at_none(text: str) -> None:
    said = pointed(text)
    assert (said.question, said.is_at_file) == (text, False)


def test_examples() -> None:
    assert doctest.testmod(pointing).failed == 0
