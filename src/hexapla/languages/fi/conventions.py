"""Finnish conventions: number words, months, units, negation, quotation marks.

Sources: Hakulinen et al., *Iso suomen kielioppi* (2004), numerals §§ 770–; Kotus, Kielitoimiston
ohjepankki, for how figures, dates and quotes are set.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import joined, lexemes, words
from hexapla.languages.profile import Conventions

ENDINGS = {
    "back": "n ssa sta lla lta lle ksi na",
    "front": "n ssä stä llä ltä lle ksi nä",
    "plural": "t en ia issa ista illa ilta ille iksi ina",
    "ordinal": "nnen tta nnessa nnesta nteen nnella nnelta nnelle nneksi ntena nnet",
    "ordinal-front": "nnen ttä nnessä nnestä nteen nnellä nneltä nnelle nneksi ntenä nnet",
}

_ONES = lexemes(
    """
    1 yksi yhtä yhteen, yhde|@front
    2 kaksi kahta kahteen, kahde|@back
    3 kolme kolmea kolmeen, kolme|@back
    4 neljä neljää neljään, neljä|@front
    5 viisi viittä viiteen, viide|@front
    6 kuusi kuutta kuuteen, kuude|@back
    7 seitsemän seitsemää seitsemään, seitsemä|@front
    8 kahdeksan kahdeksaa kahdeksaan, kahdeksa|@back
    9 yhdeksän yhdeksää yhdeksään, yhdeksä|@front
    """,
    ENDINGS,
)
_TENS = {
    "kaksikymmentä": 20, "kolmekymmentä": 30, "neljäkymmentä": 40, "viisikymmentä": 50,
    "kuusikymmentä": 60, "seitsemänkymmentä": 70, "kahdeksankymmentä": 80, "yhdeksänkymmentä": 90,
}  # fmt: skip
NUMBER_WORDS = {
    **_ONES,
    **lexemes(
        """
        1 ensimmäi|nen sen stä sessä sestä seen sellä seltä selle seksi senä set sten siä sissä
        2 toi|nen sen sta sessa sesta seen sella selta selle seksi sena, molem|mat pien pia missa
        3 kolma|s @ordinal
        4 neljä|s @ordinal-front
        5 viide|s @ordinal-front
        6 kuude|s @ordinal
        7 seitsemä|s @ordinal-front
        8 kahdeksa|s @ordinal
        9 yhdeksä|s @ordinal-front
        10 kymmenen kymmentä kymmeneen, kymmene|@front, kymmene|s @ordinal-front
        11 yksitoista yhtätoista yhdentoista yhdessätoista yhdestoista yhdennentoista
        12 kaksitoista kahtatoista kahdentoista kahdessatoista kahdestoista kahdennentoista tusina
        13 kolmetoista kolmeatoista kolmentoista kolmastoista kolmannentoista
        14 neljätoista neljäätoista neljäntoista neljästoista
        15 viisitoista viittätoista viidentoista viidestoista
        16 kuusitoista kuuttatoista kuudentoista kuudestoista
        17 seitsemäntoista seitsemäätoista seitsemästoista
        18 kahdeksantoista kahdeksaatoista kahdeksastoista
        19 yhdeksäntoista yhdeksäätoista yhdeksästoista
        20 kaksikymmentä kahtakymmentä kahdenkymmenen kahteenkymmeneen kahdessakymmenessä
        20 kahdeskymmenes kahdennenkymmenennen
        30 kolmekymmentä kolmenkymmenen kolmeakymmentä kolmeenkymmeneen kolmaskymmenes
        40 neljäkymmentä neljänkymmenen
        50 viisikymmentä viidenkymmenen
        60 kuusikymmentä kuudenkymmenen
        70 seitsemänkymmentä seitsemänkymmenen
        80 kahdeksankymmentä kahdeksankymmenen
        90 yhdeksänkymmentä yhdeksänkymmenen
        100 sata sataa sataan, sada|@back, sadas sadannen
        200 kaksisataa kahdensadan
        300 kolmesataa kolmensadan
        400 neljäsataa neljänsadan
        500 viisisataa viidensadan
        """,
        ENDINGS,
    ),
    **joined(_TENS, _ONES),
}
NUMBER_PARTS = {
    "yksi": 1, "yhden": 1, "kaksi": 2, "kahden": 2, "kolme": 3, "kolmen": 3, "kolmi": 3,
    "neljä": 4, "neljän": 4, "neli": 4, "viisi": 5, "viiden": 5, "kuusi": 6, "kuuden": 6,
    "seitsemän": 7, "kahdeksan": 8, "yhdeksän": 9, "kymmenen": 10, "kymmen": 10, "kahdentoista": 12,
    "kaksitoista": 12, "kahdenkymmenen": 20, "sadan": 100, "sata": 100,
}  # fmt: skip
SCALE_WORDS = lexemes(
    """
    3 tuhat tuhatta tuhanteen, tuhanne|@back t, tuhansia tuhansien tuhansissa tuhansilla, tuh t
    6 miljoon|a aa aan at ia ien, miljoona|@back, milj
    9 miljardi miljardia miljardiin miljardit miljardeja miljardien, miljardi|@back, mrd
    12 biljoon|a aa aan at ia ien, biljoona|@back, triljoona triljoonaa
    """,
    ENDINGS,
)
SCALE_WORDS.pop("t")  # the symbol of the tonne
_MONTH = "kuu kuuta kuun kuussa kuusta kuuhun kuulla kuulta kuulle kuuksi kuuna"
MONTHS = lexemes(
    "\n".join(
        f"{number} {stem}|{_MONTH}"
        for number, stem in enumerate(
            [
                "tammi",
                "helmi",
                "maalis",
                "huhti",
                "touko",
                "kesä",
                "heinä",
                "elo",
                "syys",
                "loka",
                "marras",
                "joulu",
            ],
            1,
        )
    )
)
WEEKDAYS = lexemes(
    """
    1 maanantai maanantaita, maanantai|@back, maanantaihin
    2 tiistai tiistaita, tiistai|@back, tiistaihin
    3 keskiviikko keskiviikkoa, keskiviiko|@back, keskiviikkona
    4 torstai torstaita, torstai|@back, torstaihin
    5 perjantai perjantaita, perjantai|@back, perjantaihin
    6 lauantai lauantaita, lauantai|@back, lauantaihin
    7 sunnuntai sunnuntaita, sunnuntai|@back, sunnuntaihin
    """,
    ENDINGS,
)
UNIT_WORDS = {
    "percent": r"prosent\w*",
    "percentage-point": r"prosenttiyksik\w*",
    "second": r"sekun[tn]\w*|s",
    "minute": r"minuut\w*|min",
    "hour": r"\w*tun(?:ti|nin|tia|nissa|niksi|teja|tien)\w{0,3}",
    "day": r"\w*päiv[äi]\w{0,4}|vuorokau\w*|vrk",
    "week": r"\w*viik(?:o|ko)\w{0,4}|vk",
    "month": r"(?:kalenteri)?kuukau\w*|kk",
    "year": r"\w{0,9}vuo(?:si|den|tta|teen|dessa|desta|delle|deksi|tena|det|sia|sien|siksi)",
    "metre": r"metri\w{0,4}|metrejä",
    "kilometre": r"kilometri\w*",
    "centimetre": r"senttimetri\w*",
    "millimetre": r"millimetri\w*",
    "mile": r"maili\w*",
    "nautical-mile": r"meripenink\w*|mpk",
    "gram": r"gramma\w*",
    "kilogram": r"kilogramma\w*|kilo\w{0,2}",
    "tonne": r"tonni\w*|tonnin",
    "litre": r"litra\w*",
    "hectare": r"hehtaari\w*",
    "degree": r"aste\w{0,4}",
}
CURRENCY_WORDS = {
    "EUR": r"euro\w{0,4}",
    "USD": r"(?:Yhdysvaltain\s+)?dollari\w*",
    "GBP": r"(?:Englannin\s+)?punta\w*|punnan",
    "SEK": r"(?:Ruotsin\s+)?kruunu\w*",
    "FIM": r"markka\w*|markan",
}

CONVENTIONS = Conventions(
    quotes=(("”", "”"), ("»", "»"), ("’", "’")),
    number_words=NUMBER_WORDS,
    number_parts=NUMBER_PARTS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    weekdays=WEEKDAYS,
    negations=words(
        "en et ei emme ette eivät älä älköön älkää älkööt ilman enkä etkä eikä emmekä ettekä "
        "eivätkä etten ettet ettei ettemme ettette etteivät ellen ellet ellei ellemme ellette "
        "elleivät jollen jollet jollei jollemme jollette jolleivät miksei miksen mikset muttei"
    ),
    negation_prefixes=("epä", "ei-"),
    abbreviations=words(
        "esim ym yms jne mm ks vrt nro n s ts eli klo puh milj mrd os k v tri prof ao em ent nk ns"
    ),
    unit_words=UNIT_WORDS,
    currency_words=CURRENCY_WORDS,
    year_words=("vuonna", "vuoden", "vuodesta", "vuosina", "vuosien"),
    hour_marks=("klo", "kello"),
    percent_spaced=True,
    common_words=words(
        "ja on sekä tai joka että kun oli myös se ne tämä jotka sen voi siitä mukaan ovat koskeva"
    ),
    plain_negations=words("ei eivät"),
    negation_lookalikes=re.compile(r"epäil|epäsuor"),
    negation_opposites=re.compile(
        r"(?:et|ei|eivät|emme|ette|en)k[oö]$|pysy|säily|väär(?:ä|in)|virheelli|\w+m[aä]tta$|"
        # the negative participle: tuntematon, tuntemattoman, tuntematonta, tuntemattomia
        r"\w{3,}m(?:aton(?:ta)?|ätön(?:tä)?|attom\w+|ättöm\w+)$|enintään$|ainoastaan$"
    ),
    negation_signs=re.compile(
        r"\w+m[aä]tta$|\w+(?:ton|tön)$|\w+tt[oö]m|\w+t[oö]nt[aä]$|ilman$|kiell|kieltä[vämyn]\w|"
        r"kielto|kielty|puutt|puute|paitsi$|vaille$|estä|viimeistään|ainoastaan|vain$|vasta$|"
        r"ennen$|sama|pysy|säily|enintään|vähintään|luop|luovu|poikke|poiket|poist|kumo|vapau|muu$|muuten|muutoin|"
        r"vältt|jättä(?:ä|vät|nyt)|epäil"
    ),
    negation_phrases=re.compile(
        r"\bei(?:vät)?\s+(?:saa\s+)?(?:olla\s+)?(?:ylitä|ylittää|ylittäneet|pide\w*|suure\w*|piene\w*"
        r"|ainoastaan|pelkästään|vain|enempää|vähempää|myöhem\w*|enää)\b|\b(?:tai|vai)\s+ei\b|/\s*ei\b"
        r"|\bei\b[^.;]*\bvaan\b",
        re.IGNORECASE,
    ),
)
