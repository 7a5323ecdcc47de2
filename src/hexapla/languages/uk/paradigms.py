"""How Ukrainian nominals inflect: declensions as tables, and the alternations of their stems.

The declensions and endings are those of *Український правопис* (2019, §§ 66-103); alternations of
о, е with і (§ 9), fleeting vowels (§ 10), г ґ к х before і (§ 14). Where pymorphy3 and its
Ukrainian dictionary are installed, they give the paradigm and the tables stand in for what they do
not know.

The citation form does not tell whether a masculine noun takes -а or -у in the genitive, nor where
a vowel alternates: both are generated. Not covered: numerals beyond the adjectives' endings,
surnames in -ко, the fourth declension's young animals, stress.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from hexapla.languages.profile import Role

LONGEST_WORD = 60
VOWELS = frozenset("аеєиіїоуюя")


class Declension(NamedTuple):
    """Endings on a stem, which is the word less its `nominative`.

    `0` is the bare stem, where a vowel may come in or change; `^` asks for the softened г к х, `=`
    for the stem with its last consonant once (завдання : завдань).
    """

    name: str
    nominative: str
    endings: str


_ROWS = """
I hard:        а    | а и ^і у ою о 0 ам ами ах
I mixed:       а    | а і у ею е 0 ам ами ах
I soft:        я    | я і ю ею е 0ь 0 ь ям ями ях
I -ія:         я    | я ї ю єю є й ям ями ях
II hard:       .    | а у ові ом ^і і е и ів ам ами ах
II mixed:      .    | а у еві ем і е ів ам ами ах
II soft -р:    .    | я ю еві ем і ів ям ями ях
II soft:       ь    | я ю еві єві ем і ів ям ями ях
II -й:         й    | я ю єві єм ї й їв ям ями ях ї
II -о:         о    | о а у ові ом ^і і 0 ам ами ах
II -е mixed:   е    | е а у ем і 0 ам ами ах
II -е soft:    е    | е я ю ем і ів 0 0ь ям ями ях
II -я:         я    | я ю ям і =ь 0 їв ів ями ях
II -'я:        'я   | 'я 'ю 'ям 'ї їв 'їв ей 'ями 'ях 'й
III:           ь    | ь і ю ей ям ями ях
III hard:      .    | і ю ей ам ами ах ям ями ях
IV -м'я:       'я   | 'я ені енем ена ен енам енами енах
A hard:        ий   | ий ого ому им ім а ої ій у ою е і их ими
A soft:        ій   | ій ього ьому ім ім я ьої ю ьою є і іх їх іми
A -їй:         їй   | їй його йому їм я йої ю йою є ї їх їми
A feminine:    а    | ий ого ому им ім а ої ій у ою е і их ими
A soft fem.:   я    | ій ього ьому ім я ьої ій ю ьою є і іх їх іми
A neuter:      е    | ий ого ому им ім а ої ій у ою е і их ими
A soft neuter: є    | ій ього ьому ім я ьої ій ю ьою є і іх їх іми
A plural:      і    | ий ого ому им ім а ої ій у ою е і их ими
A possessive:  .    | ого ому им ім а ої ій у ою е і их ими ові
P -и:          и    | и ів 0 ам ами ах ей
P -і:          і    | і ів 0 0ь ей ям ями ях ам ами ах
P -ї:          ї    | ї їв й ям ями ях
P -а:          а    | а 0 ам ами ах
"""
DECLENSIONS = {
    row.name: row
    for row in (
        Declension(name.strip(), *(part.strip() for part in rest.split("|")))
        for name, _, rest in (line.partition(":") for line in _ROWS.strip().splitlines())
    )
}

# Consonant before the і of the dative and locative (§ 14): рука : руці, нога : нозі.
SOFTENED = {"г": "з", "ґ": "з", "к": "ц", "х": "с"}
# Before an ending a vowel falls out of these (§ 10): ринок : ринку, день : дня, кінець : кінця.
FLEETING = re.compile(r"^(.+)(?:[ое])([кцнлрвбмтг])$")
# In a closed syllable і stands for о, е (§ 9): захід : заходу, рівень : рівня, особа : осіб.
CLOSED_I = re.compile(r"^(.*[^аеєиіїоуюя])і([^аеєиіїоуюя]{1,2})$")
OPEN_O_E = re.compile(r"^(.*)[ое]([^аеєиіїоуюя]{1,2})$")
CLUSTER = re.compile(r"^(.*[^аеєиіїоуюяь])(ь?)([кнлрвмцб])$")

# Adjectives that agree with their noun stand before it in its gender and number.
_AGREEING = {"а": ("A feminine",), "я": ("A soft fem.",)}
# Another stem in the plural, and the like (§§ 83, 92).
IRREGULAR = {
    word: tuple(forms.split())
    for word, forms in {
        "дитина": "діти дітей дітям дітьми дітях",
        "людина": "люди людей людям людьми людях",
        "тиждень": "тижня тижню тижневі тижнем тижні тижнів тижням тижнями тижнях",
        "друг": "друзі друзів друзям друзями друзях",
        "око": "очі очей очам очима очах",
        "батько": "батьки батьків батькам батьками батьках",
    }.items()
}

_VETO = """
    близько більш більше біля завдяки задля заради зараз збоку зверху здалека знову коло
    край краще круг кругом крім лише майже між навколо навіть над назад наприклад насправді
    незважаючи ніж обабіч одразу окрім ось отже перед поблизу повз поза позаду поперед попри
    поруч поряд посеред про проти протягом під після раз разом раніше рівно саме само
    серед скоро слід собою став стала стало стосовно треба туди тільки це частково через щоб
    щодо як
