"""How Azerbaijani nominals inflect: plural, possessive and case one after another, in harmony.

By *Müasir Azərbaycan dili* (Morfologiya, 2007) and Öztopçu, *Elementary Azerbaijani* (2000). Every
suffix takes its vowel from the last of the word: a after a ı o u, ə after e ə i ö ü; ı i u ü in
the close ones. q and k at the end of a longer word become ğ and y before a vowel (*əməkdaşlıq :
əməkdaşlığı*, *kömək : köməyi*).

A term's head mostly bears the possessive of an izafet (*əməkdaşlıq müqaviləsi*), whose cases begin
with n; the citation form does not say whether its last vowel is that suffix, so both are generated.

Measured on no treebank. Not covered: verbs and participles, the Cyrillic and Arabic scripts, words
with mixed harmony (*saat-i*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hexapla.languages.profile import Role, listed

LONGEST_WORD = 60
VOWELS = frozenset("aıoueəiöü")
LETTERS = frozenset("abcçdeəfgğhxıijkqlmnoöprsştuüvyz")


class Harmony(NamedTuple):
    """What A (open) and I (close) of the suffixes stand for."""

    open: str
    close: str


HARMONIES = {
    **dict.fromkeys("aı", Harmony("a", "ı")),
    **dict.fromkeys("ou", Harmony("a", "u")),
    **dict.fromkeys("eəi", Harmony("ə", "i")),
    **dict.fromkeys("öü", Harmony("ə", "ü")),
}
# Cases after a consonant, after a vowel, and after the third person's possessive.
AFTER_CONSONANT = listed("In A I dA dAn lA dIr dAkI")
AFTER_VOWEL = listed("nIn yA nI dA dAn ylA dIr dAkI")
AFTER_POSSESSIVE = listed("nIn nA nI ndA ndAn ylA dIr ndAkI")
# Possessives after a consonant and after a vowel: my, thy, his, our, your.
POSSESSIVE_AFTER_CONSONANT = listed("Im In I ImIz InIz")
POSSESSIVE_AFTER_VOWEL = listed("m n sI mIz nIz")
ACRONYM_ENDINGS = listed(
    """
    nin nın nun nün in ın un ün ə a yə ya i ı u ü ni nı nu nü də da dən dan lə la dir dır dur dür
    lər lar lərin ların lərə lara si sı su sü sinin sının
    """
)
VETO = frozenset(
    listed(
        """
        ancaq artıq başqa belə bir birgə bu bütün çox daha deyil digər elə görə halda hər həm həmin
        hətta ilə indi kimi ki lakin lazım müvafiq ona onun onlar özü qədər qarşı sonra tərəfindən
        üçün üzrə və ya yalnız yox zaman
        """
    )
)


def harmony(word: str) -> Harmony:
    """Give the harmony of a word's suffixes, by its last vowel."""
    last = next((letter for letter in reversed(word) if letter in VOWELS), "ə")
    return HARMONIES[last]


def _joined(stem: str, suffix: str) -> str:
    """Put a suffix on, with its vowels in harmony and the last k, q of a long stem softened."""
    sound = harmony(stem)
    spelled = suffix.replace("A", sound.open).replace("I", sound.close)
    long = sum(letter in VOWELS for letter in stem) > 1
    if long and spelled[0] in VOWELS and stem[-1] in "qk":
        stem = stem[:-1] + {"q": "ğ", "k": "y"}[stem[-1]]
    return stem + spelled


def _with_cases(stem: str) -> Iterator[str]:
    yield stem
    endings = AFTER_VOWEL if stem[-1] in VOWELS else AFTER_CONSONANT
    yield from (_joined(stem, ending) for ending in endings)


def _possessed(stem: str) -> Iterator[str]:
    """Give the possessives of a stem and their cases."""
    after = POSSESSIVE_AFTER_VOWEL if stem[-1] in VOWELS else POSSESSIVE_AFTER_CONSONANT
    for suffix in after:
        possessed = _joined(stem, suffix)
        yield possessed
        if suffix in {"I", "sI"}:
            yield from (_joined(possessed, ending) for ending in AFTER_POSSESSIVE)
        else:
            yield from _with_cases(possessed)


def declined(word: str) -> Iterator[str]:
    """Give the forms of a noun: bare, possessed, plural, with their cases."""
    for stem in (word, _joined(word, "lAr")):
        yield from _with_cases(stem)
        yield from _possessed(stem)
    if word[-1] in "ıiuü":
        # It may bear a possessive already: müqaviləsi, ittifaqı; its plural stands before it.
        yield from (_joined(word, ending) for ending in AFTER_POSSESSIVE)
        bare = re.sub("(?<=[aıoueəiöü])s[ıiuü]$|[ıiuü]$", "", word)
        hard = bare[:-1] + {"ğ": "q", "y": "k"}.get(bare[-1:], bare[-1:])
        for stem in dict.fromkeys((bare, hard)):
            if VOWELS & set(stem):
                plural = _joined(_joined(stem, "lAr"), "I")
                yield plural
                yield from (_joined(plural, ending) for ending in AFTER_POSSESSIVE)


def folded(word: str) -> str:
    """Fold a word's case as Azerbaijani does: İ to i, I to ı."""
    return word.replace("İ", "i").replace("I", "ı").casefold()


class AzerbaijaniParadigms:
    """Azerbaijani nominals."""

    veto = VETO
    joins_compounds = False

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give the forms of a noun; a modifier does not inflect."""
        lower = folded(word)
        found = {lower, word.casefold()}
        usable = 2 <= len(lower) <= LONGEST_WORD and lower[-1] in LETTERS  # noqa: PLR2004
        if usable and role is Role.HEAD and VOWELS & set(lower):
            found.update(declined(lower))
        return frozenset(found)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give an acronym's inflected spellings: AB, AB-nin, AB'nin."""
        links = ("-", "'")
        return frozenset(
            {acronym, *(acronym + link + ending for link in links for ending in ACRONYM_ENDINGS)}
        )


def bases(word: str) -> tuple[str, ...]:
    """Undo the general folding of İ and I, and take an ending after an apostrophe off.

    Python folds İ to i with a dot above, which the word within a sentence does not have, and I to i
    where Azerbaijani has ı: the first of a word (*Irqçılıq*, *ırqçılıq*), or every one of a word in
    capitals (*QADIN*, *qadın*).
    """
    plain = word.replace("i̇", "i")
    found = [plain] if plain != word else []
    undotted = word.replace("i̇", "İ").replace("i", "ı").replace("İ", "i")
    if undotted not in {word, plain}:
        found.append(undotted)
    if word.startswith("i") and not word.startswith("i̇"):
        found.append("ı" + plain[1:])
    stem, _, ending = plain.rpartition("'")
    if stem and ending in ACRONYM_ENDINGS:
        found.append(stem)
    return tuple(found)
