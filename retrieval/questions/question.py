"""The text of a question -> what it asks: language, years, role, places, indicators, terms, kind of answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.language import tokenizer
from retrieval.language.contrasts import Contrasts
from retrieval.language.glossary import Glossary, Mention
from retrieval.language.normalizing import is_traditional, normalize
from retrieval.language.spelling import Speller
from retrieval.language.time_words import TIME_WORDS, with_year_written_out, years_in
from retrieval.places.gazetteer import STATE, Gazetteer
from retrieval.places.place_names import short_name
from retrieval.questions.focus import focus_of, unit_of
from retrieval.questions.translating import Translator
from retrieval.types import Language, Question, Role, Wanted
from retrieval.types import Mention as PlaceMention

_HAN = re.compile(r"[一-鿿]")
_KANA = re.compile(r"[ぁ-ヿ]")
_SHORT_YEAR = re.compile(r"(?<!\d)\d{2}(?:\s|$)")
_YEAR_BEFORE_LETTERS = re.compile(r"(?<![\da-z])(?:19|20)\d{2}(?=[a-z])", re.IGNORECASE)
"""2019gdp is gdp in 2019."""
_ASKED_WITHIN = re.compile(r"了?多少(?:万?人)?(?=[一-鿿])")
"""新增多少就业 asks for 新增就业."""
_LITTLE = 1
"""Characters that say nothing beside an indicator: its 的, or the level of its place."""
_SENTENCE = 3
"""Words from which on it is one; 盘锦GDP growth is what Chinese people write, too."""
_ABBREVIATION = 3
"""Letters of GDP, CPI, PPP."""
_LATIN_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
TARGET_WORDS = re.compile(
    r"目标|(?<!人)计划|力争|预期|打算|想(?:要)?(?:做|达|增|涨|建)|准备|控制在|定在|定了?多少|(?<![主重需必摘纪])(?<!我)要(?!求|素|点|闻|不要)|拟|(?<!即)将(?!军)"
    r"|还会|至少|再(?=引进|建|增)"
    r"|\b(?:targets?|targeted|targeting|goals?|plan(?:ned|ning|s)?|will|aim(?:ed|ing|s)?|intend(?:ed|ing|s)?"
    r"|seek(?:ing|s)?|hop(?:ed|ing|es?) to"
    r"|supposed to|expected to|going to|ceiling|to be)\b",
    re.IGNORECASE,
)
RESULT_WORDS = re.compile(
    r"完成了|实现了|达到了|做到了|[^\s为]了(?:多少|几|哪)|实际(?!利用|使用)|已经|一共|总共|完成(?:情况|多少)"
    r"|\b(?:was|were|did|actual(?:ly)?|achieved|came to|reached|completed|results?)\b",
    re.IGNORECASE,
)
_PLAIN_SPEECH = (
    (re.compile(r"城里人的?(?=(?:人均|平均|可支配|收入))"), "城镇居民"),
    (re.compile(r"(?:农村|乡下)人的?(?=(?:人均|平均|可支配|收入))"), "农村居民"),
    (re.compile(r"老百姓的?(?=(?:人均|平均|可支配|收入))"), "居民"),
)
"""What people call those whose income the reports tell."""
_PAST_TENSE = re.compile(r"\b(?:was|were|did)\b", re.IGNORECASE)
"""What was the target: in English the tense of the question tells nothing beside a word that does."""
_OCCASION = re.compile(
    r"(?:(?<!工)作|做|发表|宣读).{0,4}报告|报告(?:是|的)?(?:谁|何时|什么时候|哪[一天次位]|日期|时间)"
    r"|报告(?:是)?谁(?:作|做|写|念|讲)|(?:这|这些|以上)?(?:话|数字)?是?谁(?:说|讲|报告|宣布)的|(?:讲话|报告).{0,3}(?:什么时候|哪一?天)"
    r"|(?:在|是)哪[一个次届]+.{0,2}(?:会|大会)"
    r"|(?:现任|现在的?)?(?:代?市长|代?省长|县长|区长|州长|主席|总理)(?:是谁|叫什么|姓名|名字)|谁是.{0,4}(?:长|主席|总理)"
    r"|\bwho (?:is|was|are) the (?:\w+ )?(?:mayor|governor|premier|speaker)\b"
    r"|\breport (?:\w+ )?(?:delivered|given|presented|made)\b"
    r"|\b(?:delivered|gave|presented|made|date of) (?:the|this) (?:\w+ )*report\b|\bwhen was (?:the|this) (?:\w+ )*report\b",
    re.IGNORECASE,
)
_WANTED = (
    (Wanted.REASON, r"为什么|为啥|为何|咋会|原因|怎么会|\bwhy\b"),
    (Wanted.DATE, r"什么时候|何时|哪一?天|哪一?年|几月|几号|日期|\bwhen\b|\bwhat date\b"),
    (Wanted.PERSON, r"谁|哪位|长叫(?:什么|啥)|\bwho\b|\bwhose\b"),
    (
        Wanted.LIST,
        r"哪些|哪[几两三四五六]|分别|包括|(?:有|存在|都是)(?:什么|啥)|列出|几种|几类"
        r"|\b(?:which|what) (?:\w+ )?\w+s (?:are|will|were|does|did|do)\b|\blist of\b|\bwhat are\b",
    ),
    (
        Wanted.NUMBER,
        r"多少|几[^加]|多大|多高|多长|多远|百分之几|增速|增幅|涨幅|比例|占比|比重|总量|多快|数量|第几"
        r"|\bhow (?:much|many|big|large|high|fast|long|far)\b|\brate\b|\bshare\b|\bpercent|\bnumber of\b|\bgrowth\b",
    ),
    (Wanted.NAME, r"哪|什么|啥|叫|名称|名字|\bwhich\b|\bwhat\b|\bwhere\b"),
)
"""What asks for each kind of answer; the first that stands in a question decides."""
_WHAT_IT_IS = re.compile(r"\bwhat(?:'s| is| was| were| are)\b|是什么[?？]?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known beforehand of the words a question may use."""

    glossary: Glossary
    gazetteer: Gazetteer
    speller: Speller
    translator: Translator
    contrasts: Contrasts
    report_years: frozenset[int]
    """Of the documents; empty if they have none."""

    @property
    def report_year(self) -> int | None:
        """What 今年 means; None if the documents have no year."""
        return max(self.report_years, default=None)


