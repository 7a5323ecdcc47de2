"""What an edit changed, shown word by word, and whether a translation's edit answers it."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein

from hexapla.model import ChangeType, normal
from hexapla.revisions.tokens import (
    Token,
    TokenKind,
    anchors,
    knows_negation,
    knows_number_words,
    meaning,
    month,
    negation_turn,
    negations,
    number,
    number_word,
    same,
    tokens,
)

Terms = Callable[[str, str], frozenset[str]]
"""Gives the ids of the concepts that a text of a language names."""

_UNIT_LINES = (
    "km m cm mm dm nm µm mi ft in yd kg g mg µg t lb oz l ml cl dl hl ha a m² m³ km² cm²",
    "cm³ km2 m2 m3 s ms min h kw mw gw kwh mwh gwh w v kv mv hz khz mhz ghz b kb mb gb tb",
    "kib mib gib bit bits byte bytes pa kpa bar j kj mj kcal cal k mol db lx lm cd °c °f",
    "% ‰ pp km/h eur usd gbp sek dkk nok pln czk huf ron bgn chf uah gel amd azn ltl lvl",
    "eek fim dem € $ £ ¥ ₴ ₾ ֏ ₼ percent kilometre kilometres kilometer kilometers metre",
    "metres meter meters centimetre centimetres millimetre millimetres mile miles",
    "kilogram kilograms gram grams milligram milligrams tonne tonnes ton tons pound",
    "pounds litre litres liter liters hectare hectares acre acres second seconds minute",
    "minutes hour hours day days week weeks month months quarter quarters year years euro",
    "euros cent cents dollar dollars krona kronor krone kroner watt watts kilowatt",
    "kilowatts megawatt megawatts volt volts degree degrees inch inches foot feet yard",
    "yards thousand thousands million millions billion billions trillion trillions",
)
_UNITS = frozenset(" ".join(_UNIT_LINES).split())
_DATE = re.compile(
    r"\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}\.?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d\d)\.?|\d{1,2}:\d\d(:\d\d)?"
)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|a|e|er|re|è|º|ª)?")
_HOST = re.compile(r"(?:https?|ftps?)://[^/]+/")
_NUMERIC_SIGNS = frozenset("+-−–±<>=≤≥×÷")
_PER = frozenset({"per", "each", "every"})
_CODE = 3
"""The letters of a currency's code, which may stand before its number."""
_HAS_DIGIT = re.compile(r"\d")
_TYPO = 2
_LONG = 12
_SMALL = 6
"""The words of an edit that is small enough to be about its negation."""
_REACH = 0.3


def change_types(
    old: str, new: str, language: str, terms: Terms | None = None
) -> frozenset[ChangeType]:
    """Tell what the edit from `old` to `new` changed; empty where a reader sees the same.

    Cosmetic stands alone: spacing, punctuation, quotes, bullets, hyphenation, capitals. `terms`
    finds the concepts of a text, where a glossary is at hand.
    """
    if normal(old) == normal(new):
        return frozenset()
    if same(old, new, language):
        return frozenset({ChangeType.COSMETIC})
    found: set[ChangeType] = set()
    gone, come = _changed(old, new, language)
    worded = False
    for side, text in ((gone, old), (come, new)):
        around = _Around(text, language)
        for token, first in side:
            kind = _kind(token, language, around, first=first)
            if kind is ChangeType.WORDING:
                worded = True
            else:
                found.add(kind)
    if negation_turn(old, new, language):
        found.add(ChangeType.NEGATION)
    if terms is not None and terms(old, language) != terms(new, language):
        found.add(ChangeType.TERM)
    if worded and not (found & {ChangeType.NEGATION} and _only_negation(gone, come, language)):
        found.add(ChangeType.WORDING)
    return frozenset(found or {ChangeType.WORDING})


def _only_negation(
    gone: list[tuple[Token, bool]], come: list[tuple[Token, bool]], language: str
) -> bool:
    """Tell whether the changed words are negations and nothing beside them."""
    return all(negations(token.text, language) for token, _ in (*gone, *come))


class _Around:
    """What a token's text says about it: which belong to dates, which are units, is it a title."""

    def __init__(self, text: str, language: str) -> None:
        self.dated = _in_dates(text, language)
        self.units = _units(text, language)
        words = [token.text for token in tokens(text) if token.kind is TokenKind.WORD]
        capitals = sum(word[0].isupper() for word in words[1:])
        self.is_title = 2 * capitals >= len(words[1:])


def _kind(  # noqa: PLR0911  one line a kind of token
    token: Token, language: str, around: _Around, *, first: bool
) -> ChangeType:
    text = token.text
    if token.kind is TokenKind.ADDRESS:
        return ChangeType.NAME
    if around.dated[text]:
        return ChangeType.DATE
    if around.units[text]:
        return ChangeType.UNIT
    if token.kind is TokenKind.NUMBER or number_word(text, language) is not None:
        return ChangeType.NUMBER
    if token.kind is TokenKind.SIGN:
        return ChangeType.NUMBER if text in _NUMERIC_SIGNS else ChangeType.WORDING
    if _HAS_DIGIT.search(text):
        return ChangeType.NUMBER if _ORDINAL.fullmatch(text) else ChangeType.NAME
    marked = text[1:].lower() != text[1:]
    capital = text[:1].isupper() and not first and not around.is_title
    return ChangeType.NAME if capital or marked else ChangeType.WORDING


