"""A lexicon of word beginnings, learned from texts that are known to say the same."""

from __future__ import annotations

import functools
import itertools
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from importlib import resources

from hexapla.alignment.evidence import Lexicon, Reader, stem
from hexapla.model import Block, BlockKind

_LEAST_TOGETHER = 2
_BEST = 4
_DOUBT = 1.0
_COMMON, _NAME = 0.5, 0.7


def learn_from_stems(pairs: Iterable[tuple[frozenset[str], frozenset[str]]]) -> Lexicon:
    """Learn which stems translate which, from pairs of stem sets.

    ρ is the share of a source stem's pairs in which the target stem stands too, beyond what chance
    would bring, lowered by one pair of doubt. Only the four likeliest are kept.
    """
    kept = list(pairs)
    sources = Counter(itertools.chain.from_iterable(source for source, _ in kept))
    targets = Counter(itertools.chain.from_iterable(target for _, target in kept))
    size = len(kept) or 1
    often = size / 3 + 2
    # A text said again and again (=) translates such a text, a word a word.
    said: list[list[str]] = []
    words: list[list[str]] = []
    for _, target in kept:
        known = [word for word in target if _LEAST_TOGETHER <= targets[word] <= often]
        said.append([word for word in known if word[0] == "="])
        words.append([word for word in known if word[0] != "="])
    where: dict[str, list[int]] = {
        word: [] for word, count in sources.items() if _LEAST_TOGETHER <= count <= often
    }
    for number, (source, _) in enumerate(kept):
        for word in source:
            if word in where:
                where[word].append(number)
    found: dict[str, dict[str, float]] = {}
    for word, numbers in where.items():
        beside = said if word[0] == "=" else words
        together = Counter(itertools.chain.from_iterable(map(beside.__getitem__, numbers)))
        others = {}
        for other, count in together.items():
            if count < _LEAST_TOGETHER:
                continue
            chance = len(numbers) * targets[other] / size
            forward = (count - chance - _DOUBT * 0.5) / (len(numbers) + _DOUBT)
            backward = (count - chance - _DOUBT * 0.5) / (targets[other] + _DOUBT)
            rho = min(forward, 0.9) * min(1.0, backward * 1.5)
            if rho > 0.1:  # noqa: PLR2004  below, a link says nothing
                others[other] = rho
        if others:
            found[word] = others
    return {
        word: dict(sorted(others.items(), key=lambda item: (-item[1], item[0]))[:_BEST])
        for word, others in sorted(found.items())
    }


def learn(
    pairs: Iterable[tuple[str, str]], *, source_language: str, target_language: str
) -> Lexicon:
    """Learn a lexicon from pairs of texts: earlier, approved alignments."""
    source, target = Reader(source_language), Reader(target_language)
    listed = list(pairs)
    sources = source.read([_block(one) for one, _ in listed])
    targets = target.read([_block(other) for _, other in listed])
    return learn_from_stems(
        (one.stems, other.stems) for one, other in zip(sources, targets, strict=True)
    )


@functools.cache
def common_words(source: str, target: str) -> Lexicon:
    """Give what is known before any text: common words (words.tsv), countries, languages, days.

    The names are CLDR's. `source` and `target` are language tags.
    """
    pairs: dict[str, dict[str, float]] = {}

    def link(ones: Iterable[str], others: Sequence[str], rho: float) -> None:
        for one in ones:
            known = pairs.setdefault(stem(one.casefold()), {})
            for other in others:
                key = stem(other.casefold())
                known[key] = max(rho / math.sqrt(len(others)), known.get(key, 0.0))

    table = (resources.files("hexapla.alignment") / "words.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and line[0] != "#"]
    columns = {tag: number for number, tag in enumerate(rows[0])}
    bases = [tag.split("-", maxsplit=1)[0] for tag in (source, target)]
    if all(base in columns for base in bases):
        for row in rows[1:]:
            link(row[columns[bases[0]]].split(","), row[columns[bases[1]]].split(","), _COMMON)
    for one, other in _names(*bases):
        link([one], [other], _NAME)
    return pairs


def _names(source: str, target: str) -> Iterator[tuple[str, str]]:
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415  its data is large

    try:
        ours, theirs = Locale.parse(source), Locale.parse(target)
    except (UnknownLocaleError, ValueError):
        return
    for one, other in (
        (ours.territories, theirs.territories),
        (ours.languages, theirs.languages),
        (ours.days["format"]["wide"], theirs.days["format"]["wide"]),
    ):
        for code in one:
            if code in other and one[code].isalpha() and other[code].isalpha():
                yield one[code], other[code]


def merged(first: Lexicon, second: Lexicon) -> Lexicon:
    """Join two lexicons; where both know a link the surer one counts."""
    joined = {word: dict(others) for word, others in first.items()}
    for word, others in second.items():
        known = joined.setdefault(word, {})
        for other, rho in others.items():
            known[other] = max(rho, known.get(other, 0.0))
    return joined


def reversed_lexicon(lexicon: Lexicon) -> Lexicon:
    """Give the lexicon from the target language to the source."""
    turned: dict[str, dict[str, float]] = {}
    for word, others in lexicon.items():
        for other, rho in others.items():
            turned.setdefault(other, {})[word] = rho
    return turned


def _block(text: str) -> Block:
    return Block(id="", kind=BlockKind.PARAGRAPH, text=text, path="")
