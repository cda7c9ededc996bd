from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.errors import FactFileError
from bot.presentation.fact_json import FACT_FIELDS, fact_to_row
from bot.presentation.fact_parquet import write_parquet
from retrieval.domains.work_reports.facts.extraction import FactReader
from tests.retrieval.domains.work_reports.reports import indexed

parquet = pytest.importorskip("pyarrow.parquet")

REPORT = """2019年云岭县政府工作报告
——2019年1月8日在云岭县第九届人民代表大会第三次会议上
一、2018年工作回顾
过去一年，全县地区生产总值完成120.5亿元，同比增长7.2%；城镇调查失业率5.1%。
"""


def test_a_file_holds_what_the_rows_say_with_their_dictionary(tmp_path: Path) -> None:
    facts = FactReader().facts(indexed("云岭县-2019.txt", REPORT))
    assert write_parquet(iter(facts), tmp_path / "facts.parquet") == len(facts) == 3
    table = parquet.read_table(tmp_path / "facts.parquet")
    assert table.to_pylist() == [{key: value for key, value in fact_to_row(fact).items()} for fact in facts]
    assert [row["indicator"] for row in table.to_pylist()] == [
        "地区生产总值",
        "地区生产总值",
        "城镇调查失业率",
    ]
    dictionary = json.loads(table.schema.metadata[b"frictionless"])
    assert [field["name"] for field in dictionary["fields"]] == list(FACT_FIELDS)


def test_a_file_that_cannot_be_written_is_said_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FactFileError, match="none"):
        write_parquet([], tmp_path / "none" / "facts.parquet")
