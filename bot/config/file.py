"""Reads `config.yaml`: a small file of sections and keys. The only module that knows YAML.

PyYAML's safe loader (https://pyyaml.org/wiki/PyYAMLDocumentation), less what settings have no use for: aliases,
which a few lines can blow up to any size, a key written twice, of which it would silently take the second, and
keys that are no text.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from bot.errors import ConfigError
from embeddings.errors import in_words

_MOST_BYTES = 256 * 1024
_TEXT = "tag:yaml.org,2002:str"
_NOT_CONSTRUCTED = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError)
"""What PyYAML lets pass from Python for a value such as 2017-13-45, a date that is none."""


def read_settings_file(file: Path) -> dict[str, Any]:
    """What stands in a file: sections by name; an empty file holds none.

    Raises:
        ConfigError: it cannot be read, or is not what it should be.
    """
    text = _read(file)
    try:
        values = _values(file, text)
    except yaml.YAMLError as error:
        raise ConfigError(str(file), _fault(getattr(error, "problem_mark", None))) from error
    except (*_NOT_CONSTRUCTED, RecursionError) as error:
        raise ConfigError(str(file), _fault(None)) from error
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise ConfigError(str(file), "must be a list of sections such as `index:`")
    return values


def value_of_variable(name: str, text: str) -> object:
    """A variable's value: a list or null is written as in YAML; anything else is text.

    Raises:
        ConfigError: a list is not written as one.
    """
    if text not in {"", "null"} and not text.startswith("["):
        return text
    try:
        return yaml.load(text[:_MOST_BYTES], _Loader)  # noqa: S506 - derived from the safe loader
    except (yaml.YAMLError, RecursionError, *_NOT_CONSTRUCTED) as error:
        raise ConfigError(name, "is not a valid list; write it like [one, two]") from error


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call] # not in its stubs
            raise yaml.composer.ComposerError(None, None, "an alias", mark)
        return super().compose_node(parent, index)


def _read(file: Path) -> str:
    try:
        if file.exists() and not file.is_file():
            raise ConfigError(str(file), "cannot be read: it is not a file")
        with file.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ConfigError(str(file), f"cannot be read: {in_words(error)}") from error
    except ValueError as error:  # a NUL in its name
        raise ConfigError(str(file), "cannot be read: no file has such a name") from error
    if len(content) > _MOST_BYTES:
        raise ConfigError(str(file), f"is larger than {_MOST_BYTES // 1024} KB; it cannot be the settings")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(str(file), "cannot be read: it is not UTF-8 text") from error


def _values(file: Path, text: str) -> object:
    loader = _Loader(text)
    node = loader.get_single_node()
    if isinstance(node, yaml.MappingNode):
        _check_keys(file, node)
    return None if node is None else loader.construct_document(node)


def _check_keys(file: Path, node: yaml.MappingNode, path: str = "") -> None:
    """Every key is taken as it is written, and stands once."""
    seen = set()
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            raise ConfigError(str(file), _fault(key.start_mark))
        key.tag = _TEXT
        name = f"{path}{key.value}"
        if name in seen:
            raise ConfigError(name, f"stands twice in {file}, again in line {key.start_mark.line + 1}")
        seen.add(name)
        if isinstance(value, yaml.MappingNode):
            _check_keys(file, value, f"{name}.")


def _fault(mark: yaml.Mark | None) -> str:
    where = f" in line {mark.line + 1}" if mark else ""
    return f"is not valid YAML{where}; compare it with the one in the repository"
