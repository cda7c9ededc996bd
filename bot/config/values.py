"""What a setting's value must be like: each kind of value with its check and its own words for what is wrong.

What can be told without connecting or writing is told here, when the settings are read.
"""

from __future__ import annotations

import re
from math import isfinite
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo
from pydantic_core import PydanticCustomError

from bot.config.database_address import is_database_address
from bot.config.network_address import NetworkAddress, is_host, read_address
from bot.config.proxies import SHAPE, is_proxy_address

TELEGRAM = "api.telegram.org"
_TELEGRAM_PORTS = (443, 80, 88, 8443)
"""The ports Telegram's servers call (https://core.telegram.org/bots/api#setwebhook); another Bot API server, run
with --local, calls any."""
_KIND = "setting"
"""Of the errors that are worded here."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:\.[0-9]{1,15})?")


def _number(value: object) -> object:
    """Python counts True as 1, and pydantic reads 1_0 and `infinity`."""
    if isinstance(value, bool) or (isinstance(value, str) and not _NUMBER.fullmatch(value)):
        raise PydanticCustomError(_KIND, "must be a number")
    if isinstance(value, float) and not isfinite(value):
        raise PydanticCustomError(_KIND, "must be a finite number")
    return value


def _switch(value: object) -> object:
    if isinstance(value, int | float) and not isinstance(value, bool):
        raise PydanticCustomError(_KIND, "must be true or false")
    return value


def _one_or_many(value: object) -> object:
    """`paths: corpus` means `paths: [corpus]`."""
    return [value] if isinstance(value, str) else value


def _printable(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError(_KIND, "must not be empty")
    if not text.isprintable():
        raise PydanticCustomError(_KIND, "must not hold line ends or other control characters")
    return text


def _named(value: object) -> object:
    """An empty path would be the folder of the configuration file."""
    return _printable(value) if isinstance(value, str) else value


def _below_config_file(path: Path, info: ValidationInfo) -> Path:
    """A relative path starts at the folder of the configuration file."""
    folder: Path = (info.context or {}).get("folder", Path())
    try:
        return folder / path.expanduser()
    except RuntimeError as error:
        raise PydanticCustomError(_KIND, "names the home folder of somebody unknown") from error


def _folder(path: Path) -> Path:
    """A folder, there already or to be made."""
    _can_be_made(path)
    if _is_there_as_file(path):
        raise PydanticCustomError(_KIND, "must be a folder, not a file")
    return path


def _file(path: Path) -> Path:
    """A file, there already or to be made."""
    _can_be_made(path)
    try:
        is_folder = path.is_dir()
    except OSError:
        is_folder = False
    if is_folder:
        raise PydanticCustomError(_KIND, "must be a file, not a folder")
    return path


def _can_be_made(path: Path) -> None:
    if any(_is_there_as_file(parent) for parent in path.parents):
        raise PydanticCustomError(_KIND, "lies below a file, not below a folder")


def _is_there_as_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        # Closed to us, or too long a name: whoever opens it says so.
        return False


def _model(text: str) -> str:
    if re.match(r"[./~]", text) and not Path(text).expanduser().is_dir():
        raise PydanticCustomError(
            _KIND, "must be bundled, a folder that is there, or a model's name such as intfloat/e5-small"
        )
    if "://" in text:
        raise PydanticCustomError(
            _KIND, "must be a model's name such as intfloat/e5-small, without the address around it"
        )
    return text


def _address(text: str) -> NetworkAddress:
    """A server's address: https, or http on this machine."""
    address = read_address(text)
    if address is None or address.scheme not in {"http", "https"}:
        raise PydanticCustomError(
            _KIND,
            "must look like https://host or http://127.0.0.1:8081, with a port from 1 to 65535 if any",
        )
    if address.has_user or address.has_query:
        raise PydanticCustomError(_KIND, "must hold no user, no password, no ? and no #")
    if address.scheme == "http" and not address.is_this_machine:
        raise PydanticCustomError(_KIND, "plain http is allowed only for this machine; use https")
    return address


