"""`yinju index` and the building that other commands do by themselves: what it reports, skips and survives."""

from __future__ import annotations

import json
import shutil
import signal
import time
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock

from tests.end_to_end.programs import ANSWER, QUESTION, Home, write_short_report

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Harm = Callable[[Home], None]

REPORT_KEYS = [
    "documents",
    "passages",
    "sentences",
    "added",
    "updated",
    "removed",
    "unchanged",
    "seconds",
    "skipped",
]
SMALL = """2015年1月8日在双水市第三届人民代表大会第四次会议上
市长 王小明
各位代表：现在，我代表市政府向大会报告工作。
一、2014年工作回顾
全市粮食产量{grain}万吨，植树造林30万株。
二、2015年主要任务
新建公园{parks}座。
"""


def write_small(folder: Path, name: str, grain: int = 40, parks: int = 5) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / name
    file.write_text(SMALL.format(grain=grain, parks=parks), encoding="utf-8")
    return file


def counts(report: dict[str, Any]) -> tuple[int, ...]:
    return tuple(report[key] for key in ("documents", "added", "updated", "removed", "unchanged"))


def test_new_changed_deleted_and_unchanged_documents(empty_home: Home) -> None:
    corpus = empty_home.folder / "corpus"
    write_small(corpus, "a.txt")
    second = write_small(corpus, "b.txt", grain=70)

    done = empty_home.run("index", "--corpus", corpus)
    assert (done.status, len(done.lines), list(done.json)) == (0, 2, REPORT_KEYS)
    # It answers from the first line on; the second says that the sentence vectors are there.
    first = json.loads(done.lines[0])
    assert first | {"seconds": 0} == done.json | {"seconds": 0}
    assert first["seconds"] <= done.json["seconds"]
    assert counts(done.json) == (2, 2, 0, 0, 0)
    assert done.json["sentences"] >= done.json["passages"] == 10
    assert isinstance(done.json["seconds"], float)
    assert f"Sentence vectors: {done.json['sentences']}/{done.json['sentences']}" in done.errors
    before = done.json

    done = empty_home.run("index", "--corpus", corpus)
    assert (done.status, counts(done.json)) == (0, (2, 0, 0, 0, 2))
    assert (done.json["passages"], done.json["sentences"]) == (before["passages"], before["sentences"])
    assert "vectors" not in done.errors

    write_small(corpus, "a.txt", grain=41)
    second.unlink()
    write_small(corpus, "c.txt", parks=9)
    done = empty_home.run("index", "--corpus", corpus)
    assert counts(done.json) == (2, 1, 1, 1, 0)

    questions = ["2014年粮食产量是多少", "2015年新建公园几座"]
    lines = "\n".join(json.dumps({"question": question}) for question in questions)
    asked = empty_home.run("ask", "--jsonl", stdin=lines.encode())
    found = {citation["text"] for line in asked.lines for citation in json.loads(line)["citations"]}
    assert "全市粮食产量41万吨，植树造林30万株。" in found
    assert "新建公园9座。" in found
    assert "全市粮食产量40万吨，植树造林30万株。" in found  # c.txt
    assert not any("70万吨" in text for text in found)


def test_files_that_cannot_be_read_are_named_and_the_rest_is_indexed(empty_home: Home) -> None:
    corpus = empty_home.folder / "corpus"
    write_small(corpus, "good.txt")
    (corpus / "windows.txt").write_bytes(
        b"\xef\xbb\xbf" + SMALL.format(grain=1, parks=2).replace("\n", "\r\n").encode()
    )
    (corpus / "old.txt").write_bytes(SMALL.format(grain=3, parks=4).encode("gb18030"))
    bad = ["binary.txt", "empty.txt", "gone.txt", "white.txt"]
    (corpus / "binary.txt").write_bytes(bytes(range(256)) * 8)
    (corpus / "empty.txt").touch()
    (corpus / "folder.txt").mkdir()
    (corpus / "gone.txt").symlink_to(corpus / "nowhere")
    (corpus / "white.txt").write_text(" \n\n　\n", encoding="utf-8")

    done = empty_home.run("index", "--corpus", corpus)
    assert (done.status, counts(done.json)) == (0, (3, 3, 0, 0, 0))
    skipped = [line for line in done.errors.splitlines() if line.startswith("yinju: skipped ")]
    named = [name for name in bad for line in skipped if str(corpus / name) in line]
    assert named == bad
    assert len(skipped) == len(bad)


