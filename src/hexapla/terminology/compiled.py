"""Terms compiled for one language: every word's forms, folded into stems and shared endings.

A glossary's words are inflected once, when it is compiled, and a text is then looked up form by
form. Forms are kept as stems with sets of endings: words of one declension share a set, so that
100,000 terms take a few megabytes and load from a cache in a fraction of a second.
"""

from __future__ import annotations

import contextlib
import dataclasses
import gc
import hashlib
import itertools
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import hexapla
from hexapla.errors import OutputError
from hexapla.languages import Profile, Role
from hexapla.languages.optional import LONGEST_SHARED
from hexapla.terminology.text import gaps, words
from hexapla.workspace import write_atomically

_FORMAT = 5
_LONGEST_ACRONYM = 8
_LONGEST_MIXED = 6
_LONGEST_TERM_IN_WORDS = 30
_MOST_PIECES = 100
_MOST_ASKED = 100_000
_ENOUGH_TO_JUDGE = 10
_LARGE = 5_000
_MOSTLY = 0.7

STEM = 3
"""Letters that every stem has at least, unless the whole form is shorter."""

REACH = 5
"""Letters of a form that tell at what length a stem of it may end."""

END = ""
"""The key under which a node of the tries lists the terms that end there."""

Node = dict[str, Any]
"""From a slot's number, in digits, to the next node; from END to what `Compiled.tries` says."""

ANY, CAPITAL, AS_WRITTEN, NOT_SHOUTED = range(4)
"""What a term's word asks of a text's: nothing; a capital first; the very letters; small ones."""

EXACT, ACRONYM = "=", "A"
"""What is made of a word beside the forms of a role: the word alone; an acronym's spellings."""


class Citation(NamedTuple):
    """A term to compile: its id, its citation form, and what the glossary says about its forms.

    `common`: it is known to be no name, so that a capital at its start says nothing.
    """

    id: str
    text: str
    case_sensitive: bool | None = None
    extra_forms: tuple[str, ...] = ()
    excluded_forms: tuple[str, ...] = ()
    common: bool = False


@dataclass(slots=True)
class Compiled:
    """Terms of one language as plain lists and mappings, as they lie in the cache.

    `words[w]` is a word and what is made of it; `uses[w]` a flat list of pairs: a slot of the word,
    what it asks of the case; `slots[s]` a slot's word. `stems` gives for a stem a flat list of
    pairs: set of endings, word; `cuts`, for the first letters of a form, how long its stem may be,
    the longest first. `exact` gives the words whose forms are matched letter by letter.
    `tries` leads from slot to slot to the terms that end there: a term's number, or for some a list
    of it, whether the form is a listed one, and what stands between its words. `cleared` and
    `barred` are forms that the analyser lets pass for every word, or for none, joined by blanks.
    """

    words: list[list[str]] = field(default_factory=list)
    uses: list[list[int]] = field(default_factory=list)
    slots: list[int] = field(default_factory=list)
    stems: dict[str, list[int]] = field(default_factory=dict)
    cuts: dict[str, list[int]] = field(default_factory=dict)
    endings: list[str] = field(default_factory=list)
    exact: dict[str, list[int]] = field(default_factory=dict)
    tries: Node = field(default_factory=dict)
    excluded: dict[str, list[str]] = field(default_factory=dict)
    cleared: str = ""
    barred: str = ""
    sentence_case: bool = False


def is_acronym(word: str) -> bool:
    """Say whether a citation's word is an acronym: EU, NATO, EL, B2B, GmbH, eu-LISA."""
    last = word.rsplit("-", 1)[-1]
    capitals = sum(map(str.isupper, last))
    letters = sum(map(str.isalpha, last))
    if len(last) < 2 or capitals < 2:  # noqa: PLR2004  one letter is no acronym
        return False
    if capitals == letters:
        return len(last) <= _LONGEST_ACRONYM
    return len(last) <= _LONGEST_MIXED and 2 * capitals >= letters


