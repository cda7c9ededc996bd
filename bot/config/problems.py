"""Words what pydantic found wrong with the settings: one sentence with the key, and never a secret."""

from __future__ import annotations

import re
from typing import Any

from pydantic import ValidationError

from bot.errors import ConfigError

_NEVER_SHOWN = frozenset({"telegram.proxy", "telegram.webhook_secret", "storage.url", "index.milvus"})
_SECRET_INSIDE = re.compile(r"@|[0-9]{5,}:")
"""A user before a host, or a bot's token, in whatever value it was pasted into."""
_TOKEN_KEYS = frozenset({"telegram.token", "telegram.bot_token"})
_LONGEST_SHOWN = 60
_LONGEST_NUMBER = 10**_LONGEST_SHOWN
_KINDS = {type(None): "nothing", list: "a list", dict: "keys below it"}
_WORDS = {
    "string": "must be text",
    "int": "must be a whole number",
    "float": "must be a number",
    "bool": "must be true or false",
    "path": "must be a path",
    "tuple": "must be a path or a list of paths",
    "model": "must hold keys, each with its value",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than_equal": "must be at most {le:g}",
    "too_short": "must name at least one",
    "literal": "must be {expected}",
}
"""By the kind of error (https://docs.pydantic.dev/latest/errors/validation_errors/), or the first word of it."""


def first_problem(error: ValidationError) -> ConfigError:
    """The first thing that is wrong."""
    # Neither the value nor pydantic's address of its documentation: both may be long, the value a secret.
    problem = error.errors(include_url=False)[0]
    key = ".".join(str(part) for part in problem["loc"])
    kind = problem["type"]
    if kind == "extra_forbidden":
        if key in _TOKEN_KEYS:
            return ConfigError(key, "no such setting; the bot's token comes from TELEGRAM_BOT_TOKEN only")
        return ConfigError(key, "no such setting; config.yaml in the repository lists them all")
    words = (_WORDS.get(kind) or _WORDS.get(kind.partition("_")[0]) or "{said}").format(
        said=problem["msg"], **problem.get("ctx", {})
    )
    is_section = len(problem["loc"]) == 1
    return ConfigError(key, words + ("" if is_section or key in _NEVER_SHOWN else _found(problem["input"])))


def _found(value: Any) -> str:  # noqa: ANN401 - whatever YAML can hold
    """The value as somebody wrote it, as far as it may be shown."""
    shown = _KINDS.get(type(value), "")
    if isinstance(value, str) and not _SECRET_INSIDE.search(value):
        shown = repr(value if len(value) <= _LONGEST_SHOWN else f"{value[:_LONGEST_SHOWN]}…")
    elif isinstance(value, bool):
        shown = str(value).lower()
    elif isinstance(value, float) or (isinstance(value, int) and abs(value) < _LONGEST_NUMBER):
        shown = str(value)
    return f" (found {shown})" if shown else ""
