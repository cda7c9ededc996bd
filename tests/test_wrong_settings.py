"""Wrong settings through the real command line: exit status 1 and one sentence with the key, whatever was written."""

# ruff: noqa: E501 - tables: a wrong value and its sentence stand in one line

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.cli import run
from bot.config import Settings

SECRET = "geheimnis-1234"
TOKEN = "7000000001:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
COMMAND = ("storage", "copy")
"""The command that has the least to do when the settings are right."""
NEVER_SAID = re.compile(rf"Traceback|Errno|\w+Error\b|httpx|[Pp]ydantic|yaml\.|\bb'|{SECRET}|{TOKEN}")


class Wrong(NamedTuple):
    """A line of YAML, or a variable, that cannot be, and the sentence about it."""

    given: str
    said: str
    value: str | None = None
    """Of the variable."""

    def __str__(self) -> str:
        return self.given if self.value is None else f"{self.given}={self.value[:30]}"


LIKE_HTTPS = "must look like https://host or http://127.0.0.1:8081, with a port from 1 to 65535 if any"
LIKE_PROXY = (
    "telegram.proxy: must look like http://host:8080 or socks5://user:password@host:1080 "
    "(http, https, socks5 or socks5h; special characters written as %XX)"
)
LIKE_POSTGRESQL = (
    "storage.url: must look like postgresql://user@host:5432/database, special characters written as %XX"
)
LIKE_MILVUS = "index.milvus: must look like http://host:19530, or name a file ending in .db"
NO_SUCH = "no such setting; config.yaml in the repository lists them all"
IN_THE_FILE = [
    Wrong("corpus: {paths: []}", "corpus.paths: must name at least one (found a list)"),
    Wrong("corpus: {paths: 5}", "corpus.paths: must be a path or a list of paths (found 5)"),
    Wrong("corpus: {paths: [a, 5]}", "corpus.paths.1: must be a path (found 5)"),
    Wrong("corpus: {paths: [' ']}", "corpus.paths.0: must not be empty (found ' ')"),
    Wrong("corpus: {paths: {a: b}}", "corpus.paths: must be a path or a list of paths (found keys below it)"),
    Wrong('index: {path: "a\\0c"}', r"index.path: must not hold line ends or other control characters (found 'a\x00c')"),
    Wrong("index: {path: null}", "index.path: must be a path (found nothing)"),
    Wrong("index: {path: ''}", "index.path: must not be empty (found '')"),
    Wrong("index: {path: notes.txt}", "index.path: must be a folder, not a file (found 'notes.txt')"),
    Wrong("index: {path: notes.txt/i}", "index.path: lies below a file, not below a folder (found 'notes.txt/i')"),
    Wrong("index: {path: ~nobody-of-that-name/i}", "index.path: names the home folder of somebody unknown (found '~nobody-of-that-name/i')"),
    Wrong("index: {milvus: localhost}", LIKE_MILVUS),
    Wrong("index: {milvus: 'http://host:99999'}", LIKE_MILVUS),
    Wrong("index: {milvus: notes.txt/m.db}", "index.milvus: lies below a file, not below a folder"),
    Wrong(f"index: {{milvus: 'http://root:{SECRET}@host:19530'}}", "index.milvus: its user and password come from YINJU_INDEX__MILVUS only"),
    Wrong("index: {fill_while_serving: 1}", "index.fill_while_serving: must be true or false (found 1)"),
    Wrong("index: {fill_while_serving: often}", "index.fill_while_serving: must be true or false (found 'often')"),
    Wrong("embeddings: {model: ' '}", "embeddings.model: must not be empty (found ' ')"),
    Wrong("embeddings: {model: 2017-01-10}", "embeddings.model: must be text"),
    Wrong("embeddings: {model: ./no-such-folder}", "embeddings.model: must be bundled, a folder that is there, or a model's name such as intfloat/e5-small (found './no-such-folder')"),
    Wrong("embeddings: {model: 'https://huggingface.co/a/c'}", "embeddings.model: must be a model's name such as intfloat/e5-small, without the address around it (found 'https://huggingface.co/a/c')"),
    Wrong("embeddings: {cache_folder: notes.txt}", "embeddings.cache_folder: must be a folder, not a file (found 'notes.txt')"),
    Wrong("embeddings: {threads: true}", "embeddings.threads: must be a number (found true)"),
    Wrong("embeddings: {threads: 0}", "embeddings.threads: must be at least 1 (found 0)"),
    Wrong("embeddings: {threads: 1.5}", "embeddings.threads: must be a whole number (found 1.5)"),
    Wrong("embeddings: {threads: .inf}", "embeddings.threads: must be a finite number (found inf)"),
    Wrong("embeddings: {threads: [4]}", "embeddings.threads: must be a whole number (found a list)"),
    Wrong("telegram: {mode: push}", "telegram.mode: must be 'polling' or 'webhook' (found 'push')"),
    Wrong("telegram: {mode: webhook}", "telegram.webhook_url: must be set when telegram.mode is webhook (found nothing)"),
    Wrong("telegram: {api_url: api.telegram.org}", f"telegram.api_url: {LIKE_HTTPS} (found 'api.telegram.org')"),
    Wrong("telegram: {api_url: 'https://host:70000'}", f"telegram.api_url: {LIKE_HTTPS} (found 'https://host:70000')"),
    Wrong("telegram: {api_url: 'https://[::g]'}", f"telegram.api_url: {LIKE_HTTPS} (found 'https://[::g]')"),
    Wrong("telegram: {api_url: 'https://::1:8081'}", f"telegram.api_url: {LIKE_HTTPS} (found 'https://::1:8081')"),
    Wrong("telegram: {api_url: 'http://example.org'}", "telegram.api_url: plain http is allowed only for this machine; use https (found 'http://example.org')"),
    Wrong("telegram: {api_url: 'https://host?x=1'}", "telegram.api_url: must hold no user, no password, no ? and no # (found 'https://host?x=1')"),
    Wrong(f"telegram: {{api_url: 'https://li:{SECRET}@host'}}", "telegram.api_url: must hold no user, no password, no ? and no #"),
    Wrong(f"telegram: {{api_url: 'https://api.telegram.org/bot{TOKEN}'}}", "telegram.api_url: must end before /bot: the token is added by itself"),
    Wrong("telegram: {proxy: '127.0.0.1:1080'}", LIKE_PROXY),
    Wrong("telegram: {proxy: banana}", LIKE_PROXY),
    Wrong("telegram: {proxy: 'socks4://host:1080'}", LIKE_PROXY),
    Wrong("telegram: {proxy: 'socks5://host:0'}", LIKE_PROXY),
    Wrong("telegram: {proxy: 'socks5://:1080'}", LIKE_PROXY),
    Wrong(f"telegram: {{proxy: 'socks5://li:{SECRET}@host:port'}}", LIKE_PROXY),
    Wrong(f"telegram: {{proxy: 'http://li:{SECRET}/x@host:1080'}}", LIKE_PROXY),
    Wrong("telegram: {proxy: ['http://host:1']}", "telegram.proxy: must be text"),
    Wrong("telegram: {workers: many}", "telegram.workers: must be a number (found 'many')"),
    Wrong(f"telegram: {{workers: 0x{'f' * 5000}}}", "telegram.workers: must be at most 64"),
    Wrong("telegram: {webhook_url: 'http://127.0.0.1:8443'}", "telegram.webhook_url: must be a public https address, which Telegram can reach (found 'http://127.0.0.1:8443')"),
    Wrong("telegram: {webhook_url: 'https://bot.example.org:8080'}", "telegram.webhook_url: must have one of the ports Telegram calls: 443, 80, 88, 8443 (found 'https://bot.example.org:8080')"),
    Wrong("telegram: {webhook_url: bot.example.org}", f"telegram.webhook_url: {LIKE_HTTPS} (found 'bot.example.org')"),
    Wrong("telegram: {webhook_listen: '0.0.0.0:8443'}", "telegram.webhook_listen: must be an address or a name of this machine, such as 127.0.0.1 or ::, without a port (found '0.0.0.0:8443')"),
    Wrong("telegram: {webhook_listen: ''}", "telegram.webhook_listen: must be an address or a name of this machine, such as 127.0.0.1 or ::, without a port (found '')"),
    Wrong("telegram: {webhook_port: -1}", "telegram.webhook_port: must be at least 1 (found -1)"),
    Wrong("telegram: {webhook_port: 65536}", "telegram.webhook_port: must be at most 65535 (found 65536)"),
    Wrong(f"telegram: {{webhook_secret: {SECRET}}}", "telegram.webhook_secret: comes from YINJU_TELEGRAM__WEBHOOK_SECRET only"),
    Wrong(f"telegram: {{token: '{TOKEN}'}}", "telegram.token: no such setting; the bot's token comes from TELEGRAM_BOT_TOKEN only"),
    Wrong("groups: {questions_per_person: 51}", "groups.questions_per_person: must be at most 50 (found 51)"),
    Wrong("groups: {questions_per_group: .nan}", "groups.questions_per_group: must be a finite number (found nan)"),
    Wrong("storage: {path: .}", "storage.path: must be a file, not a folder (found '.')"),
    Wrong("storage: {path: /etc/passwd/chats}", "storage.path: lies below a file, not below a folder (found '/etc/passwd/chats')"),
    Wrong("storage: {url: 'mysql://host/chats'}", LIKE_POSTGRESQL),
    Wrong("storage: {url: 'postgresql://host:70000/chats'}", LIKE_POSTGRESQL),
    Wrong(f"storage: {{url: 'postgresql://li:{SECRET}@host/chats'}}", "storage.url: its password comes from YINJU_STORAGE__URL or PGPASSWORD only"),
    Wrong("conversations: {follow_up_minutes: .nan}", "conversations.follow_up_minutes: must be a finite number (found nan)"),
    Wrong("conversations: {answers_days: false}", "conversations.answers_days: must be a number (found false)"),
    Wrong("conversations: {feedback_days: 0}", "conversations.feedback_days: must be more than 0 (found 0)"),
    Wrong("conversations: {restart_seconds: -1}", "conversations.restart_seconds: must be at least 0 (found -1)"),
    Wrong("uploads: {enabled: 1}", "uploads.enabled: must be true or false (found 1)"),
    Wrong("uploads: {path: notes.txt}", "uploads.path: must be a folder, not a file (found 'notes.txt')"),
    Wrong("uploads: {hours: 0}", "uploads.hours: must be more than 0 (found 0)"),
    Wrong("uploads: {keep_days: forever}", "uploads.keep_days: must be a number (found 'forever')"),
    Wrong("uploads: {files_per_day: 0}", "uploads.files_per_day: must be at least 1 (found 0)"),
    Wrong("uploads: {megabytes_per_day: 0.5}", "uploads.megabytes_per_day: must be a whole number (found 0.5)"),
    Wrong("uploads: {pages_per_day: -1}", "uploads.pages_per_day: must be at least 1 (found -1)"),
    Wrong("limits: {private_questions: 0}", "limits.private_questions: must be at least 1 (found 0)"),
    Wrong("limits: {waiting: 1501}", "limits.waiting: must be at most 1500 (found 1501)"),
    Wrong("limits: {question_seconds: 0}", "limits.question_seconds: must be more than 0 (found 0)"),
    Wrong("health: {metrics: true}", "health.metrics: must be false unless health.port is set: both are on that port (found true)"),
    Wrong("logging: {format: xml}", "logging.format: must be 'text' or 'json' (found 'xml')"),
    Wrong("health: {seconds: 59}", "health.seconds: must be at least 60 (found 59)"),
    Wrong("health: {port: 0}", "health.port: must be at least 1 (found 0)"),
    Wrong("logging: {level: loud}", "logging.level: must be 'debug', 'info', 'warning' or 'error' (found 'loud')"),
    Wrong("logging: {level: null}", "logging.level: must be 'debug', 'info', 'warning' or 'error' (found nothing)"),
    Wrong("index: 5", "index: must hold keys, each with its value"),
    Wrong(f"telegram: '{TOKEN}'", "telegram: must hold keys, each with its value"),
    Wrong("index: [a]", "index: must hold keys, each with its value"),
    Wrong("surprise: {}", f"surprise: {NO_SUCH}"),
    Wrong("index: {paht: x}", f"index.paht: {NO_SUCH}"),
    Wrong("true: {}", f"true: {NO_SUCH}"),
    Wrong("index: {!!binary eA==: 1}", f"index.eA==: {NO_SUCH}"),
    Wrong('index: {"a\\nyinju: b": 1}', f"index.a\\nyinju: b: {NO_SUCH}"),
]  # fmt: skip

