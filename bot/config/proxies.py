"""The proxy on the way to the Bot API: what its address may look like, where it comes from, how it is shown.

httpx connects through it (https://www.python-httpx.org/advanced/proxies/). It takes the addresses checked here,
and, where none is configured, those of the environment: HTTPS_PROXY, HTTP_PROXY and ALL_PROXY, less NO_PROXY.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from urllib.request import getproxies, proxy_bypass

from bot.config.network_address import read_address
from bot.errors import ConfigError

SHAPE = (
    "must look like http://host:8080 or socks5://user:password@host:1080 "
    "(http, https, socks5 or socks5h; special characters written as %XX)"
)
"""What is said of any other address."""
_SCHEMES = frozenset({"http", "https", "socks5", "socks5h"})
_SETTING = "telegram.proxy"


@dataclass(frozen=True, slots=True)
class Proxy:
    """A proxy as it may be shown: without its user and its password."""

    place: str
    """Scheme, host and port."""
    source: str
    """The setting or the environment's variable that names it."""

    def __str__(self) -> str:
        return f"{self.place} ({self.source})"


def is_proxy_address(text: str) -> bool:
    """Whether httpx can connect through it.

    >>> [is_proxy_address(each) for each in ("socks5h://u:p@host:1080", "127.0.0.1:1080", "socks4://host:1")]
    [True, False, False]
    """
    address = read_address(text)
    return (
        address is not None
        and address.scheme in _SCHEMES
        and address.path in {"", "/"}
        and not address.has_query
    )


def proxy_in_use(server: str, configured: str | None) -> Proxy | None:
    """The proxy through which the Bot API's server is reached; None: no proxy.

    Args:
        server: the address of the server.
        configured: the value of `telegram.proxy`.

    Raises:
        ConfigError: a variable of the environment names a proxy that cannot be one.
    """
    if configured is not None:
        return _shown(configured, _SETTING)
    address = read_address(server)
    if address is None or address.is_this_machine:
        return None
    found = _of_environment()
    proxy = found.get(address.scheme) or found.get("all")
    return None if proxy_bypass(address.host) else proxy


def _of_environment() -> dict[str, Proxy]:
    """Every proxy that httpx would read: one that is wrong stops it, though it may not be on this way."""
    named = getproxies()
    if "*" in {host.strip() for host in named.get("no", "").split(",")}:
        return {}
    found = {}
    for scheme in ("https", "http", "all"):
        if text := named.get(scheme):
            variable = next(
                (name for name in os.environ if name.lower() == f"{scheme}_proxy"), f"{scheme}_proxy"
            )
            # What is written without a scheme, httpx takes for http.
            text = text if "://" in text else f"http://{text}"
            if not is_proxy_address(text):
                raise ConfigError(variable, f"{SHAPE}; {_SETTING} would take its place")
            found[scheme] = _shown(text, variable)
    return found


def _shown(text: str, source: str) -> Proxy:
    address = read_address(text)
    return Proxy(address.place if address else "of an unreadable address", source)