def understand(text: str, lexicon: Lexicon) -> Question:
    """Read a question that stands by itself."""
    tidy = _YEAR_BEFORE_LETTERS.sub(r"\g<0> ", normalize(text))
    for spoken, written in _PLAIN_SPEECH:
        tidy = spoken.sub(written, tidy)
    return read(text, _dated(lexicon.speller.mend(tidy), lexicon), lexicon)


def read(text: str, normalized: str, lexicon: Lexicon) -> Question:
    """Read a question, or a part of one, that is normalised and has its typing errors mended.

    Args:
        text: as typed.
        normalized: what is read.
        lexicon: what is known of words.
    """
    mentions = lexicon.glossary.mentions(_ASKED_WITHIN.sub("", normalized))
    named = lexicon.gazetteer.mentions(normalized)
    expansion = [name for mention in mentions for name in _other_names(mention.entry.names, normalized)]
    timeless = TIME_WORDS.sub(" ", normalized) if lexicon.report_year else normalized
    content = tokenizer.content(timeless) or tokenizer.content(normalized)
    terms = [*tokenizer.words(content), *(word for name in expansion for word in tokenizer.words(name))]
    language = _language(text, _without_names(normalized, named), lexicon.glossary)
    is_alone = _is_indicator_alone(normalized, mentions, named)
    foreign = _without(mentions, content) if language is Language.ENGLISH else ""
    return Question(
        text=text,
        language=language,
        normalized=normalized,
        content=content,
        years=years_in(normalized, lexicon.report_year),
        role=role_in(normalized),
        places=_short_names(named),
        named=named,
        indicators=tuple(dict.fromkeys(mention.entry.standard for mention in mentions)),
        terms=tuple(dict.fromkeys(terms)),
        translations=lexicon.translator.translate(foreign),
        is_indicator_alone=is_alone,
        wanted=Wanted.NUMBER if is_alone else _wanted(normalized, names_indicator=bool(mentions)),
        unit=unit_of(normalized),
        focus=focus_of(normalized),
        asks_occasion=bool(_OCCASION.search(normalized)),
    )


