"""Questions about many reports, each asked of its own report alone.

Tells whether what was made in sight of one report holds on others:
`python -m benchmarks.other_reports --questions FILE --reports FOLDER`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from functools import partial
from pathlib import Path

from bot.config import Settings, load_settings
from bot.wiring import build_index, fill_index, open_engine
from retrieval.engine import Engine
from retrieval.evaluation import scoring
from retrieval.evaluation.question_sets import Dialogue, read_dialogues
from retrieval.evaluation.scoring import Outcome
from retrieval.types import PUBLIC


def main() -> None:
    """Ask, and print the shares over all questions that one report answers."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.other_reports", description=__doc__)
    parser.add_argument("--questions", type=Path, required=True)
    parser.add_argument("--reports", type=Path, required=True)
    arguments = parser.parse_args()
    settings, asked = load_settings(), by_report(arguments.questions)
    outcomes: list[Outcome] = []
    for name, dialogues in asked.items():
        engine = open_report(settings, arguments.reports / name)
        outcomes += scoring.ask_all(engine, dialogues, partial(engine.source, scope=PUBLIC))
    scores = scoring.scores(outcomes)[0]
    print(f"{scores.count} questions on {len(asked)} reports")
    for name in ("found_at_1", "found_at_5", "answered", "cited", "refused", "false_refusals"):
        share = getattr(scores, name)
        print(f"{name}: {share:.3f}" if share is not None else f"{name}: -")


def by_report(questions: Path) -> dict[str, list[Dialogue]]:
    """The questions that belong to one report, by that report.

    A question names its report, or all its gold lines stand in one.
    """
    found: dict[str, list[Dialogue]] = defaultdict(list)
    for dialogue in read_dialogues(questions):
        files = {gold.file for turn in dialogue.turns for gold in turn.gold}
        if dialogue.corpus:
            found[dialogue.corpus].append(dialogue)
        elif len(files) == 1 and all(turn.answerable for turn in dialogue.turns):
            found[files.pop()].append(dialogue)
    return found


def open_report(settings: Settings, report: Path) -> Engine:
    """An engine over one report; its index is kept beside the configured one."""
    index = settings.index.path.parent / "evaluation" / "reports" / report.stem
    build_index(settings, [report], index)
    fill_index(settings, index)
    return open_engine(settings, index)


if __name__ == "__main__":
    main()
