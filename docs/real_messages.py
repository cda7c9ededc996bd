"""Have the real bot say what `scenes.toml` asks for, and draw its messages as a phone of 390 pixels shows them.

    python -m docs.real_messages --into FOLDER --reports INDEX --reports-corpus FILES --documents FILE FILE …

The bot is a process of its own that talks over HTTP to the loopback Bot API server. `--reports` is an index of all reports,
which the bot may bring up to date: give it a copy. The other documents are indexed here. FOLDER gets NAME-light.png and
NAME-dark.png of each scene, and `messages.txt` with every message, the lines it takes before anything is unfolded, and whether
words that answer are among them.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from docs.chat_script import Scene, Setting, play
from docs.messages import visible_lines
from docs.phone import draw_chat_alone
from docs.rasterising import write_pictures
from docs.themes import THEMES
from tests.end_to_end.programs import Home, RunningBot
from tests.loopback import LoopbackServer

SCENES = Path(__file__).with_name("scenes.toml")
_MOST_LINES = 8
_OPEN = "The documents are open"
_OPENED_WITHIN = 300.0


@dataclass(frozen=True, slots=True)
class Taken:
    """One picture's worth of a chat."""

    scene: Scene
    setting: Setting
    """The messages, the last of them the one that is looked at."""

    @property
    def lines(self) -> list[str]:
        """What of the last message is read before anything is unfolded."""
        lines = visible_lines(self.setting.messages[-1])
        return ["".join(run.text for run in line) for line in lines]

    @property
    def faults(self) -> list[str]:
        """What is wrong with it, as far as a program can tell."""
        too_long = [f"{len(self.lines)} lines"] if len(self.lines) > _MOST_LINES else []
        hidden = [] if _shows_bold(self.setting) else ["no word in bold is seen"]
        return too_long + hidden


def main() -> None:
    """Take the pictures and print what is wrong with any."""
    options = _options()
    scenes = [each for each in read_scenes() if _is_wanted(each, options)]
    taken: list[Taken] = []
    for corpus in ("reports", "documents"):
        wanted = [each for each in scenes if each.corpus == corpus]
        if wanted:
            with TemporaryDirectory(prefix="yinju-pictures-") as folder:
                taken += _take(wanted, *_home(Path(folder), corpus, options))
    options.into.mkdir(parents=True, exist_ok=True)
    if not options.readme:
        (options.into / "messages.txt").write_text("\n".join(map(_told, taken)), encoding="utf-8")
    if not options.no_pictures:
        write_pictures(
            {
                options.into / f"{each.scene.name}-{theme.name}.png": draw_chat_alone(
                    each.setting.messages, theme
                )
                for each in taken
                for theme in THEMES
            }
        )
    for each in taken:
        if each.faults:
            print(f"{each.scene.name}: {', '.join(each.faults)}")
    print(
        f"{len(taken)} messages, {sum(not each.faults for each in taken)} within {_MOST_LINES} lines with their words seen"
    )


def read_scenes(file: Path = SCENES) -> list[Scene]:
    """The scenes of a file, in its order."""
    rows = tomllib.loads(file.read_text(encoding="utf-8"))["scene"]
    return [
        Scene(
            row["name"],
            tuple(row["say"]),
            row.get("in", "reports"),
            row.get("language", "zh-hans"),
            is_group=row.get("chat") == "group",
            is_in_readme=row.get("in_readme", False),
        )
        for row in rows
    ]


def _is_wanted(scene: Scene, options: argparse.Namespace) -> bool:
    return scene.name in options.only or (not options.only and (scene.is_in_readme or not options.readme))


def _take(scenes: Iterable[Scene], home: Home, settings: dict[str, str]) -> Iterator[Taken]:
    with LoopbackServer() as server, RunningBot(server, home, **settings) as bot:
        bot.wait_for(_OPEN, _OPENED_WITHIN)
        for scene in scenes:
            yield Taken(scene, play(scene, server))
        assert server.refusals == [], server.refusals


def _home(folder: Path, corpus: str, options: argparse.Namespace) -> tuple[Home, dict[str, str]]:
    """A home whose index is ready, and the settings of its bot."""
    home = Home(folder)
    files = [options.reports_corpus] if corpus == "reports" else options.documents
    settings = {
        "YINJU_CORPUS__PATHS": json.dumps([str(file.resolve()) for file in files], ensure_ascii=False),
        "YINJU_INDEX__FILL_WHILE_SERVING": "false",
    }
    if corpus == "reports":
        return home, settings | {"YINJU_INDEX__PATH": str(options.reports.resolve())}
    built = home.run("index", **settings)  # type: ignore[arg-type]  # settings of the environment
    assert built.status == 0, built.errors
    return home, settings


def _shows_bold(setting: Setting) -> bool:
    """Whether some words in bold are read without a tap, if there are any."""
    last = setting.messages[-1]
    return "<b>" not in last.html or any("b" in run.tags for line in visible_lines(last) for run in line)


def _told(taken: Taken) -> str:
    last = taken.setting.messages[-1]
    said = "\n".join(f"> {message.html}" for message in taken.setting.messages[:-1])
    shown = "\n".join(f"  {line}" for line in taken.lines)
    buttons = "\n".join("  [" + "] [".join(row) + "]" for row in last.keyboard)
    faults = f"  !! {', '.join(taken.faults)}" if taken.faults else ""
    return f"=== {taken.scene.name} ({len(taken.lines)} lines){faults}\n{said}\n{shown}\n{buttons}\n--- whole\n{last.html}\n"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--reports-corpus", type=Path)
    parser.add_argument("--documents", type=Path, nargs="*", default=[])
    parser.add_argument("--only", nargs="*", default=[], help="names of scenes")
    parser.add_argument(
        "--readme", action="store_true", help="only what stands in README: --into docs/pictures"
    )
    parser.add_argument("--no-pictures", action="store_true")
    return parser.parse_args()


if __name__ == "__main__":
    main()
