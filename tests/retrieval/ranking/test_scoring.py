"""Evidence in one order: each feature pulls its way, and ties stand as in the document."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from retrieval.domains.work_reports.fitting import agreement
from retrieval.language.contrasts import shipped_contrasts
from retrieval.language.glossary import Glossary, parse
from retrieval.learning.features import Features
from retrieval.learning.model import read_model
from retrieval.questions.details import details_in
from retrieval.ranking.candidates import Candidate
from retrieval.ranking.scoring import ScoredSentence, best_of_each_passage, in_passage, rank
from retrieval.search.open_document import AnnotatedSentence
from retrieval.types import Language, QueryPlan, Role, Wanted
from tests.retrieval.making import indexed, selection_of

GLOSSARY = Glossary(parse("渔业产值；渔值\n人均渔业产值\n茶叶产量\n"))
WEIGHTS = read_model().of("work_reports").sentences
QUESTION = QueryPlan("问", Language.SIMPLIFIED, "问", embedding_text="问")
TEXT = """\
2020年3月5日在甲州市人民代表大会上
市长 林小满
一、2019年工作回顾
渔业产值86亿元。人均渔业产值3万元。茶叶产量五成。松香、桐油、竹编齐全。渔港完工。渔业产值从20亿元提升至86亿元。
二、2020年任务
渔业产值增长8%。2020年6月18日开幕。落实市第七次党代会精神。
各位代表，再见。"""


@pytest.fixture(scope="module")
def entries() -> dict[str, AnnotatedSentence]:
    """Sentences of a made-up report by how they begin."""
    selection = selection_of(indexed(TEXT, speaker="林小满"))
    return {entry.text: entry for entry in selection.entries}


def seen(entry: AnnotatedSentence, **figures: float) -> Candidate:
    """A candidate of which the indexes think nothing but what is said."""
    rest: dict[str, Any] = {
        field.name: 0.0 for field in fields(Candidate) if field.name not in {"entry", *figures}
    }
    return Candidate(entry=entry, **rest, **figures)


def features(question: QueryPlan, entry: AnnotatedSentence) -> Features:
    return rank(question, [seen(entry)], GLOSSARY, WEIGHTS, agreement)[0].features


def value(question: QueryPlan, entry: AnnotatedSentence, feature: str) -> float:
    """One feature of one sentence."""
    held: float = getattr(features(question, entry), feature)
    return held


def saying(text: str) -> dict[str, Any]:
    """What a question says itself."""
    return {"details": details_in(text, shipped_contrasts())}


RESULT, TARGET = "渔业产值86亿元。", "渔业产值增长8%。"
ROSE = "渔业产值从20亿元提升至86亿元。"
CONGRESS = "落实市第七次党代会精神。"
PLAIN, TEA, EACH = "渔港完工。", "茶叶产量五成。", "人均渔业产值3万元。"
DAY, LIST, GREETING = "2020年6月18日开幕。", "松香、桐油、竹编齐全。", "各位代表，再见。"
OCCASION, SPEAKER = "2020年3月5日在甲州市人民代表大会上", "市长 林小满"


@pytest.mark.parametrize(
    ("changes", "sentence", "feature", "expected"),
    [
        ({"indicators": ("渔业产值",)}, RESULT, "subject", 1.0),
        ({"indicators": ("渔业产值",)}, PLAIN, "subject", -1.0),
        ({"indicators": ("渔业产值",)}, EACH, "subject", -1.0),
        ({"indicators": ("渔业产值", "茶叶产量")}, RESULT, "subject", 0.0),
        ({}, RESULT, "subject", 0.0),
        ({"unit": "亿元"}, RESULT, "unit", 1.0),
        ({"unit": "%"}, RESULT, "unit", -1.0),
        ({"unit": "%"}, TARGET, "unit", 1.0),
        ({"unit": "亿元"}, PLAIN, "unit", -1.0),
        ({}, RESULT, "unit", 0.0),
        ({"unit": "光年"}, RESULT, "unit", 0.0),
        ({"wanted": Wanted.NUMBER}, RESULT, "kind", 1.0),
        ({"wanted": Wanted.NUMBER}, PLAIN, "kind", 0.0),
        ({"wanted": Wanted.DATE}, DAY, "kind", 1.0),
        ({"wanted": Wanted.DATE}, RESULT, "kind", 0.0),
        ({"wanted": Wanted.LIST}, LIST, "listing", 1.0),
        ({"wanted": Wanted.LIST}, RESULT, "listing", 0.0),
        ({"wanted": Wanted.PERSON}, RESULT, "kind", 0.0),
        ({"wanted": Wanted.ANYTHING}, RESULT, "kind", 0.0),
        ({"asks_occasion": True}, OCCASION, "occasion", 1.0),
        ({"asks_occasion": True}, DAY, "occasion", 0.0),
        ({}, OCCASION, "occasion", 0.0),
        ({"asks_occasion": True, "wanted": Wanted.DATE}, OCCASION, "occasion", 1.0),
        ({"asks_occasion": True, "wanted": Wanted.PERSON}, OCCASION, "occasion", 0.0),
        ({"asks_occasion": True, "wanted": Wanted.PERSON}, SPEAKER, "occasion", 1.0),
        ({"asks_occasion": True, "wanted": Wanted.DATE}, SPEAKER, "occasion", 0.0),
        ({"wanted": Wanted.PERSON}, SPEAKER, "kind", 1.0),
        (saying("8.6 billion"), RESULT, "figures", 1.0),
        (saying("86亿和8%"), RESULT, "figures", 0.5),
        (saying("90亿"), RESULT, "figures", 0.0),
        ({}, RESULT, "figures", 0.0),
        (saying("第七次党代会"), CONGRESS, "figures", 1.0),
        (saying("第七次党代会的7项目标"), CONGRESS, "figures", 0.5),
        (saying("第7次党代会"), CONGRESS, "other_side", 0.0),
        (saying("第八次党代会"), CONGRESS, "figures", 0.0),
        (saying("第八次党代会"), CONGRESS, "other_side", 1.0),
        ({"indicators": ("渔业产值",), "years": (2020,)}, ROSE, "other_side", 1.0),
        ({"indicators": ("渔业产值",), "years": (2020,)}, RESULT, "other_side", 0.0),
        ({"indicators": ("渔业产值",), "years": (2016, 2020)}, ROSE, "other_side", 0.0),
        ({"indicators": ("渔业产值",), "years": (2020,), "wanted": Wanted.REASON}, ROSE, "other_side", 0.0),
        (saying("第一批项目"), CONGRESS, "other_side", 0.0),
        (saying("续建的渔港"), PLAIN, "other_side", 1.0),
        (saying("竣工的渔港"), PLAIN, "other_side", 0.0),
        (saying("渔港"), PLAIN, "other_side", 0.0),
        ({}, GREETING, "courtesy", 1.0),
        ({}, RESULT, "courtesy", 0.0),
    ],
)
def test_features(
    entries: dict[str, AnnotatedSentence],
    changes: dict[str, Any],
    sentence: str,
    feature: str,
    expected: float,
) -> None:
    assert value(replace(QUESTION, **changes), entries[sentence], feature) == expected


def test_closeness_is_measured_from_unrelated_texts(entries: dict[str, AnnotatedSentence]) -> None:
    def closeness(normalized: str) -> float:
        asked = replace(QUESTION, embedding_text=normalized)
        return rank(asked, [seen(entries[PLAIN], cosine=0.85)], GLOSSARY, WEIGHTS, agreement)[
            0
        ].features.closeness

    assert closeness("渔港") == pytest.approx(0.05)
    assert closeness("harbour") > closeness("渔港")


def test_the_fast_model_is_trusted_more_across_languages(entries: dict[str, AnnotatedSentence]) -> None:
    def found(language: Language) -> Features:
        asked = replace(QUESTION, language=language)
        return rank(asked, [seen(entries[PLAIN], fast_cosine=0.5)], GLOSSARY, WEIGHTS, agreement)[0].features

    chinese, english = found(Language.TRADITIONAL), found(Language.ENGLISH)
    assert (chinese.fast_closeness, chinese.fast_closeness_across) == (0.5, 0.0)
    assert (english.fast_closeness, english.fast_closeness_across) == (0.5, 0.5)


def test_what_speaks_for_a_sentence_and_what_against() -> None:
    against = {field.name for field in fields(Features) if getattr(WEIGHTS, field.name) < 0}
    assert against == {"courtesy", "other_side"}
    assert all(getattr(WEIGHTS, field.name) for field in fields(Features))


def test_the_score_is_the_weighted_sum(entries: dict[str, AnnotatedSentence]) -> None:
    asked = replace(QUESTION, years=(2019,), unit="亿元", wanted=Wanted.NUMBER)
    for evidence in rank(
        asked, [seen(entry, cosine=0.9) for entry in entries.values()], GLOSSARY, WEIGHTS, agreement
    ):
        held = ((field.name, getattr(evidence.features, field.name)) for field in fields(Features))
        assert evidence.score == pytest.approx(sum(getattr(WEIGHTS, name) * figure for name, figure in held))


@pytest.mark.parametrize(
    ("changes", "first", "second"),
    [
        ({"years": (2020,)}, TARGET, RESULT),
        ({"years": (2019,)}, RESULT, TARGET),
        ({"role": Role.TARGET}, TARGET, RESULT),
        ({"indicators": ("茶叶产量",)}, TEA, PLAIN),
        ({"unit": "亿元"}, RESULT, PLAIN),
        ({"wanted": Wanted.DATE}, DAY, PLAIN),
        ({"asks_occasion": True}, OCCASION, RESULT),
        ({}, PLAIN, GREETING),
    ],
)
def test_the_better_sentence_comes_first(
    entries: dict[str, AnnotatedSentence], changes: dict[str, Any], first: str, second: str
) -> None:
    candidates = [seen(entries[second]), seen(entries[first])]
    ranked = rank(replace(QUESTION, **changes), candidates, GLOSSARY, WEIGHTS, agreement)
    assert [evidence.entry.text for evidence in ranked] == [first, second]
    assert ranked[0].score > ranked[1].score


@pytest.mark.parametrize(
    "figure", [field.name for field in fields(Candidate) if field.name not in {"entry", "position"}]
)
def test_more_of_what_an_index_knows_ranks_higher(entries: dict[str, AnnotatedSentence], figure: str) -> None:
    low, high = seen(entries[PLAIN], **{figure: 0.1}), seen(entries[PLAIN], **{figure: 0.2})
    scores = [evidence.score for evidence in rank(QUESTION, [low, high], GLOSSARY, WEIGHTS, agreement)]
    assert scores[0] > scores[1]


def test_ties_stand_as_in_the_document(entries: dict[str, AnnotatedSentence]) -> None:
    texts = list(entries)
    ranked = rank(QUESTION, [seen(entry) for entry in entries.values()], GLOSSARY, WEIGHTS, agreement)
    ties = [texts.index(each.entry.text) for each in ranked if each.score == ranked[0].score]
    assert len(ties) > 2
    assert ties == sorted(ties)


def test_nothing_to_rank() -> None:
    assert rank(QUESTION, [], GLOSSARY, WEIGHTS, agreement) == []
    assert best_of_each_passage([], 5) == []


def test_the_best_of_each_passage(entries: dict[str, AnnotatedSentence]) -> None:
    ranked: list[ScoredSentence] = rank(
        QUESTION, [seen(entry) for entry in entries.values()], GLOSSARY, WEIGHTS, agreement
    )
    best = best_of_each_passage(ranked, 10)
    assert len({evidence.entry.passage.id for evidence in best}) == len(best) == 5
    assert [evidence.score for evidence in best] == sorted((e.score for e in best), reverse=True)
    assert best[0] == ranked[0]
    for limit in (1, 2, 3):
        assert best_of_each_passage(ranked, limit) == best[:limit]


def test_the_evidence_of_one_passage(entries: dict[str, AnnotatedSentence]) -> None:
    ranked = rank(QUESTION, [seen(entry) for entry in entries.values()], GLOSSARY, WEIGHTS, agreement)
    passage = entries[RESULT].passage.id
    found = [evidence.entry.text for evidence in in_passage(ranked, passage)]
    assert found == [RESULT, EACH, TEA, LIST, PLAIN, ROSE]
