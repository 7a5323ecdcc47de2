"""What speaks for two texts in two languages saying the same.

A text becomes a set of *keys* (numbers, cognate beginnings, acronyms, addresses, punctuation, word
stems) and a list of *signs*: what would be expected in a translation of it. A sign is a choice of
keys, each with a reliability ρ: the probability that a right translation holds the key. With p, the
share of the other side's blocks that hold the key anyway, finding it weighs ln(ρ/p + 1 − ρ), not
finding any of them ln(1 − ρ): the log likelihood ratio between "translates it" and "is any block".
"""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hexapla.languages import Conventions, profile
from hexapla.model import Block

_TOKEN = re.compile(
    r"(?P<address>https?://[^\s<>\"”)]+|www\.[^\s<>\"”)]+|[\w.+-]+@[\w-]+\.[\w.-]+)"
    r"|(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<mark>[?!%€$£§°:;()\[\]„“”«»\"…–—])"
)
_LABEL = re.compile(r"\s*[(\[]?(?:\d{1,4}(?:\.\d{1,3})*|[ivxlIVXL]{1,5}|[A-Za-z])[.)\]:]+\s+")
_BARE_NUMBER = re.compile(r"\s*(\d{1,5})[\s.):\]]+")
_FIGURES = re.compile(r"\d+")
_LONGEST_FORMULA = 80
"""Characters of what a document may say again and again in the same words."""
_QUOTES = frozenset('„“”«»"')
_MARKS = {"?": 0.85, "!": 0.6, "%": 0.8, "€": 0.7, "$": 0.7, "£": 0.7, "§": 0.6, "°": 0.7,
          ":": 0.6, ";": 0.5, "(": 0.75, "[": 0.75, "“": 0.6, "…": 0.5, "–": 0.3}  # fmt: skip