COMPARE = "compare it with the one in the repository"
BROKEN_FILES = [
    (b"- a\n- b\n", "must be a list of sections such as `index:`"),
    (b"index:\n\tpath: x\n", f"is not valid YAML in line 2; {COMPARE}"),
    (b"index: &a {path: x}\nstorage: *a\n", f"is not valid YAML in line 2; {COMPARE}"),
    (b"index: {}\n---\nindex: {}\n", f"is not valid YAML in line 2; {COMPARE}"),
    (b"embeddings: {model: 2017-13-45}\n", f"is not valid YAML; {COMPARE}"),
    (b"embeddings: {threads: " + b"9" * 5000 + b"}\n", f"is not valid YAML; {COMPARE}"),
    (b"embeddings: {model: !!bool x}\n", f"is not valid YAML; {COMPARE}"),
    (b"? [a]\n: b\n", f"is not valid YAML in line 1; {COMPARE}"),
    (b"corpus: {paths: " + b"[" * 3000 + b"]" * 3000 + b"}\n", f"is not valid YAML; {COMPARE}"),
    (b"\x00\x01", f"is not valid YAML; {COMPARE}"),
    ("index: {path: 索引}".encode("gb18030"), "cannot be read: it is not UTF-8 text"),
    ("index: {path: i}".encode("utf-16"), "cannot be read: it is not UTF-8 text"),
    (b"# " + b"x" * 300_000, "is larger than 256 KB; it cannot be the settings"),
]
IN_THE_ENVIRONMENT = [
    Wrong("YINJU_CORPUS__PATHS", "YINJU_CORPUS__PATHS: is not a valid list; write it like [one, two]", "[a"),
    Wrong("YINJU_CORPUS__PATHS", "corpus.paths: must be a path or a list of paths (found nothing)", ""),
    Wrong("YINJU_CORPUS__PATHS", "YINJU_CORPUS__PATHS: is not a valid list; write it like [one, two]", "[" * 3000),
    Wrong("YINJU_INDEX__PATH", "index.path: must be a path (found nothing)", ""),
    Wrong("YINJU_INDEX__MILVUS", LIKE_MILVUS, f"ftp://li:{SECRET}@host"),
    Wrong("YINJU_INDEX__FILL_WHILE_SERVING", "index.fill_while_serving: must be true or false (found 'maybe')", "maybe"),
    Wrong("YINJU_EMBEDDINGS__MODEL", "embeddings.model: must be text (found nothing)", ""),
    Wrong("YINJU_EMBEDDINGS__THREADS", "embeddings.threads: must be a number (found '1_0')", "1_0"),
    Wrong("YINJU_EMBEDDINGS__CACHE_FOLDER", "embeddings.cache_folder: must be a folder, not a file (found 'notes.txt')", "notes.txt"),
    Wrong("YINJU_TELEGRAM__MODE", "telegram.mode: must be 'polling' or 'webhook' (found 'Polling')", "Polling"),
    Wrong("YINJU_TELEGRAM__API_URL", "telegram.api_url: must be text (found nothing)", ""),
    Wrong("YINJU_TELEGRAM__PROXY", LIKE_PROXY, f"li:{SECRET}@host:1080"),
    Wrong("YINJU_TELEGRAM__WORKERS", "telegram.workers: must be a number (found 'inf')", "inf"),
    Wrong("YINJU_TELEGRAM__WEBHOOK_URL", f"telegram.webhook_url: {LIKE_HTTPS} (found 'https://host:0')", "https://host:0"),
    Wrong("YINJU_TELEGRAM__WEBHOOK_LISTEN", "telegram.webhook_listen: must be text (found a list)", "[a]"),
    Wrong("YINJU_TELEGRAM__WEBHOOK_PORT", "telegram.webhook_port: must be at most 65535 (found '99999')", "99999"),
    Wrong("YINJU_TELEGRAM__WEBHOOK_SECRET", "telegram.webhook_secret: must be 8 to 256 characters out of A-Z a-z 0-9 _ -", f"{SECRET} x"),
    Wrong("YINJU_GROUPS__QUESTIONS_PER_PERSON", "groups.questions_per_person: must be a whole number (found '2.5')", "2.5"),
    Wrong("YINJU_GROUPS__QUESTIONS_PER_GROUP", "groups.questions_per_group: must be a whole number (found nothing)", "null"),
    Wrong("YINJU_STORAGE__PATH", "storage.path: must be a file, not a folder (found '/')", "/"),
    Wrong("YINJU_STORAGE__URL", LIKE_POSTGRESQL, f"postgresql://li:{SECRET}/x@host/chats"),
    Wrong("YINJU_CONVERSATIONS__FOLLOW_UP_MINUTES", "conversations.follow_up_minutes: must be a number (found 'nan')", "nan"),
    Wrong("YINJU_CONVERSATIONS__ANSWERS_DAYS", "conversations.answers_days: must be at most 3660 (found '99999')", "99999"),
    Wrong("YINJU_CONVERSATIONS__FEEDBACK_DAYS", "conversations.feedback_days: must be a number (found a list)", "[]"),
    Wrong("YINJU_CONVERSATIONS__RESTART_SECONDS", "conversations.restart_seconds: must be a number (found 'soon')", "soon"),
    Wrong("YINJU_UPLOADS__ENABLED", "uploads.enabled: must be true or false (found 'perhaps')", "perhaps"),
    Wrong("YINJU_UPLOADS__PATH", "uploads.path: must be a folder, not a file (found 'notes.txt')", "notes.txt"),
    Wrong("YINJU_UPLOADS__HOURS", "uploads.hours: must be at most 8784 (found '9000')", "9000"),
    Wrong("YINJU_UPLOADS__KEEP_DAYS", "uploads.keep_days: must be more than 0 (found '0')", "0"),
    Wrong("YINJU_UPLOADS__FILES_PER_DAY", "uploads.files_per_day: must be a number (found 'many')", "many"),
    Wrong("YINJU_UPLOADS__MEGABYTES_PER_DAY", "uploads.megabytes_per_day: must be at least 1 (found '0')", "0"),
    Wrong("YINJU_UPLOADS__PAGES_PER_DAY", "uploads.pages_per_day: must be a whole number (found a list)", "[1]"),
    Wrong("YINJU_LIMITS__PRIVATE_QUESTIONS", "limits.private_questions: must be a number (found 'many')", "many"),
    Wrong("YINJU_LIMITS__WAITING", "limits.waiting: must be at least 1 (found '0')", "0"),
    Wrong("YINJU_LIMITS__QUESTION_SECONDS", "limits.question_seconds: must be at most 3600 (found '3601')", "3601"),
    Wrong("YINJU_HEALTH__METRICS", "health.metrics: must be true or false (found 'perhaps')", "perhaps"),
    Wrong("YINJU_LOGGING__FORMAT", "logging.format: must be 'text' or 'json' (found 'JSON')", "JSON"),
    Wrong("YINJU_HEALTH__SECONDS", "health.seconds: must be a number (found 'soon')", "soon"),
    Wrong("YINJU_HEALTH__PORT", "health.port: must be at most 65535 (found '65536')", "65536"),
    Wrong("YINJU_LOGGING__LEVEL", "logging.level: must be 'debug', 'info', 'warning' or 'error' (found nothing)", ""),
    Wrong("YINJU_NOSUCH__KEY", f"nosuch: {NO_SUCH}", "x"),
    Wrong("YINJU_INDEX__KEY", f"index.key: {NO_SUCH}", "x"),
    Wrong("YINJU_INDEX__", "YINJU_INDEX__: must be written YINJU_SECTION__KEY", "x"),
    Wrong("YINJU_TELEGRAM_PROXY", "YINJU_TELEGRAM_PROXY: must be written YINJU_TELEGRAM__PROXY", f"http://li:{SECRET}@host"),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "notes.txt").write_text("notes", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def sentence(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """What a command that fails says: one line, and nothing that helps nobody."""
    assert run(command or COMMAND) == 1
    output, errors = capsys.readouterr()
    assert output == ""
    assert errors.startswith("yinju: ")
    assert errors.count("\n") == 1
    assert not NEVER_SAID.search(errors), errors
    return errors.removeprefix("yinju: ").rstrip("\n")


@pytest.mark.parametrize("wrong", IN_THE_FILE, ids=str)
def test_in_the_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: Wrong) -> None:
    (tmp_path / "config.yaml").write_text(wrong.given, encoding="utf-8")
    assert sentence(capsys) == wrong.said


@pytest.mark.parametrize("wrong", IN_THE_ENVIRONMENT, ids=str)
def test_in_the_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, wrong: Wrong
) -> None:
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    monkeypatch.setenv(wrong.given, wrong.value or "")
    assert sentence(capsys) == wrong.said


