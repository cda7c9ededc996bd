"""The text of a claim -> its figures, each with what it is about, and the time, role and places it names.

The one place where this package reads the words of a claim. A Chinese claim is read as a report is; an English one by the
names of the glossary and, word by word, by what its words may mean in the documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.domains.work_reports.checking.posted_words import as_reports_write
from retrieval.domains.work_reports.facts.extraction import FactReader
from retrieval.domains.work_reports.facts.records import Direction, Fact, Kind, Period, Subject
from retrieval.domains.work_reports.places.gazetteer import Gazetteer
from retrieval.domains.work_reports.questions.times import PLAN_YEARS, plan_in
from retrieval.language import tokenizer
from retrieval.language.contrasts import Contrasts
from retrieval.language.glossary import Glossary
from retrieval.language.glossary import Mention as Name
from retrieval.language.measures import Measure, measures
from retrieval.language.normalizing import is_traditional, normalize
from retrieval.language.question_words.intention import role_in
from retrieval.language.time_words import TIME_WORDS, years_told
from retrieval.language.units import RANK, is_share
from retrieval.questions.translating import Translator
from retrieval.types import Contrast, Language, Meaning, Mention, Role

MAX_CLAIM = 1500
"""Characters of a claim that are read; what is forwarded is hardly ever longer."""
MAX_FIGURES = 8
_FEW = 4
_CAUSE = re.compile(
    r"因为|由于|主要靠|主要是靠|得益于|归功于|原因是|拜.{1,10}所赐|\bbecause\b|\bdue to\b|\bthanks to\b"
    r"|带动(?!力|作用)",
    re.IGNORECASE,
)
_PREDICTION = re.compile(
    r"再过\d+年|就.{0,3}(?:挖|用|花)光|将来会|迟早|\bwill (?:never|run out)\b", re.IGNORECASE
)
_OPINION = re.compile(
    r"最宜居|没有之一|不接受反驳|最美|最好吃|最好的|世界第一|全世界(?:第一|最)|甲天下|\bthe best\b"
    r"|\bmost beautiful\b",
    re.IGNORECASE,
)
_PRAISE = re.compile(
    r"(?:真|太|很|好|非常|十分|特别|越来越)(?:是)?(?:好|棒|差|烂|美|漂亮|幸福|宜居|不错|厉害|糟|乱|快|难|穷|富)|应该|应当|我(?:觉得|认为|希望|相信)"
    r"|\b(?:great|awful|terrible|wonderful|beautiful|should|i (?:think|believe|feel|hope))\b",
    re.IGNORECASE,
)
"""Opinions where no figure is told; beside one only its colour: 才7%，真厉害."""
_RECORD = re.compile(
    r"历史(?:最高|新高|最好|之最)|新高|新纪录|最高(?:纪录|水平)|\b(?:record|all-time) high\b|\brecord\b",
    re.IGNORECASE,
)
_ENGLISH_GROWTH = re.compile(
    r"\b(?:grow\w*|grew|up|rose|rise|rises|rising|increas\w+|climb\w*|gain\w*|jump\w*|expand\w*)\b",
    re.IGNORECASE,
)
_ENGLISH_FALL = re.compile(
    r"\b(?:fell|fall\w*|drop\w*|declin\w+|decreas\w+|down|shrank|shr[iu]nk\w*|contract\w*|reduc\w+|lower\w*)\b",
    re.IGNORECASE,
)
_ECONOMY = re.compile(r"\beconom(?:y|ic growth)\b", re.IGNORECASE)
_NEW = re.compile(r"新增|净增|新建|\bnew(?:ly)?\b|\badded\b", re.IGNORECASE)
_SEVERAL_YEARS = re.compile(
    r"年均|(?<![零〇一二三四五六七八九十\d])[两三四五]年(?:间|来|里)?|累计|[比较](?:19|20)\d\d年"
    r"|\b(?:annual average|on average|per year|a year on average|five years|over \w+ years)\b",
    re.IGNORECASE,
)
_CHATTER = re.compile(
    r"[呵哈嘿嘻]{2,}|哎呀|天[哪啊呐]|我的天|笑死|绝了|好家伙|转发|家人们|老铁们?|朋友们?|乡亲们|好消息|重磅|谁懂啊|真的假的|求辟谣|转需|不转不是.{0,6}|听.{0,6}(?:说"
    r"|讲)(?:的)?|有人说|群里.{0,4}|据说|是不是|是吗|有吗|吧|吗|呢|啊|了没有"
)
_BREAK = re.compile(r"[!！?？~～]+|(?<=[一-鿿%]) +(?=[^ ])|(?<=[^ ]) +(?=[一-鿿])")
"""What parts the clauses of a chat: blanks, too, which emoji have become."""
_DENIED = re.compile(
    r"(?:不是|并非|不等于|没有?(?:增长|下降|增加|减少)|[未没]曾?(?:增长|下降|增加|减少))[^,;。\d]{0,3}$"
)
_LENGTHS = frozenset({"year_long", "month_long", "grade"})
"""三年, 一个月, 二级: hardly ever what a claim tells."""
_AMOUNT = re.compile("(?:生产总值|预算收入|总收入|可支配收入|零售总额|进出口总额|固定资产投资|增加值)$")
_SHARE_OF = re.compile(
    r"占|比重|比例|\b(?:share|proportion|percent(?:age)?) of\b|\baccount|% of", re.IGNORECASE
)
_KEPT_AT = re.compile("控制在")
_LEADING_CHATTER = re.compile(r"^(?:一年|光|就|才|仅|都|也|又|还|咱们?|我们|听说|打算|想|把|将|领)+")
_PLAN_NAME = re.compile(r"[“\"]?(?<!二)十[一二三四五]?五[”\"]?(?:规划|时期|期间|末)?(?!年|[万亿])")
_BARE_GROWTH = re.compile(r"(?:增长|增速)(?:的)?目标|目标(?:的)?(?:增长|增速)|经济")
"""定的增长目标8.3%: the economy's."""
_PLACES_OF_WORDS = re.compile(r"全[市省县区国州盟旗]|我[市省县区国州]|本[市省县区]|^中国")