def in_sentence_case(citations: Sequence[Citation]) -> bool:
    """Say whether the glossary writes each term with a capital, as a sentence begins.

    Its capitals then say nothing about the terms. Multiword terms tell: names have further
    capitals.
    """
    multiword = [each.text.split() for each in citations if " " in each.text.strip()]
    if len(multiword) < _ENOUGH_TO_JUDGE:
        return False
    plain = sum(
        each[0][:1].isupper()
        and not is_acronym(each[0])
        and not any(word[:1].isupper() for word in each[1:])
        for each in multiword
    )
    return plain >= _MOSTLY * len(multiword)


@contextlib.contextmanager
def lasting(terms: int) -> Iterator[None]:
    """Make things that will be kept: no garbage is looked for among them, now or soon after.

    Looking takes longer than loading a glossary, and would be paid for by the first text read.
    With many `terms` it is never looked for again among all that lives then. What is made has no
    cycles, so that it goes when nobody holds it any more; what else is garbage by now goes before.
    """
    collecting = gc.isenabled()
    if terms >= _LARGE:
        gc.collect(1)
    gc.disable()
    try:
        yield
        if terms >= _LARGE:
            gc.freeze()
        elif not gc.get_freeze_count():
            # Together these move all that lives to the oldest generation, at no cost.
            gc.freeze()
            gc.unfreeze()
    finally:
        if collecting:
            gc.enable()