_SAME_MARK = {")": "(", "]": "[", "—": "–"} | dict.fromkeys(_QUOTES, "“")
_BEGIN_AFTER = frozenset("?!:") | _QUOTES
_ENDS = frozenset(".?!:;,")
_STOPS = frozenset(".!?")
_ADDRESS, _TERM = 0.95, 0.85
_NUMBER_BY_DIGITS = (0.0, 0.55, 0.8, 0.9)
_NUMBER_WORD, _MONTH = 0.45, 0.6
_ACRONYM, _NAME, _COGNATE = 0.4, 0.5, 0.15
_NAME_LENGTH, _COGNATE_LENGTH, _STEM_LENGTH = 4, 5, 5
_LONGEST_ACRONYM = 6
_FOLDS = (
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("ch", "k"), ("qu", "kv"), ("x", "ks"), ("w", "v"),
    ("y", "i"), ("ce", "se"), ("ci", "si"), ("c", "k"), ("z", "s"), ("j", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")

Lexicon = Mapping[str, Mapping[str, float]]
"""For a stem of the source language the stems of the target that translate it, with ρ."""


class Choice:
    """Keys that would each do, with ρ; the same keys are the same object, so it hashes quickly."""

    __slots__ = ("options",)

    def __init__(self, options: tuple[tuple[str, float], ...]) -> None:
        self.options = options


@functools.lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """Reduce a word to the letters that survive borrowing: philosophy and filosofija meet."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", word.casefold()) if char.isalpha()
    )
    for old, new in _FOLDS:
        plain = plain.replace(old, new)
    return _DOUBLED.sub(r"\1", plain)


def stem(word: str) -> str:
    """Cut a casefolded word so that most of its inflected forms fall together."""
    return word[:_STEM_LENGTH]


Traits = tuple[str, str, str, str]
"""A block's kind, how it begins, how it ends, and whether it is all in capitals."""


@dataclass(slots=True)
class Features:
    """What a block offers to be recognised by.

    `places` are the places in the text at which the tokens stand that make the `offers`, `begun`
    those at which a sentence begins, `starts` how many begin. `choices` are what tokens and
    concepts (`terms`) offer, each once.
    """

    text: str
    places: tuple[int, ...]
    offers: tuple[Choice, ...]
    begun: tuple[int, ...]
    terms: tuple[Choice, ...]
    starts: int
    choices: tuple[Choice, ...]
    stems: frozenset[str]
    traits: Traits
    hint: str = ""
    table: bool = False


class Token(NamedTuple):
    """What is known of a token wherever it stands."""

    inside: Choice
    """What it offers within a sentence, and where one begins."""
    first: Choice
    stem: str
    """Of a word; empty: it is none."""
    capital: bool
    """Whether it is a word with a capital, so that a sentence may begin with it."""
    ends: bool
    """Whether a sentence may begin after it."""


@dataclass(slots=True)
class Line:
    """The tokens of a text before the whole document is known."""

    tokens: list[str]
    places: list[int]
    offers: list[Choice]
    begun: list[int]
    capitals: list[int]
    """Which tokens have a capital though no mark before them says that a sentence begins."""


class Reader:
    """Reads blocks of one language into features."""

    def __init__(self, tag: str) -> None:
        self._conventions: Conventions = profile(tag).conventions
        self._tokens: dict[str, Token] = {}
        self._choices: dict[tuple[tuple[str, float], ...], Choice] = {}

    def read(
        self,
        blocks: Sequence[Block],
        terms: Sequence[Collection[str]] = (),
        tables: Sequence[bool] = (),
    ) -> list[Features]:
        """Read blocks, in their order: the concepts found in each, and whether it is a table."""
        texts = [block.text for block in blocks]
        label = _BARE_NUMBER if _line_numbered(texts) else _LABEL
        bare = [_without(text, label) for text in texts]
        lines = [self._line(text) for text in bare]
        words = Counter(itertools.chain.from_iterable(line.tokens for line in lines))
        small = {
            word
            for word, count in words.items()
            if word[0].islower() and count >= 2 * words[word[0].upper() + word[1:]]
        } | self._conventions.common_words
        formulas = [_FIGURES.sub("0", text.casefold().strip(" .,:;")) for text in bare]
        repeated = Counter(text for text in formulas if len(text) <= _LONGEST_FORMULA)
        made = []
        for index, block in enumerate(blocks):
            line = lines[index]
            # A capital on a word that stands small elsewhere begins a sentence, point or not.
            line.begun += [
                line.places[number]
                for number in line.capitals
                if line.tokens[number].lower() in small
            ]
            formula = formulas[index] if repeated[formulas[index]] > 1 else ""
            made.append(
                self._features(block, bare[index], line, terms[index] if terms else (), formula)
            )
        for features, table in zip(made, tables, strict=False):
            features.table = table
        return made

    def _line(self, text: str) -> Line:
        """Find the tokens of a text and what each offers where it stands."""
        tokens: list[str] = []
        places: list[int] = []
        offers: list[Choice] = []
        begun: list[int] = []
        capitals: list[int] = []
        known = self._tokens
        begins = True
        for found in _TOKEN.finditer(text):
            token = found[0]
            inside, first, _, capital, ends = known.get(token) or self._token(token)
            at, after = found.span()
            if capital:
                if begins:
                    begun.append(at)
                else:
                    capitals.append(len(tokens))
            tokens.append(token)
            places.append(at)
            offers.append(first if begins else inside)
            begins = ends or text[after : after + 1] in _STOPS
        return Line(tokens, places, offers, begun, capitals)

    def _token(self, token: str) -> Token:
        """Give what a token offers, and remember it."""
        found = _TOKEN.fullmatch(token)
        kind = found.lastgroup if found else "word"
        stemmed, capital = "", False
        if kind == "word":
            stemmed, capital = stem(token.casefold()), token[0].isupper()
            inside = self._choice(*self._offers(token, name=capital))
            first = self._choice(*self._offers(token, name=False)) if capital else inside
        else:
            if kind == "number":
                plain = token.lstrip("0") or "0"
                offer = (f"#{plain}", _NUMBER_BY_DIGITS[min(len(plain), 3)])
            elif kind == "mark":
                mark = _SAME_MARK.get(token, token)
                offer = (f"p{mark}", _MARKS[mark])
            else:
                offer = (f"@{token.rstrip('./').casefold()}", _ADDRESS)
            inside = first = self._choice(offer)
        made = self._tokens[token] = Token(inside, first, stemmed, capital, token in _BEGIN_AFTER)
        return made

    def _features(
        self, block: Block, text: str, line: Line, terms: Collection[str], formula: str
    ) -> Features:
        known = self._tokens
        stems = {known[token].stem for token in line.tokens}
        stems.discard("")
        places, offers = line.places, line.offers
        if formula:
            places, offers = [0, *places], [self._choice((f"w={formula}", 0.0)), *offers]
            stems.add(f"={formula}")
        concepts = tuple(self._choice((f"t{term}", _TERM)) for term in sorted(terms))
        begins = begin(text)
        return Features(
            text=text,
            places=tuple(places),
            offers=tuple(offers),
            begun=tuple(sorted(line.begun)),
            terms=concepts,
            starts=len(line.begun) + (begins == "1"),
            choices=tuple(dict.fromkeys(offers)) + concepts,
            stems=frozenset(stems),
            traits=(_kind(block), begins, end(text), "A" if text.isupper() else "a"),
            hint=block.hint,
        )

    def _choice(self, *options: tuple[str, float]) -> Choice:
        known = self._choices.get(options)
        if known is None:
            known = self._choices[options] = Choice(options)
        return known

    def _offers(self, token: str, *, name: bool) -> Iterable[tuple[str, float]]:
        plain = token.casefold()
        yield f"w{stem(plain)}", 0.0  # a place for the lexicon to speak
        month = self._conventions.months.get(plain)
        if month:
            yield f"m{month}", _MONTH
        number = self._conventions.number_words.get(plain)
        if number is not None and number > 1:
            yield f"#{number}", _NUMBER_WORD
        if token.isupper() and 1 < len(token) <= _LONGEST_ACRONYM:
            yield f"^{token}", _ACRONYM
        folded = fold(token)
        if len(folded) >= _NAME_LENGTH and token[0].isupper():
            yield f"n{folded[:_NAME_LENGTH]}", _NAME if name else _COGNATE
        if len(folded) >= _COGNATE_LENGTH:
            yield f"~{folded[:_COGNATE_LENGTH]}", _COGNATE


def _kind(block: Block) -> str:
    return f"{block.kind}{block.level}" if block.level else str(block.kind)


def _without(text: str, label: re.Pattern[str]) -> str:
    """Take a list or line number off; an ordinal (12. maijā) is none, a small letter follows it."""
    found = label.match(text)
    if found is None or (text[found.end() : found.end() + 1].islower() and "." in found[0]):
        return text
    return text[found.end() :]


def begin(text: str) -> str:
    """Tell whether a text begins with a capital (A), a small letter (a), a figure (1) or none."""
    first = text.lstrip("„“”«»\"'‘’([–—- ")[:1]
    return "A" if first.isupper() else "a" if first.islower() else "1" if first.isdigit() else ""


def end(text: str) -> str:
    """Give the mark that a text ends with, quotes and brackets aside; empty: none."""
    last = text.rstrip('”“„"»)] \n')[-1:]
    return last if last in _ENDS else ""


def _line_numbered(texts: Sequence[str]) -> bool:
    """Tell whether the lines of a text are numbered: most begin with a number, and it grows."""
    numbers = [int(found[1]) for text in texts if (found := _BARE_NUMBER.match(text))]
    least = 3
    if len(numbers) < max(least, 0.6 * len(texts)):
        return False
    growing = sum(one < two for one, two in itertools.pairwise(numbers))
    return growing >= 0.9 * (len(numbers) - 1)
