"""English conventions: number words, months, units, negation, quotation marks.

Sources: Quirk et al., *A Comprehensive Grammar of the English Language* (1985), numerals; the
Commission's *English Style Guide* for how figures, dates and quotes are set.
"""

from __future__ import annotations

import re

from hexapla.languages.en.paradigms import EnglishParadigms
from hexapla.languages.lexemes import joined, lexemes, words
from hexapla.languages.profile import Conventions, Role

_ONES = lexemes(
    """
    1 one
    2 two
    3 three
    4 four
    5 five
    6 six
    7 seven
    8 eight
    9 nine
    """
)
_ORDINAL_ONES = lexemes(
    """
    1 first
    2 second
    3 third thirds
    4 fourth fourths
    5 fifth fifths
    6 sixth
    7 seventh
    8 eighth
    9 ninth
    """
)
_TENS = lexemes(
    """
    20 twenty
    30 thirty
    40 forty
    50 fifty
    60 sixty
    70 seventy
    80 eighty
    90 ninety
    """
)
NUMBER_WORDS = {
    **_ONES,
    **_ORDINAL_ONES,
    **_TENS,
    **joined(_TENS, _ONES, link="-"),
    **joined(_TENS, _ORDINAL_ONES, link="-"),
    **lexemes(
        """
        1 once single
        2 twice both double pair
        3 triple
        10 ten tenth
        11 eleven eleventh
        12 twelve twelfth dozen
        13 thirteen thirteenth
        14 fourteen fourteenth
        15 fifteen fifteenth
        16 sixteen sixteenth
        17 seventeen seventeenth
        18 eighteen eighteenth
        19 nineteen nineteenth
        20 twentieth
        30 thirtieth
        40 fortieth
        50 fiftieth
        60 sixtieth
        70 seventieth
        80 eightieth
        90 ninetieth
        100 hundred hundredth
        """
    ),
}
NUMBER_PARTS = {
    "bi": 2, "two": 2, "tri": 3, "three": 3, "four": 4, "quad": 4, "five": 5, "six": 6,
    "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "twenty": 20,
}  # fmt: skip
SCALE_WORDS = lexemes(
    """
    3 thousand thousands thousandth
    6 million millions mn mio
    9 billion billions bn
    12 trillion trillions tn
    """
)
MONTHS = lexemes(
    """
    1 january jan
    2 february feb
    3 march mar
    4 april apr
    5 may
    6 june jun
    7 july jul
    8 august aug
    9 september sept sep
    10 october oct
    11 november nov
    12 december dec
    """
)
WEEKDAYS = lexemes(
    """
    1 monday mondays
    2 tuesday tuesdays
    3 wednesday wednesdays
    4 thursday thursdays
    5 friday fridays
    6 saturday saturdays
    7 sunday sundays
    """
)
UNIT_WORDS = {
    "percent": r"per\s?cent|percentage",
    "percentage-point": r"percentage\s+points?",
    "second": r"seconds?|secs?",
    "minute": r"minutes?|mins?",
    "hour": r"hours?|hrs?|hourly",
    "day": r"days?",
    "week": r"weeks?",
    "month": r"months?",
    "year": r"years?|yrs?",
    "metre": r"met(?:re|er)s?",
    "kilometre": r"kilomet(?:re|er)s?",
    "centimetre": r"centimet(?:re|er)s?",
    "millimetre": r"millimet(?:re|er)s?",
    "mile": r"miles?",
    "nautical-mile": r"nautical\s+miles?",
    "gram": r"gram(?:me)?s?",
    "kilogram": r"kilogram(?:me)?s?|kilos?",
    "tonne": r"tonn?es?|tons?",
    "litre": r"lit(?:re|er)s?",
    "hectare": r"hectares?",
    "degree": r"degrees?",
}
CURRENCY_WORDS = {
    "EUR": r"euros?",
    "USD": r"(?:US\s+)?dollars?",
    "GBP": r"pounds?(?:\s+sterling)?",
    "SEK": r"(?:Swedish\s+)?kron(?:or|a)",
}

