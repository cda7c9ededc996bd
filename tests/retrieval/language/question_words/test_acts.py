"""Words of a conversation are told from questions, and what each does."""

from __future__ import annotations

from importlib.resources import files

import pytest

from retrieval.language.normalizing import normalize
from retrieval.language.question_words.acts import ActRead, act_in, is_bare
from retrieval.types import Act

LINES = files("retrieval").joinpath("data/acts.tsv").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "text",
    [
        *["你好", "您好呀！", "哈喽", "早上好", "晚安~", "在吗？", "Hi", "hello!", "Good Morning", "hey."],
        *[
            "谢谢",
            "謝謝",
            "谢谢你哦",
            "多谢了",
            "辛苦了",
            "thank you very much",
            "Thanks!",
            "ok",
            "好的",
            "好吧。",
        ],
        *["收到！", "明白了", "再见", "bye", "哈哈哈", "嗯嗯", "不错", "厉害了", "赞！"],
        *["你是谁", "你叫什么名字？", "你能做什么", "who are you?", "what can you do"],
        *["你是机器人吗", "你到底是真人还是AI", "are you a robot?", "Are you human"],
        *["讲个笑话", "给我画一只猫", "帮我订机票", "帮我写首诗", "tell me a joke", "sing me a song"],
        *["谢谢啦", "谢谢，再见", "你好啊谢谢", "收到，谢谢！", "哈哈哈不错", "好的好的", "hello there"],
        *["今天天气怎么样", "今天星期几", "weather today", "我喜欢你", "I love you"],
    ],
)
def test_small_talk(text: str) -> None:
    assert act_in(normalize(text)) is not None


@pytest.mark.parametrize(
    "text",
    [
        *[
            "渔港建了几座",
            "谢谢，那渔业产值呢",
            "你好，请问渔业产值是多少",
            "好的项目有哪些",
            "不错的景区有哪些",
        ],
        *[
            "感谢了谁",
            "测试平台建了几个",
            "气象工作",
            "赞助",
            "明白纸",
            "收到多少投诉",
            "hi-tech firms",
            "ok gdp",
        ],
        *[
            "who are the mayors",
            "what are the targets",
            "give me the number",
            "how many robots",
            "test centres",
        ],
        *["hello what is the catch", "hey how many bridges were built", "hi gdp"],
        *[
            "机器人产业",
            "再见证",
            "GDP",
            "2017年GDP",
            "为什么增长",
            "那今年呢",
            "嗯，失业率",
            "你们今年修几座桥",
        ],
        *["谁在会上作的报告", "报告里说了天气吗", "笑话", "唱歌比赛", "book fair", "", "？"],
    ],
)
def test_questions_are_no_small_talk(text: str) -> None:
    assert act_in(normalize(text)) is None
    assert not is_bare(normalize(text))


@pytest.mark.parametrize(
    "text",
    [
        "can you tell me the growth target",
        "Tell me the number of fishing ports",
        "can you help me find the growth target",
        "给我讲讲旅游业",
        "帮我算一下新增就业",
        "天气预报工作怎么样",
        "我喜欢你们的红海滩，它是几A级景区",
    ],
)
def test_polite_questions_are_no_small_talk(text: str) -> None:
    assert act_in(normalize(text)) is None
    assert not is_bare(normalize(text))


@pytest.mark.parametrize(
    "text",
    ["更多", "还有吗", "出处呢", "请给出原文", "原文", "source?", "more", "help", "帮助", "怎么用", "取消", "cancel", "错了",
     "你确定？", "不是8%吗", "再说一遍", "第二个", "2", "请问", "总结一下", "帮我总结一下这个报告", "报告主要讲了什么",
     "summarize the report", "which one is higher", "settings"],
)  # fmt: skip
def test_words_that_steer_the_talk(text: str) -> None:
    assert act_in(normalize(text)) is not None


@pytest.mark.parametrize("text", ["为什么", "why", "when?", "谁负责", "2016", "2016?", "2017年"])
def test_what_asks_something_only_of_what_was_asked_before(text: str) -> None:
    assert is_bare(normalize(text))
    assert act_in(normalize(text)) is None


@pytest.mark.parametrize(
    "text",
    ["取消审批多少项", "第二个百年目标", "more jobs", "帮助企业多少家", "原文化馆", "sources of revenue"],
)
def test_questions_with_such_words(text: str) -> None:
    assert act_in(normalize(text)) is None
    assert not is_bare(normalize(text))


@pytest.mark.parametrize(
    ("text", "act", "number"),
    [
        ("谢谢，再见", Act.THANKS, None),
        ("good morning! hope you're having a great day", Act.GREETING, None),
        ("帮助", Act.HELP, None),
        ("怎么用啊", Act.HELP, None),
        ("算了吧", Act.CANCEL, None),
        ("还有吗？", Act.MORE, None),
        ("好的，更多", Act.MORE, None),
        ("下一段", Act.NEXT, None),
        ("请给出原文", Act.SOURCE, None),
        ("where does it say that?", Act.SOURCE, None),
        ("再说一遍", Act.AGAIN, None),
        ("你确定吗", Act.SURE, None),
        ("不是8%吗", Act.SURE, None),
        ("the second one", Act.ORDINAL, 2),
        ("第三个呢", Act.ORDINAL, 3),
        ("最后一个", Act.ORDINAL, -1),
        ("2", Act.ORDINAL, 2),
        ("第五十一段", Act.PARAGRAPH, 51),
        ("第10段说什么", Act.PARAGRAPH, 10),
        ("page 3", Act.PAGE, 3),
        ("第61行", Act.LINE, 61),
        ("第三部分讲什么", Act.HEADINGS, 3),
        ("报告有几个部分", Act.HEADINGS, None),
        ("帮我总结一下这个报告", Act.SUMMARY, None),
        ("讲个笑话", Act.OTHER_TALK, None),
    ],
)
def test_what_each_does(text: str, act: Act, number: int | None) -> None:
    assert act_in(normalize(text)) == ActRead(act, number)


@pytest.mark.parametrize(
    "text",
    ["哈" * 60 + "x", "你是" * 30, "no " * 20 + "x", "帮我" * 30, "2016", "123", "2016?", "谢谢，2016"],
)
def test_no_act(text: str) -> None:
    assert act_in(text) is None


def test_every_act_has_phrases() -> None:
    listed = {line.split("\t")[0] for line in LINES if not line.startswith("#")}
    assert listed == {act.value for act in Act}


@pytest.mark.parametrize(
    ("text", "act", "number"),
    [
        ("最后一段", Act.PARAGRAPH, -1),
        ("翻到第20段", Act.PARAGRAPH, 20),
        ("第二部分讲了什么内容", Act.HEADINGS, 2),
        ("换一个", Act.MORE, None),
        ("这段话在哪", Act.SOURCE, None),
        ("你真笨", Act.OTHER_TALK, None),
        ("一共多少页", Act.OTHER_TALK, None),
    ],
)
def test_what_people_type_for_the_buttons_and_at_the_bot(text: str, act: Act, number: int | None) -> None:
    assert act_in(text) == ActRead(act, number)


@pytest.mark.parametrize("text", ["十四五", "三 四", "废物利用", "垃圾分类", "滚动推出一批项目", "骗子多吗"])
def test_numbers_and_words_of_documents_are_asked(text: str) -> None:
    assert act_in(text) is None
