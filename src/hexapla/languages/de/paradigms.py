"""How German nouns and adjectives inflect.

Source: Duden, Die Grammatik (9th edition, 2016), on the inflection of nouns and adjectives. The
citation form does not tell the gender nor, mostly, the plural class, so a noun takes the endings
of every class that its end allows; closed suffixes (-ung, -heit, -nis) have one. Words are
casefolded, so that ß is ss.

Not known here: separable verbs, comparison beyond what the citation form shows, and nouns whose
plural is another word (*Rat : Ratschläge*).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hexapla.languages.profile import Role, listed

CLOSED = (
    # A suffix that decides gender and plural: the shape of the word's end, and its endings.
    (r"((?<!spr)(?<!schw)ung|heit|keit|schaft|[^d]ion|tät|[^e]ik|..[^aeo]ei|enz)", "en"),
    (r"[^aeiou](er|l|r|t|d|g|k|n|s|z|h)in", "nen s e en"),
    (r"nis", "se ses sen"),
    (r"(chen|lein)", "s"),
)

CLASSES = (
    # The first shape that fits decides.
    # Stress does not show: Lehrer and Offizier, Mittel and Ziel, Wagen and Phänomen.
    (r"(er|el|en|ern|eln)", "s n e es en"),
    (r"(s|z|x)", "e es en sen se ses"),
    (r"e", "n ns s"),
    (r"[aiouyäöü]", "s n en es e"),
    (r"(ar|err|[^aeiouäöü]ul)", "n ns s es e en"),
    (r"", "s es e en ens"),
)

PLURAL_IN_ER = listed(
    """bild brett ding ei feld geist geld gemüt gesicht gespenst geschlecht glied kind kleid leib
    licht lid lied mitglied nest regiment reis rind schild schwert ski stift weib""",
)
"""Nouns whose plural in -er has no umlaut, for want of a vowel that could; also as last parts."""

UMLAUTED = "e er ern en n s"
"""Endings of a plural with umlaut: Bänke, Häuser, Häusern, Väter, Vätern, Gärten."""

FOREIGN = (
    ("um", "en"), ("um", "a"), ("us", "en"), ("us", "i"), ("a", "en"), ("a", "ata"), ("is", "en"),
    ("on", "a"), ("on", "en"), ("to", "ten"), ("o", "i"), ("os", "en"), ("ex", "izes"),
    ("ix", "izes"),
)  # fmt: skip
"""Plurals of Latin, Greek and Italian words: Museen, Fakten, Radien, Firmen, Basen, Konten."""

ADJECTIVE = ("e", "er", "es", "en", "em")

ADJECTIVAL = (
    r"([^aeiouäöü]te|amte|nde|iche|ige|ische|tsche|lose|bare|same|hafte|ielle|nelle|kranke|"
    r"[bdfghlmst]ene)r$"
)
"""Ends of adjectives and participles as nouns: Angestellter, Vorsitzender, Jugendlicher; a
*Besucher* or *Unternehmer* is none."""

CONJUNCTIONS = frozenset({"und", "oder", "sowie", "beziehungsweise", "bzw"})

PREPOSITIONS = frozenset(
    listed(
        """der des an am auf aus bei beim bis durch für gegen gemäß gemäss hinter im in innerhalb
        mit nach ohne seit trotz über um unter vom von vor wegen zu zum zur zwischen""",
    ),
)
"""What ends the head of a term: prepositions, and the article of a genitive."""

VETO = frozenset(
    listed(
        """der die das den dem des ein eine einen einem einer eines und oder aber nicht auch nur
        sich ist sind war waren hat haben hatte wird werden wurde kann können muss müssen soll
        sollen will wollen darf mag mehr sehr so noch schon hier da dort dann wenn weil dass
        zurück statt dank kraft laut trotz mittels zwecks teils rechts links morgens abends""",
    ),
)
"""Forms that are mainly function word, adverb or verb."""


def umlauted(word: str) -> str | None:
    """Give the word with umlaut in its last vowel that can have one: Haus → Häus, Saal → Säl."""
    found = re.search(r"(au|aa|oo|a|o|u)(?=[^aou]*$)", word)
    if found is None:
        return None
    instead = {"au": "äu", "aa": "ä", "oo": "ö", "a": "ä", "o": "ö", "u": "ü"}[found.group()]
    return word[: found.start()] + instead + word[found.end() :]


def _nouns(word: str) -> Iterator[str]:
    for shape, endings in CLOSED:
        if re.search(f"{shape}$", word):
            yield from (word + ending for ending in endings.split())
            return
    for shape, endings in CLASSES:
        if re.search(f"{shape}$", word):
            yield from (word + ending for ending in endings.split())
            break
    if word.endswith(PLURAL_IN_ER):
        yield from (word + ending for ending in ("er", "ern"))
    yield from _adjectival_noun(word)
    changed = umlauted(word)
    if changed is not None and not re.search(r"[aiouyäöü]$", word):
        yield changed
        for ending in UMLAUTED.split():
            yield changed + ending
    for last, ending in FOREIGN:
        if word.endswith(last) and len(word) > len(last) + 2:
            yield word[: -len(last)] + ending


def _adjectival_noun(word: str) -> Iterator[str]:
    """Give the forms of an adjective as a noun: der Beamte, ein Beamter, die Beamten."""
    if word.endswith("e"):
        yield from (word[:-1] + ending for ending in ("er", "es", "en", "em"))
    elif re.search(ADJECTIVAL, word):
        yield from (word[:-2] + ending for ending in ("e", "en", "em"))


def adjective(word: str) -> Iterator[str]:
    """Give the forms of an adjective in any of its forms: gute, guter → gut, gutem, guten."""
    base = re.sub(r"(?<=.{2})e[rsnm]?$", "", word)
    for stem in {base, word} if word.endswith(("er", "en")) else {base}:
        yield stem
        yield from (stem + ending for ending in ADJECTIVE)
        # dunkel : dunkle, teuer : teure
        short = re.fullmatch(r"(.*[^aeiouäöü]|.*[äe]u)e([lr])", stem)
        if short is not None:
            yield from ("".join(short.groups()) + ending for ending in ADJECTIVE)
    if re.search(r"[^aeiouäöü][lr]$", base):
        yield f"{base[:-1]}e{base[-1]}"
    if word == "hoch":
        yield from (f"hoh{ending}" for ending in ADJECTIVE)


class GermanParadigms:
    """The forms of German nouns and adjectives."""

    veto = VETO
    joins_compounds = True

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give every form of a citation-form word in the given role, the word itself included."""
        word = word.casefold()
        if role is Role.FROZEN:
            return frozenset({word})
        inflected = adjective(word) if role is Role.MODIFIER else _nouns(word)
        return frozenset({word, *inflected})

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give the spellings of an acronym: LKW, LKWs."""
        return frozenset({acronym, f"{acronym}s", f"{acronym}en", f"{acronym}-s"})
