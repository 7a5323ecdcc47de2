#!/usr/bin/env python3
"""How often the term rules cry wolf: a glossary of EU lists over professional translations.

    python bench/term_alarms.py [--languages lv,lt] [--file OTHER.jsonl] [--examples 20] [--seed 7]

`--file` reads other translations than the shared ones: a JSON object a line, texts by language.

A place is a term of the glossary in a source text, asked for in its translation. What the rules say
about it is counted as a false alarm, though some of it is a translator's slip; `sure` are findings
of the rule's own severity, `all` those too that low confidence lowered (minor: the words may mean
something else here). The glossary's terms are names of goods and services, of bodies, programmes
and countries, in any sense of their words: harsher than a glossary of the texts' own.

Beside it, what must not be lost: where a translation does have the glossary's rendering, another
concept's term is put in its place (`planted`), or one that shares a word with the right one
(`akin`), and what the rules then say of that concept is counted, sure or at all. `forbidden`: the
planted term is forbidden for the concept, and stands in one of its forms, picked by the seed.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from checks import SHARED, pairs, unit

from hexapla.checks import Context, check_units
from hexapla.checks.compared import named
from hexapla.languages import profile
from hexapla.model import Concept, Finding, Language, Severity, Term, TermStatus

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


Pairs = list[tuple[str, str]]


def texts(language: str, file: Path | None = None) -> Pairs:
    """Give the pairs of texts, English and `language`: the shared ones, or those of a file."""
    if file is None:
        return [pair for corpus in CORPORA for pair in pairs(corpus, language)]
    rows = map(json.loads, file.read_text(encoding="utf-8").splitlines())
    return [(row["en"], row[language]) for row in rows if row.get("en") and row.get(language)]


def places(language: str, given: Pairs, context: Context) -> tuple[int, list]:
    """Give how many places the texts have, and every finding of the term rules with its unit."""
    count, found = 0, []
    for source, target in given:
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
        found += [(hit, source, target) for hit in _term_hits(source, target, language, context)]
    return count, found


def _term_hits(source: str, target: str, language: str, context: Context) -> list[Finding]:
    hits = check_units([unit(source, target, language)], context)
    return [each for each in hits if each.rule in RULES]


class Planted:
    """What the rules say where another concept's term stands in the place of the right one."""

    def __init__(self, language: str, given: Pairs, context: Context, seed: int) -> None:
        self._language, self._context = language, context
        self._random = random.Random(seed)
        self._terms = {each.id: _in(language, each) for each in context.concepts}
        self._with_word: dict[str, list[str]] = defaultdict(list)
        for name, text in self._terms.items():
            for word in _long_words(text):
                self._with_word[word].append(name)
        self._counted: Counter[tuple[str, str]] = Counter()
        self.missed: list[tuple[str, str, str]] = []
        for source, target in given:
            self._plant(source, target)

    def share(self, kind: str, found: str) -> float:
        """Give how much of what was planted was found, in per cent."""
        return 100 * self._counted[kind, found] / max(self._counted[kind, "planted"], 1)

    def _plant(self, source: str, target: str) -> None:
        asked = named(source, Language("en"), self._context)
        said = named(target, Language(self._language), self._context)
        for name in sorted(set(asked) & set(said)):
            spots = [(one.match.start, one.match.end) for one in said[name]]
            if not all(one.match.longest for one in (*asked[name], *said[name])):
                continue
            if any(_overlap(spots, other) for key, other in said.items() if key != name):
                continue
            # Goods, for a name written small would be no form of it.
            free = [
                each
                for each in self._terms
                if each.startswith("cpv.") and each not in asked and each not in said
            ]
            own = self._terms[name]
            akin = sorted(
                each
                for each in {each for word in _long_words(own) for each in self._with_word[word]}
                - {name, *asked, *said}
                if not _holds(self._terms[each], own)
            )
            other = self._random.choice(free)
            self._judge("planted", source, _put(target, spots, self._terms[other]), name)
            if akin:
                near = self._terms[self._random.choice(akin)]
                self._judge("akin", source, _put(target, spots, near), name)
            form = self._form_of(self._terms[other])
            wrong = _put(target, spots, form)
            self._judge_forbidden(source, wrong, asked[name][0].concept, self._terms[other])

    def _judge(self, kind: str, source: str, target: str, name: str) -> None:
        hits = [
            hit
            for hit in _term_hits(source, target, self._language, self._context)
            if hit.concept == name and hit.rule == "term-missing"
        ]
        self._counted[kind, "planted"] += 1
        self._counted[kind, "any"] += bool(hits)
        self._counted[kind, "sure"] += any(map(_is_sure, hits))
        if not any(map(_is_sure, hits)):
            why = hits[0].evidence.get("doubt") if hits else "not found"
            self.missed.append((f"{kind} {why}", self._terms[name], target))

    def _judge_forbidden(self, source: str, target: str, concept: Concept, wrong: str) -> None:
        # The lists begin every entry with a capital, which one entry alone would not tell.
        term = Term(
            text=_small(wrong), language=Language(self._language), status=TermStatus.FORBIDDEN
        )
        forbids = replace(concept, terms=(*concept.terms, term))
        hits = _term_hits(source, target, self._language, Context(concepts=(forbids,)))
        self._counted["forbidden", "planted"] += 1
        found = any(hit.rule == "term-forbidden" for hit in hits)
        self._counted["forbidden", "any"] += found
        if not found:
            self.missed.append(("forbidden not found", wrong, target))

    def _form_of(self, term: str) -> str:
        spoken = profile(self._language)
        words = term.split()
        roles = spoken.roles([word.casefold() for word in words])
        forms = []
        for word, role in zip(words, roles, strict=True):
            made = spoken.paradigms.forms(word, role) - spoken.paradigms.veto
            form = self._random.choice(sorted(made) or [word])
            forms.append(form.capitalize() if word[:1].isupper() else form)
        return " ".join(forms) if all(map(str.isalpha, words)) else term


