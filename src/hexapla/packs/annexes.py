"""The annexes of a pack: glossary, revisions, findings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from hexapla.catalogue import translator
from hexapla.checks import fill, worded
from hexapla.model import Concept, Finding, Language, State, Term, Unit
from hexapla.packs.collation import sort_key
from hexapla.packs.content import Item, Version
from hexapla.packs.draft import Draft, shortened
from hexapla.packs.sections import LISTED_ON_COVER
from hexapla.packs.template import ROSE, WARM
from hexapla.packs.writing import Look
from hexapla.packs.xml import Element, e

_MONO = "Consolas"
_QUOTED = 60
"""Characters of a passage by which a reader finds it."""


def glossary(draft: Draft) -> None:
    """Add the glossary annex: the terms of the file's languages, sorted as each language sorts."""
    concepts = glossary_concepts(draft)
    if not concepts:
        return
    title = draft.say("Glossary")
    tags = glossary_columns(draft)
    if len(tags) == 1:
        _list_of_terms(draft, title, concepts)
        return
    landscape = len(tags) > 3  # noqa: PLR2004  three columns stand on an upright page
    draft.part(title, label="")
    pen, width = draft.pen, draft.width(landscape=landscape)
    each = width // len(tags)
    rows = []
    for concept in concepts:
        cells = []
        for tag in tags:
            own = pen.of(tag)
            terms = terms_of(concept, tag)
            blocks = [
                own.words(term.text, look=Look(bold=place == 0 and tag == draft.languages[0]))
                for place, term in enumerate(terms)
            ]
            cells.append(own.cell(*blocks, width=each))
        rows.append(cells)
    draft.add(pen.table([each] * len(tags), rows, header=[draft.name_of(tag) for tag in tags]))
    draft.close_part(title, landscape=landscape)


def _list_of_terms(draft: Draft, title: str, concepts: list[Concept]) -> None:
    """Add the terms of one language: a list that goes down two columns of the page.

    Not a table: LibreOffice does not carry one over to the next column.
    """
    draft.part(title, label="")
    pen = draft.pen
    for concept in concepts:
        terms = terms_of(concept, draft.language)
        for place, term in enumerate(terms):
            keep = (e("keepNext"),) if place < len(terms) - 1 else ()
            run = pen.run(term.text, Look(bold=place == 0))
            draft.add(pen.paragraph(run, style="HxCell", properties=keep))
    draft.close_part(title, columns=2)


def glossary_columns(draft: Draft) -> tuple[Language, ...]:
    """Give the glossary's columns: the file's languages, and the source beside one alone."""
    tags = draft.languages
    if len(tags) == 1 and draft.content.source not in tags:
        return (*tags, draft.content.source)
    return tags


def terms_of(concept: Concept, language: Language) -> list[Term]:
    """Give a concept's approved terms in a language."""
    return [term for term in concept.of(language) if term.status.approved]


def glossary_concepts(draft: Draft) -> list[Concept]:
    """Give the concepts of the pack's documents, in the order of its first language."""
    first = draft.languages[0]
    names = {item.name for item in draft.content.items}
    families = {item.family for item in draft.content.items}
    wanted = [
        concept
        for concept in draft.content.concepts
        if terms_of(concept, first)
        and (not concept.documents or names & set(concept.documents))
        and (not concept.families or families & set(concept.families))
    ]
    key = sort_key(first)
    return sorted(wanted, key=lambda concept: (key(terms_of(concept, first)[0].text), concept.id))


def revisions(draft: Draft) -> None:
    """Add the revision annex: which revision of what is in it, with digests and block states."""
    title = draft.say("Revisions")
    draft.part(title)
    pen, width = draft.pen, draft.width()
    head = [
        draft.say(text)
        for text in ("Document", "Language", "Revision", "Follows", "Date", "State", "SHA-256")
    ]
    widths = shares(width, (21, 11, 13, 12, 12, 14, 17))
    rows = []
    for item in draft.content.items:
        for tag in draft.languages:
            version = item.versions.get(tag)
            rows.append(_revision_row(draft, item, tag, version, widths))
    draft.add(pen.table(widths, rows, header=head))
    _passages(draft, width)
    _differences(draft)
    draft.close_part(title)


def _revision_row(
    draft: Draft, item: Item, tag: Language, version: Version | None, widths: list[int]
) -> list[Element]:
    pen = draft.pen
    texts = [draft.title_of(item), draft.name_of(tag)]
    fill = ""
    if version is None:
        texts += ["–", "–", "–", draft.say("Missing"), "–"]
        fill = ROSE
    else:
        revision = version.revision
        is_source = tag == item.source_language
        follows = "–" if is_source else str(revision.follows or draft.say("unknown"))
        state = draft.say("Source") if is_source else draft.state(version.state)
        fill = "" if is_source else _FILLS.get(version.state, "")
        dated = draft.short_day(revision.dated) or "–"
        texts += [str(revision.number), follows, dated, state, ""]
    cells = [
        pen.cell(pen.words(text), width=width, fill=fill if place == 5 else "")  # noqa: PLR2004  the state
        for place, (text, width) in enumerate(zip(texts, widths, strict=True))
    ]
    if version is not None:
        lines = [
            pen.words(
                version.revision.digest[start : start + 16],
                style="HxCellSmall",
                look=Look(font=_MONO, size=6.5),
            )
            for start in range(0, 64, 16)
        ]
        cells[-1] = pen.cell(*lines, width=widths[-1])
    return cells


