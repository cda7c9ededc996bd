"""Reads `config.yaml` and the environment into frozen, validated settings.

The only module that knows YAML. Unknown keys and wrong types stop the start and name the key path.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

import yaml
from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

from bot.database_address import has_password, is_database_address
from bot.errors import ConfigError

FILE_NAME = "config.yaml"
ENVIRONMENT_PREFIX = "YINJU_"
FILE_VARIABLE = "YINJU_CONFIG"
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_NEVER_SHOWN = frozenset({"telegram.webhook_secret", "storage.url", "index.milvus"})


def _below_config_file(path: Path, info: ValidationInfo) -> Path:
    """A relative path starts at the folder of the configuration file."""
    folder: Path = (info.context or {}).get("folder", Path())
    try:
        return folder / path.expanduser()
    except RuntimeError as error:
        raise PydanticCustomError("path", "names the home folder of somebody unknown") from error


def _one_or_many(value: object) -> object:
    """`paths: corpus` means `paths: [corpus]`."""
    return [value] if isinstance(value, str) else value


def _is_server_address(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise PydanticCustomError("address", "must look like https://host or http://127.0.0.1:8081")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise PydanticCustomError("address", "plain http is allowed only for this machine; use https")
    return address.rstrip("/")


def _milvus_address(address: str, info: ValidationInfo) -> str:
    """A server's address, or a file, which starts at the folder of the configuration file."""
    if re.fullmatch(r"https?://(?:[^/@\s]*@)?[\w.\[\]:-]+(?:/\w*)?", address):
        return address
    if "://" in address or not address.endswith(".db"):
        raise PydanticCustomError("milvus", "must look like http://host:19530, or name a file ending in .db")
    return str(_below_config_file(Path(address), info))


def _is_secret(secret: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", secret):
        raise PydanticCustomError("secret", "must be 8 to 256 characters out of A-Z a-z 0-9 _ -")
    return secret


def _is_database(address: str) -> str:
    if not is_database_address(address):
        raise PydanticCustomError(
            "address",
            "must look like postgresql://user@host:5432/database, special characters written as %XX",
        )
    return address


SettingPath = Annotated[Path, AfterValidator(_below_config_file)]
ServerAddress = Annotated[str, AfterValidator(_is_server_address)]


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, hide_input_in_errors=True)


class CorpusSettings(_Section):
    """Which documents are indexed."""

    paths: Annotated[tuple[SettingPath, ...], BeforeValidator(_one_or_many), Field(min_length=1)] = (
        Path("corpus"),
    )


class IndexSettings(_Section):
    """Where the index lives."""

    path: SettingPath = Path("var/index")
    milvus: Annotated[str, AfterValidator(_milvus_address)] | None = Field(None, repr=False)
    fill_while_serving: bool = True


class EmbeddingsSettings(_Section):
    """Which model turns texts into vectors."""

    model: str = Field("bundled", min_length=1)
    cache_folder: SettingPath | None = None
    threads: int = Field(1, ge=1, le=64)


class TelegramSettings(_Section):
    """How Telegram is reached."""

    mode: Literal["polling", "webhook"] = "polling"
    api_url: ServerAddress = "https://api.telegram.org"
    proxy: str | None = Field(None, repr=False)
    workers: int = Field(2, ge=1, le=64)
    webhook_url: ServerAddress | None = None
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = Field(8443, ge=1, le=65535)
    webhook_secret: Annotated[str, AfterValidator(_is_secret)] | None = Field(None, repr=False)


class GroupSettings(_Section):
    """How much is answered in one group."""

    questions_per_person: int = Field(10, ge=1, le=50)
    questions_per_group: int = Field(18, ge=1, le=50)


class StorageSettings(_Section):
    """Where chats are remembered."""

    path: SettingPath = Path("var/yinju.sqlite")
    url: Annotated[str, AfterValidator(_is_database)] | None = Field(None, repr=False)


class ConversationSettings(_Section):
    """How long what chats said is kept."""

    follow_up_minutes: float = Field(15, gt=0, le=24 * 60)
    answers_days: float = Field(30, gt=0, le=3660)
    feedback_days: float = Field(365, gt=0, le=3660)
    restart_seconds: float = Field(26 * 3600, ge=0, le=7 * 24 * 3600)


