"""`yinju evaluate` and `yinju ask --explain`: scores, what changed since a former run, and why an answer came out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.quality.sets import QUESTIONS
from tests.end_to_end.programs import ANSWER, ANSWER_LINE, QUESTION, Finished, Home

Json = dict[str, Any]

JUDGED = [
    {
        "id": "growth",
        "lang": "zh-Hans",
        "type": "numeric",
        "question": QUESTION,
        "answerable": True,
        "gold": [{"file": "panjin-2017.txt", "line": ANSWER_LINE}],
        "answers": ["7%"],
    },
    {
        "id": "later",
        "lang": "zh-Hans",
        "type": "no-such",
        "question": "2031年GDP增长目标是多少",
        "answerable": False,
        "gold": [],
        "answers": [],
    },
    {
        "id": "wrong",
        "lang": "zh-Hans",
        "type": "numeric",
        "question": QUESTION,
        "answerable": True,
        "gold": [{"file": "panjin-2017.txt", "line": 62}],
        "answers": ["70%"],
    },
]
SCORE_KEYS = [
    *["group", "count", "answerable", "found_at_1", "found_at_5", "answered", "cited", "refused"],
    *["false_refusals", "median_ms", "p95_ms"],
]


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One question that is answered rightly, one that is refused, and one whose gold is made up."""
    file = tmp_path_factory.mktemp("questions") / "three.jsonl"
    file.write_text("".join(json.dumps(each) + "\n" for each in JUDGED), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def run(built: Home, questions: Path) -> Finished:
    """What `evaluate --json` printed."""
    return built.run("evaluate", "--questions", questions, "--json")


def test_a_run_is_one_json_object(run: Finished) -> None:
    assert (run.status, run.errors, len(run.lines)) == (0, "", 1)
    assert list(run.json) == ["scores", "reliability", "calibration", "questions"]
    assert [list(group) for group in run.json["scores"]] == [SCORE_KEYS] * 4
    groups = {group["group"]: group for group in run.json["scores"]}
    assert list(groups) == ["all", "zh-Hans", "no-such", "numeric"]
    assert (groups["all"]["count"], groups["all"]["answerable"]) == (3, 2)
    shares = {name: groups["all"][name] for name in SCORE_KEYS[3:9]}
    assert shares == {
        "found_at_1": 0.5,
        "found_at_5": pytest.approx(groups["all"]["found_at_5"]),
        "answered": 0.5,
        "cited": 1.0,
        "refused": 1.0,
        "false_refusals": 0.0,
    }


def test_a_run_tells_of_every_question(run: Finished) -> None:
    growth, later, wrong = run.json["questions"]
    assert (growth["id"], growth["status"], growth["answer"]) == ("growth", "answered", ANSWER)
    assert growth["lines"][0] == ANSWER_LINE
    assert (growth["found_at_1"], growth["answered"], growth["cited"]) == (True, True, True)
    assert (later["id"], later["status"], later["answer"], later["refused"]) == (
        "later",
        "not_found",
        "",
        True,
    )
    assert (wrong["id"], wrong["found_at_1"], wrong["answered"]) == ("wrong", False, False)


def test_a_run_tells_how_far_the_confidence_can_be_trusted(run: Finished) -> None:
    (row,) = run.json["reliability"]
    confidence = run.json["questions"][0]["confidence"]
    assert row["low"] <= confidence < row["high"]
    assert (row["count"], row["right"], row["confidence"]) == (2, 0.5, pytest.approx(confidence, abs=1e-4))
    assert run.json["calibration"] == {
        "count": 2,
        "error": pytest.approx(abs(confidence - 0.5), abs=1e-4),
        "area": 0.5,
    }


def test_what_changed_since_a_former_run(built: Home, questions: Path, run: Finished, tmp_path: Path) -> None:
    former: Json = run.json
    former["scores"][0] |= {"found_at_1": 0.25, "answered": 0.75, "refused": None}
    former["scores"] = [group for group in former["scores"] if group["group"] != "numeric"]
    kept = tmp_path / "former.json"
    kept.write_text(json.dumps(former), encoding="utf-8")
    done = built.run("evaluate", "--questions", questions, "--compare", kept)
    assert (done.status, done.errors) == (0, "")
    scores, rest = done.output.split("Now, and the change since the former run")
    changes, misses = rest.split("Reliability")
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in changes.splitlines() if "│" in line]
    by_group = {row[0]: row[1:] for row in rows}
    assert list(by_group) == ["all", "zh-Hans", "no-such"]
    assert by_group["all"][0] == "0.500 +0.250"
    assert by_group["all"][2:] == ["0.500 -0.250", "1.000", "1.000", "0.000"]
    assert by_group["zh-Hans"][0] == "0.500"
    assert "numeric" in scores
    # Only what went wrong is a miss.
    assert "wrong" in misses
    assert "later" not in misses


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"scores": [{}]}', '{"scores": 5}', "\udcff"])
def test_a_former_run_that_is_none(
    built: Home, empty_home: Home, questions: Path, content: str | None
) -> None:
    kept = empty_home.folder / "former.json"
    if content is not None:
        kept.write_text(content, encoding="utf-8", errors="surrogateescape")
    sentence = built.run("evaluate", "--questions", questions, "--compare", kept).sentence()
    assert sentence == f"yinju: {kept} is not a run that `yinju evaluate --json` printed."


