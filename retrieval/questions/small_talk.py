"""Greetings, thanks, questions to the bot itself and words that steer the talk: nothing to look up."""

from __future__ import annotations

import re

_WHOLE = re.compile(
    r"(?:(?:你好|您好|哈喽|嗨|早上好|早安|晚上好|晚安|下午好|在吗|在么"
    r"|(?:hello|hi|hey)(?: there| everyone| all)?|good (?:morning|evening|afternoon|night)"
    r"|谢谢你?|多谢|感谢|辛苦了?|thanks?(?: you)?(?: very much| so much)?|thx|ok|okay|好的?|好吧|明白了?|知道了|收到"
    r"|再见|拜拜|bye|goodbye|test|测试|你是谁|你叫什么(?:名字)?|你是什么|who are you|what are you"
    r"|你能做什么|你会什么|what can you do"
    r"|哈+|呵+|嗯+|哦+|牛|厉害|不错|赞)[啊呀呢吧哦了的啦嘞\s!！?？.。~～,，]*)+",
    re.IGNORECASE,
)
_ABOUT_THE_BOT = re.compile(
    r"你(?:是|到底是).{0,6}(?:真人|机器人|人工智能|ai|gpt)|\bare you (?:a |an )?(?:human|robot|bot|real|ai)\b"
    r"|(?:给|帮|替)我(?:写|画|唱|订|买|做|翻译|算命|讲个?(?:笑话|故事))|讲个?(?:笑话|故事)|写首|作首|唱首"
    r"|\b(?:write|tell|sing|book|buy|order) me (?:an?|some)\b"
    r"|\bcan you (?:book|write|sing|buy|order)\b|天气(?:怎么样|如何|预报[?？]?$)|今天星期几|\bweather (?:today|tomorrow)\b"
    r"|^(?:hello|hi|hey|good (?:morning|evening|afternoon))\b[\s,.!]*(?:there[\s,.!]*)?"
    r"(?:hope|how are you|how's it|nice to|have a)\b"
    r"|我(?:爱|喜欢|讨厌|恨)你(?!们?的)|\bi (?:love|hate) you\b",
    re.IGNORECASE,
)
_STEERING = re.compile(
    r"(?:(?:请问?|麻烦|那|can you |could you |please |show me (?:the )?|give me (?:the )?)?\s*(?:"
    r"更多|多一[点些]|还有吗|还有没有|下一[个条页段]|继续|出处|来源|原文|给?出?(?:原文|出处|来源)|看看?(?:原文|出处|来源)|在哪一?[页段]"
    r"|帮助|怎么用|怎么使用|如何使用|怎么查|设置|取消|算了|停|错了?|不对|不是|不是.{1,8}吗|你?(?:确定|肯定)吗?|再说一[遍次]|重复一[遍次]|上一个(?:问题)?"
    r"|第[一二三四五六七八九十\d]{1,2}个|请问|哪个(?:更)?[高低多少]"
    r"|(?:帮我|给我)?(?:总结|概括|归纳)一?下?(?:这个|这份|整个|全文)?(?:报告|文件|文档)?|(?:这个|这份)?(?:报告|文件|文档)?主要[讲说]了?(?:些?什么|啥)"
    r"|sources?|more|next|help|cancel|stop|settings?|menu|again|repeat(?: that)?|summary|quote|original"
    r"|(?:are you )?(?:really )?sure|how does (?:this|it) work|what can i ask|which(?: one)? is (?:higher|lower|bigger|more)"
    r"|summari[sz]e(?: (?:it|this|the \w+|this \w+))?|summary of .{1,40}"
    r"|the (?:first|second|third|last)(?: one)?|no|yes|wrong|\d{1,2}"
    r")(?:呢|吗|了|吧)?[\s?？!！。.~，,]*)",
    re.IGNORECASE,
)
"""What the buttons under an answer do, a choice by its number, help, a summary: said by themselves they are no question."""
_ELLIPTIC = re.compile(
    r"(?:那|and )?\s*(?:为什么|为啥|为何|什么时候|何时|谁|谁负责|多少|哪里|怎么|单位是什么"
    r"|why|when|who|where|how|what|how (?:much|many))[\s?？!！呢啊]*"
    r"|(?:19|20)\d{2}年?[\s?？呢]*",
    re.IGNORECASE,
)
"""A question word or a year alone asks something only of what was asked before."""


def is_small_talk(text: str, *, in_dialogue: bool = False) -> bool:
    """Whether a normalised text asks nothing that a document could answer.

    Args:
        text: normalised.
        in_dialogue: whether something was asked before, which a question word alone may go on about.

    >>> is_small_talk("谢谢！"), is_small_talk("谢谢你的报告里GDP是多少"), is_small_talk("帮我写首诗"), is_small_talk("出处呢")
    (True, False, True, True)
    >>> is_small_talk("为什么?"), is_small_talk("为什么?", in_dialogue=True)
    (True, False)
    """
    text = text.strip()
    if _WHOLE.fullmatch(text) or _STEERING.fullmatch(text) or _ABOUT_THE_BOT.search(text):
        return True
    return not in_dialogue and bool(_ELLIPTIC.fullmatch(text))