class LoggingSettings(_Section):
    """What is written to stderr."""

    level: Literal["debug", "info", "warning", "error"] = "warning"


class Settings(_Section):
    """All settings of Yinju."""

    corpus: CorpusSettings
    index: IndexSettings
    embeddings: EmbeddingsSettings
    telegram: TelegramSettings
    groups: GroupSettings
    storage: StorageSettings
    conversations: ConversationSettings
    logging: LoggingSettings


def load_settings(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Args:
        path: the configuration file; None: the one YINJU_CONFIG names, `config.yaml` here, or the one of
            the checkout this package runs from; without any, the defaults.
        environment: overrides, `YINJU_SECTION__KEY=value`.

    Raises:
        ConfigError: names the key path and what is wrong with it.
    """
    file = path or _find_file(environment)
    values = _read(file) if file else {}
    _refuse_secrets(values)
    for name, text in environment.items():
        if name.startswith(ENVIRONMENT_PREFIX) and "__" in name:
            section, _, key = name.removeprefix(ENVIRONMENT_PREFIX).lower().partition("__")
            if not key:
                raise ConfigError(name, "must be written YINJU_SECTION__KEY")
            _override(values, section, key, _value(name, text))
    folder = (file.parent if file else Path()).absolute()
    try:
        return Settings.model_validate(_with_all_sections(values), context={"folder": folder})
    except ValidationError as error:
        raise _first_problem(error) from error


def _refuse_secrets(values: dict[str, Any]) -> None:
    """A file is copied, shown and committed: what must stay secret comes from the environment only."""
    telegram = values.get("telegram")
    if isinstance(telegram, dict) and telegram.get("webhook_secret") is not None:
        raise ConfigError("telegram.webhook_secret", "comes from YINJU_TELEGRAM__WEBHOOK_SECRET only")
    storage = values.get("storage")
    if isinstance(storage, dict) and has_password(str(storage.get("url"))):
        raise ConfigError("storage.url", "its password comes from YINJU_STORAGE__URL or PGPASSWORD only")
    index = values.get("index")
    if isinstance(index, dict) and re.search(r"://[^/]*@", str(index.get("milvus"))):
        raise ConfigError("index.milvus", "its user and password come from YINJU_INDEX__MILVUS only")


def _find_file(environment: Mapping[str, str]) -> Path | None:
    if named := environment.get(FILE_VARIABLE):
        return Path(named)
    for folder in (Path(), Path(__file__).resolve().parent.parent):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def _read(file: Path) -> dict[str, Any]:
    try:
        values = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(file), f"cannot be read ({error})") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark else ""
        raise ConfigError(
            str(file), f"is not valid YAML{where}; compare it with the one in the repository"
        ) from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(str(file), "must be a list of sections such as `index:`")
    return values


def _value(name: str, text: str) -> object:
    """A list or null is written as in YAML; anything else is text, which the settings turn into numbers."""
    if text not in {"", "null"} and not text.startswith("["):
        return text
    try:
        return yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ConfigError(name, "is not a valid list; write it like [one, two]") from error


def _override(values: dict[str, Any], section: str, key: str, value: object) -> None:
    held = values.get(section)
    values[section] = {**held, key: value} if isinstance(held, dict) else {key: value}


def _with_all_sections(values: dict[str, Any]) -> dict[str, Any]:
    """An absent or empty section (`telegram:` alone) means its defaults."""
    empty: dict[str, Any] = {name: {} for name in Settings.model_fields}
    return empty | {key: value for key, value in values.items() if value is not None}


def _first_problem(error: ValidationError) -> ConfigError:
    problem = error.errors()[0]
    key = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return ConfigError(key, "no such setting; config.yaml in the repository lists them all")
    message = problem["msg"].removeprefix("Value error, ")
    given = problem.get("input")
    shown = "" if key in _NEVER_SHOWN or isinstance(given, dict) else f" (found {given!r})"
    return ConfigError(key, message[:1].lower() + message[1:] + shown)
