"""How exact and how small redlines are, and what they cost.

    HEXAPLA_DOCX_CORPUS=folder python bench/docx_redline.py [--peer] [--limit N]

First the demonstration's own revisions, then seeded edits of the corpus's files (without a corpus,
of the demonstration's). Exact: accepting all gives the new blocks and rejecting all the old ones,
as an own transformation and the reader see them. `--peer` compares docx-scalpel where it is there.
"""

from __future__ import annotations

import argparse
import copy
import os
import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from hexapla.errors import HexaplaError
from hexapla.model import language
from hexapla.packs import Package, redline
from hexapla.packs.redline import settled
from hexapla.packs.redline.oracle import first_difference, shown
from hexapla.packs.xml import MC, e, local, parse, q, serial

_ROOT = Path(__file__).parents[1]
_PAGE = 1_800
"""Characters of a standard page; a file with less text than that counts as one page.

A rendered page often holds less: the demonstration's twelve documents are 17 pages in LibreOffice
and 12 by this measure. So a time per page by this measure is rather too high than too low."""


@dataclass
class Row:
    """What was counted of one kind of pair."""

    pairs: int = 0
    exact: int = 0
    fallback: int = 0
    marked: int = 0
    least: int = 0
    seconds: float = 0.0
    pages: float = 0.0
    failed: list[str] = field(default_factory=list)


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--limit", type=int, default=150)
    options.add_argument("--peer", action="store_true")
    options.add_argument("--failures", action="store_true")
    chosen = options.parse_args()
    rows: dict[str, Row] = {}
    for name, old, new, tag in _revisions():
        _measure(rows.setdefault("revisions", Row()), name, (old, new), tag, least=0)
    folder = os.environ.get("HEXAPLA_DOCX_CORPUS", "")
    files = (
        sorted(Path(folder).rglob("*.docx"))
        if folder
        else sorted(_ROOT.glob("source_docs/*/*.docx"))
    )
    chance = random.Random(5)
    chance.shuffle(files)
    for path in files[: chosen.limit]:
        for kind, edit in EDITS.items():
            pair = _edited(path, kind, edit, random.Random(f"{path.name} {kind}"))
            if pair is not None:
                old, new, least = pair
                row = rows.setdefault(kind, Row())
                _measure(row, f"{path} {kind}", (old, new), "en", least=least)
    _print(rows)
    if chosen.failures:
        for row in rows.values():
            print(*row.failed, sep="\n")
    if chosen.peer:
        _peer()


def _print(rows: dict[str, Row]) -> None:
    heads = ("pairs", "exact", "fallback", "marked", "÷ least", "ms/page")
    print(f"{'edit':<22}" + "".join(f"{head:>9}" for head in heads))
    for kind, row in rows.items():
        ratio = f"{row.marked / row.least:.2f}" if row.least else "–"
        cost = row.seconds * 1000 / max(row.pages, 1)
        print(
            f"{kind:<22}{row.pairs:>9}{row.exact:>9}{row.fallback:>9}{row.marked:>9}{ratio:>9}{cost:>9.1f}"
        )


def _measure(row: Row, name: str, pair: tuple[bytes, bytes], tag: str, *, least: int) -> None:
    begun = time.process_time()
    try:
        made = redline(*pair, language=language(tag), dated="2015-01-01")
    except HexaplaError:
        return
    row.seconds += time.process_time() - begun
    row.pairs += 1
    row.exact += made.exact
    row.fallback += made.fallback
    row.least += least
    marked, length = _marked(made.content)
    row.marked += marked
    row.pages += max(length / _PAGE, 1)
    if not made.exact or made.fallback:
        row.failed.append(f"{name}: {'; '.join(made.notes)}")


def _marked(content: bytes, author: str = "Hexapla") -> tuple[int, int]:
    """Count the visible characters in an author's (“”: every) changes, and all of the text.

    What stands in an mc:Fallback says again what its Choice says: it is counted once.
    """
    package = Package.read(content)
    marked = length = 0
    for part in _stories(package):
        root = parse(package.parts[part])
        for again in list(root.iter(f"{{{MC}}}Fallback")):
            again.getparent().remove(again)
        for change in root.iter(q("ins"), q("del")):
            if author in {"", change.get(q("author"))}:
                marked += sum(len(t.text or "") for t in change.iter(q("t"), q("delText")))
        if part == package.main:
            length = sum(len(t.text or "") for t in root.iter(q("t")))
    return marked, length


