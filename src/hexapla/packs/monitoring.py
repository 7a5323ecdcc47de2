"""The monitoring of a plan: its measures with their newest status, and charts of them.

Everything comes from the documents and from hexapla.toml, nothing from the code: a plan is a
document whose family asks for the rule `plan-measures`, an evaluation one that reports on it, and
the words of a status are the family's options of `status-vocabulary`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal

from hexapla.model import Block, Document, Language, normal
from hexapla.packs.chart import COLOURS, Series, bar_chart
from hexapla.packs.collation import sort_key
from hexapla.packs.content import Item
from hexapla.packs.draft import Draft, locale_of
from hexapla.packs.template import WARM
from hexapla.packs.xml import Element

COLUMNS = ("id", "measure", "lead", "partners", "year", "output", "status")
"""What the columns of a plan's table hold, unless its family says otherwise."""
_ID = re.compile(r"(?:[^\W\d_]{1,3}[.\s-]?)?\d+(?:[.\-/]\d+)*(?!\w)")
_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s*[-\u2013\u2014/]\s*((?:19|20)\d\d))?(?!\d)")
_WIDTH = 150.0
"""Millimetres of a chart."""
_WIDE = {"measure": 30, "output": 26, "status": 14, "partners": 14, "id": 7, "lead": 9, "year": 11}


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A row of a plan: its texts by column, the status it has now, and the one in the plan."""

    texts: Mapping[str, str]
    status: str
    planned: str

    @property
    def id(self) -> str:
        """Its number."""
        return self.texts["id"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitored:
    """A plan as the monitoring shows it, in the language that its texts are in."""

    item: Item
    language: Language
    columns: tuple[str, ...]
    heads: tuple[str, ...]
    measures: tuple[Measure, ...]
    words: Mapping[str, Mapping[str, str]]


def measures(draft: Draft) -> None:
    """Add the monitoring: for each plan its measures and their charts by status, lead and year."""
    shown = [one for item in draft.content.items if (one := monitored(draft, item)) is not None]
    if not shown:
        return
    title = draft.say("Monitoring of the measures")
    draft.part(title, right=draft.say("measures: {n}", n=sum(len(one.measures) for one in shown)))
    for one in shown:
        _tell_stale(draft, one.item)
        draft.heading(draft.title_of(one.item))
        draft.add(_table(draft, one))
        _charts(draft, one)
    draft.close_part(title, landscape=True)


def monitored(draft: Draft, item: Item) -> Monitored | None:
    """Give what a document of the pack says of its measures; None: it is no plan."""
    family = draft.content.config.families.get(item.family)
    if family is None or "plan-measures" not in family.checks:
        return None
    document = _document(item, draft.languages[0])
    if document is None:
        return None
    own = family.options.get("measures")
    columns = tuple(own.get("columns", COLUMNS)) if isinstance(own, Mapping) else COLUMNS
    said = family.options.get("status-vocabulary")
    words = {
        name: one
        for name, one in (said.items() if isinstance(said, Mapping) else ())
        if isinstance(one, Mapping)
    }
    table = next((one for one in _tables(document) if _is_plan(one, columns)), None)
    if table is None:
        return None
    newer = _evaluated(draft, item, words)
    rows = [row for row in table if _number(row)]
    found = []
    for row in rows:
        texts = {name: row.get(place, "") for place, name in enumerate(columns)}
        texts["id"] = _number(row)
        planned = _status(texts.get("status", ""), words, document.language)
        found.append(
            Measure(texts=texts, planned=planned, status=newer.get(texts["id"]) or planned)
        )
    head = table[0] if not _number(table[0]) else {}
    return Monitored(
        item=item,
        language=document.language,
        columns=columns,
        heads=tuple(head.get(place, "") for place in range(len(columns))),
        measures=tuple(found),
        words=words,
    )


def _document(item: Item, language: Language) -> Document | None:
    """Give the item in a language, else in its source language."""
    for tag in (language, item.source_language):
        version = item.versions.get(tag)
        if version is not None and version.document is not None:
            return version.document
    return None


def _tables(document: Document) -> Iterator[list[dict[int, str]]]:
    """Give the tables as rows of texts by column."""
    tables: dict[int, dict[int, dict[int, list[str]]]] = {}
    for block in document.blocks:
        if block.cell is not None:
            rows = tables.setdefault(block.cell.table, {})
            cells = rows.setdefault(block.cell.row, {})
            cells.setdefault(block.cell.column, []).append(_text(block))
    for _, rows in sorted(tables.items()):
        yield [
            {column: " ".join(texts) for column, texts in cells.items()}
            for _, cells in sorted(rows.items())
        ]


def _text(block: Block) -> str:
    return normal(f"{block.label} {block.text}" if block.label else block.text)


def _number(row: Mapping[int, str]) -> str:
    """Give the measure's number that a row begins with, without spaces, or “”."""
    found = _ID.match(row.get(0, ""))
    return re.sub(r"\s", "", found[0]).rstrip(".") if found else ""


