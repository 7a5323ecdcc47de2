"""How Swedish words inflect: five declensions of nouns, their definite forms, and adjectives.

Source: Svenska Akademiens grammatik (Stockholm, 1999), volume 2, the chapters on nouns and
adjectives. The citation form tells neither gender nor declension (*dag*, *park*, *hus*), so a word
takes the endings of every declension that its end allows; a form that does not exist is met in
no text.

Not known here: foreign plurals (*schlagers*) beyond -um, and nouns that change their stress.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hexapla.languages.profile import Role, listed

_VOWEL = "aeiouyåäöé"


class Declension(NamedTuple):
    """A row: what the citation form looks like, how much of it falls, and the endings then."""

    name: str
    shape: re.Pattern[str]
    falls: int
    endings: str


NOUNS = tuple(
    Declension(name, re.compile(f"(?:{shape})$"), falls, endings)
    for name, shape, falls, endings in (
        ("1st: flicka", "a", 1, "an or orna"),
        ("1st: ros, våg", f"[^{_VOWEL}]", 0, "en or orna"),
        ("2nd: dag", f"[^{_VOWEL}]", 0, "en ar arna"),
        ("2nd: pojke", "e", 1, "en ar arna"),
        ("2nd: by, ö", "[yåöuoéi]", 0, "n ar arna"),
        ("3rd: park", f"[^{_VOWEL}]", 0, "en er erna"),
        ("3rd: doktor, regissör", "[lr]", 0, "n"),
        ("3rd: bakelse", "e", 1, "en er erna"),
        ("3rd: industri, idé", "[éiyoåäöu]", 0, "n er erna"),
        ("3rd: sko, jungfru", "[oåäöuiyé]", 0, "n r rna"),
        ("3rd: familia, historia", "ia", 1, "en er erna"),
        ("3rd, neuter: museum", "um", 2, "et er erna"),
        ("3rd, neuter: parti", "[iyé]", 0, "et er erna"),
        ("4th: äpple", "e", 0, "t n na"),
        ("4th: bi, frö, konto", "[oåäöuiyé]", 0, "t et n na"),
        ("4th: hjärta, öga", "a", 0, "t n na"),
        ("5th: hus", f"[^{_VOWEL}]", 0, "et en"),
        ("5th: lärare", "are", 1, "en na"),
        ("5th: studerande, ordförande", "nde", 0, "n na"),
        ("5th: musiker, iranier", "er", 0, "n na"),
        ("foreign: centrum, faktum", "um", 0, "et en"),
        ("foreign plural: centrum, faktum", "um", 2, "a as"),
        ("plural: pengar, kläder, föräldrar", "[aoe]r", 0, "na"),
        ("foreign: fakta, data", "ta", 0, "n"),
    )
)

CLOSED = tuple(
    Declension(name, re.compile(f"(?:{shape})$"), 0, endings)
    for name, shape, endings in (
        ("2nd: förordning, handling, ändring", "[nlr]ing", "en ar arna"),
        ("2nd: sjukdom, dom", "dom", "en ar arna"),
        (
            "3rd: myndighet, skillnad, produktion, kapacitet",
            "het|nad|[st]ion|itet|ism",
            "en er erna",
        ),
        ("3rd: medlemskap, samhällsskap", "skap", "en et er erna"),
        ("3rd: rörelse, bakelse", "else", "n r rna"),
        ("5th and 4th: ordförande, utlåtande", "[ae]nde", "n t na"),
        (
            "4th: arbete, möte, värde",
            "arbete|byte|fäste|läge|minne|märke|möte|rike|skede|stycke|ställe|vittne|värde|yrke|ämne",
            "t n na",
        ),
        ("5th: lärare", "[^s]are", "n"),
    )
)
"""Suffixes that decide gender and declension: the word takes these endings and no other's."""

