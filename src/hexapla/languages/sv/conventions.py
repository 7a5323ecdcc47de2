"""Swedish conventions: number words, months, units, negation, quotation marks.

Sources: Teleman, Hellberg & Andersson, *Svenska Akademiens grammatik* (1999), numerals; Språkrådet,
*Svenska skrivregler* (2017), for how figures, dates and quotes are set.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import joined, lexemes, words
from hexapla.languages.profile import Conventions

_ONES = lexemes(
    """
    1 ett en
    2 två
    3 tre
    4 fyra
    5 fem
    6 sex
    7 sju
    8 åtta
    9 nio
    """
)
_ORDINAL_ONES = lexemes(
    """
    1 första förste
    2 andra andre
    3 tredje
    4 fjärde
    5 femte
    6 sjätte
    7 sjunde
    8 åttonde
    9 nionde
    """
)
_TENS = lexemes(
    """
    20 tjugo
    30 trettio
    40 fyrtio
    50 femtio
    60 sextio
    70 sjuttio
    80 åttio
    90 nittio
    """
)
NUMBER_WORDS = {
    **_ONES,
    **_ORDINAL_ONES,
    **_TENS,
    **joined(_TENS, _ONES),
    **joined(_TENS, _ORDINAL_ONES),
    **lexemes(
        """
        2 båda bägge bådas vartannat varannan
        10 tio tionde
        11 elva elfte
        12 tolv tolfte dussin
        13 tretton trettonde
        14 fjorton fjortonde
        15 femton femtonde
        16 sexton sextonde
        17 sjutton sjuttonde
        18 arton artonde
        19 nitton nittonde
        20 tjugonde
        30 trettionde
        40 fyrtionde
        50 femtionde
        60 sextionde
        70 sjuttionde
        80 åttionde
        90 nittionde
        100 hundra etthundra hundrade
        200 tvåhundra
        300 trehundra
        400 fyrahundra
        500 femhundra
        """
    ),
}
NUMBER_PARTS = {
    "en": 1, "ett": 1, "två": 2, "tve": 2, "tre": 3, "fyr": 4, "fem": 5, "sex": 6, "sju": 7,
    "åtta": 8, "nio": 9, "tio": 10, "tolv": 12, "femton": 15, "tjugo": 20, "hundra": 100,
}  # fmt: skip
SCALE_WORDS = lexemes(
    """
    3 tusen tusende tusentals, tkr
    6 miljon miljoner miljonerna miljonen miljons, milj mn mnkr
    9 miljard miljarder miljarderna miljarden miljards, mdr md mdkr
    12 biljon biljoner biljonerna biljonen, triljon triljoner
    """
)
MONTHS = lexemes(
    """
    1 januari
    2 februari
    3 mars
    4 april
    5 maj
    6 juni
    7 juli
    8 augusti
    9 september
    10 oktober
    11 november
    12 december
    """
)
WEEKDAYS = lexemes(
    """
    1 måndag måndagens måndagen måndagar
    2 tisdag tisdagens tisdagen tisdagar
    3 onsdag onsdagens onsdagen onsdagar
    4 torsdag torsdagens torsdagen torsdagar
    5 fredag fredagens fredagen fredagar
    6 lördag lördagens lördagen lördagar
    7 söndag söndagens söndagen söndagar
    """
)
UNIT_WORDS = {
    "percent": r"procent\w{0,3}",
    "percentage-point": r"procentenhet\w*",
    "second": r"sekund\w{0,4}|sek",
    "minute": r"minut\w{0,4}|min",
    "hour": r"timm\w{1,4}|timme|tim",
    "day": r"(?:\w*[^\W\d])?dag(?:|en|ar|arna|ars|s)|dygn\w{0,3}",
    "week": r"veck[ao]\w{0,3}",
    "month": r"(?:kalender)?månad\w{0,5}|mån",
    "year": r"(?:kalender|räkenskaps|budget)?år(?:|en|et|s|ens)",
    "metre": r"meter\w{0,2}",
    "kilometre": r"kilometer\w{0,2}",
    "centimetre": r"centimeter\w{0,2}",
    "millimetre": r"millimeter\w{0,2}",
    "mile": r"engelska?\s+mil|miles",
    "nautical-mile": r"sjömil|nautiska?\s+mil",
    "gram": r"gram\w{0,2}",
    "kilogram": r"kilogram\w{0,2}|kilo",
    "tonne": r"ton\w{0,2}",
    "litre": r"liter\w{0,2}",
    "hectare": r"hektar\w{0,2}",
    "degree": r"grad\w{0,4}",
}
CURRENCY_WORDS = {
    "EUR": r"euro\w{0,2}",
    "USD": r"(?:amerikanska\s+)?dollar\w{0,2}",
    "GBP": r"(?:brittiska\s+)?pund\w{0,2}",
    "SEK": r"(?:svenska\s+)?kron(?:or|a|orna)|kr",
}

CONVENTIONS = Conventions(
    quotes=(("”", "”"), ("»", "»"), ("»", "«"), ("’", "’")),
    number_words=NUMBER_WORDS,
    number_parts=NUMBER_PARTS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    weekdays=WEEKDAYS,
    negations=words(
        "inte nej ej icke aldrig ingen inget inga ingenting ingalunda utan varken ingendera"
    ),
    negation_prefixes=("o", "icke"),
    abbreviations=words(
        "t.ex bl.a dvs osv m.m m.fl nr kl s jfr resp f.d s.k tel ca milj mdr jan feb apr aug sept "
        "okt nov dec art st"
    ),
    unit_words=UNIT_WORDS,
    currency_words=CURRENCY_WORDS,
    year_words=("år", "årets"),
    hour_marks=("kl.", "klockan", "kl"),
    percent_spaced=True,
    articles=words("en ett"),
    common_words=words(
        "i och är som att för med av till den det på ett om eller har ska vid från inte "
        "denna detta de"
    ),
    plain_negations=words("inte ej"),
    negation_lookalikes=re.compile(
        r"o\w{0,3}$|och|ock|off|oft|okt|om(?![öyä]|edvet|otiv|ark)|ordn|ordf|ordin|ordal|ordr|order|"
        r"ordbok|ordet|orden|org|ori(?:ent|gin)|ors|ort|oro|obje|obl|obs|obduk|oper|opin|opti|opp|"
        r"oliv|olj|olik|olyck|onl|ons|oss|ost|ovan(?!lig)|oerh|oberoend|oas|ocean|oms|"
        r"oktob|oxid|ozon|overhead|output|outsourc|open"
    ),
    negation_opposites=re.compile(
        r"förbli|kvarstå|misslyck|underlåt|avstå(?:r|tt)?$|felaktig|bara$|högst$"
    ),
    negation_signs=re.compile(
        r"icke|förbj|förbud|förbjud|sakna|undant|underlåt|avstå|varken|senast|endast|bara$|"
        r"först$|högst$|minst$|före$|innan$|tidigast|uteslut|utesluten|misslyck|vägra|hindr|"
        r"förhindr|\w+lös(?:a|t)?$|ann(?:an|at|ars|orlunda)$|upphäv|utgår?$|brist|undvik|utom$|"
        r"fri(?:a|tt)?$|samma$|förbli|kvar|befri|olik|oberoend|såvida"
    ),
    negation_phrases=re.compile(
        r"\b(?:inte|ej)\s+(?:bara|endast|enbart|senare|tidigare|mer|mindre|fler|färre|längre|större|över)\b"
        r"|\b(?:inte|ej)\s+(?:får\s+|vara\s+)?(?:överstig|överskrid|understig|omfatta)\w*"
        r"|\beller\s+(?:inte|ej)\b|\bom\s+inte\b|\b(?:inte|ej)\b[^.;]*\butan\b|\binte\s+förrän\b",
        re.IGNORECASE,
    ),
)
