"""What stands in a paragraph: runs, fields, links, changes, symbols, references, pictures."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from hexapla.documents.docx.context import Context
from hexapla.documents.docx.drawings import Drawings
from hexapla.documents.docx.events import Attributes, Ends, Events, Starts
from hexapla.documents.docx.fields import Fields
from hexapla.documents.docx.names import count, on
from hexapla.documents.docx.paragraph import Paragraph
from hexapla.documents.docx.symbols import symbol
from hexapla.documents.places import Piece

_WHITE = str.maketrans({"\n": " ", "\r": " ", "\t": " "})


class Runs:
    """Fills `paragraph` from the events of what stands in it.

    `links` gives a relationship's target; `row_gone` is called where a row turns out to be gone in
    the view that is read.
    """

    def __init__(
        self,
        context: Context,
        events: Events,
        *,
        links: Callable[[str], str],
        row_gone: Callable[[], None],
    ) -> None:
        self.context = context
        self.events = events
        self.chars = events.chars
        self.links = links
        self.row_gone = row_gone
        self.paragraph: Paragraph | None = None
        self.fields = Fields(trusted=True)
        self.drawings = Drawings()
        self.wrappers: list[tuple[str, str, int]] = []  # links, insertions …: kind, value, start
        self.bold = self.italic = self.hidden = self.muted = False
        self.lang = ""
        self.in_properties = self.in_row_properties = self.in_numbering = False
        self.choices: list[str] = []
        self.chosen = 0
        self.ruby = ""
        self.ruby_start = 0
        self.keep_space = False

    def swap(self, paragraph: Paragraph | None, fields: Fields) -> tuple[Paragraph | None, Fields]:
        """Go on in another story (or back): give the paragraph and the fields of the one before."""
        before = self.paragraph, self.fields
        self.paragraph, self.fields = paragraph, fields
        self.muted = fields.muted
        return before

    # -- text --------------------------------------------------------------------------------

    def _begin_run(self, _: Attributes) -> None:
        self.bold = self.italic = self.hidden = False
        self.lang = ""

    def _begin_text(self, attributes: Attributes) -> None:
        self.keep_space = "xml:space" in attributes
        self.chars.clear()

    def _end_text(self) -> None:
        chars = self.chars
        text = chars[0] if len(chars) == 1 else "".join(chars)
        if not text:
            return
        if not self.keep_space:
            text = text.strip(" \t\r\n")
        if "\n" in text or "\t" in text or "\r" in text:
            text = text.replace("\r\n", " ").translate(_WHITE)
        self._add(text)

    def _add(self, text: str) -> None:
        """Let the paragraph go on with `text`, unless it is hidden or part of an instruction."""
        if self.muted or self.hidden or self.in_properties:
            return
        paragraph = self.paragraph
        if paragraph is None:  # text that stands in no paragraph is not lost either
            paragraph = self.paragraph = Paragraph()
        elif paragraph.hidden:
            return
        start = paragraph.length
        paragraph.add(text)
        if self.bold:
            paragraph.mark("bold", "", start)
        if self.italic:
            paragraph.mark("italic", "", start)
        if self.lang:
            languages = paragraph.languages
            languages[self.lang] = languages.get(self.lang, 0) + len(text)
        if self.context.places is not None:
            paragraph.places.append(Piece(start, paragraph.length, self.events.here()))

    def _tab(self, _: Attributes) -> None:
        if not self.in_properties:  # w:tabs/w:tab is a tab stop
            self._add("\t")

    def _symbol(self, attributes: Attributes) -> None:
        try:
            code = int(attributes.get("w:char", ""), 16)
        except ValueError:
            return
        if 0 < code < 0x110000:  # noqa: PLR2004  Unicode's end
            self._add(symbol(code, attributes.get("w:font", "")))

    def _begin_instruction(self, _: Attributes) -> None:
        self.chars.clear()

    def _end_instruction(self) -> None:
        self.fields.instruct("".join(self.chars))

    def _field(self, attributes: Attributes) -> None:
        shown = self.fields.meet(attributes.get("w:fldCharType", ""), self.paragraph)
        self.muted = self.fields.muted
        if shown:
            self._add(shown)

    def _begin_choices(self, _: Attributes) -> None:
        self.choices, self.chosen = [], 0

    def _choose(self, attributes: Attributes) -> None:
        self.chosen = count(attributes.get("w:val"))

    def _end_choices(self) -> None:
        """Show what is chosen in a form's drop-down list: the field has no other result."""
        if self.chosen < len(self.choices):
            muted, self.muted = self.muted, False
            self._add(self.choices[self.chosen])
            self.muted = muted

    def _begin_link(self, attributes: Attributes) -> None:
        relation, anchor = attributes.get("r:id"), attributes.get("w:anchor")
        address = self.links(relation) if relation else ""
        if anchor:
            address += f"#{anchor}"
        self._wrap("link", address)

    def _wrap(self, kind: str, value: str) -> None:
        self.wrappers.append((kind, value, self.paragraph.length if self.paragraph else 0))

    def _unwrap(self) -> None:
        if self.wrappers:
            kind, value, start = self.wrappers.pop()
            if kind and self.paragraph is not None:
                self.paragraph.mark(kind, value, start)

    def _revised(self, change: str, attributes: Attributes) -> None:
        """Meet an insertion or deletion: around runs, of a paragraph mark, or of a row."""
        gone = self.context.view == ("accepted" if change == "deleted" else "original")
        if self.in_numbering:
            return
        if self.in_row_properties:
            if gone:
                self.row_gone()
        elif self.in_properties:
            if gone and self.paragraph is not None:
                self.paragraph.joins_next = True
        elif gone:
            self.events.skip()
        else:
            kind = change if self.context.view == "all" else ""
            self._wrap(kind, attributes.get("w:author", ""))

    def _end_revised(self) -> None:
        if not (self.in_properties or self.in_row_properties or self.in_numbering):
            self._unwrap()

    def _note(self, kind: str, attributes: Attributes) -> None:
        paragraph = self.paragraph
        if paragraph is None or self.muted or self.hidden or paragraph.dropped:
            return
        notes = self.context.notes
        number = notes.get((kind, attributes.get("w:id", "")))
        if number is None:
            number = 1 + sum(1 for of, _ in notes if of == kind)
            notes[kind, attributes.get("w:id", "")] = number
        at = paragraph.length
        paragraph.marks.append(["note", str(number), at, at])

    def _begin_ruby(self, _: Attributes) -> None:
        self.ruby = ""

    def _begin_ruby_text(self, _: Attributes) -> None:
        self.ruby_start = len(self.paragraph.pieces) if self.paragraph else 0

    def _end_ruby_text(self) -> None:
        paragraph = self.paragraph
        if paragraph is not None:
            self.ruby = "".join(paragraph.pieces[self.ruby_start :])
            del paragraph.pieces[self.ruby_start :]
            paragraph.length -= len(self.ruby)

    def _end_ruby(self) -> None:
        if self.ruby:
            self._add(f" ({self.ruby})")
        self.ruby = ""

    def _end_drawing(self) -> None:
        alt = self.drawings.end()
        paragraph = self.paragraph
        if alt is not None and paragraph is not None and not (self.hidden or self.muted):
            paragraph.pictures.append(alt)

    # -- properties --------------------------------------------------------------------------

    def _begin_properties(self, _: Attributes) -> None:
        self.in_properties = True

    def _end_properties(self) -> None:
        self.in_properties = False

    def _begin_row_properties(self, _: Attributes) -> None:
        self.in_row_properties = True

    def _end_row_properties(self) -> None:
        self.in_row_properties = False

    def _begin_numbering(self, _: Attributes) -> None:
        self.in_numbering = True

    def _end_numbering(self) -> None:
        self.in_numbering = False

    def _paragraph_style(self, attributes: Attributes) -> None:
        if self.paragraph is not None:
            self.paragraph.style = attributes.get("w:val", "")
            self.paragraph.hidden = self.context.styles(self.paragraph.style).vanish

    def _num_id(self, attributes: Attributes) -> None:
        if self.paragraph is not None:
            self.paragraph.num_id = attributes.get("w:val")

    def _ilvl(self, attributes: Attributes) -> None:
        if self.paragraph is not None:
            self.paragraph.ilvl = count(attributes.get("w:val"))

    def _outline(self, attributes: Attributes) -> None:
        level = count(attributes.get("w:val"))
        if self.paragraph is not None and level < 9:  # noqa: PLR2004  the tenth is body text
            self.paragraph.outline = level

    def _run_style(self, attributes: Attributes) -> None:
        if not self.in_properties:
            style = self.context.styles(attributes.get("w:val", ""))
            self.bold, self.italic, self.hidden = style.bold, style.italic, style.vanish
            self.lang = style.lang

    def _bold(self, attributes: Attributes) -> None:
        if not self.in_properties:
            self.bold = on(attributes.get("w:val"))

    def _italic(self, attributes: Attributes) -> None:
        if not self.in_properties:
            self.italic = on(attributes.get("w:val"))

    def _vanish(self, attributes: Attributes) -> None:
        if not self.in_properties:
            self.hidden = on(attributes.get("w:val"))

    def _lang(self, attributes: Attributes) -> None:
        if not self.in_properties:
            self.lang = attributes.get("w:val", self.lang)

    STARTS: ClassVar[Starts] = {
        "w:r": _begin_run,
        "m:r": _begin_run,
        **dict.fromkeys(("w:t", "m:t", "a:t", "w:delText"), _begin_text),
        "w:instrText": _begin_instruction,
        "w:tab": _tab,
        "w:ptab": lambda self, _: self._add("\t"),
        "w:br": lambda self, _: self._add("\n"),
        "w:cr": lambda self, _: self._add("\n"),
        "w:noBreakHyphen": lambda self, _: self._add("\u2011"),
        "w:softHyphen": lambda self, _: self._add("\u00ad"),
        "w:sym": _symbol,
        "w:fldChar": _field,
        "w:ddList": _begin_choices,
        "w:result": _choose,
        "w:listEntry": lambda self, said: self.choices.append(said.get("w:val", "")),
        "w:hyperlink": _begin_link,
        **dict.fromkeys(("w:ins", "w:moveTo"), lambda self, said: self._revised("inserted", said)),
        **dict.fromkeys(("w:del", "w:moveFrom"), lambda self, said: self._revised("deleted", said)),
        "w:footnoteReference": lambda self, said: self._note("footnote", said),
        "w:endnoteReference": lambda self, said: self._note("endnote", said),
        "w:ruby": _begin_ruby,
        "w:rt": _begin_ruby_text,
        "m:den": lambda self, _: self._add("/"),
        "w:pPr": _begin_properties,
        "w:trPr": _begin_row_properties,
        "w:numPr": _begin_numbering,
        "w:pStyle": _paragraph_style,
        "w:numId": _num_id,
        "w:ilvl": _ilvl,
        "w:outlineLvl": _outline,
        "w:rStyle": _run_style,
        "w:b": _bold,
        "w:i": _italic,
        "w:vanish": _vanish,
        "w:lang": _lang,
    }
    """The handlers of the starts of elements."""

    ENDS: ClassVar[Ends] = {
        **dict.fromkeys(("w:t", "m:t", "a:t", "w:delText"), _end_text),
        "w:instrText": _end_instruction,
        "w:ddList": _end_choices,
        "w:hyperlink": _unwrap,
        **dict.fromkeys(("w:ins", "w:moveTo", "w:del", "w:moveFrom"), _end_revised),
        "w:ruby": _end_ruby,
        "w:rt": _end_ruby_text,
        **dict.fromkeys(("wp:inline", "wp:anchor", "w:pict", "w:object"), _end_drawing),
        "w:pPr": _end_properties,
        "w:numPr": _end_numbering,
        "w:trPr": _end_row_properties,
    }
    """The handlers of the ends of elements."""