class _Compiler:
    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.made = Compiled()
        self._words: dict[tuple[str, str], int] = {}
        self._slots: dict[tuple[int, int], int] = {}
        self._endings: dict[frozenset[str], int] = {}

    def compile(self, citations: Sequence[Citation]) -> Compiled:
        sentence_case = self.made.sentence_case = in_sentence_case(citations)
        for number, each in enumerate(citations):
            self._add(number, each, sentence_case=sentence_case)
            if each.excluded_forms:
                self.made.excluded[str(number)] = sorted(
                    {" ".join(words(form)).casefold() for form in each.excluded_forms}
                )
        self.made.cuts = _cuts(self.made)
        return self.made

    def ask(self) -> None:
        """Ask the analyser about the short forms of words that are terms by themselves.

        Most of what it would be asked about a text is known then. Of longer forms it hardly ever
        doubts any, and of the largest glossaries only so many are asked about as take seconds.
        """
        analyser, made = self.profile.analyser, self.made
        if analyser is None:
            return
        found: dict[bool, list[str]] = {True: [], False: []}
        for form, candidates in itertools.islice(self._forms_alone(), _MOST_ASKED):
            if analyser.vetoes(form):
                found[False].append(form)
                continue
            said = {analyser.confirms(form, word) is not False for word in candidates}
            if len(said) == 1:
                found[said.pop()].append(form)
        made.cleared, made.barred = (" ".join(found[said]) for said in (True, False))

    def _forms_alone(self) -> Iterator[tuple[str, list[str]]]:
        """Give short forms with the words that they may be, if these are terms by themselves.

        They are spelled as in the midst of a sentence: with a capital where the word has one.
        """
        made, veto = self.made, self.profile.paradigms.veto
        alone = {made.slots[int(slot)] for slot, node in made.tries.items() if END in node}
        words_of: dict[str, list[str]] = {}
        for stem, pairs in made.stems.items():
            for at, number in zip(pairs[::2], pairs[1::2], strict=True):
                word, made_of = made.words[number]
                if number in alone and made_of != EXACT and len(stem) <= LONGEST_SHARED:
                    for ending in made.endings[at].split(" "):
                        if len(stem) + len(ending) <= LONGEST_SHARED:
                            words_of.setdefault(stem + ending, []).append(word)
        for form, candidates in words_of.items():
            if form not in veto and form not in map(str.casefold, candidates):
                for capital in sorted({word[0].isupper() for word in candidates}):
                    yield form.capitalize() if capital else form, candidates

    def _add(self, number: int, term: Citation, *, sentence_case: bool) -> None:
        found = words(term.text)
        if not found or len(found) > _LONGEST_TERM_IN_WORDS:
            return
        between = gaps(term.text)
        self._put(number, self._slots_of(term, found, sentence_case=sentence_case), between)
        if any("-" in word for word in found):
            pieces = [piece for word in found for piece in word.split("-")]
            # “cross-border” may stand as “cross border”, but EL-is and e-pasts are one word.
            if all(len(piece) > 1 for piece in pieces) and len(pieces) <= _MOST_PIECES:
                loose = [
                    gap
                    for word, gap in zip(found, [*between, ""], strict=True)
                    for gap in [*([""] * word.count("-")), gap]
                ][:-1]
                slots = self._slots_of(term, pieces, sentence_case=sentence_case)
                self._put(number, slots, loose)
        for form in term.extra_forms:
            extra = words(form)
            if extra and len(extra) <= _LONGEST_TERM_IN_WORDS:
                slots = [self._slot(word, EXACT, self._case(word, term)) for word in extra]
                self._put(number, slots, gaps(form), listed=True)

    def _put(
        self, number: int, slots: list[int], between: list[str], *, listed: bool = False
    ) -> None:
        node = self.made.tries
        for slot in slots:
            node = node.setdefault(str(slot), {})
        odd = listed or any(between)
        said = [number, listed, between if any(between) else []] if odd else number
        node.setdefault(END, []).append(said)

    def _slots_of(self, term: Citation, found: list[str], *, sentence_case: bool) -> list[int]:
        roles = self.profile.roles(tuple(word.casefold() for word in found))
        shouted = all(word.isupper() for word in found) and (
            any(len(word) > _LONGEST_ACRONYM for word in found) or len(found) > 2  # noqa: PLR2004  three acronyms in a row are a shout
        )
        slots = []
        for at, (word, role) in enumerate(zip(found, roles, strict=True)):
            acronym = is_acronym(word)
            # A capital at the start may be a sentence's. Only of a word that stands alone it is
            # asked, which would else be every *saule* for a *Saule*; several words are told by
            # each other, and the rule on capitals tells what they lack.
            initial = at == 0 and (sentence_case or term.common or len(found) > 1)
            if self.profile.capitalises_nouns and role is Role.HEAD:
                initial = False  # *Waren* are goods, *waren* were
            if shouted or (initial and not acronym and not term.case_sensitive):
                slots.append(self._slot(word, role.value, ANY))
            elif acronym and term.case_sensitive is not False:
                slots.append(self._slot(word, ACRONYM, AS_WRITTEN))
            else:
                loose = self.profile.capitalises_nouns and role is not Role.HEAD
                slots.append(self._slot(word, role.value, ANY if loose else self._case(word, term)))
        return slots

    @staticmethod
    def _case(word: str, term: Citation) -> int:
        if term.case_sensitive is False:
            return ANY
        if word[:1].isupper():
            return CAPITAL
        return NOT_SHOUTED if term.case_sensitive else ANY

    def _slot(self, word: str, made_of: str, case: int) -> int:
        key = (self._word(word, made_of), case)
        if key not in self._slots:
            self._slots[key] = len(self.made.slots)
            self.made.slots.append(key[0])
            self.made.uses[key[0]] += (self._slots[key], case)
        return self._slots[key]

    def _word(self, word: str, made_of: str) -> int:
        key = (word if made_of == ACRONYM else word.casefold(), made_of)
        number = self._words.get(key)
        if number is None:
            number = self._words[key] = len(self.made.words)
            self.made.words.append([word, made_of])
            self.made.uses.append([])
            self._inflect(number, word, made_of)
        return number

    def _inflect(self, number: int, word: str, made_of: str) -> None:
        paradigms = self.profile.paradigms
        if made_of == ACRONYM:
            for form in sorted(paradigms.acronym_forms(word) | {word}):
                self.made.exact.setdefault(form, []).append(number)
            return
        folded = word.casefold()
        forms: Iterable[str] = {folded}
        if made_of != EXACT:
            forms = paradigms.forms(word, Role(made_of))
            if is_acronym(word):
                forms = {*forms, *(form.casefold() for form in paradigms.acronym_forms(word))}
        for stem, endings in _stems({folded, *forms}):
            self.made.stems.setdefault(stem, []).extend((self._ending(endings), number))

    def _ending(self, endings: frozenset[str]) -> int:
        number = self._endings.get(endings)
        if number is None:
            number = self._endings[endings] = len(self.made.endings)
            self.made.endings.append(" ".join(sorted(endings)))
        return number


