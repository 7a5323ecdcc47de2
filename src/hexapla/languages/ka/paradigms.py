"""How Georgian nominals inflect: seven cases, the plural in -ებ-, postpositions written on.

By Aronson, *Georgian: A Reading Grammar* (1990, §§ 1.4-1.6, 2.3, 4.2), and Hewitt, *Georgian: A
Structural Reference Grammar* (1995, ch. 3). Whether the last vowel of a stem drops (*წყალი :
წყლის*) or a final -ა stays (names: *ანას*) does not show in the citation form: both are generated.

Measured on no treebank; of the noun forms that the lists of simplemma 2 give for vowel-final
lemmas, 98 % are generated. Not covered: the old plural in -ნი beyond its four endings, pronouns,
the copula that is written on (*სახლია*) but for its plain form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hexapla.languages.profile import Role, listed

LONGEST_WORD = 60
VOWELS = frozenset("აეიოუ")

# What follows a bare stem that ends in a consonant (the citation form's -ი taken off); the dative
# loses its -ს before -ში and -ზე (Aronson § 2.3).
AFTER_CONSONANT = listed(
    """
    ი მა ს სა ის ისა ით ითა ად ადა ო ში ზე თან ისთვის ისგან ისკენ ისადმი იდან ამდე ივით ია
    ითურთ ისებრ
    """
)
AFTER_VOWEL = {
    "ა": listed(
        """
        ა ამ ამა ას ასა ის ისა ით ითა ად ადა აო აში აზე ასთან ისთვის ისგან ისკენ ისადმი იდან ამდე
        ასავით აა ავ ითურთ ისებრ
        """
    ),
    "ე": listed(
        """
        ე ემ ემა ეს ესა ის ისა ით ითა ედ ედა ეო ეში ეზე ესთან ისთვის ისგან ისკენ ისადმი იდან ემდე
        ესავით ეა ევ ითურთ ისებრ
        """
    ),
    "ო": listed(
        """
        ო ომ ომა ოს ოსა ოსი ოთი ოთ ოდ ოდა ოვ ოში ოზე ოსთან ოსთვის ოსგან ოსკენ ოსადმი ოდან ომდე
        ოსავით ოა
        """
    ),
    "უ": listed(
        """
        უ უმ უმა უს უსა უსი უთი უთ უდ უდა უვ უში უზე უსთან უსთვის უსგან უსკენ უსადმი უდან უმდე
        უსავით უა
        """
    ),
}
# Names keep their -ა, -ე in the genitive and instrumental (Hewitt § 3.1).
NAMES = listed("ასი ათი ასთვის ასგან ასკენ ასადმი ადან ესი ეთი ესთვის ესგან")
OLD_PLURAL = listed("ნი ნო თა თ")

# An adjective before its noun: -ი, -მა, and nothing in the dative and adverbial (Aronson § 1.6).
AGREEING = listed("ი მა ო")

ACRONYM_ENDINGS = listed(
    """
    ი მა მ ს სა ის ისა ით ად ში ზე თან სთან ისთვის სთვის ისგან სგან ისკენ იდან დან ამდე მდე ები
    ების ებს ებმა ებში ებთან ც
    """
)
_SYNCOPE = re.compile(r"^(.*[^აეიოუ])[აეო]([ლრნმვბდ])$")
_PARTICLE = re.compile(r"(?:ც|ვე|ღა|აც|ავე)$")
_SHORTEST_BASE = 3
VETO = frozenset(
    listed(
        """
        არა აღარ ან ახლა ახლად ბოლოს გარდა გარეშე გამო დროს ეს თან თანახმად თუ იმ ის კი მაგრამ მეტი
        მიერ მიმართ მიხედვით მხოლოდ რაც რომ საბოლოოდ სად სანამ უკვე უნდა ყველა შემდეგ შესახებ შორის
        წინ ხოლო ხელით ძალიან
        """
    )
)


def syncopated(stem: str) -> tuple[str, ...]:
    """Give the stem without its last vowel, before -ის, -ით, -ად and the plural: წყალ → წყლ."""
    found = _SYNCOPE.match(stem)
    return (found[1] + found[2],) if found else ()


def _plural(stem: str) -> Iterator[str]:
    yield from (stem + "ებ" + ending for ending in AFTER_CONSONANT)
    yield from (stem + ending for ending in OLD_PLURAL)


def declined(word: str) -> Iterator[str]:
    """Give the forms of a noun, with its postpositions."""
    stem, last = word[:-1], word[-1]
    if last == "ი" and stem[-1] not in VOWELS:
        yield from (stem + ending for ending in AFTER_CONSONANT)
        yield from _plural(stem)
        for short in syncopated(stem):
            yield from (short + ending for ending in AFTER_CONSONANT if ending[0] in "აი")
            yield from _plural(short)
    elif last in AFTER_VOWEL:
        yield from (stem + ending for ending in AFTER_VOWEL[last])
        if last in "აე":
            yield from (stem + ending for ending in NAMES if ending[0] == last)
            yield from _plural(stem)
            for short in syncopated(stem):
                yield from (short + ending for ending in AFTER_VOWEL[last] if ending[0] == "ი")
                yield from _plural(short)
        yield from _plural(word)
    elif last == "ი":
        yield from (word + ending for ending in listed("მ ს ის ით თი დ ში ზე სთან იდან ისთვის"))
        yield from _plural(word)
    else:
        yield from (word + ending for ending in AFTER_CONSONANT)


class GeorgianParadigms:
    """Georgian nominals."""

    veto = VETO
    joins_compounds = False

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give the forms of a nominal; of a modifier also those that agree with its noun."""
        lower = word.casefold()
        found = {lower}
        if not 2 <= len(lower) <= LONGEST_WORD or not "ა" <= lower[-1] <= "ჰ":  # noqa: PLR2004
            return frozenset(found)
        if lower[-1] not in VOWELS:
            # Nouns end in a vowel: this is an abbreviation, which takes its endings after a hyphen.
            found.update(self.acronym_forms(lower))
        found.update(declined(lower))
        if role is not Role.HEAD and lower[-1] == "ი":
            found.add(lower[:-1])
            found.update(lower[:-1] + ending for ending in AGREEING)
        if role is not Role.HEAD and lower.endswith("ის"):
            found.update(_other_number(lower))
        return frozenset(found)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give an acronym's inflected spellings: აშშ, აშშ-ის, NATO-ს."""
        return frozenset({acronym, *(f"{acronym}-{ending}" for ending in ACRONYM_ENDINGS)})


def _other_number(genitive: str) -> Iterable[str]:
    """Give the genitive of the other number: დანაშაულის and დანაშაულების."""
    if genitive.endswith("ების"):
        return (genitive[:-4] + "ის", genitive[:-4] + "ოს", genitive[:-4] + "ს")
    return (genitive[:-2] + "ების",)


def bases(word: str) -> tuple[str, ...]:
    """Take the particles -ც “also”, -ვე “same”, -ღა “only” off (Hewitt § 3.5): სახლშიც → სახლში."""
    found = _PARTICLE.search(word)
    if not found or found.start() < _SHORTEST_BASE:
        return ()
    stem = word[: found.start()]
    return (stem, stem + "ა") if found.group()[0] == "ა" else (stem,)
