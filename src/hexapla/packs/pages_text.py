"""The words of a PDF, read back from what it draws (ISO 32000-2, 9.4 and 9.10).

It reads what LibreOffice writes: text operators, fonts with a ToUnicode map, ActualText where the
glyphs say less than the text. Order and spaces are those of the drawing; nobody should quote them.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

_SHOWN = frozenset({"Tj", "TJ", "'", '"'})
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_SECTION = re.compile(rb"begin(codespacerange|bfchar|bfrange)(.*?)end\1", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(<[0-9A-Fa-f\s]*>|\[[^\]]*\])")
_DEEPEST = 8
_MOST_CODES = 0x10000


def page_texts(content: bytes) -> Iterator[str]:
    """Give what each page of a PDF says, in the order in which it is drawn.

    Raises:
        pikepdf.PdfError: it is no PDF.

    """
    import pikepdf  # noqa: PLC0415  an optional part

    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts: dict[tuple[int, int], _Font] = {}
        for page in pdf.pages:
            yield "".join(_drawn(page.obj, page.obj.get("/Resources"), fonts, 0))


class _Font:
    """What the codes of a font mean; a code without a meaning is a space."""

    def __init__(self, font: Any) -> None:
        self.width = 2 if font.get("/Subtype") == "/Type0" else 1
        self.meaning: dict[bytes, str] = {}
        if "/ToUnicode" in font:
            self._read(font.ToUnicode.read_bytes())

    def _read(self, cmap: bytes) -> None:
        for kind, body in _SECTION.findall(cmap):
            if kind == b"codespacerange":
                self.width = max(len(_raw(one)) for one in _HEX.findall(body) or [b"00"])
            elif kind == b"bfchar":
                codes = _HEX.findall(body)
                for code, text in zip(codes[::2], codes[1::2], strict=False):
                    self.meaning[_raw(code)] = _text(text)
            else:
                for first, last, texts in _RANGE.findall(body):
                    self._range(_raw(first), _raw(last), _HEX.findall(texts))

    def _range(self, first: bytes, last: bytes, texts: list[bytes]) -> None:
        begin, end = int.from_bytes(first), int.from_bytes(last)
        for place in range(min(end - begin + 1, _MOST_CODES)):
            if len(texts) == 1:
                base = _text(texts[0])
                said = base[:-1] + chr(ord(base[-1]) + place) if base else ""
            else:
                said = _text(texts[place]) if place < len(texts) else ""
            self.meaning[(begin + place).to_bytes(len(first))] = said

    def read(self, codes: bytes) -> str:
        step = self.width
        return "".join(
            self.meaning.get(codes[at : at + step], " ") for at in range(0, len(codes), step)
        )


def _raw(digits: bytes) -> bytes:
    return bytes.fromhex(b"".join(digits.split()).decode())


def _text(digits: bytes) -> str:
    return _raw(digits).decode("utf-16-be", "replace")


def _drawn(
    stream: Any, resources: Any, fonts: dict[tuple[int, int], _Font], depth: int
) -> Iterator[str]:
    """Give the pieces of text that a page or a form draws."""
    import pikepdf  # noqa: PLC0415  an optional part

    resources = resources if resources is not None else {}
    named: Mapping[str, Any] = resources.get("/Font", {})
    font: _Font | None = None
    spoken: list[bool] = []
    for instruction in pikepdf.parse_content_stream(stream):
        operands, name = instruction.operands, str(instruction.operator)
        if name == "Tf":
            found = named.get(str(operands[0]))
            font = _known(found, fonts) if found is not None else None
        elif name in {"BDC", "BMC"}:
            actual = operands[1].get("/ActualText") if _has_properties(operands) else None
            spoken.append(actual is not None)
            if actual is not None and sum(spoken) == 1:
                yield str(actual)
        elif name == "EMC":
            spoken[-1:] = []
        elif name in _SHOWN and font is not None and not any(spoken):
            yield _shown(operands, font)
        elif name == "Do" and depth < _DEEPEST:
            form = resources.get("/XObject", {}).get(str(operands[0]))
            if form is not None and form.get("/Subtype") == "/Form":
                own = form.get("/Resources", resources)
                yield from _drawn(form, own, fonts, depth + 1)


def _has_properties(operands: Any) -> bool:
    return len(operands) > 1 and hasattr(operands[1], "keys")


def _known(font: Any, fonts: dict[tuple[int, int], _Font]) -> _Font:
    key = font.objgen
    if key == (0, 0):
        return _Font(font)
    if key not in fonts:
        fonts[key] = _Font(font)
    return fonts[key]


def _shown(operands: Any, font: _Font) -> str:
    import pikepdf  # noqa: PLC0415  an optional part

    said = []
    for operand in operands:
        pieces = operand if isinstance(operand, pikepdf.Array) else (operand,)
        said += [font.read(bytes(one)) for one in pieces if isinstance(one, pikepdf.String)]
    return "".join(said)
