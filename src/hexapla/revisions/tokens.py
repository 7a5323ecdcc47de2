"""What a text is made of, as far as a change of it is concerned: words, numbers, addresses, signs.

Two texts mean the same to a translator when their `meaning` is equal: spacing, punctuation, quotes,
bullets, hyphenation and the capital of a longer word do not count; digits, signs of mathematics and
currency, minus signs, ranges, addresses, short words' capitals (units, acronyms) do.
"""

from __future__ import annotations

import enum
import functools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError

from hexapla.errors import UsageError
from hexapla.languages import profile


class TokenKind(enum.Enum):
    """What a stretch of a text is."""

    ADDRESS = "address"
    NUMBER = "number"
    WORD = "word"
    SPACE = "space"
    SIGN = "sign"


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a text and what it is."""

    kind: TokenKind
    text: str


_TOKEN = re.compile(
    r"""
    (?P<ADDRESS> (?:https?|ftps?|sftp|mailto|file):[^\s<>"“”«»„]+ | www\.[^\s<>"“”«»„]+
               | [\w.+%-]+@[\w-]+(?:\.[\w-]+)+ )
  | (?P<NUMBER> \d{4}-\d\d-\d\d(?![\w-])
             |  (?<![\w)\]%])[-−–](?=\d) (?:\d+(?:[.,:/'’]\d+|[\u0020\u00a0\u2009\u202f]\d{3}(?!\d))*)(?![^\W_])
             |  \d+(?:[.,:/'’]\d+|[\u00a0\u2009\u202f]\d{3}(?!\d)|(?<!\d\d\d\d)\u0020\d{3}(?![\d.,/]))*(?![^\W_]) )
  | (?P<WORD> \w+(?:[-'’‐‑]\w+)* )
  | (?P<SPACE> \s+ )
  | (?P<SIGN> . )
    """,  # noqa: E501  an expression is read whole
    re.VERBOSE | re.DOTALL,
)
_TRAILING = ".,;:!?)]}'’"
_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c"), None
)
_BULLET = re.compile(r"\s*[^\w\s(\[«“„”‘’\"'+<>=≤≥\u2610-\u2612]\s+")
_DASHES = frozenset("-‐‑‒–—―−")
_KEPT = frozenset("%‰°№&@#\\±§")
_SHORT = 3
_TWO_FACED = frozenset({"may", "mar", "polish"})
"""Words that mean something else with a capital."""
_BESIDE = 3
_ABBREVIATED = 2


def tokens(text: str) -> tuple[Token, ...]:
    """Cut `text` into tokens; joined, they are the text again."""
    return tuple(_cut(text))


def _cut(text: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(text):
        kind = TokenKind[found.lastgroup or "SIGN"]
        piece = found[0]
        if kind is TokenKind.ADDRESS:
            bare = piece.rstrip(_TRAILING)
            if piece.startswith("(") or (")" in piece and "(" in bare):
                bare = piece.rstrip(_TRAILING.replace(")", ""))
            yield Token(kind, bare)
            for sign in piece[len(bare) :]:
                yield Token(TokenKind.SIGN, sign)
        else:
            yield Token(kind, piece)


@functools.cache
def _decimal_comma(language: str) -> bool | None:
    """Tell whether the language sets decimals with a comma; None where CLDR does not know it."""
    try:
        symbols = Locale.parse(language, sep="-").number_symbols
    except (UnknownLocaleError, ValueError):
        return None
    latin: Mapping[str, str] = symbols.get("latn", symbols)
    return latin.get("decimal") == ","


def number(text: str, language: str = "") -> str:
    """Give a number as it is compared: without grouping, a point for decimals, a plain minus.

    A number with two or more kinds of separators that is no grouping (a date, a reference) keeps
    its parts.
    """
    bare = re.sub(r"[\s\u00a0\u2009\u202f'’]", "", text)
    sign = "-" if bare[:1] in _DASHES else ""
    bare = bare.lstrip("-−–")
    comma = _decimal_comma(language) if language else None
    if comma is not None:
        group, point = (".", ",") if comma else (",", ".")
        grouped = rf"\d{{1,3}}(?:{re.escape(group)}\d{{3}})+(?:{re.escape(point)}\d+)?"
        if re.fullmatch(grouped, bare):
            bare = bare.replace(group, "")
        if re.fullmatch(rf"\d+{re.escape(point)}\d+", bare):
            bare = bare.replace(point, ".")
    return sign + bare


@functools.lru_cache(maxsize=65536)
def meaning(text: str, language: str = "") -> tuple[str, ...]:
    """Give what counts in a text; equal for two texts that differ in nothing but form."""
    text = _clean(text)
    bulleted = _BULLET.match(text)
    if bulleted:
        text = text[bulleted.end() :]
    shouting = text.isupper()
    made: list[str] = []
    pending_dash = False
    after_number = False
    for token in _cut(text):
        if token.kind is TokenKind.SPACE:
            continue
        if token.kind is TokenKind.SIGN:
            if token.text in _DASHES:
                pending_dash = after_number
            elif _counts(token.text):
                made.append(unicodedata.normalize("NFKC", token.text))
                after_number = False
            continue
        is_number = token.kind is TokenKind.NUMBER
        if is_number and pending_dash:
            made.append("–")
        if is_number:
            made.append(number(token.text, language))
        elif token.kind is TokenKind.ADDRESS:
            made.append(token.text)
        else:
            made.append(_folded(token.text, shouting=shouting, first=not made))
        pending_dash = False
        after_number = is_number
    return tuple(made)


def same(old: str, new: str, language: str = "") -> bool:
    """Tell whether two texts differ in nothing but form.

    A hyphen between words that comes or goes (co-operation, cooperation; on-line, on line) is form.
    """
    if old == new:
        return True
    first, second = meaning(old, language), meaning(new, language)
    if first == second:
        return True
    return _unhyphened(first, "") == _unhyphened(second, "") or (
        _unhyphened(first, " ") == _unhyphened(second, " ")
    )


def _unhyphened(parts: tuple[str, ...], by: str) -> list[str]:
    made: list[str] = []
    for part in parts:
        if "-" in part and part.replace("-", "").isalpha():
            made.extend(part.replace("-", by).split())
        else:
            made.append(part)
    return made


def _counts(sign: str) -> bool:
    if sign in _KEPT:
        return True
    category = unicodedata.category(sign)
    if category in {"Sm", "Sc"}:
        return sign != "|"
    return category == "So" and not "\u25a0" <= sign <= "\u25ff"


def _folded(word: str, *, shouting: bool, first: bool) -> str:
    word = word.replace("’", "'").replace("‐", "-").replace("‑", "-")
    letters = word.replace("-", "").replace("'", "")
    if not letters.isalpha():
        return word.casefold() if shouting else word
    plain = letters.islower() or letters[1:].islower() or word.istitle()
    if shouting or (plain and (first or len(letters) >= _SHORT)):
        folded = word.casefold()
        return word if folded in _TWO_FACED and not shouting else folded
    return word


@functools.cache
def _months(language: str) -> Mapping[str, int]:
    found: dict[str, int] = {}
    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = None
    if locale is not None:
        for usage in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for value, name in locale.months[usage][width].items():
                    bare = name.casefold().rstrip(".")
                    if len(bare) > 2 and bare.isalpha():  # noqa: PLR2004  “V” is no month's name
                        found.setdefault(bare, value)
    found.update({name.casefold(): value for name, value in _conventions(language).months.items()})
    return found


@functools.cache
def _conventions(language: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  the profile's
    try:
        return profile(language).conventions
    except UsageError:
        return profile("und").conventions


def month(word: str, language: str) -> int | None:
    """Give the month that a word names in the language, 1 to 12, or None."""
    return _months(language).get(word.casefold()) if language else None


def number_word(word: str, language: str) -> int | None:
    """Give the number that a word spells out in the language, or None."""
    if not language:
        return None
    value: int | None = _conventions(language).number_words.get(word.casefold())
    return value


def knows_number_words(language: str) -> bool:
    """Tell whether the language is described well enough to read spelled-out numbers."""
    return bool(language) and bool(_conventions(language).number_words)


def knows_negation(language: str) -> bool:
    """Tell whether the language is described well enough to count its negations."""
    return bool(language) and bool(_conventions(language).negations)


def negations(text: str, language: str) -> int:
    """Count the words of a text that negate by themselves, as far as the language is described."""
    if not language:
        return 0
    negating = _conventions(language).negations
    count = 0
    for word in _lower_words(text):
        count += word in negating or word.endswith("n't")
    return count


def negation_turn(old: str, new: str, language: str) -> int:
    """Count the negations that an edit brought, less those that it took.

    A word that came in place of itself with a negating prefix (notiek, nenotiek) is one.
    """
    turn = negations(new, language) - negations(old, language)
    if not language:
        return turn
    before, after = Counter(_lower_words(old)), Counter(_lower_words(new))
    gone, come = before - after, after - before
    for prefix in _conventions(language).negation_prefixes:
        turn += sum(min(come[prefix + word], count) for word, count in gone.items())
        turn -= sum(min(gone[prefix + word], count) for word, count in come.items())
    return turn


def _lower_words(text: str) -> Iterator[str]:
    """Give the words in small letters, but for one that names a number (No 5, Nr 5)."""
    cut = [token for token in _cut(text) if token.kind is not TokenKind.SPACE]
    for index, token in enumerate(cut):
        if token.kind is not TokenKind.WORD:
            continue
        after = next((one for one in cut[index + 1 : index + 3] if one.text != "."), None)
        if (
            len(token.text) <= _ABBREVIATED
            and token.text[0].isupper()
            and (after is not None and after.kind is TokenKind.NUMBER)
        ):
            continue
        yield token.text.casefold().replace("’", "'")


_GROUPED = re.compile(r"(?<!\d)\d{1,3}(?:[.,\s\u00a0\u2009\u202f'’]\d{3})+(?!\d)")
_DIGITS = re.compile(r"\d+")


@functools.lru_cache(maxsize=65536)
def anchors(text: str, language: str = "", *, spelled: bool = True) -> Mapping[str, int]:
    """Count what stands in a translation as it stands in the source: numbers and addresses.

    Numbers come as their runs of digits after grouping is taken out, so that 1,5 and 1.5 or
    2020/06/10 and 10.6.2020 agree; months beside digits and spelled-out numbers from two on come
    as numbers too (one is an article in too many languages; `spelled` leaves them out).
    """
    found: Counter[str] = Counter()
    cut = [token for token in _cut(_clean(text)) if token.kind is not TokenKind.SPACE]
    for index, token in enumerate(cut):
        if token.kind is TokenKind.ADDRESS:
            found[token.text.removeprefix("mailto:").rstrip("/")] += 1
        elif token.kind in {TokenKind.NUMBER, TokenKind.WORD} and _DIGITS.search(token.text):
            bare = _GROUPED.sub(lambda hit: re.sub(r"\D", "", hit[0]), token.text)
            for run in _DIGITS.findall(bare):
                found[run.lstrip("0") or "0"] += 1
        elif token.kind is TokenKind.WORD and language:
            value = month(token.text, language)
            if value is not None and beside_digits(cut, index):
                found[str(value)] += 1
                continue
            value = number_word(token.text, language) if spelled else None
            if value is not None and value > 1:
                found[str(value)] += 1
    return found


def beside_digits(cut: Sequence[Token], index: int) -> bool:
    """Tell whether a number stands within three tokens, as it does beside a month in a date."""
    near = cut[max(0, index - _BESIDE) : index + _BESIDE + 1]
    return any(_DIGITS.search(one.text) for one in near)


def _clean(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_INVISIBLE)
