"""How Latvian words inflect: six declensions of nouns, two sets of adjective endings, participles.

Source: Latviešu valodas gramatika (Rīga, LU Latviešu valodas institūts, 2013), the chapters on the
noun and the adjective. A row of the table below is a declension; where the citation form leaves it
open (*vilks* or *valsts*), the word takes every row that fits, and a closed list holds the rows
back that take few words. Too many forms do no harm as long as they are no other word's.

Not known here: which personal names keep their consonant (both ways are made), and the colloquial
forms of foreign names that end in a consonant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hexapla.languages.profile import Role, listed


class Declension(NamedTuple):
    """A row: an ending of the citation form, and what takes its place.

    `plain` goes to the stem as it is, `softened` to the stem after the change of its last
    consonant. With `only`, the row takes words that end in one of these. *S* and *is* are
    endings after a consonant alone.
    """

    name: str
    ending: str
    plain: str = ""
    softened: str = ""
    only: tuple[str, ...] = ()


SIXTH_PLAIN = listed(
    """acs auss balss debess dzirksts kūts maksts pirts takts uts valsts vēsts zoss žults nots pults
    lakts šalts""",
)
"""Nouns of the sixth declension that soften nothing before the *u* of the plural genitive."""

SIXTH_SOFTENED = listed(
    """asins avs birzs cilts dakts dzelzs govs guns izkapts jūts kārts klēts klints krāsns krūts
    kvīts nakts nāss pils plīts sāls sirds smilts tāss telts uguns zivs nots pults lakts šalts
    debess""",
)
"""Those that do, among them five that are met both ways; also the last parts of compounds."""

SIXTH = (*SIXTH_PLAIN, *SIXTH_SOFTENED)

SIXTH_PLURAL = ("durvis", "brokastis", "ļaudis", "debesis")
"""Nouns of the sixth declension that have no singular."""

SECOND_WITHOUT_I = ("akmens", "asmens", "rudens", "ūdens", "zibens", "mēness", "suns")
"""Nouns of the second declension whose nominative has lost its *i*."""

UNSOFTENED_SECOND = ("tis", "dis", "sis")
"""Ends of the nouns of two syllables, mostly first names, that may keep their consonant."""

_PLURAL = "i u iem us os"

DECLENSIONS = (
    Declension("1st: draugs", "s", f"s a am u ā {_PLURAL}"),
    Declension("1st: ceļš", "š", f"š a am u ā {_PLURAL}"),
    Declension("2nd: brālis", "is", "is im i ī", f"a {_PLURAL}"),
    Declension("2nd: akmens", "s", "s im i ī", f"a {_PLURAL}", SECOND_WITHOUT_I),
    Declension(
        "2nd, nothing softened: Atis, tētis, viesis", "is", f"a {_PLURAL}", "", UNSOFTENED_SECOND
    ),
    Declension("3rd: tirgus", "us", f"us um u ū {_PLURAL}"),
    Declension("4th: māsa", "a", "a as ai u ā ām ās"),
    Declension("4th, masculine: puika", "a", "am", "", ("puika", "paziņa", "lauva", "auša")),
    Declension("4th, plural: bikšu pāris, durvis, bikses, brilles", "as", "as u ām ās"),
    Declension("5th: māte", "e", "e es ei i ē ēm ēs", "u"),
    Declension("5th, nothing softened: mute, kase", "e", "u", "", ("te", "de", "se", "ze", "le")),
    Declension("5th, masculine: bende", "e", "em", "", ("bende",)),
    Declension("5th, plural: bikses", "es", "es ēm ēs", "u"),
    Declension("6th: zivs", "s", "s ij i ī is īm īs", "u", SIXTH_SOFTENED),
    Declension("6th, nothing softened: valsts", "s", "s ij i ī is īm īs u", "", SIXTH_PLAIN),
    Declension("6th, plural: durvis, brokastis, ļaudis", "is", "is īm īs", "u", SIXTH_PLURAL),
    Declension("plural of the 1st to 3rd: vecāki, meli", "i", _PLURAL),
    Declension("reflexive: vienošanās", "šanās", "šanās šanos"),
    Declension(
        "definite adjective as noun: ievainotais", "ais", "ais ā ajam am o ajā ie ajiem iem os ajos"
    ),
    Declension("definite adjective as noun: ievainotā", "ā", "ā ās ajai ai o ajā ajām ām ajās"),
    Declension("definite adjective as noun: ievainotie", "ie", "ie o ajiem iem os ajos"),
)

_ADJECTIVE = "a am u ā i iem us os as ai ām ās ais ajam o ajā ie ajiem ajos ajai ajām ajās"

ADJECTIVES = (
    Declension("definite masculine: labais, vadošais", "ais", f"s š {_ADJECTIVE}"),
    Declension("definite feminine: labā", "ā", f"s š {_ADJECTIVE}"),
    Declension("definite plural: labie", "ie", f"s š {_ADJECTIVE}"),
    Declension("definite plural: labās", "ās", f"s š {_ADJECTIVE}"),
    Declension("indefinite masculine: labs", "s", f"s {_ADJECTIVE}"),
    Declension("indefinite masculine: zaļš, vadošs", "š", f"š {_ADJECTIVE}"),
    Declension("indefinite feminine: laba", "a", f"s š {_ADJECTIVE}"),
    Declension("indefinite plural: labi", "i", f"s š {_ADJECTIVE}"),
    Declension("indefinite plural: labas", "as", f"s š {_ADJECTIVE}"),
)

PAST_PARTICIPLES = ("is", "usi", "ies", "usies", "ušais", "ušā", "ušie", "uši", "ušas")
"""Endings by which cietis, cietusi is known; its stem takes -uš- before adjective endings."""

FROZEN = (
    # A genitive before its head keeps its form, but a text may prefer the other number:
    # informācijas apmaiņa, informāciju apmaiņa.
    Declension("genitive of the 4th", "as", "as u"),
    Declension("genitive of the 5th", "es", "es u", "u"),
    Declension("genitive of the 1st and 2nd", "a", "a u"),
    Declension("genitive plural", "u", "u a as"),
    Declension("genitive of a definite masculine", "ā", "ā o"),
    Declension("genitive of a definite feminine", "ās", "ās o"),
    Declension("genitive plural of a definite adjective", "o", "o ā ās"),
    Declension("genitive of the 3rd", "us", "us u"),
    Declension("genitive of the 6th", "s", "s", "u", SIXTH_SOFTENED),
    Declension("genitive of the 6th, nothing softened", "s", "s u", "", SIXTH_PLAIN),
)

# Only the longer ones end compounds (*dalībvalsts*); *uts* ends many a word that it is no part of.
_SIXTH = rf"(?:^(?:{'|'.join(SIXTH)})|valsts|sirds|nakts|krāsns|dzelzs|pils|durvis|brokastis)$"
_ALONE = rf"{_SIXTH}|(?:^|[^aeiouāēīū])(?:{'|'.join((*SIXTH_PLURAL, *SECOND_WITHOUT_I))})$"
"""Words that the row which names them takes and no other."""

_VOWELS = "aeiouāēīū"
_SYLLABLE = re.compile(r"(?:ai|au|ei|ie|iu|oi|ui|[aeiouāēīū])")
_FEMININE = r"(?:[aā]|usi)$"
AGREEING = (
    (re.compile(rf"šanās$|{_SIXTH}|[aāe]$"), re.compile(_FEMININE)),
    (re.compile(r"(?:[aeā]s|durvis|brokastis|debesis)$"), re.compile(r"(?:[aā]s|ušas)$")),
    (re.compile(r"[sš]$"), re.compile(r"(?:[^aeiouāēīū]s|š|is)$")),
    (re.compile(r"(?:i|ie)$"), re.compile(r"(?:i|ie)$")),
)
"""By how a head ends, how an adjective before it ends: labs tēvs, laba māte, labi tēvi."""

_GENITIVE = re.compile(rf"(?:[aā]s?|es|us|u|o)$|{_SIXTH}")

SOFTENED = (
    ("kst", "kš"), ("st", "st"), ("ll", "ļļ"), ("nn", "ņņ"), ("sn", "šņ"), ("zn", "žņ"),
    ("sl", "šļ"), ("zl", "žļ"), ("ln", "ļņ"), ("dz", "dž"), ("b", "bj"), ("m", "mj"),
    ("p", "pj"), ("v", "vj"), ("f", "fj"),
    ("d", "ž"), ("t", "š"), ("c", "č"), ("n", "ņ"), ("l", "ļ"), ("s", "š"), ("z", "ž"),
)  # fmt: skip
"""Līdzskaņu mija: the last consonants of a stem before the ending that softens them.

