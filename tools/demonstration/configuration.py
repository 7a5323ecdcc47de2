"""document.toml of a document of the demonstration."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def document_toml(document: Mapping[str, Any]) -> bytes:
    """Give what the workspace says of a document: family, titles, dates, what follows what."""
    newest = len(document["editions"])
    source = document.get("source", "en")
    stops = document.get("stops", {})
    lines = [f"family = {_quoted(document['family'])}", f"source_language = {_quoted(source)}"]
    lines.append(f"languages = [{', '.join(_quoted(tag) for tag in document['languages'])}]")
    if "distribution" in document:
        lines.append(f"distribution = {_quoted(document['distribution'])}")
    if "partner" in document:
        lines.append(f"partner = {_quoted(document['partner'])}")
    lines += ["", "[titles]"]
    lines += [f"{tag} = {_quoted(title)}" for tag, title in document["titles"].items()]
    lines += ["", "[dates]"]
    lines += [f'"{number}" = {day}' for number, day in enumerate(document["editions"], 1)]
    lines += ["", "[follows]"]
    lines += [f"{tag} = {stops.get(tag, newest)}" for tag in document["languages"] if tag != source]
    if "reports_on" in document:
        lines += ["", "[reports_on]"]
        lines += [f"{_quoted(plan)} = {number}" for plan, number in document["reports_on"].items()]
    return ("\n".join(lines) + "\n").encode()


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
