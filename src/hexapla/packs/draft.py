"""A pack's file in the making, as the sections see it.

A section is a function of a `Draft`, registered in the entry-point group hexapla.sections. It adds
blocks through `pen` and `add`, opens a part with `part` (which enters it into the contents) and
closes it with `close_part`.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from lxml import etree

from hexapla.catalogue import translator
from hexapla.errors import HexaplaError, UnreadableDocumentError
from hexapla.model import Language, State
from hexapla.packs.composer import Composer
from hexapla.packs.content import Content, Item
from hexapla.packs.writing import Look, Pen, rule_above, rule_below, tab_at
from hexapla.packs.xml import Element, e, local

Section = Callable[["Draft"], None]
"""What an entry point of hexapla.sections gives."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the contents: where it leads, what stands at its right, how deep it lies."""

    label: str
    title: str
    bookmark: str
    right: str = ""
    level: int = 1


class UnfitError(Exception):
    """A document that cannot be composed: the build starts again and sets it from its text."""

    def __init__(self, document: str, language: Language, error: HexaplaError) -> None:
        self.document = document
        self.language = language
        self.error = error
        super().__init__(document)

    @classmethod
    def of(cls, item: Item, language: Language, error: Exception) -> UnfitError:
        """Give the error for a document of the pack, with its cause."""
        if isinstance(error, HexaplaError):
            return cls(item.name, language, error)
        version = item.versions[language]
        told = UnreadableDocumentError(
            "cannot be composed with its layout",
            place=version.revision.path or item.name,
            cause=str(error) or type(error).__name__,
            remedy="the pack holds its text; save the file anew with a word processor",
        )
        return cls(item.name, language, told)


_HEADER_LENGTH = 80
_LABEL_FROM_TOP = 280
"""Twentieths of a point: above the header of any common page."""
_RED = "9C0000"
BROKEN = (HexaplaError, ValueError, LookupError, TypeError, AttributeError, etree.LxmlError)
"""What the composer can stumble over in a document that is not as a Word file must be."""


