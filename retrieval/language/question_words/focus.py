"""What a question word belongs to: the noun asked about, and the unit asked for.

建立什么机制 asks for a 机制, 企业有多少 counts 企业, 多少亿元 wants an amount of money.
"""

from __future__ import annotations

import re

from retrieval.language import tokenizer
from retrieval.language.units import units

_MEASURE = "个家种类项座条所位名支套台辆户件次场间届只款处"
_AFTER = re.compile(
    rf"(?:什么样的?|什么|啥|哪(?:[一二两三四五六七八九十几些]*)[{_MEASURE}]?|(?:多少|几)[{_MEASURE}]?)([一-鿿]{{2,6}})"
)
_BEFORE = re.compile(
    r"([一-鿿]{2,8}?)(?:分别)?(?:一共|总共|共)?(?:是|有|为|叫)?(?:多少|几|多大|多高|什么|哪)"
)
_NAMES = "|".join(
    sorted((name for name in units() if not name.isascii() or name == "%"), key=len, reverse=True)
)
_UNIT = re.compile(
    rf"(?:多少|几)((?:万?亿|[百千]?万)?(?:{_NAMES})|万?亿|钱)"
    r"|多少(点)(?!儿)|(百分之几|百分比|百分之多少|\bpercent(?:age)?\b)|\bin (us dollars|yuan|rmb|tons)\b",
    re.IGNORECASE | re.ASCII,
)
_MONEY = re.compile(
    r"(?:多少|几)(?:资金|投资|贷款|存款|税费|税收|经费|利润)|(?:资金|投资额?|贷款|税费|经费|补助|补贴|利润|工资|均价|价格|成本|收入|支出|产值|债券|基金)"
    r"(?:总额|总量|总共|一共|共计)?(?:是|有|为|花了?|共)?多少(?![个家项条支只笔种户人%])"
    r"|[补花赚缴欠罚贷扣借领赔奖交付挣掏](?:贴|助|了)?多少[?？]?$"
    r"|\bhow much (?:money|capital|funding|investment|was spent|did .{0,40}\b(?:cost|spend|invest))|\bcosts?\b|\bspent\b"
    r"|\b(?:amount|value) of\b|\bworth\b(?! over)",
    re.IGNORECASE | re.ASCII,
)
"""Asks for an amount of money without naming its unit."""
_TIME = re.compile(
    r"多久|多长时间|多少时间|\bhow long\b(?! (?:is|are) the)|\bhow many (?:\w+ )?(?:minutes|hours|days|weeks|months|years)\b",
    re.IGNORECASE | re.ASCII,
)
"""Asks how much time something takes, without a unit or in English."""
_SAYS_NOTHING = frozenset(
    """名字 名称 时候 地方 东西 目标 数量 总数 情况 方面 内容 样子 增长 达到
    全市 全县 全省 全国 我市 完成 实现 百分之 亿元 公里 实际 计划 已经 一共 总共 分别 预计""".split()
)
_GROWTH = re.compile(
    r"增速|增幅|涨幅|[增成]长率|增长(?:目标|多少|了?多少)|涨多少|占(?:了|到)?[^,。?罚补缴交用]{0,8}(?:多少|几成)(?![个家人亿万空内地面亩时位分a-z])|相当于[^,。?]{1,10}?(?:多少|几成)|占比|比重|比例|[^功效]率|\bgrowth\b|\bgrow\b|\bshare\b|\brate\b",
    re.IGNORECASE | re.ASCII,
)
_AMOUNT = re.compile(r"总量|总额|绝对值|\btotal\b|\bhow big\b", re.IGNORECASE | re.ASCII)

_COUNTED = re.compile(
    r"([两三四五六七八九十2-9])(?:大|个|家|项|种|类|条|座|区|省|市|所|点|方面|行业)"
    r"|\b(two|three|four|five|six|seven|eight|nine|ten) [a-z -]*[a-z]s\b",
    re.IGNORECASE | re.ASCII,
)
_NUMBERS = {name: number for number, name in enumerate("两三四五六七八九十", start=2)} | {
    name: number
    for number, name in enumerate("two three four five six seven eight nine ten".split(), start=2)
}


def focus_of(text: str) -> str:
    """The noun a question word belongs to; empty: none found.

    >>> focus_of("要建立什么机制"), focus_of("正在孵化的企业有多少"), focus_of("gdp")
    ('机制', '企业', '')
    """
    for pattern in (_AFTER, _BEFORE):
        if (match := pattern.search(text)) and (noun := _last_noun(match[1])):
            return noun
    return ""


def unit_of(text: str) -> str:
    """The unit of the figure asked for: 亿, 元, 个, %…; empty: any will do. Of time any unit stands for all.

    >>> unit_of("总量目标是多少亿元"), unit_of("增长百分之几"), unit_of("有多少"), unit_of("要泡多久")
    ('亿元', '%', '', '天')
    """
    if "第几" in text:
        return ""
    if match := _UNIT.search(text):
        asked = next(group for group in match.groups() if group).lower()
        return _STANDARD.get(asked, asked)
    if _GROWTH.search(text) and not _AMOUNT.search(text):
        return "%"
    if _MONEY.search(text):
        return "元"
    return "天" if _TIME.search(text) else ""


def count_asked(text: str) -> int:
    """How many things a text asks for; 0: not said.

    >>> count_asked("哪三大产业基地"), count_asked("有哪些产业基地")
    (3, 0)
    """
    match = _COUNTED.search(text)
    if match is None:
        return 0
    number = (match[1] or match[2]).lower()
    return _NUMBERS.get(number) or int(number)


_STANDARD = {
    "个点": "%", "点": "%", "百分之几": "%", "百分比": "%", "百分之多少": "%", "percent": "%", "percentage": "%",
    "钱": "元", "块": "元", "块钱": "元", "us dollars": "美元", "yuan": "元", "rmb": "元", "tons": "吨",
}  # fmt: skip


def _last_noun(text: str) -> str:
    words = (word for word in tokenizer.dictionary_words(text) if len(word) > 1 and word not in _SAYS_NOTHING)
    return next(reversed(list(words)), "")
