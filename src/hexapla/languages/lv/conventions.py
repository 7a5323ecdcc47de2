"""Latvian conventions: number words, months, units, negation, quotation marks.

Sources: Nītiņa & Grigorjevs (eds.), *Latviešu valodas gramatika* (2013), numerals; LVS and the
Interinstitutional Style Guide of the Publications Office for how figures and quotes are set.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import lexemes, words
from hexapla.languages.profile import Conventions

ENDINGS = {
    "adjective": "s a u am ai ā as i iem ām us os ās",
    "numeral": "i as u iem ām us os ās",
    "definite": "ais ā o ajam ajai ajā ie ās ajiem ajām ajos ajās os",
    "indefinite": "s a u am ai ā as i iem ām us os ās",
    "masculine": "s a am u ā i iem us os",
    "palatal": "is a im i ī i u iem us os",
}

NUMBER_WORDS = lexemes(
    """
    1 vien|@adjective, pirm|@definite @indefinite, vienreiz vienreizējs
    2 div|@numeral, abi abas abu abiem abām, otr|ais @definite s a u am ai ā as i iem ām us os ās
    3 trīs trim trijiem trijām triju trijos trijās, treš|@definite
    4 četr|@numeral, ceturt|@definite
    5 piec|@numeral, piekt|@definite
    6 seš|@numeral, sest|@definite
    7 septiņ|@numeral, septīt|@definite
    8 astoņ|@numeral, astot|@definite
    9 deviņ|@numeral, devīt|@definite
    10 desmit desmitu, desmit|@definite
    11 vienpadsmit, vienpadsmit|@definite
    12 divpadsmit duci ducis, divpadsmit|@definite
    13 trīspadsmit, trīspadsmit|@definite
    14 četrpadsmit, četrpadsmit|@definite
    15 piecpadsmit, piecpadsmit|@definite
    16 sešpadsmit, sešpadsmit|@definite
    17 septiņpadsmit, septiņpadsmit|@definite
    18 astoņpadsmit, astoņpadsmit|@definite
    19 deviņpadsmit, deviņpadsmit|@definite
    20 divdesmit, divdesmit|@definite
    30 trīsdesmit, trīsdesmit|@definite
    40 četrdesmit, četrdesmit|@definite
    50 piecdesmit, piecdesmit|@definite
    60 sešdesmit, sešdesmit|@definite
    70 septiņdesmit, septiņdesmit|@definite
    80 astoņdesmit, astoņdesmit|@definite
    90 deviņdesmit, deviņdesmit|@definite
    100 simt, simt|s a am u ā i iem os, simt|@definite
    200 divsimt divsimts
    300 trīssimt trīssimts
    400 četrsimt
    500 piecsimt
    """,
    ENDINGS,
)
NUMBER_PARTS = {
    "vien": 1, "div": 2, "trīs": 3, "trij": 3, "četr": 4, "piec": 5, "seš": 6, "septiņ": 7,
    "astoņ": 8, "deviņ": 9, "desmit": 10, "divpadsmit": 12, "divdesmit": 20, "simt": 100,
}  # fmt: skip
SCALE_WORDS = lexemes(
    """
    3 tūkstoš|i u iem os -, tūkstotis tūkstoti tūkstotim tūkstotī, tūkst
    6 miljon|@masculine, milj mlj mln
    9 miljard|@masculine, mljrd mljd mlrd
    12 triljon|@masculine, biljon|@masculine, trilj
    """,
    ENDINGS,
)
MONTHS = lexemes(
    """
    1 janvār|is a im i ī
    2 februār|is a im i ī
    3 mart|s a am u ā
    4 aprīl|is im i ī, aprīļa
    5 maij|s a am u ā
    6 jūnij|s a am u ā
    7 jūlij|s a am u ā
    8 august|s a am u ā
    9 septembr|is a im i ī
    10 oktobr|is a im i ī
    11 novembr|is a im i ī
    12 decembr|is a im i ī
    """
)
WEEKDAYS = lexemes(
    """
    1 pirmdien|- a as ai u ā ās iem ām
    2 otrdien|- a as ai u ā ās iem ām
    3 trešdien|- a as ai u ā ās iem ām
    4 ceturtdien|- a as ai u ā ās iem ām
    5 piektdien|- a as ai u ā ās iem ām
    6 sestdien|- a as ai u ā ās iem ām
    7 svētdien|- a as ai u ā ās iem ām
    """
)
UNIT_WORDS = {
    "percent": r"procent\w*|proc",
    "second": r"sekun[dž]\w*|sek",
    "minute": r"minū[tš]\w*|min",
    "hour": r"stund\w*|st",
    "day": r"dien\w{0,4}|diennak\w*",
    "week": r"nedēļ\w*",
    "month": r"mēne[sš]\w*|mēn",
    "year": r"gad\w{0,4}",
    "metre": r"metr\w{0,3}",
    "kilometre": r"kilometr\w*",
    "centimetre": r"centimetr\w*",
    "millimetre": r"milimetr\w*",
    "mile": r"jūdz\w*",
    "nautical-mile": r"jūras\s+jūdz\w*",
    "gram": r"gram\w{0,3}",
    "kilogram": r"kilogram\w*",
    "tonne": r"tonn\w*",
    "litre": r"litr\w*",
    "hectare": r"hektār\w*",
    "degree": r"grād\w*",
}
CURRENCY_WORDS = {
    "EUR": r"eiro|euro",
    "USD": r"(?:ASV\s+)?dolār\w*",
    "GBP": r"(?:sterliņu\s+)?mārciņ\w*",
    "SEK": r"(?:Zviedrijas\s+)?kron\w*",
    "LVL": r"lat\w{1,3}",
}

CONVENTIONS = Conventions(
    quotes=(("„", "”"), ("“", "”"), ("«", "»"), ("‘", "’"), ("‚", "’")),
    number_words=NUMBER_WORDS,
    number_parts=NUMBER_PARTS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    weekdays=WEEKDAYS,
    negations=words(
        "ne nē nav nebūs nebija nebūtu nebūt neviens neviena nevienu nekas nekad nekur bez"
    ),
    negation_prefixes=("ne",),
    abbreviations=words(
        "Nr nr p lpp plkst utt u c tml piem sk t s g gs st min milj mljrd tūkst proc red "
        "janv febr apr aug sept okt nov dec tālr dr prof ģen plk kpt ltn ts t.s t.i"
    ),
    unit_words=UNIT_WORDS,
    currency_words=CURRENCY_WORDS,
    year_words=("gada", "gadā", "gadam", "gads", "g."),
    hour_marks=("plkst.", "pulksten", "plkst"),
    common_words=words(
        "un ir ar par no uz kā tiek vai kas ka lai tika arī pie pēc ko bija tā šī šo kurā "
        "kurš tas saskaņā"
    ),
    plain_negations=words("nav nebija nebūs nebūtu nedrīkst nevar"),
    negation_lookalikes=re.compile(
        r"nekā$|nedēļ|nepieciešam|neatkarīg|nesen|neto$|negadījum|nelaim|neliel|nevalst|"
        r"nepilngad|nes$|nesīs$|nelegāl|nelikumīg"
    ),
    negation_opposites=re.compile(r"palie?k|kļūdain|nepareiz|aizlie|atturas|izslēgt"),
    negation_signs=re.compile(
        r"bez|palie?k|pats$|pati$|aizlie|attei|attur|izņem|izslēg|tikai$|vienīgi$|vien$|trūk|liedz|liegt|ārpus|atcel|"
        r"svītro|beig|pretēj|citād|pirms$|līdz$|maksimāl|minimāl|neatkarīg|nelegāl|nelikumīg"
    ),
    negation_phrases=re.compile(
        r"\bvai\s+nav\b|\bvai\s+ne(?=$|\W)|\bne\s+(?:tikai|vēlāk|agrāk|vairāk|mazāk|ilgāk)\b"
        r"|\b(?:nedrīkst|nevar)\s+(?:būt\s+)?(?:pārsniegt|lielāk|mazāk|ilgāk|vairāk|vēlāk|garāk)\w*"
        r"|\bnav\s+(?:lielāk|mazāk|ilgāk|vairāk|vēlāk|garāk)\w*|\bnav\b[^.;]*\bbet\b|\bkamēr\s+nav\b",
        re.IGNORECASE,
    ),
)
