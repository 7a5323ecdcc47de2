"""Names of WordprocessingML (ECMA-376 Part 1, Transitional): how the walk and lxml spell them.

The walk spells a name with its customary prefix (``w:p``), as practically every file does; a file
with other prefixes is read through an adapter. lxml wants the namespace itself: `x` gives it.
"""

from __future__ import annotations

import re

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

PREFIXES = {
    "w": W,
    "mc": MC,
    "a": A,
    "c": CHART,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "adec": "http://schemas.microsoft.com/office/drawing/2017/decorative",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
"""The customary prefixes of the namespaces that the walk knows."""
CUSTOMARY = {namespace: prefix for prefix, namespace in PREFIXES.items()} | {
    "http://www.w3.org/XML/1998/namespace": "xml"
}

_DECLARED = re.compile(rb"""xmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def x(namespace: str, name: str) -> str:
    """Spell a name as lxml reports it."""
    return f"{{{namespace}}}{name}"


X_VAL = x(W, "val")


def customary(data: bytes) -> bool:
    """Say whether a part binds the prefixes that the walk knows as is customary, and only so."""
    for prefix, double, single in set(_DECLARED.findall(data)):
        name, namespace = prefix.decode("utf-8", "replace"), (double or single).decode()
        if PREFIXES.get(name, namespace) != namespace or CUSTOMARY.get(namespace, name) != name:
            return False
    return True


def on(value: str | None) -> bool:
    """Read an ST_OnOff value: the element without a value means yes."""
    return value not in {"0", "false", "off", "none"}


def count(said: str | None) -> int:
    """Read a number of up to nine digits; anything else is none."""
    return int(said) if said is not None and said.isdecimal() and len(said) < 10 else 0  # noqa: PLR2004  no count has ten digits
