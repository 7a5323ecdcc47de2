"""The types that pass between the steps. Frozen, slotted, keyword-only; no behaviour to speak of.

Names follow the field: XLIFF (unit, source, target), TBX (concept, term, status), MQM (category,
severity). Offsets count code points of NFC text. Ids are digests (BLAKE2b, 16 bytes, hexadecimal)
of what they name; file digests are SHA-256, as in BagIt and OCFL.
"""

from __future__ import annotations

import enum
import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NewType

from hexapla.errors import HexaplaError, UsageError

Language = NewType("Language", str)
"""A BCP 47 tag in its usual casing: lv, en-GB, az-Latn."""

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_ADDRESS = re.compile(r"(?:https?://|ftps?://|mailto:)([^\s<>]+?)/?$", re.IGNORECASE)
_INSECURE = re.compile(r"^http:", re.IGNORECASE)
_SCRIPT, _REGION = 4, 2


def language(tag: str) -> Language:
    """Give `tag` as a Language: lv, en-GB, az-Latn, with the casing of RFC 5646.

    Raises:
        UsageError: it is no well-formed tag.

    """
    if not _TAG.fullmatch(tag):
        raise UsageError(f"“{tag}” is no language code", remedy="use a BCP 47 tag such as lv or en")
    head, *rest = tag.split("-")
    cased = [head.lower()]
    for part in rest:
        if len(part) == _SCRIPT:
            cased.append(part.title())
        elif len(part) == _REGION:
            cased.append(part.upper())
        else:
            cased.append(part.lower())
    return Language("-".join(cased))


def digest(*parts: str) -> str:
    """Give the short digest that serves as an id: BLAKE2b-128 over the parts, kept apart."""
    pieces: list[bytes] = []
    for part in parts:
        raw = part.encode()
        pieces += (len(raw).to_bytes(8, "big"), raw)
    return hashlib.blake2b(b"".join(pieces), digest_size=16).hexdigest()


def normal(text: str) -> str:
    """Give `text` as NFC with runs of white space folded to one space, ends trimmed.

    Two texts with the same normal form differ in nothing a reader sees but spacing.
    """
    return " ".join(unicodedata.normalize("NFC", text).split())


class BlockKind(enum.StrEnum):
    """What a block is in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    TABLE_CELL = "table-cell"
    NOTE = "note"
    HEADER = "header"
    FOOTER = "footer"
    TEXT_BOX = "text-box"
    CAPTION = "caption"
    ALT_TEXT = "alt-text"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An inline mark: bold, italic, link (value: address) or note (value: its number)."""

    start: int
    end: int
    kind: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Where a table cell stands: the table's number in its document, row and column from 0."""

    table: int
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    r"""A piece of a document that a person would translate in one go.

    `text` is NFC, with line breaks as ``\n`` and without its numbering label; `label` is the
    numbering as shown ("1.2", "•"). `path` says where it stands ("body/4", "body/t1/r2/c1/0",
    "footnote3/0", "header1/0"). `level` is the heading's or list item's level from 1, else 0.
    `id` is unique in its document and the same for the same bytes: a digest of story, text and
    occurrence. `hint` is an id found in the file (w14:paraId, xml:id): a hint, never a proof.
    """

    id: str
    kind: BlockKind
    text: str
    path: str
    level: int = 0
    label: str = ""
    language: Language | None = None
    marks: tuple[Mark, ...] = ()
    cell: Cell | None = None
    hint: str = ""

    @property
    def told(self) -> str:
        """The text, and behind it the addresses that its links lead to and do not show.

        Only addresses of pages and mailboxes count: places in the same document or site are named
        by programs. Whether the connection is a safe one (http, https) changes nothing either.
        """
        found = [_ADDRESS.match(one.value) for one in self.marks if one.kind == "link"]
        if not any(found):
            return self.text
        shown = self.text.casefold()
        hidden = dict.fromkeys(
            _INSECURE.sub("https:", one[0].rstrip("/"))
            for one in found
            if one is not None and one[1].casefold() not in shown
        )
        return " ".join((self.text, *(f"<{one}>" for one in hidden)))

    @property
    def hash(self) -> str:
        """The digest of what a reader meets: the normal text, and where its links lead."""
        return digest(normal(self.told))


