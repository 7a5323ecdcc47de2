"""German conventions: number words, months, units, negation, quotation marks.

Sources: *Duden – Die Grammatik* (2022), numerals; DIN 5008 and the Interinstitutional Style Guide
of the Publications Office for how figures, dates and quotes are set.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import joined, lexemes, words
from hexapla.languages.profile import Conventions

ENDINGS = {
    "weak": "e en er es em",
    "ordinal": "te ten ter tes tem",
    "st": "ste sten ster stes stem",
}
_ONES = lexemes(
    """
    1 ein
    2 zwei
    3 drei
    4 vier
    5 fünf
    6 sechs
    7 sieben
    8 acht
    9 neun
    """
)
_TENS = lexemes(
    """
    20 zwanzig
    30 dreißig
    40 vierzig
    50 fünfzig
    60 sechzig
    70 siebzig
    80 achtzig
    90 neunzig
    """
)
NUMBER_WORDS = {
    **_ONES,
    **_TENS,
    **joined(_TENS, _ONES, units_first=True, link="und"),
    **lexemes(
        """
        1 eins, ein|@weak, ers|@ordinal, einmal
        2 zweier zweien beide beiden beider beides zwo, zwei|@ordinal, zweimal
        3 dreier dreien, drit|@ordinal, dreimal
        4 vieren, vier|@ordinal
        5 fünf|@ordinal
        6 sechs|@ordinal
        7 sieb|@ordinal, sieben|@ordinal
        8 ach|@ordinal
        9 neun|@ordinal
        10 zehn, zehn|@ordinal
        11 elf, elf|@ordinal
        12 zwölf dutzend, zwölf|@ordinal
        13 dreizehn, dreizehn|@ordinal
        14 vierzehn, vierzehn|@ordinal
        15 fünfzehn, fünfzehn|@ordinal
        16 sechzehn, sechzehn|@ordinal
        17 siebzehn, siebzehn|@ordinal
        18 achtzehn, achtzehn|@ordinal
        19 neunzehn, neunzehn|@ordinal
        20 zwanzig|@st
        30 dreißig|@st
        100 hundert einhundert, hundert|@st
        200 zweihundert
        300 dreihundert
        400 vierhundert
        500 fünfhundert
        """,
        ENDINGS,
    ),
}
NUMBER_PARTS = {
    "ein": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "zwölf": 12, "fünfzehn": 15, "zwanzig": 20, "hundert": 100,
}  # fmt: skip
SCALE_WORDS = lexemes(
    """
    3 tausend tausende tausenden, tsd
    6 million millionen, mio
    9 milliarde milliarden, mrd
    12 billion billionen, bio
    """
)
MONTHS = lexemes(
    """
    1 januar jänner jan
    2 februar feber feb
    3 märz mär
    4 april apr
    5 mai
    6 juni jun
    7 juli jul
    8 august aug
    9 september sept sep
    10 oktober okt
    11 november nov
    12 dezember dez
    """
)
WEEKDAYS = lexemes(
    """
    1 montag montags montagen
    2 dienstag dienstags dienstagen
    3 mittwoch mittwochs mittwochen
    4 donnerstag donnerstags donnerstagen
    5 freitag freitags freitagen
    6 samstag samstags sonnabend
    7 sonntag sonntags sonntagen
    """
)
UNIT_WORDS = {
    "percent": r"prozent\w{0,2}|vom\s+hundert|v\.\s?h",
    "percentage-point": r"prozentpunkt\w*",
    "second": r"sekunden?|sek",
    "minute": r"minuten?|min",
    "hour": r"stunden?|std",
    "day": r"(?:\w*[^\W\d])?tag(?:|e|en|es|s|ige|igen|iger)",
    "week": r"wochen?",
    "month": r"(?:kalender)?monat(?:|e|en|es|s)|monatige\w?",
    "year": r"(?:\w*[^\W\d])?jahr(?:|e|en|es|s)|jährige\w?",
    "metre": r"meter[ns]?",
    "kilometre": r"kilometer[ns]?",
    "centimetre": r"zentimeter[ns]?",
    "millimetre": r"millimeter[ns]?",
    "mile": r"meilen?",
    "nautical-mile": r"seemeilen?",
    "gram": r"gramm",
    "kilogram": r"kilogramm|kilo",
    "tonne": r"tonnen?",
    "litre": r"liter[ns]?",
    "hectare": r"hektar",
    "degree": r"grad",
}
CURRENCY_WORDS = {
    "EUR": r"euro",
    "USD": r"(?:US-)?dollar",
    "GBP": r"(?:britische\s+)?pfund(?:\s+sterling)?",
    "SEK": r"(?:schwedische\s+)?kronen?",
}

CONVENTIONS = Conventions(
    quotes=(("„", "“"), ("‚", "‘"), ("»", "«"), ("›", "‹"), ("«", "»")),
    number_words=NUMBER_WORDS,
    number_parts=NUMBER_PARTS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    weekdays=WEEKDAYS,
    negations=words(
        "nicht nein kein keine keinen keinem keiner keines nie niemals niemand nichts ohne weder"
    ),
    negation_prefixes=("nicht", "un"),
    abbreviations=words(
        "z.B d.h u.a usw Nr Abs Art bzw ca Dr Prof S vgl Tsd Mio Mrd Tel St Buchst Unterabs ff f"
    ),
    unit_words=UNIT_WORDS,
    currency_words=CURRENCY_WORDS,
    year_words=("Jahr", "Jahres", "Jahre"),
    hour_marks=("um",),
    percent_spaced=True,
    articles=words("ein eine einen einem einer eines"),
    common_words=words(
        "der die das und ist von zu mit für auf den dem ein eine nicht oder werden wird "
        "bei nach im sich des durch"
    ),
    plain_negations=words("nicht kein keine keinen keiner keines keinem"),
    negation_lookalikes=re.compile(
        r"und$|un[ds]\b|uns|unter|union|univers|unif|unikat|ungar|ungefähr|unmittelbar|unverzügl|"
        r"unfall|unfäll|unten|unbeding"
    ),
    negation_opposites=re.compile(
        r"bleib|blieb|verst[oö]ß|verstieß|vermeid|unterlass|fehlgeschlag|fehlschl|(?:ge)?scheiter|misslang|misslung|missling|falsch|verweiger|höchstens$|ausgeschlossen"
    ),
    negation_signs=re.compile(
        r"\w+los(?:e[nmrs]?)?$|ohne|verbot|verbiet|außer|spätest|nur$|erst$|höchstens|mindestens|"
        r"vor$|bevor$|missl|fehl|ausgenommen|ausgeschl|ausschl|unterlass|unterbl|untersag|weder|"
        r"verweiger|verhinder|hinder|anders$|andernfalls|sonst$|frei(?:e[nmrs]?)?$|befrei|bis$|"
        r"entfäll|entfall|sofern$|gleich|bleib|\w*selbe[nrms]?$"
    ),
    negation_phrases=re.compile(
        r"\bnicht\s+(?:nur|später|früher|mehr|weniger|länger|größer|kleiner|über|allein)\b"
        r"|\bnicht\s+(?:überschr|überst|unterschr|unterst)\w*|\boder\s+nicht\b|\bob\s+nicht\b"
        r"|\b(?:nicht|kein\w*)\b[^.;]*\bsondern\b|\bnicht\s+zuletzt\b|\bnicht\s+zutreffend\b",
        re.IGNORECASE,
    ),
)
