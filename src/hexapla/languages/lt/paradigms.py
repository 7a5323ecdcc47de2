"""How Lithuanian words inflect: five declensions of nouns, adjectives, participles.

Source: Dabartinės lietuvių kalbos gramatika (Vilnius, Mokslo ir enciklopedijų leidykla, 1994), the
chapters on the noun, the adjective and the participle. A row of a table is a declension; where the
citation form leaves it open (*brolis* or *akis*), the word takes every row that fits.

Not known here: which nouns of the third declension are feminine, and dialectal endings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hexapla.languages.profile import Role, listed

HARD_GENITIVE = listed(
    """ausis dantis debesis durys durpės krūtis naktis obelis petys pusis žąsis žuvys duomenys
    raumenys kelmenys sėmenys""",
)
"""Words of the third and fifth declensions with a hard plural genitive: durų, naktų, duomenų."""


THIRD = (
    r"^(?:ant|ap|at|be|iš|į|ne|nu|pa|per|po|pra|pri|są|san|su|už|tarp|vals?)*"
    r"(?:akis|ausis|avis|dalis|debesis|eitis|grandis|kirtis|kryptis|krosnis|lytis|mintis|mirtis|"
    r"nosis|pilis|pirtis|rūšis|sritis|širdis|šaknis|šalis|skirtis|slaptis|stotis|tartis|tirtis|"
    r"ugnis|viltis|vinis|žintis|žuvis|žvėris|būtis)$"
)
"""Nouns in -is of the third declension that many terms are made with, and their prefixed kin."""


class Declension(NamedTuple):
    """A row: an ending of the citation form, and what takes its place.

    With `only`, the row takes words that end in one of these.

    `plain` goes to the stem as it is; `softened` to the stem with č for t and dž for d, which stand
    before *i* and another vowel.
    """

    name: str
    ending: str
    plain: str = ""
    softened: str = ""
    only: tuple[str, ...] = ()


_AI = "ai ų ams us ais uose uosna"
_IAI = "iai ių iams ius iais iuose"
_OS = "os ų oms as omis ose"
_EES = "ės ėms es ėmis ėse"
_IOS = "ios ių ioms ias iomis iose"
_ASIS = "asis ojo ajam ąjį uoju ajame ieji ųjų iesiems uosius aisiais uosiuose"
_OJI = "oji osios ajai ąją ąja ojoje osioms ąsias osiomis osiose"
_IASIS = "iojo iajam iuoju iajame iųjų iuosius iaisiais iuosiuose"
_IOJI = "ioji iosios iajai iąją iąja iojoje iųjų iosioms iąsias iosiomis iosiose"

NOUNS = (
    Declension("1st: namas, kelias", "as", f"as o ui ą u e {_AI}"),
    Declension("1st: vėjas, radijas in the locative", "jas", "jyje juje jau jai"),
    Declension("1st: kelias in the locative", "ias", "yje y"),
    Declension("1st: brolis", "is", "is į yje y", f"io iui iu {_IAI}"),
    Declension("1st: arklys", "ys", "ys į yje y", f"io iui iu {_IAI}"),
    Declension("2nd: diena, valdžia", "a", f"a os ai ą oje oj {_OS}"),
    Declension("2nd: marti", "i", "i", f"ios iai ią ia ioje {_IOS}"),
    Declension("2nd: upė", "ė", f"ė ės ei ę e ėje ėj {_EES}", "ių"),
    Declension("3rd: akis, dantis", "is", "ies į imi yje ie ys ims is imis yse", "iai ių"),
    Declension("4th: sūnus", "us", "us aus ui ų umi uje au ūs ums umis uose"),
    Declension("4th: žmogus, turgus, with the plural of the 1st", "us", _AI),
    Declension("4th: profesorius", "ius", f"ius iaus iui ių iumi iuje iau {_IAI}"),
    Declension("4th: muziejus, with the plural of the 1st", "us", "uje"),
    Declension(
        "5th: vanduo, akmuo", "uo", "ens eniui enį eniu enyje enie enys enų enims enis enimis enyse"
    ),
    Declension(
        "5th: sesuo",
        "suo",
        "sers seriai serį seria serimi seryje serie serys serų serims seris serimis seryse",
    ),
    Declension("plural of the 1st: pinigai", "ai", _AI),
    Declension("plural of the 1st: marškiniai, duomenys", "iai", _IAI),
    Declension("plural of the 2nd: rinkliavos", "os", _OS),
    Declension("plural of the 2nd: varžybos, žirklės", "ės", _EES, "ių"),
    Declension("plural of the 3rd and 5th: durys, duomenys", "ys", "ys ims is imis yse", "ių"),
    Declension("3rd with a hard genitive: dantis", "is", "ų", "", HARD_GENITIVE),
    Declension("hard plural: durys, duomenys", "ys", "ys ų ims is imis yse", "", HARD_GENITIVE),
    Declension("plural of the 4th: pietūs", "ūs", "ūs ų ums us umis uose"),
    Declension("reflexive: mokymasis", "asis", "asis osi uisi ąsi usi esi"),
    Declension("definite as noun: kaltinamasis", "asis", _ASIS),
    Declension("definite as noun: kaltinamoji", "oji", f"{_OJI} ųjų"),
    Declension("definite as noun: jaunieji", "ieji", "ieji ųjų iesiems uosius aisiais uosiuose"),
    Declension("participle as noun: dalyvaujantysis", "ysis", "ysis įjį ieji iesiems", _IASIS),
    Declension("participle as noun: nukentėjusysis", "usysis", "usįjį usieji", ""),
)

HELD = (
    # Ends of words that only some of the rows may take, by how the rows' names begin.
    (r"ymasis$", ("reflexive",)),
    (r"[ao]masis$", ("definite",)),
    (r"asis$", ("reflexive", "definite")),
    (r"ysis$", ("participle",)),
    (r"(?:iet|ait|ut|yt|ėl|el|išk|[^gšsv]in)is$", ("1st",)),
    (THIRD, ("3rd",)),
    (r"(?:durys|menys)$", ("hard",)),
    (r"(?:^|[^aeiou])(?:sesuo)$", ("5th: sesuo",)),
    (r"[aeiouyė]i$", ("plural",)),
    (r"(?:^|[^u])ius$", ("4th: profesorius",)),
)

ADJECTIVES = (
    Declension(
        "masculine of the 1st: geras, žalias", "as", f"as o am ą u ame i ų iems us ais uose {_ASIS}"
    ),
    Declension("its feminine", "as", f"a os ai ą oje {_OS} {_OJI}"),
    Declension(
        "feminine of the 1st: gera, žalia",
        "a",
        f"a os ai ą oje {_OS} {_OJI} as o am u ame i iems us ais uose {_ASIS}",
    ),
    Declension("plural of the 1st: geri, žali", "i", f"i ų iems us ais uose as o am ą u ame {_OS}"),
    Declension(
        "plural of the 1st: geros, žalios",
        "os",
        f"{_OS} a ai ą oje as o am u ame i iems us ais uose",
    ),
    Declension(
        "plural of a soft stem: žali",
        "i",
        f"ias io iam ią iu iame ių iems ius iais iuose {_IOS} ia",
    ),
    Declension(
        "masculine of the 2nd: gražus, platus",
        "us",
        "us aus ų ūs i ieji",
        f"iam iu iame ių iems ius iais iuose ios iai ią ia ioje {_IOS} {_IASIS} {_IOJI}",
    ),
    Declension("masculine of the 2nd, definite: platusis", "us", "usis ųjį"),
    Declension(
        "feminine of the 2nd: graži, plati",
        "i",
        "i us aus ų ūs ieji usis",
        f"ios iai ią ia ioje {_IOS} iam iu iame iems ius iais iuose {_IASIS} {_IOJI}",
    ),
    Declension(
        "masculine of the 3rd: medinis, didelis",
        "is",
        f"is į i iems ė ės ei ę e ėje {_EES} ysis įjį ieji",
        f"io iam iu iame iai ių iems ius iais iuose {_IASIS} {_IOJI}",
    ),
    Declension(
        "feminine of the 3rd: medinė, didelė",
        "ė",
        f"ė ės ei ę e ėje {_EES} is į i iems ysis įjį",
        f"ių io iam iu iame iai ius iais iuose {_IASIS} {_IOJI}",
    ),
    Declension(
        "plural of the 3rd: mediniai",
        "iai",
        f"is į iems ė ės ei ę e ėje {_EES}",
        f"io iam iu iame {_IAI}",
    ),
    Declension(
        "plural of the 3rd: medinės",
        "ės",
        f"{_EES} ė ei ę e ėje is į iems",
        "ių io iam iu iame iai ius iais iuose",
    ),
    Declension(
        "present participle: esantis, esanti",
        "ntis",
        "ntys nti ntį",
        "nčio nčiam nčiu nčiame nčių ntiems nčius nčiais nčiuose nčios nčiai nčią nčia nčioje "
        "nčioms nčias nčiomis nčiose",
    ),
    Declension("definite: naujasis", "asis", f"{_ASIS} {_OJI}"),
    Declension("definite: naujoji", "oji", f"{_ASIS} {_OJI}"),
    Declension("definite: naujieji", "ieji", f"{_ASIS} {_OJI}"),
    Declension("definite: naujosios", "osios", f"{_ASIS} {_OJI}"),
    Declension(
        "definite of a soft stem: viešasis, platusis",
        "usis",
        "usis ųjį ieji iesiems",
        f"{_IASIS} {_IOJI}",
    ),
    Declension("definite of a soft stem: viešoji, plačioji", "ioji", f"{_IASIS} {_IOJI}"),
    Declension(
        "definite of the 3rd: didysis, dalyvaujantysis",
        "ysis",
        "ysis įjį ieji iesiems",
        f"{_IASIS} {_IOJI}",
    ),
)

_US = "usio usiam usį usiu usiame usių usiems usius usiais usiuose"
_USI = "usi usios usiai usią usia usioje usioms usias usiomis usiose usysis usioji"

PAST_PARTICIPLES = (
    Declension("past participle: pabėgęs", "ęs", f"ęs ę {_US} {_USI}"),
    Declension("past participle: pabėgusi", "usi", f"ęs ę {_US} {_USI}"),
)

FROZEN = (
    # A genitive before its head keeps its form, but a text may prefer the other number:
    # informacijos mainai, prekių apyvarta.
    Declension("genitive of the 2nd", "os", "os ų"),
    Declension("genitive of the 1st", "o", "o ų"),
    Declension("genitive of a soft stem", "io", "", "io ių"),
    Declension("genitive of the 2nd: upės", "ės", "ės", "ių"),
    Declension("genitive of the 3rd: šalies", "ies", "ies ų", "ių"),
    Declension("genitive of the 4th: sūnaus", "aus", "aus ų"),
    Declension("genitive of a soft stem of the 4th: vaisiaus", "iaus", "", "iaus ių"),
    Declension("genitive plural", "ų", "ų o os"),
)

IRREGULAR = {
    "žmogus": """žmogaus žmogui žmogų žmogumi žmoguje žmogau žmonės žmonių žmonėms žmones žmonėmis
        žmonėse""",
    "žmonės": "žmonių žmonėms žmones žmonėmis žmonėse",
    "šuo": "šuns šuniui šunį šunimi šunyje šunys šunų šunims šunis šunimis šunyse",
    "mėnuo": """mėnesio mėnesiui mėnesį mėnesiu mėnesyje mėnesiai mėnesių mėnesiams mėnesius
        mėnesiais mėnesiuose""",
    "moteris": """moters moteriai moterį moterimi moterie moteryje moterys moterų moterims moteris
        moterimis moteryse""",
    "duktė": """dukters dukteriai dukterį dukteria dukterimi dukteryje dukterys dukterų dukterims
        dukteris dukterimis dukteryse""",
    "petys": "peties",
    "viešpats": "viešpaties viešpačiui viešpatį viešpačiu viešpatyje viešpačiai viešpačių",
    "pats": "paties pačiam patį pačiu pačiame patys pačių patiems pačius pačiais pačiuose",
    "didelis": "dideli dideliems didžiojo didysis didžioji didžiosios didžiųjų didieji",
}
"""Words, also as the last part of a longer one, that no row describes."""

AGREEING = (
    (re.compile(r"(?:as|us|uo)$"), re.compile(r"(?:(?<!a)us|as|is|ys|[ąę]s)$")),
    (re.compile(r"(?:is|ys)$"), re.compile(r"(?:(?<!a)us|[aiy]s|[ąę]s|[aė]|i|os|ūs)$")),
    (re.compile(r"[aė]$"), re.compile(r"(?:[aė]|i)$")),
    (re.compile(r"(?:ai|ūs|i)$"), re.compile(r"(?:i|ūs|ys|[ąę])$")),
    (re.compile(r"[oė]s$"), re.compile(r"(?:[oė]s)$")),
)
"""By how a head ends, how an adjective before it ends: geras tėvas, gera motina, geri tėvai."""

_GENITIVE = re.compile(r"(?:[oų]|[oė]s|ies|aus|ens|ers)$")

ACRONYM_ENDINGS = listed("o ui ą u e os ai oje ų ams ais uose us ė ės ei ę ėje")
"""What may follow an acronym after a hyphen; mostly it stays as it is: ES, JAV."""

CONJUNCTIONS = frozenset({"ir", "bei", "ar", "arba"})

PREPOSITIONS = frozenset(
    listed(
        """abipus ant anapus apie aplink arti be dėl dėka greta iki iš įstrižai į kiaurai lig ligi
        link linkui nuo pagal pakeliui palei palengva pas paskui per pereitais pirm po prie prieš
        pro pusiau su sulig šalia šiapus tarp ties už vidury virš viršum vietoj žemiau""",
    ),
)

VETO = frozenset(
    listed(
        """metu kartu kartais vietoj pusiau tiesiog tiesa šalia greta viduje lauke viršuje apačioje
        namo tuo tarpu taip pat apie aplink galas gale galop pagaliau dėka rytoj vakar šiandien
        drauge kasmet kasdien kasdieną visuomet nuolat viso iš gali galima turi turėti yra buvo
        bus būti rodo rašo dirba žino nori mato sako tai tas ta tie tos jis ji jie jos kuris
        kuri kurie kurios kas kad kai kaip čia ten toks tokia vienas viena vieni vienos kitas
        kita kiti kitos visas visa visi visos pats pati patys pačios savo jau dar tik net gal
        bent vos labai daug mažai daugiau mažiau gerai blogai svarbu reikia eina daro veda moka
        neša ima deda perka kelia sieja sukuria skiria vadina lieka dažnai greitai lengvai
        tikrai visiškai iškart iš tikrųjų savaime iš esmės žodžiu beje vadinasi""",
    ),
)
"""Forms that are mainly adverb, preposition, pronoun or verb."""


def agrees(modifier: str, head: str) -> bool:
    """Say whether a modifier may be an adjective in the nominative that agrees with the head.

    *Darbo* before *planas* cannot, nor *valstybės* before *siena*: they are genitives.
    """
    for ends, nominative in AGREEING:
        if ends.search(head):
            return nominative.search(modifier) is not None or not _GENITIVE.search(modifier)
    return True


def softened(stem: str, ending: str) -> str:
    """Join a stem and an ending in *i* and a vowel: medi- → medžio, svet- → svečio, vėj- → vėjo."""
    if stem.endswith("j"):
        return stem + ending.removeprefix("i")
    if stem.endswith("t"):
        return f"{stem[:-1]}č{ending}"
    if stem.endswith("d"):
        return f"{stem[:-1]}dž{ending}"
    return stem + ending


def _rows(word: str, table: tuple[Declension, ...]) -> Iterator[str]:
    for row in table:
        if (
            word.endswith(row.ending)
            and len(word) > len(row.ending)
            and (not row.only or word.endswith(row.only))
        ):
            stem = word[: -len(row.ending)]
            for ending in row.plain.split():
                yield stem + ending
            for ending in row.softened.split():
                yield softened(stem, ending)


def _nouns(word: str) -> Iterator[str]:
    names = next((names for end, names in HELD if re.search(end, word)), ("",))
    yield from _rows(word, tuple(row for row in NOUNS if row.name.startswith(names)))


def _irregular(word: str) -> Iterator[str]:
    for last, forms in IRREGULAR.items():
        if word.endswith(last):
            for form in forms.split():
                yield word[: -len(last)] + form


class LithuanianParadigms:
    """The forms of Lithuanian nouns, adjectives and participles."""

    veto = VETO
    joins_compounds = False

    def forms(self, word: str, role: Role) -> frozenset[str]:
        """Give every form of a citation-form word in the given role, the word itself included."""
        word = word.casefold()
        if role is Role.FROZEN:
            return frozenset({word, *_rows(word, FROZEN)})
        made = {word, *_nouns(word), *_irregular(word)}
        if role is Role.MODIFIER:
            made.update(_rows(word, ADJECTIVES), _rows(word, PAST_PARTICIPLES))
            made.update(_rows(word, FROZEN))
        return frozenset(made)

    def acronym_forms(self, acronym: str) -> frozenset[str]:
        """Give the spellings of an acronym; Lithuanian mostly leaves it as it is."""
        return frozenset({acronym, *(f"{acronym}-{ending}" for ending in ACRONYM_ENDINGS)})
