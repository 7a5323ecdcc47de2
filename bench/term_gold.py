"""How well terms are found in the gold from treebanks, and how often a right rendering is flagged.

The gold: `shared/bench/terms`, eight languages, each term with its citation form and every place
where a sentence has it in some form. GL: multiword terms, and single words of six letters or more.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from checks import unit

from hexapla.checks import Context, check_units
from hexapla.model import Concept, Language, Severity, Term, TermStatus

GOLD = Path(__file__).resolve().parents[2] / "shared" / "bench" / "terms"
MOST_FLAGGED = 3
BARS = {
    # language: F1 and precision of glossary-like terms, F1 of all terms
    **dict.fromkeys(("lv", "lt", "et", "fi", "sv"), (0.985, 0.98, 0.975)),
    "en": (0.965, None, None),
    "de": (0.955, None, None),
    "uk": (0.985, None, None),
}
BARS_WITHOUT = {
    **dict.fromkeys(("lv", "lt", "sv"), (0.98, None, None)),
    **dict.fromkeys(("et", "fi"), (0.965, None, None)),
}
ANALYSED = {"et": "estnltk", "fi": "libvoikko", "uk": "pymorphy3"}
"""The analyser's package of each language that has one."""

Find = Callable[..., list[tuple[int, int, int]]]


def gold(language: str) -> dict[str, Any]:
    """Give the gold of a language: sentences, terms, and where the terms stand."""
    return json.loads((GOLD / f"{language}.json").read_text("utf-8"))


def factory(language: str, citations: list[str]) -> Find:
    """Make `find` as the shared scorer wants it."""
    from hexapla.terminology import compile_terms

    matcher = compile_terms(language, {str(at): text for at, text in enumerate(citations)})

    def find(text: str) -> list[tuple[int, int, int]]:
        return [(int(each.term_id), each.start, each.end) for each in matcher.find(text)]

    return find


def _scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.dont_write_bytecode = True
    spec.loader.exec_module(made)
    return made


def quality(languages: list[str], errors: int = 0, *, every_error: bool = False) -> bool:
    """Print precision, recall and F1 beside the bars, with analysers; say whether all are held."""
    print("Finding terms, with the analysers")
    return _table(languages, BARS, errors, every_error=every_error)


def quality_without(languages: list[str], errors: int = 0, *, every_error: bool = False) -> bool:
    """Print the same as if no analyser was installed, in a process of its own."""
    call = [sys.executable, __file__, ",".join(languages), str(errors), str(int(every_error))]
    sys.stdout.flush()
    return subprocess.run(call, check=False).returncode == 0


def _table(
    languages: Iterable[str],
    bars: dict[str, tuple[float | None, ...]],
    errors: int,
    *,
    every_error: bool,
) -> bool:
    scorer = _scorer()
    scorer.GL = not every_error
    held = True
    print(
        "language   GL P    GL R   GL F1  (bar)   all F1  (bar)   "
        "right renderings flagged: missing %  (bar 3)  sure %  capitals %"
    )
    for language in languages:
        given = gold(language)
        find = factory(language, [term["citation"] for term in given["terms"]])
        result, wrong, missed = scorer.score(given, find)
        near, every = result["gl"], result["all"]
        bar, precise, bar_all = bars.get(language, (None, None, None))
        flagged = Flagged(language, given)
        good = (
            near["F1"] >= (bar or 0)
            and near["P"] >= (precise or 0)
            and every["F1"] >= (bar_all or 0)
            and flagged.share("missing") <= MOST_FLAGGED
        )
        held = held and good
        print(
            f"{language:8} {near['P']:7.4f} {near['R']:7.4f} {near['F1']:7.4f}  {bar or '':<6} "
            f"{every['F1']:7.4f}  {bar_all or '':<6} {flagged.share('missing'):35.2f}  "
            f"{flagged.share('sure'):15.2f}  {flagged.share('case'):10.2f}"
            f"{'' if good else '   below the bar'}"
        )
        if errors:
            print("   wrong ", ", ".join(f"{a}←{b}×{n}" for (a, b), n in wrong.most_common(errors)))
            print(
                "   missed", ", ".join(f"{a}→{b}×{n}" for (a, b), n in missed.most_common(errors))
            )
            for kind, term, sentence in flagged.examples[:errors]:
                print(f"   {kind}: {term} | {sentence}")
    return held


class Flagged:
    """What the rules themselves say of sentences that do hold the term, in some form.

    Each sentence is the translation of a made-up source text that names the sentence's terms, and
    the glossary has a concept for each. `missing`: any finding of term-missing; `sure`: those of
    them that are major; `case`: term-case, where a text writes small what the gold's citation form
    writes with a capital (some of it is a slip of the text, some a slip of the gold).
    """

    def __init__(self, language: str, given: dict[str, Any]) -> None:
        self._source = "de" if language == "en" else "en"
        self._asked = 0
        self._counted: Counter[str] = Counter()
        self.examples: list[tuple[str, str, str]] = []
        citations = [term["citation"] for term in given["terms"]]
        context = Context(
            concepts=tuple(
                self._concept(at, text, language) for at, text in enumerate(citations) if text
            )
        )
        wanted: dict[int, set[int]] = defaultdict(set)
        for sentence, term, *_ in given["gold"]:
            wanted[sentence].add(term)
        for at, terms in sorted(wanted.items()):
            text = given["sentences"][at]
            named = "; ".join(self._named(term, citations[term]) for term in sorted(terms))
            one = unit(f"{named}.", text, language, source_language=self._source)
            self._asked += len(terms)
            for hit in check_units([one], context):
                if hit.rule == "term-missing":
                    self._counted["missing"] += 1
                    self._counted["sure"] += hit.severity >= Severity.MAJOR
                elif hit.rule == "term-case" and int(hit.concept) in terms:
                    self._counted["case"] += 1
                else:
                    continue
                term = citations[int(hit.concept)]
                kind = f"{hit.rule} {hit.evidence.get('doubt') or ''}".strip()
                self.examples.append((kind, term, text))

    def share(self, kind: str) -> float:
        """Give how much of what was asked was flagged so, in per cent."""
        return 100 * self._counted[kind] / max(self._asked, 1)

    def _concept(self, at: int, citation: str, language: str) -> Concept:
        texts = {self._source: self._named(at, citation), language: citation}
        return Concept(
            id=str(at),
            terms=tuple(
                Term(text=text, language=Language(tag), status=TermStatus.PREFERRED)
                for tag, text in texts.items()
            ),
        )

    @staticmethod
    def _named(at: int, citation: str) -> str:
        return f"{'Wort' if citation[:1].isupper() else 'wort'}{at}"


if __name__ == "__main__":
    sys.modules.update(dict.fromkeys(ANALYSED.values()))  # importing them fails now
    print("Finding terms without the analysers")
    sys.exit(
        not _table(
            sys.argv[1].split(","), BARS_WITHOUT, int(sys.argv[2]), every_error=sys.argv[3] == "1"
        )
    )
