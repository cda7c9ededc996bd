"""`yinju ask`: the contract of its JSON, awkward questions, dialogues and how it ends."""

from __future__ import annotations

import json
import signal
from typing import Any

import pytest

from tests.end_to_end.programs import (
    ANSWER,
    ANSWER_LINE,
    QUESTION,
    REPORT,
    SECTION,
    TITLE,
    Finished,
    Home,
)
from tests.end_to_end.report_questions import KNOWN

Json = dict[str, Any]

ANSWER_KEYS = [
    "id", "question", "language", "status", "answer", "confidence", "citations", "milliseconds",
]  # fmt: skip
CITATION_KEYS = [
    "document", "file", "place", "year", "section", "paragraph", "line", "text", "highlights", "score",
]  # fmt: skip
STATUSES = {"answered", "ambiguous", "not_found", "off_topic"}
AWKWARD = {
    "empty": "",
    "white": " \t\n　",
    "emoji": "😀🎉👨‍👩‍👧",
    "nul": "2017年\0GDP增长目标\0",
    "html": "<b>2017年</b>GDP增长目标是多少 &amp; <script>alert(1)</script>",
    "markdown": "**2017年GDP** _增长目标_ [是](http://x) `多少`",
    "long": QUESTION * 715,
    "traditional": "2017年GDP增長目標是多少",
    "english": "2017 GDP growth target",
    "full_width": "２０１７年ＧＤＰ增长目标是多少",
    "other_year": "2018年GDP增长目标是多少",
    "no_year": "GDP",
    "symbols": "?!。，",
    "regex": "(2017[年.*+GDP{增长)目标",
    "path": "../../etc/passwd 2017年GDP增长目标",
}
BROKEN = [
    b'{"id": 1, "question"',
    b"[1]",
    b"null",
    b'{"id": 2}',
    b'{"question": 5}',
    b"\xff\xfe",
    b"[" * 5000,
]


@pytest.fixture(scope="module")
def asked(built: Home) -> Finished:
    """Every question of this file in one process, broken lines in between."""
    lines = [json.dumps({"id": number, "question": question}) for number, (question, *_) in enumerate(KNOWN)]
    lines += [json.dumps({"id": name, "question": question}) for name, question in AWKWARD.items()]
    lines += [
        json.dumps({"id": {"any": ["json", None]}, "question": QUESTION}),
        json.dumps({"question": QUESTION}),
    ]
    held = "\n".join(lines).encode() + b"\n\n   \n" + b"\n".join(BROKEN) + b"\n"
    return built.run("ask", "--jsonl", stdin=held + json.dumps({"id": "last", "question": QUESTION}).encode())


@pytest.fixture(scope="module")
def objects(asked: Finished) -> list[Json]:
    return [json.loads(line) for line in asked.lines]


@pytest.fixture(scope="module")
def answers(objects: list[Json]) -> list[Json]:
    return [held for held in objects if "error" not in held]


@pytest.fixture(scope="module")
def awkward(answers: list[Json]) -> dict[str, Json]:
    return {held["id"]: held for held in answers if isinstance(held["id"], str)}


def test_one_line_for_each_line_in_order(asked: Finished, objects: list[Json]) -> None:
    assert (asked.status, asked.errors) == (0, "")
    ids = [held.get("id", "error") for held in objects]
    named = [{"any": ["json", None]}, None]
    assert ids == [*range(len(KNOWN)), *AWKWARD, *named, *["error"] * len(BROKEN), "last"]


def test_a_broken_line_gets_an_error_and_nothing_else(objects: list[Json]) -> None:
    errors = [held for held in objects if "error" in held]
    assert [list(held) for held in errors] == [["error"]] * len(BROKEN)
    assert all(held["error"].strip() and "\n" not in held["error"] for held in errors)