# Nouns with several senses in general dictionaries, of which a glossary means one: alone, they
# are as likely another one (*list* of a ship, *table* of figures, *section* of an act, *cell*).
EVERYDAY_WORDS = frozenset(
    form
    for word in words(
        "access account act action address advance agency agent aid air angle answer appeal "
        "appearance application area arm article aspect assembly assignment award balance ballast "
        "bank bar barrel base basis battery beacon bearing bed bench bill blade block board body "
        "bond book bound boundary box branch break bridge brief browser brush buffer building "
        "button cabinet calendar call camp cap capital card care carrier case catalogue cell "
        "center centre chain chair chamber change channel character charge check chief circle "
        "circuit claim class clause clearance client club coach code column command comment "
        "commission communication community company compass competence component composition "
        "compound compress concern concrete condition conduct conductor conference connection "
        "consideration console contact content control conversion copy cost count counter country "
        "course cover crane crate credit crew crossing culture current curve cushion custom cut "
        "cycle data date deal decision default defence degree delivery demand description design "
        "desk detail development device directory discharge discuss discussion dispenser display "
        "disposal dispute distribution district division document domain draft drawing dress "
        "drive duty edge edition effect element end engagement engine ensemble entry envelope "
        "error event examination exchange execution exercise export exposure expression face "
        "factor failure fair fall family feature fee feed field figure file fill filler filter "
        "fine finish fire fish fitting fixture flag flat flight floor flow folder follow force "
        "form format formation frame front function fund garment gate gear globe goods grant "
        "ground group guard guide hand handle head hearing help hold holder home host hour house "
        "hurdle icon idea image impact import imprint index input instance instruction instrument "
        "interest interface interpretation introduction iron issue item job joint journal key "
        "kind label labour ladder layer layout lead leader league leave left letter level library "
        "license lift light limit line link list load local lock log logo lot magazine mail mark "
        "marker mask mass master match material matter means measure medium message method mine "
        "minute mirror mission mode model module moment monitor motion motor mounting move "
        "movement name nature net network note notice number object offer office official opening "
        "operation opinion order organ origin ornament output pack package page paint panel paper "
        "part partition party pass passage pattern pay people period permit person phase picture "
        "piece pilot pipe pipeline place plan plant plate plug point policy pool port position "
        "post pot power practice preparation present presentation press pressure price principle "
        "print prize probe process processing processor product production profile program "
        "project projector promotion proof property proposal provision public publication pulse "
        "pump purpose puzzle quality rail range rate reader reason record recorder reference "
        "regard register registration relation release relief remark repair reply report request "
        "research reserve reservoir resident resolution resource rest result return review right "
        "ring rise risk role roll root round route row rule ruler run safe sale sample saving "
        "scale scene schedule screen script seal search season seat second section sector "
        "selection sentence serial series server service session set setting shape share sheet "
        "shell shelter ship shop side sign signal signature site situation skin slide slot "
        "solution source space speaker spirit sponge spot spotlight spring square stable stage "
        "stamp stand standard star start state statement station status step stick stock stop "
        "storage store strain stream street stress stretcher string strip structure study style "
        "subject submission substance suit summary supply support surface switch system tab table "
        "tank tape target task tax template term terminal test text theme theory thing threshold "
        "ticket ticking tie time timetable tip title token tool top torch total touch tour tower "
        "track trade trailer train training transfer transition trap triangle trip trophy trouble "
        "trunk trust tube turn type umbrella union unit update use user value valve version view "
        "visit voice volume wall watch water wave way wear weight wheel whistle will window wine "
        "wing wire withdrawal word work writing yard zone"
    )
    for form in EnglishParadigms().forms(word, Role.HEAD)
)

