"""Pictures and their alternative texts (DrawingML's wp:docPr, VML's alt)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from hexapla.documents.docx.events import Attributes, Starts
from hexapla.documents.docx.names import on


@dataclass(slots=True)
class _Drawing:
    alt: str = ""
    picture: bool = False
    decoration: bool = False


class Drawings:
    """The drawings that are open at the present place.

    A drawing that shows a picture, a chart or a diagram wants an alternative text unless it is
    marked as decoration; a text box speaks for itself.
    """

    def __init__(self) -> None:
        self._open: list[_Drawing] = []

    def end(self) -> str | None:
        """End the innermost drawing; give its alternative text, or None where it needs none."""
        if not self._open:
            return None
        one = self._open.pop()
        return one.alt if one.alt or (one.picture and not one.decoration) else None

    def _begin(self, _: Attributes) -> None:
        self._open.append(_Drawing())

    def _described(self, attributes: Attributes) -> None:
        if self._open:
            said = (attributes.get("descr", ""), attributes.get("title", ""))
            self._open[-1].alt = next((one.strip() for one in said if one.strip()), "")

    def _shape(self, attributes: Attributes) -> None:
        alt = attributes.get("alt", "").strip()
        if self._open and alt:
            self._open[-1].alt = alt

    def _shows(self, _: Attributes) -> None:
        if self._open:
            self._open[-1].picture = True

    def _decorates(self, attributes: Attributes) -> None:
        if self._open:
            self._open[-1].decoration = on(attributes.get("val"))

    STARTS: ClassVar[Starts] = {
        **dict.fromkeys(("wp:inline", "wp:anchor", "w:pict", "w:object"), _begin),
        "wp:docPr": _described,
        **dict.fromkeys(("pic:pic", "c:chart", "dgm:relIds", "v:imagedata"), _shows),
        **dict.fromkeys(("v:shape", "v:rect"), _shape),
        "adec:decorative": _decorates,
    }
    """The handlers of what makes up a drawing."""