"""
VETO = frozenset(_VETO.split())
"""Forms that are mainly prepositions, adverbs or verbs."""


def opened(stem: str) -> tuple[str, ...]:
    """Give the stems before a vowel: ринок → ринк, захід → заход; the stem itself as well."""
    found = [stem]
    if fleeting := FLEETING.match(stem):
        found.append(fleeting[1] + fleeting[2])
        if fleeting[1].endswith("л"):
            found.append(fleeting[1] + "ь" + fleeting[2])
    if closed := CLOSED_I.match(stem):
        found += [closed[1] + vowel + closed[2] for vowel in "ое"]
    return tuple(found)


def bare(stem: str) -> tuple[str, ...]:
    """Give the stems without an ending: сторінк → сторінок, особ → осіб, земл → земел."""
    found = [stem]
    if cluster := CLUSTER.match(stem):
        found += [cluster[1] + vowel + cluster[3] for vowel in "ое"]
    if open_ := OPEN_O_E.match(stem):
        found.append(open_[1] + "і" + open_[2])
    return tuple(found)


def softened(stem: str) -> str:
    """Give the stem before the і of the dative and locative: рук → руц."""
    return stem[:-1] + SOFTENED.get(stem[-1:], stem[-1:])


def _declined(word: str, name: str) -> Iterator[str]:
    row = DECLENSIONS[name]
    ending = "" if row.nominative == "." else row.nominative
    stem = word[: len(word) - len(ending)]
    closed = row.nominative in {".", "ь", "й"}
    stems = opened(stem) if closed else (stem,)
    for each in row.endings.split():
        if each.startswith("0"):
            yield from (one + each[1:] for one in bare(stem))
        elif each.startswith("^"):
            yield from (softened(one) + each[1:] for one in stems)
        elif each.startswith("="):
            yield (stem[:-1] if stem[-1:] == stem[-2:-1] else stem) + each[1:]
        else:
            yield from (one + each for one in stems)


def _instrumental(word: str) -> Iterator[str]:
    """Give the third declension's instrumental: ніч → ніччю, подорож → подорожжю, кров'ю."""
    stem = word.removesuffix("ь")
    yield stem + "ю"
    yield stem + stem[-1:] + "ю"
    yield stem + "'ю"


# The declensions that a citation form may follow, by its ending; the first line that fits counts.
_BY_ENDING: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("ий",), ("A hard", "II -й")),
    (("ій",), ("A soft", "II -й")),
    (("їй",), ("A -їй", "II -й")),
    (("жа", "ча", "ша", "ща"), ("I mixed", "P -а")),
    (("а",), ("I hard", "P -а")),
    (("'я",), ("II -'я", "IV -м'я", "I -ія")),
    (("ія", "ея", "ая", "оя", "уя", "юя"), ("I -ія",)),
    (("я",), ("I soft", "II -я")),
    (("о",), ("II -о",)),
    (("же", "че", "ше", "ще"), ("II -е mixed", "A neuter")),
    (("е",), ("II -е soft", "A neuter")),
    (("є",), ("A soft neuter",)),
    (("и",), ("P -и",)),
    (("і",), ("P -і", "A plural")),
    (("ї",), ("P -ї",)),
    (("ість", "адь", "азь"), ("III",)),
    (("ь",), ("II soft", "III")),
    (("й",), ("II -й",)),
    (("ж", "ч", "ш", "щ"), ("II mixed", "III hard")),
    (("ів", "їв", "ин", "їн"), ("II hard", "A possessive")),
    (("в", "р"), ("II hard", "III hard", "II soft -р")),
    (("",), ("II hard",)),
)


def _declensions(word: str) -> tuple[str, ...]:
    return next(names for endings, names in _BY_ENDING if word.endswith(endings))


class UkrainianParadigms:
    """Ukrainian nominals, by pymorphy3 where it is given, else by the tables."""

    veto = VETO
    joins_compounds = False

    def __init__(self, lexeme: Callable[[str, Role], Iterable[str]] | None = None) -> None:
        """Take what knows whole paradigms, if anything does."""
        self._lexeme = lexeme

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give the forms of a nominal."""
        lower = word.casefold().replace("’", "'")
        found = {lower}
        if not 2 <= len(lower) <= LONGEST_WORD or not lower[-1].isalpha():  # noqa: PLR2004
            return frozenset(found)
        known = tuple(self._lexeme(lower, role)) if self._lexeme is not None else ()
        if known:
            return frozenset({lower, *known})
        if role is Role.FROZEN and self._lexeme is not None:
            return frozenset(found)
        if not re.search("[а-яєіїґ]$", lower):
            return frozenset(found)
        found.update(IRREGULAR.get(lower, ()))
        adjectives = _AGREEING.get(lower[-1], ()) if role is Role.MODIFIER else ()
        for name in (*_declensions(lower), *adjectives):
            found.update(_declined(lower, name))
            if name.startswith("III"):
                found.update(_instrumental(lower))
        return frozenset(found)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give the acronym alone: Ukrainian leaves most of them as they are (§ 61)."""
        return frozenset({acronym})