@dataclass(slots=True)
class Draft:
    """One file of a pack.

    `languages` are the languages of its texts, `language` the one its own words are in. `missing`
    says what is not in it, in its own words; the sections may add to it. `rows` gives the row of a
    document's table in which a block stands, by document, language and block.
    """

    content: Content
    composer: Composer
    languages: tuple[Language, ...]
    language: Language
    layout: str
    missing: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    unfit: set[tuple[str, Language]] = field(default_factory=set)
    differences: list[tuple[str, str]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    rows: dict[tuple[str, Language, str], int] = field(default_factory=dict)
    _after: list[Callable[[], None]] = field(default_factory=list)
    _parts: int = 0
    _titles: int = 0

    @property
    def pen(self) -> Pen:
        """The pen of the pack's own language."""
        return Pen(self.composer, self.language)

    def say(self, text: str, /, **facts: object) -> str:
        """Say an English text in the pack's language, with its ``{names}`` filled."""
        return translator(self.language)(text).format(**facts)

    def day(self, when: date | None) -> str:
        """Give a date as the pack's language writes it; “” for none."""
        return format_date(when, "long", locale=locale_of(self.language)) if when else ""

    def short_day(self, when: date | None) -> str:
        """Give a date briefly as the pack's language writes it; “” for none.

        In figures; in English with the month's name, for 06/05/2016 is May here and June there.
        """
        if when is None:
            return ""
        if self.language.partition("-")[0] == "en":
            return format_date(when, "medium", locale=locale_of(self.language))
        return str(format_skeleton("yMd", when, locale=locale_of(self.language)))

    def listed(self, names: Sequence[str]) -> str:
        """Join names as the pack's language does: “a, b and c”."""
        return str(format_list(list(names), locale=locale_of(self.language)))

    def version(self) -> str:
        """Give the number of the release, or that it is a draft."""
        return str(self.content.release) if self.content.release else self.say("Draft")

    def name_of(self, language: Language) -> str:
        """Give a language's name in the pack's language, with its first letter large."""
        name = self._written(language)
        return name if name == language else _begun(name, self.language)

    def names_of(self, languages: Sequence[Language]) -> str:
        """Join languages' names as a sentence does that begins with them."""
        return _begun(self.listed([self._written(one) for one in languages]), self.language)

    def _written(self, language: Language) -> str:
        """Give a language's name as it stands within a sentence; its code where CLDR has none."""
        try:
            name = Locale.parse(language, sep="-").get_display_name(locale_of(self.language))
        except (UnknownLocaleError, ValueError):
            name = ""
        return name or language

    def state(self, state: State) -> str:
        """Give a state in the pack's language."""
        return self.say(_STATES[state])

    def title_of(self, item: Item, language: Language | None = None) -> str:
        """Give a document's title in a language of the file."""
        return item.title(language or self.language)

    def add(self, *elements: Element) -> None:
        """Add blocks."""
        self.composer.add(*elements)

    def number(self) -> int:
        """Give the next part's number."""
        self._parts += 1
        return self._parts

    def part(self, title: str, *, right: str = "", label: str = "") -> None:
        """Open a part with a heading, and enter it into the contents."""
        self._titles += 1
        bookmark = f"_HexaplaTitle{self._titles}"
        self.entries.append(Entry(label=label, title=title, bookmark=bookmark, right=right))
        heading = self.pen.paragraph(title, style="HxPartHeading")
        self.add(self.pen.bookmarked(heading, bookmark))

    def heading(self, title: str, *, level: int = 2) -> None:
        """Add a heading within a part."""
        self.add(self.pen.paragraph(title, style=f"HxHeading{level}"))

    def close_part(self, title: str, *, landscape: bool = False, columns: int = 1) -> None:
        """Close the part: its page, its header and footer; pages count from 1."""
        width = self.width(landscape=landscape)
        section = e("sectPr")
        taken = {local(one) for one in self.composer.letterhead}
        section.extend(copy.deepcopy(one) for one in self.composer.letterhead)
        if "headerReference" not in taken:
            section.append(e("headerReference", type="default", r_id=self._header(width)))
        if "footerReference" not in taken:
            section.append(e("footerReference", type="default", r_id=self._footer(title, width)))
        section.extend(self.composer.paper.page(landscape=landscape, columns=columns))
        self.composer.close_section(section)

    def width(self, *, landscape: bool = False) -> int:
        """Give the width of the text on a page, in twentieths of a point."""
        return self.composer.paper.text(landscape=landscape)

    def later(self, action: Callable[[], None]) -> None:
        """Do something when all sections have been added: fill in the contents, say."""
        self._after.append(action)

    def settle(self) -> None:
        """Do what was put off."""
        for action in self._after:
            action()
        self._after.clear()

    def label(self) -> Element | None:
        """Give the pack's label as a paragraph that stands at a page's top, beside the header."""
        said = self.content.spec.label
        if not said:
            return None
        frame = e(
            "framePr",
            wrap="around",
            vAnchor="page",
            hAnchor="page",
            xAlign="center",
            y=_LABEL_FROM_TOP,
        )
        run = self.pen.run(self.say(said), Look(bold=True, colour=_RED))
        return self.pen.paragraph(run, style="HxHeader", properties=(frame,))

    def _header(self, width: int) -> str:
        pen, project = self.pen, self.content.config.project
        left = shortened(self.content.title(self.language), _HEADER_LENGTH)
        label = self.content.spec.label
        said = (self.say(label) if label else "", project.acronym)
        right = " · ".join(one for one in said if one)
        paragraph = pen.paragraph(
            left,
            "\t" if right else "",
            right,
            style="HxHeader",
            properties=(rule_below(), tab_at(width)),
        )
        return self.composer.header("header", e("hdr", paragraph), f"hx_header_{width}")

    def _footer(self, title: str, width: int) -> str:
        pen, number = self.pen, self.content.config.project.number
        left = self.say("Project No. {number}", number=number) if number else ""
        paragraph = pen.paragraph(
            left,
            f"\t{shortened(title, 60)} · ",
            *pen.field("PAGE", "1"),
            style="HxFooter",
            properties=(rule_above(), tab_at(width)),
        )
        self._titles += 1
        return self.composer.header("footer", e("ftr", paragraph), f"hx_footer_{self._titles}")


def _begun(text: str, language: Language) -> str:
    if language.partition("-")[0] in {"az", "tr"} and text.startswith("i"):
        return f"İ{text[1:]}"  # the capital of a dotted i keeps its dot
    # titlecase, not upper case: Georgian has capitals that never begin a word
    return text[:1].title() + text[1:]


def shortened(text: str, most: int) -> str:
    """Give a text in one line of at most so many characters, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most].rsplit(' ', 1)[0]} …"


def locale_of(language: Language) -> Locale:
    """Give the CLDR locale of a language; English for one that CLDR does not know.

    English alone is that of Europe, which writes 15 September 2015 and 15/09/2015.
    """
    for name in (_EUROPEAN.get(language, language), language.split("-")[0], "en-150"):
        try:
            return Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")


_EUROPEAN = {"en": "en-150"}
_STATES = {
    State.CURRENT: "Current",
    State.STALE: "Stale",
    State.MISSING: "Incomplete",
    State.EXTRA: "Extra",
    State.UNKNOWN: "Not confirmed",
}
