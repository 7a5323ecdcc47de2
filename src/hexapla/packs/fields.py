"""Fields of a document that has become a part of a larger one (ECMA-376 Part 1, 17.16).

What a field asks of “the document” must still mean that document: its bookmarks, its headings, its
last page, its first figure. What it asks of properties, of the clock or of another file is frozen
to the result that was saved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from hexapla.packs.xml import Element, local, names, q

_TOKEN = re.compile(r'"[^"]*"|\S+')
_FROZEN = frozenset(
    names(
        "ASK AUTHOR AUTOTEXT AUTOTEXTLIST COMMENTS CREATEDATE DATABASE DATE DDE DDEAUTO "
        "DOCPROPERTY DOCVARIABLE EDITTIME FILENAME FILESIZE FILLIN INCLUDEPICTURE "
        "INCLUDETEXT INFO KEYWORDS LASTSAVEDBY LINK MERGEFIELD MERGEREC MERGESEQ NEXT "
        "NEXTIF NUMCHARS NUMWORDS PRINTDATE REVNUM SAVEDATE SKIPIF SUBJECT TEMPLATE TIME "
        "TITLE USERADDRESS USERINITIALS USERNAME"
    )
)
_REFERENCES = frozenset({"REF", "PAGEREF", "NOTEREF", "FTNREF"})
_LIST_SEPARATORS = ",;"


@dataclass(slots=True)
class FieldRewriter:
    """What the names in a document's fields have become.

    `bookmarks` (names folded) and `styles` (names folded) map to the new ones; `whole` is the
    bookmark around the document and `last` the one on its last page. `sequences` are those that
    earlier documents counted with; the document's own are added to `counted`.
    """

    bookmarks: Mapping[str, str]
    styles: Mapping[str, str]
    whole: str
    last: str
    sequences: frozenset[str]
    counted: set[str] = field(default_factory=set)

    def rewrite(self, instruction: str) -> str | None:
        """Give the instruction as it must stand in the pack; None: freeze the field."""
        tokens = _TOKEN.findall(instruction)
        if not tokens:
            return instruction
        code = tokens[0].upper()
        if code in _FROZEN:
            return None
        if self._leads_nowhere(code, tokens):
            return None
        if not self._renamed(code, tokens):
            return instruction
        return f" {' '.join(tokens)} "

    def _renamed(self, code: str, tokens: list[str]) -> bool:
        """Put the new names into a field's tokens; tell whether there was anything to do."""
        if code in _REFERENCES and len(tokens) > 1:
            tokens[1] = self._bookmark(tokens[1])
        elif code == "HYPERLINK":
            self._after(tokens, "\\l", self._bookmark)
        elif code == "NUMPAGES":
            tokens[:1] = ["PAGEREF", self.last]
        elif code == "TOC":
            self._contents(tokens)
        elif code == "STYLEREF" and len(tokens) > 1:
            tokens[1] = self._style(tokens[1])
        elif code == "SEQ" and len(tokens) > 1:
            self._sequence(tokens)
        elif tokens[0].casefold() in self.bookmarks:
            tokens[0] = self._bookmark(tokens[0])
        else:
            return False
        return True

    def _leads_nowhere(self, code: str, tokens: list[str]) -> bool:
        """Tell whether a field asks for a bookmark that the document does not have."""
        named = []
        if code in _REFERENCES:
            named = tokens[1:2]
        elif code == "HYPERLINK" and tokens[1:2] == ["\\l"]:
            named = tokens[2:3]
        return any(one.strip('"').casefold() not in self.bookmarks for one in named)

    def _bookmark(self, token: str) -> str:
        bare = token.strip('"')
        made = self.bookmarks.get(bare.casefold(), bare)
        return f'"{made}"' if token.startswith('"') else made

    def _style(self, token: str) -> str:
        bare = token.strip('"').casefold()
        known = self.styles.get(f"heading {bare}" if bare.isdigit() else bare)
        return f'"{known}"' if known else token

    def _contents(self, tokens: list[str]) -> None:
        self._after(tokens, "\\t", self._style_list)
        if "\\b" in tokens:
            place = tokens.index("\\b")
            if all(
                one.strip('"').casefold() not in self.bookmarks for one in tokens[place + 1 :][:1]
            ):
                del tokens[place : place + 2]
        if not self._after(tokens, "\\b", self._bookmark):
            tokens += ["\\b", self.whole]
        if "\\o" in tokens and "\\u" not in tokens:
            tokens.append("\\u")

    def _style_list(self, token: str) -> str:
        parts = re.split(f"([{_LIST_SEPARATORS}])", token.strip('"'))
        made = (self.styles.get(part.strip().casefold(), part) for part in parts)
        return f'"{"".join(made)}"'

    def _sequence(self, tokens: list[str]) -> None:
        name = tokens[1].strip('"').casefold()
        first = name not in self.counted
        self.counted.add(name)
        if first and name in self.sequences and "\\r" not in tokens and "\\c" not in tokens:
            tokens += ["\\r", "1"]

    @staticmethod
    def _after(tokens: list[str], switch: str, change: object) -> bool:
        found = False
        for index, token in enumerate(tokens[:-1]):
            if token.lower() == switch and callable(change):
                tokens[index + 1] = change(tokens[index + 1])
                found = True
        return found


