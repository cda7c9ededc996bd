"""Settings from `config.yaml` and the environment; a mistake is named by its key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from bot.config import Settings, load_settings
from bot.config import settings as config
from bot.errors import ConfigError

ROOT = Path(__file__).resolve().parents[1]
SECRET = "geheimnis-1234"


def loaded(folder: Path, text: str = "", **environment: str) -> Settings:
    file = folder / "config.yaml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, environment)


def problem(folder: Path, text: str = "", **environment: str) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        loaded(folder, text, **environment)
    assert str(caught.value) == f"{caught.value.key}: {caught.value.problem}"
    assert "\n" not in str(caught.value)
    return caught.value


def test_defaults(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    assert settings.corpus.paths == (tmp_path / "corpus",)
    assert settings.index.path == tmp_path / "var/index"
    assert (settings.embeddings.model, settings.embeddings.cache_folder, settings.embeddings.threads) == (
        "bundled",
        None,
        1,
    )
    assert (settings.telegram.mode, settings.telegram.api_url) == ("polling", "https://api.telegram.org")
    assert (settings.telegram.proxy, settings.telegram.webhook_url, settings.telegram.webhook_secret) == (
        None,
    ) * 3
    assert (settings.storage.path, settings.storage.url) == (tmp_path / "var/yinju.sqlite", None)
    kept = settings.conversations
    assert (kept.follow_up_minutes, kept.answers_days, kept.feedback_days, kept.restart_seconds) == (
        15,
        30,
        365,
        93600,
    )
    assert (settings.health.seconds, settings.health.port) == (120, None)
    assert settings.logging.level == "warning"


def test_the_shipped_file_lists_every_setting_with_its_default(tmp_path: Path) -> None:
    shipped = ROOT / "config.yaml"
    held: dict[str, Any] = yaml.safe_load(shipped.read_text(encoding="utf-8"))
    fields = {name: set(field.annotation.model_fields) for name, field in Settings.model_fields.items()}
    fields["telegram"] -= {"webhook_secret"}  # comes from the environment only
    assert {section: set(keys) for section, keys in held.items()} == fields
    copy, empty = tmp_path / "copy.yaml", tmp_path / "empty.yaml"
    copy.write_bytes(shipped.read_bytes())
    empty.touch()
    assert load_settings(copy, {}) == load_settings(empty, {})


def test_without_a_file_and_a_checkout_everything_lies_in_the_users_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "FILE_NAME", "no-such-file.yaml")
    monkeypatch.setattr("bot.config.installed.users_data_folder", lambda: tmp_path)
    settings = load_settings(None, {"YINJU_INDEX__MILVUS": "http://127.0.0.1:19530"})
    assert (settings.index.path, settings.storage.path) == (tmp_path / "index", tmp_path / "yinju.sqlite")
    assert settings.uploads.path == tmp_path / "uploads"
    assert settings.index.milvus == "http://127.0.0.1:19530"
    assert load_settings(None, {"YINJU_INDEX__PATH": "/other"}).index.path == Path("/other")


@pytest.mark.parametrize(
    "text", ["", "# nothing\n", "---\n", "telegram:\n", "telegram: null\nindex: {}\n", "\ufeffindex: {}\n"]
)
def test_absent_and_empty_sections_mean_defaults(tmp_path: Path, text: str) -> None:
    assert loaded(tmp_path, text) == loaded(tmp_path)


def test_every_kind_of_value(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        "corpus: {paths: [a, /b, 语料]}\nindex: {path: ../i}\nembeddings: {model: org/name, threads: 4, cache_folder: c}\n"
        "telegram: {mode: webhook, api_url: 'http://127.0.0.1:8081/', workers: 8, webhook_port: 80, "
        "webhook_url: 'https://bot.example.org/'}\nlogging: {level: debug}\n",
    )
    assert settings.corpus.paths == (tmp_path / "a", Path("/b"), tmp_path / "语料")
    assert settings.index.path == tmp_path / "../i"
    assert (settings.embeddings.model, settings.embeddings.threads) == ("org/name", 4)
    assert settings.embeddings.cache_folder == tmp_path / "c"
    assert (settings.telegram.mode, settings.telegram.workers, settings.telegram.webhook_port) == (
        "webhook",
        8,
        80,
    )
    assert settings.telegram.api_url == "http://127.0.0.1:8081"


def test_one_path_needs_no_list(tmp_path: Path) -> None:
    assert loaded(tmp_path, "corpus: {paths: a}").corpus.paths == (tmp_path / "a",)


def test_paths_start_at_the_file_wherever_the_program_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "mine.yaml").write_text("index: {path: i}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert load_settings(Path("sub/mine.yaml"), {}).index.path == tmp_path / "sub" / "i"


def test_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert loaded(tmp_path, "index: {path: ~/i}").index.path == tmp_path / "home" / "i"


def test_the_environment_overrides_the_file(tmp_path: Path) -> None:
    settings = loaded(
        tmp_path,
        "embeddings: {threads: 2, model: kept}\ncorpus: {paths: [a]}\n",
        YINJU_EMBEDDINGS__THREADS="3",
        YINJU_CORPUS__PATHS="[b, c]",
        YINJU_INDEX__PATH="/data/index",
        YINJU_TELEGRAM__API_URL="https://example.org/",
        YINJU_TELEGRAM__PROXY="null",
        YINJU_TELEGRAM__WEBHOOK_SECRET=SECRET,
        UNRELATED__KEY="x",
        YINJU_CONFIG="not/read/because/a/path/is/given",
    )
    assert (settings.embeddings.threads, settings.embeddings.model) == (3, "kept")
    assert settings.corpus.paths == (tmp_path / "b", tmp_path / "c")
    assert settings.index.path == Path("/data/index")
    assert (settings.telegram.api_url, settings.telegram.proxy) == ("https://example.org", None)
    assert settings.telegram.webhook_secret == SECRET


@pytest.mark.parametrize("value", ["7", "true", "2017-01-10", "a: b", "{x}", "12345678"])
def test_text_of_the_environment_stays_text(tmp_path: Path, value: str) -> None:
    assert loaded(tmp_path, YINJU_EMBEDDINGS__MODEL=value).embeddings.model == value


def test_which_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "named.yaml").write_text("embeddings: {model: named}", encoding="utf-8")
    assert load_settings(None, {}).corpus.paths == (ROOT / "corpus",)
    (tmp_path / "config.yaml").write_text("embeddings: {model: here}", encoding="utf-8")
    assert load_settings(None, {}).embeddings.model == "here"
    assert load_settings(None, {"YINJU_CONFIG": "named.yaml"}).embeddings.model == "named"
    assert load_settings(Path("config.yaml"), {"YINJU_CONFIG": "named.yaml"}).embeddings.model == "here"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("surprise: {}", "surprise"),
        ("index: {paht: x}", "index.paht"),
        ("telegram: {token: abc}", "telegram.token"),
        ("index: 5", "index"),
        ("index: [a]", "index"),
        ("index: {path: 5}", "index.path"),
        ("index: {path: null}", "index.path"),
        ("corpus: {paths: [a, 5]}", "corpus.paths.1"),
        ("corpus: {paths: {a: b}}", "corpus.paths"),
        ("embeddings: {threads: many}", "embeddings.threads"),
        ("embeddings: {threads: 0}", "embeddings.threads"),
        ("embeddings: {threads: 65}", "embeddings.threads"),
        ("embeddings: {threads: 1.5}", "embeddings.threads"),
        ("embeddings: {model: ''}", "embeddings.model"),
        ("embeddings: {model: 7}", "embeddings.model"),
        ("telegram: {mode: push}", "telegram.mode"),
        ("telegram: {webhook_port: 65536}", "telegram.webhook_port"),
        ("telegram: {api_url: api.telegram.org}", "telegram.api_url"),
        ("telegram: {api_url: 'ftp://host'}", "telegram.api_url"),
        ("telegram: {api_url: 'https://'}", "telegram.api_url"),
        ("telegram: {api_url: 'http://example.org'}", "telegram.api_url"),
        ("telegram: {api_url: 'http://127.0.0.1.example.org'}", "telegram.api_url"),
        ("telegram: {api_url: 'http://[::1'}", "telegram.api_url"),
        ("telegram: {webhook_url: 'http://10.0.0.1'}", "telegram.webhook_url"),
        ("telegram: {webhook_secret: short}", "telegram.webhook_secret"),
        ("storage: {url: 'mysql://host/chats'}", "storage.url"),
        ("storage: {url: chats.sqlite}", "storage.url"),
        ("logging: {level: loud}", "logging.level"),
        ("1: 2", "1"),
        ("index: {1: 2}", "index.1"),
    ],
)
def test_a_mistake_is_named_by_its_key(tmp_path: Path, text: str, key: str) -> None:
    assert problem(tmp_path, text).key == key


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    assert str(problem(tmp_path, "index: {paht: x}")) == (
        "index.paht: no such setting; config.yaml in the repository lists them all"
    )
    assert str(problem(tmp_path, "telegram: {api_url: 'http://example.org'}")) == (
        "telegram.api_url: plain http is allowed only for this machine; use https (found 'http://example.org')"
    )
    assert "(found 'many')" in str(problem(tmp_path, YINJU_EMBEDDINGS__THREADS="many"))
    assert problem(tmp_path, YINJU_NOSUCH__KEY="x").key == "nosuch"
    assert problem(tmp_path, YINJU_CORPUS__PATHS="[a").key == "YINJU_CORPUS__PATHS"


@pytest.mark.parametrize(
    "address", ["http://localhost:81", "http://127.0.0.1:81", "http://[::1]:81", "https://example.org"]
)
def test_addresses(tmp_path: Path, address: str) -> None:
    assert loaded(tmp_path, f"telegram: {{api_url: '{address}'}}").telegram.api_url == address


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("index:\n  path: a\n b: c\n", "is not valid YAML in line 3"),
        ("index: [a\n", "is not valid YAML in line 2"),
        ("index:\n\tpath: x\n", "is not valid YAML in line 2"),
        ("a: b: c\n", "is not valid YAML in line 1"),
        ("- a\n- b\n", "must be a list of sections"),
        ("text\n", "must be a list of sections"),
    ],
)
def test_broken_yaml_names_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    found = problem(tmp_path, text)
    assert found.key == str(tmp_path / "config.yaml")
    assert said in found.problem


def test_tags_of_python_are_not_run(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    assert "is not valid YAML" in str(
        problem(tmp_path, f"index: !!python/object/apply:os.mkdir ['{marker}']\n")
    )
    assert not marker.exists()


@pytest.mark.parametrize("name", ["none.yaml", "."])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / name, {})
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(None, {"YINJU_CONFIG": str(tmp_path / name)})


def test_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "config.yaml").write_bytes("index: {path: 索引}".encode("gb18030"))
    with pytest.raises(ConfigError, match="cannot be read"):
        load_settings(tmp_path / "config.yaml", {})


@pytest.mark.parametrize("given", [f"{SECRET} with spaces", f"[{SECRET}]", "12345678"])
def test_a_secret_shows_in_no_message(tmp_path: Path, given: str) -> None:
    message = str(problem(tmp_path, f"telegram: {{webhook_secret: {given}}}"))
    assert message.startswith("telegram.webhook_secret: ")
    assert given not in message
    assert SECRET not in message


def test_a_secret_shows_in_no_repr(tmp_path: Path) -> None:
    settings = loaded(tmp_path, YINJU_TELEGRAM__WEBHOOK_SECRET=SECRET)
    assert settings.telegram.webhook_secret == SECRET
    for shown in (repr(settings), str(settings), repr(settings.telegram), f"{settings.telegram}"):
        assert SECRET not in shown


@pytest.mark.parametrize("address", ["http://milvus:19530", "https://[::1]:19530/yinju", "http://localhost"])
def test_addresses_of_milvus(tmp_path: Path, address: str) -> None:
    assert loaded(tmp_path, f"index: {{milvus: '{address}'}}").index.milvus == address


def test_a_file_of_milvus_lite_starts_at_the_file(tmp_path: Path) -> None:
    assert loaded(tmp_path).index.milvus is None
    assert loaded(tmp_path, "index: {milvus: var/milvus.db}").index.milvus == str(tmp_path / "var/milvus.db")
    assert loaded(tmp_path, YINJU_INDEX__MILVUS="/x/y.db").index.milvus == "/x/y.db"


@pytest.mark.parametrize("address", ["milvus", "ftp://host", "http://", "tcp://host/x.db", "", "http://a b"])
def test_what_is_no_milvus(tmp_path: Path, address: str) -> None:
    assert str(problem(tmp_path, f"index: {{milvus: '{address}'}}")) == (
        "index.milvus: must look like http://host:19530, or name a file ending in .db"
    )


def test_the_password_of_milvus_comes_from_the_environment(tmp_path: Path) -> None:
    address = f"http://root:{SECRET}@host:19530"
    settings = loaded(tmp_path, YINJU_INDEX__MILVUS=address)
    assert settings.index.milvus == address
    assert SECRET not in f"{settings!r} {settings}"
    assert str(problem(tmp_path, f"index: {{milvus: '{address}'}}")) == (
        "index.milvus: its user and password come from YINJU_INDEX__MILVUS only"
    )
    assert SECRET not in str(problem(tmp_path, YINJU_INDEX__MILVUS=f"ftp://root:{SECRET}@host"))


def test_the_password_of_a_proxy_shows_in_no_repr(tmp_path: Path) -> None:
    assert SECRET not in repr(loaded(tmp_path, f"telegram: {{proxy: 'http://user:{SECRET}@host:1'}}"))


def test_settings_do_not_change(tmp_path: Path) -> None:
    settings = loaded(tmp_path)
    with pytest.raises(ValidationError, match="frozen"):
        settings.index.path = Path("x")  # type: ignore[misc]


def test_the_home_folder_of_nobody(tmp_path: Path) -> None:
    assert problem(tmp_path, "index: {path: ~nobody-of-that-name/x}").key == "index.path"


def test_a_variable_without_a_section(tmp_path: Path) -> None:
    assert "YINJU__X" in str(problem(tmp_path, YINJU__X="1"))


def test_no_corpus_at_all(tmp_path: Path) -> None:
    assert problem(tmp_path, "corpus: {paths: []}").key == "corpus.paths"


def test_a_secret_does_not_belong_into_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("telegram:\n  webhook_secret: not-so-secret\n", encoding="utf-8")
    with pytest.raises(
        ConfigError, match=r"telegram\.webhook_secret: comes from YINJU_TELEGRAM__WEBHOOK_SECRET only"
    ):
        load_settings(file, {})


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://yinju@localhost/chats",
        "postgres://db.example.org:5433/chats?sslmode=verify-full&application_name=yinju",
        "postgresql:///chats?host=/var/run/postgresql",
        "postgresql://yinju@one:5432,two:5433/chats?target_session_attrs=read-write",
        "postgresql://[::1]:5432/chats",
        "postgresql://",
    ],
)
def test_addresses_of_databases(tmp_path: Path, address: str) -> None:
    assert loaded(tmp_path, f"storage: {{url: '{address}'}}").storage.url == address


@pytest.mark.parametrize(
    "address",
    [
        f"postgresql://yinju:{SECRET}@host:port/chats",
        f"postgresql://yinju:{SECRET}/x@host/chats",
        f"postgresql://yinju:x@{SECRET}@host/chats",
        f"postgresql://yinju:{SECRET}%zz@host/chats",
        f"postgresql://yinju:{SECRET}#@host/chats",
        f"postgresql://yinju:{SECRET}@host/chats with spaces",
        f"[{SECRET}]",
        SECRET,
    ],
)
def test_a_password_of_a_database_shows_in_no_message(tmp_path: Path, address: str) -> None:
    found = problem(tmp_path, YINJU_STORAGE__URL=address)
    assert found.key == "storage.url"
    assert SECRET not in f"{found} {found.__cause__}"


@pytest.mark.parametrize(
    "address", [f"postgresql://yinju:{SECRET}@host/chats", f"postgresql://host/chats?password={SECRET}"]
)
def test_the_password_of_a_database_comes_from_the_environment(tmp_path: Path, address: str) -> None:
    settings = loaded(tmp_path, "storage: {url: postgresql://here}", YINJU_STORAGE__URL=address)
    assert settings.storage.url == address
    assert SECRET not in f"{settings!r} {settings}"
    found = problem(tmp_path, f"storage: {{url: '{address}'}}")
    assert str(found) == "storage.url: its password comes from YINJU_STORAGE__URL or PGPASSWORD only"