def test_keys_and_types_are_the_contract(answers: list[Json]) -> None:
    for held in answers:
        assert list(held) == ANSWER_KEYS
        assert held["status"] in STATUSES
        assert held["language"] in {"zh-Hans", "zh-Hant", "en"}
        assert isinstance(held["question"], str)
        assert isinstance(held["answer"], str)
        assert 0 <= held["confidence"] <= 1
        assert held["milliseconds"] > 0
        assert len(held["citations"]) <= 5
        for citation in held["citations"]:
            assert list(citation) == CITATION_KEYS
            assert [type(citation[key]) for key in CITATION_KEYS] == [
                str, str, str, int, list, int, int, str, list, float,
            ]  # fmt: skip


def test_citations_are_the_words_of_the_file(answers: list[Json]) -> None:
    lines = REPORT.read_text(encoding="utf-8").split("\n")
    for held in answers:
        scores = [citation["score"] for citation in held["citations"]]
        assert scores == sorted(scores, reverse=True)
        for citation in held["citations"]:
            assert (citation["document"], citation["file"]) == (TITLE, REPORT.name)
            assert (citation["place"], citation["year"]) == ("盘锦市", 2017)
            assert citation["text"] == lines[citation["line"] - 1]
            assert 1 <= citation["paragraph"] <= citation["line"]
            for start, end in citation["highlights"]:
                assert 0 <= start < end <= len(citation["text"])


def test_every_part_of_an_answer_is_highlighted(answers: list[Json]) -> None:
    for held in answers:
        spans = [
            citation["text"][start:end]
            for citation in held["citations"]
            for start, end in citation["highlights"]
        ]
        if held["status"] in {"answered", "ambiguous"}:
            assert held["answer"]
            for part in held["answer"].split("；"):
                assert any(part in span for span in spans), held
            first = held["citations"][0]
            start, end = first["highlights"][0]
            assert first["text"][start:end] in held["answer"].split("；")
        else:
            assert (held["answer"], spans) == ("", [])
            assert held["status"] == "not_found" or held["citations"] == []


def test_known_answers(answers: list[Json]) -> None:
    got = [(held["citations"][0]["line"], held["answer"]) for held in answers[: len(KNOWN)]]
    wrong = [
        (question, found)
        for (question, words, line), found in zip(KNOWN, got, strict=True)
        if words not in found[1] or found[0] != line
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "name", ["html", "markdown", "traditional", "english", "full_width", "nul", "path", "last"]
)
def test_the_target_is_found_however_it_is_asked(awkward: dict[str, Json], name: str) -> None:
    held = awkward[name]
    assert (held["status"], held["answer"]) == ("answered", ANSWER)
    assert held["citations"][0]["line"] == ANSWER_LINE
    assert held["citations"][0]["section"] == [SECTION]


@pytest.mark.parametrize("name", ["empty", "white", "emoji", "symbols"])
def test_a_question_without_words_finds_nothing(awkward: dict[str, Json], name: str) -> None:
    held = awkward[name]
    assert (held["question"], held["status"], held["citations"]) == (AWKWARD[name], "not_found", [])


def test_a_question_of_10000_characters_is_refused_at_once(awkward: dict[str, Json]) -> None:
    assert len(AWKWARD["long"]) >= 10_000
    assert awkward["long"]["status"] == "not_found"
    assert awkward["long"]["milliseconds"] < 1000


def test_another_year_is_not_answered_with_this_one(awkward: dict[str, Json]) -> None:
    held = awkward["other_year"]
    assert (held["status"], held["answer"]) == ("not_found", "")
    assert held["citations"]
    assert all(citation["highlights"] == [] for citation in held["citations"])


def test_without_a_year_both_are_given(awkward: dict[str, Json]) -> None:
    held = awkward["no_year"]
    assert held["status"] == "ambiguous"
    assert set(held["answer"].split("；")) == {"预计实现地区生产总值1100亿元", ANSWER}


def test_languages(awkward: dict[str, Json]) -> None:
    assert [awkward[name]["language"] for name in ("html", "traditional", "english")] == [
        "zh-Hans",
        "zh-Hant",
        "en",
    ]


