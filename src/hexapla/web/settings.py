"""What a person sets for themselves: the role that they decide in, the desk's language."""

from __future__ import annotations

import re
import urllib.parse
from typing import TYPE_CHECKING

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hexapla.web.speaking import COOKIE, languages

if TYPE_CHECKING:
    from hexapla.web.desk import Desk

ROLE = "hexapla-role"
_YEAR = 365 * 24 * 3600


class Settings:
    """Keeps the choices in cookies."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def choose_role(self, _: Request, form: FormData) -> Response:
        """Keep the role that the person decides in."""
        role = str(form.get("role", ""))
        known = role in self._desk.workspace.config.roles
        return _kept(form, ROLE, role if known else "")

    def choose_language(self, _: Request, form: FormData) -> Response:
        """Keep the language that the desk speaks to the person."""
        tag = str(form.get("language", ""))
        return _kept(form, COOKIE, tag if tag in dict(languages()) else "")


def _kept(form: FormData, name: str, value: str) -> Response:
    response = RedirectResponse(_here(str(form.get("back", "/"))), status_code=303)
    if value:
        response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="strict")
    else:
        response.delete_cookie(name)
    return response


def _here(place: str) -> str:
    """Give a place on this desk; “//elsewhere” and its like would lead away."""
    if not place.startswith("/") or re.search(r"[\x00-\x20\\\x7f]", place):
        return "/"
    return "/" if place.startswith("//") or urllib.parse.urlsplit(place).netloc else place
