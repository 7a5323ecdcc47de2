"""Names of WordprocessingML (ECMA-376 Part 1, Transitional) as expat and lxml spell them."""

from __future__ import annotations

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
VML = "urn:schemas-microsoft-com:vml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
PACKAGE_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"

GAP = " "
"""What stands between namespace and name where expat reports them."""


def e(namespace: str, name: str) -> str:
    """Spell a name as expat reports it."""
    return f"{namespace}{GAP}{name}"


def x(namespace: str, name: str) -> str:
    """Spell a name as lxml reports it."""
    return f"{{{namespace}}}{name}"


VAL = e(W, "val")
ID = e(W, "id")
AUTHOR = e(W, "author")
TYPE = e(W, "type")
RELATION = e(R, "id")
PARA_ID = e(W14, "paraId")
X_VAL = x(W, "val")


def on(value: str | None) -> bool:
    """Read an ST_OnOff value: the element without a value means yes."""
    return value not in {"0", "false", "off", "none"}