def test_answers_are_flushed_chats_kept_apart_and_ctrl_c_is_quiet(built: Home) -> None:
    with built.talking("ask", "--jsonl") as talk:

        def ask(**question: object) -> Json:
            talk.write(json.dumps(question))
            held: Json = json.loads(talk.read())
            return held

        assert (
            ask(id="a1", question="盘锦港2017年吞吐能力要到多少？", chat="a")["answer"]
            == "吞吐能力达到6000万吨"
        )
        stranger = ask(id="b1", question="那2016年呢？", chat="b")
        alone = ask(id="-", question="那2016年呢？")
        assert stranger["answer"] == alone["answer"]
        follow_up = ask(id="a2", question="那2016年呢？", chat="a")
        assert follow_up["id"] == "a2"
        assert "5000万吨" in follow_up["answer"]
        assert talk.end(signal.SIGINT) == 130
        assert talk.errors == ""


def test_a_reader_that_leaves_early(built: Home) -> None:
    with built.talking("ask", "--jsonl") as talk:
        talk.write(json.dumps({"question": QUESTION}))
        assert json.loads(talk.read())["answer"] == ANSWER
        assert talk.process.stdout
        talk.process.stdout.close()
        talk.write(json.dumps({"question": QUESTION}))
        talk.write(json.dumps({"question": QUESTION}))
        assert talk.process.wait(60) == 0
        assert talk.errors == ""
        with pytest.raises(BrokenPipeError):
            talk.write("")


def test_one_question_for_a_person(built: Home) -> None:
    done = built.run("ask", QUESTION)
    assert (done.status, done.errors) == (0, "")
    assert done.lines[0] == ANSWER
    assert f"【{ANSWER}】" in done.output
    assert f"{TITLE} · {SECTION} · 第51段 · 第{ANSWER_LINE}行" in done.output
    assert "\x1b" not in done.output


def test_one_question_for_a_program(built: Home) -> None:
    done = built.run("ask", "2017 GDP growth target", "--json", "--index", built.index)
    assert (done.status, done.errors, len(done.lines)) == (0, "", 1)
    assert (list(done.json), done.json["answer"]) == (ANSWER_KEYS, ANSWER)


def test_lone_surrogates_are_ignored_and_given_back(built: Home) -> None:
    question = "\ud8002017年GDP增长目标\udfff"
    lines = [json.dumps({"question": question}), json.dumps({"question": QUESTION})]
    done = built.run("ask", "--jsonl", stdin="\n".join(lines).encode())
    assert (done.status, done.errors) == (0, "")
    answers = [json.loads(line) for line in done.lines]
    assert [held["question"] for held in answers] == [question, QUESTION]
    assert [held["answer"] for held in answers] == [ANSWER, ANSWER]


def test_a_question_that_is_no_utf8(built: Home) -> None:
    done = built.run("ask", b"\xff\xfe2017\xe5\xb9\xb4GDP\xe5\xa2\x9e\xe9\x95\xbf\xe7\x9b\xae\xe6\xa0\x87")
    assert (done.status, done.errors) == (0, "")
    assert done.lines[0] == ANSWER


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["ask"],
        ["ask", "--jsonl", "问"],
        ["ask", "问", "--unknown"],
        ["answer"],
        ["evaluate"],
        ["index", "--corpus"],
    ],
)
def test_wrong_usage(empty_home: Home, arguments: list[str]) -> None:
    done = empty_home.run(*arguments)
    assert (done.status, done.output) == (2, "")
    assert done.errors.startswith("usage: yinju")


def test_help_is_a_result(empty_home: Home) -> None:
    done = empty_home.run("--help")
    assert (done.status, done.errors) == (0, "")
    assert all(name in done.output for name in ("index", "ask", "evaluate", "chat", "serve", "doctor"))


def test_a_talk_in_the_terminal(built: Home) -> None:
    done = built.run("chat", stdin=f"{QUESTION}\n\n\0\nexit\n".encode())
    assert (done.status, done.errors) == (0, "")
    assert TITLE in done.lines[0]
    assert done.output.count(f"【{ANSWER}】") == 1


def test_doctor_finds_everything_in_place(built: Home) -> None:
    done = built.run("doctor")
    assert (done.status, done.errors) == (0, "")
    assert [line for line in done.lines if not line.startswith(("ok ", "note "))] == []
    assert "1 documents" in done.output