@dataclass(frozen=True, slots=True)
class ClaimFigure:
    """One figure of a claim, or a thing said of it without one."""

    written: str
    """As in the claim; empty: no figure."""
    measure: Measure | None
    subject: Subject
    clause: str
    """Its own, as normalised."""
    words: tuple[str, ...]
    """Content words in its clause."""
    meanings: tuple[tuple[Meaning, ...], ...]
    """Of an English claim: for each content word, the documents' words it may stand for."""
    kind: Kind
    direction: Direction
    years: frozenset[int]
    role: Role | None
    period: Period
    taken: tuple[Contrast, ...]
    """The sides that the claim takes of contrasts: a figure of another side is not meant."""
    is_baseline: bool
    """Is what it was before: 由A增加到B gives A so."""
    is_new: bool
    """Says that so much came about, not how much there is."""
    denial: str = ""
    """The words before it that say that it is not so much: 不是 of 不是1100亿元; empty: it is told."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim as it was read."""

    text: str
    normalized: str
    language: Language
    named: tuple[Mention, ...]
    """Places."""
    years: tuple[int, ...]
    role: Role | None
    is_role_open: bool
    """Whether the words that make it a target (控制在) may tell a result, too."""
    figures: tuple[ClaimFigure, ...]
    tells_record: bool
    is_cause: bool
    is_prediction: bool
    is_opinion: bool