What ends in -st keeps it (aste : astu, brokastis : brokastu), but rīkste : rīkšu.
"""

ACRONYM_ENDINGS = listed("a am u ā i iem us os as ai ām ās es ei ē")
"""What may follow an acronym after a hyphen, mostly in names that are declined: NATO-as."""

VETO = frozenset(
    listed(
        """pāri virsū laukā ārā iekšā augšā apakšā aizmugurē pakaļ garām cauri apkārt pretī
        blakus klāt līdzi kopā projām atpakaļ riņķī sāņus kopš dēļ labad starpā laikam apmēram reiz
        reizēm dažreiz brīžiem citkārt pašlaik tagad tūlīt vakar rīt rītu šodien pamazām
        faktiski gribu gribas dara domā raksta runā strādā maksā spēlē meklē gaida prasa zina
        saka sauc sāka beidz vada dzīvo lūdz ceļ krīt skan skata meta veida rāda pērk svin
        stāsta stāv sēž guļ iet nāk liek likt dod deva vedu vedi veda ņem ņēma nes cieš jūt mīl
        spēj var varu vari vara daru dari radu esi esam esat bija būs tika tiek kļūst māci lieto
        saista sola solu pieprasa nosaka iesaka uzskata pastāsta ziņo nozīmē paraksta interesē
        atzīmē izmaksā ietekmē apmeklē atbalsta kopj ved met lasa lasi lasu dzer ēd kauj kauja
        jauc sit cita citi citu cits viena vienu vieni viens viss visa visi visu visas visai
        pati paša pašu paši tā tās to labi daudz maz maza daļēji galvenokārt īsti taisni tieši
        pilnā kārtā kaut lai gan vai jau vēl""",
    ),
)
"""Forms that are mainly adverb, preposition, pronoun or verb."""


CONJUNCTIONS = frozenset({"un", "vai"})
PREPOSITIONS = frozenset(
    listed("""aiz ap ar apakš ārpus bez caur dēļ gar iekš iepretī kopš labad līdz no otrpus pa par
    pār pēc pie pirms pret pretī priekš starp šaipus uz virs virspus zem"""),
)


def agrees(modifier: str, head: str) -> bool:
    """Say whether a modifier may be an adjective in the nominative that agrees with the head.

    *Darba* before *plāns* cannot, nor *informācijas* before *apmaiņa*: they are genitives.
    """
    if re.search(_SIXTH, modifier):
        return False
    for ends, nominative in AGREEING:
        if ends.search(head):
            return nominative.search(modifier) is not None or not _GENITIVE.search(modifier)
    return True


def softened(stem: str) -> str:
    """Soften the last consonants: brāl- → brāļ-, latviet- → latvieš-, atkusn- → atkušņ-."""
    for hard, soft in SOFTENED:
        if stem.endswith(hard):
            return stem[: -len(hard)] + soft
    return stem


def _fits(word: str, row: Declension) -> bool:
    stem = word.removesuffix(row.ending)
    if stem in {"", word} or (row.only and not word.endswith(row.only)):
        return False
    if row.only == UNSOFTENED_SECOND:
        short = _SYLLABLE.subn("", word)[1] <= 2  # noqa: PLR2004  Atis, viesis
        return short and word not in SIXTH_PLURAL
    return row.ending not in {"s", "is"} or stem[-1] not in _VOWELS


def _rows(word: str, table: tuple[Declension, ...]) -> Iterator[str]:
    fitting = [row for row in table if _fits(word, row)]
    if re.search(_ALONE, word):
        fitting = [row for row in fitting if row.only]
    for row in fitting:
        stem = word[: -len(row.ending)]
        for ending in row.plain.split():
            yield stem + ending
        for ending in row.softened.split():
            yield softened(stem) + ending


def _past_participle(word: str) -> Iterator[str]:
    for ending in PAST_PARTICIPLES:
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 1:
            yield from (f"{stem}is", f"{stem}usi", f"{stem}ies", f"{stem}usies")
            for other in _ADJECTIVE.split():
                yield f"{stem}uš{other}"


class LatvianParadigms:
    """The forms of Latvian nouns, adjectives and participles."""

    veto = VETO
    joins_compounds = False

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give every form of a citation-form word in the given role, the word itself included."""
        word = word.casefold()
        if role is Role.FROZEN:
            return frozenset({word, *_rows(word, FROZEN)})
        made = {word, *_rows(word, DECLENSIONS)}
        if word.endswith("šana"):
            # novēršanās is the reflexive noun far oftener than a locative plural of novēršana
            made.discard(f"{word[:-1]}ās")
        if role is Role.MODIFIER:
            made.update(_rows(word, ADJECTIVES), _rows(word, FROZEN), _past_participle(word))
        return frozenset(made)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give the spellings of an acronym; Latvian mostly leaves it as it is."""
        return frozenset({acronym, *(f"{acronym}-{ending}" for ending in ACRONYM_ENDINGS)})