def _revisions() -> Iterator[tuple[str, bytes, bytes, str]]:
    for new in sorted(_ROOT.glob("source_docs/*/*.docx")):
        numbered = sorted((new.parent / "revisions").glob(f"*/{new.name}"))
        for old in numbered:
            yield new.name, old.read_bytes(), new.read_bytes(), new.name.split(".")[-2]


# Seeded edits: each gives how many characters it changed, or None where it found nothing to edit


def _paragraphs(root: Any) -> list[Any]:
    return [
        one
        for one in root.iter(q("p"))
        if one.find(f".//{q('t')}") is not None
        and not any(local(up) in {"txbxContent", "Fallback"} for up in one.iterancestors())
    ]


def _texts(element: Any) -> list[Any]:
    return [one for one in element.iter(q("t")) if len((one.text or "").split()) > 1]


def _words(root: Any, chance: random.Random) -> int | None:
    texts = _texts(root)
    if not texts:
        return None
    changed = 0
    for one in chance.sample(texts, min(len(texts), 4)):
        words = one.text.split(" ")
        at = chance.randrange(len(words))
        changed += len(words[at]) + 7
        words[at] = "changed"
        one.text = " ".join(words)
    return changed


def _alone(paragraph: Any) -> bool:
    """Tell whether the paragraph may go: no section ends in it, its cell has another."""
    beside = [one for one in paragraph.getparent() if local(one) == "p"]
    return paragraph.find(f".//{q('sectPr')}") is None and len(beside) > 1


def _length(element: Any) -> int:
    return sum(len(t.text or "") for t in element.iter(q("t")))


def _delete(root: Any, chance: random.Random) -> int | None:
    found = [one for one in _paragraphs(root) if _alone(one)]
    if not found:
        return None
    one = chance.choice(found)
    length = _length(one)
    one.getparent().remove(one)
    return length


def _before_table(root: Any, _: random.Random) -> int | None:
    for table in root.iter(q("tbl")):
        before = table.getprevious()
        if before is not None and local(before) == "p" and _alone(before):
            length = _length(before)
            before.getparent().remove(before)
            return length
    return None


def _last(root: Any, _: random.Random) -> int | None:
    body = root.find(q("body"))
    found = [one for one in (body if body is not None else ()) if local(one) == "p"]
    if len(found) < 2 or not _alone(found[-1]):
        return None
    length = _length(found[-1])
    body.remove(found[-1])
    return length


def _insert(root: Any, chance: random.Random) -> int | None:
    found = _paragraphs(root)
    if not found:
        return None
    text = "A paragraph that was not there before."
    chance.choice(found).addnext(e("p", e("r", e("t", text))))
    return len(text)


