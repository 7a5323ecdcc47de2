"""Lineage by kind of edit beside msgmerge, staleness on real changes, and the ledger's rates.

Run it as `python bench/revisions.py [lineage] [staleness] [rates] [crash]`; no name: all of them.
The texts come from the shared data beside the repository.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared" / "data" / "parallel"
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "revisions")]

from edits import KINDS, Dice, document, edited  # noqa: E402

from hexapla.revisions import change_types, lineage  # noqa: E402


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
        print("| " + " | ".join(str(cell) for cell in row) + " |")


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
        rows,
    )


def _po_right(old, made) -> int:
    """Count the touched blocks that msgmerge gives the right old translation (its number)."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        first = {}
        for k, one in enumerate(old):
            first.setdefault(one.text, k)
        (base / "old.po").write_text(
            head + "".join(f'msgid {json.dumps(t, ensure_ascii=False)}\nmsgstr "{k}"\n\n' for t, k in first.items()),
            encoding="utf-8",
        )  # fmt: skip
        texts = dict.fromkeys(one.text for one in made.blocks)
        (base / "new.pot").write_text(
            head + "".join(f'msgid {json.dumps(t, ensure_ascii=False)}\nmsgstr ""\n\n' for t in texts),
            encoding="utf-8",
        )  # fmt: skip
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


def main(names: list[str]) -> None:
    wanted = names or ["lineage", "staleness", "rates", "crash"]
    if "lineage" in wanted:
        bench_lineage()
    _ = Counter, change_types


if __name__ == "__main__":
    main(sys.argv[1:])
