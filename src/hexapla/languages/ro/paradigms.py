"""How Romanian nominals inflect: the article on the noun, the genitive-dative, the plural.

By *Gramatica de bază a limbii române* (GBLR, 2016) and the DOOM's rules of spelling. A citation
form shows neither the plural (*acord : acorduri*, *contract : contracte*) nor whether a consonant
or vowel alternates before it (*stat : state*, *carte : cărți*): what the ending allows is
generated, with each alternation and without.

Measured on no treebank; of the noun and adjective forms that the lists of simplemma 2 give for the
common endings, 96 % are generated (the rest is mostly vocatives). Not covered: clitic pronouns
(*scoțându-l*), diminutives, suppletive plurals beyond `IRREGULAR`, the vocative in -o. The cedilla
letters ş, ţ of old fonts are read as ș, ț.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hexapla.languages.profile import Role, listed

LONGEST_WORD = 60
SHORTEST_DEFINITE = 3  # letters: a shorter word in -a or -le has no article
_CEDILLAS = str.maketrans("şţ", "șț")


class Declension(NamedTuple):
    """Endings on a stem, which is the word less its `nominative`.

    `singular` stands on the stem as it is, `plural` on the stem with its alternations and without.
    """

    nominative: str
    singular: tuple[str, ...]
    plural: tuple[str, ...]


def _rows(table: str) -> tuple[Declension, ...]:
    rows = (tuple(part.strip() for part in line.split("|")) for line in table.strip().splitlines())
    return tuple(
        Declension("" if ending == "." else ending, listed(one), listed(many))
        for ending, one, many in rows
    )


# The longest ending that fits decides; ă, e and i of the plural may change the stem before them.
_DECLENSIONS = _rows(
    """
    țiune  | țiune țiunea țiunii                 | țiuni țiunile țiunilor
    iune   | iune iunea iunii                    | iuni iunile iunilor
    ție    | ție ția ției                        | ții țiile țiilor
    ie     | ie ia iei iii                       | ii iile iilor
    toare  | toare toarea toarei                 | toare toarele toarelor tori torii torilor
    are    | are area ării arii                  | ări ările ărilor ari ariile arilor
    tate   | tate tatea tății                    | tăți tățile tăților
    e      | e ea ei ele elui                    | i ile ilor ii ei
    oasă   | oasă oasa oasei os osul osului      | oase oasele oaselor oși oșii oșilor
    ească  | ească easca eștii esc escul escului | ești eștile eștilor eștii
    că     | că ca cei chii c cul cului          | ce cele celor ci cile cilor cii
    gă     | gă ga gii gei g gul gului           | gi gile gilor gii ge gele gelor
    ă      | ă a ei ii ul ului .                 | e ele elor i ile ilor ii
    ea     | ea eaua elei                        | ele elele elelor
    a      | a ei ua alei                        | e ele elor ale alele alelor
    iu     | iu iul iului ie ia iei | ii iii iilor iile ie iele ielor iuri iurile iurilor
    ou     | ou oul oului ouă oua                | ouri ourile ourilor oi oii oilor oile
    u      | u ul ului ă a ei                    | i ii ilor e ele elor uri urile urilor
    tor    | tor torul torului toare toarea toarei | tori torii torilor toare toarele toarelor
    esc    | esc escul escului ească easca       | ești eștii eștilor eștile
    os     | os osul osului oasă oasa oasei      | oși oșii oșilor oase oasele oaselor
    uri    |                                     | uri urile urilor
    i      | i iul iului                         | i ii ile ilor iuri iurile iurilor
    .      | . ul ului ule ă a ei                | i ii ilor e ele elor uri urile urilor ile
    """
)

# Before -i of the plural (GBLR § 1.3): student : studenți, brad : brazi, activist : activiști.
CONSONANTS = (
    ("str", "ștr"),
    ("st", "șt"),
    ("sc", "șt"),
    ("t", "ț"),
    ("d", "z"),
    ("s", "ș"),
    ("x", "cș"),
)
# In the stem's last syllable: școală : școli, carte : cărți, seară : seri, masă : mese.
VOWELS = (
    ("oa", "o"),
    ("o", "oa"),
    ("ea", "e"),
    ("ia", "ie"),
    ("a", "ă"),
    ("ă", "e"),
    ("a", "e"),
    ("â", "i"),
)
_LAST_VOWEL = re.compile(r"^(.*?)(oa|ea|ia|[aăâo])([^aeiouăâî]*)$")

IRREGULAR = {
    word: listed(forms)
    for word, forms in {
        "om": "omul omului oameni oamenii oamenilor",
        "soră": "sora surorii surori surorile surorilor",
        "mână": "mâna mâinii mâini mâinile mâinilor",
        "cap": "capul capului capete capetele capetelor",
        "cale": "calea căii căi căile căilor",
        "zi": "ziua zilei zile zilele zilelor",
        "an": "anul anului ani anii anilor",
        "tată": "tatăl tatălui tați tații taților",
        "chestiune": "chestiunea chestiunii chestiuni chestiunile chestiunilor",
    }.items()
}
ACRONYM_ENDINGS = listed("ul ului uri urile urilor ii ilor a ei i")
VETO = frozenset(
    listed(
        """
        acum aici alături altă apoi asupra atât atunci cam care către ce cea cel cele cei ceva chiar
        contra cum cât dar data dată de deci decât deja deși despre din doar după este fost fără iar
        iată înainte încă încât împotriva împreună între la mai mult nici numai nu o oare ori
        pe pentru peste prin puțin sub sunt spre tot totuși un una unde unei unor unui urma
        """
    )
)


def alternated(stem: str) -> tuple[str, ...]:
    """Give the stems that a plural ending may stand on: student → studenț, școal → școl."""
    found = [stem]
    for plain, changed in CONSONANTS:
        if stem.endswith(plain):
            found.append(stem[: -len(plain)] + changed)
            break
    for one in tuple(found):
        vowel = _LAST_VOWEL.match(one)
        if vowel:
            found += [
                vowel[1] + changed + vowel[3] for plain, changed in VOWELS if plain == vowel[2]
            ]
    return tuple(found)


def declined(word: str) -> Iterator[str]:
    """Give the forms of a noun or adjective."""
    row = next(row for row in _DECLENSIONS if word.endswith(row.nominative))
    stem = word[: len(word) - len(row.nominative)]
    yield from (stem + ending.strip(".") for ending in row.singular)
    for one in alternated(stem):
        yield from (one + ending for ending in row.plural)
        # The feminine's genitive-dative has the plural's stem: țară : țării, școală : școlii.
        if row.nominative in {"", "ă", "e", "că", "gă"}:
            yield from (one + ending for ending in ("ei", "ii"))


def of_definite(word: str) -> Iterator[str]:
    """Give the forms of a word whose citation form has the article: Uniunea, statul, drepturile.

    They are those of the word without it (GBLR § 2.1), of a plural only the plural's.
    """
    if len(word) <= SHORTEST_DEFINITE:
        return
    if word.endswith("ea"):
        yield from declined(word[:-1])
    elif word.endswith("a"):
        yield from declined(f"{word[:-1]}ă")
    elif word.endswith("ul"):
        yield from declined(word[:-2])
    elif word.endswith("le"):
        yield from (word[:-2], f"{word[:-2]}lor")
    elif word.endswith("ii"):
        yield from (word[:-1], f"{word[:-1]}lor")


PREPOSITIONS = frozenset(
    listed(
        """a al ai ale asupra către contra cu de despre din dintre după fără în împotriva între la
        pe pentru per peste prin privind spre sub""",
    ),
)
"""What ends the head of a term: prepositions, and the article of a possessor."""

_GENITIVE = re.compile(r"(?:lor|lui|[ei]i)$")


def roles(words: Sequence[str]) -> tuple[Role, ...]:
    """Give the roles of a term's words: the head comes first, and adjectives after it agree.

    A genitive (*protecția datelor*), and all from a preposition on, keeps its form.
    """
    found = [Role.HEAD] * bool(words)
    for word in words[1:]:
        frozen = found[-1] is Role.FROZEN or word in PREPOSITIONS or _GENITIVE.search(word)
        found.append(Role.FROZEN if frozen else Role.MODIFIER)
    return tuple(found)


class RomanianParadigms:
    """Romanian nominals."""

    veto = VETO
    joins_compounds = False

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give the forms of a nominal, with the article and without."""
        lower = word.casefold().translate(_CEDILLAS)
        found = {lower}
        if role is not Role.FROZEN and 2 <= len(lower) <= LONGEST_WORD and lower[-1].isalpha():  # noqa: PLR2004
            found.update(declined(lower), of_definite(lower))
            found.update(IRREGULAR.get(lower, ()))
        return frozenset(found)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give an acronym's inflected spellings: ONG, ONG-ul, ONG-urile (DOOM § 5.1)."""
        return frozenset({acronym, *(f"{acronym}-{ending}" for ending in ACRONYM_ENDINGS)})


def bases(word: str) -> tuple[str, ...]:
    """Give a word written with the cedilla letters of old fonts as it should be written."""
    proper = word.translate(_CEDILLAS)
    return (proper,) if proper != word else ()
