"""The unit for systemd and the container: what they promise, read from the files and, where it is there, by systemd itself."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import socket
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.config import load_settings

ROOT = Path(__file__).resolve().parents[1]
UNIT = ROOT / "packaging" / "yinju.service"
STATE = Path("/var/lib/yinju")
MOST_EXPOSED = 20
"""Tenths, of the ten points that `systemd-analyze security` gives a service that anything is allowed to."""


@pytest.fixture(scope="module")
def unit() -> dict[str, list[str]]:
    """Key -> its values, in order."""
    found = defaultdict(list)
    for line in UNIT.read_text(encoding="utf-8").splitlines():
        if match := re.match(r"(\w+)=(.*)", line):
            found[match[1]].append(match[2])
    return found


@pytest.fixture(scope="module")
def instructions() -> list[tuple[str, str]]:
    """The Dockerfile's instructions with what follows them, in order."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines))
    return [(name, rest) for name, _, rest in (line.partition(" ") for line in joined.splitlines() if line)]


def test_the_unit_shuts_the_bot_in(unit: dict[str, list[str]]) -> None:
    expected = {
        "Type": "notify",
        "DynamicUser": "yes",
        "StateDirectory": "yinju",
        "StateDirectoryMode": "0700",
        "ProtectSystem": "strict",
        "ProtectHome": "yes",
        "NoNewPrivileges": "yes",
        "CapabilityBoundingSet": "",
        "LimitCORE": "0",
        "Restart": "always",
        "WatchdogSec": "60s",
        "EnvironmentFile": "/etc/yinju/environment",
        "UMask": "0077",
        "MemoryMax": "3G",
    }
    assert {key: unit[key] for key in expected} == {key: [value] for key, value in expected.items()}
    assert unit["ExecStart"] == ["/opt/yinju/bin/yinju serve"]
    assert "TOKEN" not in "".join(unit["Environment"])


def test_the_units_settings_lead_into_its_own_folders(unit: dict[str, list[str]], tmp_path: Path) -> None:
    variables = dict(each.split("=", 1) for line in unit["Environment"] for each in shlex.split(line))
    assert_writes_below(variables, tmp_path, STATE, Path("/var/cache/yinju"))


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    copy = tmp_path / UNIT.name
    text = UNIT.read_text(encoding="utf-8")
    # It looks for the program, which is not installed here.
    copy.write_text(text.replace("/opt/yinju/bin/yinju", sys.executable), encoding="utf-8")
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", copy],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    said = [line for line in (verified.stdout + verified.stderr).splitlines() if UNIT.name in line]
    assert said == []


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_calls_the_unit_well_shut_in() -> None:
    command = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", UNIT]
    checked = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if "unrecognized option" in checked.stderr:
        pytest.skip("this systemd cannot look at a file")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_image_has_two_stages_and_no_root(instructions: list[tuple[str, str]]) -> None:
    names = [name for name, _ in instructions]
    second = names.index("FROM", 1)
    assert names.count("FROM") == 2
    # What builds stays behind: the second stage takes the finished environment and nothing else.
    assert [rest for name, rest in instructions[second:] if name in {"COPY", "ADD"}] == [
        "--from=build /opt/yinju /opt/yinju"
    ]
    after = dict(instructions[second:])
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", after["USER"])
    assert (after["VOLUME"], after["WORKDIR"]) == (str(STATE), str(STATE))
    assert json.loads(after["ENTRYPOINT"]) + json.loads(after["CMD"]) == ["yinju", "serve"]
    assert "TOKEN=" not in "".join(rest for _, rest in instructions)
    # Whatever runs after it would not be root's to write.
    assert names.index("USER") > max(at for at, name in enumerate(names) if name == "RUN")


def test_the_images_settings_lead_into_its_volume(
    instructions: list[tuple[str, str]], tmp_path: Path
) -> None:
    (line,) = [rest for name, rest in instructions if name == "ENV"]
    variables = dict(each.split("=", 1) for each in shlex.split(line))
    assert_writes_below(variables, tmp_path, STATE)


def assert_writes_below(variables: dict[str, str], tmp_path: Path, *folders: Path) -> None:
    (tmp_path / "config.yaml").touch()
    ours = {name: value for name, value in variables.items() if name.startswith("YINJU_")}
    settings = load_settings(tmp_path / "config.yaml", ours)
    written = (
        settings.index.path,
        settings.storage.path,
        settings.uploads.path,
        settings.embeddings.cache_folder,
    )
    assert all(
        any(folder == path or folder in path.parents for folder in folders) for path in written if path
    )
    homes = [Path(variables[name]) / "yinju" for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME")]
    assert all(any(folder == home or folder in home.parents for folder in folders) for home in homes)
    assert Path(variables["HOME"]) == STATE


def test_nothing_but_the_packages_is_sent_to_the_build() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    sent = {rule[1:] for rule in rules if rule.startswith("!")}
    needed = {
        "bot",
        "embeddings",
        "retrieval",
        "corpus/panjin-2017.txt",
        "config.yaml",
        "constraints.txt",
        "pyproject.toml",
    }
    assert sent == needed | {"README.md", "LICENSE"}
    assert all((ROOT / name).exists() for name in sent)


@contextmanager
def answering(status: int) -> Iterator[int]:
    """The port of a page that answers with a status."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status if self.path == "/health" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_the_health_check_tells_well_from_ill(instructions: list[tuple[str, str]]) -> None:
    (line,) = [rest for name, rest in instructions if name == "HEALTHCHECK"]
    program, *arguments = json.loads(line.partition(" CMD ")[2])
    assert program == "python"

    def status(port: int) -> int:
        command = [sys.executable, *arguments]
        environment = {"YINJU_HEALTH__PORT": str(port)}
        return subprocess.run(
            command, env=environment, capture_output=True, timeout=60, check=False
        ).returncode

    with answering(200) as well:
        assert status(well) == 0
    with answering(503) as ill:
        assert status(ill) == 1
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        assert status(nobody.getsockname()[1]) == 1
