"""Languages side by side: a row a unit, what is missing in words, what is stale shaded.

The review copy is the same table with a Word comment for every finding, at its very words. What the
source has changed since the translation followed it is tracked there, as Word tracks it; what a
reviewer changes will be. A bookmark around each block ties it to the ledger (see `anchors`).
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from hexapla.model import Block, BlockKind, Finding, Language, State, Unit
from hexapla.packs.anchors import AUTHOR, BORDER, FINGERPRINT, Change, anchor, changes, revised
from hexapla.packs.annexes import finding_text, state_label
from hexapla.packs.content import Item, Version
from hexapla.packs.draft import Draft
from hexapla.packs.sections import revision_line
from hexapla.packs.template import ROSE, WARM
from hexapla.packs.writing import Pen
from hexapla.packs.xml import Element

_NUMBER_WIDTH = 520
_UPRIGHT = 2
"""So many languages stand side by side on an upright page."""
MOST_COLUMNS = 6
_STYLES = {BlockKind.HEADING: "HxCellHeading"}
_KINDS = {
    BlockKind.NOTE: "Note",
    BlockKind.HEADER: "Header",
    BlockKind.FOOTER: "Footer",
    BlockKind.TEXT_BOX: "Text box",
    BlockKind.CAPTION: "Caption",
    BlockKind.ALT_TEXT: "Text for an image",
    BlockKind.COMMENT: "Comment",
}
_WORST = (State.MISSING, State.STALE, State.UNKNOWN, State.EXTRA, State.CURRENT)
_FILLS = {State.MISSING: ROSE, State.STALE: WARM}


@dataclass(slots=True)
class Row:
    """What stands side by side: the blocks of each language, and each translation's units."""

    blocks: dict[Language, list[Block]] = field(default_factory=dict)
    units: dict[Language, list[Unit]] = field(default_factory=dict)

    def state(self, language: Language) -> State | None:
        """Give the worst state of a translation in this row; None: it was not aligned."""
        states = {unit.state for unit in self.units.get(language, ())}
        return next((state for state in _WORST if state in states), None)


def rows_of(item: Item, languages: Sequence[Language]) -> list[Row]:
    """Give a document's rows in the reading order of its source.

    Source blocks that some translation treats as one stand in one row. A block that no source
    has follows the row of the block before it.
    """
    source = _told(item.versions.get(item.source_language))
    translations = [
        (tag, item.versions[tag])
        for tag in languages
        if tag != item.source_language and tag in item.versions
    ]
    leader = _leaders(source, [unit for _, version in translations for unit in version.units])
    rows: dict[str, Row] = {}
    for block in source:
        row = rows.setdefault(leader[block.id], Row())
        row.blocks.setdefault(item.source_language, []).append(block)
    after: dict[str, list[Row]] = {}
    for tag, version in translations:
        _place(version, tag, rows, leader, after)
    made = list(after.get("", ()))
    for name, row in rows.items():
        made.append(row)
        made.extend(after.get(name, ()))
    return made


def _leaders(source: Sequence[Block], units: Iterable[Unit]) -> dict[str, str]:
    """Give of each source block the first of those that it shares a row with."""
    leader = {block.id: block.id for block in source}
    order = {block.id: place for place, block in enumerate(source)}

    def lead(one: str) -> str:
        while leader[one] != one:
            leader[one] = leader[leader[one]]
            one = leader[one]
        return one

    for unit in units:
        known = [lead(block.id) for block in unit.source if block.id in leader]
        first = min(known, key=order.__getitem__, default="")
        for one in known:
            leader[one] = first
    return {name: lead(name) for name in leader}


def _told(version: Version | None) -> tuple[Block, ...]:
    if version is None or version.document is None:
        return ()
    return tuple(block for block in version.document.blocks if block.text.strip())


def _place(
    version: Version,
    tag: Language,
    rows: Mapping[str, Row],
    leader: Mapping[str, str],
    after: dict[str, list[Row]],
) -> None:
    """Put a translation's blocks into the rows of their sources, or into rows of their own.

    `after` takes the rows of blocks without a source, by the row that they follow (“”: none).
    """
    of_block: dict[str, str] = {}
    loose: dict[str, Unit] = {}
    for unit in version.units:
        name = next((leader[block.id] for block in unit.source if block.id in leader), "")
        if not name:
            loose.update({block.id: unit for block in unit.target})
            continue
        rows[name].units.setdefault(tag, []).append(unit)
        rows[name].blocks.setdefault(tag, []).extend(unit.target)
        of_block.update({block.id: name for block in unit.target})
    here = ""
    for block in _told(version):
        if block.id in of_block:
            here = of_block[block.id]
            continue
        row = Row(blocks={tag: [block]})
        if block.id in loose:
            row.units[tag] = [loose[block.id]]
        after.setdefault(here, []).append(row)


def parallel(draft: Draft) -> None:
    """Add the documents in columns, a language each."""
    _documents(draft, comments=False)


def review(draft: Draft) -> None:
    """Add the documents in columns, with a comment for every finding; edits will be tracked."""
    draft.composer.settings.switch("trackRevisions")
    _documents(draft, comments=True)