def _units(text: str, language: str) -> Counter[str]:
    """Count the tokens of `text` that are units: signs anywhere, words beside a number or “per”."""
    found: Counter[str] = Counter()
    cut = [token for token in tokens(text) if token.kind is not TokenKind.SPACE]
    for index, token in enumerate(cut):
        if token.text.casefold() not in _UNITS:
            continue
        before = cut[max(0, index - 2) : index]
        counted = any(
            one.kind is TokenKind.NUMBER
            or number_word(one.text, language) is not None
            or one.text.casefold() in _PER
            for one in before
        )
        after = cut[index + 1 : index + 2]
        is_code = token.text.isupper() and len(token.text) == _CODE and after != []
        leads = bool(after) and after[0].kind is TokenKind.NUMBER and is_code
        if counted or leads or token.kind is TokenKind.SIGN:
            found[token.text] += 1
    return found


def _in_dates(text: str, language: str) -> Counter[str]:
    """Count the tokens of `text` that belong to a date or a time."""
    found: Counter[str] = Counter()
    cut = [token for token in tokens(text) if token.kind is not TokenKind.SPACE]
    for index, token in enumerate(cut):
        if token.kind is TokenKind.NUMBER and _DATE.fullmatch(token.text):
            found[token.text] += 1
        elif token.kind is TokenKind.WORD and month(token.text, language) is not None:
            near = [one.text for one in cut[max(0, index - 3) : index + 4]]
            digits = [one for one in near if _HAS_DIGIT.search(one)]
            if digits or (index and token.text[0].isupper()):
                found[token.text] += 1
                found.update(digits)
    return found


def _words(text: str, language: str) -> list[Token]:
    """Give the tokens that count, in order."""
    return [token for token in tokens(text) if meaning(token.text, language)]


def _changed(
    old: str, new: str, language: str
) -> tuple[list[tuple[Token, bool]], list[tuple[Token, bool]]]:
    """Give the tokens that went and those that came, each with whether it opens a sentence."""
    first, second = _marked(old, language), _marked(new, language)
    keys = [_key(token, language) for token, _ in first]
    others = [_key(token, language) for token, _ in second]
    gone: list[tuple[Token, bool]] = []
    come: list[tuple[Token, bool]] = []
    for step in Indel.opcodes(keys, others):
        if step.tag == "delete":
            gone.extend(first[step.src_start : step.src_end])
        elif step.tag == "insert":
            come.extend(second[step.dest_start : step.dest_end])
    if not gone and not come:  # the same words, joined or parted by the signs between them
        return first, second
    return gone, come


def _marked(text: str, language: str) -> list[tuple[Token, bool]]:
    made = []
    opening = True
    for token in tokens(text):
        if token.kind is TokenKind.SPACE:
            continue
        if token.kind is TokenKind.SIGN and token.text in ".!?:;":
            opening = True
        elif meaning(token.text, language) or token.text in "-−–—":
            if meaning(token.text, language):
                made.append((token, opening))
            opening = False
    return made


def _key(token: Token, language: str) -> str:
    return (
        number(token.text, language)
        if token.kind is TokenKind.NUMBER
        else " ".join(meaning(token.text, language))
    )


@functools.lru_cache(maxsize=4096)
def word_diff(old: str, new: str) -> str:
    """Show the edit word by word: what went as ``[-old-]``, what came as ``{+new+}`` (as wdiff)."""
    first = [token.text for token in tokens(old)]
    second = [token.text for token in tokens(new)]
    steps = list(_smoothed(first, second))
    made: list[str] = []
    for gone, come in steps:
        if gone == come:
            made.append(gone)
            continue
        if gone:
            made.append(f"[-{gone}-]")
        if come:
            made.append(f"{{+{come}+}}")
    return "".join(made)


