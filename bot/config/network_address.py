"""Reads an address such as `https://host:8443/path`, strictly, and a host's name.

Strict, because the libraries that connect disagree about what is not: where a character of a password is not
escaped, one of them would take a part of it for the host, and name it in a message.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address

_LABEL = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_NAME = re.compile(rf"{_LABEL}(?:\.{_LABEL})*\.?")
_LONGEST_NAME = 253
_ADDRESS = re.compile(
    r"(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?:(?P<user>[^\s/?#@]*)@)?"
    r"(?:\[(?P<ipv6>[0-9A-Fa-f:.]+)\]|(?P<host>[^\s/?#@:\[\]]+))(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[^\s?#]*)?(?P<rest>[?#]\S*)?"
)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
_HIGHEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class NetworkAddress:
    """An address in its parts."""

    scheme: str
    """In lower case."""
    host: str
    """A name or an IP address; an IPv6 address without its brackets."""
    port: int | None
    path: str
    """Empty, or from the slash after host and port on."""
    has_user: bool
    """Whether a user, and perhaps a password, stands before the host."""
    has_query: bool
    """Whether a `?` or a `#` follows."""

    @property
    def is_this_machine(self) -> bool:
        """Whether it leads to the machine it is used on."""
        return self.host in _LOOPBACK

    @property
    def place(self) -> str:
        """Scheme, host and port: what may be shown of any address.

        >>> read_address("socks5://user:secret@[::1]:1080/").place
        'socks5://[::1]:1080'
        """
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + (f":{self.port}" if self.port else "")


def read_address(text: str) -> NetworkAddress | None:
    """An address in its parts; None: it is none.

    >>> read_address("http://127.0.0.1:99999") is read_address("banana") is None
    True
    """
    found = _ADDRESS.fullmatch(text) if text.isprintable() else None
    if found is None:
        return None
    host, port = found["ipv6"] or found["host"], int(found["port"]) if found["port"] else None
    if not is_host(host) or (port is not None and not 1 <= port <= _HIGHEST_PORT):
        return None
    return NetworkAddress(
        found["scheme"].lower(),
        host.lower(),
        port,
        found["path"] or "",
        has_user=found["user"] is not None,
        has_query=found["rest"] is not None,
    )


def is_host(text: str) -> bool:
    """Whether it is an IP address, an IPv6 one without brackets, or the name of a host.

    >>> [is_host(each) for each in ("::", "127.0.0.1", "db.example.org", "127.0.0.1:80", "300.1.1.1")]
    [True, True, True, False, False]
    """
    try:
        if ":" in text:
            IPv6Address(text)
            return True
        if re.fullmatch(r"[0-9.]+", text):
            IPv4Address(text)
            return True
    except ValueError:
        return False
    return len(text) <= _LONGEST_NAME and _NAME.fullmatch(text) is not None
