#!/usr/bin/env python3
"""Measure term finding on the shared gold, and its speed and load.

    python bench/terms.py                     quality on the gold of eight languages
    python bench/terms.py --speed             speed, load and memory with large glossaries
    python bench/terms.py --languages lv,lt --errors 20
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"
GOLD = SHARED / "bench" / "terms"
BARS = {
    # language: F1 and precision of glossary-like terms, F1 of all terms
    **dict.fromkeys(("lv", "lt", "et", "fi", "sv"), (0.985, 0.98, 0.975)),
    "en": (0.965, None, None),
    "de": (0.955, None, None),
    "uk": (0.985, None, None),
}


def factory(language: str, citations: list[str]):
    """Make `find` as the shared scorer wants it."""
    from hexapla.terminology import compile_terms

    matcher = compile_terms(language, {str(at): text for at, text in enumerate(citations)})
    return lambda text: [(int(each.term_id), each.start, each.end) for each in matcher.find(text)]


def _scorer():
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(made)
    return made


def quality(languages: list[str], errors: int, *, every_error: bool) -> bool:
    """Print precision, recall and F1 beside the bars; say whether all are held."""
    scorer = _scorer()
    scorer.GL = not every_error
    held = True
    print("language   GL P    GL R   GL F1  (bar)   all F1  (bar)   tokens/s  load s")
    for language in languages:
        gold = json.loads((GOLD / f"{language}.json").read_text("utf-8"))
        began = time.perf_counter()
        find = factory(language, [term["citation"] for term in gold["terms"]])
        load = time.perf_counter() - began
        result, wrong, missed = scorer.score(gold, find)
        near, every = result["gl"], result["all"]
        bar, precise, bar_all = BARS[language]
        good = (
            near["F1"] >= bar
            and (precise is None or near["P"] >= precise)
            and (bar_all is None or every["F1"] >= bar_all)
        )
        held = held and good
        print(
            f"{language:8} {near['P']:7.4f} {near['R']:7.4f} {near['F1']:7.4f}  {bar:<6} "
            f"{every['F1']:7.4f}  {bar_all or '':<6} {result['tok_s']:9,}  {load:6.2f}"
            f"{'' if good else '   below the bar'}"
        )
        if errors:
            print("   wrong ", ", ".join(f"{a}←{b}×{n}" for (a, b), n in wrong.most_common(errors)))
            print("   missed", ", ".join(f"{a}→{b}×{n}" for (a, b), n in missed.most_common(errors)))
    return held


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--languages", default="lv,lt,et,fi,sv,en,de,uk")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--short", action="store_true", help="list errors of short words too")
    given = parser.parse_args()
    if not GOLD.is_dir():
        sys.exit(f"The gold is not there: {GOLD}")
    sys.exit(0 if quality(given.languages.split(","), given.errors, every_error=given.short) else 1)


if __name__ == "__main__":
    main()
