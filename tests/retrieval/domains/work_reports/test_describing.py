"""Title, place, year, date and speaker of a document, from its opening or its name."""

from __future__ import annotations

import pytest

from retrieval.ingest.identity import identify
from retrieval.types import Document, Level
from tests.retrieval.making import described


def facts(document: Document) -> tuple[str, str, int | None, str, str]:
    return (document.title, document.place, document.year, document.date, document.speaker)


def test_the_shipped_report(report: Document) -> None:
    assert report == Document(
        id=identify("panjin-2017.txt"),
        file="panjin-2017.txt",
        title="盘锦市2017年政府工作报告",
        place="盘锦市",
        year=2017,
        date="2017年1月10日",
        speaker="郝春荣",
        province="辽宁省",
        level=Level.PREFECTURE,
        domain="work_reports",
    )


OPENINGS = {
    "date and meeting, speaker": (
        "2018年1月8日在丹东市第十五届人民代表大会第六次会议上\n市长 张淑萍\n各位代表：\n我代表市政府向大会报告工作。",
        ("丹东市2018年政府工作报告", "丹东市", 2018, "2018年1月8日", "张淑萍"),
    ),
    "title with the place": (
        "安平市政府工作报告\n——2019年2月1日在安平市第三届人民代表大会第四次会议上\n安平市人民政府市长　王明\n各位代表：",
        ("安平市2019年政府工作报告", "安平市", 2019, "2019年2月1日", "王明"),
    ),
    "spaced title, spaced name": (
        "政 府 工 作 报 告\n（2021年1月19日在云岭县第十七届人民代表大会第一次会议上）\n云岭县人民政府县长　李　强\n各位代表：",
        ("云岭县2021年政府工作报告", "云岭县", 2021, "2021年1月19日", "李强"),
    ),
    "province, acting governor": (
        "政府工作报告\n——2020年1月12日在河北省第十三届人民代表大会第三次会议上\n河北省代省长 许勤\n各位代表：",
        ("河北省2020年政府工作报告", "河北省", 2020, "2020年1月12日", "许勤"),
    ),
    "autonomous region": (
        "2022年1月20日在广西壮族自治区第十三届人民代表大会第五次会议上\n自治区主席 蓝天立\n我代表区政府向大会报告工作。",
        ("广西壮族自治区2022年政府工作报告", "广西壮族自治区", 2022, "2022年1月20日", "蓝天立"),
    ),
    "autonomous prefecture": (
        "政府工作报告\n——2017年2月22日在大理白族自治州第十四届人民代表大会第一次会议上\n州长 杨健\n各位代表：",
        ("大理白族自治州2017年政府工作报告", "大理白族自治州", 2017, "2017年2月22日", "杨健"),
    ),
    "numerals": (
        "政府工作报告\n二〇〇八年一月十六日在白山市第五届人民代表大会第一次会议上\n市长 赵国\n各位代表：",
        ("白山市2008年政府工作报告", "白山市", 2008, "二〇〇八年一月十六日", "赵国"),
    ),
    "delivered in December": (
        "2021年12月28日在临江市第八届人民代表大会第一次会议上\n市长 孙华\n我代表市政府，向大会报告政府工作。",
        ("临江市2022年政府工作报告", "临江市", 2022, "2021年12月28日", "孙华"),
    ),
    "the state": (
        "政府工作报告\n——2019年3月5日在第十三届全国人民代表大会第二次会议上\n国务院总理 李克强\n各位代表：",
        ("国务院2019年政府工作报告", "国务院", 2019, "2019年3月5日", "李克强"),
    ),
    "district, short name of the meeting": (
        "2016年1月6日在和平区十六届人大五次会议上\n区长　周洁\n各位代表：\n我代表区人民政府向大会报告工作，请予审议。",
        ("和平区2016年政府工作报告", "和平区", 2016, "2016年1月6日", "周洁"),
    ),
    "banner, blank lines, full-width spaces": (
        "\n　　阿勒县政府工作报告\n\n　　2015年3月2日\n\n　　县长：古丽·买买提\n\n　　各位代表：",
        ("阿勒县2015年政府工作报告", "阿勒县", 2015, "2015年3月2日", "古丽·买买提"),
    ),
    "year in the title only": (
        "清河市2013年政府工作报告\n各位代表：\n现在，我代表市人民政府向大会作工作报告。",
        ("清河市2013年政府工作报告", "清河市", 2013, "", ""),
    ),
    "another kind of document": (
        "关于做好稳岗就业工作的通知\n各市人民政府：\n为了做好2024年的工作，现通知如下。",
        ("关于做好稳岗就业工作的通知", "", None, "", ""),
    ),
}


