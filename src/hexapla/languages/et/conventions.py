"""Estonian conventions: number words, months, units, negation, quotation marks.

Sources: Erelt, Erelt & Ross, *Eesti keele käsiraamat* (2020), numerals and figures; the
Interinstitutional Style Guide of the Publications Office for quotes.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import joined, lexemes, words
from hexapla.languages.profile import Conventions

CASES = "- sse s st le l lt ks ni na ta ga"
ENDINGS = {"cases": CASES, "plural": "d te tele tel telt tes test tega teks"}

_ONES = lexemes(
    """
    1 üks üht ühte, ühe|@cases
    2 kaks kaht kahte, kahe|@cases
    3 kolm kolme, kolme|@cases
    4 neli nelja, nelja|@cases
    5 viis viit, viie|@cases
    6 kuus kuut, kuue|@cases
    7 seitse seitset, seitsme|@cases
    8 kaheksa kaheksat, kaheksa|@cases
    9 üheksa üheksat, üheksa|@cases
    """,
    ENDINGS,
)
NUMBER_WORDS = {
    **_ONES,
    **lexemes(
        """
        1 esimene esimest, esimese|@cases, esimesed esimeste
        2 teine teist, teise|@cases, mõlema|@cases, mõlemad mõlemat
        3 kolmas kolmandat, kolmanda|@cases
        4 neljas neljandat, neljanda|@cases
        5 viies viiendat, viienda|@cases
        6 kuues kuuendat, kuuenda|@cases
        7 seitsmes seitsmendat, seitsmenda|@cases
        8 kaheksas kaheksandat, kaheksanda|@cases
        9 üheksas üheksandat, üheksanda|@cases
        10 kümme kümmet, kümne|@cases, kümnes kümnendat, kümnenda|@cases
        11 üksteist ühtteist, üheteistkümne|@cases, üheteistkümnes, üheteistkümnenda|@cases
        12 kaksteist kahtteist tosin, kaheteistkümne|@cases
        12 kaheteistkümnes, kaheteistkümnenda|@cases
        13 kolmteist, kolmeteistkümne|@cases, kolmeteistkümnes, kolmeteistkümnenda|@cases
        14 neliteist, neljateistkümne|@cases, neljateistkümnes, neljateistkümnenda|@cases
        15 viisteist, viieteistkümne|@cases, viieteistkümnes, viieteistkümnenda|@cases
        16 kuusteist, kuueteistkümne|@cases, kuueteistkümnes, kuueteistkümnenda|@cases
        17 seitseteist, seitsmeteistkümne|@cases
        17 seitsmeteistkümnes, seitsmeteistkümnenda|@cases
        18 kaheksateist, kaheksateistkümne|@cases
        18 kaheksateistkümnes, kaheksateistkümnenda|@cases
        19 üheksateist, üheksateistkümne|@cases
        19 üheksateistkümnes, üheksateistkümnenda|@cases
        20 kakskümmend kakskümmet, kahekümne|@cases, kahekümnes, kahekümnenda|@cases
        30 kolmkümmend, kolmekümne|@cases, kolmekümnes, kolmekümnenda|@cases
        40 nelikümmend, neljakümne|@cases, neljakümnes, neljakümnenda|@cases
        50 viiskümmend, viiekümne|@cases, viiekümnes, viiekümnenda|@cases
        60 kuuskümmend, kuuekümne|@cases, kuuekümnes, kuuekümnenda|@cases
        70 seitsekümmend, seitsmekümne|@cases, seitsmekümnes, seitsmekümnenda|@cases
        80 kaheksakümmend, kaheksakümne|@cases, kaheksakümnes, kaheksakümnenda|@cases
        90 üheksakümmend, üheksakümne|@cases, üheksakümnes, üheksakümnenda|@cases
        100 sada sadat, saja|@cases, sajas, sajanda|@cases
        200 kakssada, kahesaja|@cases
        300 kolmsada, kolmesaja|@cases
        400 nelisada, neljasaja|@cases
        500 viissada, viiesaja|@cases
        """,
        ENDINGS,
    ),
}
NUMBER_PARTS = {
    "ühe": 1, "kahe": 2, "kaksik": 2, "kolme": 3, "kolmik": 3, "nelja": 4, "viie": 5, "kuue": 6,
    "seitsme": 7, "kaheksa": 8, "üheksa": 9, "kümne": 10, "kaheteist": 12, "kahekümne": 20,
    "saja": 100, "esma": 1,
}  # fmt: skip
SCALE_WORDS = lexemes(
    """
    3 tuhat tuhandet tuhandeid, tuhande|@cases @plural, tuh
    6 miljon, miljoni|@cases d, miljonit miljoneid miljonite miljonitele, mln milj
    9 miljard, miljardi|@cases d, miljardit miljardeid miljardite, mld mlrd mrd
    12 triljon, triljoni|@cases d, triljonit triljoneid, biljon, biljoni|@cases d, biljonit
    """,
    ENDINGS,
)
MONTHS = lexemes(
    """
    1 jaanuar, jaanuari|@cases, jaanuarit, jaanuarikuu|@cases d
    2 veebruar, veebruari|@cases, veebruarit, veebruarikuu|@cases d
    3 märts, märtsi|@cases, märtsit, märtsikuu|@cases d
    4 aprill, aprilli|@cases, aprillit, aprillikuu|@cases d
    5 mai, mai|@cases, maid, maikuu|@cases d
    6 juuni, juuni|@cases, juunit, juunikuu|@cases d
    7 juuli, juuli|@cases, juulit, juulikuu|@cases d
    8 august, augusti|@cases, augustit, augustikuu|@cases d
    9 september, septembri|@cases, septembrit, septembrikuu|@cases d
    10 oktoober, oktoobri|@cases, oktoobrit, oktoobrikuu|@cases d
    11 november, novembri|@cases, novembrit, novembrikuu|@cases d
    12 detsember, detsembri|@cases, detsembrit, detsembrikuu|@cases d
    """,
    ENDINGS,
)
WEEKDAYS = lexemes(
    """
    1 esmaspäev, esmaspäeva|@cases
    2 teisipäev, teisipäeva|@cases
    3 kolmapäev, kolmapäeva|@cases
    4 neljapäev, neljapäeva|@cases
    5 reede, reede|@cases
    6 laupäev, laupäeva|@cases
    7 pühapäev, pühapäeva|@cases
    """,
    ENDINGS,
)
UNIT_WORDS = {
    "percent": r"protsen\w*|prots",
    "percentage-point": r"protsendipunkt\w*",
    "second": r"sekund\w*|sek",
    "minute": r"minut\w*|min",
    "hour": r"\w*tun(?:d|ni)\w{0,4}",
    "day": r"\w*päev\w{0,4}|ööpäev\w*",
    "week": r"nädal\w*",
    "month": r"kuu(?:|d|s|st|le|ks|ni|ga|de|l)",
    "year": r"aasta\w{0,4}|a",
    "metre": r"meetri\w*|meeter|meetrit",
    "kilometre": r"kilomeet\w*",
    "centimetre": r"sentimeet\w*",
    "millimetre": r"millimeet\w*",
    "mile": r"miil\w*",
    "nautical-mile": r"mere\s?miil\w*",
    "gram": r"gramm\w*",
    "kilogram": r"kilogramm\w*",
    "tonne": r"tonn\w*",
    "litre": r"liit(?:er|ri\w*)",
    "hectare": r"hektar\w*",
    "degree": r"kraad\w*",
}
CURRENCY_WORDS = {
    "EUR": r"euro\w{0,3}",
    "USD": r"(?:USA\s+)?dollar\w*",
    "GBP": r"nael\w*(?:sterling\w*)?",
    "SEK": r"(?:Rootsi\s+)?kroon\w*|krooni\w*",
    "EEK": r"Eesti\s+kroon\w*",
}

CONVENTIONS = Conventions(
    quotes=(("„", "”"), ("„", "“"), ("«", "»"), ("‚", "‘"), ("‚", "’")),
    number_words={
        **joined(
            {"kakskümmend": 20, "kolmkümmend": 30, "nelikümmend": 40, "viiskümmend": 50},
            _ONES,
            link=" ",
        ),
        **NUMBER_WORDS,
    },
    number_parts=NUMBER_PARTS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    weekdays=WEEKDAYS,
    negations=words("ei ega mitte ära ärge pole polnud poleks ilma"),
    negation_prefixes=("mitte", "eba"),
    abbreviations=words(
        "nr lk jne jt nt st a p kell mln mld mlrd tuh sh vt tel u jaan veebr apr aug sept okt nov "
        "dets dr prof lp"
    ),
    unit_words=UNIT_WORDS,
    currency_words=CURRENCY_WORDS,
    year_words=("aasta", "aastal", "aastast", "aastaks", "aastani", "a."),
    hour_marks=("kell", "kl", "kella", "kl."),
    common_words=words(
        "ja on ning või kui see mis et ka oli selle kes tema nende nii aga võib tuleb kohta"
    ),
    plain_negations=words("ei pole"),
    negation_opposites=re.compile(
        r"erinev|vale$|viga(?:ne|se|st)|püsi|jää(?:b|vad|ma|da)$|nurju|luhtu|alles$|\w{3,}[aeiu]tu(?:le|ks|ga|na|ni|l|lt|s|st|sse)?$|väljastpoolt$|väljapoole$|väljaspool$|\w+mat(?:a|u\w*)$|üksnes$|keelat|puudu"
    ),
    negation_signs=re.compile(
        r"\w+mat(?:a|u\w*)$|\w{3,}[aeiu]tu(?:t|le|ks|te)?$|\w{3,}ta$|eba|keela|keeld|keelu(?!st)|puud|hoidu|"
        r"ilma$|sama|jää|püsi|välja$|üksnes$|ainult$|vaid$|enne$|hiljemalt|välist|tühist|vaba(?:$|ks|st)|"
        r"piiramata|muu$|muid$|muul|vähemalt|kuni$|keegi$|miski$|kunagi$"
    ),
    negation_phrases=re.compile(
        r"\bvõi\s+(?:ei|mitte)\b|\bkui\s+ei\b|\bei\s+(?:tohi\s+)?(?:ole\s+|olla\s+)?"
        r"(?:ületa\w*|pike\w*|suure\w*|väikse\w*|hilj\w*|rohke\w*|vähe\w*|ainult|üksnes|lange\w*)\b"
        r"|\bei\b[^.;]*\bvaid\b|\benne\s+kui\s+ei\b",
        re.IGNORECASE,
    ),
)
