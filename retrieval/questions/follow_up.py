"""An elliptical question -> the whole one: what is missing is taken from what the chat asked last.

那2016年呢？ changes the year, 固定资产投资呢 the subject, 去年实际是多少 year and role. A question that says what it is
about starts afresh. The idea is that of query rewriting for conversational search (Elgohary et al., "Can You Unpack
That?", EMNLP 2019), done by what the fields of a question say instead of by a model.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.language.normalizing import is_simplified
from retrieval.language.time_words import TIME_WORDS
from retrieval.places.neighbouring_places import side_by_side
from retrieval.questions.question import Lexicon, understand
from retrieval.questions.wanted import RESULT_WORDS, TARGET_WORDS
from retrieval.types import Answer, Language, Mention, Missing, QueryPlan, Role, Wanted

_CUE = re.compile(
    r"^(?:好[吧的]?[,，\s]*)?(?:那么?|然后|还有|再问|回到|换成)|^(?:and|what about|how about|then|also)\b|呢(?=\s|[?？。!！]|$)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^(?:不对|不是(?:这个|的)?|错了?|搞错了|弄错了)[,，。!！\s]*(?:我?(?:是|要|想)?(?:问|要|说|查)?的?(?:是)?)?(?:我(?:要|问|说|想问|是问)(?:的是)?)?[,，:：\s]*"
    r"|^我(?:问|要|说|想问|是问)的?(?:是|的是)[,，:：\s]*"
    r"|^(?:no|nope|sorry|wrong)?[,，.\s]*i (?:mean|meant|asked(?: for| about)?|want(?:ed)?)\b[,\s]*",
    re.IGNORECASE,
)
"""Opens a turn that says the question before anew: 不是，我问的是去年."""
_ASPECT = re.compile(
    r"总量|总额|总数|规模|绝对值|绝对数|[涨增降跌]幅|增长率|增速|同比|占比|比重|比例|排名|(?:排|居|列)?(?:第几|多少)(?:位|名)|排第几|第几"
    r"|几个百分点|百分之几|单位|金额|数额|数量|面积|人数|多少钱|为什么|为啥|为何|原因|完成了?(?:没有?|吗)|做到了?(?:没有?|吗)"
    r"|涨了?没涨?|\b(?:total|amount|rate|share|rank(?:ing)?|percent(?:age)?|increase|why|how come)\b",
    re.IGNORECASE,
)
"""Asks for one more property of what was asked about: 总量多少, 增速呢, 为什么."""
_SAYS_NOTHING = re.compile(
    r"好吧|好的|那么?个?|这个|呢|是|多少|几[个位名家项]?|的|了|吗|没有?|什么|怎么样|如何|情况|数字|数据|再往前|再|还有|还|有|回到|换成|看看|说说|具体"
    r"|目标|实际|计划|预期|预计|打算|准备|力争|争取|完成|实现|达到|做到|定在|定|设|要求|增长|增速|增加|提高|涨|想|要|会|能|做|搞|它|这|个|钱|元"
    r"|\b(?:and|what|how|about|then|also|the|for|in|of|is|was|were|it|that|much|many|did|does|do|to|be|will"
    r"|targets?|goals?|plans?|planned|actual|results?|growth|grow|year|number|figure)\b"
    r"|[\s,，。?？!！、:：;；]",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"(?:一共|总共|分别|大概|到底)?(?:是|有|为|达到?|完成|实现|做到)?了?(?:多少|几何|怎么样|如何|什么|啥)(?:[个家项人万亿]*元?|钱)?(?:呢|啊|呀|吗)?|吗(?=[?？\s]|$)|[?？]|第几[位名]?|排第几"
    r"|\b(?:what|how (?:much|many)|was|were|is|did|does)\b",
    re.IGNORECASE,
)
"""The words of a question that only ask."""
_POINTING = re.compile(
    r"^(?:在|是)?哪[个次年天里]|^(?:它|其中|这)|^(?:什么时候|何时|哪天|谁).{1,3}的[?？]?$"
    r"|^(?:靠|用|由|花|占|排|从|给|跟|为(?!什么|啥|何)).{0,3}(?:什么|啥|哪|谁|多少|几)|\b(?:it|that|they|there)\b",
    re.IGNORECASE,
)
_PREPOSITION = re.compile(r"^(?:from|in|for|by|to|at|of|with|on|under)\b", re.IGNORECASE)
"""Opens an English fragment that narrows the question before instead of naming another subject."""
_HANGING = re.compile(r"\s*\b(?:in|of|for|by|during)\s*[?？]?\s*$", re.IGNORECASE)
"""What is left before a year that was taken out."""
_PART = 3
"""Characters: a subject no longer than this is a part of the subject before (竣工的呢？), unless it has a name."""
_FRAGMENT = 8
"""Characters: a question this short that points at something leans on the one before."""


_ASKED_NOTHING = frozenset({Missing.EMPTY, Missing.TOO_LONG, Missing.SMALL_TALK})


def to_remember(answer: Answer, previous: QueryPlan | None) -> QueryPlan | None:
    """What the next question of the chat may lean on: this one, answered or not, unless it asked nothing.

    A year that there is nothing of is not asked about again by a question that names none.
    """
    if answer.missing in _ASKED_NOTHING:
        return previous
    return replace(answer.question, years=()) if answer.missing is Missing.YEAR else answer.question


def complete(question: QueryPlan, previous: QueryPlan | None, lexicon: Lexicon) -> QueryPlan:
    """The question with what it leaves out, or as it is when it leaves out nothing but the place.

    A place that is not named again is only remembered, in `named`: it says where to look, not what to look for.
    """
    if previous is None:
        return question
    if question.asks_occasion:
        whole = question if _names_report(question) else replace(question, years=_told_in(previous))
    else:
        whole = _completed(question, previous, lexicon)
    if whole.named:
        return replace(whole, named=_told_apart(whole.named, previous.named))
    carried = _spoken_of(previous)
    return replace(whole, named=carried, where=replace(whole.where, are_carried=bool(carried)))


def _names_report(question: QueryPlan) -> bool:
    return bool(question.years) or question.time.report is not None


def _told_in(question: QueryPlan) -> tuple[int, ...]:
    """The year of the report that tells what was asked of one year: its own sets the targets, the next has the results."""
    if (report := question.time.report) is not None:
        return (report,)
    if len(question.years) != 1 or question.asks_occasion:
        return question.years
    return question.years if question.role is Role.TARGET else (question.years[0] + 1,)


def _completed(question: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    if (rest := _CORRECTION.sub("", question.normalized).strip()) and rest != question.normalized:
        question = replace(understand(rest, lexicon), text=question.text)
        if len(_subject(question)) < _PART and not question.indicators:
            return _same_subject(question, previous, lexicon)
    if question.time.is_year_before and previous.years:
        question = replace(question, years=(previous.years[0] - 1,))
    subject = _subject(question)
    if not subject:
        asks = question.wanted is not Wanted.ANYTHING or _CUE.search(question.normalized)
        changes = question.years or question.role or question.named or asks or _aspect(question)
        return _same_subject(question, previous, lexicon) if changes else question
    if _CUE.search(question.normalized):
        return _other_subject(question, subject, previous, lexicon)
    if len(question.normalized) <= _FRAGMENT and _POINTING.search(question.normalized):
        return _read(f"{previous.normalized} {question.normalized}", question, previous, lexicon)
    return _of_same_year(question, previous)


def _of_same_year(question: QueryPlan, previous: QueryPlan) -> QueryPlan:
    """A figure of another subject is asked for of the year that is spoken of, unless only what was planned was."""
    asks_figure = question.wanted is Wanted.NUMBER or bool(question.indicators)
    if question.years or not asks_figure or len(previous.years) != 1 or question.time.report:
        return question
    is_of_same_role = question.role is previous.role or previous.role is not Role.TARGET
    return replace(question, years=previous.years) if is_of_same_role else question


def _subject(question: QueryPlan) -> str:
    """What it is about, without the words that only say when, where, how much, or target or result."""
    rest = TIME_WORDS.sub("", _without_places(question.normalized, question))
    return _SAYS_NOTHING.sub("", _ASPECT.sub("", rest)).strip("市省县区州 和与跟、")


def _aspect(question: QueryPlan) -> str:
    """What is asked about the subject, in the asker's words; empty: nothing but a year, a place or a role."""
    rest = TIME_WORDS.sub("", _without_places(question.normalized, question))
    rest = _CUE.sub("", rest).strip(" ,，。?？!！呢")
    return rest if _ASPECT.search(rest) else ""