class ClaimReader:
    """Reads claims by what is known of words and places."""

    def __init__(
        self,
        glossary: Glossary,
        gazetteer: Gazetteer,
        translator: Translator,
        contrasts: Contrasts,
        newest: int | None,
    ) -> None:
        self.glossary = glossary
        self.gazetteer = gazetteer
        self._translator = translator
        self._newest = newest
        self._contrasts = contrasts
        self._facts = FactReader(glossary)

    def read(self, text: str) -> Claim:
        """Read a claim."""
        normalized = as_reports_write(_CHATTER.sub(" ", normalize(text[:MAX_CLAIM])))
        named = self.gazetteer.mentions(normalized)
        language = _language(text, normalized)
        years = years_told(normalized).given(self._newest) or _end_of_plan(normalized)
        role = role_in(normalized)
        figures = (
            self._in_english(normalized, named, years, role)
            if language is Language.ENGLISH
            else self._in_chinese(normalized, named, years, role)
        )
        return Claim(
            text=text,
            normalized=normalized,
            language=language,
            named=named,
            years=tuple(sorted(years)),
            role=role,
            is_role_open=role is Role.TARGET and role_in(_KEPT_AT.sub(" ", normalized)) is None,
            figures=tuple(figures[:MAX_FIGURES]),
            tells_record=bool(_RECORD.search(normalized)),
            is_cause=bool(_CAUSE.search(normalized)),
            is_prediction=bool(_PREDICTION.search(normalized)),
            is_opinion=bool(_OPINION.search(normalized)) or _is_praise(normalized, figures),
        )

    def _in_chinese(
        self, text: str, named: Sequence[Mention], years: Sequence[int], role: Role | None
    ) -> list[ClaimFigure]:
        blank = _BREAK.sub(",", _without_places(text, named))
        taken = self._contrasts.taken(blank.lower())
        found = [
            ClaimFigure(
                written=blank[fact.start : fact.end].strip(),
                measure=fact.measure,
                subject=self._named(fact.subject) if fact.subject.words else self._bare(fact, blank),
                clause=_clause(blank, fact.start, fact.end),
                words=_content(_clause(blank, fact.start, fact.end)),
                meanings=(),
                kind=_kind(fact.kind, fact.measure, fact.subject.indicator, fact.subject.words),
                direction=fact.direction,
                years=fact.years or _only(years),
                role=role,
                period=Period.SEVERAL_YEARS
                if _SEVERAL_YEARS.search(_clause(blank, fact.start, fact.end))
                else fact.period,
                taken=taken,
                is_baseline=fact.is_baseline,
                is_new=bool(_NEW.search(_clause(blank, fact.start, fact.start))),
                denial=_denial(blank[: fact.start]),
            )
            for fact in self._facts.of_text(blank)
            if fact.measure.dimension not in _LENGTHS and fact.measure.unit != "届"
        ]
        return found or self._without_figures(blank, years, role, ())

    def _in_english(
        self, text: str, named: Sequence[Mention], years: Sequence[int], role: Role | None
    ) -> list[ClaimFigure]:
        blank = _without_places(text, named)
        names = self.glossary.mentions(blank)
        taken = self._contrasts.taken(blank.lower())
        found = [each for each in measures(blank) if each.dimension not in _LENGTHS]
        if not found:
            return self._without_figures(blank, years, role, names)
        made = []
        translated = self._translator.translate(_blanked(blank, names, found))
        for measure in found:
            clause = _english_clause(blank, measure)
            name = _nearest(names, measure)
            subject = self._english_subject(name, clause)
            made.append(
                ClaimFigure(
                    written=blank[measure.start : measure.end].strip(),
                    measure=measure,
                    subject=subject,
                    clause=clause,
                    words=(),
                    meanings=(*_meanings(name), *translated),
                    kind=_kind(_english_kind(blank, measure), measure, subject.indicator, clause),
                    direction=_english_direction(clause),
                    years=_only(years),
                    role=role,
                    period=Period.SEVERAL_YEARS if _SEVERAL_YEARS.search(clause) else Period.YEAR,
                    taken=taken,
                    is_baseline=bool(re.search(r"\bfrom\s*$", blank[: measure.start], re.IGNORECASE)),
                    is_new=bool(_NEW.search(clause)),
                )
            )
        return made

    def _english_subject(self, name: Name | None, clause: str) -> Subject:
        if name is None and not _ECONOMY.search(clause):
            return Subject("")
        entry = name.entry if name else self.glossary.entry("gdp")
        return Subject(name.name if name else "economy", entry.standard, name.name if name else "economy")

    def _bare(self, fact: Fact, text: str) -> Subject:
        """What a share is of that names nothing: GDP, where a growth is spoken of as a goal."""
        is_goal = is_share(fact.measure.dimension) and _BARE_GROWTH.search(
            _clause(text, fact.start, fact.end)
        )
        return Subject("gdp", self.glossary.entry("gdp").standard, "gdp") if is_goal else fact.subject

    def _named(self, subject: Subject) -> Subject:
        """A subject with the indicator that its words name, if a few words of chatter follow it: 粮食大丰收."""
        plain = _PLAN_NAME.sub("", TIME_WORDS.sub("", subject.words))
        words = _LEADING_CHATTER.sub("", _PLACES_OF_WORDS.sub("", plain))
        mentions = self.glossary.mentions(words)
        if (
            (not subject.indicator or words != subject.words)
            and mentions
            and len(words) - mentions[-1].end <= _FEW
        ):
            last = mentions[-1]
            return Subject(words, last.entry.standard, last.name, words[: last.start].strip(" 　的、"))
        return replace(subject, words=words, item=_PLACES_OF_WORDS.sub("", subject.item).strip(" 　的、"))

    def _without_figures(
        self, text: str, years: Sequence[int], role: Role | None, names: Sequence[Name]
    ) -> list[ClaimFigure]:
        """What is said without a figure: 进出口总额下降."""
        names = names or self.glossary.mentions(text)
        direction = _direction(text)
        subject = Subject(names[0].name, names[0].entry.standard) if names else Subject("")
        rest = _blanked(text, names, ())
        return [
            ClaimFigure(
                written="",
                measure=None,
                subject=subject,
                clause=text,
                words=_content(text),
                meanings=self._translator.translate(rest)
                if re.search("[a-z]{3}", rest, re.IGNORECASE)
                else (),
                kind=Kind.GROWTH if direction is not Direction.NONE else Kind.LEVEL,
                direction=direction,
                years=_only(years),
                role=role,
                period=Period.YEAR,
                taken=self._contrasts.taken(text.lower()),
                is_baseline=False,
                is_new=False,
            )
        ]


