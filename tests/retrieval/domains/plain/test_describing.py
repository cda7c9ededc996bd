"""Titles and dates of documents that are no reports."""

from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.building.chunking import described
from retrieval.domains.plain.describing import describe
from retrieval.types import EVERYBODY, DocumentId

KEY = DocumentId("d1")
NOTICE = (
    "国务院关于印发个人所得税",
    "专项附加扣除暂行办法的通知",
    "国发〔2018〕41号",
    "各省人民政府：",
    "现予印发。",
)
LAW = (
    "云岭县公园管理条例",
    "（1993年10月31日通过　2009年8月27日第一次修正　2013年10月25日第二次修正）",
    "第一条　公园免费开放。",
)


@pytest.mark.parametrize(
    ("lines", "name", "title"),
    [
        (NOTICE, "个人所得税专项附加扣除暂行办法.txt", "国务院关于印发个人所得税专项附加扣除暂行办法的通知"),
        (LAW, "云岭县公园管理条例.txt", "云岭县公园管理条例"),
        (("第 1 章 正确的起点", "本文档说明如何打包。"), "新维护者手册.txt", "新维护者手册"),
        (("·临床指南·", "肝病防治指南", "中华医学会"), "p12.pdf", "肝病防治指南"),
        (("班名：书法班", "教室：二零一室"), "登记表.pdf", "登记表"),
        (("目 录", "云岭县公园管理条例", "第一章"), "x.pdf", "云岭县公园管理条例"),
        (("国　家　粮　食　应　急　预　案",), "x.txt", "国　家　粮　食　应　急　预　案"),
        (("全年接待读者五十二万人次，比上年增加三万人",), "年报.pdf", "年报"),
        (("这是一句话。", "又一句。"), "notes.txt", "notes"),
        (("——", "……"), "某文件.txt", "某文件"),
        ((), "空.txt", "空"),
    ],
)
def test_titles(lines: tuple[str, ...], name: str, title: str) -> None:
    assert describe(Path(name), lines, KEY).title == title


def test_the_date_is_that_of_the_version_in_force() -> None:
    assert describe(Path("a.txt"), LAW, KEY).date == "2013年10月25日"
    assert describe(Path("a.txt"), LAW[:1], KEY).date == ""


@pytest.mark.parametrize(
    ("lines", "domain"),
    [
        (("云岭县政府工作报告", "各位代表："), "work_reports"),
        (("2019年1月8日在云岭县第十五届人民代表大会第一次会议上", "一、回顾"), "work_reports"),
        (LAW, "plain"),
        (("云岭县2019年统计公报", "云岭县生产总值90亿元。"), "plain"),
        (("（2019年1月8日云岭县第十五届人民代表大会常务委员会第一次会议通过）",), "plain"),
    ],
)
def test_which_domain_describes_a_file(lines: tuple[str, ...], domain: str) -> None:
    assert described(Path("a.txt"), lines, KEY, EVERYBODY).domain == domain


def test_a_plain_document_has_no_place_and_no_year() -> None:
    found = described(
        Path("2012年大庆市统计公报.txt"), ("2012年大庆市统计公报", "2013年3月20日"), KEY, EVERYBODY
    )
    assert (found.place, found.year, found.speaker) == ("", None, "")
