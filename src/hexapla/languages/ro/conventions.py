"""Romanian conventions: number words, months, units, quotation marks.

Sources: *Gramatica limbii române* (2008), numerals; CLDR for months and marks. Negation is not
judged.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import lexemes, words
from hexapla.languages.profile import Conventions

NUMBER_WORDS = lexemes(
    """
    1 unu una unui unei prim prima primul primei primului întâi
    2 doi două doilea doua ambele ambii
    3 trei treilea treia
    4 patru patrulea patra
    5 cinci cincilea cincea
    6 șase şase șaselea șasea
    7 șapte şapte șaptelea șaptea
    8 opt optulea opta
    9 nouă nouălea noua
    10 zece zecelea zecea
    11 unsprezece
    12 doisprezece douăsprezece
    13 treisprezece
    14 paisprezece
    15 cincisprezece
    16 șaisprezece
    17 șaptesprezece
    18 optsprezece
    19 nouăsprezece
    20 douăzeci
    30 treizeci
    40 patruzeci
    50 cincizeci
    60 șaizeci
    70 șaptezeci
    80 optzeci
    90 nouăzeci
    100 sută sute
    """
)
SCALE_WORDS = lexemes(
    """
    3 mie mii
    6 milion milioane milioanele, mil
    9 miliard miliarde miliardul, mld
    12 trilion trilioane
    """
)
MONTHS = lexemes(
    """
    1 ianuarie
    2 februarie
    3 martie
    4 aprilie
    5 mai
    6 iunie
    7 iulie
    8 august
    9 septembrie
    10 octombrie
    11 noiembrie
    12 decembrie
    """
)
UNIT_WORDS = {
    "percent": r"(?:la\s+sută|procent\w*)",
    "second": r"secund\w*",
    "minute": r"minut\w*",
    "hour": r"or(?:ă|e|ele|elor)",
    "day": r"zi|zile\w*",
    "week": r"săptămân\w*",
    "month": r"lun(?:ă|i|ile|ilor)",
    "year": r"an(?:|i|ii|ilor|ul)",
    "metre": r"metr\w{1,3}",
    "kilometre": r"kilometr\w*",
    "mile": r"mil(?:ă|e)",
    "gram": r"gram\w{0,3}",
    "kilogram": r"kilogram\w*",
    "tonne": r"ton(?:ă|e|ele)",
    "litre": r"litr\w*",
    "hectare": r"hectar\w*",
}
CURRENCY_WORDS = {
    "EUR": r"(?:de\s+)?euro",
    "USD": r"(?:de\s+)?dolari\w*",
    "RON": r"(?:de\s+)?lei",
    "SEK": r"(?:de\s+)?coroane",
}

CONVENTIONS = Conventions(
    quotes=(("„", "”"), ("«", "»")),
    number_words=NUMBER_WORDS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    unit_words=UNIT_WORDS,
    currency_words=CURRENCY_WORDS,
    hour_marks=("ora",),
    articles=words("un o unui unei"),
    common_words=words(
        "și de la în pe cu din pentru este sau care că a al ale prin nu se sunt privind după"
    ),
    negations=words(
        "nu n niciun nicio nici nimeni nimic niciodată nicăieri nicicum fără niciunul niciuna"
    ),
    negation_prefixes=("ne", "in", "im", "ir", "il"),
    negation_lookalikes=re.compile(
        r"nece|nevo|nego|nepo(?:t|ți)|nerv|net|neutr|neg(?:ru|ri)|neap|neces|neam|"
        r"in(?!acc|act|adec|adm|apt|cap|comp|cor|ef|elig|exist|exact|justi|sufic|util|valid|vizib)|"
        r"im(?!pos|perf|prob|prop|part|punit)|ir(?!egul|elev|ever)|il(?!eg|ic)"
    ),
    plain_negations=words("nu niciodată"),
    negation_opposites=re.compile(
        r"interz|refuz|resping|încălc|lips|absen|evit|abțin|exclu|greșit|fals|eronat|excep"
    ),
    negation_signs=re.compile(
        r"doar$|numai$|decât$|maxim|minim|cel$|alt|înainte|până$|în?cet|elimin"
    ),
    negation_phrases=re.compile(
        r"\bnu\s+(?:mai\s+)?(?:târziu|mult|puțin|devreme|numai|doar|depăș\w*)\b|\bsau\s+nu\b"
        r"|\bdacă\s+nu\b|\bnu\b[^.;]*\bci\b",
        re.IGNORECASE,
    ),
)
