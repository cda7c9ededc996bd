"""Texts that nobody should type: made from questions people did type, by a seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

MOST = 4096
"""Characters of a message on Telegram."""
QUESTIONS = (
    "2017年GDP增长目标是多少",
    "去年城镇新增就业多少人",
    "盘锦和大连2017年GDP目标哪个高",
    "二、2017年工作总体要求说了什么",
    "第17段说了什么",
    "不是，我问的是去年",
    "每户可以养几只狗？大型犬呢？",
    "What was the GDP growth target for 2017?",
    "盤錦二零一七年財政收入增長多少",
    "核实：2017年盘锦GDP增长7%",
)
_BITS = (
    *"\0\x07\x1b\x85\u200b\u200d\u202e\u2028\ufeff\ufffd\ud800\udfff\U0001f600\U000e0041",
    *"（）《》“”%％‰亿万千百一二十零〇两半成倍年月日第条项章款比和、，。？?!；：:/\\'\"*_`[](){}|~#$^-—…½①Ⅳ㎡℃٣१",
    *"\n\r\t \u3000",
    "e\u0301" * 20,
    "ﷺ",
    "<b>",
    "</blockquote>",
    "&amp;",
    "&#0;",
    "GDP",
    "the target of",
    "last year",
    "2017",
    "2017—2020年",
    "去年",
    "目标",
    "多少",
    "哪些",
    "为什么",
    "全国",
    "盘锦",
    "十三五",
    "个百分点",
    "增长",
    "同比下降",
    "不是",
    "第一项",
    "还有呢",
    "和大连比呢",
    "核实",
    "1e999",
    "-1",
    "1,000,000",
    "99999999999999999999",
    "万万亿",
    "1.1.1.1",
    "' OR 1=1 --",
    "../../etc/passwd",
    "http://a.b/c?d=e&f=g",
    "@yinju_test_bot",
    "/ask ",
    "/start ",
)
_REPEATED = (2, 40, 300, 1500)


def hostile_text(random: Random, questions: Sequence[str] = QUESTIONS) -> str:
    """One text; the same for the same state of the generator.

    Args:
        random: the generator.
        questions: that are spoilt.
    """
    makers = (_of_bits, _repeated, _of_any_characters, _spoilt, _spoilt, _spoilt, _spoilt_many_times, _joined)
    return random.choice(makers)(random, questions)[:MOST]


def _of_bits(random: Random, _: Sequence[str]) -> str:
    return "".join(random.choices(_BITS, k=random.randint(1, 60)))


def _repeated(random: Random, _: Sequence[str]) -> str:
    return "".join(random.choices(_BITS, k=random.randint(1, 3))) * random.choice(_REPEATED)


def _of_any_characters(random: Random, _: Sequence[str]) -> str:
    ranges = ((32, 0x300), (0x4E00, 0x9FFF), (0, 0x10FFFF))
    return "".join(chr(random.randrange(*random.choice(ranges))) for _ in range(random.randint(1, 80)))


def _spoilt(random: Random, questions: Sequence[str]) -> str:
    text = list(random.choice(questions))
    for _ in range(random.randint(1, 8)):
        at = random.randrange(len(text) + 1)
        match random.randrange(4):
            case 0:
                text.insert(at, random.choice(_BITS))
            case 1:
                del text[at : at + random.randint(1, 3)]
            case 2:
                text[at:at] = text[at : at + 4] * random.choice(_REPEATED[:2])
            case _:
                random.shuffle(text)
    return "".join(text)


def _spoilt_many_times(random: Random, questions: Sequence[str]) -> str:
    return _spoilt(random, questions) * random.randint(2, 30)


def _joined(random: Random, questions: Sequence[str]) -> str:
    parts = [_spoilt(random, questions) for _ in range(random.randint(2, 6))]
    return random.choice("\n，。;；").join(parts)
