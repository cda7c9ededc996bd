"""The file of learned weights: what it holds, and what is said of one that cannot be used."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

import pytest

from retrieval.domains import DOMAINS
from retrieval.errors import LearnedWeightsError
from retrieval.learning.features import AnswerabilityFeatures, ClauseFeatures, Features
from retrieval.learning.model import MODEL, Weights, read_model

TABLES = {"sentences": Features, "clauses": ClauseFeatures, "answerability": AnswerabilityFeatures}
SHIPPED: dict[str, Any] = json.loads(MODEL.read_text(encoding="utf-8"))


def written(folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """The shipped file with something changed."""
    held = json.loads(json.dumps(SHIPPED))
    change(held)
    file = folder / "model.json"
    file.write_text(json.dumps(held), encoding="utf-8")
    return file


def test_every_domain_has_weights() -> None:
    assert set(read_model().domains) == {domain.name for domain in DOMAINS}


@pytest.mark.parametrize("part", ["weights", "start"])
@pytest.mark.parametrize("domain", sorted(SHIPPED["domains"]))
def test_the_file_names_the_fields_of_the_records_and_no_others(domain: str, part: str) -> None:
    held = SHIPPED["domains"][domain][part]
    assert set(held) == {field.name for field in fields(Weights)}
    for name, record in TABLES.items():
        assert set(held[name]) == {field.name for field in fields(record)}


def test_the_numbers_are_those_of_the_file() -> None:
    for name, domain in read_model().domains.items():
        assert asdict(domain.weights) == SHIPPED["domains"][name]["weights"]
        assert asdict(domain.start) == SHIPPED["domains"][name]["start"]


def test_a_domain_nothing_was_learned_for_has_the_weights_of_any_document() -> None:
    model = read_model()
    assert model.of("recipes") == model.of("plain") == model.domains["plain"].weights
    assert model.of("work_reports") == model.domains["work_reports"].weights


def test_another_format_is_said(tmp_path: Path) -> None:
    file = written(tmp_path, lambda held: held.update(format=99))
    with pytest.raises(LearnedWeightsError) as raised:
        read_model(file)
    assert str(raised.value) == (
        f"The learned weights in {file} cannot be used: it has format 99, and this version of yinju reads format 4. "
        "Install yinju again; it brings its own."
    )


def plain_sentences(held: dict[str, Any]) -> dict[str, Any]:
    table: dict[str, Any] = held["domains"]["plain"]["weights"]["sentences"]
    return table


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda held: plain_sentences(held).pop("year"), "plain.weights.sentences has other weights than .*year"),
        (lambda held: plain_sentences(held).update(moon=1.0), "plain.weights.sentences has other .*moon"),
        (lambda held: plain_sentences(held).update(year="1"), "plain.weights.sentences.year is not a number"),
        (lambda held: plain_sentences(held).update(year=True), "plain.weights.sentences.year is not a number"),
        (lambda held: plain_sentences(held).update(year=float("nan")), "year is not a number"),
        (lambda held: held["domains"]["plain"]["start"].update(enough=1.5), "plain.start.enough is not above 0"),
        (lambda held: held["domains"]["plain"].pop("weights"), "weights is missing"),
        (lambda held: held["domains"].update(plain=[]), "the file is damaged"),
        (lambda held: held.update(domains={}), "no domain 'plain' to fall back on"),
        (lambda held: held.pop("format"), "format is missing"),
    ],
)  # fmt: skip
def test_a_damaged_file_is_said(
    tmp_path: Path, change: Callable[[dict[str, Any]], object], reason: str
) -> None:
    with pytest.raises(LearnedWeightsError, match=reason) as raised:
        read_model(written(tmp_path, change))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff\xfe", b"null"])
def test_a_file_that_is_no_model(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "model.json"
    file.write_bytes(content)
    with pytest.raises(LearnedWeightsError, match="the file is damaged"):
        read_model(file)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(LearnedWeightsError, match="cannot be read"):
        read_model(tmp_path / "model.json")
