"""How much of what a question says a paragraph speaks of, and how much nothing that is searched does."""

from __future__ import annotations

from dataclasses import dataclass

from retrieval.language import tokenizer
from retrieval.language.glossary import Glossary
from retrieval.search.keyword_scan import KeywordScan
from retrieval.search.open_document import AnnotatedSentence
from retrieval.types import Language, Meaning, QueryPlan, is_han

_NO_TOPIC = frozenset("现在 目前 如今 一年 争取 预计 计划 打算 准备".split())
"""Open a question without being what it is about."""
_RARE = 0.5
"""Share of the rarity of a word that no paragraph has: a topic stands in few of them, 重点 and 政府 in many."""


@dataclass(frozen=True, slots=True)
class SpokenOf:
    """Compares the words of questions with those of what is searched."""

    glossary: Glossary
    """The names of indicators."""
    words: KeywordScan
    """How rare words are among the paragraphs."""
    pairs: KeywordScan
    """The same of character pairs among the sentences."""

    def found(self, question: QueryPlan, entry: AnnotatedSentence) -> float:
        """How much of what a question says stands in a paragraph or the headings over it; 0 and more.

        A word that no paragraph has would count 1, one that most have next to nothing. It is no share: two rare words
        met in one place are a surer sign than one, whatever else is asked.
        """
        said = " ".join([entry.above, *(clause.text for clause in entry.passage_clauses)]).lower()
        forms_of = {forms[0].word: forms for forms in question.inflected}
        words = [
            word
            for word in dict.fromkeys(tokenizer.dictionary_words(question.content))
            if word not in tokenizer.STOP_WORDS and any(map(str.isalnum, word))
        ]
        concepts = [*(forms_of.get(word, (Meaning(word, 1.0),)) for word in words), *question.translations]
        met = (
            max((each.weight * self.words.idf(each.word) for each in forms if each.word in said), default=0.0)
            for forms in concepts
        )
        return sum(met) / self.words.rarity_of_unknown

    def unknown(self, question: QueryPlan) -> float:
        """Share of what a Chinese question says, by rarity, that nothing searched has; 0..1."""
        if question.language is Language.ENGLISH:
            return 0.0
        rarity = {pair: self.pairs.idf(pair) for pair in tokenizer.bigrams(question.content)}
        missing = sum(each for pair, each in rarity.items() if not self.pairs.knows(pair))
        return missing / sum(rarity.values()) if rarity else 0.0

    def has_topic(self, question: QueryPlan, entry: AnnotatedSentence) -> bool:
        """Whether the sentence speaks of what a Chinese question begins with, or no paragraph does.

        河蟹产量 is not answered by 粮食产量: the topic comes first, and the rest is said of other things, too.
        """
        topic = next(iter(tokenizer.dictionary_words(question.content)), "")
        is_word = len(topic) > 1 and all(map(is_han, topic))
        if not is_word or topic in _NO_TOPIC or not self.words.knows(topic):
            return True
        if self.words.idf(topic) < _RARE * self.words.rarity_of_unknown:
            return True
        names = (name for key in question.indicators for name in self.glossary.entry(key).names)
        is_spoken_of = topic in entry.above or topic in entry.facts.normalized
        return is_spoken_of or any(topic in name for name in names)