def _is_plan(table: Sequence[Mapping[int, str]], columns: Sequence[str]) -> bool:
    widest = max((len(row) for row in table), default=0)
    return widest == len(columns) and any(_number(row) for row in table)


def _evaluated(draft: Draft, plan: Item, words: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Give the status of each measure as the evaluations that report on the plan have it.

    The later of two evaluations holds, by the date of its revision.
    """
    found: dict[str, str] = {}
    reporting = [one for one in draft.content.items if plan.name in one.reports_on]
    documents = [
        (str(version.revision.dated or ""), one.name, version.document)
        for one in reporting
        if (version := one.versions.get(one.source_language)) is not None
        if version.document is not None
    ]
    for _, _, document in sorted(documents, key=lambda one: one[:2]):
        for row in (row for table in _tables(document) for row in table):
            number = _number(row)
            status = next(
                (
                    known
                    for place, text in sorted(row.items())
                    if place and (known := _status(text, words, document.language)) in words
                ),
                "",
            )
            if number and status:
                found[number] = status
    return found


def _status(text: str, words: Mapping[str, Mapping[str, str]], language: Language) -> str:
    """Give the status that a text names, or the text itself."""
    said = normal(text).casefold()
    for status, texts in words.items():
        if normal(texts.get(language, "")).casefold() == said and said:
            return status
    return text


def _tell_stale(draft: Draft, plan: Item) -> None:
    """Say on the first page that the plan has changed after its evaluation."""
    for item in draft.content.items:
        if plan.name not in item.reports_on:
            continue
        findings = draft.content.of(item.name, item.source_language)
        if any(one.rule == "stale" and one.evidence.get("plan") == plan.name for one in findings):
            draft.notices.append(
                draft.say(
                    "{document} reports on an earlier revision of “{plan}”",
                    document=draft.title_of(item),
                    plan=draft.title_of(plan),
                )
            )


def _table(draft: Draft, plan: Monitored) -> Element:
    pen, width = draft.pen, draft.width(landscape=True)
    shares = [_WIDE.get(name, 16) for name in plan.columns]
    widths = [width * share // sum(shares) for share in shares]
    rows = []
    for one in plan.measures:
        cells = []
        for name, own in zip(plan.columns, widths, strict=True):
            changed = name == "status" and one.status != one.planned
            text = _said(draft, plan, one.status) if name == "status" else one.texts[name]
            # a number, a country's code and a year are in no language of their own
            writer = pen if name in {"id", "status"} else pen.of(plan.language)
            blocks = [writer.words(text)]
            if changed:
                planned = _said(draft, plan, one.planned)
                blocks.append(
                    pen.words(
                        draft.say("in the plan: {status}", status=planned), style="HxCellSmall"
                    )
                )
            cells.append(pen.cell(*blocks, width=own, fill=WARM if changed else ""))
        rows.append(cells)
    return pen.table(widths, rows, header=plan.heads)


def _said(draft: Draft, plan: Monitored, status: str) -> str:
    """Say a status in the draft's language, else in the plan's, else as it stands."""
    texts = plan.words.get(status, {})
    return texts.get(draft.language) or texts.get(plan.language) or status


def _charts(draft: Draft, plan: Monitored) -> None:
    statuses = _statuses(plan)
    names = [_said(draft, plan, one) for one in statuses]
    counts = [sum(one.status == status for one in plan.measures) for status in statuses]
    whole = Series(
        name=draft.say("measures"),
        values=tuple(counts),
        colour=COLOURS[0],
        points=tuple(COLOURS[place % len(COLOURS)] for place in range(len(statuses))),
    )
    _chart(draft, draft.say("Measures by status"), names, [whole])
    if "lead" in plan.columns:
        key = sort_key(draft.language)
        _stacked(
            draft,
            plan,
            draft.say("Measures by leading country"),
            lambda one: (
                [_country(draft, code) for code in re.findall(r"[^\s,;/]+", one.texts["lead"])]
                if re.fullmatch(r"(?:[A-Z]{2}[\s,;/]*)+", one.texts["lead"])
                else [one.texts["lead"]]
            ),
            lambda labels: sorted(labels, key=key),
        )
    if "year" in plan.columns:
        _stacked(
            draft, plan, draft.say("Measures by year"), lambda one: years(one.texts["year"]), sorted
        )
        if any(len(years(one.texts["year"])) > 1 for one in plan.measures):
            note = draft.say("A measure of several years is counted in each of them.")
            draft.add(draft.pen.paragraph(note, style="HxCellSmall"))


def _statuses(plan: Monitored) -> list[str]:
    """Give the statuses: those agreed in reverse (what is done comes first), then any other."""
    met = dict.fromkeys(one.status for one in plan.measures if one.status)
    return [*reversed(list(plan.words)), *(one for one in met if one not in plan.words)]


def years(text: str) -> list[str]:
    """Give every year that a text names; “2015–2017” names three."""
    found: dict[int, None] = {}
    for hit in _YEARS.finditer(text):
        first, last = int(hit[1]), int(hit[2] or hit[1])
        found.update(dict.fromkeys(range(first, last + 1)))
    return [str(year) for year in found]


def _country(draft: Draft, code: str) -> str:
    name = locale_of(draft.language).territories.get(code)
    return str(name) if name else code


def _stacked(
    draft: Draft,
    plan: Monitored,
    title: str,
    of: Callable[[Measure], Sequence[str]],
    order: Callable[[Iterable[str]], list[str]],
) -> None:
    """Add a chart of the measures by what `of` gives, each bar divided by status."""
    labels = order({label for one in plan.measures for label in of(one) if label})
    series = [
        Series(
            name=_said(draft, plan, status),
            values=tuple(
                sum(one.status == status and label in of(one) for one in plan.measures)
                for label in labels
            ),
            colour=COLOURS[place % len(COLOURS)],
        )
        for place, status in enumerate(_statuses(plan))
    ]
    _chart(draft, title, labels, series)


def _chart(draft: Draft, title: str, labels: Sequence[str], series: Sequence[Series]) -> None:
    if not labels:
        return
    run = bar_chart(
        draft.composer,
        title=title,
        categories=labels,
        series=series,
        text=f"{title}: {_told(draft, labels, series)}",
        language=draft.language,
        size=(_WIDTH, 26.0 + 7.5 * len(labels) + (6.0 if len(series) > 1 else 0.0)),
    )
    draft.add(draft.pen.paragraph(run, style="HxText"))


def _told(draft: Draft, labels: Sequence[str], series: Sequence[Series]) -> str:
    """Say a chart in words: “Estonia – done 1; Latvia – done 1, under way 1”."""
    locale = locale_of(draft.language)
    told = []
    for place, label in enumerate(labels):
        parts = [
            (one.name, format_decimal(one.values[place], locale=locale))
            for one in series
            if one.values[place] or len(series) == 1
        ]
        if len(series) == 1:
            told.append(f"{label} {parts[0][1]}")
        elif parts:
            told.append(f"{label} – {', '.join(f'{name} {count}' for name, count in parts)}")
    return "; ".join(told)