def test_every_key_is_among_them() -> None:
    keys = {
        f"{section}.{key}"
        for section, field in Settings.model_fields.items()
        for key in getattr(field.annotation, "model_fields", {})
    }
    for table in (IN_THE_FILE, IN_THE_ENVIRONMENT):
        told = " ".join(wrong.said.partition(":")[0] for wrong in table)
        assert {key for key in keys if key not in told} == set()
    assert len(IN_THE_FILE) + len(IN_THE_ENVIRONMENT) >= 100


@pytest.mark.parametrize(("content", "said"), BROKEN_FILES, ids=range(len(BROKEN_FILES)))
def test_a_broken_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str) -> None:
    (tmp_path / "config.yaml").write_bytes(content)
    assert sentence(capsys) == f"config.yaml: {said}"


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [("index: {}\ncorpus: {}\nindex: {}\n", "index", 3), ("index:\n  path: a\n  path: b\n", "index.path", 3)],
)
def test_a_key_that_stands_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, key: str, line: int
) -> None:
    (tmp_path / "config.yaml").write_text(text, encoding="utf-8")
    assert sentence(capsys) == f"{key}: stands twice in config.yaml, again in line {line}"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("none.yaml", "No such file or directory"),
        (".", "it is not a file"),
        ("/dev/zero", "it is not a file"),
        ("notes.txt/x", "Not a directory"),
        ("x" * 300, "File name too long"),
    ],
)
def test_a_file_that_is_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, name: str, problem: str
) -> None:
    assert sentence(capsys, *COMMAND, "--config", name) == f"{name}: cannot be read: {problem}"
    monkeypatch.setenv("YINJU_CONFIG", name)
    assert sentence(capsys) == f"{name}: cannot be read: {problem}"


