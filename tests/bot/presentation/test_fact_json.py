from __future__ import annotations

from bot.presentation.fact_json import checked_to_json
from bot.presentation.table_json import table_to_json
from retrieval.fact_types import Checked, FigurePair, Reason, Verdict
from retrieval.types import (
    Cell,
    Document,
    DocumentId,
    Language,
    Passage,
    PassageId,
    Role,
    Span,
    Table,
    WhyEmpty,
)

DOCUMENT = Document(DocumentId("d"), "甲市-2018.txt", "甲市2018年政府工作报告", "甲市", 2018, "", "")
PASSAGE = Passage(PassageId("p"), DOCUMENT.id, (), 3, 7, "生产总值增长7%左右。")
FILLED = Cell("甲市", 2018, Role.TARGET, "7%左右", None, DOCUMENT, PASSAGE, Span(6, 10))
EMPTY = Cell("乙市", 2018, Role.TARGET, why_empty=WhyEmpty.NOT_HELD)


def test_a_table_as_the_contract_of_the_command_line_has_it() -> None:
    table = Table(
        "甲市和乙市2018年GDP目标",
        Language.SIMPLIFIED,
        "地区生产总值",
        "growth",
        Role.TARGET,
        ("甲市", "乙市"),
        (2018,),
        (FILLED, EMPTY),
    )
    held = table_to_json(table)
    assert (held["columns"], held["rows"], held["role"]) == ([2018], ["甲市", "乙市"], "target")
    first, second = held["cells"]
    assert (first["value"], first["why_empty"], first["file"], first["line"]) == (
        "7%左右",
        None,
        "甲市-2018.txt",
        7,
    )
    (start, end) = first["highlights"][0]
    assert first["text"][start:end] == first["value"]
    assert (second["value"], second["why_empty"], second["file"]) == (None, "report_not_held", None)


def test_a_verdict_as_the_contract_has_it() -> None:
    checked = Checked(
        "甲市GDP增长8%",
        Language.SIMPLIFIED,
        Verdict.CONTRADICTED,
        Reason.OTHER_FIGURE,
        (FigurePair("8%", "7%左右", agrees=False),),
        (),
        1.5,
    )
    assert checked_to_json("k", checked) == {
        "id": "k",
        "claim": "甲市GDP增长8%",
        "verdict": "contradicted",
        "reason": "other_figure",
        "figures": [{"claimed": "8%", "reported": "7%左右", "agrees": False}],
        "citations": [],
        "milliseconds": 1.5,
    }
