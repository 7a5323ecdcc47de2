"""A small OpenID provider on this machine: discovery, keys, authorization, tokens; and its lies."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import secrets
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "hexapla-desk", "a secret of the two"


class OpenId:
    """The provider. `lie` changes what it says in one way."""

    def __init__(self, port: int) -> None:
        self.issuer = f"http://127.0.0.1:{port}"
        self.key = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.other = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.user, self.lie, self.now = "rita", "", 0
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def authorize(self, query: dict[str, str]) -> str:
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        assert {"state", "nonce", "code_challenge", "redirect_uri"} <= set(query)
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        state = "another" if self.lie == "state" else query["state"]
        answer = {"code": code, "state": state, "iss": self.issuer}
        if self.lie == "iss-parameter":
            answer["iss"] = "http://127.0.0.1:1"
        if self.lie == "refusal":
            answer = {"error": "access_denied", "state": query["state"]}
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def token(self, form: dict[str, str], authorization: str) -> tuple[int, dict]:
        asked = self.codes.pop(form.get("code", ""), None)
        said = base64.b64decode(authorization.partition(" ")[2]).decode()
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            asked is None
            or (said != f"{CLIENT}:{SECRET.replace(' ', '+')}" and said != f"{CLIENT}:{SECRET}")
            or asked["code_challenge"] != challenge
            or asked["redirect_uri"] != form.get("redirect_uri")
            or form.get("grant_type") != "authorization_code"
        ):
            return 400, {"error": "invalid_grant"}
        claims = {
            "iss": self.issuer, "aud": CLIENT, "sub": "4711", "iat": self.now,
            "exp": self.now + 300, "nonce": asked["nonce"], "preferred_username": self.user,
            "email": f"{self.user}@example.org", "email_verified": self.lie != "email",
        }  # fmt: skip
        if self.lie in {"nonce", "iss", "aud"}:
            claims[self.lie] = "another"
        elif self.lie == "exp":
            claims.update(iat=self.now - 900, exp=self.now - 600)
        elif self.lie == "azp":
            claims.update(aud=[CLIENT, "another"], azp="another")
        elif self.lie == "name":
            del claims["preferred_username"]
        header = {"alg": "RS256", "kid": "one"}
        if self.lie == "kid":
            header["kid"] = "unknown"
        key = self.other if self.lie == "signature" else self.key
        token = jwt.encode(header, claims, key)
        if self.lie == "none":
            parts = [{"alg": "none"}, claims]
            token = (
                ".".join(
                    base64.urlsafe_b64encode(json.dumps(one).encode()).rstrip(b"=").decode()
                    for one in parts
                )
                + "."
            )
        if self.lie == "no-token":
            token = ""
        given = {"access_token": "x", "token_type": "Bearer", "id_token": token}
        return 200, given


class _Handler(BaseHTTPRequestHandler):
    provider: OpenId

    def log_message(self, *_):
        """Say nothing."""

    def do_GET(self):
        address, provider = urlsplit(self.path), self.provider
        provider.asked.append(address.path)
        query = {key: values[0] for key, values in parse_qs(address.query).items()}
        if address.path == "/.well-known/openid-configuration":
            issuer = "http://127.0.0.1:1" if provider.lie == "issuer" else provider.issuer
            self.give(200, {
                "issuer": issuer,
                "authorization_endpoint": f"{provider.issuer}/authorize",
                "token_endpoint": f"{provider.issuer}/token",
                "jwks_uri": f"{provider.issuer}/keys",
            })  # fmt: skip
        elif address.path == "/keys":
            self.give(200, {"keys": [provider.key.as_dict(private=False)]})
        elif address.path == "/authorize":
            self.send_response(302)
            self.send_header("Location", provider.authorize(query))
            self.end_headers()

    def do_POST(self):
        length = int(self.headers["Content-Length"])
        form = parse_qs(self.rfile.read(length).decode())
        only = {key: values[0] for key, values in form.items()}
        self.give(*self.provider.token(only, self.headers.get("Authorization", "")))

    def give(self, status, body):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())


@contextlib.contextmanager
def openid() -> Iterator[OpenId]:
    """Serve a provider."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {}))
    provider = OpenId(server.server_address[1])
    server.RequestHandlerClass.provider = provider
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