UMLAUT = {
    "and": "änder", "bokstav": "bokstäver", "ledamot": "ledamöter",
    "bok": "böcker", "bonde": "bönder", "bot": "böter",
    "brand": "bränder", "bror": "bröder", "broder": "bröder", "dotter": "döttrar", "far": "fäder",
    "fader": "fäder", "fot": "fötter", "gås": "gäss", "hand": "händer", "land": "länder",
    "lus": "löss", "mor": "mödrar", "moder": "mödrar", "mus": "möss", "natt": "nätter",
    "nöt": "nötter", "rand": "ränder", "rot": "rötter", "son": "söner", "spång": "spänger",
    "stad": "städer", "stånd": "ständer", "stång": "stänger", "strand": "stränder",
    "tand": "tänder", "tång": "tänger", "man": "män",
}  # fmt: skip
"""Plurals with another vowel; also of compounds (verkstad : verkstäder)."""

IRREGULAR = {
    "man": "mannen män männen", "gås": "gässen", "mus": "mössen", "lus": "lössen",
    "far": "fadern", "mor": "modern", "bror": "brodern", "öga": "ögon ögonen",
    "öra": "öron öronen", "huvud": "huvudet huvuden huvudena", "sak": "saker sakerna",
    "himmel": "himlen", "examen": "examina", "djävul": "djävlar djävlarna",
}  # fmt: skip

PAIRED = (
    listed("liten litet lilla lille små"),
    listed("annan annat andra andre"),
    listed("egen eget egna"),
    listed("någon något några"),
    listed("ingen inget inga"),
    listed("god gott goda"),
    listed("ond ont onda"),
    listed("gammal gammalt gamla gamle"),
    listed("vänster vänstra"),
    listed("höger högra"),
    listed("sann sant sanna"),
    listed("ledig ledigt lediga"),
)
"""Adjectives whose forms no rule gives."""

ACRONYM_ENDINGS = listed("s en n ns ens et ets er ers erna ernas t ts are aren ar ars arna arnas")
"""What follows an acronym after a colon: EU:s, FN:s, PC:n."""

CONJUNCTIONS = frozenset({"och", "eller", "samt", "respektive"})

PREPOSITIONS = frozenset(
    listed(
        """av bland efter enligt emot för från förbi genom hos i inför inom kring med mellan mot om
        på per runt sedan till trots under ur utan utanför utom vid vidare åt över""",
    ),
)

VETO = frozenset(
    listed(
        """faktiskt längre ens allt ett en den det de som är
        var vara har hade kan kunde ska skulle vill ville får fick går gick gör gjorde kommer kom
        tar tog ger gav ser såg säger sade finns fanns blir blev heter vet visste tror anser måste
        bör leder följer håller hör drar lägger sätter ställer står ligger sitter lever lär visar
        inte bara även också så då nu här där hur när vad vem vilken vilket vilka mycket mer mest
        lite mindre minst helt rätt lika långt fort fast samma själv sig sin sitt sina enda bort
        hem hemma ute inne uppe nere fram tillbaka förbi igen redan alltid aldrig ofta ibland
        bakom framför ovan nedan tack vare dels dess deras""",
    ),
)
"""Forms that are mainly adverb, pronoun, preposition or verb."""


def genitive(form: str) -> str:
    """Put a form into the genitive; after s, x and z it looks the same."""
    return form if form.endswith(("s", "x", "z")) else f"{form}s"


def doubled(word: str) -> str:
    """Double a final m or n after a short vowel: program → programm-, allmän → allmänn-."""
    short = re.search(rf"(?:^|[^{_VOWEL}])[{_VOWEL}][mn]$", word)
    return word + word[-1] if short else word


def syncopated(word: str) -> str | None:
    """Drop the vowel before a final l, n or r: nyckel → nyckl-, nummer → numr-, afton → aftn-."""
    parts = re.fullmatch(rf"(.*[{_VOWEL}].*?)([^{_VOWEL}])[eaou]([lnr])", word)
    if parts is None:
        return None
    before, consonant, last = parts.groups()
    if before.endswith(consonant) and consonant in "mn":
        return before + last
    return before + consonant + last


