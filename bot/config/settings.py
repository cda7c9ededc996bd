"""Reads `config.yaml` and the environment into frozen, validated settings.

Unknown keys and wrong values stop the start and name the key path: whatever can be told wrong without connecting or
writing is told here, whichever command was typed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.config.database_address import has_password
from bot.config.file import read_settings_file, value_of_variable
from bot.config.installed import installed_settings
from bot.config.problems import first_problem
from bot.config.values import (
    Amount,
    BotApiAddress,
    Count,
    DatabaseAddress,
    FilePath,
    FolderPath,
    ListeningHost,
    MetricsSwitch,
    MilvusAddress,
    ModelName,
    Paths,
    ProxyAddress,
    Secret,
    Switch,
    WebhookAddress,
)
from bot.errors import ConfigError

FILE_NAME = "config.yaml"
ENVIRONMENT_PREFIX = "YINJU_"
FILE_VARIABLE = "YINJU_CONFIG"


class _Section(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, hide_input_in_errors=True)


class CorpusSettings(_Section):
    """Which documents are indexed."""

    paths: Paths = (Path("corpus"),)


class IndexSettings(_Section):
    """Where the index lives."""

    path: FolderPath = Path("var/index")
    milvus: MilvusAddress | None = Field(None, repr=False)
    fill_while_serving: Switch = True


class EmbeddingsSettings(_Section):
    """Which model turns texts into vectors."""

    model: ModelName = "bundled"
    cache_folder: FolderPath | None = None
    threads: Count = Field(1, ge=1, le=64)


class TelegramSettings(_Section):
    """How Telegram is reached."""

    mode: Literal["polling", "webhook"] = "polling"
    api_url: BotApiAddress = "https://api.telegram.org"
    proxy: ProxyAddress | None = Field(None, repr=False)
    workers: Count = Field(2, ge=1, le=64)
    # After the mode and the server, which say what it must be.
    webhook_url: WebhookAddress = None
    webhook_listen: ListeningHost = "127.0.0.1"
    webhook_port: Count = Field(8443, ge=1, le=65535)
    webhook_secret: Secret | None = Field(None, repr=False)


class LimitSettings(_Section):
    """How much is asked at once before somebody is told to ask again."""

    private_questions: Count = Field(30, ge=1, le=1000)
    # Fewer than the updates that are taken in hand at once: commands find room beside them.
    waiting: Count = Field(500, ge=1, le=1500)
    question_seconds: Amount = Field(60, gt=0, le=3600)


class GroupSettings(_Section):
    """How much is answered in one group."""

    questions_per_person: Count = Field(10, ge=1, le=50)
    questions_per_group: Count = Field(18, ge=1, le=50)


class StorageSettings(_Section):
    """Where chats are remembered."""

    path: FilePath = Path("var/yinju.sqlite")
    url: DatabaseAddress | None = Field(None, repr=False)


class ConversationSettings(_Section):
    """How long what chats said is kept."""

    follow_up_minutes: Amount = Field(15, gt=0, le=24 * 60)
    answers_days: Amount = Field(30, gt=0, le=3660)
    feedback_days: Amount = Field(365, gt=0, le=3660)
    restart_seconds: Amount = Field(26 * 3600, ge=0, le=7 * 24 * 3600)


class UploadSettings(_Section):
    """What chats may send to be asked, and how long it is kept."""

    enabled: Switch = False
    path: FolderPath = Path("var/uploads")
    hours: Amount = Field(24, gt=0, le=366 * 24)
    keep_days: Amount = Field(30, gt=0, le=3660)
    files_per_day: Count = Field(20, ge=1, le=1000)
    megabytes_per_day: Count = Field(60, ge=1, le=100_000)
    pages_per_day: Count = Field(1000, ge=1, le=1_000_000)


class HealthSettings(_Section):
    """How it is told that the bot hears and answers."""

    # A poll that brings nothing takes 25 seconds, and a failed one is repeated after 30 at most.
    seconds: Amount = Field(120, ge=60, le=24 * 3600)
    port: Count | None = Field(None, ge=1, le=65535)
    metrics: MetricsSwitch = False


class LoggingSettings(_Section):
    """What is written to stderr."""

    level: Literal["debug", "info", "warning", "error"] = "warning"
    format: Literal["text", "json"] = "text"


class Settings(_Section):
    """All settings of Yinju."""

    corpus: CorpusSettings
    index: IndexSettings
    embeddings: EmbeddingsSettings
    telegram: TelegramSettings
    groups: GroupSettings
    limits: LimitSettings
    storage: StorageSettings
    conversations: ConversationSettings
    uploads: UploadSettings
    health: HealthSettings
    logging: LoggingSettings


def load_settings(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Settings:
    """Read the settings.

    Args:
        path: the configuration file; None: the one YINJU_CONFIG names, `config.yaml` here, or the one of
            the checkout this package runs from; without any, what `installed_settings` says and the defaults.
        environment: overrides, `YINJU_SECTION__KEY=value`.

    Raises:
        ConfigError: names the key path and what is wrong with it.
    """
    file = path or _find_file(environment)
    values = read_settings_file(file) if file else installed_settings()
    _refuse_secrets(values)
    for name, text in environment.items():
        _override(values, name, text)
    folder = (file.parent if file else Path()).absolute()
    try:
        return Settings.model_validate(_with_all_sections(values), context={"folder": folder})
    except ValidationError as error:
        # Without its cause, whose text holds the values.
        raise first_problem(error) from None


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
    for folder in (Path(), Path(__file__).resolve().parents[2]):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
    return None


def _override(values: dict[str, Any], name: str, text: str) -> None:
    """Put a variable of the environment in the place of what the file says, if it is one of ours."""
    if not name.startswith(ENVIRONMENT_PREFIX) or name == FILE_VARIABLE:
        return
    path = name.removeprefix(ENVIRONMENT_PREFIX).lower()
    if "__" not in name:
        section, _, key = path.partition("_")
        if section in Settings.model_fields:
            raise ConfigError(name, f"must be written {ENVIRONMENT_PREFIX}{section.upper()}__{key.upper()}")
        return
    section, _, key = path.partition("__")
    if not section or not key:
        raise ConfigError(name, "must be written YINJU_SECTION__KEY")
    held = values.get(section)
    value = value_of_variable(name, text)
    values[section] = {**held, key: value} if isinstance(held, dict) else {key: value}


def _with_all_sections(values: dict[str, Any]) -> dict[str, Any]:
    """An absent or empty section (`telegram:` alone) means its defaults."""
    empty: dict[str, Any] = {name: {} for name in Settings.model_fields}
    return empty | {key: value for key, value in values.items() if value is not None}
