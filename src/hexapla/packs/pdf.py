"""PDF of a pack, by LibreOffice, which is an optional part of the system."""

from __future__ import annotations

from datetime import datetime

from hexapla.errors import ServiceError


def to_pdf(content: bytes, *, dated: datetime | None = None) -> bytes:
    """Turn a .docx into a PDF."""
    raise ServiceError("not yet", cause=f"{len(content)} {dated}")
