"""A conversation about many places and years: which one is meant, which report is not there, and both by buttons."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.end_to_end.programs import Home, RunningBot
from tests.loopback import Chat, LoopbackServer, Message, User

OF_A_PLACE = """{year}年1月{day}日在{place}第十二届人民代表大会第三次会议上
{place}人民政府　王小明
各位代表：现在，我代表{place}人民政府向大会报告工作。
"""
OF_THE_STATE = """{year}年3月5日在第十二届全国人民代表大会第五次会议上
国务院总理　李小明
各位代表：现在，我代表国务院，向大会报告政府工作。
"""
REPORT = """一、{before}年工作回顾
预计实现地区生产总值{amount}亿元，增长{done}%；粮食产量达到{grain}万吨；城镇新增就业{jobs}万人。
二、{year}年工作安排
今年经济社会发展的主要预期目标是：地区生产总值增长{goal}%左右；固定资产投资增长{investment}%；城镇登记失业率控制在4.{day}%以内。
新建公园{day}座，改造老旧小区{jobs}个。
"""
PLACES = {
    "吉林省": (2016, 2017),
    "吉林市": (2016, 2017),
    "盘锦市": (2014, 2016, 2017),
    "大连市": (2017, 2018),
    "国务院": (2017,),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    for row, (place, years) in enumerate(PLACES.items(), 1):
        for year in years:
            opening = OF_THE_STATE if place == "国务院" else OF_A_PLACE
            text = (opening + REPORT).format(
                place=place, year=year, before=year - 1, day=row, amount=1000 * row + year - 2000,
                done=row + 2, grain=100 * row, jobs=row + year - 2010, goal=row + (year - 2010), investment=10 + row,
            )  # fmt: skip
            (folder / f"{place}-{year}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def places(corpus: Path, built: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """A home with the reports indexed; `built` has prepared the model."""
    home = Home(tmp_path_factory.mktemp("places"))
    assert home.run("index", "--corpus", corpus).status == 0
    return home


@dataclass(frozen=True)
class Scene:
    server: LoopbackServer
    user: User
    chat: Chat

    def press(self, message: Message, button: str) -> Message:
        last = self.chat.messages_from_bot()[-1]
        assert self.chat.press(self.user, message, button).answer().text == ""
        return self.chat.wait_for_message(after=last)


@pytest.fixture
def scene(server: LoopbackServer, places: Home, corpus: Path, tmp_path: Path) -> Iterator[Scene]:
    user = server.user("小明", language_code="zh-hans")
    kept = {"YINJU_CORPUS__PATHS": str(corpus), "YINJU_STORAGE__PATH": str(tmp_path / "kept.sqlite")}
    with RunningBot(server, places, **kept) as bot:
        bot.wait_for("The documents are open")
        yield Scene(server, user, server.private_chat(user))
    assert server.refusals == []


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


def test_a_conversation_about_places_and_years(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    which = chat.ask(user, "吉林2017年GDP增长目标")
    assert which.text.splitlines()[0] == "你问的是吉林省还是吉林市？"
    assert labels(which) == [
        "吉林省2017年：地区生产总值增长8%左右",
        "吉林市2017年：地区生产总值增长9%左右",
    ]
    assert which.marked("bold") == ["地区生产总值增长8%左右", "地区生产总值增长9%左右"]
    city = scene.press(which, "吉林市")
    assert city.text.startswith("地区生产总值增长9%左右\n（按“吉林市2017年GDP增长目标”来答）\n")
    assert chat.ask(user, "那2016年的目标呢").marked("bold")[0] == "地区生产总值增长8%左右"
    assert scene.press(which, "吉林省").marked("bold")[0] == "地区生产总值增长8%左右"

    missing = chat.ask(user, "盘锦市2018年GDP增长目标")
    assert missing.text.startswith(
        "没有盘锦市2018年的报告，有2014、2016、2017年的。\n最接近的段落（不是答案）：\n"
    )
    assert labels(missing)[:3] == ["2014年", "2016年", "2017年"]
    assert scene.press(missing, "2017年").marked("bold")[0] == "地区生产总值增长10%左右"
    assert scene.press(missing, "2014年").marked("bold")[0] == "地区生产总值增长7%左右"
    assert chat.ask(user, "三沙市2017年GDP增长目标").text == "没有三沙市的报告。\n有哪些：/sources"

    both = chat.ask(user, "盘锦和大连2017年GDP增长目标哪个高")
    assert both.text.splitlines()[:3] == ["地区生产总值 · 增速 · 目标", "盘锦 10%左右", "大连 11%左右"]
    assert chat.ask(user, "全国2017年GDP增长目标").marked("bold")[0] == "地区生产总值增长12%左右"


def test_no_place_is_named_and_one_is_chosen(scene: Scene) -> None:
    which = scene.chat.ask(scene.user, "2017年固定资产投资目标")
    assert which.text.splitlines()[0] == "你问的是哪里？"
    assert set(labels(which)) == {
        "全国2017年：固定资产投资增长15%",
        "吉林市2017年：固定资产投资增长12%",
        "盘锦市2017年：固定资产投资增长13%",
        "大连市2017年：固定资产投资增长14%",
    }
    (folded,) = which.marked("expandable_blockquote")
    assert which.text == f"你问的是哪里？\n点一个，或者打出任何地名：\n{folded}"
    chosen = scene.press(which, "大连市")
    assert chosen.text.startswith("固定资产投资增长14%\n（按“大连市2017年固定资产投资目标”来答）\n")
    followed = scene.chat.ask(scene.user, "城镇登记失业率的目标是多少")
    assert followed.text.splitlines()[:2] == [
        "城镇登记失业率控制在4.4%以内",
        "（按“大连市城镇登记失业率的目标是多少”来答）",
    ]
    assert followed.text.splitlines()[-1].startswith("大连市2017年政府工作报告")


def test_a_chat_that_chose_other_documents_searches_all(scene: Scene) -> None:
    chat, user = scene.chat, scene.user
    assert chat.ask(user, "/use 盘锦").text.startswith("📚 名字里有“盘锦”的文件：3份")
    choice = chat.messages_from_bot()[-1]
    chat.press(user, choice, "选这3份").answer()
    missing = chat.ask(user, "大连2017年GDP增长目标")
    assert missing.text.startswith("选的文件里没有大连市的报告。")
    found = scene.press(missing, "🔎 在全部文件里查")
    assert found.marked("bold")[0] == "地区生产总值增长11%左右"


def test_inline_and_the_terminal(scene: Scene, places: Home) -> None:
    cards = scene.user.inline("吉林2017年GDP增长目标").results
    assert [card.title for card in cards] == [
        "吉林省2017年目标：地区生产总值增长8%左右",
        "吉林市2017年目标：地区生产总值增长9%左右",
    ]
    asked = places.run("ask", "吉林2017年GDP增长目标").lines
    assert asked[0] == "你问的是吉林省还是吉林市？"
    assert "吉林市2017年目标：地区生产总值增长9%左右" in asked
    held = json.loads(places.run("ask", "吉林2017年GDP增长目标", "--json").output)
    assert (held["status"], [cited["place"] for cited in held["citations"]]) == (
        "ambiguous",
        ["吉林省", "吉林市"],
    )
    assert held["answer"] == "地区生产总值增长8%左右；地区生产总值增长9%左右"


def test_the_conversation_in_the_terminal(places: Home) -> None:
    lines = ("吉林2017年GDP增长目标", "吉林市", "那大连呢", "/sources 盘锦 2017", "exit")
    said = places.run("chat", stdin="\n".join(lines).encode()).output
    assert "等10份文件" in said
    assert "打出地名就行，例如：吉林市" in said
    assert "地区生产总值增长9%左右\n（按“吉林市2017年GDP增长目标”来答）\n" in said
    assert "地区生产总值增长11%左右\n（按“大连2017年GDP增长目标”来答）\n" in said
    assert "  1 ✓ 盘锦市2017年政府工作报告" in said