def _in(language: str, concept: Concept) -> str:
    return next(term.text for term in concept.terms if term.language == language)


def _long_words(text: str) -> set[str]:
    return {word for word in text.casefold().split() if len(word) >= 5 and word.isalpha()}


def _holds(text: str, other: str) -> bool:
    long, short = text.casefold(), other.casefold()
    return short in long or set(short.split()) <= set(long.split())


def _overlap(spots: list[tuple[int, int]], others: tuple) -> bool:
    return any(
        start < other.match.end and other.match.start < end
        for start, end in spots
        for other in others
    )


def _put(text: str, spots: list[tuple[int, int]], term: str) -> str:
    for start, end in sorted(spots, reverse=True):
        text = text[:start] + (_small(term) if text[start].islower() else term) + text[end:]
    return text


def _small(term: str) -> str:
    return term if term[:2].isupper() else term[:1].lower() + term[1:]


def table(
    languages: list[str],
    cache: Path | None = None,
    examples: int = 0,
    file: Path | None = None,
    seed: int = 7,
) -> bool:
    """Print the share of false alarms for each language; say whether all are within 3 %."""
    held = True
    print(
        "Rules on professional translations, EU lists as the glossary: false alarms, planted errors"
    )
    print(
        "language  places   sure %   all %  (bar 3 sure)   planted: sure %   any %   "
        "akin: sure %   any %   forbidden %   rules: sure + lowered"
    )
    for language in languages:
        context = Context(concepts=glossary(language), cache=cache)
        given = texts(language, file)
        count, found = places(language, given, context)
        sure: Counter[str] = Counter()
        lowered: Counter[str] = Counter()
        for hit, _, _ in found:
            (sure if _is_sure(hit) else lowered)[hit.rule] += 1
        share = 100 * sure.total() / max(count, 1)
        every = 100 * (sure.total() + lowered.total()) / max(count, 1)
        held = held and share <= 3
        said = ", ".join(f"{rule} {sure[rule]} + {lowered[rule]}" for rule in RULES
                         if sure[rule] or lowered[rule])  # fmt: skip
        planted = Planted(language, given, context, seed)
        print(
            f"{language:8} {count:7,}  {share:7.2f} {every:7.2f}               "
            f"{planted.share('planted', 'sure'):17.1f} {planted.share('planted', 'any'):7.1f}"
            f"{planted.share('akin', 'sure'):15.1f} {planted.share('akin', 'any'):7.1f}"
            f"{planted.share('forbidden', 'any'):14.1f}   {said}"
        )
        for hit, source, target in found[: examples or 0]:
            why = hit.evidence.get("doubt") or ""
            print(f"   {hit.rule} {hit.severity.name} {why}: {hit.message}")
            print(f"     {source}\n     {target}")
        for kind, term, target in planted.missed[: examples or 0]:
            print(f"   planted {kind}: {term}\n     {target}")
    return held


def _is_sure(hit: Finding) -> bool:
    """Say whether a finding has its full weight; that of the last two rules is minor always."""
    return hit.severity >= Severity.MAJOR or hit.rule in {"term-variant", "term-inconsistent"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--languages", default="lv,lt,et,fi,sv,de")
    parser.add_argument(
        "--file", type=Path, help="other translations: JSON lines, texts by language"
    )
    parser.add_argument("--examples", type=int, default=0, help="list so many findings a language")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    table(given.languages.split(","), examples=given.examples, file=given.file, seed=given.seed)


if __name__ == "__main__":
    main()
