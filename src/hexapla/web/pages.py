"""What the desk's pages show, as plain values: rows, cells, marked texts, filters with counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hexapla.model import Block, BlockState, Finding, Language, Severity, State, Unit
from hexapla.review import WHOLE, Cause, Passage, Review, Standing, Verdict

UNSURE = 0.7
"""An alignment below this confidence is shown as unsure."""
_DIFF = re.compile(r"\[-(?P<old>.*?)-\]|\{\+(?P<new>.*?)\+\}", re.DOTALL)

STATES = {
    State.CURRENT: ("●", "current"),
    State.STALE: ("◐", "stale"),
    State.MISSING: ("○", "missing"),
    State.EXTRA: ("＋", "extra"),
    State.UNKNOWN: ("?", "not confirmed"),
}
VERDICTS = {
    Verdict.OPEN: ("·", "open"),
    Verdict.PARTLY: ("◔", "partly approved"),
    Verdict.APPROVED: ("✓", "approved"),
    Verdict.SENT_BACK: ("↩", "sent back"),
}
CAUSES = {
    Cause.SOURCE: "its source changed",
    Cause.TARGET: "its translation changed",
    Cause.FINDINGS: "its findings changed",
    Cause.GONE: "the block is gone",
    Cause.ROLE: "its maker does not have the role",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text: plain, or marked with a finding, or of a diff (“old”, “new”)."""

    text: str
    kind: str = ""
    finding: Finding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A block's text for showing."""

    kind: str
    level: int
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A translation's part of a row. `passage` is None where the block above covers it."""

    language: Language
    passage: Passage | None
    texts: tuple[Text, ...] = ()
    behind: BlockState | None = None
    diff: tuple[Piece, ...] = ()

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"c-{self.language}-{self.passage.key}" if self.passage else ""

    @property
    def state(self) -> State | None:
        """How it stands to its source; None for the document as a whole."""
        unit = self.passage.unit if self.passage else None
        return unit.state if unit else None

    @property
    def unsure(self) -> bool:
        """Whether the alignment is not sure of it."""
        unit = self.passage.unit if self.passage else None
        return bool(unit and unit.source and unit.target and unit.score < UNSURE)

    @property
    def decidable(self) -> bool:
        """Whether it can be approved as it is."""
        unit = self.passage.unit if self.passage else None
        if self.passage is None:
            return False
        return unit is None or (bool(unit.target) and unit.state is not State.STALE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A source block with what each language says; or an extra block, or the document's own row."""

    key: str
    source: Text | None
    cells: tuple[Cell, ...]

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the passages that stand in it."""
        return frozenset(cell.passage.key for cell in self.cells if cell.passage)

    @property
    def words(self) -> str:
        """Everything that can be searched for in it, folded."""
        texts = ([self.source] if self.source else []) + [
            text for cell in self.cells for text in cell.texts
        ]
        return " ".join("".join(piece.text for piece in text.pieces) for text in texts).casefold()


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the reader asked to see; “” means all. They combine."""

    state: str = ""
    verdict: str = ""
    severity: str = ""
    rule: str = ""
    special: str = ""
    q: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> Filters:
        """Read them from an address."""
        return cls(**{name: asked.get(name, "").strip() for name in cls.__slots__})


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One value of a filter, with the number of rows that choosing it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A document's page: the rows that the filters leave, and what each filter would leave."""

    document: str
    title: str
    source_language: Language
    source_revision: int
    languages: tuple[Language, ...]
    standings: Mapping[Language, Standing]
    rows: tuple[Row, ...]
    total: int
    filters: Filters
    options: Mapping[str, tuple[Option, ...]]
    gone: int = 0
    others: tuple[Language, ...] = ()
    family: str = ""
    behind: Mapping[Language, int] = field(default_factory=dict)


def page(review: Review, document: str, languages: Sequence[Language], filters: Filters) -> Page:
    """Put a document's page together.

    Raises:
        UsageError: the ledger does not know the document, or a language is its source's.

    """
    ledger = review.ledger
    source_language = ledger.source_language(document)
    head = ledger.head(document, source_language)
    standings = {tag: review.standing(document, tag) for tag in languages}
    states = {tag: {one.block: one for one in ledger.states(document, tag)} for tag in languages}
    blocks = ledger.document(head).blocks if head else ()
    source_findings = review.findings_of(document, source_language)
    rows = _rows(blocks, source_findings, standings, states)
    shown = tuple(row for row in rows if _fits(row, filters))
    found = review.documents().get(document)
    titles = found.config.titles if found else {}
    wanted = review.workspace.wanted_languages(found) if found else ()
    return Page(
        document=document,
        title=titles.get(source_language, document),
        source_language=source_language,
        source_revision=head.number if head else 0,
        languages=tuple(languages),
        standings=standings,
        rows=shown,
        total=len(rows),
        filters=filters,
        options=_options(rows, filters),
        gone=sum(len(one.gone) for one in standings.values()),
        others=tuple(tag for tag in wanted if tag not in languages),
        family=found.config.family if found else "",
        behind={
            tag: max((one.behind for one in known.values()), default=0)
            for tag, known in states.items()
        },
    )


def _rows(
    blocks: Sequence[Block],
    source_findings: Sequence[Finding],
    standings: Mapping[Language, Standing],
    states: Mapping[Language, Mapping[str, BlockState]],
) -> list[Row]:
    first: dict[Language, dict[str, Passage]] = {}
    after: dict[str, list[tuple[Language, Passage]]] = {}
    whole: dict[Language, Passage] = {}
    for tag, here in standings.items():
        known, last = first.setdefault(tag, {}), ""
        for passage in here.passages:
            unit = passage.unit
            if unit is None:
                whole[tag] = passage
            elif unit.source:
                known[unit.source[0].id] = passage
                last = unit.source[-1].id
            else:
                after.setdefault(last, []).append((tag, passage))
    rows = []
    if whole:
        cells = tuple(Cell(language=tag, passage=whole.get(tag)) for tag in standings)
        rows.append(Row(key=WHOLE, source=None, cells=cells))
    rows += _extras(after.get("", ()), standings)
    for block in blocks:
        cells = tuple(_cell(tag, first[tag].get(block.id), states[tag]) for tag in standings)
        rows.append(Row(key=block.id, source=_text(block, source_findings), cells=cells))
        rows += _extras(after.get(block.id, ()), standings)
    return rows


def _extras(
    passages: Iterable[tuple[Language, Passage]], standings: Mapping[Language, Standing]
) -> list[Row]:
    return [
        Row(
            key=f"{own}-{passage.key}",
            source=None,
            cells=tuple(_cell(tag, passage if tag == own else None, {}) for tag in standings),
        )
        for own, passage in passages
    ]


def _cell(tag: Language, passage: Passage | None, states: Mapping[str, BlockState]) -> Cell:
    if passage is None or passage.unit is None:
        return Cell(language=tag, passage=None)
    unit: Unit = passage.unit
    known = [states[one.id] for one in unit.source if one.id in states]
    behind = next((one for one in known if one.state is State.STALE), None)
    return Cell(
        language=tag,
        passage=passage,
        texts=tuple(_text(block, passage.findings) for block in unit.target),
        behind=behind,
        diff=tuple(piece for one in known if one.diff for piece in diff_pieces(one.diff)),
    )


def diff_pieces(diff: str) -> Iterable[Piece]:
    """Take a word diff (“[-old-]{+new+}”) apart."""
    at = 0
    for found in _DIFF.finditer(diff):
        if found.start() > at:
            yield Piece(text=diff[at : found.start()])
        kind = "old" if found["old"] is not None else "new"
        yield Piece(text=found[kind], kind=kind)
        at = found.end()
    if at < len(diff):
        yield Piece(text=diff[at:])


def _text(block: Block, findings: Sequence[Finding]) -> Text:
    """Give a block's text with its findings marked; of findings that overlap the first alone."""
    pieces: list[Piece] = []
    at = 0
    here = [one for one in findings if one.location.block == block.id]
    for one in sorted(here, key=lambda two: (two.location.start, -two.location.end)):
        start, end = one.location.start, min(one.location.end, len(block.text))
        if start < at or end <= start:
            continue
        if start > at:
            pieces.append(Piece(text=block.text[at:start]))
        pieces.append(Piece(text=block.text[start:end], kind=one.severity.label, finding=one))
        at = end
    if at < len(block.text):
        pieces.append(Piece(text=block.text[at:]))
    return Text(kind=block.kind.value, level=block.level, label=block.label, pieces=tuple(pieces))


# Filters: a cell has to fit all that is asked of cells; a row fits where one of its cells does.

_SPECIAL: Mapping[str, tuple[str, Callable[[Cell], bool]]] = {
    "findings": ("with open findings", lambda cell: bool(_passage(cell).open_findings)),
    "unsure": ("unsure alignment", lambda cell: cell.unsure),
    "voided": ("decision voided", lambda cell: bool(_passage(cell).voided)),
    "waived": ("with waived findings", lambda cell: bool(_passage(cell).waivers)),
}


def _passage(cell: Cell) -> Passage:
    assert cell.passage is not None  # noqa: S101  only cells that have one are asked
    return cell.passage


def _fits(row: Row, filters: Filters, but: str = "") -> bool:
    if filters.q and but != "q" and filters.q.casefold() not in row.words:
        return False
    if all(getattr(filters, name) == "" or name in {but, "q"} for name in Filters.__slots__):
        return True
    return any(_cell_fits(cell, filters, but) for cell in row.cells if cell.passage)


def _cell_fits(cell: Cell, filters: Filters, but: str) -> bool:
    return all(
        not getattr(filters, name) or name == but or getattr(filters, name) in _values(cell, name)
        for name in ("state", "verdict", "severity", "rule", "special")
    )


def _values(cell: Cell, name: str) -> set[str]:
    """Give the values of a filter that a cell has."""
    passage = _passage(cell)
    if name == "state":
        return {cell.state.value} if cell.state else set()
    if name == "verdict":
        return {passage.verdict.value}
    if name == "special":
        return {key for key, (_, holds) in _SPECIAL.items() if holds(cell)}
    if name == "severity":
        return {one.severity.label for one in passage.open_findings}
    return {one.rule for one in passage.open_findings}


def _options(rows: Sequence[Row], filters: Filters) -> Mapping[str, tuple[Option, ...]]:
    labels: Mapping[str, Mapping[str, str]] = {
        "state": {key.value: label for key, (_, label) in STATES.items()},
        "verdict": {key.value: label for key, (_, label) in VERDICTS.items()},
        "severity": {one.label: one.label for one in sorted(Severity, reverse=True)},
        "rule": {},
        "special": {key: label for key, (label, _) in _SPECIAL.items()},
    }
    return {name: _of_filter(rows, filters, name, known) for name, known in labels.items()}


def _of_filter(
    rows: Sequence[Row], filters: Filters, name: str, labels: Mapping[str, str]
) -> tuple[Option, ...]:
    counts: dict[str, int] = {}
    for row in rows:
        if not _fits(row, filters, but=name):
            continue
        values = {
            value
            for cell in row.cells
            if cell.passage and _cell_fits(cell, filters, name)
            for value in _values(cell, name)
        }
        for value in values:
            counts[value] = counts.get(value, 0) + 1
    chosen = getattr(filters, name)
    order = [*labels, *sorted(set(counts) - set(labels))]
    if chosen and chosen not in order:
        order.append(chosen)
    return tuple(
        Option(
            value=value,
            label=labels.get(value, value),
            count=counts.get(value, 0),
            chosen=value == chosen,
        )
        for value in order
        if counts.get(value) or value == chosen
    )