def freeze_fields(root: Element) -> None:
    """Freeze what a pack freezes, and nothing else: to compare a document with its part in a pack.

    The clock, the file's name and its properties stay as they were saved.
    """
    for simple in list(root.iter(q("fldSimple"))):
        if _is_frozen(simple.get(q("instr"), "")):
            _unwrap(simple)
    for one in _complex(root):
        if _is_frozen(one.instruction):
            one.leave_result()


def _is_frozen(instruction: str) -> bool:
    found = _TOKEN.search(instruction)
    return found is not None and found[0].upper() in _FROZEN


def sequences(root: Element) -> Iterator[str]:
    """Give the identifiers of the SEQ fields below `root`, folded."""
    for instruction in instructions(root):
        tokens = _TOKEN.findall(instruction)
        if len(tokens) > 1 and tokens[0].upper() == "SEQ":
            yield tokens[1].strip('"').casefold()


def instructions(root: Element) -> Iterator[str]:
    """Give the instructions of all fields below `root`."""
    for simple in root.iter(q("fldSimple")):
        yield simple.get(q("instr"), "")
    for one in _complex(root):
        yield one.instruction


@dataclass(slots=True)
class _Complex:
    """A field of several runs: its marks, its instruction's pieces."""

    marks: list[Element] = field(default_factory=list)
    pieces: list[Element] = field(default_factory=list)
    in_result: bool = False

    @property
    def instruction(self) -> str:
        return "".join(piece.text or "" for piece in self.pieces)

    def leave_result(self) -> None:
        """Take the field away around its result."""
        for gone in (*self.marks, *self.pieces):
            gone.getparent().remove(gone)


def _complex(root: Element) -> list[_Complex]:
    done: list[_Complex] = []
    open_: list[_Complex] = []
    for one in root.iter(q("fldChar"), q("instrText")):
        if local(one) == "instrText":
            if open_ and not open_[-1].in_result:
                open_[-1].pieces.append(one)
            continue
        kind = one.get(q("fldCharType"))
        if kind == "begin":
            open_.append(_Complex(marks=[one]))
        elif open_:
            open_[-1].marks.append(one)
            if kind == "separate":
                open_[-1].in_result = True
            elif kind == "end":
                done.append(open_.pop())
    return done


def rewrite_fields(root: Element, rewriter: FieldRewriter) -> None:
    """Rewrite every field below `root`."""
    for simple in list(root.iter(q("fldSimple"))):
        made = rewriter.rewrite(simple.get(q("instr"), ""))
        if made is None:
            _unwrap(simple)
        else:
            simple.set(q("instr"), made)
    for one in _complex(root):
        made = rewriter.rewrite(one.instruction)
        if made is None:
            one.leave_result()
        elif one.pieces and made != one.instruction:
            one.pieces[0].text = made
            one.pieces[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            for piece in one.pieces[1:]:
                piece.text = ""


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    place = parent.index(element)
    for offset, one in enumerate(list(element)):
        if local(one) != "fldData":
            parent.insert(place + offset, one)
    parent.remove(element)
