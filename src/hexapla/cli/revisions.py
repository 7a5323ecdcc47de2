"""Where the documents stand, what changed, who did what, and the ledger's upkeep."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hexapla.errors import LedgerError, UsageError

if TYPE_CHECKING:
    from hexapla.model import Language, Revision
    from hexapla.revisions import Ledger

_FEW = 200
"""So many documents are printed as JSON with indents."""
_Form = Annotated[str, typer.Option("--format", help="How to show it.")]


def _ledger() -> Ledger:
    from hexapla.cli.app import settings
    from hexapla.revisions import Ledger
    from hexapla.workspace import clock

    return Ledger.open(settings.workspace(), clock())


def present_user() -> str:
    """Give the name of the system's user, who acts where nobody else is named; empty: none."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a number without a name, as in a container
        return ""


def _one_of(form: str, *forms: str) -> None:
    if form not in forms:
        raise UsageError(f"there is no format “{form}”", remedy=f"use one of: {', '.join(forms)}")


def _print_json(body: Any) -> None:
    typer.echo(json.dumps(body, ensure_ascii=False, indent=2))


def status(
    documents: Annotated[list[str] | None, typer.Argument(help="Only these documents.")] = None,
    form: Annotated[str, typer.Option("--format", help="text, json, html, svg or xlsx.")] = "text",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to a file.")] = None,
) -> None:
    """Show which translations are current, stale, missing or unknown, since when and why.

    The page (html) has the matrix over time beside it; svg gives that figure alone.
    """
    _one_of(form, "text", "json", "html", "svg", "xlsx")
    with _ledger() as ledger:
        found = ledger.status(documents or None)
        cosmetic = ledger.cosmetic() if form == "text" else {}
        if form in {"html", "svg"}:
            from hexapla.revisions import history

            over_time = history(ledger, documents or None)
        else:
            over_time = {}
    if form == "json":
        text = found.as_text()
        if len(found.documents) <= _FEW:
            text = json.dumps(json.loads(text), ensure_ascii=False, indent=2)
        if output is None:
            typer.echo(text)
        else:
            from hexapla.workspace import write_atomically

            write_atomically(output, (text + "\n").encode())
    elif form == "text":
        from hexapla.cli.status_table import print_status

        print_status(found, cosmetic)
    else:
        from hexapla.cli.app import settings
        from hexapla.model import language
        from hexapla.reports import render_status
        from hexapla.workspace import write_atomically

        if output is None:
            raise UsageError(f"--format {form} needs a file", remedy="name it with -o FILE")
        write_atomically(
            output,
            render_status(
                found, form, history=over_time, ui_language=language(settings.ui_language)
            ),
        )


def _revision(ledger: Ledger, document: str, tag: Language, number: int) -> Revision:
    known = ledger.revisions(document, tag)
    for one in known:
        if one.number == number:
            return one
    ledger.source_language(document)  # an unknown document is told as one
    raise UsageError(
        f"there is no revision {number} of “{document}” in {tag}",
        remedy=f"use one of: {', '.join(str(one.number) for one in known) or 'none yet'}",
    )


def diff(
    document: Annotated[str, typer.Argument(help="The document's name.")],
    tag: Annotated[str, typer.Argument(metavar="LANG", help="The language.")],
    old: Annotated[int | None, typer.Argument(help="A revision; else the one before.")] = None,
    new: Annotated[int | None, typer.Argument(help="A later one; else the newest.")] = None,
    form: Annotated[str, typer.Option("--format", help="text, html or docx.")] = "text",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to a file.")] = None,
) -> None:
    """Show what changed between two revisions.

    Without numbers, a translation that is behind shows what its source changed since the revision
    that it follows, block by block, with the present translation.
    """
    from hexapla.cli import differences as shown
    from hexapla.model import language

    _one_of(form, "text", "html", "docx")
    wanted = language(tag)
    with _ledger() as ledger:
        source = ledger.source_language(document)
        head = ledger.head(document, wanted)
        if head is None:
            raise UsageError(
                f"“{document}” has no file in {wanted}",
                remedy="`hexapla status` shows the languages that it has",
            )
        if form == "docx":
            from hexapla.cli.redlines import write_redline

            last = new if new is not None else head.number
            first = old if old is not None else max(last - 1, 1)
            write_redline(
                ledger,
                _revision(ledger, document, wanted, first),
                _revision(ledger, document, wanted, last),
                output,
            )
            return
        if old is None and wanted != source and shown.is_behind(ledger, document, wanted):
            content = shown.behind(ledger, document, wanted, form)
        else:
            last = new if new is not None else head.number
            first = old if old is not None else max(last - 1, 1)
            content = shown.between(
                ledger,
                _revision(ledger, document, wanted, first),
                _revision(ledger, document, wanted, last),
                form,
            )
    if output is not None:
        from hexapla.workspace import write_atomically

        write_atomically(output, content)
    else:
        typer.echo(content.decode(), nl=False)