def _smoothed(first: Sequence[str], second: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give equal and changed stretches; a lone space between two changes joins them."""
    went, came = "", ""
    steps = Levenshtein.opcodes(first, second)
    for index, step in enumerate(steps):
        gone = "".join(first[step.src_start : step.src_end])
        come = "".join(second[step.dest_start : step.dest_end])
        between = step.tag == "equal" and 0 < index < len(steps) - 1 and gone.isspace()
        if step.tag != "equal" or between:
            went, came = went + gone, came + come
            continue
        if went or came:
            yield went, came
            went, came = "", ""
        yield gone, gone
    if went or came:
        yield went, came


def answers(
    base: str,
    now: str,
    target_old: str,
    target_new: str,
    *,
    source_language: str,
    target_language: str,
) -> bool:
    """Tell whether a translation's edit fits the source's change from `base` to `now`.

    What the source gained in numbers and addresses must stand in the translation, what it lost must
    be gone. Where the change is one of words, the translation's change must be one of words too, in
    about the same place, of a size that can carry it: a corrected typo elsewhere answers nothing.
    """
    if same(target_old, target_new, target_language):
        return False
    if same(base, now, source_language):
        return True
    spelled = knows_number_words(target_language)
    shifted = _shift(base, now, source_language, spelled=spelled)
    if shifted.gained or shifted.lost:
        before = anchors(target_old, target_language, spelled=spelled)
        after = anchors(target_new, target_language, spelled=spelled)
        arrived = all(
            after.get(key, 0) >= count
            or after.get(key, 0) > before.get(key, 0)
            or _localised(key, before, after)
            for key, count in shifted.gained.items()
        )
        left = all(
            after.get(key, 0) <= count or after.get(key, 0) < before.get(key, 0)
            for key, count in shifted.lost.items()
        )
        moved = any(
            after.get(key, 0) > before.get(key, 0) or _localised(key, before, after)
            for key in shifted.gained
        ) or any(after.get(key, 0) < before.get(key, 0) for key in shifted.lost)
        if not (arrived and left and moved):
            return False
    edit = _Edit(base, now, source_language)
    turned = negation_turn(base, now, source_language)
    if turned and edit.size <= _SMALL and knows_negation(target_language):
        return turned * negation_turn(target_old, target_new, target_language) > 0
    if shifted.gained or shifted.lost:
        return True
    return _fits(edit, _Edit(target_old, target_new, target_language))


def _localised(address: str, before: Mapping[str, int], after: Mapping[str, int]) -> bool:
    """Tell whether a translation came to name another page of the same site (…_en, …_lv)."""
    host = _HOST.match(address)
    return host is not None and any(
        key.startswith(host[0]) and count > before.get(key, 0) for key, count in after.items()
    )


class _Shift(NamedTuple):
    """Numbers and addresses that an edit brought or took, with how many there are now."""

    gained: dict[str, int]
    lost: dict[str, int]


def _shift(base: str, now: str, language: str, *, spelled: bool) -> _Shift:
    was = anchors(base, language, spelled=spelled)
    has = anchors(now, language, spelled=spelled)
    return _Shift(
        {key: has[key] for key in has if has[key] > was.get(key, 0)},
        {key: has.get(key, 0) for key in was if was[key] > has.get(key, 0)},
    )


class _Edit:
    """An edit's size and place, for comparison with another language's."""

    def __init__(self, old: str, new: str, language: str) -> None:
        first = [_key(token, language).casefold() for token in _words(old, language)]
        second = [_key(token, language).casefold() for token in _words(new, language)]
        steps = [step for step in Levenshtein.opcodes(first, second) if step.tag != "equal"]
        self.size = sum(
            max(step.src_end - step.src_start, step.dest_end - step.dest_start) for step in steps
        )
        self.growth = len(second) - len(first)
        self.length = length = max(len(second), 1)
        self.places = [
            (step.dest_start / length, max(step.dest_end, step.dest_start + 1) / length)
            for step in steps
        ]
        self.slight = bool(steps) and all(
            step.src_end - step.src_start == step.dest_end - step.dest_start
            and all(
                Levenshtein.distance(first[step.src_start + k], second[step.dest_start + k])
                <= _TYPO
                for k in range(step.src_end - step.src_start)
            )
            for step in steps
        )


def _fits(source: _Edit, target: _Edit) -> bool:
    if target.slight and not source.slight:
        return False
    if target.size < source.size / 4:
        return False
    if abs(source.growth) >= 4 and source.growth * target.growth <= 0:  # noqa: PLR2004  words
        return False
    if target.length < _LONG:  # word order moves everything in a short text
        return True
    return any(
        ours[0] - _REACH <= theirs[1] and theirs[0] <= ours[1] + _REACH
        for ours in source.places
        for theirs in target.places
    )


def fitting(
    versions: Sequence[str], target: str, *, source_language: str, language: str
) -> int | None:
    """Give the index of the version whose numbers and addresses the target fits alone, or None."""
    spelled = knows_number_words(language)
    counted = [anchors(version, source_language, spelled=spelled) for version in versions]
    telling = {
        key
        for one in counted
        for key in one
        if any(other.get(key, 0) != one[key] for other in counted)
    }
    if not telling:
        return None
    stands = anchors(target, language, spelled=spelled)
    misses = [sum(abs(one.get(key, 0) - stands.get(key, 0)) for key in telling) for one in counted]
    best = min(misses)
    return misses.index(best) if misses.count(best) == 1 else None


def moved_towards(base: str, now: str, target: str, *, source_language: str, language: str) -> bool:
    """Tell whether the source came to say the numbers and addresses an unchanged target has."""
    spelled = knows_number_words(language)
    shifted = _shift(base, now, source_language, spelled=spelled)
    stands = anchors(target, language, spelled=spelled)
    return (
        bool(shifted.gained)
        and all(stands.get(key, 0) >= count for key, count in shifted.gained.items())
        and all(stands.get(key, 0) <= count for key, count in shifted.lost.items())
    )