def _is_praise(text: str, figures: Sequence[ClaimFigure]) -> bool:
    is_told = any(each.measure is not None or each.direction is not Direction.NONE for each in figures)
    return not is_told and bool(_PRAISE.search(text))


def _denial(before: str) -> str:
    denied = _DENIED.search(before)
    return denied[0].strip(" 　") if denied else ""


def _end_of_plan(text: str) -> tuple[int, ...]:
    """The last year of the five-year plan that a claim speaks of: 2005 for “十五”五年间; none: it names no plan."""
    first = plan_in(text)
    return () if first is None else (first + PLAN_YEARS - 1,)


def _without_places(text: str, named: Sequence[Mention]) -> str:
    """The text with the names of places blanked, so that offsets stay."""
    rest = text
    for each in named:
        rest = f"{rest[: each.start]}{'　' * (each.end - each.start)}{rest[each.end :]}"
    return rest


def _blanked(text: str, names: Sequence[Name], figures: Sequence[Measure]) -> str:
    rest = text
    for start, end in [(name.start, name.end) for name in names] + [
        (each.start, each.end) for each in figures
    ]:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return TIME_WORDS.sub(" ", rest)


def _clause(text: str, start: int, end: int) -> str:
    head = re.split(r"[,，;；。!！?？]", text[:start])[-1]
    tail = re.split(r"[,，;；。!！?？]", text[end:])[0]
    return head + " " + tail


def _english_clause(text: str, measure: Measure) -> str:
    head = re.split(r"[.;!?](?=\s|$)|,(?=\s)", text[: measure.start])[-1]
    tail = re.split(r"[.;!?](?=\s|$)|,(?=\s)| and ", text[measure.end :])[0]
    return f"{head} {tail}"


def _meanings(name: Name | None) -> tuple[tuple[Meaning, ...], ...]:
    """The Chinese names of what an English claim names."""
    return (tuple(Meaning(each, 1.0) for each in name.entry.names),) if name else ()


def _kind(kind: Kind, measure: Measure, indicator: str, around: str) -> Kind:
    """GDP目标是7% and "a GDP target of 7%" tell a growth without its word."""
    is_rate = kind is Kind.LEVEL and measure.dimension == "share"
    is_amount = bool(_AMOUNT.search(indicator)) and not _SHARE_OF.search(around)
    return Kind.GROWTH if is_rate and is_amount else kind


def _content(text: str) -> tuple[str, ...]:
    rest = TIME_WORDS.sub(" ", text)
    words = (word for word in tokenizer.words(tokenizer.content(rest)))
    return tuple(dict.fromkeys(word for word in words if len(word) > 1 and not re.search(r"\d", word)))


def _nearest(names: Sequence[Name], measure: Measure) -> Name | None:
    before = [name for name in names if name.end <= measure.start]
    after = [name for name in names if name.start >= measure.end]
    return before[-1] if before else after[0] if after else None


def _english_kind(text: str, measure: Measure) -> Kind:
    if measure.dimension == RANK:
        return Kind.RANK
    near = _english_clause(text, measure)
    is_change = _ENGLISH_GROWTH.search(near) or _ENGLISH_FALL.search(near)
    head = text[max(0, measure.start - 12) : measure.start]
    if re.search(r"\bto\s*$|\bat\s*$|\bfrom\s*$", head, re.IGNORECASE) and not re.search(
        r"growth", near, re.IGNORECASE
    ):
        return Kind.LEVEL
    return Kind.GROWTH if is_change and is_share(measure.dimension) else Kind.LEVEL


def _english_direction(text: str) -> Direction:
    if _ENGLISH_FALL.search(text):
        return Direction.DOWN
    return Direction.UP if _ENGLISH_GROWTH.search(text) else Direction.NONE


def _direction(text: str) -> Direction:
    if re.search(r"(?:没有?|并?未|不再)(?:增长|增加|上升|提高|上涨|下降|减少|降低|下滑|下跌)", text):
        return Direction.NONE
    if re.search(r"下降|减少|降低|下滑|下跌|萎缩|回落|缩水", text) or _ENGLISH_FALL.search(text):
        return Direction.DOWN
    if re.search(r"增长|增加|上升|提高|上涨", text) or _ENGLISH_GROWTH.search(text):
        return Direction.UP
    return Direction.NONE


def _only(years: Sequence[int]) -> frozenset[int]:
    return frozenset(years)


def _language(text: str, normalized: str) -> Language:
    if re.search("[一-鿿]", normalized):
        return Language.TRADITIONAL if is_traditional(text) else Language.SIMPLIFIED
    return Language.ENGLISH
