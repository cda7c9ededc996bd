"""The benchmarks over all reports run to their end on a dozen small made-up ones, and say what they found."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks.all_reports.__main__ import main
from benchmarks.all_reports.new_report import new_report
from benchmarks.all_reports.report import NoMarksError, write_readme
from benchmarks.all_reports.results import load_all
from tests.end_to_end.programs import REPORT

PLACES = "甲州市 乙河市 丙港市 丁山市 戊林市 己江市 庚城市 辛海市 壬原市 癸岭市 子湖市".split()
MADE = """\
2020年1月{day}日在{place}第一届人民代表大会第二次会议上
一、2019年工作回顾
预计实现地区生产总值{value}亿元；粮食产量{value}万吨；城镇新增就业{day}.1万人。
二、2020年工作安排
今年的主要预期目标是：地区生产总值增长{day}%；固定资产投资增长1{day}%。
"""
SHORT = """\
2017年1月5日在盘锦市第八届人民代表大会第一次会议上
一、2016年工作回顾
地区生产总值完成1007亿元。
二、2017年工作总体要求
今年的主要预期目标是：地区生产总值增长7%；固定资产投资增长13%。
"""


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    """Reports and questions as the benchmarks expect them."""
    folder = tmp_path / "shared"
    reports = folder / "corpus" / "reports"
    reports.mkdir(parents=True)
    shutil.copy(REPORT, reports / "盘锦市-2017.txt")
    questions = []
    for number, place in enumerate(PLACES, start=1):
        text = MADE.format(place=place, day=number, value=100 + number)
        (reports / f"{place}-2020.txt").write_text(text, encoding="utf-8")
        asked = {
            "id": f"m-{number}",
            "question": f"{place}2019年地区生产总值多少",
            "lang": "zh-Hans",
            "type": "numeric",
            "answerable": True,
            "gold": [{"file": f"{place}-2020.txt", "line": 3}],
            "answers": [f"{100 + number}亿元"],
        }
        questions.append(json.dumps(asked, ensure_ascii=False))
    (folder / "eval").mkdir()
    (folder / "eval" / "reports-questions.jsonl").write_text("\n".join(questions), encoding="utf-8")
    return folder


EVERY = ["build", "new_report", "latency", "throughput", "memory", "quality"]


def test_an_index_is_built_and_answers(shared: Path, tmp_path: Path) -> None:
    # Embedding the sentences of the real report would take longer than all else here.
    (shared / "corpus" / "reports" / "盘锦市-2017.txt").write_text(SHORT, encoding="utf-8")
    results = tmp_path / "results"
    places = ["--shared", str(shared), "--work", str(tmp_path / "work"), "--results", str(results)]
    assert main(["build", "--quick", *places]) == 0
    assert [path.name for path in sorted(results.glob("*.json"))] == ["build.json"]
    built = json.loads((results / "build.json").read_text(encoding="utf-8"))
    assert value(built, "from `yinju index` to the first right answer") > 0


@pytest.mark.soak
def test_every_benchmark_of_ours_finds_something(shared: Path, tmp_path: Path) -> None:
    results = tmp_path / "results"
    places = ["--shared", str(shared), "--work", str(tmp_path / "work"), "--results", str(results)]
    assert main([*EVERY, "--quick", *places]) == 0
    found = {name: json.loads((results / f"{name}.json").read_text(encoding="utf-8")) for name in EVERY}
    assert 0 < value(found["build"], "from `yinju index` to the first right answer") < 60
    assert value(found["build"], "filling, accurate model") > 1
    assert 0 < value(found["new_report"], "one new report added to all: until it is answered from") < 60
    assert found["new_report"]["measured"]["notes"] == ["1 report added, 0 changed, 12 unchanged."]
    assert [x for x, _ in found["latency"]["measured"]["curves"][0]["points"]] == [1, 4, 12]
    assert 0 < value(found["latency"], "question, warm, 12 reports, 8 questions: median") < 1000
    assert value(found["throughput"], "peak memory of that process") > 100
    assert value(found["memory"], "size of the index on disk") > 0.1
    assert value(found["quality"], "reports-questions: found@1") >= 0.8
    assert value(found["quality"], "Panjin questions, one report: found@1") >= 0.8
    table = (results / "README.md").read_text(encoding="utf-8")
    assert "| peak memory serving 12 reports, 12 questions, 2 threads | at most 1500 MB |" in table
    assert ElementTree.parse(results / "latency.svg").getroot().tag.endswith("svg")
    write_into_readme(results, EVERY, tmp_path / "README.md")


def write_into_readme(results: Path, names: list[str], readme: Path) -> None:
    readme.write_text("# A\n", encoding="utf-8")
    with pytest.raises(NoMarksError, match="lacks the lines"):
        write_readme(readme, load_all(results, names))
    marks = "benchmarks.all_reports readme"
    readme.write_text(
        f"# A\n<!-- {marks}: from here -->\nold\n<!-- {marks}: to here -->\n# B\n", encoding="utf-8"
    )
    write_readme(readme, load_all(results, names))
    text = readme.read_text(encoding="utf-8")
    assert text.startswith("# A\n")
    assert text.endswith("to here -->\n# B\n")
    assert "old" not in text
    assert "| one new report added to all: until it is answered from | at most 20 s |" in text


def test_a_benchmark_without_an_index_says_what_to_do(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    places = ["--shared", str(shared), "--work", str(tmp_path / "work"), "--results", str(tmp_path)]
    assert main(["latency", "--quick", *places]) == 1
    assert "run `build` first, or give one with --index" in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "latency.json").exists()


def test_the_new_report_has_other_years_and_figures() -> None:
    assert new_report("2017年增长7%，2016年9.1亿元") == "2035年增长8%，2034年1.2亿元"


def value(result: dict[str, Any], name: str) -> float:
    [found] = [row["value"] for row in result["measured"]["figures"] if row["name"] == name]
    return float(found)