def _same_subject(question: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """What was asked before, of another year, role or place."""
    text = previous.normalized
    if question.years:
        text = TIME_WORDS.sub("", text)
    if question.role or (question.years and not _tell(previous.role, question.years, lexicon)):
        text = TARGET_WORDS.sub("", RESULT_WORDS.sub("", text))
    if question.named:
        text = _without_places(text, previous)
        places = "和".join(mention.text for mention in question.named)
        text = f"{places} {text}" if places.isascii() else places + text
    if aspect := _aspect(question):
        text = f"{_ASPECT.sub('', _ASKING.sub('', text)).strip()} {aspect}"
    when, role = _when(question.years), _role_word(question.role, question.language)
    if previous.language is Language.ENGLISH and when:
        text = _HANGING.sub("", text)
        return _read(f"{text}{role} in {when.replace('年', ' ').strip()}", question, previous, lexicon)
    return _read(f"{when}{text}{role}", question, previous, lexicon)


def _tell(role: Role | None, years: Sequence[int], lexicon: Lexicon) -> bool:
    """Whether there are reports that tell a target, or a result, of other years as well: 2018年呢 after a target of 2017.

    Of a single report it is the other way: its targets are of its own year, and its results of the one before.
    """
    later = 0 if role is Role.TARGET else 1
    return role is not None and {year + later for year in years} <= lexicon.report_years


def _other_subject(question: QueryPlan, subject: str, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """Another subject, of the same year and role."""
    new = _CUE.sub("", question.normalized).strip(" ?？,，")
    if (swapped := lexicon.contrasts.swapped(previous.normalized, new)) and not question.indicators:
        # 城镇的呢 after 农村居民收入: the rest of the question stays.
        return _same_subject(question, replace(previous, normalized=swapped), lexicon)
    if _PREPOSITION.match(new):
        return _read(f"{previous.normalized} {new}", question, previous, lexicon)
    if len(subject) <= _PART and not question.indicators:
        whole = _read(f"{previous.normalized} {new}", question, previous, lexicon)
        return replace(whole, focus=subject)
    role = "" if question.role or question.years else _role_word(previous.role, question.language)
    when = "" if question.years else _when(previous.years)
    if question.language is Language.ENGLISH and when:
        return _read(f"{new}{role} in {when.replace('年', ' ').strip()}", question, previous, lexicon)
    return _read(f"{when}{new}{role}", question, previous, lexicon)


def _read(text: str, question: QueryPlan, previous: QueryPlan, lexicon: Lexicon) -> QueryPlan:
    """Understand a completed text; what was typed last decides, then what was asked before."""
    whole = understand(text, lexicon)
    return replace(
        whole,
        text=question.text,
        parts=question.parts,
        language=_language(question, previous),
        years=question.years or previous.years,
        role=question.role or (whole.role if question.years else previous.role),
        wanted=previous.wanted if whole.wanted is Wanted.ANYTHING else whole.wanted,
        in_full=whole.normalized,
    )


def _without_places(text: str, question: QueryPlan) -> str:
    for name in sorted({mention.text for mention in question.named}, key=len, reverse=True):
        text = re.sub(rf"{re.escape(name)}[市省县区州]?", "", text)
    return text


def _spoken_of(question: QueryPlan) -> tuple[Mention, ...]:
    """The places that a question asks about; the others that it names belong to its subject."""
    return question.named if question.where.are_carried else side_by_side(question.named)


def _told_apart(named: tuple[Mention, ...], before: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Places of one name, told apart by which of them was spoken of: 吉林 after 吉林市 is the city."""
    spoken_of = {mention.candidates[0] for mention in before if len(mention.candidates) == 1}
    return tuple(
        replace(mention, candidates=tuple(spoken_of & set(mention.candidates)) or mention.candidates)
        for mention in named
    )


def _language(question: QueryPlan, previous: QueryPlan) -> Language:
    """The one spoken before, where nothing in what was typed tells (2015? or 那今年呢)."""
    if not any(map(str.isalpha, question.normalized)):
        return previous.language
    both = {question.language, previous.language}
    undecided = both == {Language.SIMPLIFIED, Language.TRADITIONAL} and not is_simplified(question.text)
    return Language.TRADITIONAL if undecided else question.language


def _when(years: tuple[int, ...]) -> str:
    return "".join(f"{year}年" for year in years)


def _role_word(role: Role | None, language: Language) -> str:
    if role is None:
        return ""
    if language is Language.ENGLISH:
        return " target" if role is Role.TARGET else " actual"
    return "目标" if role is Role.TARGET else "实际完成"