def _stems(forms: set[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Split forms into stems of three letters or more, and the endings that each of them takes."""
    stem = _beginning(forms)
    if len(stem) >= STEM or len(forms) == 1:
        yield stem, frozenset([form[len(stem) :] for form in forms])
        return
    groups: dict[str, set[str]] = {}
    for form in forms:
        groups.setdefault(form[:STEM], set()).add(form)
    for _, group in sorted(groups.items()):
        stem = _beginning(group)
        yield stem, frozenset([form[len(stem) :] for form in group])


def _beginning(forms: set[str]) -> str:
    """Give what all forms begin with: what the first and the last in order begin with."""
    first, last = min(forms), max(forms)
    for at, letter in enumerate(first):
        if last[at] != letter:
            return first[:at]
    return first


def _cuts(made: Compiled) -> dict[str, list[int]]:
    """Give, by a form's first letters, how long the stems of such forms are; longest first.

    It is what tells in one look that most words of a text are none of the glossary's.
    """
    found: dict[str, set[int]] = {}
    for stem, pairs in made.stems.items():
        if len(stem) >= REACH:
            found.setdefault(stem[:REACH], set()).add(len(stem))
        else:
            for at in pairs[::2]:
                for ending in made.endings[at].split(" "):
                    found.setdefault((stem + ending)[:REACH], set()).add(len(stem))
    return {start: sorted(sizes, reverse=True) for start, sizes in found.items()}


def compiled(profile: Profile, citations: Sequence[Citation], cache: Path | None) -> Compiled:
    """Give the compiled terms, from the folder `cache` where it holds them, else made anew.

    A cache is JSON and a digest: it never runs code; a damaged one, or one of another version of
    the rules, is made anew. A folder that cannot be written to is done without.
    """
    if cache is None:
        return _Compiler(profile).compile(citations)
    key = _key(profile, citations)
    path = cache / f"terms-{profile.tag}-{key[:32]}.json"
    found = _read(path, key, len(citations))
    if found is None:
        compiler = _Compiler(profile)
        found = compiler.compile(citations)
        compiler.ask()
        _write(path, key, found)
    return found


def _key(profile: Profile, citations: Sequence[Citation]) -> str:
    said = hashlib.blake2b(digest_size=32)
    said.update(f"{hexapla.__version__}\n{_FORMAT}\n{profile.version}\n".encode())
    said.update(json.dumps(citations, check_circular=False).encode("ascii"))
    return said.hexdigest()


def _read(path: Path, key: str, terms: int) -> Compiled | None:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        head, _, body = path.read_bytes().partition(b"\n")
        if head.decode("ascii") == f"{key} {hashlib.blake2b(body, digest_size=32).hexdigest()}":
            with lasting(terms):
                return Compiled(**json.loads(body))
    return None


def _write(path: Path, key: str, made: Compiled) -> None:
    body = json.dumps(
        {each.name: getattr(made, each.name) for each in dataclasses.fields(made)},
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode("utf-8", "surrogatepass")
    head = f"{key} {hashlib.blake2b(body, digest_size=32).hexdigest()}\n".encode("ascii")
    with contextlib.suppress(OutputError):
        write_atomically(path, head + body)
