"""Lineage by kind of edit beside msgmerge, staleness on real changes, and the ledger's rates.

Run it as `python bench/revisions.py [lineage] [staleness] [rates] [crash]`; no name: all of them.
The texts come from the shared data beside the repository.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "parallel"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "revisions")]


from crash import killed_after  # noqa: E402
from edits import KINDS, MEANINGS, Dice, add_and_remove, document, edited, typo, untouched  # noqa: E402

from hexapla.model import ChangeType  # noqa: E402
from hexapla.revisions import (  # noqa: E402
    Ledger,
    change_types,
    lineage,
    plan,
    prepare,
    record,
    schema,
    verify_ledger,
)
from hexapla.revisions.changes import answers  # noqa: E402
from hexapla.revisions.events import Appender  # noqa: E402
from hexapla.revisions.tasks import Stat  # noqa: E402
from hexapla.revisions.tokens import same  # noqa: E402
from hexapla.workspace import FixedClock, Workspace  # noqa: E402


def stock() -> list[str]:
    """Give the English texts of the sample of EU acts, each once, long enough to be paragraphs."""
    seen = {}
    for line in (SHARED / "dgt_tm_sample.jsonl").read_text(encoding="utf-8").splitlines():
        text = " ".join(json.loads(line).get("en", "").split())
        if len(text.split()) >= 4:
            seen[text] = None
    return list(seen)


def table(title: str, heads: tuple[str, ...], rows: list[tuple]) -> None:
    print(f"\n## {title}\n")
    print("| " + " | ".join(heads) + " |")
    print("|" + "---|" * len(heads))
    for row in rows:
        print("| " + " | ".join(str(cell) for cell in row) + " |", flush=True)


def _right(came: list[frozenset[int]], found, size: int) -> tuple[list[bool], list[bool]]:
    """Tell of each new and each old block whether its partners were found exactly."""
    back = found.backward()
    new = [frozenset(back.get(j, ())) == origin for j, origin in enumerate(came)]
    truth = [frozenset(j for j, origin in enumerate(came) if i in origin) for i in range(size)]
    forth = found.forward()
    return new, [frozenset(forth.get(i, ())) == truth[i] for i in range(size)]


def bench_lineage(times: int = 500) -> None:
    texts = stock()
    rows = []
    for kind in KINDS:
        hits = touched = all_right = everything = 0
        spent = blocks = 0.0
        peer = 0
        for seed in range(times):
            dice = Dice("lineage", kind, seed)
            old = document(dice, texts)
            made = edited(old, kind, dice, texts)
            began = time.perf_counter()
            found = lineage(old, made.blocks)
            spent += time.perf_counter() - began
            blocks += len(old)
            new, olds = _right(made.came, found, len(old))
            hits += sum(new[k] for k in made.touched)
            touched += len(made.touched)
            all_right += sum(new) + sum(olds)
            everything += len(new) + len(olds)
            peer += _po_right(old, made) if seed < 50 else 0
        rows.append(
            (
                kind,
                times,
                f"{hits / touched:.2%}",
                f"{all_right / everything:.2%}",
                f"{spent / blocks * 1000:.3f}",
                f"{peer / (touched / times * 50):.0%}",
            )
        )
    table(
        "Lineage: blocks whose origin is found exactly",
        ("edit", "edits", "edited blocks", "all blocks", "ms a block", "msgmerge, edited blocks"),
        [*rows, _many_at_once(texts, times // 2)],
    )


def _many_at_once(texts: list[str], times: int) -> tuple:
    """Edit a document ten times, in any ways, with blocks added and removed besides."""
    right = everything = edits = 0
    spent = blocks = 0.0
    for seed in range(times):
        dice = Dice("many", seed)
        old = document(dice, texts, 60)
        made = untouched(old)
        for _ in range(8):
            with contextlib.suppress(IndexError, ValueError):  # no block left that can be edited so
                KINDS[dice.pick([kind for kind in KINDS if kind != "table row"])](made, dice, texts)
                edits += 1
        add_and_remove(made, dice, texts)
        began = time.perf_counter()
        found = lineage(old, made.blocks)
        spent += time.perf_counter() - began
        blocks += len(old)
        new, olds = _right(made.came, found, len(old))
        right += sum(new) + sum(olds)
        everything += len(new) + len(olds)
    share = f"{right / everything:.2%}"
    return (
        "ten in one document",
        edits + 2 * times,
        "–",
        share,
        f"{spent / blocks * 1000:.3f}",
        "–",
    )


def _write_po(path: Path, entries: dict[str, str]) -> None:
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    made = [head]
    for text, given in entries.items():
        made.append(f'msgid {json.dumps(text, ensure_ascii=False)}\nmsgstr "{given}"\n')
    path.write_text("\n".join(made), encoding="utf-8")


def _po_right(old, made) -> int:
    """Count the touched blocks that msgmerge gives the right old translation (its number)."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        first = {}
        for k, one in enumerate(old):
            first.setdefault(one.text, k)
        _write_po(base / "old.po", {text: str(k) for text, k in first.items()})
        _write_po(base / "new.pot", dict.fromkeys((one.text for one in made.blocks), ""))
        done = subprocess.run(
            ["msgmerge", "-q", "--no-wrap", str(base / "old.po"), str(base / "new.pot")],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
    given: dict[str, str] = {}
    for entry in done.stdout.split("\n\n"):
        lines = [line for line in entry.splitlines() if line and not line.startswith("#")]
        name = next((line[6:] for line in lines if line.startswith("msgid ")), "")
        value = next((line[7:] for line in lines if line.startswith("msgstr ")), "")
        if name:
            given[json.loads(name)] = json.loads(value or '""')
    right = 0
    for k in made.touched:
        says = given.get(made.blocks[k].text, "")
        origin = {str(first[old[i].text]) for i in made.came[k]}
        right += origin == ({says} if says else set())
    return right


CLOCK = FixedClock(datetime(2026, 1, 1, tzinfo=UTC))
DOCUMENTS, LANGUAGES, REVISIONS = 10_000, ("en", "lv", "lt", "et", "fi", "sv"), 20


def bench_rates() -> None:
    with tempfile.TemporaryDirectory() as folder:
        rows = [*_status_rates(Path(folder) / "status"), *_record_rates(Path(folder) / "record")]
        rows += _plan_rates(Path(folder) / "plan")
        rows += _log_rates(Path(folder) / "log")
    table("Rates", ("what", "measured", "bar", "bar / measured"), rows)


def _workspace(root: Path) -> Workspace:
    root.mkdir(parents=True)
    tags = json.dumps([tag for tag in LANGUAGES if tag != "en"])
    (root / "hexapla.toml").write_text(f'[languages]\nsource = "en"\ntargets = {tags}\n')
    return Workspace.open(root)


def _row(what: str, measured: float, bar: float, unit: str = "s") -> tuple[str, str, str, str]:
    return what, f"{measured:.4g} {unit}", f"{bar:g} {unit}", f"{bar / measured:.1f}"


def _status_rates(root: Path) -> list[tuple]:
    workspace = _workspace(root)
    with Ledger.open(workspace, CLOCK) as ledger:
        with ledger.database.writing() as connection:
            for start in range(0, DOCUMENTS, 500):
                _fill(connection, range(start, min(start + 500, DOCUMENTS)))
        best = min(_timed(ledger.status) for _ in range(5))
        told = min(_timed(lambda: ledger.status().as_text()) for _ in range(5))
        one = min(_timed(lambda: ledger.status(["document-04242"])) for _ in range(5))
    what = f"status of {DOCUMENTS:,} × {len(LANGUAGES)} × {REVISIONS} revisions"
    return [
        _row(what, best, 0.2),
        _row("  the same as JSON text", told, 0.2),
        _row("one document's stale list", one, 0.005),
    ]


def _timed(work) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _fill(connection, numbers: range) -> None:
    documents, revisions, heads, blocks = [], [], [], []
    for number in numbers:
        name = f"document-{number:05}"
        documents.append(
            {"name": name, "source_language": "en", "wanted": "[]", "declared": "{}",
             "serial": 1, "present": True, "source_revision": REVISIONS, "summary": _told(number)}
        )  # fmt: skip
        for tag in LANGUAGES:
            stale = tag != "en" and number % 5 == 0
            heads.append(
                {"document": name, "language": tag, "number": REVISIONS, "path": "x",
                 "follows": 19 if stale else 20, "state": "stale" if stale else "current",
                 "since": 20 if stale else None, "approved_by": "[]"}
            )  # fmt: skip
            if stale:
                blocks.extend(
                    {"document": name, "language": tag, "position": k, "block": f"{k:032}",
                     "state": "stale", "since": 20, "types": '["number"]', "diff": "[-1-]{+2+}"}
                    for k in range(2)
                )  # fmt: skip
            revisions.extend(
                {"document": name, "language": tag, "number": k + 1, "digest": "0" * 64,
                 "parent": "", "follows": k + 1, "basis": "inferred", "path": "x", "dated": "",
                 "reading": "0" * 64, "seq": 1}
                for k in range(REVISIONS)
            )  # fmt: skip
    for table_, rows in (
        (schema.document, documents),
        (schema.revision, revisions),
        (schema.head, heads),
        (schema.block_state, blocks),
    ):
        connection.execute(table_.insert(), rows)


def _told(number: int) -> str:
    """Give a document's summary: in every fifth document two blocks of each language are stale."""
    stale = number % 5 == 0
    block = {"block": "0" * 32, "since": 20, "types": ["number"], "diff": "within [-1-]{+2+} days"}
    here = {
        "state": "stale" if stale else "current", "revision": REVISIONS,
        "follows": 19 if stale else 20, "stale_blocks": [block, block] if stale else [],
        "missing_blocks": [], "extra_blocks": [],
        "since": 20 if stale else None, "approved_by": [],
    }  # fmt: skip
    return json.dumps(dict.fromkeys(LANGUAGES[1:], here), separators=(",", ":"))


def _write(root: Path, name: str, tag: str, text: str) -> None:
    folder = root / "source_docs" / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.{tag}.txt").write_text(text, encoding="utf-8")


def _record_rates(root: Path, documents: int = 100) -> list[tuple]:
    workspace = _workspace(root)
    texts = stock()
    for number in range(documents):
        dice = Dice("record", number)
        body = "\n\n".join(dice.some(texts, 20))
        for tag in LANGUAGES:
            _write(root, f"d{number}", tag, body)
    with Ledger.open(workspace, CLOCK) as ledger:
        found = plan(workspace, ledger)
        tasks = ledger.tasks(found.jobs)
        prepared = []
        compute = _timed(lambda: prepared.extend(prepare(task) for task in tasks))
        spent = _timed(
            lambda: [ledger.commit(prepared[k : k + 25]) for k in range(0, len(prepared), 25)]
        )
        single = 0.0
        for number in range(30):
            _write(root, f"d{number}", "lv", f"Revision {number}.")
            tasks = ledger.tasks(plan(workspace, ledger, documents=[f"d{number}"]).jobs)
            made = [prepare(task) for task in tasks]
            single += _timed(lambda made=made: ledger.commit(made))
    size = documents * len(LANGUAGES)
    rate = size / spent
    alone = 30 / single
    return [
        (
            "durable revisions, 25 documents a chunk",
            f"{rate:.0f} /s",
            "150 /s",
            f"{rate / 150:.1f}×",
        ),
        (
            "durable revisions, one a transaction",
            f"{alone:.0f} /s",
            "150 /s",
            f"{alone / 150:.1f}×",
        ),
        (
            "  the floor: a row of SQLite, committed alone",
            f"{_floor(root):.0f} /s",
            "–",
            "–",
        ),
        ("reading, lineage and alignment", f"{size / compute:.0f} files/s a core", "–", "–"),
    ]


def _floor(root: Path, rows: int = 100) -> float:
    """Give how many rows a second this disk takes, each committed and synchronised alone."""
    with contextlib.closing(sqlite3.connect(root / "floor.sqlite", isolation_level=None)) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("PRAGMA synchronous=FULL")
        made.execute("CREATE TABLE row (content)")

        def write() -> None:
            for _ in range(rows):
                made.execute("BEGIN IMMEDIATE")
                made.execute("INSERT INTO row VALUES (?)", (b"x" * 4096,))
                made.execute("COMMIT")

        return rows / _timed(write)


def _plan_rates(root: Path) -> list[tuple]:
    workspace = _workspace(root)
    for number in range(DOCUMENTS):
        for tag in LANGUAGES:
            _write(root, f"d{number}", tag, f"Document {number}.")
    with Ledger.open(workspace, CLOCK) as ledger:
        rows, documents = [], []
        for one in workspace.documents()[0]:
            documents.append(
                {"name": one.name, "source_language": "en", "declared": "{}", "serial": 1,
                 "wanted": json.dumps(list(workspace.wanted_languages(one)), separators=(",", ":")),
                 "present": True, "summary": "{}"}
            )  # fmt: skip
            for file in one.files:
                stat = Stat.of(str(file.path))
                rows.append(
                    {"path": str(file.path.relative_to(root)), "document": one.name,
                     "language": file.language, "size": stat.size, "mtime": stat.mtime,
                     "ctime": stat.ctime, "inode": stat.inode, "digest": "0" * 64}
                )  # fmt: skip
        with ledger.database.writing() as connection:
            connection.execute(schema.seen.insert(), rows)
            connection.execute(schema.document.insert(), documents)
        assert not plan(workspace, ledger).jobs
        walk = min(_timed(workspace.documents) for _ in range(2))
        spent = min(_timed(lambda: record(workspace, ledger)) for _ in range(3))
    return [
        _row(f"no-change record of {DOCUMENTS:,} × {len(LANGUAGES)} files", spent, 3),
        ("  of which finding the files", f"{walk:.3g} s", "–", "–"),
    ]


def _log_rates(root: Path) -> list[tuple]:
    workspace = _workspace(root)
    with Ledger.open(workspace, CLOCK) as ledger:
        with ledger.database.writing() as connection:
            appender = Appender(connection, CLOCK.now().isoformat(), "bench")
            for number in range(20_000):
                appender.add("noted", {"number": number}, document=f"d{number}")
            appender.flush()
        spent = _timed(lambda: verify_ledger(ledger))
    return [_row("verification of 20,000 events", spent, 1)]


def bench_staleness() -> None:
    for name in ("eforms_change_events", "eusurvey_change_events"):
        _real_changes(name)
    _seeded_changes()


def _real_changes(name: str) -> None:
    """Say of each translation whether it would be called stale, by the type of the change."""
    counts: dict[str, Counter[str]] = {}
    events = 0
    for line in (SHARED / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        raw = json.loads(line)
        old, new = raw["en"]
        if old is None or new is None:
            continue
        events += 1
        types = change_types(old, new, "en")
        key = " + ".join(sorted(kind.value for kind in types)) or "none"
        meant = types - {ChangeType.COSMETIC}
        for tag, texts in raw.items():
            if tag == "en" or not isinstance(texts, list) or None in texts:
                continue
            was, now = texts
            row = counts.setdefault(key, Counter())
            if same(was, now, tag):
                row["unchanged"] += 1
                row["unchanged, stale"] += bool(meant)
            else:
                row["changed"] += 1
                row["changed, still stale"] += bool(meant) and not answers(
                    old, new, was, now, source_language="en", target_language=tag
                )
    rows = [
        (
            key,
            row["unchanged"],
            row["unchanged, stale"],
            row["changed"],
            row["changed, still stale"],
        )
        for key, row in sorted(counts.items(), key=lambda item: -item[1].total())
    ]
    total = [sum(row[k] for row in rows) for k in range(1, 5)]
    table(
        f"{name}: {events:,} real changes of English texts, translations before and after",
        ("type of change", "unchanged", "called stale", "changed", "still called stale"),
        [*rows, ("all", *total)],
    )


def _seeded_changes(times: int = 10_000) -> None:
    texts = [json.loads(line) for line in (SHARED / "dgt_tm_sample.jsonl").open(encoding="utf-8")]
    texts = [one for one in texts if len(one.get("en", "").split()) > 5]
    rows = []
    for kind, change in MEANINGS.items():
        made = lost = typed = touched = 0
        for seed in range(times // len(MEANINGS)):
            dice = Dice("meaning", kind, seed)
            unit = dice.pick(texts)
            tag = dice.pick(["lv", "lt", "et", "fi", "sv"])
            old = unit["en"]
            new = change(old, dice)
            if not unit.get(tag):
                continue
            made += 1
            lost += same(old, new, "en")
            typed += change_types(old, new, "en") <= {ChangeType.COSMETIC}
            touched += answers(
                old,
                new,
                unit[tag],
                typo(unit[tag], dice),
                source_language="en",
                target_language=tag,
            )
        rows.append((kind, made, lost, typed, touched))
    table(
        "Seeded changes of meaning in the source; none may leave its translation current",
        ("change", "seeds", "translation untouched", "typed cosmetic", "typo corrected elsewhere"),
        rows,
    )


def bench_crash(times: int = 100) -> None:
    alive = broken = unfinished = 0
    for seed in range(times):
        with tempfile.TemporaryDirectory() as folder:
            workspace = _workspace(Path(folder) / "w")
            for number in range(10):
                for tag in LANGUAGES[:3]:
                    _write(workspace.root, f"d{number}", tag, f"Text {number}.\n\nMore of it.")
            alive += killed_after(workspace.root, Dice("crash", seed).below(400) / 1000)
            with Ledger.open(workspace, CLOCK) as ledger:
                broken += bool(verify_ledger(ledger))
                record(workspace, ledger)
                done = len(ledger.revisions()) == 30 and not verify_ledger(ledger)
                unfinished += not done
    table(
        f"{times} recordings killed with SIGKILL at a seeded moment",
        ("killed while at work", "broken ledgers", "reruns that did not finish"),
        [(alive, broken, unfinished)],
    )


def main(names: list[str]) -> None:
    wanted = names or ["lineage", "staleness", "rates", "crash"]
    if "lineage" in wanted:
        bench_lineage()
    if "rates" in wanted:
        bench_rates()
    if "staleness" in wanted:
        bench_staleness()
    if "crash" in wanted:
        bench_crash()


if __name__ == "__main__":
    main(sys.argv[1:])
