"""Questions about many reports, each asked of its own report alone.

Tells whether what was made in sight of one report holds on others:
`python -m benchmarks.other_reports --questions FILE --reports FOLDER`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

from bot.config import load_settings
from bot.wiring import build_index, open_engine
from retrieval import evaluation
from retrieval.evaluation import Outcome
from retrieval.question_sets import Dialogue, read_dialogues


def main() -> None:
    """Ask, and print the shares over all questions that one report answers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.other_reports", description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    arguments = parser.parse_args()
    asked = _by_report(read_dialogues(arguments.questions))
    outcomes = [
        each for name, dialogues in asked.items() for each in _ask(arguments.reports / name, dialogues)
    ]
    scores = evaluation.scores(outcomes)[0]
    print(f"{scores.count} questions on {len(asked)} reports")
    for name in ("found_at_1", "found_at_5", "answered", "cited", "false_refusals"):
        print(f"{name}: {getattr(scores, name):.3f}")


def _by_report(dialogues: list[Dialogue]) -> dict[str, list[Dialogue]]:
    """The answerable questions whose gold lines stand in one report, by that report."""
    found: dict[str, list[Dialogue]] = defaultdict(list)
    for dialogue in dialogues:
        files = {gold.file for turn in dialogue.turns for gold in turn.gold}
        if len(files) == 1 and all(turn.answerable for turn in dialogue.turns):
            found[files.pop()].append(dialogue)
    return found


def _ask(report: Path, dialogues: list[Dialogue]) -> list[Outcome]:
    settings = load_settings()
    index = settings.index.path.parent / "evaluation" / "reports" / report.stem
    build_index(settings, [report], index)
    engine = open_engine(settings, index)
    return evaluation.ask_all(engine, dialogues, engine.source)


if __name__ == "__main__":
    main()
