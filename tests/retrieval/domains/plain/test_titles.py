"""Which of several documents a question names by its title."""

from __future__ import annotations

from dataclasses import replace

import pytest

from retrieval.domains.plain.titles import Titles
from tests.retrieval.making import document

NAMES = ("渔港管理办法", "茶园管理办法", "桥梁年鉴")
DOCUMENTS = [replace(document(key=name), title=name) for name in NAMES]
KEYS = [each.id for each in DOCUMENTS]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("渔港管理办法里罚款多少", ["渔港管理办法"]),
        ("漁港管理辦法裏罰款多少", ["渔港管理办法"]),
        ("管理办法里罚款多少", ["渔港管理办法", "茶园管理办法"]),
        ("罚款多少", list(NAMES)),
    ],
)
def test_the_document_that_is_named_comes_first(question: str, first: list[str]) -> None:
    priors = Titles(DOCUMENTS).priors(question, KEYS)
    assert [name for name, prior in zip(NAMES, priors, strict=True) if prior == 0] == first
    assert all(-1 <= prior <= 0 for prior in priors)


def test_of_one_document_nothing_is_said() -> None:
    assert Titles(DOCUMENTS[:1]).priors("渔港管理办法", KEYS[:1]) == (0.0,)
    assert Titles(DOCUMENTS).priors("渔港", []) == ()
