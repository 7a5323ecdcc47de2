"""Where a request comes from: its address, scheme and host, as far as they can be believed.

Anybody can write X-Forwarded-For (RFC 7239 tells of the same fields in one header) and a header
that names a user. They are read where the connection itself comes from a trusted address.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.types import Scope

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who sent a request. `trusted`: it came through a proxy that is believed."""

    address: str
    scheme: str
    host: str
    trusted: bool


def networks(named: Sequence[str]) -> tuple[Network, ...]:
    """Read the networks of the configuration."""
    return tuple(ipaddress.ip_network(one) for one in named)


def headers(scope: Scope, name: str) -> list[str] | None:
    """Give a header's values, however often it stands; None where one is no UTF-8."""
    wanted = name.lower().encode("ascii")
    try:
        return [value.decode("utf-8") for key, value in scope["headers"] if key == wanted]
    except UnicodeDecodeError:
        return None


def caller_of(scope: Scope, trusted: Sequence[Network]) -> Caller:
    """Say where a request comes from."""
    client = scope.get("client")
    peer = _address(client[0]) if client else None
    scheme, host = str(scope.get("scheme", "http")), "".join(headers(scope, "host") or [])
    if peer is None or not _among(peer, trusted):
        return Caller(address=str(peer or ""), scheme=scheme, host=host.lower(), trusted=False)
    # Each proxy adds the address that it was called from at the end: the last one that is none of
    # our own proxies is as far as the chain can be believed.
    address = peer
    for one in reversed(_listed(scope, "x-forwarded-for")):
        found = _address(one)
        if found is None:
            break
        address = found
        if not _among(found, trusted):
            break
    said = _listed(scope, "x-forwarded-proto")[-1:]
    if said and said[0].lower() in {"http", "https"}:
        scheme = said[0].lower()
    host = (_listed(scope, "x-forwarded-host")[-1:] or [host])[0]
    return Caller(address=str(address), scheme=scheme, host=host.lower(), trusted=True)


def _listed(scope: Scope, name: str) -> list[str]:
    values = headers(scope, name) or []
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _address(text: str) -> Address | None:
    try:
        found = ipaddress.ip_address(text.strip("[]"))
    except ValueError:
        return None
    mapped = getattr(found, "ipv4_mapped", None)
    return mapped or found


def _among(address: Address, networks: Sequence[Network]) -> bool:
    return any(address.version == one.version and address in one for one in networks)
