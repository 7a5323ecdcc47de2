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
_LABEL = re.compile(r"\s*[(\[]?(?:\d{1,4}(?:\.\d{1,3})*|[ivxlIVXL]{1,5}|[A-Za-z])[.)\]:]+\s+")
_BARE_NUMBER = re.compile(r"\s*(\d{1,5})[\s.):\]]+")
_QUOTES = frozenset('„“”«»"')
_MARKS = {"?": 0.85, "!": 0.6, "%": 0.8, "€": 0.7, "$": 0.7, "£": 0.7, "§": 0.6, "°": 0.7,
          ":": 0.6, ";": 0.5, "(": 0.75, "[": 0.75, "“": 0.6, "…": 0.5, "–": 0.3}  # fmt: skip
_SAME_MARK = {")": "(", "]": "[", "—": "–"} | dict.fromkeys(_QUOTES, "“")
_BEGIN_AFTER = frozenset("?!:") | _QUOTES
_ENDS = frozenset(".?!:;,")
_ADDRESS, _TERM = 0.95, 0.85
_NUMBER_BY_DIGITS = (0.0, 0.55, 0.8, 0.9)
_NUMBER_WORD, _MONTH = 0.45, 0.6
_ACRONYM, _NAME, _COGNATE = 0.4, 0.5, 0.15
_NAME_LENGTH, _COGNATE_LENGTH, _STEM_LENGTH = 4, 5, 5
_LONGEST_ACRONYM = 6
_GENERAL, _GENERAL_RATE = 20.0, 0.04
"""How often any block anywhere holds a key, as so many blocks beside the document's own."""
_FOLDS = (
    ("ph", "f"), ("th", "t"), ("ck", "k"), ("ch", "k"), ("qu", "kv"), ("x", "ks"), ("w", "v"),
    ("y", "i"), ("ce", "se"), ("ci", "si"), ("c", "k"), ("z", "s"), ("j", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")

Lexicon = Mapping[str, Mapping[str, float]]
"""For a stem of the source language the stems of the target that translate it, with ρ."""
Choice = tuple[tuple[str, float], ...]
"""Keys that would each do, with ρ."""
Sign = tuple[float, Choice]
"""What not finding any of the keys weighs; the keys with what finding them weighs."""


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


@dataclass(slots=True)
class Features:
    """What a block offers to be recognised by.

    `starts` counts the sentences that begin in it; `traits` are its kind, how it begins, how it
    ends and whether it is all in capitals, as one letter or word each.
    """

    length: int
    starts: int
    keys: frozenset[str]
    choices: tuple[Choice, ...]
    stems: frozenset[str]
    traits: tuple[str, str, str, str]
    hint: str
    table: bool = False


class Reader:
    """Reads blocks of one language into features."""

    def __init__(self, tag: str) -> None:
        self._conventions: Conventions = profile(tag).conventions
        self._words: dict[str, Choice] = {}
        self._small: set[str] = set()

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
        tokens = [list(_TOKEN.finditer(text)) for text in bare]
        words = Counter(word for each in tokens for found in each if (word := found["word"]))
        self._small = {
            word
            for word, count in words.items()
            if word[0].islower() and count >= 2 * words[word[0].upper() + word[1:]]
        } | self._conventions.common_words
        made = [
            self._features(block, bare[index], tokens[index], terms[index] if terms else ())
            for index, block in enumerate(blocks)
        ]
        for features, table in zip(made, tables, strict=False):
            features.table = table
        return made

    def _features(
        self, block: Block, text: str, tokens: list[re.Match[str]], terms: Collection[str]
    ) -> Features:
        choices: dict[Choice, None] = {}
        stems = set()
        begins, starts = True, 0
        for found in tokens:
            token = found[0]
            offered: Choice
            if found["word"]:
                # A capital on a word that stands small elsewhere begins a sentence, point or not.
                if token[0].isupper() and (begins or token.lower() in self._small):
                    starts += 1
                offered = self._word(token, begins=begins)
                stems.add(stem(token.casefold()))
            elif found["number"]:
                plain = token.lstrip("0") or "0"
                offered = ((f"#{plain}", _NUMBER_BY_DIGITS[min(len(plain), 3)]),)
            elif found["mark"]:
                mark = _SAME_MARK.get(token, token)
                offered = ((f"p{mark}", _MARKS[mark]),)
            else:
                offered = ((f"@{token.rstrip('./').casefold()}", _ADDRESS),)
            begins = token in _BEGIN_AFTER or text[found.end() : found.end() + 1] in {".", "!", "?"}
            choices[offered] = None
        choices |= dict.fromkeys(((f"t{term}", _TERM),) for term in sorted(terms))
        return Features(
            length=len(text),
            starts=starts + (_begin(text) == "1"),
            keys=frozenset(key for choice in choices for key, _ in choice),
            choices=tuple(choices),
            stems=frozenset(stems),
            traits=(_kind(block), _begin(text), _end(text), "A" if text.isupper() else "a"),
            hint=block.hint,
        )

    def _word(self, token: str, *, begins: bool) -> Choice:
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


def _without(text: str, label: re.Pattern[str]) -> str:
    """Take a list or line number off; an ordinal (12. maijā) is none, a small letter follows it."""
    found = label.match(text)
    if found is None or (text[found.end() : found.end() + 1].islower() and "." in found[0]):
        return text
    return text[found.end() :]


def _begin(text: str) -> str:
    first = text.lstrip("„“”«»\"'‘’([–—- ")[:1]
    return "A" if first.isupper() else "a" if first.islower() else "1" if first.isdigit() else ""


def _end(text: str) -> str:
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


class Side:
    """The blocks of one document as the other one sees them."""

    def __init__(self, features: Sequence[Features]) -> None:
        self.features = list(features)
        self.keys = [each.keys for each in features]
        self.lengths = [each.length for each in features]
        self.starts = [each.starts for each in features]
        self.shares: Counter[str] = Counter()
        for keys in self.keys:
            self.shares.update(keys)
        self.signs: list[tuple[Sign, ...]] = []
        self._pairs: dict[int, tuple[tuple[Sign, ...], frozenset[str]]] = {}
        self._usual = (sum(self.lengths) + 1) / (len(self.features) + 1)

    def excess(self, length: int) -> float:
        """Give the logarithm of how many times as long as a usual block of this side a text is."""
        return max(-1.5, min(2.0, math.log((length + 1) / self._usual)))

    def whole(self, index: int, size: int) -> tuple[Iterable[Sign], frozenset[str]]:
        """Give the signs and keys of one or two blocks; what stands in both counts once."""
        if size == 1:
            return self.signs[index], self.keys[index]
        known = self._pairs.get(index)
        if known is None:
            both = (*self.signs[index], *self.signs[index + 1])
            # The same choice of keys is the same object, and its identity is quick to compare.
            alone = tuple({id(sign): sign for sign in both}.values())
            known = self._pairs[index] = alone, self.keys[index] | self.keys[index + 1]
        return known

    def expect(self, other: Side, lexicon: Lexicon) -> None:
        """Weigh what to look for on the other side by how rare it is there."""
        known: dict[Choice, Sign | None] = {}
        self.signs, self._pairs = [], {}
        for each in self.features:
            made = []
            for choice in each.choices:
                if choice not in known:
                    known[choice] = _weighed(choice, other, lexicon)
                sign = known[choice]
                if sign is not None:
                    made.append(sign)
            self.signs.append(tuple(made))


def _weighed(choice: Choice, other: Side, lexicon: Lexicon) -> Sign | None:
    options: dict[str, float] = {}
    for key, rho in choice:
        if key[0] == "w":
            for word, likely in lexicon.get(key[1:], {}).items():
                options[f"w{word}"] = likely
        else:
            options[key] = rho
    blocks = len(other.features) + 1
    found = []
    for key, rho in options.items():
        share = other.shares.get(key, 0)
        if share and rho:
            # One of the blocks that hold it is the translation; the others do by chance.
            chance = (share - 1 + _GENERAL * _GENERAL_RATE) / (blocks - 2 + _GENERAL)
            found.append((key, math.log(rho / chance + 1 - rho)))
    surest = max(options.values(), default=0.0)
    if not found and surest < _NUMBER_BY_DIGITS[2]:
        return None  # a word that the other side never has says nothing
    absent = math.log(1 - min(surest, 0.95))
    return absent, tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))
