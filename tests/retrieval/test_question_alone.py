"""A question to documents that were asked before normalises itself, and no sentence of theirs."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from retrieval.engine import Engine
from retrieval.language import figures, normalizing, quantities, time_words
from retrieval.types import PUBLIC

_MOST = 5
"""How often one question may be normalised: once for each kind of documents, and for each of its parts."""
_PARSERS = (
    (normalizing, "normalize"),
    (figures, "figures"),
    (figures, "ordinals"),
    (quantities, "has_date"),
    (time_words, "years_told"),
)
_FIRST = ("2017年GDP增长目标是多少", "去年新增就业多少人", "2016年引进了哪些企业")
_WARM = (
    "固定资产投资去年多少",
    "今年棚户区要改造多少户",
    "盘锦有哪三大产业基地",
    "2016年实际利用外资多少",
    "河蟹产量是多少",
    "为什么说2017年是关键之年",
    "2017 target for exports",
    "全年和去年比，进出口和GDP增长多少",
)


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What is parsed from now on: by which function, and the text."""
    calls: list[tuple[str, str]] = []
    modules = [module for name, module in list(sys.modules.items()) if name.startswith("retrieval")]
    for owner, name in _PARSERS:
        function = getattr(owner, name)

        def counted(text: str, name: str = name, function: object = function) -> object:
            calls.append((name, text))
            assert callable(function)
            return function(text)

        for module in modules:
            if getattr(module, name, None) is function:
                monkeypatch.setattr(module, name, counted)
    return calls


def test_a_warm_question_parses_nothing_but_itself(engine: Engine, parsed: list[tuple[str, str]]) -> None:
    for question in _FIRST:
        engine.answer(question, scope=PUBLIC)
    for question in _WARM:
        parsed.clear()
        answer = engine.answer(question, scope=PUBLIC)
        count = Counter(name for name, _ in parsed)
        assert 1 <= count["normalize"] <= _MOST, question
        sentences = {citation.text for citation in answer.citations}
        longest = max(len(text) for _, text in parsed)
        assert longest <= len(question), (question, parsed)
        assert not any(text in sentence for _, text in parsed for sentence in sentences if len(text) > _MOST)
