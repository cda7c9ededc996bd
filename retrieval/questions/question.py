"""The text of a question -> what it asks: language, years, role, places, indicators, terms, kind of answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.language import tokenizer
from retrieval.language.contrasts import Contrasts
from retrieval.language.glossary import Glossary, Mention
from retrieval.language.normalizing import is_traditional, normalize
from retrieval.language.spelling import Speller
from retrieval.language.time_words import TIME_WORDS, with_year_written_out, years_in
from retrieval.places.gazetteer import STATE, Gazetteer
from retrieval.places.place_names import short_name
from retrieval.questions.acts import act_in, is_bare
from retrieval.questions.details import details_in
from retrieval.questions.first_question import MAX_QUESTION, questions_in
from retrieval.questions.focus import count_asked, focus_of, unit_of
from retrieval.questions.places_asked import places_asked
from retrieval.questions.times import time_asked
from retrieval.questions.translating import Translator
from retrieval.questions.wanted import TARGET_WORDS, asks_occasion, may_be_target, role_in, wanted_in
from retrieval.questions.wording import cut
from retrieval.types import Language, Meaning, QueryPlan, Wanted, is_han
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
_PLAIN_SPEECH = (
    (re.compile(r"城里人的?(?=(?:人均|平均|可支配|收入))"), "城镇居民"),
    (re.compile(r"(?:农村|乡下)人的?(?=(?:人均|平均|可支配|收入))"), "农村居民"),
    (re.compile(r"老百姓的?(?=(?:人均|平均|可支配|收入))"), "居民"),
)
"""What people call those whose income the reports tell."""


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


def understand_message(text: str, lexicon: Lexicon) -> QueryPlan:
    """Read the first question of a message, as far as messages are read."""
    parts = questions_in(text[:MAX_QUESTION])
    plan = replace(understand(parts[0], lexicon), text=text)
    return replace(plan, parts=parts) if len(parts) > 1 else plan


def understand(text: str, lexicon: Lexicon) -> QueryPlan:
    """Read a question that stands by itself."""
    tidy = _YEAR_BEFORE_LETTERS.sub(r"\g<0> ", normalize(text))
    for spoken, written in _PLAIN_SPEECH:
        tidy = spoken.sub(written, tidy)
    return read(text, _dated(lexicon.speller.mend(tidy), lexicon), lexicon)


def read(text: str, normalized: str, lexicon: Lexicon) -> QueryPlan:
    """Read a question, or a part of one, that is normalised and has its typing errors mended.

    Args:
        text: as typed.
        normalized: what is read.
        lexicon: what is known of words.
    """
    mentions = indicators_in(normalized, lexicon)
    named = lexicon.gazetteer.mentions(normalized)
    language = _language(text, _without_names(normalized, named), lexicon.glossary)
    is_alone = _is_indicator_alone(normalized, mentions, named)
    wanted = Wanted.NUMBER if is_alone else wanted_in(normalized, names_indicator=bool(mentions))
    lookup = lookup_texts(normalized, mentions, language, lexicon)
    years = years_in(normalized, lexicon.report_year)
    act = act_in(normalized)
    return QueryPlan(
        text=text,
        language=language,
        normalized=normalized,
        wording=cut(normalized, named, lexicon.glossary.mentions(normalized)),
        embedding_text=lookup.embedding_text,
        content=lookup.content,
        terms=lookup.terms,
        translations=lookup.translations,
        act=act.act if act else None,
        number=act.number if act else None,
        years=years,
        time=time_asked(normalized, years),
        role=role_in(normalized),
        may_be_target=may_be_target(normalized),
        places=short_names(named),
        named=named,
        where=places_asked(normalized, named),
        indicators=tuple(dict.fromkeys(mention.entry.standard for mention in mentions)),
        is_indicator_alone=is_alone,
        wanted=wanted,
        unit=unit_of(normalized),
        focus=focus_of(normalized),
        count=0 if wanted is Wanted.NUMBER else count_asked(normalized),
        details=details_in(normalized, lexicon.contrasts),
        asks_occasion=asks_occasion(normalized),
        is_bare=is_bare(normalized),
        is_other_script=_is_in_another_script(normalized),
    )


def indicators_in(normalized: str, lexicon: Lexicon) -> tuple[Mention, ...]:
    """The indicators of the glossary that a normalised text names."""
    return lexicon.glossary.mentions(_ASKED_WITHIN.sub("", normalized))


@dataclass(frozen=True, slots=True)
class LookupTexts:
    """What the models and the keyword index are asked for a question; see the fields of `QueryPlan`."""

    embedding_text: str
    content: str
    terms: tuple[str, ...]
    translations: tuple[tuple[Meaning, ...], ...]


def lookup_texts(
    normalized: str, mentions: Sequence[Mention], language: Language, lexicon: Lexicon
) -> LookupTexts:
    """What is looked up for a normalised question.

    Args:
        normalized: the question, or what is left of it.
        mentions: the indicators that it names.
        language: that it is written in.
        lexicon: what is known of words.
    """
    timeless = TIME_WORDS.sub(" ", normalized) if lexicon.report_year else normalized
    content = tokenizer.content(timeless) or tokenizer.content(normalized)
    expansion = [name for mention in mentions for name in _other_names(mention.entry.names, normalized)]
    terms = [*tokenizer.words(content), *(word for name in expansion for word in tokenizer.words(name))]
    foreign = _without(mentions, content) if language is Language.ENGLISH else ""
    return LookupTexts(
        normalized, content, tuple(dict.fromkeys(terms)), lexicon.translator.translate(foreign)
    )


def _dated(text: str, lexicon: Lexicon) -> str:
    """The text with the year that two digits after its first place stand for, if it names no other."""
    if years_in(text, lexicon.report_year) or not _SHORT_YEAR.search(text):
        return text
    named = lexicon.gazetteer.mentions(text)
    return with_year_written_out(text, named[0].end) if named else text


def short_names(named: Sequence[PlaceMention]) -> tuple[frozenset[str], ...]:
    """The possible short names of each of some places; without the state."""
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


def _is_in_another_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and not any(map(is_han, letters)) and not any(map(str.isascii, letters))
