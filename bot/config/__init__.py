"""`config.yaml` and the environment, read into frozen, validated settings."""

from bot.config.settings import (
    ConversationSettings,
    GroupSettings,
    HealthSettings,
    LimitSettings,
    LoggingSettings,
    Settings,
    StorageSettings,
    TelegramSettings,
    load_settings,
)

__all__ = [
    "ConversationSettings",
    "GroupSettings",
    "HealthSettings",
    "LimitSettings",
    "LoggingSettings",
    "Settings",
    "StorageSettings",
    "TelegramSettings",
    "load_settings",
]