_FILLS = {State.MISSING: ROSE, State.STALE: WARM}


def _passages(draft: Draft, width: int) -> None:
    """List the passages that are stale or missing, with the revision since which they are."""
    pen = draft.pen
    rows = []
    widths = shares(width, (26, 14, 40, 20))
    for item, tag in itertools.product(draft.content.items, draft.languages):
        version = item.versions.get(tag)
        if version is None:
            continue
        for unit in version.units:
            fill = _FILLS.get(unit.state)
            if fill is None:
                continue
            blocks = (
                pen.words(draft.title_of(item)),
                pen.words(draft.name_of(tag)),
                pen.of(unit.source_language).words(_short(unit)),
                pen.words(state_label(draft, unit, version)),
            )
            fills = ("", "", "", fill)
            rows.append(
                [
                    pen.cell(block, width=own, fill=shade)
                    for block, own, shade in zip(blocks, widths, fills, strict=True)
                ]
            )
    if not rows:
        return
    draft.heading(draft.say("Passages that do not follow the source"))
    head = [draft.say(text) for text in ("Document", "Language", "Passage", "State")]
    draft.add(pen.table(widths, rows, header=head))


def state_label(draft: Draft, unit: Unit, version: Version) -> str:
    """Say a unit's state, with the revision since which it is so."""
    since = next(
        (version.since[block.id] for block in unit.source if block.id in version.since), None
    )
    if unit.state == State.STALE:
        return (
            draft.say("Stale since revision {n}", n=since)
            if since is not None
            else draft.say("Stale")
        )
    if unit.state == State.MISSING:
        return (
            draft.say("Missing since revision {n}", n=since)
            if since is not None
            else draft.say("Missing")
        )
    return draft.state(unit.state)


def _short(unit: Unit, most: int = 160) -> str:
    text = " ".join((unit.source_text or unit.target_text).split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _differences(draft: Draft) -> None:
    """Name what had to give way when documents with different settings met."""
    lines = (
        [*draft.missing, *draft.notices]
        if len(draft.missing + draft.notices) > LISTED_ON_COVER
        else []
    )
    if lines:
        draft.heading(draft.say("What is missing"))
        for line in lines:
            draft.add(draft.pen.paragraph(f"– {line}", style="HxText"))


def findings(draft: Draft) -> None:
    """Add the findings annex: what the checks found in the pack's documents and languages."""
    wanted = list(in_order(draft))
    title = draft.say("Findings")
    draft.part(title, right=draft.say("findings: {n}", n=len(wanted)))
    pen, width = draft.pen, draft.width(landscape=True)
    if not wanted:
        draft.add(pen.paragraph(draft.say("No findings.")))
    else:
        widths = shares(width, (11, 20, 11, 36, 22))
        head = [
            draft.say(text)
            for text in ("Severity", "Document", "Language", "Finding", "Suggestion")
        ]
        rows = [
            [
                pen.cell(*blocks, width=own)
                for blocks, own in zip(_finding_cells(draft, one), widths, strict=True)
            ]
            for one in wanted
        ]
        draft.add(pen.table(widths, rows, header=head))
    draft.close_part(title, landscape=True)


def _finding_cells(draft: Draft, one: Finding) -> list[list[Element]]:
    pen = draft.pen
    item = next((item for item in draft.content.items if item.name == one.document), None)
    document = draft.title_of(item) if item else one.document
    own = pen.of(one.language)
    return [
        [pen.words(draft.say(one.severity.label.capitalize()))],
        [pen.words(document), *_place(draft, one, item)],
        [pen.words(draft.name_of(one.language))],
        [pen.words(finding_text(draft, one))],
        [own.words(one.suggestion)],
    ]


def _place(draft: Draft, one: Finding, item: Item | None) -> list[Element]:
    """Say where a reader finds it: the row of the document's table, else the passage's beginning.

    A finding about what is not translated points to the source.
    """
    for tag in (one.language, item.source_language) if item else ():
        number = draft.rows.get((one.document, tag, one.location.block))
        if number is not None:
            return [
                draft.pen.words(
                    f"{draft.say('No.')}\N{NO-BREAK SPACE}{number}", style="HxCellSmall"
                )
            ]
        version = item.versions.get(tag) if item else None
        for block in version.document.blocks if version and version.document else ():
            if block.id == one.location.block:
                words = shortened(block.text, _QUOTED)
                return [draft.pen.of(block.language or tag).words(words, style="HxCellSmall")]
    return []


def finding_text(draft: Draft, one: Finding) -> str:
    """Say a finding in the pack's language, filled with its facts."""
    if one.template:
        say = translator(draft.language)
        return fill(say(one.template), worded(one.evidence, say, draft.language))
    return one.message


def in_order(draft: Draft) -> Iterator[Finding]:
    """Give the findings in the draft's documents and languages, the worst first."""
    names = {item.name for item in draft.content.items}
    wanted = [
        one
        for one in draft.content.findings
        if one.document in names and one.language in draft.languages
    ]
    yield from sorted(
        wanted,
        key=lambda one: (
            -one.severity,
            one.document,
            one.language,
            one.location.path,
            one.location.start,
            one.rule,
            one.fingerprint,
        ),
    )


def shares(width: int, shares: tuple[int, ...]) -> list[int]:
    """Divide a width by shares, the rest going to the last."""
    total = sum(shares)
    made = [width * share // total for share in shares]
    made[-1] += width - sum(made)
    return made
