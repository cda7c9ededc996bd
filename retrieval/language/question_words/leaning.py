"""How a turn of a conversation leans on the question before it: 那2016年呢, 和大连比呢, 不是，我问的是去年."""

from __future__ import annotations

import re

CUE = re.compile(
    r"^(?:好[吧的]?[,，\s]*)?(?:那么?|然后|还有|再问|回到|换成)|^(?:and|what about|how about|then|also)\b|呢(?=\s|[?？。!！]|$)",
    re.IGNORECASE | re.ASCII,
)
CORRECTION = re.compile(
    r"^(?:不是|我(?:问|说|要)的不是)[^,，。]{1,8}[,，\s]+(?:而?是|我?(?:要|想)?(?:问|说)的?是)[,，:：\s]*"
    r"|^(?:不对|不是(?:这个|的)?|错了?|搞错了|弄错了)[,，。!！\s]*(?:我?(?:是|要|想)?(?:问|要|说|查)?的?(?:是)?)?(?:我(?:要|问|说|想问|是问)(?:的是)?)?[,，:：\s]*"
    r"|^我(?:的意思|问|要|说|指|想问|是问)的?(?:是|的是)[,，:：\s]*"
    r"|^(?:不|等等|等一?下|我?[说打问]错了?|口误)[,，。!！\s]+(?:应该)?是?"
    r"|^(?:no|nope|sorry|wrong|wait|oops)?[,，.!\s]*i (?:mean|meant|asked(?: for| about)?|want(?:ed)?)\b[,\s]*"
    r"|^(?:no|nope|sorry|wait|oops)[,，.!\s]+(?:not [^,]{1,20}[,\s]+)?(?:but )?",
    re.IGNORECASE | re.ASCII,
)
"""Opens a turn that says the question before anew: 不是，我问的是去年."""
SAYS_NOTHING = re.compile(
    r"什么时候|何时|好吧|好的|那么?个?|这个|呢|是|多少|几[个位名家项倍成]?|的|了|吗|没有?|什么|哪些|怎么样|如何|情况|任务|进展|相比|对比|比较|数字|数据|再往前|再|还有|还|有|回到|换成|看看|说说|具体"
    r"|后来|最[后终]|到底|究竟|结果|来着|大概|左右|现在|目前|一共|总共|分别|全[市省县区州]|当地|他们|她们|它们"
    r"|目标|实际|计划|预期|预计|打算|准备|力争|争取|完成|实现|达到|做到|定在|定|设|要求|增长|增速|增加|提高|上升|下降|减少|降低|[涨升降]|想|要|会|能|做|搞|它|这|个|钱|元|[同环]?比|[多少高低快慢]"
    r"|\b(?:and|what|how|about|then|also|the|for|in|of|is|was|were|it|that|much|many|did|does|do|to|be|will"
    r"|targets?|goals?|plans?|planned|actual|results?|growth|grow|year|number|figure"
    r"|they|met|meet|reach(?:ed)?|achieved?|hit|missed|compared?|with|versus|vs|against|higher|lower|more|less|than)\b"
    r"|[\s,，。?？!！、:：;；]",
    re.IGNORECASE | re.ASCII,
)
POINTING = re.compile(
    r"^(?:在|是)?哪[个次年天里]|^(?:它|其中|这)|^(?:什么时候|何时|哪天|谁).{1,3}的[?？]?$"
    r"|^(?:靠|用|由|花|占|排|从|给|跟|为(?!什么|啥|何)).{0,3}(?:什么|啥|哪|谁|多少|几)|\b(?:it|that|they|there)\b",
    re.IGNORECASE | re.ASCII,
)
VERBS = frozenset("改修建投花招引种养产卖买拆搬脱办用收发开通补减增")
"""Say what was done with what was spoken of, where nothing else is said: 23年计划改多少, and not what else is asked about."""
PREPOSITION = re.compile(r"^(?:from|in|for|by|to|at|of|with|on|under)\b", re.IGNORECASE | re.ASCII)
"""Opens an English fragment that narrows the question before instead of naming another subject."""
BESIDE = re.compile(
    r"^(?:那么?)?(?:和|跟|与|同|比|对比|相比).*(?:比|呢|差|[多少高低快慢])"
    r"|^(?:and |how )?.*\b(?:compared? (?:to|with)|versus|vs)\b",
    re.IGNORECASE | re.ASCII,
)
"""Sets something beside what was asked about: 和大连比呢, compared with 2015."""
COMPARES = re.compile(r"比较|对比|相比|比一比|\b(?:compare|comparison|versus|vs)\b", re.IGNORECASE | re.ASCII)
"""Says that things are to be compared."""
