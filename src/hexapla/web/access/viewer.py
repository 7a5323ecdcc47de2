"""Who looks at a page: known to everything that answers the request, and handed to nobody else."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who is signed in. `via`: password, proxy or oidc; `account`: whether they have one.

    `person` is the name that decisions carry; `user` the one that was typed.
    """

    user: str
    person: str
    via: str
    has_password: bool = False


VIEWER: ContextVar[Viewer | None] = ContextVar("viewer", default=None)
"""Who asks; None on a desk of one's own, and on the pages that everybody sees."""
