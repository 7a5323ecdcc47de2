"""Tells running text from names and codes, and finds what was copied from the source."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable

from hexapla.languages import profile
from hexapla.model import Language, Span, Unit, normal

_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,400}>|&(?:#\d{1,6}|#x[0-9A-Fa-f]{1,5}|[A-Za-z]{2,8});")
_PLACE = re.compile(
    r"%\{\w{1,60}\}|\$?\{\{?\w{0,60}\}?\}|%(?:\d{1,2}\$[-+0#]*\d*|[-+0#]*\d*)(?:\.\d+)?[sdiuxXfFgGcp](?!\w)"
)
"""Where a program puts a value: %s, %1$s, %{count}, {0}, ${name}."""
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PLAIN_WORDS = 3
CAPITALS = "".join(
    sign for sign in map(chr, (*range(0x41, 0x250), *range(0x400, 0x590))) if sign.isupper()
)
"""The capital letters of Latin, Cyrillic and Armenian, for a character class."""
_LONG_RUN = 5
_SHORT_WORD = 3
_MOST_JUDGED = 50_000


class Judged(dict[str, bool]):
    """What was answered to a question about each word, kept: texts are made of the same words."""

    def __init__(self, ask: Callable[[str], bool]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> bool:
        if len(self) >= _MOST_JUDGED:
            self.clear()
        answer = self[word] = self._ask(word)
        return answer

    def any_of(self, words: Iterable[str]) -> bool:
        """Say whether the answer is yes for any of the words."""
        return any(map(self.__getitem__, words))


def masked(text: str) -> str:
    """Give a text whose tags, character references and placeholders are blotted out; offsets stay.

    Texts of programs hold mark-up: what stands in a tag is neither a number nor a quotation, and
    the figure of a placeholder only says which value comes there.
    """
    if "<" in text or "&" in text:
        text = _MARKUP.sub(_blot, text)
    if "%" in text or "{" in text:
        text = _PLACE.sub(_blot, text)
    return text


def _blot(hit: re.Match[str]) -> str:
    return "\ufffc" * len(hit[0])


def same_language(unit: Unit) -> bool:
    """Say whether both sides of a unit are in one language: en and en-GB."""
    return unit.source_language.split("-")[0] == unit.target_language.split("-")[0]


def is_prose(text: str, language: Language) -> bool:
    """Say whether a text is running text of a language rather than a name, a code or a label."""
    words = _WORD.findall(text)
    plain = [word for word in words if word.islower() and len(word) >= _SHORT_WORD]
    common = profile(language).conventions.common_words
    if any(word in common for word in words):
        # a name may hold such a word: “Isle of Man”, “Court of Auditors”
        return len(words) >= _PLAIN_WORDS and any(word not in common for word in plain)
    return len(plain) >= _PLAIN_WORDS


def as_it_was(unit: Unit) -> bool:
    """Say whether both sides of a unit hold the same text, spacing apart."""
    source, target = unit.source_text.strip(), unit.target_text.strip()
    return source[:_SHORT_WORD] == target[:_SHORT_WORD] and normal(source) == normal(target)


@functools.cache
def _foreign(source: Language, target: Language) -> frozenset[str]:
    """Give the words that are common in the source's language and not in the translation's."""
    theirs = profile(target).conventions.common_words
    return profile(source).conventions.common_words - theirs


def copied_run(unit: Unit, said: Iterable[str]) -> Span | None:
    """Find the longest run of the source's words within the translation that is running text.

    `said` are the translation's words, casefolded.

    Runs are looked for only where the translation holds words that are common in the source's
    language and not in its own.
    """
    foreign = _foreign(unit.source_language, unit.target_language)
    if foreign.isdisjoint(said):
        return None
    target = masked(unit.target_text)
    found = [(hit[0], hit.start(), hit.end()) for hit in _WORD.finditer(target)]
    strange = [at for at, (word, _, _) in enumerate(found) if word in foreign]
    source = " " + " ".join(_WORD.findall(masked(unit.source_text))) + " "
    best: tuple[int, int] | None = None
    for at in strange:
        first = last = at
        while first > 0 and _within(found, first - 1, last, source):
            first -= 1
        while last + 1 < len(found) and _within(found, first, last + 1, source):
            last += 1
        if best is None or last - first > best[1] - best[0]:
            best = (first, last)
    if best is None or best[1] - best[0] + 1 < _LONG_RUN:
        return None
    run = [word for word, _, _ in found[best[0] : best[1] + 1]]
    if sum(word.islower() for word in run) < _PLAIN_WORDS:
        return None
    return Span(start=found[best[0]][1], end=found[best[1]][2])


def _within(found: list[tuple[str, int, int]], first: int, last: int, source: str) -> bool:
    return f" {' '.join(word for word, _, _ in found[first : last + 1])} " in source
