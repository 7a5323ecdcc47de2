"""How many planted errors the rules find, and how often they cry wolf, on real translations.

    python bench/checks.py [--languages lv,lt] [--corpora dgt,espd,eusurvey] [--seed 7]
        [--examples 5] [--rule number,date] [--directions from,into] [--plants …] [--speed]

The data lies beside the repository (../shared/data/parallel). Each error is planted into a
translation that was professional, one at a time, from a seed; it counts as found where a rule of
those named for it gives a finding that the clean pair did not give. A false alarm is any finding
on a clean pair; some of them are real errors of the data (docs/explanation/real-errors.md): those
that bench/real_errors.tsv lists are counted in the column “any” and left out of “false”. Both
directions are measured: from English, and into it.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from planter import EXPECTED, PLANTS

from hexapla.checks import Company, Context, check_units
from hexapla.model import Block, BlockKind, Language, Unit, digest

SHARED = Path(__file__).parents[2] / "shared" / "data"
PARALLEL = SHARED / "parallel"
REAL = Path(__file__).parent / "real_errors.tsv"
EXACT = {"number", "date", "number-format", "unit", "scale", "currency"}


def real_errors() -> set[tuple[str, ...]]:
    """Give what was read and found to be an error of the data: corpus, key, language, rule."""
    lines = REAL.read_text(encoding="utf-8").splitlines()
    return {tuple(line.split("\t")[:4]) for line in lines if line and not line.startswith("#")}


def turned(one: Unit) -> Unit:
    return Unit(
        document=one.document,
        source_language=one.target_language,
        target_language=one.source_language,
        source=one.target,
        target=one.source,
    )


def unit(
    source: str, target: str, language: str, name: str = "bench", *, source_language: str = "en"
) -> Unit:
    def block(text: str, tag: str) -> Block:
        return Block(
            id=digest(tag, text),
            kind=BlockKind.PARAGRAPH,
            text=text,
            path="",
            language=Language(tag),
        )

    return Unit(
        document=name,
        source_language=Language(source_language),
        target_language=Language(language),
        source=(block(source, source_language),),
        target=(block(target, language),),
    )


def keyed(corpus: str, language: str) -> list[tuple[str, str, str]]:
    if corpus == "dgt":
        lines = (PARALLEL / "dgt_tm_sample.jsonl").read_text(encoding="utf-8").splitlines()
        found = [
            (f"{one['celex']}/{one['n']}", one.get("en"), one.get(language))
            for one in map(json.loads, lines)
        ]
    else:
        texts = json.loads((PARALLEL / f"{corpus}_messages.json").read_text(encoding="utf-8"))
        found = [(key, one.get("en"), one.get(language)) for key, one in texts.items()]
    return [(key, source, target) for key, source, target in found if source and target]


def pairs(corpus: str, language: str) -> list[tuple[str, str]]:
    return [(source, target) for _, source, target in keyed(corpus, language)]


def company(corpus: str, language: str, direction: str = "from") -> Company:
    """Give the whole text that a pair of the corpus stands among."""
    units = [unit(source, target, language) for source, target in pairs(corpus, language)]
    return Company(units if direction == "from" else map(turned, units))


def findings(one: Unit, context: Context, among: Company) -> Counter:
    found = check_units([one], context, company=among)
    return Counter((hit.rule, hit.location.start) for hit in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default="lv,lt,et,fi,sv,de")
    parser.add_argument("--corpora", default="dgt,espd,eusurvey")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--examples", type=int, default=0)
    parser.add_argument("--rule", default="")
    parser.add_argument("--plants", default=",".join(PLANTS))
    parser.add_argument("--directions", default="from,into")
    parser.add_argument("--list", action="store_true", help="each finding as a line")
    parser.add_argument("--no-clean", action="store_true")
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    context = Context()
    languages, corpora = asked.languages.split(","), asked.corpora.split(",")
    if asked.speed:
        speed(languages)
        return
    if not asked.no_clean:
        clean(languages, corpora, context, asked)
    if asked.plants:
        planted(languages, corpora, context, asked)
    if not asked.list and not asked.examples:
        print("\nSpeed; the floor is to find the words and the digits of both texts, no more\n")
        speed(languages)


def clean(languages, corpora, context, asked) -> None:
    print("False alarms on clean pairs; “false” and “wrong %” without the listed real errors\n")
    print(
        f"{'corpus':9} {'pair':6} {'pairs':>6} {'any/100':>8} {'false':>6} {'digits':>6} "
        f"{'flagged %':>9} {'wrong %':>8}  rules, without the real errors"
    )
    real = real_errors()
    totals: dict[str, Counter] = defaultdict(Counter)
    for corpus in corpora:
        for language in languages:
            for direction in asked.directions.split(","):
                counted, rules = _clean(corpus, language, direction, context, asked, real)
                if not counted["pairs"]:
                    continue
                name = f"en-{language}" if direction == "from" else f"{language}-en"
                top = ", ".join(f"{rule} {number}" for rule, number in rules.most_common(8))
                print(f"{corpus:9} {name:6} {_row(counted)}  {top}")
                totals[f"{corpus} {direction} English"].update(counted)
    print()
    for name, counted in totals.items():
        print(f"{name:24} {_row(counted)}")


def _row(counted) -> str:
    digits = max(counted["digits"], 1)
    return (
        f"{counted['pairs']:6} {100 * counted['any'] / counted['pairs']:8.2f} "
        f"{100 * counted['false'] / counted['pairs']:6.2f} {counted['digits']:6} "
        f"{100 * counted['flagged'] / digits:9.2f} {100 * counted['wrong'] / digits:8.2f}"
    )


def _clean(corpus, language, direction, context, asked, real):  # noqa: PLR0917  one row of the table
    counted: Counter = Counter()
    rules: Counter = Counter()
    shown: dict[str, list] = defaultdict(list)
    among = company(corpus, language, direction)
    for key, source, target in keyed(corpus, language):
        counted["pairs"] += 1
        one_unit = unit(source, target, language)
        looked_at = one_unit if direction == "from" else turned(one_unit)
        found = check_units([looked_at], context, company=among)
        if asked.list:
            for one in found:
                print(f"LIST\t{direction}\t{corpus}\t{key}\t{language}\t{one.rule}\t{one.message}")
        hit = {one.rule for one in found}
        ours = {rule for rule in hit if (corpus, key, language, rule) not in real}
        counted["any"] += bool(hit)
        counted["false"] += bool(ours)
        rules.update(ours)
        if re.search(r"\d", source + target):
            counted["digits"] += 1
            counted["flagged"] += bool(hit & EXACT)
            counted["wrong"] += bool(ours & EXACT)
        for one in found:
            if one.rule in ours:
                shown[one.rule].append((one, source, target))
    for rule, seen in sorted(shown.items()):
        if asked.examples and (not asked.rule or rule in asked.rule.split(",")):
            for one, source, target in seen[: asked.examples]:
                print(
                    f"    {rule} [{one.severity.label}]: {one.message}\n"
                    f"      E {source[:300]}\n      T {target[:300]}"
                )
    return counted, rules


def planted(languages, corpora, context, asked) -> None:
    print("\nPlanted errors: found of planted, in per cent\n")
    plants = asked.plants.split(",")
    print(f"{'error':18}" + "".join(f"{language:>14}" for language in languages) + f"{'all':>16}")
    total: Counter = Counter()
    for plant in plants:
        row = f"{plant:18}"
        sums = Counter()
        for language in languages:
            rng = random.Random(f"{asked.seed} {plant} {language}")
            made = caught = missed_shown = 0
            for corpus in corpora:
                among = company(corpus, language)
                for source, target in pairs(corpus, language):
                    wrong = PLANTS[plant](source, target, language, rng)
                    if wrong is None or wrong == target:
                        continue
                    before = findings(unit(source, target, language), context, among)
                    after = findings(unit(source, wrong, language), context, among)
                    new = {rule for rule, _ in after - before}
                    made += 1
                    if new & EXPECTED[plant]:
                        caught += 1
                    elif asked.examples and missed_shown < asked.examples:
                        missed_shown += 1
                        print(
                            f"    missed {plant} {language}\n"
                            f"      S {source[:240]}\n      T {wrong[:240]}"
                        )
                    if made >= 400:
                        break
                if made >= 400:
                    break
            sums.update(made=made, caught=caught)
            row += f"{100 * caught / made:8.1f} {made:5}" if made else f"{'–':>14}"
        if sums["made"]:
            row += f"{100 * sums['caught'] / sums['made']:9.1f} {sums['made']:6}"
        total.update(sums)
        print(row)
    if total["made"]:
        print(f"{'all':18}{100 * total['caught'] / total['made']:8.1f} {total['made']:6}")


def floor(units) -> float:
    """Measure the least that any check must do: find the words and the digits of both texts."""
    words, digits = re.compile(r"[^\W\d_]+"), re.compile(r"\d+")
    start = time.process_time()
    for one in units:
        for text in (one.source_text, one.target_text):
            frozenset(words.findall(text.casefold()))
            digits.findall(text)
    return time.process_time() - start


def speed(languages) -> None:
    from hexapla.model import Concept, Term

    concepts = []
    lines = (SHARED / "termbases" / "cpv.tsv").read_text(encoding="utf-8").splitlines()
    head = lines[0].split("\t")
    for line in lines[1:10_001]:
        row = dict(zip(head, line.split("\t"), strict=False))
        terms = tuple(
            Term(text=row[tag], language=Language(tag))
            for tag in ("en", *languages)
            if row.get(tag)
        )
        concepts.append(Concept(id=row["id"], terms=terms))
    context = Context(concepts=tuple(concepts))
    for corpus in ("dgt", "eusurvey"):
        for language in languages:
            units = [unit(source, target, language) for source, target in pairs(corpus, language)]
            check_units(units[:50], context)
            gc.collect()
            gc.freeze()  # as a worker does once its glossary is loaded
            start = time.process_time()
            check_units(units, context)
            took = time.process_time() - start
            letters = sum(len(one.source_text) for one in units) / len(units)
            least = floor(units)
            print(
                f"{corpus:9} {language}: {len(units) / took:6.0f} pairs/s a core, "
                f"{took / least:5.1f} times the floor "
                f"({len(concepts)} concepts, {letters:.0f} letters a source)"
            )


if __name__ == "__main__":
    main()
