"""`[review.auth]`: who gets to the review desk when it is not one person's own."""

from __future__ import annotations

import ipaddress
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from hexapla.workspace.table import Table


def _cidr(value: str) -> str:
    try:
        return str(ipaddress.ip_network(value))
    except ValueError as error:
        raise ValueError(f"“{value}” is no address or network such as 10.0.0.0/8") from error


Network = Annotated[str, AfterValidator(_cidr)]


def _public(value: str) -> str:
    if value and not re.fullmatch(r"https?://[^/?#@\s]+", value):
        raise ValueError("give it as https://host or https://host:port, without a path")
    return value.lower()


class Proxy(Table):
    """A reverse proxy that signs people in and names them in a header."""

    header: str = Field(
        default="X-Remote-User",
        pattern=r"^[A-Za-z0-9-]+$",
        description="The header; refused from any address that is not trusted.",
    )


class Oidc(Table):
    """An OpenID provider that signs people in; needs `hexapla[oidc]`."""

    issuer: str = Field(
        pattern=r"^https?://", description="Its address; https, but for one on this machine."
    )
    client_id: str
    client_secret_variable: str = Field(
        default="HEXAPLA_OIDC_SECRET",
        description="The variable of the environment with the client's secret; unset: PKCE alone.",
    )
    scopes: tuple[str, ...] = ("openid", "profile", "email")
    claim: str = Field(
        default="preferred_username",
        description="The claim that names the account; `email` counts only where it is verified.",
    )
    label: str = Field(default="", description="What its button says after “Sign in with”.")


class Auth(Table):
    """Who gets to the desk when it is not one person's own; without it the desk is local."""

    public_url: Annotated[str, AfterValidator(_public)] = Field(
        default="",
        description="The address that people type; the desk answers to no other name.",
    )
    passwords: bool = Field(default=True, description="Accounts of `hexapla users` may sign in.")
    proxy: Proxy | None = None
    oidc: Oidc | None = None
    trusted_proxies: tuple[Network, ...] = Field(
        default=(),
        description="Addresses whose X-Forwarded-* headers, and the proxy's header, are believed.",
    )
    admit: Literal["known", "anyone"] = Field(
        default="known",
        description="Whom of those that a proxy or provider names: those with an account or a "
        "place among a role's people, or anyone.",
    )
    idle_minutes: int = Field(default=60, ge=1, description="A session ends when unused so long.")
    absolute_hours: int = Field(default=12, ge=1, description="A session ends in any case.")
    attempts: int = Field(
        default=5, ge=1, description="Failed sign-ins to one account in the window."
    )
    attempts_by_address: int = Field(
        default=20, ge=1, description="Failed sign-ins from one address in the window."
    )
    window_minutes: int = Field(default=15, ge=1)
