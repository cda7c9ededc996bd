"""The text of a question -> what it asks: its slots are filled by what the words say and by its domain's reader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.language import tokenizer
from retrieval.language.aspects import aspects_in
from retrieval.language.contrasts import Contrasts
from retrieval.language.dictionary import content_words
from retrieval.language.glossary import Glossary, Mention
from retrieval.language.inflections import forms_of
from retrieval.language.lay_words import written_words
from retrieval.language.question_words.acts import act_in, is_bare
from retrieval.language.question_words.first_question import MAX_QUESTION, questions_in
from retrieval.language.question_words.focus import count_asked, focus_of, unit_of
from retrieval.language.question_words.items import article_in, beside_article, item_in, without_item
from retrieval.language.question_words.listed_subjects import listed_questions
from retrieval.language.question_words.measured import is_measure_alone, kinds_asked
from retrieval.language.question_words.script import is_in_another_script, language_of
from retrieval.language.question_words.short_names import in_full
from retrieval.language.question_words.subjects import is_subject_alone, subjects_in, without_subjects
from retrieval.language.question_words.tidying import asked_once, tidied
from retrieval.language.question_words.wanted import asks_occasion, asks_part, wanted_in, without_part
from retrieval.language.question_words.wording import cut, written
from retrieval.language.spelling import Speller
from retrieval.language.time_words import TIME_WORDS
from retrieval.questions.details import details_in
from retrieval.questions.expected_terms import expected_terms, things_in
from retrieval.questions.slot_reader import SlotReader
from retrieval.questions.translating import Translator
from retrieval.types import Language, Meaning, Piece, QueryPlan, Wanted

_USUAL_NAMES = 2
"""Of a subject that are looked up beside the one that was asked with: more would drown the question's own words."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known beforehand of the words a question may use."""

    glossary: Glossary
    speller: Speller
    translator: Translator
    contrasts: Contrasts
    reader: SlotReader
    """Of the domain that is asked."""


def understand_message(text: str, lexicon: Lexicon) -> QueryPlan:
    """Read the first question of a message, as far as messages are read, and tell which others it has."""
    sides = questions_in(text[:MAX_QUESTION])
    plan = replace(understand(sides[0], lexicon), text=text)
    return replace(plan, sides=sides) if len(sides) > 1 else plan


def understand(text: str, lexicon: Lexicon) -> QueryPlan:
    """Read a question that stands by itself."""
    return read(text, lexicon.speller.mend(tidied(text)), lexicon)


def read(text: str, normalized: str, lexicon: Lexicon) -> QueryPlan:
    """Read a question, or a part of one, that is normalised and has its typing errors mended.

    Args:
        text: as typed.
        normalized: what is read.
        lexicon: what is known of words.
    """
    plan = lexicon.reader.read(QueryPlan(text, Language.SIMPLIFIED, normalized))
    wording = cut(plan.normalized, plan.named, lexicon.glossary.mentions(plan.normalized))
    if (whole := in_full(wording)) != plan.normalized:
        plan = lexicon.reader.read(replace(plan, normalized=whole))
    normalized, named = plan.normalized, plan.named
    subjects = subjects_in(normalized, lexicon.glossary)
    language = language_of(text, normalized, named, lexicon.glossary)
    is_alone = is_subject_alone(normalized, subjects, (each.text for each in named))
    wording = cut(normalized, named, lexicon.glossary.mentions(normalized))
    is_measure = is_measure_alone(wording)
    wanted = Wanted.NUMBER if is_alone or is_measure else wanted_in(normalized, names_subject=bool(subjects))
    act = act_in(normalized)
    asked = replace(
        plan,
        language=language,
        wording=wording,
        act=act.act if act else None,
        number=act.number if act else None,
        is_indicator_alone=is_alone,
        may_be_topic=is_alone and not is_measure,
        wanted=wanted,
        unit=unit_of(normalized),
        focus=focus_of(normalized),
        count=0 if wanted is Wanted.NUMBER else count_asked(normalized),
        item=item_in(normalized),
        article=(article := article_in(normalized)),
        article_of=beside_article(normalized) if article else "",
        details=details_in(normalized, lexicon.contrasts),
        asks_occasion=asks_occasion(normalized),
        asks_part=asks_part(normalized),
        is_bare=is_bare(normalized),
        is_other_script=is_in_another_script(normalized),
        sides=listed_questions(normalized, named, lexicon.glossary),
    )
    return with_lookup(asked, subjects, lexicon)


def with_lookup(plan: QueryPlan, subjects: Sequence[Mention], lexicon: Lexicon) -> QueryPlan:
    """A plan with what the models and the keyword index are asked for its normalised text.

    Args:
        plan: with its language.
        subjects: of the glossary in its text.
        lexicon: what is known of words.
    """
    text = plan.normalized
    timeless = TIME_WORDS.sub(" ", text) if lexicon.reader.is_dated else text
    timeless = asked_once(without_part(without_item(timeless)))
    lay = () if plan.language is Language.ENGLISH else written_words(timeless)
    content = tokenizer.content(_without_lay(timeless, lay)) or tokenizer.content(text)
    expansion = [name for each in subjects for name in _other_names(each.entry.names, text)]
    terms = [*tokenizer.words(content), *(word for name in expansion for word in tokenizer.words(name))]
    standard = tuple(dict.fromkeys(each.entry.standard for each in subjects))
    # Who gave the report asks for no giving: the words only name the occasion.
    is_foreign = plan.language is Language.ENGLISH and not plan.asks_occasion
    foreign = without_subjects(content, subjects) if is_foreign else ""
    translations = lexicon.translator.translate(foreign) if is_foreign else lay
    inflected = _inflected(content) if plan.language is Language.ENGLISH else ()
    return replace(
        plan,
        embedding_text=text,
        things=things_in(plan.wording),
        aspects=aspects_in(text.lower()),
        figure_kinds=kinds_asked(plan.wording, standard),
        content=content,
        terms=tuple(dict.fromkeys(terms)),
        translations=translations,
        inflected=inflected,
        expected=expected_terms(plan.wording, content, translations, inflected),
        indicators=standard,
    )


def _inflected(content: str) -> tuple[tuple[Meaning, ...], ...]:
    """For each English word that says something, its forms."""
    return tuple(tuple(Meaning(form, 1.0) for form in forms_of(word)) for word in content_words(content))


def _without_lay(text: str, lay: Sequence[Sequence[Meaning]]) -> str:
    """A text without the words that are looked up as one of several; with those of documents, if nothing else is left."""
    rest = text
    for group in lay:
        rest = rest.replace(group[0].word, " ")
    if lay and not any(map(str.isalnum, tokenizer.content(rest))):
        rest = " ".join(each.word for group in lay for each in group[1:])
    return rest


def reworded(plan: QueryPlan, wording: Sequence[Piece], lexicon: Lexicon) -> QueryPlan:
    """A plan with other pieces, and what is looked up for them; its other slots stay."""
    text = written(wording)
    located = lexicon.reader.located(replace(plan, normalized=text, wording=tuple(wording)))
    return with_lookup(located, subjects_in(text, lexicon.glossary), lexicon)


def _other_names(names: tuple[str, ...], question: str) -> list[str]:
    return [name for name in names if name not in question.lower()][:_USUAL_NAMES]
