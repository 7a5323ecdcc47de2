"""Lithuanian conventions: number words, months, units, negation, quotation marks.

Sources: Ambrazas (ed.), *Lithuanian Grammar* (1997), numerals; the State Commission of the
Lithuanian Language and the Interinstitutional Style Guide for how figures and quotes are set.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import lexemes, words
from hexapla.languages.profile import Conventions

ENDINGS = {
    "adjective": "as a o os am ai ą u oje ame i ios ų iems oms us as ais omis uose ose",
    "ordinal": "as a o os am ai ą u oje ame i ų iems oms us ais omis uose ose",
    "definite": (
        "asis oji ojo osios ajam ajai ąjį ąją uoju ąja ajame ojoje ieji ųjų iesiems osioms "
        "uosius ąsias aisiais osiomis uosiuose osiose"
    ),
    "masculine": "as o ui ą u e ai ų ams us ais uose",
    "feminine": "a os ai ą oje omis oms ose ų",
}

NUMBER_WORDS = lexemes(
    """
    1 vien|@adjective, pirm|@ordinal @definite
    2 du dvi dviejų dviem dviejuose dviejose abu abi abiejų abiem, antr|@ordinal @definite
    3 trys trijų trims tris trimis trijuose trijose, treči|as a o os am ai ą ame oje ų
    3 treč|@definite ias
    3 treči|asis oji ojo osios ajam ajai ąjį ąją uoju ąja ajame ojoje
    4 keturi keturios keturių keturiems keturioms keturis keturias keturiais keturiomis keturiuose
    4 ketvirt|@ordinal @definite
    5 penki penkios penkių penkiems penkioms penkis penkias penkiais penkiomis penkiuose
    5 penkt|@ordinal @definite
    6 šeši šešios šešių šešiems šešioms šešis šešias šešiais šešiomis šešiuose
    6 šešt|@ordinal @definite
    7 septyni septynios septynių septyniems septynioms septynis septynias septyniais septyniomis
    7 septint|@ordinal @definite
    8 aštuoni aštuonios aštuonių aštuoniems aštuonioms aštuonis aštuonias aštuoniais aštuoniomis
    8 aštunt|@ordinal @definite
    9 devyni devynios devynių devyniems devynioms devynis devynias devyniais devyniomis
    9 devint|@ordinal @definite
    10 dešimt dešimties dešimčiai dešimtį dešimtimi dešimtyje dešimtys dešimčių
    10 dešimt|@ordinal @definite
    11 vienuolik|@feminine, vienuolikt|@ordinal @definite
    12 dvylik|@feminine, dvylikt|@ordinal @definite
    13 trylik|@feminine, trylikt|@ordinal @definite
    14 keturiolik|@feminine, keturiolikt|@ordinal @definite
    15 penkiolik|@feminine, penkiolikt|@ordinal @definite
    16 šešiolik|@feminine, šešiolikt|@ordinal @definite
    17 septyniolik|@feminine, septyniolikt|@ordinal @definite
    18 aštuoniolik|@feminine, aštuoniolikt|@ordinal @definite
    19 devyniolik|@feminine, devyniolikt|@ordinal @definite
    20 dvidešimt dvidešimties dvidešimčiai dvidešimtį, dvidešimt|@ordinal @definite
    30 trisdešimt trisdešimties trisdešimčiai trisdešimtį, trisdešimt|@ordinal @definite
    40 keturiasdešimt keturiasdešimties, keturiasdešimt|@ordinal @definite
    50 penkiasdešimt penkiasdešimties, penkiasdešimt|@ordinal @definite
    60 šešiasdešimt šešiasdešimties, šešiasdešimt|@ordinal @definite
    70 septyniasdešimt septyniasdešimties, septyniasdešimt|@ordinal @definite
    80 aštuoniasdešimt aštuoniasdešimties, aštuoniasdešimt|@ordinal @definite
    90 devyniasdešimt devyniasdešimties, devyniasdešimt|@ordinal @definite
    100 šimt|@masculine, šimt|@ordinal @definite
    """,
    ENDINGS,
)
NUMBER_PARTS = {
    "vien": 1, "dvi": 2, "dvej": 2, "tri": 3, "trij": 3, "trej": 3, "ketur": 4, "ketver": 4,
    "penk": 5, "šeš": 6, "septyn": 7, "aštuon": 8, "devyn": 9, "dešimt": 10, "dvylik": 12,
    "penkiolik": 15, "dvidešimt": 20, "šimt": 100,
}  # fmt: skip
SCALE_WORDS = lexemes(
    """
    3 tūkstan|tis čio čiui tį čiu tyje čiai čių čiams čius čiais čiuose, tūkst
    6 milijon|@masculine, mln milij
    9 milijard|@masculine, mlrd
    12 trilijon|@masculine, bilijon|@masculine, trln
    """,
    ENDINGS,
)
MONTHS = lexemes(
    """
    1 sausis sausio sausiui sausį sausiu sausyje
    2 vasaris vasario vasariui vasarį vasariu vasaryje
    3 kovas kovo kovui kovą kovu kove
    4 balandis balandžio balandžiui balandį balandžiu balandyje
    5 gegužė gegužės gegužei gegužę geguže gegužėje gegužis gegužio
    6 birželis birželio birželiui birželį birželiu birželyje
    7 liepa liepos liepai liepą liepoje
    8 rugpjūtis rugpjūčio rugpjūčiui rugpjūtį rugpjūčiu rugpjūtyje
    9 rugsėjis rugsėjo rugsėjui rugsėjį rugsėju rugsėjyje
    10 spalis spalio spaliui spalį spaliu spalyje
    11 lapkritis lapkričio lapkričiui lapkritį lapkričiu lapkrityje
    12 gruodis gruodžio gruodžiui gruodį gruodžiu gruodyje
    """
)
WEEKDAYS = lexemes(
    """
    1 pirmadien|is io iui į iu yje iais
    2 antradien|is io iui į iu yje iais
    3 trečiadien|is io iui į iu yje iais
    4 ketvirtadien|is io iui į iu yje iais
    5 penktadien|is io iui į iu yje iais
    6 šeštadien|is io iui į iu yje iais
    7 sekmadien|is io iui į iu yje iais
    """
)
UNIT_WORDS = {
    "percent": r"procent\w*|proc",
    "percentage-point": r"procentin\w+\s+punkt\w*",
    "second": r"sekund\w*|sek",
    "minute": r"minu[tč]\w*|min",
    "hour": r"valand\w*|val",
    "day": r"dien\w{0,4}|par(?:a|os|ų|as)",
    "week": r"savai[tč]\w*|sav",
    "month": r"mėnes\w*|mėn",
    "year": r"met(?:ai|ų|ams|us|ais|uose)",
    "metre": r"metr(?:as|o|ui|ą|u|e|ai|ų|ams|us|ais|uose)",
    "kilometre": r"kilometr\w*",
    "centimetre": r"centimetr\w*",
    "millimetre": r"milimetr\w*",
    "mile": r"myli\w*|mylių",
    "nautical-mile": r"jūrmyl\w*|jūr\w*\s+myl\w*",
    "gram": r"gram\w{0,4}",
    "kilogram": r"kilogram\w*",
    "tonne": r"ton(?:a|os|ai|ą|oje|ų|oms|as|omis)",
    "litre": r"litr\w*",
    "hectare": r"hektar\w*",
    "degree": r"laipsn\w*",
}
CURRENCY_WORDS = {
    "EUR": r"eur(?:as|o|ui|ą|u|ai|ų|ams|us|ais)",
    "USD": r"(?:JAV\s+)?doleri\w*",
    "GBP": r"svar\w*(?:\s+sterling\w*)?",
    "SEK": r"(?:Švedijos\s+)?kron\w*",
    "LTL": r"lit(?:as|o|ą|ai|ų|ams|us|ais)",
}

CONVENTIONS = Conventions(
    quotes=(("„", "“"), ("‚", "‘"), ("«", "»")),
    number_words=NUMBER_WORDS,
    number_parts=NUMBER_PARTS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    weekdays=WEEKDAYS,
    negations=words(
        "ne nėra nebus nebuvo nebūtų nei niekas nieko niekada niekur joks jokia jokio jokios "
        "jokių be"
    ),
    negation_prefixes=("ne", "nebe", "tebene"),
    abbreviations=words(
        "Nr nr p pvz t y kt pan m d val min mln mlrd tūkst proc str sk žr angl lot šv gyv tel "
        "dr prof gen plk kpt ltn vyr kom"
    ),
    unit_words=UNIT_WORDS,
    currency_words=CURRENCY_WORDS,
    year_words=("m.", "m", "metų", "metais", "metai", "metams", "metus"),
    hour_marks=(),
    percent_spaced=True,
    common_words=words(
        "ir yra su apie iš į kad kaip arba buvo kuris kuri taip pat pagal dėl prie nuo "
        "iki šis šio tai"
    ),
    plain_negations=words("nėra nebuvo nebus nebūtų negali negalima"),
    negation_lookalikes=re.compile(
        r"nes$|net$|neseniai|neto$|neutral|neigiam|nepilnamet|neteisėt|nelegal|nelaim|"
        r"nevyriausybin|nedidel|nepriklausom"
    ),
    negation_opposites=re.compile(r"(?:iš)?liek|klaiding|draudžiam|susilaik"),
    negation_signs=re.compile(
        r"be$|lieka|lik|pat$|draud|išskyr|išim|tik$|tiktai$|atsisak|trūk|stok|susilaik|uždraus|kitaip$|prieš$|"
        r"panaikin|išbrauk|mažiau$|daugiau$|neteisėt|nelegal|nepriklausom"
    ),
    negation_phrases=re.compile(
        r"\bar\s+(?:\w+\s+){0,4}?(?:nėra|nebūtų|nebuvo|ne)\b|\bne\s+(?:tik|vėliau|anksčiau|daugiau|mažiau|ilgiau)\b"
        r"|\bnegali\w*\s+(?:būti\s+)?(?:viršyti|didesn|mažesn|ilgesn|daugiau|vėliau)\w*"
        r"|\bnėra\s+(?:didesn|mažesn|ilgesn|vėlesn)\w*|\bnėra\b[^.;]*\bbet\b|\bkol\s+nėra\b",
        re.IGNORECASE,
    ),
)