def history(
    document: Annotated[str, typer.Argument(help="The document's name.")],
    tag: Annotated[str | None, typer.Argument(metavar="[LANG]", help="Only one language.")] = None,
    form: _Form = "text",
) -> None:
    """List a document's revisions: when, who, and which revision of the source each follows."""
    from hexapla.model import language

    _one_of(form, "text", "json")
    with _ledger() as ledger:
        ledger.source_language(document)
        revisions = ledger.revisions(document, language(tag) if tag else None)
        events = {
            (one.language, one.body["number"]): one
            for one in ledger.log(document=document, what="recorded")
        }
    rows = [
        {
            "language": one.language,
            "revision": one.number,
            "follows": one.follows,
            "basis": one.basis.value,
            "dated": one.dated.isoformat() if one.dated else None,
            "recorded": events[one.language, one.number].at,
            "who": events[one.language, one.number].who,
            "digest": one.digest,
            "path": one.path,
        }
        for one in revisions
    ]
    if form == "json":
        _print_json({"document": document, "revisions": rows})
        return
    _table(
        ("language", "revision", "follows", "how known", "dated", "recorded", "who", "SHA-256"),
        [
            (
                row["language"],
                row["revision"],
                _plain(row["follows"], "?" if row["basis"] == "unknown" else "–"),
                row["basis"],
                _plain(row["dated"], "–"),
                str(row["recorded"])[:19].replace("T", " "),
                row["who"] or "–",
                str(row["digest"])[:12],
            )
            for row in rows
        ],
    )


def blame(
    document: Annotated[str, typer.Argument(help="The document's name.")],
    tag: Annotated[str, typer.Argument(metavar="LANG", help="The language.")],
    form: _Form = "text",
) -> None:
    """Show of each block the revision that wrote it, by whom, and how it stands to its source."""
    from hexapla.model import language

    _one_of(form, "text", "json")
    wanted = language(tag)
    with _ledger() as ledger:
        ledger.source_language(document)
        head = ledger.head(document, wanted)
        if head is None:
            raise UsageError(f"“{document}” has no file in {wanted}")
        origins = ledger.origins(document, wanted)
        events = {
            one.body["number"]: one
            for one in ledger.log(document=document, language=wanted, what="recorded")
        }
        states = {
            block: state for state in ledger.states(document, wanted) for block in state.target
        }
        blocks = ledger.document(head).blocks
    rows = []
    for block in blocks:
        written = origins.get(block.id, head.number)
        state = states.get(block.id)
        rows.append(
            {
                "block": block.id,
                "path": block.path,
                "revision": written,
                "who": events[written].who if written in events else "",
                "recorded": events[written].at if written in events else "",
                "state": state.state.value if state else None,
                "since": state.since if state else None,
                "text": block.text,
            }
        )
    if form == "json":
        _print_json({"document": document, "language": wanted, "blocks": rows})
        return
    _table(
        ("revision", "who", "state", "since", "text"),
        [
            (
                row["revision"],
                row["who"] or "–",
                row["state"] or "source",
                _plain(row["since"], "–"),
                " ".join(str(row["text"]).split()),
            )
            for row in rows
        ],
    )


def log(
    document: Annotated[str | None, typer.Option(help="Only this document.")] = None,
    tag: Annotated[str | None, typer.Option("--language", help="Only this language.")] = None,
    what: Annotated[str | None, typer.Option(help="Only this kind of event.")] = None,
    limit: Annotated[int, typer.Option("-n", help="The newest so many; 0: all.")] = 50,
    form: _Form = "text",
) -> None:
    """Show who did what and when, from the ledger's hash chain."""
    from hexapla.model import language

    _one_of(form, "text", "json")
    with _ledger() as ledger:
        events = ledger.log(document=document, language=language(tag) if tag else None, what=what)
    events = events[-limit:] if limit else events
    if form == "json":
        _print_json(
            {
                "events": [
                    {
                        "seq": one.seq,
                        "at": one.at,
                        "who": one.who,
                        "what": one.what,
                        "document": one.document,
                        "language": one.language,
                        "body": dict(one.body),
                        "hash": one.hash,
                    }
                    for one in events
                ]
            }
        )
        return
    _table(
        ("no.", "when", "who", "what", "document", "language", "facts"),
        [
            (
                one.seq,
                one.at[:19].replace("T", " "),
                one.who or "–",
                one.what,
                one.document or "–",
                one.language or "–",
                _facts(one.body),
            )
            for one in events
        ],
    )