LIKE_A_TOKEN = "as in 123456:ABC-def."
SECOND_PART = TOKEN.partition(":")[2]


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "The bot has no token: set TELEGRAM_BOT_TOKEN to the one @BotFather gave."),
        (" \n", "The bot has no token: set TELEGRAM_BOT_TOKEN to the one @BotFather gave."),
        (f"bot{TOKEN}", f"TELEGRAM_BOT_TOKEN begins with a part of an address: cut everything up to and including 'bot', {LIKE_A_TOKEN}"),
        (f"https://api.telegram.org/bot{TOKEN}/getMe", f"TELEGRAM_BOT_TOKEN begins with a part of an address: cut everything up to and including 'bot', {LIKE_A_TOKEN}"),
        (f"{TOKEN}/getMe", f"TELEGRAM_BOT_TOKEN ends with a part of an address: cut everything from the slash on, {LIKE_A_TOKEN}"),
        (f'"{TOKEN}"', f"TELEGRAM_BOT_TOKEN has quotes around the token: set it without them, {LIKE_A_TOKEN}"),
        (f"“{TOKEN}”", f"TELEGRAM_BOT_TOKEN has quotes around the token: set it without them, {LIKE_A_TOKEN}"),
        (f"TELEGRAM_BOT_TOKEN={TOKEN}", f"TELEGRAM_BOT_TOKEN begins with the variable's own name: set it to what follows the equals sign, {LIKE_A_TOKEN}"),
        (SECOND_PART, "TELEGRAM_BOT_TOKEN does not look like a token from @BotFather, such as 123456:ABC-def."),
        (TOKEN.replace(":", "："), "TELEGRAM_BOT_TOKEN does not look like a token from @BotFather, such as 123456:ABC-def."),
    ],
)  # fmt: skip
def test_a_token_that_is_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, token: str, said: str
) -> None:
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", token)
    shown = sentence(capsys, "serve")
    assert shown == said
    assert SECOND_PART not in shown


@pytest.mark.parametrize("variable", ["HTTPS_PROXY", "all_proxy", "http_proxy"])
def test_a_proxy_of_the_environment_that_cannot_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    """Desktops set ALL_PROXY=socks://…, which no library of ours understands."""
    (tmp_path / "config.yaml").write_text("", encoding="utf-8")
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv(variable, f"socks://li:{SECRET}@127.0.0.1:7891/")
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", TOKEN)
    said = sentence(capsys, "serve")
    assert said == f"{variable}: {LIKE_PROXY.partition(': ')[2]}; telegram.proxy would take its place"
