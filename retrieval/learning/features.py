"""What speaks for a sentence, for a clause and for there being an answer: the names that weights are learned for.

Each record is used twice: with the values of one sentence, clause or answer, and with the weights of those values.
The values are worked out by `ranking/scoring`, `compose/clause_features` and `compose/answerability`, those of a sentence's
year and role by the domain of its document (`agreement`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Features:
    """What speaks for a sentence. The same record holds the weights."""

    closeness: float
    """Cosine above that of unrelated texts; about -0.05..0.15."""
    fast_closeness: float
    """Cosine of the fast model; -0.2..1."""
    fast_closeness_across: float
    """The same between two languages and for an English question, of which it knows more than the keywords do; else 0."""
    words: float
    """Share of the question's words, by rarity, in the sentence; 0..1."""
    bigrams: float
    """The same of its character pairs; 0..1."""
    passage_words: float
    """Share of its words in the paragraph and its headings; 0..1."""
    passage_bigrams: float
    """The same of its character pairs; 0..1."""
    expected: float
    """Share of what the sentence that answers may be expected to say, by how surely it is, in it and its headings; 0..1."""
    year: float
    """1: speaks of a year asked for; 0.2: of that and several others; -1: of other years only; 0: not known."""
    role: float
    """1: tells a result or a target as asked; -1: the other; 0: not known."""
    subject: float
    """1: names the indicators asked for; -1: none of them; 0: none was named."""
    unit: float
    """1: has a figure of the kind asked for; -1: only others; 0: none was asked for."""
    kind: float
    """1: holds the kind of answer wanted, a figure, a day or a person; 0: not, or any will do."""
    listing: float
    """1: lists things or introduces a list, and one is wanted: a weaker sign, for most sentences list something."""
    figures: float
    """Share of the question's own figures and ordinals that it has; 0..1."""
    other_side: float
    """1: speaks of what excludes what was asked: 农村 for 城镇, 第八次 for 第七次."""
    occasion: float
    """1: tells when and where the report was given, or by whom, and that was asked."""
    courtesy: float
    """1: addresses the audience."""
    report: float
    """How much it is the report's job to tell: 0 for the one whose job it is, down to -1; see `routing`."""
    recorded: float
    """1: holds the figure that its domain has read as the one asked for; 0: not, or none was sought."""
    reading: float
    """Log-odds by the reading model that its passage answers; -5..5, the least of those where it was not read."""


@dataclass(frozen=True, slots=True)
class ClauseFeatures:
    """What speaks for a clause. The same record holds the weights. Unless said otherwise 1 is yes and 0 no."""

    own: float
    """Share of what the question says, by rarity, in the clause; 0..1."""
    before: float
    """Share of it that stands only before the clause in its sentence; 0..1."""
    after: float
    """Share of it that stands only in the clause that follows; 0..1."""
    closeness: float
    """Cosine of the fast model between the question and the clause; -1..1."""
    figure: float
    """Holds a figure, and one is asked for."""
    figure_maybe: float
    """Holds a figure, and anything may be asked for."""
    change: float
    """Of a clause with a figure: 1: tells a change, as asked; -1: tells one that was not asked, or none that was."""
    unit: float
    """1: has a figure of the kind asked for; -1: only others; 0: none was asked for."""
    subject: float
    """1: names an indicator asked for; -1: names others only; 0: none was named."""
    other_side: float
    """Speaks of what excludes what was asked: 农村 for 城镇, a quarter for its year."""
    focus: float
    """Share of the noun that the question word belongs to; 0..1."""
    listing: float
    """Lists things, and a list is asked for."""
    counted: float
    """Lists as many things as are asked for."""
    news: float
    """How much it says that the question does not, where a name or a list is asked for; 0..1."""
    named: float
    """Share of what the question says, where a name or a list is asked for: the answer is made of other words; 0..1."""
    date: float
    """Gives a day, and one is asked for."""
    reason: float
    """Gives a reason, and one is asked for."""
    year: float
    """1: names a year asked for; -1: names others only; 0: names none."""
    known_figure: float
    """Share of the question's own figures that it has; 0..1."""
    short: float
    """Is too short to say much."""
    long: float
    """Is too long for a short answer."""
    first: float
    """Opens its sentence."""
    sentence: float
    """Score of its sentence, less that of the passage's best; at most 0."""
    recorded: float
    """Holds the figure that its domain has read as the one asked for."""
    read: float
    """How likely the reading model thinks the answer begins and ends in it; 0..1, 0 where it did not read it."""


@dataclass(frozen=True, slots=True)
class AnswerabilityFeatures:
    """What speaks for an answer. The same record holds the weights. Unless said otherwise 1 is yes and 0 no."""

    bias: float
    """Always 1."""
    score: float
    """Of the best evidence; see `ranking.ScoredSentence`."""
    margin: float
    """How far the next passage of its document scores below it; 0..1."""
    coverage: float
    """Share of the question that the clause and what stands before it cover; 0..1."""
    unsaid: float
    """How much the sentence lacks of what it may be expected to say: how surprising that is if it answers, in nats; 0..4."""
    closeness: float
    """Cosine of the fast model between the question and the clause; -1..1."""
    focus: float
    """Share of the noun that the question word belongs to in the clause; 0..1."""
    unknown: float
    """Share of the question's character pairs, by rarity, that nothing searched has; 0..1."""
    found: float
    """How much of what the question says the paragraph or its headings have, in words as rare as one that no paragraph
    has: several rare words met in one place are seldom met by chance, however much the question says besides."""
    other_thing: float
    """The clause names another thing of the kind of one that the question names and the sentence and its headings do not."""
    unsaid_things: float
    """How many of the things that it names, and that others could be mistaken for, they do not; 0..2."""
    other_topic: float
    """The sentence does not speak of what the question begins with, though the documents do."""
    foreign: float
    """Asked in English: the question and its Chinese answer share fewer words."""
    other_script: float
    """Asked in neither Chinese nor Latin letters: only the vectors know what was asked."""
    dated: float
    """The question names a year."""
    other_year: float
    """The evidence speaks of other years than the ones asked for."""
    role: float
    """1: the evidence tells a result or a target as asked; -1: the other; 0: not known."""
    other_figures: float
    """The question has figures or ordinals of its own, most of which the sentence has not."""
    measured: float
    """The question names an indicator."""
    other_subject: float
    """The evidence names none of the indicators asked for."""
    other_indicator: float
    """The clause names other indicators instead."""
    other_unit: float
    """The clause has figures, but none of the kind asked for."""
    no_figure: float
    """A figure is asked for, and the clause has none."""
    no_figure_near: float
    """A figure is asked for, and the sentence has none."""
    no_time: float
    """It is asked when, and the clause does not say when."""
    person: float
    """A person or a body is asked for."""
    name: float
    """A name or a thing is asked for."""
    listing: float
    """A list is asked for."""
    in_words: float
    """Clauses that say how, why or what there is to say are asked for."""
    no_reason: float
    """A reason is asked for, and the evidence gives none."""
    recorded: float
    """The evidence holds the figure that its domain has read as the one asked for."""
    unrecorded: float
    """Its domain has read the figures of the documents whose job it is to tell, and none is of the indicator asked for."""
    unrecorded_words: float
    """The same of a figure that no name of an indicator asks for: its words may be others in the documents."""
    opposite: float
    """The question supposes what the evidence contradicts."""
    reading: float
    """Log-odds by the reading model that the passage answers; -5..5, 0 where it was not read."""