def role_in(text: str) -> Role | None:
    """Whether a text asks for a result or a target; None: neither, or both."""
    target, result = bool(TARGET_WORDS.search(text)), bool(RESULT_WORDS.search(text))
    if target and result and not RESULT_WORDS.search(_PAST_TENSE.sub("", text)):
        return Role.TARGET
    if target == result:
        return None
    return Role.TARGET if target else Role.RESULT


def _dated(text: str, lexicon: Lexicon) -> str:
    """The text with the year that two digits after its first place stand for, if it names no other."""
    if years_in(text, lexicon.report_year) or not _SHORT_YEAR.search(text):
        return text
    named = lexicon.gazetteer.mentions(text)
    return with_year_written_out(text, named[0].end) if named else text


def _short_names(named: Sequence[PlaceMention]) -> tuple[frozenset[str], ...]:
    groups = (frozenset(short_name(place.name) for place in each.candidates) for each in named)
    return tuple(dict.fromkeys(group for group in groups if group != {STATE.name}))


def _without_names(text: str, named: Sequence[PlaceMention]) -> str:
    """A text without the names of places, which people write in Chinese in an English question, too; unless it is none."""
    rest = text
    for each in reversed(named):
        rest = f"{rest[: each.start]} {rest[each.end :]}"
    return rest if len(_LATIN_WORD.findall(rest)) >= _SENTENCE else text


def _language(text: str, tidy: str, glossary: Glossary) -> Language:
    if _HAN.search(tidy) and not _KANA.search(tidy):
        return Language.TRADITIONAL if is_traditional(text) else Language.SIMPLIFIED
    words = _LATIN_WORD.findall(tidy)
    if not words and any(map(str.isalpha, tidy)):
        return Language.ENGLISH
    # GDP and PPP are what Chinese people type, too; a sentence is English.
    only_names = all(_is_chinese_name(word.lower(), glossary) for word in words)
    return Language.SIMPLIFIED if only_names else Language.ENGLISH


def _is_chinese_name(word: str, glossary: Glossary) -> bool:
    return any(
        word in (*mention.entry.names, *mention.entry.english) and len(word) <= _ABBREVIATION
        for mention in glossary.mentions(word)
    )


def _without(mentions: Sequence[Mention], text: str) -> str:
    """A text without the names that the glossary has found in it: it knows their Chinese better."""
    for name in sorted({mention.name for mention in mentions}, key=len, reverse=True):
        text = re.sub(rf"\b{re.escape(name)}\b", " ", text, flags=re.IGNORECASE)
    return text


def _other_names(names: tuple[str, ...], question: str) -> list[str]:
    """The two usual names: more would drown the question's own words."""
    return [name for name in names if name not in question.lower()][:2]


def _is_indicator_alone(text: str, mentions: Sequence[Mention], named: Sequence[PlaceMention]) -> bool:
    """Whether nothing but an indicator is said, of some place and time: its figure is wanted."""
    rest = TIME_WORDS.sub("", text)
    for name in sorted(
        {each.text for each in named} | {each.name for each in mentions}, key=len, reverse=True
    ):
        rest = re.sub(re.escape(name), "", rest, flags=re.IGNORECASE)
    rest = TARGET_WORDS.sub("", rest)
    return bool(mentions) and sum(map(str.isalnum, rest)) <= _LITTLE


def _wanted(text: str, *, names_indicator: bool) -> Wanted:
    kind = next(
        (kind for kind, pattern in _WANTED if re.search(pattern, text, re.IGNORECASE)), Wanted.ANYTHING
    )
    # "What was the GDP" asks for what an indicator is: a figure, if there is one.
    asks_what_it_is = kind is Wanted.NAME and names_indicator and _WHAT_IT_IS.search(text)
    return Wanted.ANYTHING if asks_what_it_is else kind