def test_the_first_question_names_the_files_it_cannot_index(empty_home: Home) -> None:
    corpus = empty_home.folder / "corpus"
    write_small(corpus, "good.txt")
    (corpus / "empty.txt").touch()
    done = empty_home.run("ask", "2014年粮食产量是多少", YINJU_CORPUS__PATHS=str(corpus))
    assert done.status == 0
    assert "40万吨" in done.lines[0]
    assert str(corpus / "empty.txt") in done.errors


def test_nothing_left_to_index_ends_with_status_1(empty_home: Home) -> None:
    file = empty_home.folder / "only.txt"
    file.touch()
    sentence = empty_home.run("index", "--corpus", file).sentence()
    assert str(file) in sentence
    assert not (empty_home.index / "CURRENT").exists()


def test_a_missing_corpus_is_named(empty_home: Home) -> None:
    corpus = empty_home.folder / "reports"
    assert str(corpus) in empty_home.run("ask", QUESTION, YINJU_CORPUS__PATHS=str(corpus)).sentence()


def test_markup_in_a_document_is_quoted_as_it_stands(empty_home: Home) -> None:
    corpus = empty_home.folder / "corpus"
    file = write_small(corpus, "a.txt")
    marked = "全市<b>粮食产量</b>40万吨 & *植树* \x1b[31m<script>30</script>万株。"
    text = file.read_text(encoding="utf-8").replace("全市粮食产量40万吨，植树造林30万株。", marked)
    file.write_text(text, encoding="utf-8")
    assert empty_home.run("index", "--corpus", file).status == 0
    asked = empty_home.run("ask", "--json", "2014年粮食产量是多少")
    assert marked in [citation["text"] for citation in asked.json["citations"]]
    shown = empty_home.run("ask", "2014年粮食产量是多少").output
    assert "<script>30</script>" in shown
    assert "\x1b" not in shown