class Severity(enum.IntEnum):
    """MQM's severities; a larger one is worse."""

    NEUTRAL = 0
    MINOR = 1
    MAJOR = 2
    CRITICAL = 3

    @property
    def label(self) -> str:
        """The name as users write it."""
        return self.name.lower()

    def lowered(self) -> Severity:
        """One severity less, never below minor: what low confidence does."""
        return Severity(max(self - 1, Severity.MINOR)) if self else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where a finding points: a block of a document (or a bilingual file's id) and a span in it."""

    block: str = ""
    path: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a rule has found.

    `template` is the English message with ``{names}`` that `evidence` fills; `message` is it filled
    in English. A report in another language translates the template and fills it again.
    `fingerprint` stays the same while rule, document, language, the block's text and what was found
    in it stay the same, wherever the block moves.
    """

    rule: str
    category: str
    severity: Severity
    document: str
    language: Language
    location: Location
    message: str
    template: str = ""
    suggestion: str = ""
    concept: str = ""
    evidence: Mapping[str, Any] = field(default_factory=dict)
    fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file, read: its blocks in reading order (body first, then notes, headers, …).

    `digest` is the SHA-256 of the bytes. `properties` are the file's own (title, follows, …).
    `troubles` are findings about what could not be read.
    """

    name: str
    language: Language
    digest: str
    media: str
    blocks: tuple[Block, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    troubles: tuple[Finding, ...] = ()


class State(enum.StrEnum):
    """How a block of a translation stands to its source; the worst block names the version."""

    CURRENT = "current"
    STALE = "stale"
    MISSING = "missing"
    EXTRA = "extra"
    UNKNOWN = "unknown"


class ChangeType(enum.StrEnum):
    """What an edit changed; one edit may be several."""

    COSMETIC = "cosmetic"
    NUMBER = "number"
    DATE = "date"
    UNIT = "unit"
    NEGATION = "negation"
    NAME = "name"
    TERM = "term"
    WORDING = "wording"


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockState:
    """The state of one block of one translation.

    `block` is the source block's id (the translation's own for an extra block); `target` the ids of
    the blocks that translate it. `since` is the source revision that made it stale or missing,
    `behind` how many revisions ago that is, `diff` a word diff of the source ("[-old-]{+new+}").
    """

    block: str
    state: State
    target: tuple[str, ...] = ()
    since: int | None = None
    behind: int = 0
    types: tuple[ChangeType, ...] = ()
    diff: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Source and target blocks that say the same, in reading order of the source.

    No target: missing. No source: extra. `score` is the alignment's calibrated confidence, 0 to 1.
    """

    document: str
    source_language: Language
    target_language: Language
    source: tuple[Block, ...]
    target: tuple[Block, ...]
    state: State = State.UNKNOWN
    score: float = 1.0

    @property
    def source_text(self) -> str:
        """The source blocks' texts, a line each."""
        if len(self.source) == 1:
            return self.source[0].text
        return "\n".join(block.text for block in self.source)

    @property
    def target_text(self) -> str:
        """The target blocks' texts, a line each."""
        if len(self.target) == 1:
            return self.target[0].text
        return "\n".join(block.text for block in self.target)


class TermStatus(enum.StrEnum):
    """TBX's administrative status, and “forbidden” for what must never stand."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"
    FORBIDDEN = "forbidden"

    @property
    def approved(self) -> bool:
        """Whether a text may use the term."""
        return self in {TermStatus.PREFERRED, TermStatus.ADMITTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A term of a concept in one language; `text` is its citation form, NFC."""

    text: str
    language: Language
    status: TermStatus = TermStatus.PREFERRED
    part_of_speech: str = ""
    case_sensitive: bool | None = None
    extra_forms: tuple[str, ...] = ()
    excluded_forms: tuple[str, ...] = ()
    note: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """A concept of the glossary and its terms, in the file's order.

    `families`, `partners` and `documents` narrow it: empty means everywhere. `translate` is false
    for what must stand as it is in every language.
    """

    id: str
    terms: tuple[Term, ...]
    subject: str = ""
    definition: str = ""
    note: str = ""
    families: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    translate: bool = True
    place: str = ""

    def of(self, wanted: Language) -> tuple[Term, ...]:
        """Give the concept's terms in one language: of the very tag, else of its language at all.

        A file in lv-LV is checked with the terms in lv, and one in lv with those in lv-LV.
        """
        exact = tuple(term for term in self.terms if term.language == wanted)
        base = wanted.split("-")[0]
        return exact or tuple(term for term in self.terms if term.language.split("-")[0] == base)


class Basis(enum.StrEnum):
    """How it is known which source revision a translation follows."""

    SOURCE = "source"
    DECLARED = "declared"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One revision of one language version. `number` counts from 1 within document and language.

    `digest` is the SHA-256 of the bytes, `parent` that of the revision before. `follows` is the
    number of the source revision that it translates; `basis` how that is known. `dated` is the
    document's own date, never the clock's.
    """

    document: str
    language: Language
    number: int
    digest: str
    parent: str = ""
    follows: int | None = None
    basis: Basis = Basis.UNKNOWN
    path: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """An approval. It binds the three hashes, and dies with any of them."""

    document: str
    language: Language
    block: str
    source_hash: str
    target_hash: str
    findings_hash: str
    role: str
    person: str
    at: datetime
    approved: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSpec:
    """What `[packs.NAME]` asks for. Empty `languages` or `documents` mean all."""

    name: str
    titles: Mapping[Language, str] = field(default_factory=dict)
    layout: str = "language"
    sections: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    documents: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    template: str = ""
    formats: tuple[str, ...] = ("docx",)
    targets: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a pack holds: its files with their SHA-256, and what it was made from."""

    pack: str
    release: int | None
    files: Mapping[str, str]
    revisions: tuple[Revision, ...]
    glossary: str
    rules: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a run over all the steps did: what it recorded, found and made, and what it could not.

    `changed` is false where there was nothing to do; `findings` are then those of the last run.
    `made` are paths of packs and reports.
    """

    changed: bool
    revisions: tuple[Revision, ...] = ()
    findings: tuple[Finding, ...] = ()
    made: tuple[str, ...] = ()
    troubles: tuple[HexaplaError, ...] = ()

    def summary(self) -> str:
        """Say it in one line."""
        found = _counted(len(self.findings), "finding")
        if not self.changed:
            return f"nothing changed; {found} from before"
        counts = [
            f"{number} {severity.label}"
            for severity in sorted(Severity, reverse=True)
            if (number := sum(one.severity is severity for one in self.findings))
        ]
        said = [
            f"{_counted(len(self.revisions), 'revision')} recorded",
            found + (f" ({', '.join(counts)})" if counts else ""),
            _counted(len(self.made), "file"),
        ]
        if self.troubles:
            said.append(f"{len(self.troubles)} not done")
        return ", ".join(said)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
