"""How many planted errors the rules find, and how often they cry wolf, on real translations.

    python bench/checks.py [--languages lv,lt] [--corpora dgt,espd,eusurvey] [--seed 7]
        [--examples 5] [--rule number,date] [--speed]

The data lies beside the repository (../shared/data/parallel). Each error is planted into a
translation that was professional, one at a time, from a seed; it counts as found where a rule of
those named for it gives a finding that the clean pair did not give. A false alarm is any finding
on a clean pair; some of them are real errors of the data (docs/explanation/real-errors.md).
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

from hexapla.checks import Context, check_units
from hexapla.model import Block, BlockKind, Language, Unit, digest

SHARED = Path(__file__).parents[2] / "shared" / "data"
PARALLEL = SHARED / "parallel"
EXACT = {"number", "date", "number-format", "unit", "scale", "currency"}


def unit(source: str, target: str, language: str, name: str = "bench") -> Unit:
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
        source_language=Language("en"),
        target_language=Language(language),
        source=(block(source, "en"),),
        target=(block(target, language),),
    )


def pairs(corpus: str, language: str) -> list[tuple[str, str]]:
    if corpus == "dgt":
        lines = (PARALLEL / "dgt_tm_sample.jsonl").read_text(encoding="utf-8").splitlines()
        found = [(one.get("en"), one.get(language)) for one in map(json.loads, lines)]
    else:
        texts = json.loads((PARALLEL / f"{corpus}_messages.json").read_text(encoding="utf-8"))
        found = [(one.get("en"), one.get(language)) for one in texts.values()]
    return [(source, target) for source, target in found if source and target]


def findings(one: Unit, context: Context) -> Counter:
    return Counter((hit.rule, hit.location.start) for hit in check_units([one], context))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--languages", default="lv,lt,et,fi,sv,de")
    parser.add_argument("--corpora", default="dgt,espd,eusurvey")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--examples", type=int, default=0)
    parser.add_argument("--rule", default="")
    parser.add_argument("--plants", default=",".join(PLANTS))
    parser.add_argument("--speed", action="store_true")
    asked = parser.parse_args()
    context = Context()
    languages, corpora = asked.languages.split(","), asked.corpora.split(",")
    if asked.speed:
        speed(languages)
        return
    clean(languages, corpora, context, asked)
    if asked.plants:
        planted(languages, corpora, context, asked)


def clean(languages, corpora, context, asked) -> None:
    print("False alarms on clean pairs (some are real errors of the data)\n")
    print(
        f"{'corpus':9} {'lang':4} {'pairs':>6} {'any/100':>8} {'digits':>6} {'flagged %':>9}  rules"
    )
    for corpus in corpora:
        for language in languages:
            rules: Counter = Counter()
            shown: dict[str, list] = defaultdict(list)
            any_, digits, flagged, count = 0, 0, 0, 0
            for source, target in pairs(corpus, language):
                count += 1
                found = check_units([unit(source, target, language)], context)
                hit = {one.rule for one in found}
                any_ += bool(hit)
                rules.update(hit)
                if re.search(r"\d", source + target):
                    digits += 1
                    flagged += bool(hit & EXACT)
                for one in found:
                    shown[one.rule].append((one, source, target))
            if not count:
                continue
            top = ", ".join(f"{rule} {number}" for rule, number in rules.most_common(12))
            share = 100 * flagged / max(digits, 1)
            any_share = 100 * any_ / count
            row = (
                f"{corpus:9} {language:4} {count:6} {any_share:8.2f} {digits:6} {share:9.2f}  {top}"
            )
            print(row)
            for rule, seen in sorted(shown.items()):
                if asked.examples and (not asked.rule or rule in asked.rule.split(",")):
                    for one, source, target in seen[: asked.examples]:
                        print(
                            f"    {rule} [{one.severity.label}]: {one.message}\n"
                            f"      S {source[:300]}\n      T {target[:300]}"
                        )


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
                for source, target in pairs(corpus, language):
                    wrong = PLANTS[plant](source, target, language, rng)
                    if wrong is None or wrong == target:
                        continue
                    before = findings(unit(source, target, language), context)
                    after = findings(unit(source, wrong, language), context)
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
            print(
                f"{corpus:9} {language}: {len(units) / took:6.0f} pairs/s a core "
                f"({len(concepts)} concepts, {letters:.0f} letters a source)"
            )


if __name__ == "__main__":
    main()
