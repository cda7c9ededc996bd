"""What is asked of all reports, of some of them, and of one."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from retrieval.evaluation.question_sets import GoldLine, JudgedQuestion, read_dialogues
from retrieval.language.normalizing import normalize
from retrieval.language.time_words import years_in
from retrieval.types import Document

_QUESTIONS = Path(__file__).resolve().parents[1] / "questions"
PANJIN = "盘锦市-2017.txt"
"""The name that the shipped report has among all reports."""
_SHIPPED = "panjin-2017.txt"
_ON_THE_SHIPPED_REPORT = ("panjin-zh.jsonl", "panjin-en.jsonl", "panjin-later.jsonl")
_INDICATORS = (
    "地区生产总值增长目标",
    "一般公共预算收入",
    "城镇新增就业",
    "固定资产投资增长",
    "粮食产量",
    "城镇登记失业率",
    "居民人均可支配收入",
    "社会消费品零售总额",
    "改造老旧小区",
    "报告人",
)
WARMING = (
    "沈阳2019年财政收入",
    "2018年成都GDP增长目标",
    "what was the GDP of Hangzhou in 2017",
    "贵州省2020年脱贫人口",
    "2016年厦门新增就业多少",
    "长春和吉林2018年的固定资产投资",
    "今天天气怎么样",
    "国务院2015年预算赤字",
)
"""Asked before the clock runs, so that what is loaded once is there; of none of the sets."""


def reports_questions(shared: Path) -> list[JudgedQuestion]:
    """Those over all reports."""
    return _flat(shared / "eval" / "reports-questions.jsonl")


def panjin_questions(shared: Path) -> list[JudgedQuestion]:
    """Those on the shipped report; without the shared ones, our own."""
    file = shared / "eval" / "panjin-questions.jsonl"
    return [_renamed(each) for each in _flat(file if file.exists() else _QUESTIONS / "panjin-zh.jsonl")]


def own_questions() -> list[JudgedQuestion]:
    """Those of this folder: each with its place in front where it names none, as they were written for one report."""
    on_it = [
        with_place(_renamed(each), "盘锦")
        for name in _ON_THE_SHIPPED_REPORT
        for each in _flat(_QUESTIONS / name)
    ]
    others = [
        with_place(each, next(iter(each.gold)).file.partition("-")[0])
        for each in _flat(_QUESTIONS / "other-reports.jsonl")
        if each.gold
    ]
    return on_it + others


def unplaced_questions() -> list[JudgedQuestion]:
    """Those that name no place."""
    return [_renamed(each) for each in _flat(_QUESTIONS / "panjin-zh.jsonl") if "盘锦" not in each.question]


def with_place(judged: JudgedQuestion, place: str) -> JudgedQuestion:
    """A question with a place in front, if it does not name it."""
    named = normalize(judged.question).lower()
    is_named = place[:2] in named or (place == "盘锦" and "panjin" in named)
    return judged if is_named else replace(judged, question=f"{place}{judged.question}")


def with_report(judged: JudgedQuestion, year: int) -> JudgedQuestion:
    """A question on a report of 盘锦 with that report in front, if it does not name a year."""
    placed = with_place(judged, "盘锦").question
    if years_in(normalize(placed), None):
        return replace(judged, question=placed)
    if judged.question.isascii():
        return replace(judged, question=f"In Panjin's {year} government work report: {judged.question}")
    return replace(judged, question=f"盘锦{year}年政府工作报告里{placed.removeprefix('盘锦')}")


def on(questions: Iterable[JudgedQuestion], files: Sequence[str]) -> list[JudgedQuestion]:
    """The questions that these reports answer."""
    there = set(files)
    return [each for each in questions if each.gold and all(gold.file in there for gold in each.gold)]


def traffic(documents: Sequence[Document], questions: Sequence[str], count: int, seed: int = 5) -> list[str]:
    """What many people ask: half of it from question sets, half of it of any report there is.

    Args:
        documents: the reports.
        questions: of the sets.
        count: how many.
        seed: another one gives others.
    """
    dice = random.Random(seed)
    dated = [each for each in documents if each.year]
    made = []
    for _ in range(count):
        about = dice.choice(dated)
        made.append(f"{about.place}{about.year}年{dice.choice(_INDICATORS)}是多少")
    return [dice.choice(questions) if dice.random() < 0.5 else each for each in made]


def _flat(file: Path) -> list[JudgedQuestion]:
    return [turn for dialogue in read_dialogues(file) for turn in dialogue.turns]


def _renamed(judged: JudgedQuestion) -> JudgedQuestion:
    gold = {GoldLine(PANJIN if line.file == _SHIPPED else line.file, line.line) for line in judged.gold}
    return replace(judged, gold=frozenset(gold))
