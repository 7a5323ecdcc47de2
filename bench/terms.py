#!/usr/bin/env python3
"""Measure everything that is promised of terms; each table stands beside its bar.

python bench/terms.py                     all of it, some minutes
python bench/terms.py --part quality      gold of eight languages (F1, right renderings flagged),
                                          with the analysers and without
python bench/terms.py --part alarms       false alarms of the rules on professional translations
python bench/terms.py --part find         how long `hexapla terms find` takes on a page
python bench/terms.py --part speed        speed, load and memory with large glossaries
python bench/terms.py --part quality --languages lv,lt --errors 20
"""

from __future__ import annotations

import argparse
import csv
import itertools
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from term_alarms import table as alarms
from term_gold import GOLD, quality, quality_without

SHARED = Path(__file__).resolve().parents[2] / "shared"
LONGEST_FIND = 0.5
# Tokens as treebanks count them: a word or number with what is inside it, or a mark (“...” is one).
TOKEN = re.compile(r"[^\W_]+(?:[-'’.,:·/][^\W_]+)*|([^\w\s])\1*|_+")


def find_latency() -> bool:
    """Print how long `hexapla terms find` takes on a page of the demonstration."""
    root = Path(__file__).resolve().parents[1]
    page = SHARED / "data" / "seed" / "project-closing-page.lv.txt"
    with tempfile.TemporaryDirectory() as folder:
        for name in ("source_docs", "glossary"):
            shutil.copytree(root / name, Path(folder) / name)
        shutil.copy(root / "hexapla.toml", folder)
        call = [str(Path(sys.executable).with_name("hexapla")), "-C", folder, "terms", "find",
                str(page), "--language", "lv"]  # fmt: skip
        taken, used = [], []
        for _ in range(6):
            before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
            subprocess.run(call, check=True, capture_output=True)
            taken.append(time.perf_counter() - began)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            used.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    print(
        f"hexapla terms find on a page: {min(taken):.2f} s, of which the processor works "
        f"{min(used):.2f} s (bar 0.5)"
    )
    return min(used) < LONGEST_FIND


def _column(path: Path, language: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t")
        head = next(rows)
        if language not in head:
            return []
        at = head.index(language)
        return [row[at] for row in rows if len(row) > at and row[at]]


def _large_glossary(language: str, size: int) -> dict[str, str]:
    """Give `size` different terms: the shared termbases, and word pairs made from them."""
    terms = dict.fromkeys(
        term
        for path in sorted((SHARED / "data" / "termbases").glob("*.tsv"))
        for term in _column(path, language)
    )
    gold = GOLD / f"{language}.json"
    if gold.is_file():
        terms |= dict.fromkeys(each["citation"] for each in json.loads(gold.read_text())["terms"])
    own = list(terms)
    for at in itertools.count():
        if len(terms) >= size:
            break
        first, second = own[at % len(own)], own[(at * 7919 + at // len(own) + 13) % len(own)]
        terms[f"{first.split()[0]} {second}"] = None
    return {f"c{at}": term for at, term in enumerate(itertools.islice(terms, size))}


def _texts(language: str) -> list[str]:
    lines = (SHARED / "data" / "parallel" / "dgt_tm_sample.jsonl").read_text("utf-8").splitlines()
    texts = [text for line in lines if (text := json.loads(line).get(language))]
    gold = GOLD / f"{language}.json"
    return texts + (json.loads(gold.read_text())["sentences"] if gold.is_file() else [])


def _one_run(language: str, size: int, folder: Path, segments: int) -> dict[str, float]:
    """Load `size` terms, read the texts once, and say how long it took. Runs in its own process."""
    from hexapla.languages import profile
    from hexapla.terminology import compile_terms
    from hexapla.terminology.text import WORD

    glossary = _large_glossary(language, size)
    texts = _texts(language)[: segments or None]
    words = sum(len(WORD.findall(text)) for text in texts)
    tokens = sum(sum(1 for _ in TOKEN.finditer(text)) for text in texts)
    analyser = profile(language).analyser
    # Processor time, so that what else runs on the machine does not count.
    began = time.process_time()
    matcher = compile_terms(language, glossary, cache=folder)
    if analyser is not None:
        _ = analyser.available  # which loads it, where it was not asked yet
    loaded = time.process_time()
    matches = sum(len(matcher.find(text)) for text in texts)
    ended = time.process_time()
    for text in texts:
        matcher.find(text)
    again = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "load": loaded - began, "first": ended - loaded, "again": again - ended,
        "peak": peak, "words": words, "tokens": tokens, "matches": matches,
    }  # fmt: skip


def speed(languages: list[str]) -> None:
    """Print load, memory and speed with 20,000 and 100,000 terms, each in a fresh process."""
    print(
        "language   terms  cold s  cached s  peak MB  matches  tokens  tokens/s: first    again"
        "   words  words/s: first    again"
    )
    for language in languages:
        for size in (20_000, 100_000):
            with tempfile.TemporaryDirectory() as folder:
                call = [sys.executable, __file__, "--run", language, str(size), folder, "0"]
                cold, cached = (json.loads(subprocess.check_output(call)) for _ in range(2))
                print(
                    f"{language:8} {size:7,}  {cold['load']:6.2f}  {cached['load']:8.2f}  "
                    f"{cached['peak']:7.0f}  {cached['matches']:7,}"
                    + "".join(
                        f"  {cached[unit]:6,}  {cached[unit] / cached['first']:{width},.0f}"
                        f"  {cached[unit] / cached['again']:7,.0f}"
                        for unit, width in (("tokens", 15), ("words", 14))
                    )
                )
                if size == 20_000:
                    call[-1] = "1000"
                    before = resource.getrusage(resource.RUSAGE_CHILDREN)
                    began = time.perf_counter()
                    subprocess.check_output(call)
                    whole = time.perf_counter() - began
                    after = resource.getrusage(resource.RUSAGE_CHILDREN)
                    works = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                    print(
                        f"{'':8} whole process, 1,000 segments, cached: {whole:.2f} s, of which "
                        f"the processor works {works:.2f} s (bar 2)"
                    )


PARTS = ("quality", "alarms", "find", "speed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--languages", default="lv,lt,et,fi,sv,en,de,uk")
    parser.add_argument("--part", choices=PARTS, action="append", help="only this; may be repeated")
    parser.add_argument("--errors", type=int, default=0, help="list so many errors a language")
    parser.add_argument("--short", action="store_true", help="list errors of short words too")
    parser.add_argument("--run", nargs=4, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.run:
        language, size, folder, segments = given.run
        print(json.dumps(_one_run(language, int(size), Path(folder), int(segments))))
        return
    if not GOLD.is_dir():
        sys.exit(f"The gold is not there: {GOLD}")
    languages = given.languages.split(",")
    held = True
    for part in given.part or PARTS:
        if part == "quality":
            held &= quality(languages, given.errors, every_error=given.short)
            print()
            held &= quality_without(languages, given.errors, every_error=given.short)
        elif part == "alarms":
            translated = [each for each in languages if each not in {"en", "uk"}]
            held &= alarms(translated, examples=given.errors)
        elif part == "find":
            held &= find_latency()
        else:
            speed(languages)
        print()
    if not held:
        sys.exit(1)


if __name__ == "__main__":
    main()