@pytest.fixture(scope="module")
def small_built(built: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An index of one small document. Read it only."""
    home = Home(tmp_path_factory.mktemp("small"))
    corpus = home.folder / "corpus"
    write_small(corpus, "a.txt")
    assert home.run("index", "--corpus", corpus).status == 0
    return home


@pytest.fixture
def small(small_built: Home, tmp_path: Path) -> Home:
    """The small document and its index, to be harmed."""
    home = Home(tmp_path / "small")
    shutil.copytree(small_built.folder, home.folder)
    (home.index / "sources.json").write_text(json.dumps([str(home.folder / "corpus")]), encoding="utf-8")
    return home


def segments(home: Home) -> list[Path]:
    return sorted((home.index / "segments").iterdir())


def damage_documents(home: Home) -> None:
    (segment,) = segments(home)
    held = bytearray((segment / "documents.bin").read_bytes())
    held[len(held) // 2] ^= 0xFF
    (segment / "documents.bin").write_bytes(held)


def lose_a_segment(home: Home) -> None:
    (segment,) = segments(home)
    shutil.rmtree(segment)


def lose_the_manifest(home: Home) -> None:
    (home.index / "CURRENT").write_bytes(b"\xff\0")


def change_the_manifest(**fields: object) -> Harm:
    def harm(home: Home) -> None:
        file = home.index / "CURRENT"
        held = json.loads(file.read_text(encoding="utf-8"))
        del held["checksum"]  # those of former versions had none
        file.write_text(json.dumps(held | fields), encoding="utf-8")

    return harm


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(damage_documents, "damaged", id="documents"),
        pytest.param(lose_a_segment, "damaged", id="segment"),
        pytest.param(lose_the_manifest, "damaged", id="CURRENT"),
        pytest.param(change_the_manifest(format=6), "another version", id="version"),
        pytest.param(change_the_manifest(fingerprint="other"), "another model", id="model"),
    ],
)
def test_an_index_that_cannot_be_used_is_rebuilt_saying_so(small: Home, harm: Harm, said: str) -> None:
    harm(small)
    done = small.run("ask", "2014年粮食产量是多少")
    assert done.status == 0
    assert "40万吨" in done.lines[0]
    sentences = [line for line in done.errors.splitlines() if said in line]
    assert len(sentences) == 1, done.errors
    assert sentences[0].endswith(("It is built anew.", "Its words are learnt anew."))
    again = small.run("ask", "2014年粮食产量是多少")
    assert (again.output, again.errors) == (done.output, "")


def lose_the_vectors(home: Home) -> None:
    shutil.rmtree(home.index / "vectors")


def damage_the_vectors(home: Home) -> None:
    for file in (home.index / "vectors").glob("*.faiss"):
        file.write_bytes(file.read_bytes()[:100])


@pytest.mark.parametrize("harm", [lose_the_vectors, damage_the_vectors])
def test_vectors_that_are_missing_change_no_answer_and_are_made_by_the_next_index(
    small: Home, harm: Harm
) -> None:
    whole = small.run("ask", "2014年粮食产量是多少", "--json").json
    harm(small)
    done = small.run("ask", "2014年粮食产量是多少", "--json")
    assert (done.status, done.json["answer"]) == (0, whole["answer"])
    assert done.errors.count("is damaged") == len(list((small.index / "vectors").glob("*.faiss")))
    assert [each["line"] for each in done.json["citations"]] == [each["line"] for each in whole["citations"]]
    again = small.run("index", "--corpus", small.folder / "corpus")
    assert "Sentence vectors, fast model: 5/5\nSentence vectors…\nSentence vectors: 5/5" in again.errors
    (segment, *_) = json.loads((small.index / "CURRENT").read_text(encoding="utf-8"))["segments"]
    assert len(list((small.index / "vectors").glob(f"{segment['name']}.*.faiss"))) == 2


def test_keywords_alone_answer(empty_home: Home) -> None:
    corpus = empty_home.folder / "corpus"
    write_small(corpus, "a.txt")
    done = empty_home.run("index", "--corpus", corpus, "--keywords-only")
    assert (done.status, len(done.lines)) == (0, 1)
    assert not (empty_home.index / "vectors").exists()
    assert "40万吨" in empty_home.run("ask", "2014年粮食产量是多少").lines[0]


def test_the_first_question_builds_the_index(empty_home: Home) -> None:
    corpus = {"YINJU_CORPUS__PATHS": str(write_short_report(empty_home.folder))}
    first = empty_home.run("ask", QUESTION, **corpus)
    assert (first.status, first.lines[0]) == (0, ANSWER)
    again = empty_home.run("index", **corpus)
    assert counts(again.json) == (1, 0, 0, 0, 1)
    assert again.errors == ""
    sentences = again.json["sentences"]
    assert f"Sentence vectors: {sentences}/{sentences}" in first.errors


def test_an_index_folder_that_cannot_be_written(empty_home: Home) -> None:
    """Tests may run as root, whom no permission stops; a folder below a file fails in the same way."""
    file = empty_home.folder / "file"
    file.touch()
    corpus = write_small(empty_home.folder / "corpus", "a.txt")
    sentence = empty_home.run("index", "--corpus", corpus, "--index", file / "index").sentence()
    assert str(file / "index") in sentence
    assert "index.path" in sentence


def test_a_full_disk_leaves_the_former_index_in_use(small: Home) -> None:
    corpus = small.folder / "corpus"
    write_small(corpus, "a.txt", grain=99)
    before = (small.index / "CURRENT").read_bytes()

    done = small.run("index", "--corpus", corpus, largest_file=2000)
    assert (done.status, done.output) == (1, "")
    *progress, sentence = done.errors.splitlines()
    assert sentence.startswith(f"yinju: The index cannot be written to {small.index}")
    assert progress == []
    assert (small.index / "CURRENT").read_bytes() == before
    assert "40万吨" in small.run("ask", "2014年粮食产量是多少").lines[0]


def test_ctrl_c_while_waiting_to_build(empty_home: Home) -> None:
    empty_home.index.mkdir()
    corpus = write_small(empty_home.folder / "corpus", "a.txt")
    with (
        FileLock(empty_home.index / "lock"),
        empty_home.talking("index", "--corpus", corpus, YINJU_LOGGING__LEVEL="debug") as talk,
    ):
        deadline = time.monotonic() + 120
        while "filelock" not in talk.errors and time.monotonic() < deadline:
            time.sleep(0.05)
        assert talk.end(signal.SIGINT) == 130
    assert not (empty_home.index / "CURRENT").exists()


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("index: [", "config.yaml"),
        ("- index", "config.yaml"),
        ("indexes:\n  path: x\n", "indexes"),
        ("index:\n  pth: x\n", "index.pth"),
        ("embeddings:\n  threads: many\n", "embeddings.threads"),
        ("telegram:\n  mode: pigeon\n", "telegram.mode"),
        ("embeddings: here\n", "embeddings"),
        ("logging:\n  level: [1]\n", "logging.level"),
    ],
)
def test_a_broken_configuration_names_the_key(empty_home: Home, content: str, named: str) -> None:
    (empty_home.folder / "config.yaml").write_text(content, encoding="utf-8")
    sentence = empty_home.run("ask", QUESTION).sentence()
    assert sentence.removeprefix("yinju: ").split(": ")[0].split("/")[-1] == named


def test_a_broken_variable_and_a_missing_file_are_named(empty_home: Home) -> None:
    sentence = empty_home.run("ask", QUESTION, YINJU_EMBEDDINGS__THREADS="many").sentence()
    assert sentence.startswith("yinju: embeddings.threads: ")
    missing = empty_home.folder / "other.yaml"
    assert str(missing) in empty_home.run("ask", QUESTION, "--config", missing).sentence()


def test_a_model_that_cannot_be_loaded_says_what_to_do(empty_home: Home) -> None:
    nowhere = str(empty_home.folder / "no-model")
    sentence = empty_home.run("ask", QUESTION, YINJU_EMBEDDINGS__MODEL=nowhere).sentence()
    assert sentence.startswith(
        "yinju: embeddings.model: must be bundled, a folder that is there, or a model's name"
    )


def test_names_of_files_forge_no_line_and_drive_no_terminal(empty_home: Home) -> None:
    corpus = empty_home.folder / "corpus"
    forged = "yinju: all files are fine.txt"
    for name in (
        f"bad\n{forged}",
        "esc\x1b[2J\x9b.txt",
        "rtl\u202etxt.txt",
        b"half\xff.txt".decode(errors="surrogateescape"),
    ):
        write_small(corpus, f"good {name}")
        (corpus / name).touch()
    (corpus / f"out\n{forged}").symlink_to("/etc/passwd")
    questions = "\n".join(json.dumps({"question": text}) for text in ("2014年粮食产量是多少", "新建公园几座"))
    for done in (
        empty_home.run("index", "--corpus", corpus),
        empty_home.run("ask", "2014年粮食产量是多少"),
        empty_home.run("ask", "--jsonl", stdin=questions.encode()),
        empty_home.run("chat", stdin="2014年粮食产量是多少\n1\n/sources\n/status\n".encode()),
        empty_home.run("doctor", "--index", corpus / f"none\n{forged}"),
        empty_home.run("index", "--corpus", corpus / f"bad\n{forged}", "--index", corpus / f"i\n{forged}"),
        empty_home.run("evaluate", "--questions", corpus / f"out\n{forged}"),
    ):
        shown = done.output + done.errors
        assert not any(line.startswith(forged) for line in shown.splitlines()), shown
        assert not {"\x1b", "\x9b", "\u202e"} & set(shown), shown
    skipped = [
        line for line in empty_home.run("index", "--corpus", corpus).errors.splitlines() if "skipped" in line
    ]
    empty, linked, *locks = skipped
    assert empty == (
        r"yinju: skipped 4 files, each of which is empty: bad\nyinju: all files are fine.txt, "
        r"esc\x1b[2J\x9b.txt, half\udcff.txt and 1 other"
    )
    assert linked == (
        rf"yinju: skipped {corpus}/out\nyinju: all files are fine.txt: is a link that leads out of the corpus"
    )
    in_the_index = rf"yinju: skipped {corpus}/i\nyinju: all files are fine.txt/"
    assert len(locks) == 2
    assert all(line.startswith(in_the_index) for line in locks)


def test_bytes_that_are_no_text_on_the_command_line_and_half_characters_in_json(home: Home) -> None:
    """`run` sees to it that nobody is shown a trace."""
    assert home.run("ask", QUESTION.encode() + b"\xff").status == 0
    lone = b'{"id": "\\ud800", "chat": "\\udfff", "question": "' + QUESTION.encode() + b'\\ud83d"}\n'
    done = home.run("ask", "--jsonl", stdin=lone * 2)
    assert [json.loads(line)["id"] for line in done.lines] == ["\ud800"] * 2
    assert r"/\udcff" in home.run("ask", QUESTION, "--index", b"/\xff").sentence()
    assert r"\udcff" in home.run("index", "--corpus", b"none\xff").sentence()
    assert r"\udcff" in home.run("ask", QUESTION, "--config", b"\xff.yaml").sentence()
    assert r"\udcff" in home.run("evaluate", "--questions", b"\xff").sentence()