@pytest.mark.parametrize(("opening", "expected"), OPENINGS.values(), ids=OPENINGS)
def test_openings(opening: str, expected: tuple[str, str, int | None, str, str]) -> None:
    assert facts(described(opening)) == expected


@pytest.mark.parametrize(
    ("name", "place", "year"),
    [
        ("盘锦市-2017.txt", "盘锦市", 2017),
        ("panjin-2017.txt", "", 2017),
        ("新疆维吾尔自治区2019.txt", "新疆维吾尔自治区", 2019),
        ("notes.txt", "", None),
        ("20170110.txt", "", None),
        ("3017.txt", "", None),
    ],
)
def test_the_name_says_what_the_opening_does_not(name: str, place: str, year: int | None) -> None:
    document = described("各位代表：\n现在，我代表市政府向大会报告工作。", name)
    assert (document.place, document.year) == (place, year)


@pytest.mark.parametrize(
    ("name", "place"),
    [("长沙市-2017.txt", "长沙市"), ("日照市2018.txt", "日照市"), ("保定市高阳县2019.txt", "保定市高阳县")],
)
@pytest.mark.parametrize("spaced", [False, True])
def test_a_name_that_agrees_with_the_opening(name: str, place: str, *, spaced: bool) -> None:
    """Letters that stand around places elsewhere (长, 日), and the whole of a county's name."""
    last = place.removeprefix("保定市")
    shown = " ".join(last) if spaced else last
    document = described(
        f"2019年1月8日在{shown}第十五届人民代表大会第一次会议上\n市长 甲乙\n各位代表：\n向大会作政府工作报告",
        name,
    )
    assert (document.place, document.title) == (place, f"{place}2019年政府工作报告")
    assert described("各位代表：", name).place == place


@pytest.mark.parametrize("place", ["长沙市", "长春市", "长治市", "长乐区", "日照市", "日喀则市", "丹东市"])
def test_a_place_in_an_opening_alone(place: str) -> None:
    assert described(f"2017年1月8日在{place}第十五届人民代表大会第一次会议上").place == place


def test_a_name_that_the_opening_contradicts() -> None:
    opening = "2019年1月8日在清苑县第十五届人民代表大会第一次会议上"
    assert described(opening, "保定市高阳县2019.txt").place == "清苑县"


def test_the_opening_counts_more_than_the_name() -> None:
    opening, (title, *_) = OPENINGS["date and meeting, speaker"]
    document = described(opening, "盘锦市-2003.txt")
    assert (document.title, document.place, document.year) == (title, "丹东市", 2018)


def test_a_title_of_last_resort_is_the_file_name() -> None:
    assert described("这是一句话。\n又一句。", "notes.txt").title == "notes"
    assert described("。", "某文件.txt").title == "某文件"


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\0", "<b>&lt;</b>", "2017年", "年月日", "市长", "市长 ", "甲" * 10_000]
)
def test_awkward_openings(text: str) -> None:
    document = described(text)
    assert (document.place, document.date, document.speaker) == ("", "", "")


def test_a_line_of_the_report_itself_names_no_speaker_and_no_date() -> None:
    long = "过去的一年" * 30 + "2016年3月1日在丙市第一届人民代表大会上 市长 丁一"
    document = described(f"工作总结\n{long}")
    assert facts(document) == ("工作总结", "", None, "", "")


@pytest.mark.parametrize("date", ["2017年十十月十日", "2017年一二十月十日", "二〇一七年十二三月十日"])
def test_a_date_that_is_none_stops_nothing(date: str) -> None:
    assert described(f"{date}在甲州市第一届人民代表大会上").place == "甲州市"


def test_ids_stand_for_names() -> None:
    assert identify("panjin-2017.txt") == identify("panjin-2017.txt")
    assert len({identify(name) for name in ("a.txt", "b.txt", "A.txt", "盘锦.txt", "")}) == 5
    assert identify("broken\udce4name.txt").isalnum()
