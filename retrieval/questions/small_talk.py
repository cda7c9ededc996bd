"""Greetings, thanks and questions to the bot itself: nothing to look up."""

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


def is_small_talk(text: str) -> bool:
    """Whether a normalised text asks nothing that a document could answer.

    >>> is_small_talk("谢谢！"), is_small_talk("谢谢你的报告里GDP是多少"), is_small_talk("帮我写首诗")
    (True, False, True)
    """
    return bool(_WHOLE.fullmatch(text.strip()) or _ABOUT_THE_BOT.search(text))
