"""Greetings and the like are told from questions."""

from __future__ import annotations

import pytest

from retrieval.language.normalizing import normalize
from retrieval.questions.small_talk import is_small_talk


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
    assert is_small_talk(normalize(text))


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
    assert not is_small_talk(normalize(text))


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
    assert not is_small_talk(normalize(text))


@pytest.mark.parametrize(
    "text",
    ["更多", "还有吗", "出处呢", "请给出原文", "原文", "source?", "more", "help", "帮助", "怎么用", "取消", "cancel", "错了",
     "你确定？", "不是8%吗", "再说一遍", "第二个", "2", "请问", "总结一下", "帮我总结一下这个报告", "报告主要讲了什么",
     "summarize the report", "which one is higher", "settings"],
)  # fmt: skip
def test_words_that_steer_the_talk(text: str) -> None:
    assert is_small_talk(normalize(text), in_dialogue=True)


@pytest.mark.parametrize("text", ["为什么", "why", "when?", "谁负责", "2016", "2017年"])
def test_what_asks_something_only_of_what_was_asked_before(text: str) -> None:
    assert is_small_talk(normalize(text))
    assert not is_small_talk(normalize(text), in_dialogue=True)


@pytest.mark.parametrize(
    "text",
    ["取消审批多少项", "第二个百年目标", "more jobs", "帮助企业多少家", "原文化馆", "sources of revenue"],
)
def test_questions_with_such_words(text: str) -> None:
    assert not is_small_talk(normalize(text))