def _bot_api(text: str) -> str:
    if re.search(r"/bot[^/]*/*$", _address(text).path):
        raise PydanticCustomError(_KIND, "must end before /bot: the token is added by itself")
    return text.rstrip("/")


def _webhook(text: str, info: ValidationInfo) -> str:
    address, server = _address(text), read_address(info.data.get("api_url") or f"https://{TELEGRAM}")
    if server is not None and server.host == TELEGRAM:
        if address.is_this_machine or address.scheme != "https":
            raise PydanticCustomError(_KIND, "must be a public https address, which Telegram can reach")
        if (address.port or 443) not in _TELEGRAM_PORTS:
            raise PydanticCustomError(_KIND, "must have one of the ports Telegram calls: 443, 80, 88, 8443")
    return text.rstrip("/")


def _set_for_webhooks(address: str | None, info: ValidationInfo) -> str | None:
    if address is None and info.data.get("mode") == "webhook":
        raise PydanticCustomError(_KIND, "must be set when telegram.mode is webhook")
    return address


def _beside_health(switch: bool, info: ValidationInfo) -> bool:
    if switch and info.data.get("port") is None:
        raise PydanticCustomError(_KIND, "must be false unless health.port is set: both are on that port")
    return switch


def _listening(text: str) -> str:
    if not is_host(text):
        raise PydanticCustomError(
            _KIND, "must be an address or a name of this machine, such as 127.0.0.1 or ::, without a port"
        )
    return text


def _proxy(text: str) -> str:
    if not is_proxy_address(text):
        raise PydanticCustomError(_KIND, SHAPE)
    return text


def _secret(secret: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", secret):
        raise PydanticCustomError(_KIND, "must be 8 to 256 characters out of A-Z a-z 0-9 _ -")
    return secret


def _database(address: str) -> str:
    if not is_database_address(address):
        raise PydanticCustomError(
            _KIND,
            "must look like postgresql://user@host:5432/database, special characters written as %XX",
        )
    return address


def _milvus(address: str, info: ValidationInfo) -> str:
    """A server's address, or a file, which starts at the folder of the configuration file."""
    server = read_address(address)
    if (
        server is not None
        and server.scheme in {"http", "https"}
        and not server.has_query
        and re.fullmatch(r"(?:/\w*)?", server.path)
    ):
        return address
    if "://" in address or not address.endswith(".db") or not address.isprintable():
        raise PydanticCustomError(_KIND, "must look like http://host:19530, or name a file ending in .db")
    return str(_file(_below_config_file(Path(address), info)))


Count = Annotated[int, BeforeValidator(_number)]
Amount = Annotated[float, BeforeValidator(_number)]
Switch = Annotated[bool, BeforeValidator(_switch)]
MetricsSwitch = Annotated[Switch, AfterValidator(_beside_health)]
SettingPath = Annotated[Path, BeforeValidator(_named), AfterValidator(_below_config_file)]
FolderPath = Annotated[SettingPath, AfterValidator(_folder)]
FilePath = Annotated[SettingPath, AfterValidator(_file)]
Paths = Annotated[tuple[SettingPath, ...], BeforeValidator(_one_or_many), Field(min_length=1)]
ModelName = Annotated[str, AfterValidator(_printable), AfterValidator(_model)]
BotApiAddress = Annotated[str, AfterValidator(_bot_api)]
WebhookAddress = Annotated[Annotated[str, AfterValidator(_webhook)] | None, AfterValidator(_set_for_webhooks)]
ListeningHost = Annotated[str, AfterValidator(_listening)]
ProxyAddress = Annotated[str, AfterValidator(_proxy)]
Secret = Annotated[str, AfterValidator(_secret)]
DatabaseAddress = Annotated[str, AfterValidator(_database)]
MilvusAddress = Annotated[str, AfterValidator(_milvus)]
