"""The engine under the walk: expat's events, given out by the elements' names.

What makes it fast: names stay as the file spells them (no namespace processing), and elements
of mere looks, which are most of what Word writes, are cut out of the bytes before they are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import MethodType
from typing import Any
from xml.parsers import expat

from hexapla.documents.docx.names import CUSTOMARY, customary
from hexapla.documents.package import streamed

Attributes = dict[str, str]
Starts = Mapping[str, Callable[[Any, Attributes], None]]
Ends = Mapping[str, Callable[[Any], None]]

_GAP = " "
_MOST_NAMES = 1000
"""Names of elements that are remembered; all that Word knows are not as many."""
_LOOKS = re.compile(
    rb"<w:(?:rFonts|sz|szCs|color|spacing|jc|ind|kern|proofErr|bookmarkStart|bookmarkEnd|bCs|iCs"
    rb"|u|highlight|shd|w|position|keepNext|keepLines|widowControl|contextualSpacing|snapToGrid"
    rb"|tcW|vAlign|gridCol|tblW|noProof|pageBreakBefore|lastRenderedPageBreak|autoSpaceDE"
    rb"|autoSpaceDN|adjustRightInd|textAlignment|tblLook|tblLayout|tblInd|top|left|bottom|right"
    rb"|insideH|insideV|start|end|cantSplit|trHeight|hideMark|cnfStyle|rtl|cs)"
    rb'(?: [\w:]+="[^"<>]*")* ?/>'
)
_RUN = re.compile(rb'<w:r(?: w:rsid\w{1,8}="\w{1,8}")+>')
_PARAGRAPH, _WINDOW = b"</w:p>", 2**17
_NO_PROPERTIES = (b"<w:tcBorders></w:tcBorders>", b"<w:pBdr></w:pBdr>")
_SILENT = ((b"<w:rPr>", b"</w:rPr>"), (b"<w:tcPr>", b"</w:tcPr>"))
"""Wrappers that say nothing themselves."""


class Handlers(dict[str, Any]):
    """Handlers by the names of elements, each bound to its owner when its name is first met.

    `tables` are owners and their functions by name; the first that knows a name has it. None stands
    for a name that nobody knows. A small part has twenty names, all tables together a hundred.
    """

    def __init__(self, *tables: tuple[object, Mapping[str, Callable[..., None]]]) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, name: str) -> Any:
        for owner, table in self._tables:
            if name in table:
                self[name] = MethodType(table[name], owner)
                return self[name]
        if len(self) < _MOST_NAMES:
            self[name] = None
        return None


class Events:
    """Gives each element's start and end to the handler of its name.

    `starts` and `ends` map names with customary prefixes to handlers. What has no handler is
    transparent. `chars` holds the text since a handler last cleared it. With `counting`, `here`
    is the XPath of the present element by positions.
    """

    def __init__(self, part: str, *, counting: bool) -> None:
        self.part = part
        self.counting = counting
        self.starts = Handlers()
        self.ends = Handlers()
        self.chars: list[str] = []
        self._depth = 0  # of the element that is being read over
        self._path = [0]
        self._customary = True
        self._parser: expat.XMLParserType

    def parse(self, data: bytes) -> None:
        """Run over a part.

        Raises:
            UnreadableDocumentError: it is no well-formed XML.
            HostileDocumentError: it declares a document type.

        """
        self._customary = not data.startswith((b"\xff\xfe", b"\xfe\xff")) and customary(data)
        plain = self._customary and not self.counting and b"<![CDATA[" not in data
        self._parser = expat.ParserCreate(namespace_separator=None if self._customary else _GAP)
        self._parser.buffer_text = True
        self._parser.CharacterDataHandler = self.chars.append
        self._listen()
        streamed(_without_looks(data) if plain else (data,), self.part, self._parser)

    def skip(self, _: Attributes | None = None) -> None:
        """Read over the element that has just begun, with all in it."""
        self._depth = 1
        if not self.counting:
            self._parser.StartElementHandler = self._deeper
            self._parser.EndElementHandler = self._shallower

    def here(self) -> str:
        """Give the present element's XPath, by positions alone."""
        return "".join(f"/*[{index}]" for index in self._path[:-1])

    def _listen(self) -> None:
        starting, ending = self.starts.__getitem__, self.ends.__getitem__

        def start(name: str, attributes: Attributes) -> None:
            handler = starting(name)
            if handler is not None:
                handler(attributes)

        def end(name: str) -> None:
            handler = ending(name)
            if handler is not None:
                handler()

        def adapted_start(name: str, attributes: Attributes) -> None:
            start(_adapted(name), {_adapted(key): said for key, said in attributes.items()})

        def adapted_end(name: str) -> None:
            end(_adapted(name))

        starts = start if self._customary else adapted_start
        ends = end if self._customary else adapted_end
        if self.counting:
            self._parser.StartElementHandler = self._counted_start(starts)
            self._parser.EndElementHandler = self._counted_end(ends)
        else:
            self._parser.StartElementHandler = starts
            self._parser.EndElementHandler = ends

    def _counted_start(
        self, start: Callable[[str, Attributes], None]
    ) -> Callable[[str, Attributes], None]:
        def counted(name: str, attributes: Attributes) -> None:
            self._path[-1] += 1
            self._path.append(0)
            if self._depth:
                self._depth += 1
            else:
                start(name, attributes)

        return counted

    def _counted_end(self, end: Callable[[str], None]) -> Callable[[str], None]:
        def counted(name: str) -> None:
            if self._depth:
                self._depth -= 1
            else:
                end(name)
            self._path.pop()

        return counted

    def _deeper(self, _name: str, _attributes: Attributes) -> None:
        self._depth += 1

    def _shallower(self, _name: str) -> None:
        self._depth -= 1
        if not self._depth:
            self._listen()


def _without_looks(data: bytes) -> Iterator[bytes]:
    """Give a part in windows that end with a paragraph, without the elements of mere looks."""
    start = 0
    while start < len(data):
        end = data.find(_PARAGRAPH, start + _WINDOW)
        end = len(data) if end < 0 else end + len(_PARAGRAPH)
        window = _LOOKS.sub(b"", data[start:end])
        for nothing in _NO_PROPERTIES:
            window = window.replace(nothing, b"")
        for begin, end_tag in _SILENT:
            if window.count(begin) == window.count(end_tag):
                window = window.replace(begin, b"").replace(end_tag, b"")
        window = window.replace(b"<w:pPr></w:pPr>", b"")
        yield _RUN.sub(b"<w:r>", window)
        start = end


def _adapted(name: str) -> str:
    namespace, _, local = name.rpartition(_GAP)
    prefix = CUSTOMARY.get(namespace)
    return f"{prefix}:{local}" if prefix else local if not namespace else name