def waive(
    document: Annotated[str, typer.Argument(help="The document's name.")],
    tag: Annotated[str, typer.Argument(metavar="LANG", help="The language.")],
    block: Annotated[str, typer.Argument(help="The block's id, or how it begins.")],
    reason: Annotated[str, typer.Option(help="Why no change is needed.")],
    who: Annotated[str, typer.Option(help="Who says so.", envvar="HEXAPLA_WHO")] = "",
) -> None:
    """Record that a stale block needs no change; the block's next change ends it."""
    from hexapla.cli.app import say
    from hexapla.model import State, language

    wanted, who = language(tag), who or present_user()
    with _ledger() as ledger:
        names = [
            one.block
            for one in ledger.states(document, wanted)
            if one.block.startswith(block) and one.state in {State.STALE, State.UNKNOWN}
        ]
        if len(names) > 1:
            raise UsageError(
                f"“{block}” begins {len(names)} stale blocks", remedy="give more of the id"
            )
        ledger.waive(document, wanted, names[0] if names else block, who=who, reason=reason)
    say(f"{document}, {wanted}: no change needed, says {who}")


def _facts(body: Any) -> str:
    parts = []
    for key, value in body.items():
        if key in {"digest", "reading", "parent", "path"} or value in (None, "", []):
            continue
        parts.append(f"{key} {value}" if not isinstance(value, list) else f"{key} {len(value)}")
    return ", ".join(parts)


def _plain(value: object, otherwise: str) -> str:
    return otherwise if value is None else str(value)


def _table(heads: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table

    if not rows:
        typer.echo("nothing yet")
        return
    console = Console(highlight=False)
    if not console.is_terminal:
        _plain_table(heads, rows)
        return
    table = Table(box=None, expand=True, header_style="bold", pad_edge=False, show_edge=False)
    for name in heads:
        last = name == heads[-1]
        table.add_column(
            name,
            overflow="ellipsis" if last else "fold",
            no_wrap=last,
            min_width=None if last else max(len(name), 6),
            ratio=1 if last else None,
        )
    for row in rows:
        table.add_row(*(str(cell) for cell in row))
    console.print(table, markup=False)


def _plain_table(heads: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Print a line a row, whole and without a blank at its end: another program reads it."""
    lines = [heads, *([" ".join(str(cell).split()) for cell in row] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        cells = (cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        typer.echo("  ".join(cells).rstrip())


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def export(
    folder: Annotated[Path, typer.Argument(help="A new folder.")],
) -> None:
    """Write the whole ledger as an OCFL 1.1 storage root."""
    from hexapla.cli.app import say
    from hexapla.revisions import export_ocfl

    with _ledger() as ledger:
        count = export_ocfl(ledger, folder)
    say(f"{_counted(count, 'object')} written to {folder}")


def import_(
    folder: Annotated[Path, typer.Argument(help="An export of a ledger.")],
) -> None:
    """Build this workspace's empty ledger from an export."""
    from hexapla.cli.app import say
    from hexapla.revisions import import_ocfl

    with _ledger() as ledger:
        count = import_ocfl(ledger, folder)
    say(f"{_counted(count, 'revision')} imported")


def gc() -> None:
    """Take away objects that no revision refers to and that are older than an hour."""
    from hexapla.cli.app import say
    from hexapla.revisions import collect_garbage

    with _ledger() as ledger:
        taken = collect_garbage(ledger)
    say(f"{_counted(taken.objects, 'object')} and {_counted(taken.readings, 'reading')} taken away")


def backup(folder: Annotated[Path, typer.Argument(help="New, or an earlier backup.")]) -> None:
    """Copy the ledger, as it is at one moment, into a folder."""
    from hexapla.cli.app import say
    from hexapla.revisions import back_up

    with _ledger() as ledger:
        count = back_up(ledger, folder)
    say(f"backed up to {folder}: {_counted(count, 'new object')}")


def doctor() -> None:
    """Look through the whole ledger: what it holds, what lies unused, what is damaged."""
    from hexapla.cli.app import say
    from hexapla.revisions import examine

    with _ledger() as ledger:
        health = examine(ledger)
    say(
        f"schema {health.schema}, {_counted(health.revisions, 'revision')}, "
        f"{_counted(health.events, 'event')}, {_counted(health.objects, 'object')}, "
        f"{health.unused} of them unused"
    )
    for one in health.damage:
        typer.echo(f"{one.place}: {one.problem}", err=True)
    if health.damage:
        raise LedgerError(
            f"{len(health.damage)} of the ledger's rows and objects are not as they were written",
            place=health.damage[0].place,
            cause=health.damage[0].problem,
            remedy="put it back from a backup or an export",
        )


def register(app: typer.Typer) -> None:
    """Add the commands."""
    for command in (status, diff, history, blame, log, waive):
        app.command()(command)
    upkeep = typer.Typer(no_args_is_help=True, help="Keep the ledger: copies, checks, clean-up.")
    upkeep.command()(export)
    upkeep.command("import")(import_)
    upkeep.command()(gc)
    upkeep.command()(backup)
    upkeep.command()(doctor)
    app.add_typer(upkeep, name="ledger")