CONVENTIONS = Conventions(
    quotes=(("“", "”"), ("‘", "’")),
    number_words=NUMBER_WORDS,
    number_parts=NUMBER_PARTS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    weekdays=WEEKDAYS,
    negations=words(
        "not no never none nor neither nobody nothing nowhere without cannot n't unless hardly "
        "scarcely barely seldom rarely non"
    ),
    negation_prefixes=("un", "non"),
    negation_lookalikes=re.compile(
        r"under|until|unto|unit|union|uni(?:on|que|form|vers|f|l)|unanim|uncle|nonet|none"
    ),
    abbreviations=words(
        "e.g i.e etc No no Nos p pp vol cf Mr Mrs Ms Dr Prof St v vs approx Jan Feb Aug Sept Oct "
        "Nov Dec al ed eds para art Art Ltd Inc Col Gen Lt Capt Insp Supt"
    ),
    unit_words=UNIT_WORDS,
    currency_words=CURRENCY_WORDS,
    year_words=(),
    hour_marks=("at",),
    afternoon=("p.m.", "pm", "p.m"),
    percent_spaced=None,
    common_words=words(
        "the of and to in is for that by with on as are be this which from shall or at "
        "was were an it has have will not"
    ),
    everyday_words=EVERYDAY_WORDS,
    plain_negations=words("not never cannot no without neither none nobody nothing"),
    negation_opposites=re.compile(
        r"in(?:ab|acc(?:ura|ess)|activ|adequa|admissib|advis|applic|appropr|capab|capac|compat|"
        r"compet|complet|conclus|consist|convenien|correct|defin|direct|effect|efficien|elig|"
        r"exact|existen|experienc|flexib|frequent|justi|operat|secur|significan|solven|suffic|"
        r"toler|valid|visib|vulner)|"
        r"im(?:possib|proper|perfect|matur|mov|mob|partial|permiss|percept|practic|precis|prob)|"
        r"ir(?:refut|regular|relev|repar|respons|revers|revoc|recover|resp)|il(?:leg|lic|lit|log)|"
        r"dis(?:ab|advant|agre|allow|appear|appli|approv|card|claim|connect|contin|engag|entit|"
        r"hon|like|miss|obey|obed|proport|qualif|regard|satisf|suad|trust)|"
        r"de(?:ny|nied|nies|nial|activ|clin|fault)|refus|reject|fail|lack|prevent|prohib|forb|"
        r"refrain|avoid|exclu|ceas|abst|withh|withdr|waiv|exempt|except|absen|miss|wrong|fals|"
        r"breach|violat|infring|neglect|impair|exempt|mis(?:match|use|tak|lead|represent|understood)|skip|"
        r"offline$|optional|stay|remain|\w{2,}less(?:ly|ness)?$|ignor|block|bar(?:s|red)$"
    ),
    negation_signs=re.compile(
        r"only$|stop|other|otherwise$|outside$|too$|few|little$|less$|rather$|instead$|beyond$|"
        r"exceed|delet|remov|repeal|least$|most$|free|limit|before$|until$|ban|empty$|blank$|"
        r"same$|remain|stay|still$|maxim|minim|alone$|against$|prior$|lapse|expir|suspend|hid|maintenance$"
    ),
    negation_phrases=re.compile(
        r"(?i:\b(?:no|not)\s+(?:later|earlier|less|more|fewer|longer|sooner|lower|greater|higher)\b"
        r"|\bnot\s+(?:exceed\w*|only|least|just|necessarily|yet)\b|\bnone\s*the\s*less\b"
        r"|\bor\s+not\b|\bif\s+not\b|\bnot\s+applicable\b|\bnot\b[^.;]*\bbut\b"
        r"|\bdo(?:es)? not fall\b|\bnothing\s+(?:but|other|in)\b|\bwithout\s+(?:prejudice|delay)\b"
        r"|\bno\s+(?:doubt|matter)\b|\bcannot\s+but\b|\bnot\s+(?:\w+\s+)?enough\b|\bat\s+no\s+(?:\w+\s+)?(?:cost|charge)\b"
        r"|['‘“„\"|](?:no|none)['’”“\"|]|\btimed?[ -]?out\b"
        r"|\b(?:other|rather)\s+than\b|\binstead\s+of\b|\bapart\s+from\b)"
        # the abbreviation of “number”: No 5, No C 2/1, Annex No IV
        r"|\bNos?\b\.?\s*(?:[\d{(\[_…:]|[A-Z]{1,5}\b|of\b|$)|\bno\.\s*\d"
    ),
)