def test_a_public_set_in_parts(home: Home) -> None:
    """Each query is asked of its own doc: 渔港 stands in both, with other figures."""
    folder = home.folder / "ports"
    folder.mkdir()
    passages = [
        {"id": "a1", "doc": "a", "text": "全县新建渔港4座。"},
        {"id": "a2", "doc": "a", "text": "茶叶产量3万吨。"},
        {"id": "b1", "doc": "b", "text": "全县新建渔港9座。"},
    ]
    queries = [{"id": f"q{doc}", "doc": doc, "text": "全县新建渔港几座"} for doc in "ab"]
    for name, rows in (("passages", passages), ("queries", queries)):
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / f"{name}.jsonl").write_text(lines, encoding="utf-8")
    (folder / "qrels.tsv").write_text("qa\ta1\t1\nqb\tb1\t1\n", encoding="utf-8")
    done = home.run("evaluate", "--questions", folder, "--json")
    assert done.status == 0, done.errors
    assert (done.json["count"], done.json["found_at_1"], done.json["found_at_5"]) == (2, 1.0, 1.0)


def test_an_answer_is_explained(built: Home) -> None:
    done = built.run("ask", QUESTION, "--explain")
    assert (done.status, done.errors) == (0, "")
    assert done.lines[0] == ANSWER
    answer, explanation = done.output.split("\nquestion\n")
    assert f"【{ANSWER}】" in answer
    understood = explanation.split("\nsentences\n")[0].splitlines()
    assert "  years: 2017" in understood
    assert "  role: target" in understood
    assert "  indicators: 地区生产总值" in understood
    sentences, clauses = explanation.split("\nclauses of the first paragraph\n")
    assert sentences.count("  line ") == 5
    assert f"  line {ANSWER_LINE}  " in sentences
    assert clauses.splitlines()[0].endswith(ANSWER)
    assert "log-odds of an answer: " in clauses


def test_the_sample_question_set(built: Home, empty_home: Home) -> None:
    """A tenth of it: `tests/benchmarks/quality` asks all and holds it to higher floors."""
    lines = (QUESTIONS / "given" / "panjin-questions.jsonl").read_text(encoding="utf-8").splitlines(True)
    tenth = empty_home.folder / "tenth.jsonl"
    tenth.write_text("".join(lines[::10]), encoding="utf-8")
    done = built.run("evaluate", "--questions", tenth, "--json")
    assert (done.status, done.errors) == (0, "")
    scores = next(group for group in json.loads(done.output)["scores"] if group["group"] == "all")
    assert scores["count"] == 13
    assert scores["found_at_1"] >= 0.80
    assert scores["found_at_5"] >= 0.95
    assert scores["cited"] == 1.0


@pytest.mark.parametrize(
    ("content", "named"),
    [(None, "cannot be read"), ("{}\n", "line 1"), ('{"id": "a", "question": "问"\n', "line 1")],
)
def test_a_question_set_that_cannot_be_read(
    built: Home, empty_home: Home, content: str | None, named: str
) -> None:
    questions = empty_home.folder / "questions.jsonl"
    if content is not None:
        questions.write_text(content, encoding="utf-8")
    sentence = built.run("evaluate", "--questions", questions).sentence()
    assert str(questions) in sentence
    assert named in sentence