def _split(root: Any, chance: random.Random) -> int | None:
    found = [one for one in _paragraphs(root) if len(one.findall(q("r"))) > 1 and _alone(one)]
    if not found:
        return None
    one = chance.choice(found)
    runs = one.findall(q("r"))
    made = e("p")
    properties = one.find(q("pPr"))
    if properties is not None:
        made.append(copy.deepcopy(properties))
    for run in runs[len(runs) // 2 :]:
        made.append(run)
    one.addnext(made)
    return 0


def _merge(root: Any, chance: random.Random) -> int | None:
    found = [
        one
        for one in _paragraphs(root)
        if one.getnext() is not None and local(one.getnext()) == "p" and _alone(one.getnext())
    ]
    if not found:
        return None
    one = chance.choice(found)
    other = one.getnext()
    for run in other.findall(q("r")):
        one.append(run)
    other.getparent().remove(other)
    return 0


def _swap(root: Any, chance: random.Random) -> int | None:
    body = root.find(q("body"))
    found = [one for one in _paragraphs(root) if one.getparent() is body and _alone(one)]
    if len(found) < 3:
        return None
    first, second = chance.sample(found, 2)
    length = 2 * _length(first)
    second.addnext(first)
    return length


def _row_gone(root: Any, chance: random.Random) -> int | None:
    found = [row for row in root.iter(q("tr")) if len(row.getparent().findall(q("tr"))) > 1]
    if not found:
        return None
    row = chance.choice(found)
    length = _length(row)
    row.getparent().remove(row)
    return length


def _row_come(root: Any, chance: random.Random) -> int | None:
    found = list(root.iter(q("tr")))
    if not found:
        return None
    row = chance.choice(found)
    made = copy.deepcopy(row)
    for text in made.iter(q("t")):
        text.text = "new"
    row.addnext(made)
    return _length(made)


def _box(root: Any, chance: random.Random) -> int | None:
    found = [one for box in root.iter(q("txbxContent")) for one in _texts(box)]
    if not found:
        return None
    one = chance.choice(found)
    before = one.text
    for other in root.iter(q("t")):
        if other.text == before:
            other.text = before + " more"
    return 5


def _pending(root: Any, chance: random.Random) -> int | None:
    if root.find(f".//{q('ins')}") is None and root.find(f".//{q('del')}") is None:
        return None
    return _words(root, chance)


EDITS: dict[str, Callable[[Any, random.Random], int | None]] = {
    "words": _words,
    "paragraph gone": _delete,
    "gone before a table": _before_table,
    "last one gone": _last,
    "paragraph come": _insert,
    "split": _split,
    "merged": _merge,
    "moved": _swap,
    "row gone": _row_gone,
    "row come": _row_come,
    "text box": _box,
    "note": _words,
    "header": _words,
    "with pending changes": _pending,
}


def _stories(package: Package, *kinds: str) -> list[str]:
    wanted = kinds or ("footnotes", "endnotes", "header", "footer")
    parts = [
        one.target
        for one in package.relations(package.main)
        if one.kind in wanted and one.target in package.parts
    ]
    return sorted(set(parts)) if kinds else [package.main, *sorted(set(parts))]


def _edited(
    path: Path, kind: str, edit: Callable[[Any, random.Random], int | None], chance: random.Random
) -> tuple[bytes, bytes, int] | None:
    """Give a file, the file with one edit, and how many characters that changed."""
    content = path.read_bytes()
    try:
        package = Package.read(content)
        parts = {"note": ("footnotes", "endnotes"), "header": ("header", "footer")}.get(kind)
        among = _stories(package, *parts) if parts else [package.main]
        for part in among:
            root = parse(package.parts[part])
            changed = edit(root, chance)
            if changed is not None:
                package.parts[part] = serial(root)
                return content, package.write(), changed
    except (HexaplaError, etree.XMLSyntaxError):
        pass
    return None


def _peer() -> None:
    """Compare the revisions with docx-scalpel, and let it accept and reject our redlines."""
    try:
        import docx_scalpel as peer
    except ImportError:
        print("docx-scalpel is not installed")
        return
    ours = theirs = agreed = pairs = 0
    spent = [0.0, 0.0]
    for _, old, new, tag in _revisions():
        begun = time.perf_counter()
        made = redline(old, new, language=language(tag), dated="2015-01-01").content
        between = time.perf_counter()
        other = peer.docx_diff_compare(old, new)
        spent[0] += between - begun
        spent[1] += time.perf_counter() - between
        pairs += 1
        ours += _marked(made)[0]
        theirs += _marked(other, "")[0]
        agreed += not first_difference(
            shown(peer.docx_diff_accept_revisions(made), language(tag)),
            shown(settled(new, accept=True), language(tag)),
        ) and not first_difference(
            shown(peer.docx_diff_reject_revisions(made), language(tag)),
            shown(settled(old, accept=False), language(tag)),
        )
    print(f"docx-scalpel accepts and rejects ours exactly: {agreed} of {pairs}")
    print(f"marked characters: ours {ours}, docx-scalpel {theirs} ({ours / max(theirs, 1):.2f})")
    print(f"seconds: ours {spent[0]:.2f} with its check, docx-scalpel {spent[1]:.2f} without one")


if __name__ == "__main__":
    main()