def _documents(draft: Draft, *, comments: bool) -> None:
    landscape = len(draft.languages) > _UPRIGHT
    for item in draft.content.items:
        title = draft.title_of(item)
        if _told(item.versions.get(item.source_language)) or any(
            _told(item.versions.get(tag)) for tag in draft.languages
        ):
            draft.part(title, label=f"{draft.number()}.", right=_numbers(draft, item))
            _columns(draft, item, landscape=landscape, comments=comments)
            draft.close_part(title, landscape=landscape)
        tell_states(draft, item)


def _numbers(draft: Draft, item: Item) -> str:
    """Say revision and date of the version that the pack speaks the language of."""
    version = item.versions.get(draft.language)
    return revision_line(draft, version) if version else ""


def tell_states(draft: Draft, item: Item) -> None:
    """Note of each language what is missing or follows an earlier revision."""
    for tag in draft.languages:
        version = item.versions.get(tag)
        facts = {"document": draft.title_of(item), "language": draft.name_of(tag)}
        if version is None:
            draft.missing.append(
                draft.say("{document}: not available in this language: {language}", **facts)
            )
            continue
        if version.document is None:
            draft.missing.append(draft.say("{document}: the file cannot be read", **facts))
            continue
        states = Counter(unit.state for unit in version.units)
        if states[State.MISSING]:
            draft.missing.append(
                draft.say(
                    "{document}, {language}: passages not translated: {n}",
                    n=states[State.MISSING],
                    **facts,
                )
            )
        if states[State.STALE]:
            draft.notices.append(
                draft.say(
                    "{document}: passages that follow an earlier revision of the source: {n}",
                    document="{document}, {language}".format(**facts),
                    n=states[State.STALE],
                )
            )


def _columns(draft: Draft, item: Item, *, landscape: bool, comments: bool) -> None:
    pen, tags = draft.pen, draft.languages
    width = draft.width(landscape=landscape)
    each = (width - _NUMBER_WIDTH) // len(tags)
    widths = [width - each * len(tags), *(each for _ in tags)]
    pending = {tag: list(draft.content.of(item.name, tag)) for tag in tags} if comments else {}
    told = rows_of(item, tags)
    joins = [_same_table_row(above, row, item) for above, row in itertools.pairwise([None, *told])]
    rows = []
    for number, (row, above, below) in enumerate(
        zip(told, joins, [*joins[1:], False], strict=True), 1
    ):
        without = [side for side, joined in (("top", above), ("bottom", below)) if joined]
        cells = [
            pen.cell(pen.words(str(number), style="HxCellSmall"), width=widths[0], without=without)
        ]
        for tag in tags:
            for block in row.blocks.get(tag, ()):
                draft.rows[item.name, tag, block.id] = number
            made, fill = _cell(draft, item, row, tag, pending.get(tag))
            cells.append(pen.of(tag).cell(*made, width=each, fill=fill, without=without))
        rows.append(cells)
    loose = [one for tag in tags for one in pending.get(tag, ())]
    if loose:
        draft.add(_general(draft, loose))
    header = [draft.say("No."), *(_head(draft, item, tag) for tag in tags)]
    draft.add(pen.table(widths, rows, header=header))


def _head(draft: Draft, item: Item, tag: Language) -> str:
    version = item.versions.get(tag)
    name = draft.name_of(tag)
    if version is None:
        return f"{name} – {draft.say('Missing')}"
    number = draft.say("revision {n}", n=version.revision.number)
    if tag == item.source_language:
        return f"{name} – {number} ({draft.say('source')})"
    follows = version.revision.follows
    if follows is None:
        return f"{name} – {number}"
    return f"{name} – {number} ({draft.say('follows revision {n}', n=follows)})"


def _cell(
    draft: Draft, item: Item, row: Row, tag: Language, pending: list[Finding] | None
) -> tuple[list[Element], str]:
    """Give what stands in a cell, and its shade; in a review copy `pending` is not None."""
    pen = draft.pen.of(tag)
    review = pending is not None
    pending = pending or []
    blocks = row.blocks.get(tag, [])
    made: list[Element] = []
    fill = ""
    if tag != item.source_language:
        label, fill = label_of(draft, item, row, tag)
        if label:
            made.append(_own(draft, label, "HxCellLabel", review=review))
    for block in blocks:
        if block.kind in _KINDS:
            made.append(_own(draft, draft.say(_KINDS[block.kind]), "HxCellSmall", review=review))
        told = _changes(draft, item, tag, block) if review else ()
        paragraph = _block(draft, pen, block, _take(pending, block), told)
        if review:
            pen.bookmarked(paragraph, anchor(item.name, tag, block.id))
        made.append(paragraph)
    if made and tag != item.source_language and not blocks:
        here = [
            one
            for block in row.blocks.get(item.source_language, ())
            for one in _take(pending, block)
        ]
        if here:
            made[-1] = _commented(draft, draft.pen, "HxCellLabel", made[-1], here)
    return made, fill


