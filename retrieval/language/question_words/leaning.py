"""How a turn of a conversation leans on the question before it: 那2016年呢, 和大连比呢, 不是，我问的是去年."""

from __future__ import annotations

import re

CUE = re.compile(
    r"^(?:好[吧的]?[,，\s]*)?(?:那么?|然后|还有|再问|回到|换成)|^(?:and|what about|how about|then|also)\b|呢(?=\s|[?？。!！]|$)",
    re.IGNORECASE,
)
CORRECTION = re.compile(
    r"^(?:不对|不是(?:这个|的)?|错了?|搞错了|弄错了)[,，。!！\s]*(?:我?(?:是|要|想)?(?:问|要|说|查)?的?(?:是)?)?(?:我(?:要|问|说|想问|是问)(?:的是)?)?[,，:：\s]*"
    r"|^我(?:问|要|说|想问|是问)的?(?:是|的是)[,，:：\s]*"
    r"|^(?:no|nope|sorry|wrong)?[,，.\s]*i (?:mean|meant|asked(?: for| about)?|want(?:ed)?)\b[,\s]*",
    re.IGNORECASE,
)
"""Opens a turn that says the question before anew: 不是，我问的是去年."""
SAYS_NOTHING = re.compile(
    r"好吧|好的|那么?个?|这个|呢|是|多少|几[个位名家项]?|的|了|吗|没有?|什么|哪些|怎么样|如何|情况|任务|进展|相比|对比|比较|数字|数据|再往前|再|还有|还|有|回到|换成|看看|说说|具体"
    r"|目标|实际|计划|预期|预计|打算|准备|力争|争取|完成|实现|达到|做到|定在|定|设|要求|增长|增速|增加|提高|涨|想|要|会|能|做|搞|它|这|个|钱|元|[同环]?比|[多少高低快慢]"
    r"|\b(?:and|what|how|about|then|also|the|for|in|of|is|was|were|it|that|much|many|did|does|do|to|be|will"
    r"|targets?|goals?|plans?|planned|actual|results?|growth|grow|year|number|figure)\b"
    r"|[\s,，。?？!！、:：;；]",
    re.IGNORECASE,
)
POINTING = re.compile(
    r"^(?:在|是)?哪[个次年天里]|^(?:它|其中|这)|^(?:什么时候|何时|哪天|谁).{1,3}的[?？]?$"
    r"|^(?:靠|用|由|花|占|排|从|给|跟|为(?!什么|啥|何)).{0,3}(?:什么|啥|哪|谁|多少|几)|\b(?:it|that|they|there)\b",
    re.IGNORECASE,
)
PREPOSITION = re.compile(r"^(?:from|in|for|by|to|at|of|with|on|under)\b", re.IGNORECASE)
"""Opens an English fragment that narrows the question before instead of naming another subject."""
BESIDE = re.compile(
    r"^(?:那么?)?(?:和|跟|与|同|比|对比|相比).*(?:比|呢|差|[多少高低快慢])"
    r"|^(?:and |how )?.*\b(?:compared? (?:to|with)|versus|vs)\b",
    re.IGNORECASE,
)
"""Sets something beside what was asked about: 和大连比呢, compared with 2015."""
