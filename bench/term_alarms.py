"""How often the term rules cry wolf: a glossary of EU lists over professional translations.

A place is a term of the glossary in a source text, asked for in its translation. What the rules say
about it is counted as a false alarm, though some of it is a translator's slip; `sure` are findings
of the rule's own severity, `all` those too that low confidence lowered (minor: the words may mean
something else here). The glossary's terms are names of goods and services, of bodies, programmes
and countries, in any sense of their words: harsher than a glossary of the texts' own.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from checks import SHARED, pairs, unit

from hexapla.checks import Context, check_units
from hexapla.checks.compared import named
from hexapla.model import Concept, Language, Severity, Term, TermStatus

LISTS = ("cpv", "corporate_bodies", "eu_programmes", "countries")
CORPORA = ("dgt", "espd", "eusurvey")
RULES = ("term-missing", "term-count", "term-case", "term-variant", "term-inconsistent",
         "term-forbidden", "term-deprecated")  # fmt: skip


def glossary(language: str, lists: tuple[str, ...] = LISTS) -> tuple[Concept, ...]:
    """Give the concepts of the lists that have a term in English and in `language`."""
    made = []
    for name in lists:
        path = SHARED / "termbases" / f"{name}.tsv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t"):
                if row.get("en") and row.get(language):
                    terms = tuple(
                        Term(text=row[tag], language=Language(tag), status=TermStatus.PREFERRED)
                        for tag in ("en", language)
                    )
                    made.append(Concept(id=row["id"], terms=terms))
    return tuple(made)


def places(language: str, corpora: tuple[str, ...], cache: Path | None) -> tuple[int, list]:
    """Give how many places the texts have, and every finding of the term rules with its unit."""
    context = Context(concepts=glossary(language), cache=cache)
    count, found = 0, []
    for corpus in corpora:
        for source, target in pairs(corpus, language):
            one = unit(source, target, language)
            asked = named(source, Language("en"), context)
            spots = {
                (each.match.start, each.match.end)
                for terms in asked.values()
                for each in terms
                if each.match.longest
            }
            if not spots:
                continue
            count += len(spots)
            hits = check_units([one], context)
            found += [(each, source, target) for each in hits if each.rule in RULES]
    return count, found


def table(languages: list[str], cache: Path | None = None, examples: int = 0) -> bool:
    """Print the share of false alarms for each language; say whether all are within 3 %."""
    held = True
    print("False alarms of the rules on professional translations, EU lists as the glossary")
    print("language  places   sure %   all %  (bar 3 sure)   rules: sure + lowered")
    for language in languages:
        count, found = places(language, CORPORA, cache)
        sure: Counter[str] = Counter()
        lowered: Counter[str] = Counter()
        for hit, _, _ in found:
            (sure if _is_sure(hit) else lowered)[hit.rule] += 1
        share = 100 * sure.total() / max(count, 1)
        every = 100 * (sure.total() + lowered.total()) / max(count, 1)
        held = held and share <= 3
        said = ", ".join(f"{rule} {sure[rule]} + {lowered[rule]}" for rule in RULES
                         if sure[rule] or lowered[rule])  # fmt: skip
        print(f"{language:8} {count:7,}  {share:7.2f} {every:7.2f}                 {said}")
        for hit, source, target in found[: examples or 0]:
            print(f"   {hit.rule} {hit.severity.name}: {hit.message}\n     {source}\n     {target}")
    return held


def _is_sure(hit) -> bool:
    if hit.rule in {"term-missing", "term-count", "term-forbidden", "term-deprecated"}:
        return hit.severity >= Severity.MAJOR
    return True


if __name__ == "__main__":
    table((sys.argv[1] if sys.argv[1:] else "lv,lt,et,fi,sv,de").split(","),
          examples=int(sys.argv[2]) if sys.argv[2:] else 0)  # fmt: skip