def _nouns(word: str) -> Iterator[str]:
    closed = next((row for row in CLOSED if row.shape.search(word)), None)
    if closed is not None:
        yield from (word + ending for ending in closed.endings.split())
        if word.endswith("are"):
            yield f"{word[:-1]}na"
        return
    for row in NOUNS:
        if row.shape.search(word):
            stem = word[: len(word) - row.falls]
            for ending in row.endings.split():
                yield stem + ending
    twice = doubled(word)
    if twice != word:
        for ending in ("en", "et", "ar", "er", "arna", "erna"):
            yield twice + ending
    short = syncopated(word)
    if short is not None:
        for ending in ("ar", "arna", "er", "erna", "et", "en", "a", "na"):
            yield short + ending


def _irregular_nouns(word: str) -> Iterator[str]:
    for last, plural in UMLAUT.items():
        if word.endswith(last):
            begun = word[: -len(last)]
            yield from (begun + plural, begun + plural + "na")
    for last, forms in IRREGULAR.items():
        if word.endswith(last):
            yield from (word[: -len(last)] + form for form in forms.split())


def _bases(word: str) -> Iterator[str]:
    """Give what an adjective's common-gender form may be: stora, stort → stor; egna → egen."""
    yield word
    if word.endswith(("a", "e")):
        stem = word[:-1]
        yield stem
        if stem.endswith(("mm", "nn")):
            yield stem[:-1]
        if re.search(rf"[^{_VOWEL}][lnr]$", stem):
            yield f"{stem[:-1]}e{stem[-1]}"
    if word.endswith("t"):
        yield word[:-1]
        yield f"{word[:-1]}d"
        if word.endswith("tt"):
            yield word[:-2]
            yield f"{word[:-2]}d"
            yield f"{word[:-2]}dd"
        if word.endswith("et"):
            yield f"{word[:-2]}en"


def _adjective(base: str) -> Iterator[str]:
    yield from (base, f"{base}t", f"{base}a", f"{base}e")
    twice = doubled(base)
    yield from (f"{twice}a", f"{twice}e")
    if base.endswith("d"):
        yield f"{base[:-1]}t"
        if base.endswith("ad"):
            yield f"{base}e"
        elif base[-2:-1] and base[-2] in _VOWEL:
            yield f"{base[:-1]}tt"
        elif base.endswith("dd"):
            yield f"{base[:-2]}tt"
    if base.endswith("nn"):
        yield f"{base[:-1]}t"
    if base[-1] in _VOWEL:
        yield f"{base}tt"
    if base.endswith("t") and base[-2:-1] and base[-2] in _VOWEL:
        yield f"{base}t"
    if base.endswith("en"):
        yield f"{base[:-1]}t"
    short = syncopated(base)
    if short is not None and base.endswith(("el", "en", "er", "al")):
        yield from (f"{short}a", f"{short}e")


def agrees(modifier: str, head: str) -> bool:  # noqa: ARG001  the ending alone tells
    """Say whether a modifier may be an adjective: *statens* is a genitive, *viss* is none."""
    return not modifier.endswith("s") or modifier.endswith(("ss", "ös", "us", "is"))


class SwedishParadigms:
    """The forms of Swedish nouns and adjectives."""

    veto = VETO
    joins_compounds = True

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give every form of a citation-form word in the given role, the word itself included."""
        word = word.casefold()
        made = {word}
        if not word or role is Role.FROZEN:
            return frozenset(made)
        if role is Role.HEAD:
            made.update(_nouns(word), _irregular_nouns(word))
            made.update([genitive(form) for form in made])
            return frozenset(made)
        for base in _bases(word):
            if base:
                made.update(_adjective(base))
        for group in PAIRED:
            if word in group:
                made.update(group)
        return frozenset(made)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give the spellings of an acronym: EU, EU:s, and FNs as older texts write."""
        made = {f"{acronym}:{ending}" for ending in ACRONYM_ENDINGS}
        return frozenset({acronym, f"{acronym}s", *made})
