"""What speaks for two texts in two languages saying the same.

A text becomes a set of *keys* (numbers, cognate beginnings, acronyms, addresses, punctuation, word
stems) and a list of *signs*: what would be expected in a translation of it. A sign is a choice of
keys, each with a reliability ρ: the probability that a right translation holds the key. With p, the
share of the other side's blocks that hold the key anyway, finding it weighs ln(ρ/p + 1 − ρ), not
finding any of them ln(1 − ρ): the log likelihood ratio between "translates it" and "is any block".
"""

from __future__ import annotations

import functools
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from hexapla.languages import Conventions, profile
from hexapla.model import Block, BlockKind

_TOKEN = re.compile(
    r"(?P<address>https?://[^\s<>\"”)]+|www\.[^\s<>\"”)]+|[\w.+-]+@[\w-]+\.[\w.-]+)"
    r"|(?P<number>\d+)|(?P<word>[^\W\d_]+)|(?P<mark>[?!%€$£§°:;()\[\]„“”«»\"…–—])"
)
_LABEL = re.compile(r"\s*(?:[(\[]?\d{1,4}(?:\.\d{1,3})*[.)\]:]+|[(\[]?[A-Za-z][.)\]])\s+")
_BARE_NUMBER = re.compile(r"\s*(\d{1,5})[\s.):\]]+")
_QUOTES = set('„“”«»"')
_MARKS = {"?": 0.85, "!": 0.6, "%": 0.8, "€": 0.7, "$": 0.7, "£": 0.7, "§": 0.6, "°": 0.7,
          ":": 0.6, ";": 0.5, "(": 0.75, "[": 0.75, "“": 0.6, "…": 0.5, "–": 0.3}  # fmt: skip
_SAME_MARK = {")": "(", "]": "[", "—": "–"} | dict.fromkeys(_QUOTES, "“")
_ENDS = {".": 0.85, "?": 0.9, "!": 0.8, ":": 0.85, ";": 0.75, ",": 0.6, "": 0.85}
_ADDRESS, _KIND, _TERM = 0.95, 0.93, 0.85
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


@dataclass(frozen=True, slots=True)
class Sign:
    """Something to look for in a translation: any of these keys, each with its ρ."""

    keys: tuple[tuple[str, float], ...]


@dataclass(slots=True)
class Features:
    """What a block offers to be recognised by."""

    length: int
    keys: frozenset[str]
    signs: tuple[Sign, ...]
    stems: frozenset[str]
    kind: str
    hint: str


class Reader:
    """Reads blocks of one language into features."""

    def __init__(self, tag: str) -> None:
        self._conventions: Conventions = profile(tag).conventions
        self._words: dict[str, tuple[tuple[str, float], ...]] = {}

    def read(
        self, blocks: Sequence[Block], terms: Sequence[Collection[str]] = ()
    ) -> list[Features]:
        """Read blocks, in their order; `terms` are the concepts found in each of them."""
        texts = [block.text for block in blocks]
        numbered = _line_numbered(texts)
        return [
            self._features(block, numbered=numbered, terms=terms[index] if terms else ())
            for index, block in enumerate(blocks)
        ]

    def _features(self, block: Block, *, numbered: bool, terms: Collection[str]) -> Features:
        label = (_BARE_NUMBER if numbered else _LABEL).match(block.text)
        text = block.text[label.end() :] if label else block.text
        keys: dict[tuple[tuple[str, float], ...], None] = {}
        stems = set()
        begins = True
        for found in _TOKEN.finditer(text):
            token = found[0]
            if found["word"]:
                offered = self._word(token, begins=begins)
                stems.add(stem(token.casefold()))
            elif found["number"]:
                plain = token.lstrip("0") or "0"
                rho = _NUMBER_BY_DIGITS[min(len(plain), 3)]
                offered = ((f"#{plain}", rho),)
            elif found["mark"]:
                mark = _SAME_MARK.get(token, token)
                offered = ((f"p{mark}", _MARKS[mark]),)
            else:
                offered = ((f"@{token.rstrip('./').casefold()}", _ADDRESS),)
            begins = token in '?!:„“”«»"' or text[found.end() : found.end() + 1] == "."
            if offered:
                keys[offered] = None
        last = text.rstrip().rstrip('”“"»)]')[-1:]
        end = last if last in _ENDS else ""
        keys[((f"e{end}", _ENDS[end]),)] = None
        keys |= dict.fromkeys(((f"t{term}", _TERM),) for term in sorted(terms))
        kind = _kind(block)
        keys[((f"k{kind}", _KIND),)] = None
        return Features(
            length=len(text),
            keys=frozenset(key for choice in keys for key, _ in choice),
            signs=tuple(map(Sign, keys)),
            stems=frozenset(stems),
            kind=kind,
            hint=block.hint,
        )

    def _word(self, token: str, *, begins: bool) -> tuple[tuple[str, float], ...]:
        capital = token[0].isupper()
        known = f"{token}/{begins}" if capital else token
        if known not in self._words:
            self._words[known] = tuple(self._offers(token, name=capital and not begins))
        return self._words[known]

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
    if block.kind is BlockKind.HEADING:
        return f"{block.kind}{block.level}"
    return str(block.kind)


def _line_numbered(texts: Sequence[str]) -> bool:
    """Tell whether the lines of a text are numbered: most begin with a number, and it grows."""
    numbers = [int(found[1]) for text in texts if (found := _BARE_NUMBER.match(text))]
    least = 3
    if len(numbers) < max(least, 0.6 * len(texts)):
        return False
    growing = sum(one < two for one, two in zip(numbers, numbers[1:], strict=False))
    return growing >= 0.9 * (len(numbers) - 1)


class Side:
    """The blocks of one document as the other one sees them.

    `signs` holds for every block what to look for on the other side: (weight when nothing is
    found, ((key, weight when found), …) with the heaviest first).
    """

    def __init__(self, features: Sequence[Features]) -> None:
        self.features = features
        self.keys = [each.keys for each in features]
        self.lengths = [each.length for each in features]
        self.signs: list[tuple[tuple[float, tuple[tuple[str, float], ...]], ...]] = []
        self.shares: Counter[str] = Counter()
        for keys in self.keys:
            self.shares.update(keys)

    def expect(self, other: Side, lexicon: Lexicon) -> None:
        """Weigh every sign by how rare its keys are among the other side's blocks."""
        known: dict[Sign, tuple[float, tuple[tuple[str, float], ...]] | None] = {}
        size = len(other.features) + 1
        self.signs = []
        for each in self.features:
            made = []
            for sign in each.signs:
                if sign not in known:
                    known[sign] = _weighed(sign, other.shares, size, lexicon)
                weighed = known[sign]
                if weighed is not None:
                    made.append(weighed)
            self.signs.append(tuple(made))


def _weighed(
    sign: Sign, shares: Counter[str], size: int, lexicon: Lexicon
) -> tuple[float, tuple[tuple[str, float], ...]] | None:
    options: dict[str, float] = {}
    for key, rho in sign.keys:
        if key[0] == "w":
            for other, likely in lexicon.get(key[1:], {}).items():
                options[f"w{other}"] = likely
        else:
            options[key] = max(rho, options.get(key, 0.0))
    found = []
    for key, rho in options.items():
        share = shares.get(key, 0)
        if share and rho:
            found.append((key, math.log(rho * size / (share + 0.5) + 1 - rho)))
    surest = max(options.values(), default=0.0)
    if not found and surest < _NUMBER_BY_DIGITS[2]:
        return None  # a word that the other side never has says nothing
    absent = math.log(1 - min(surest, 0.95))
    return absent, tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
