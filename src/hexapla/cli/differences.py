"""What changed, as text for a terminal and as one HTML page, side by side."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from hexapla.model import State

if TYPE_CHECKING:
    from hexapla.model import Language, Revision, Unit
    from hexapla.revisions import Difference, Ledger

_MARKED = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}", re.DOTALL)
_STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}
body{color:#1b1b1b;background:#fff}
table{border-collapse:collapse;width:100%;table-layout:fixed}
th,td{border:1px solid #c8c8c8;padding:.5rem;vertical-align:top;text-align:left}
th,td{overflow-wrap:anywhere}
th{background:#f2f2f2} .kind{width:9rem;color:#444;font-size:.875rem}
del{background:#fbd5d5;color:#7a0000} ins{background:#d3f2d9;color:#004d17}
@media (prefers-color-scheme:dark){body{background:#161616;color:#e8e8e8}th{background:#2a2a2a}
th,td{border-color:#555}.kind{color:#bbb}del{background:#5a1a1a;color:#ffd9d9}
ins{background:#14451f;color:#d6ffdf}}
"""


def is_behind(ledger: Ledger, document: str, tag: Language) -> bool:
    """Tell whether a translation has blocks that do not follow their source."""
    found = ledger.status([document]).documents
    return bool(found) and tag in found[0].languages and bool(found[0].languages[tag].stale_blocks)


def behind(ledger: Ledger, document: str, tag: Language, form: str) -> bytes:
    """Show what the source changed since the revision that each stale block follows."""
    units = {block.id: unit for unit in ledger.units(document, tag) for block in unit.source}
    stale = [one for one in ledger.states(document, tag) if one.state is State.STALE]
    offered = {one.block for one in ledger.offers(document, tag)}
    source = ledger.source_language(document)
    title = f"{document}: what {source} changed and {tag} does not follow"
    rows = []
    done: set[tuple[str, ...]] = set()
    for one in stale:
        unit = units[one.block]
        key = tuple(block.id for block in unit.source)
        if key in done:
            continue
        done.add(key)
        kinds = ", ".join(kind.value for kind in one.types)
        if one.block in offered:
            kinds += f"; {tag} seems to say so already, decide with `hexapla waive`"
        rows.append((f"{source} {one.since}: {kinds}", one.diff, unit, one.block))
    if form == "html":
        return _page(
            title,
            ("change", f"{source}", f"{tag}, as it stands"),
            (
                (kind, _marked(change), html.escape(unit.target_text))
                for kind, change, unit, _ in rows
            ),
            (source, tag),
        )
    return _text(title, rows, tag)


def _text(title: str, rows: Sequence[tuple[str, str, Unit, str]], tag: Language) -> bytes:
    made = [title, ""]
    for kind, change, unit, block in rows:
        made += [f"@@ {block} · since revision {kind}", change, f"{tag}: {unit.target_text}", ""]
    return ("\n".join(made)).encode()


def between(ledger: Ledger, old: Revision, new: Revision, form: str) -> bytes:
    """Show what changed from one revision to another."""
    from hexapla.revisions import differences

    found = differences(ledger.document(old).blocks, ledger.document(new).blocks, new.language)
    changed = [one for one in found if one.is_change]
    title = f"{new.document} {new.language}: revision {old.number} → {new.number}"
    if form == "html":
        return _page(
            title,
            ("change", f"revision {old.number}", f"revision {new.number}"),
            (_sides(one) for one in changed),
            (new.language, new.language),
        )
    made = [title, ""]
    if not changed:
        made.append("nothing that a reader would see")
    for one in changed:
        first = (one.new or one.old)[0]
        made += [f"@@ {first.path} · {_kinds(one)}", one.diff, ""]
    return ("\n".join(made).rstrip("\n") + "\n").encode()


def _kinds(one: Difference) -> str:
    fates = sorted(fate.value for fate in one.fates if fate.value != "kept")
    types = [kind.value for kind in one.types]
    if not fates:
        return ", ".join(types)
    return ", ".join(fates) + (f" ({', '.join(types)})" if types else "")


def _sides(one: Difference) -> tuple[str, str, str]:
    return (
        _kinds(one),
        _marked(one.diff, keep="old") if one.old else "",
        _marked(one.diff, keep="new") if one.new else "",
    )


def _marked(diff: str, keep: str = "") -> str:
    """Turn a word diff into HTML; `keep` leaves one side's marks only."""
    return "".join(_pieces(diff, keep)).replace("\n", "<br>")


def _pieces(diff: str, keep: str) -> Iterator[str]:
    at = 0
    for found in _MARKED.finditer(diff):
        yield html.escape(diff[at : found.start()])
        if found[1] is not None and keep != "new":
            yield f"<del>{html.escape(found[1])}</del>"
        elif found[2] is not None and keep != "old":
            yield f"<ins>{html.escape(found[2])}</ins>"
        at = found.end()
    yield html.escape(diff[at:])


def _page(
    title: str,
    heads: tuple[str, str, str],
    rows: Iterator[tuple[str, str, str]],
    tags: tuple[str, str],
) -> bytes:
    first, second, third = (html.escape(head) for head in heads)
    body = "\n".join(
        f'<tr><td class="kind">{html.escape(kind)}</td>'
        f'<td lang="{tags[0]}">{left}</td><td lang="{tags[1]}">{right}</td></tr>'
        for kind, left, right in rows
    )
    return (
        "<!doctype html>\n"
        f'<html lang="en"><head><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style></head>\n'
        f"<body><h1>{html.escape(title)}</h1>\n<table><thead><tr>"
        f'<th class="kind" scope="col">{first}</th><th scope="col">{second}</th>'
        f'<th scope="col">{third}</th></tr></thead>\n'
        f"<tbody>\n{body}\n</tbody></table></body></html>\n"
    ).encode()