def _own(draft: Draft, text: str, style: str, *, review: bool) -> Element:
    """Give a line of the pack's own in a cell; in a review copy nobody takes it for a block."""
    line = draft.pen.words(text, style=style)
    if review:
        draft.pen.bookmarked(line, f"{BORDER}{draft.composer.next_annotation()}")
    return line


def _changes(draft: Draft, item: Item, tag: Language, block: Block) -> tuple[Change, ...]:
    """Give what a source block has changed since the one translation beside it followed it."""
    others = [one for one in draft.languages if one != item.source_language]
    if tag != item.source_language or len(others) != 1 or others[0] not in item.versions:
        return ()
    return changes(item.versions[others[0]].changes.get(block.id, ""), block.text)


def _same_table_row(above: Row | None, row: Row | None, item: Item) -> bool:
    """Tell whether two rows come from one row of a table of the source: no rule parts them."""
    if above is None or row is None:
        return False
    cells = [
        next((block.cell for block in one.blocks.get(item.source_language, ())), None)
        for one in (above, row)
    ]
    places = [(cell.table, cell.row) if cell is not None else None for cell in cells]
    return places[0] is not None and places[0] == places[1]


def label_of(draft: Draft, item: Item, row: Row, tag: Language) -> tuple[str, str]:
    """Give the words that stand above a translation, and its shade."""
    version, state = item.versions.get(tag), row.state(tag)
    if version is None or (state is None and not row.blocks.get(tag)):
        return (draft.say("Missing"), ROSE) if row.blocks.get(item.source_language) else ("", "")
    if state in {State.MISSING, State.STALE}:
        unit = next(one for one in row.units[tag] if one.state == state)
        return state_label(draft, unit, version), _FILLS[state]
    if state == State.EXTRA or (state is None and row.blocks.get(tag)):
        return draft.say("Not in the source"), ""
    if state == State.UNKNOWN:
        return draft.say("Not confirmed"), ""
    return "", ""


def _take(pending: list[Finding], block: Block) -> list[Finding]:
    here = [one for one in pending if one.location.block == block.id]
    for one in here:
        pending.remove(one)
    return here


def _block(
    draft: Draft, pen: Pen, block: Block, here: Sequence[Finding], changed: Sequence[Change]
) -> Element:
    style = _STYLES.get(block.kind, "HxCell")
    own = pen.of(block.language) if block.language else pen
    label = f"{block.label} " if block.label else ""
    if not here and not changed:
        marks = [mark for mark in block.marks if mark.kind != "note"]
        return own.paragraph(label, *own.marked(block.text, marks), style=style)
    pieces: list[Element] = [own.run(label)] if label else []
    pieces += _with_comments(draft, own, block, here, changed)
    return own.paragraph(*pieces, style=style)


def _with_comments(
    draft: Draft, pen: Pen, block: Block, here: Iterable[Finding], changed: Sequence[Change]
) -> list[Element]:
    """Give a block's runs with its changes, and with the comments' ranges at their words."""
    length = len(block.text)
    events: list[tuple[int, int, int, list[Element]]] = []
    for place, one in enumerate(sorted(here, key=lambda one: (one.location.start, one.rule))):
        start, end = min(one.location.start, length), min(one.location.end, length)
        if end <= start:
            start, end = 0, length
        opened, closed, reference = draft.pen.comment(remark(draft, one), author=AUTHOR)
        events.append((start, 1, place, [opened]))
        events.append((end, 0, place, [closed, reference]))
    events.sort(key=lambda event: event[:3])
    pieces: list[Element] = []
    for run in revised(pen, block, changed, [event[0] for event in events]):
        while events and events[0][0] <= run.start:
            pieces.extend(events.pop(0)[3])
        pieces.append(run.element)
    for event in events:
        pieces.extend(event[3])
    return pieces


def remark(draft: Draft, one: Finding) -> str:
    """Say a finding as a comment: how severe, which rule, what is wrong, what would be right."""
    head = [draft.say(one.severity.label.capitalize()), one.rule, one.fingerprint[:FINGERPRINT]]
    lines = [" · ".join(part for part in head if part), finding_text(draft, one)]
    if one.suggestion:
        lines.append(draft.say("Suggestion: {words}", words=one.suggestion))
    return "\n".join(lines)


def _commented(
    draft: Draft, pen: Pen, style: str, paragraph: Element, here: Iterable[Finding]
) -> Element:
    runs = [one for one in paragraph if one.tag.endswith("}r")]
    marks = [pen.comment(remark(draft, one), author=AUTHOR) for one in here]
    opened = [mark[0] for mark in marks]
    closed = [element for mark in marks for element in mark[1:]]
    return pen.paragraph(*opened, *runs, *closed, style=style)


def _general(draft: Draft, loose: Sequence[Finding]) -> Element:
    """Give a line that carries the findings which point to no block of the table."""
    pen = draft.pen
    line = pen.paragraph(draft.say("Findings on the document as a whole"), style="HxQuiet")
    return _commented(draft, pen, "HxQuiet", line, loose)
