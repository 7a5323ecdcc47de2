"""How English nouns inflect: plural and genitive.

Source: Quirk, Greenbaum, Leech, Svartvik, A Comprehensive Grammar of the English Language (Longman,
1985), 5.73 to 5.126. Modifiers do not inflect. Verbs are no terms here; a verb form that looks like
a noun's (*works*) is a hit, which only the sentence could tell.
"""

from __future__ import annotations

import re

from hexapla.languages.profile import Role, listed

IRREGULAR = {
    "man": "men", "woman": "women", "child": "children", "person": "persons",
    "foot": "feet", "tooth": "teeth", "goose": "geese", "mouse": "mice", "louse": "lice",
    "ox": "oxen", "die": "dice", "penny": "pence pennies",
}  # fmt: skip
"""Plurals of their own, also at the end of compounds (policeman : policemen)."""

FOREIGN = (
    ("is", "es"), ("us", "i"), ("us", "ora"), ("us", "era"), ("um", "a"),
    ("rion", "ria"), ("enon", "ena"), ("aton", "ata"), ("edron", "edra"), ("glion", "glia"),
    ("ex", "ices"), ("ix", "ices"), ("a", "ae"), ("eau", "eaux"), ("o", "i"), ("ma", "mata"),
)  # fmt: skip
"""Latin, Greek, French and Italian plurals: analysis, nucleus, medium, criterion, index."""

CONJUNCTIONS = frozenset({"and", "or", "and/or"})

PREPOSITIONS = frozenset(
    listed(
        """about across against among at between by concerning during for from in into of on over
        regarding to towards under upon via with within without""",
    ),
)

VETO = frozenset(
    listed(
        """is are was be been has had have does did do can could may might will would shall should
        must the a an this that these those it its he she they we you who which what when where
        well back just even still yet so then now here there up out off down as if but not no
        kind sort means regards makes takes gets goes comes says looks thanks""",
    ),
)
"""Forms that are mainly function word, adverb or verb."""


def plurals(word: str) -> set[str]:
    """Give the plurals that the word's end allows."""
    made = set() if re.search(r"(?:[sxz]|sh)$", word) else {f"{word}s"}
    if re.search(r"(s|x|z|ch|sh|o)$", word):
        made.add(f"{word}es")
    if re.search(r"[^aeiou]y$", word):
        made.add(f"{word[:-1]}ies")
    if re.search(r"[^aeiou]?iz$", word):
        made.add(f"{word}zes")
    if word.endswith("fe"):
        made.add(f"{word[:-2]}ves")
    elif word.endswith("f"):
        made.add(f"{word[:-1]}ves")
    for last, plural in FOREIGN:
        if word.endswith(last) and len(word) > len(last) + 2:
            made.add(word[: -len(last)] + plural)
    for last, several in IRREGULAR.items():
        if word.endswith(last):
            made.update(word[: -len(last)] + plural for plural in several.split())
    return made


def genitive(form: str) -> str:
    """Give the genitive: dog's, James's. After a plural only an apostrophe shows (dogs')."""
    return f"{form}'s"


class EnglishParadigms:
    """The forms of English nouns."""

    veto = VETO
    joins_compounds = False

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give every form of a citation-form word in the given role, the word itself included."""
        word = word.casefold()
        if role is not Role.HEAD:
            return frozenset({word, f"{word}'s"})
        made = {word, *plurals(word)}
        return frozenset({*made, *map(genitive, made)})

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give the spellings of an acronym: NGO, NGOs, NGO's, NGOs'."""
        return frozenset({acronym, f"{acronym}s", f"{acronym}'s", f"{acronym}es"})
