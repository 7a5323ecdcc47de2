"""How Armenian (Eastern) nominals inflect: cases, the article and the possessives written on.

By Dum-Tragut, *Armenian: Modern Eastern Armenian* (2009, ch. 2.1). The declension that a noun
follows does not show in its citation form beyond a few endings: the one in -ի, which most follow,
is always generated, the others where the ending asks for them. In the last closed syllable ի and
ու drop or weaken before an ending (*գիր : գրի*, *գույն : գունի*); both stems are generated.

Measured on no treebank; of the forms that the lists of simplemma 2 give for other lemmas than
verbs, 95 % are generated (the rest is mostly dialect and old spelling). Not covered: Western
Armenian and the classical spelling, nouns of the -ոջ declension beyond `IRREGULAR`, the copula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.languages.profile import Role, listed

LONGEST_WORD = 60
VOWELS = frozenset("աեէըիոօ")
# Endings on a stem (ch. 2.1.2): cases, each with the article (ը, ն) or a possessive (ս, դ).
CASES = listed("ի ին իս իդ ից իցս իցդ ով ովս ովդ ում ումս ումդ")
BARE = listed("ը ն ս դ")
# Nouns of the other declensions, by their ending: the stem that is left, and what comes on it.
BY_ENDING = {
    "ություն": listed("ության ությանը ությանն ությանս ությանդ ությունից ությամբ ությամբս ությանց"),
    "ել": listed("ելու ելուն ելուց ելով ելիս"),
    "ալ": listed("ալու ալուն ալուց ալով ալիս"),
    "ում": listed("ման մանը մանն մանս մամբ"),
    "ի": listed("ու ուն ուս ուց ով ում"),
    "օր": listed("օրվա օրվան օրվանից"),
    "ամիս": listed("ամսվա ամսվան ամսից"),
    "տարի": listed("տարվա տարվան տարվանից տարուց"),
    "ժամ": listed("ժամվա ժամվան"),
    "շաբաթ": listed("շաբաթվա շաբաթվան"),
    "անկյուն": listed("անկյան"),
    "սյուն": listed("սյան"),
}
IRREGULAR = {
    word: listed(forms)
    for word, forms in {
        "մարդ": "մարդու մարդուն մարդուց մարդիկ մարդկանց մարդկանցից",
        "կին": "կնոջ կնոջը կնոջից կանայք կանանց կանանցից",
        "երեխա": "երեխայի երեխային երեխայից երեխաներ",
        "ընկեր": "ընկերոջ ընկերոջը ընկերոջից",
        "հայր": "հոր հորը հորից",
        "մայր": "մոր մորը մորից",
        "տուն": "տան տանը տնից տնով տներ տները տների",
        "աշխատող": "աշխատողի աշխատողներ",
        "սեր": "սիրո սիրուց",
    }.items()
}
ACRONYM_ENDINGS = listed("ը ն ի ին ից ով ում ներ ները ների ներին ներից ներով ներում ս դ")
VETO = frozenset(
    listed(
        """
        այդ այլ այն այս բայց բացի դեպի դեմ եթե երբ եւ զատ թե իր կամ կողմից հանդերձ համար հետ հետո
        մասին մեջ մինչ մինչեւ նաեւ նախքան նույն շատ ով որ որպես ոչ պետք ըստ վրա տակ օգտին
        """
    )
)
# Stress, question and exclamation stand over a vowel within the word (ch. 4).
_MARKS = str.maketrans(dict.fromkeys("՛՜՞՚"))
_REDUCED = re.compile(r"^(.*[^աեէըիոօ])(ի|ու)([^աեէըիոօ]{1,2})$")


def reduced(stem: str) -> tuple[str, ...]:
    """Give the stem with its last ի, ու dropped, ույ weakened: գիր → գր, խումբ → խմբ (ch. 1.3)."""
    if "ույ" in stem[-4:]:
        head, _, tail = stem.rpartition("ույ")
        return (head + "ու" + tail,)
    found = _REDUCED.match(stem)
    return (found[1] + found[3],) if found else ()


def declined(word: str) -> Iterator[str]:
    """Give the forms of a noun with its articles and possessives."""
    link = "յ" if word[-1] in "աո" else ""
    yield from (word + ending for ending in BARE)
    for stem in (word, *reduced(word)):
        yield from (stem + link + ending for ending in CASES)
        if stem.endswith("ու"):
            yield from (stem[:-2] + "վ" + ending for ending in CASES)
        # -եր after one syllable, which a compound's last part may have: վերնագիր : վերնագրեր.
        for sign in ("ներ", "եր"):
            plural = stem + sign
            yield plural
            yield from (plural + ending for ending in (*BARE, *CASES))
    for end, forms in BY_ENDING.items():
        if word.endswith(end):
            yield from (word[: len(word) - len(end)] + form for form in forms)


class ArmenianParadigms:
    """Eastern Armenian nominals."""

    veto = VETO
    joins_compounds = False

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give the forms of a noun; a modifier does not inflect, but a genitive has two numbers."""
        lower = word.casefold()
        found = {lower}
        if not 2 <= len(lower) <= LONGEST_WORD or not "ա" <= lower[-1] <= "ֆ":  # noqa: PLR2004
            return frozenset(found)
        if role is not Role.HEAD:
            found.update(_other_number(lower))
            return frozenset(found)
        found.update(declined(lower))
        found.update(IRREGULAR.get(lower, ()))
        return frozenset(found)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give an acronym's inflected spellings: ԵՄ, ԵՄ-ի, ԵՄ-ին."""
        return frozenset({acronym, *(f"{acronym}-{ending}" for ending in ACRONYM_ENDINGS)})


def _other_number(genitive: str) -> Iterator[str]:
    """Give the genitive of the other number: հանցագործության and հանցագործությունների."""
    if genitive.endswith("ությունների"):
        yield genitive.removesuffix("ությունների") + "ության"
    elif genitive.endswith("ության"):
        yield genitive.removesuffix("ության") + "ությունների"
    elif genitive.endswith("ների"):
        yield genitive.removesuffix("ների") + "ի"
    elif genitive.endswith("ի"):
        yield genitive[:-1] + "ների"


def bases(word: str) -> tuple[str, ...]:
    """Give the word without the marks that stand within it: ինչպե՞ս → ինչպես."""
    plain = word.translate(_MARKS)
    return (plain,) if plain != word else ()
