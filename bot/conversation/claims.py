"""Words that call for a check: of the message that they stand under (真的吗, is this true) or of what follows (核实 …)."""

from __future__ import annotations

import re

from retrieval.language.measures import measures
from retrieval.language.normalizing import normalize
from retrieval.language.time_words import TIME_WORDS

_LONGEST = 24
_CHINESE = re.compile(
    r"(?:请|麻烦|劳驾|帮忙|帮我|帮|给我|求|来|能|可以|会|你|您|我们?|这|那|它|个|条|句|段|话|事|是|说法|说的?|消息|新闻|数据|数字|问题"
    r"|一下|下|一查|查|查查|核实|核对|求证|验证|确认|鉴定|辟谣|看看?|回答|解答|答|解释|怎么看|真|假|对|准|准确|属实|靠谱|可信|可靠|正确|错"
    r"|真的|假的|确实|到底|有没有|有|没|依据|根据|不|还是|的|吗|么|嘛|呢|吧|啊|呀|了)+"
)
_ENGLISH = frozenset(
    """
    is are was this that it these those the a so for really true truth right correct accurate real fake false or not
    check verify confirm fact facts please pls can could you me us what about of answer look up into any source claim
    """.split()
)
_AROUND = re.compile(r"[\s?？!！。.,，、~～…]+")

_CALL = re.compile(
    r"^(?:[请請]|[帮幫]我|[帮幫]忙|麻[烦煩])?(?:核[实實]|核查|查[证證]|求[证證]|[辟闢][谣謠])(?:一下|下)?[\s:：,，]*(?P<claim>\S.*)"
    r"|^(?:fact[- ]?check|check|verify)[\s:：]+(?P<said>\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_HEARSAY = re.compile(
    r"^我?(?:[听聽](?:[说說]|人[说說]|到)|[据據][说說]|有人[说說]|[网網]上[说說]|都[说說]|朋友[说說]|[传傳][说說言]|看到(?:有人)?[说說])[了过過\s:：,，]*(?P<heard>\S.*)",
    re.DOTALL,
)
"""Opens what somebody has heard, and would know whether it is so."""
_ASKS = re.compile(
    r"多少|几[个名家项次位年月]|什么|啥|哪[个些里年天位]|谁|怎么|怎样|如何|为何"
    r"|\b(?:how|what|which|when|who|whose|where|why)\b",
    re.IGNORECASE,
)


def asks_about_claim(words: str) -> bool:
    """Whether words by themselves say nothing to look up, so that the message they reply to is meant.

    >>> [asks_about_claim(each) for each in ("真的吗？", "帮忙查一下", "is this true?", "??")]
    [True, True, True, True]
    >>> [asks_about_claim(each) for each in ("2017年GDP是真的吗", "就业呢", "is inflation true", "为什么")]
    [False, False, False, False]
    """
    left = _AROUND.sub(" ", words).strip().lower()
    if len(left) > _LONGEST:
        return False
    return all(word in _ENGLISH or _CHINESE.fullmatch(word) for word in left.split())


def claim_to_check(words: str) -> str:
    """What words that begin with a call to check hold against the documents; empty: they call for no check.

    What was heard is checked if it states a figure.

    >>> claim_to_check("核實 盤錦2017年GDP增長8%"), claim_to_check("check: GDP grew 8%"), claim_to_check("检查什么")
    ('盤錦2017年GDP增長8%', 'GDP grew 8%', '')
    >>> claim_to_check("听说盘锦2017年GDP增长8%"), claim_to_check("听说盘锦修了机场")
    ('盘锦2017年GDP增长8%', '')
    """
    if match := _CALL.match(words.strip()):
        said = (match["claim"] or match["said"]).strip()
        return "" if asks_about_claim(said) or is_question(said) else said
    heard = _HEARSAY.match(words.strip())
    said = heard["heard"].strip() if heard else ""
    return said if states_figure(said) else ""


def states_figure(words: str) -> bool:
    """Whether words give a figure and ask for none, so that they can be held against the documents.

    >>> states_figure("盘锦2017年GDP增长8%"), states_figure("2017年GDP目标"), states_figure("2017年8%是多少")
    (True, False, False)
    """
    plain = TIME_WORDS.sub(" ", normalize(words))
    return not is_question(words) and any(map(str.isdigit, plain)) and bool(measures(plain))


def is_question(words: str) -> bool:
    """Whether words ask for something that they do not say, so that there is nothing to check.

    >>> is_question("盘锦2017年GDP是多少"), is_question("听说盘锦2017年GDP增长8%，是真的吗")
    (True, False)
    """
    return bool(_ASKS.search(words))
