"""Sign-in at an OpenID provider: OpenID Connect Core 1.0, authorization code with PKCE (RFC 7636).

What comes back is believed where its state is one that this browser was sent away with, the ID
token is signed with one of the provider's keys, was issued by it to this client for this nonce, and
has not expired.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote_plus, urlencode, urlsplit

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from hexapla.errors import ConfigurationError, InputError, ServiceError
from hexapla.web.access.sessions import Pending, Sessions
from hexapla.workspace import Clock, Oidc

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures with the provider's own keys: never `none`, never one with a secret shared."""
_PATIENCE = 10
"""Seconds that the provider has for an answer."""
_FRESH = 3600
"""Seconds that what the provider said of itself is kept."""
_LEEWAY = 60
"""Seconds that two clocks may differ."""
_LARGEST = 1 << 20
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Provider:
    """An OpenID provider, as one of its clients."""

    def __init__(
        self, said: Oidc, sessions: Sessions, time: Clock, *, secret: str, callback: str
    ) -> None:
        self._said, self._sessions, self._time = said, sessions, time
        self._secret, self._callback = secret, callback
        self._issuer = said.issuer
        self._kept: dict[str, tuple[float, Any]] = {}
        self._lock = threading.Lock()
        _secure(said.issuer, "issuer")

    def begin(self, browser: str, place: str) -> str:
        """Give the address at the provider that a browser is sent to; it comes back to `place`.

        Raises:
            ServiceError: the provider is out of reach.

        """
        verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(24)
        state = self._sessions.ask(
            Pending(nonce=nonce, verifier=verifier, next=place, browser=browser)
        )
        challenge = hashlib.sha256(verifier.encode("ascii")).digest()
        asked = {
            "response_type": "code",
            "client_id": self._said.client_id,
            "redirect_uri": self._callback,
            "scope": " ".join(self._said.scopes),
            "state": state,
            "nonce": nonce,
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode("ascii"),
            "code_challenge_method": "S256",
        }
        endpoint = self._endpoint("authorization_endpoint")
        return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(asked)}"

    def finish(self, browser: str, answer: Mapping[str, str]) -> tuple[str, str]:
        """Give the name of who signed in, and the place to go on to.

        Raises:
            InputError: the answer is none to a question of this browser, or is not the provider's.
            ServiceError: the provider is out of reach.

        """
        pending = self._sessions.answered(answer.get("state", ""), browser)
        if pending is None:
            raise InputError(
                "this sign-in was not begun in this browser, or is too old",
                remedy="sign in again",
                facts={},
            )
        if answer.get("iss", self._issuer) != self._issuer:
            raise _not_believed("it comes from another provider")  # RFC 9207
        if "error" in answer or not answer.get("code"):
            raise InputError("the provider did not sign you in", remedy="sign in again", facts={})
        claims = self._claims(self._token(answer["code"], pending.verifier), pending.nonce)
        return self._name(claims), pending.next

    def _token(self, code: str, verifier: str) -> str:
        """Take the code for a token; the client says who it is as RFC 6749, 2.3.1, has it."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self._callback,
            "code_verifier": verifier,
        }
        client = self._said.client_id
        auth = (quote_plus(client), quote_plus(self._secret)) if self._secret else None
        if auth is None:
            form["client_id"] = client
        try:
            answer = httpx.post(
                self._endpoint("token_endpoint"),
                data=form,
                auth=auth,
                timeout=_PATIENCE,
                follow_redirects=False,
            )
            given = answer.json() if answer.is_success else None
        except (httpx.HTTPError, ValueError) as error:
            raise self._away(error) from error
        if not isinstance(given, dict):
            raise _not_believed("it does not take the code for a token")
        return str(given.get("id_token") or "")

    def _claims(self, token: str, nonce: str) -> Mapping[str, Any]:
        now = int(self._time.now().timestamp())
        registry = jwt.JWTClaimsRegistry(
            now=now,
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._issuer},
            aud={"essential": True, "value": self._said.client_id},
            exp={"essential": True},
            iat={"essential": True},
            sub={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = self._decoded(token)
            registry.validate(claims)
        except (JoseError, ValueError) as error:
            raise _not_believed(type(error).__name__) from error
        audience = claims["aud"]
        if claims.get("azp", self._said.client_id) != self._said.client_id or (
            isinstance(audience, list) and len(audience) > 1 and "azp" not in claims
        ):
            raise _not_believed("it was issued to another client")
        return claims

    def _decoded(self, token: str) -> dict[str, Any]:
        """Check a token's signature; a key that is not known may be a new one."""
        try:
            return dict(jwt.decode(token, self._keys(), algorithms=list(ALGORITHMS)).claims)
        except ValueError:
            with self._lock:
                at, _ = self._kept.pop("jwks_uri", (0.0, None))
            if self._time.now().timestamp() - at < _LEEWAY:
                raise  # asked a minute ago: a flood of strange keys asks the provider nothing
            return dict(jwt.decode(token, self._keys(), algorithms=list(ALGORITHMS)).claims)

    def _keys(self) -> KeySet:
        found = self._fetched("jwks_uri", self._endpoint("jwks_uri"))
        # A provider may have keys of kinds and for uses that do not matter here.
        keys = [
            one
            for one in found.get("keys", [])
            if one.get("kty") in {"RSA", "EC"} and one.get("use", "sig") == "sig"
        ]
        return KeySet.import_key_set({"keys": keys})

    def _name(self, claims: Mapping[str, Any]) -> str:
        claim = self._said.claim
        name = claims.get(claim)
        if not isinstance(name, str) or not name.strip():
            raise InputError(
                f"the provider does not say “{claim}”",
                remedy="have it do so, or set review.auth.oidc.claim in hexapla.toml",
            )
        if claim == "email" and claims.get("email_verified") is not True:
            raise InputError(
                "the provider has not verified your address", remedy="have it verified there"
            )
        return name.strip()

    def _endpoint(self, name: str) -> str:
        place = f"{self._issuer.rstrip('/')}/.well-known/openid-configuration"
        found = self._fetched("provider", place)
        if found.get("issuer") != self._issuer:
            raise ConfigurationError(
                "the provider calls itself otherwise",
                place="hexapla.toml: review.auth.oidc.issuer",
                cause=f"it is “{found.get('issuer')}”",
                remedy="write it exactly so, if that is whom you mean",
            )
        address = found.get(name)
        if not isinstance(address, str):
            raise self._away(ValueError(f"it names no {name}"))
        _secure(address, name)
        return address

    def _fetched(self, key: str, address: str) -> dict[str, Any]:
        now = self._time.now().timestamp()
        with self._lock:
            at, kept = self._kept.get(key, (0.0, None))
        if kept is not None and now - at < _FRESH:
            return dict(kept)
        try:
            answer = httpx.get(address, timeout=_PATIENCE, follow_redirects=False)
            answer.raise_for_status()
            found = answer.json() if len(answer.content) <= _LARGEST else None
        except (httpx.HTTPError, ValueError) as error:
            raise self._away(error) from error
        if not isinstance(found, dict):
            raise self._away(ValueError("its answer is no object, or too long"))
        with self._lock:
            self._kept[key] = (now, found)
        return found

    def _away(self, error: Exception) -> ServiceError:
        return ServiceError(
            "the provider is out of reach",
            place=self._issuer,
            cause=str(error) or type(error).__name__,
            remedy="try again in a while",
        )


def _not_believed(why: str) -> InputError:
    return InputError("what the provider sent is not believed", cause=why, remedy="sign in again")


def _secure(address: str, name: str) -> None:
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _LOOPBACK:
        raise ConfigurationError(
            f"the provider's {name} is not https",
            place="hexapla.toml: review.auth.oidc",
            cause=address,
            remedy="passwords and codes would go over the network for everybody to read",
        )
