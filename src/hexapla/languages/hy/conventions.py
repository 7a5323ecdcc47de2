"""Armenian conventions: number words, months, quotation marks.

Numbers in words are known up to twenty and the tens, with the article and the ordinal ending;
months in the nominative, genitive and locative. Negation is not judged.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import lexemes, words
from hexapla.languages.profile import Conventions

ENDINGS = {"ordinal": "- ը ն երորդ երորդը ի ին"}
NUMBER_WORDS = lexemes(
    """
    1 մեկ մեկը մեկի, առաջին առաջինը առաջինի
    2 երկու երկուսը երկուսի երկուսն, երկրորդ երկրորդը երկրորդի
    3 երեք երեքը, երրորդ երրորդը երրորդի
    4 չորս չորսը, չորրորդ չորրորդը
    5 հինգ|@ordinal
    6 վեց|@ordinal
    7 յոթ|@ordinal, յոթերորդ
    8 ութ|@ordinal
    9 ինն իննը իններորդ
    10 տաս տասը տասներորդ
    11 տասնմեկ|@ordinal
    12 տասներկու տասներկուսը տասներկուերորդ
    13 տասներեք|@ordinal
    14 տասնչորս|@ordinal
    15 տասնհինգ|@ordinal
    16 տասնվեց|@ordinal
    17 տասնյոթ|@ordinal
    18 տասնութ|@ordinal
    19 տասնինն տասնիններորդ
    20 քսան|@ordinal
    30 երեսուն|@ordinal
    40 քառասուն|@ordinal
    50 հիսուն|@ordinal
    60 վաթսուն|@ordinal
    100 հարյուր|@ordinal
    """,
    ENDINGS,
)
SCALE_WORDS = lexemes(
    """
    3 հազար|- ը ի ից ով
    6 միլիոն|- ը ի ից ով, մլն
    9 միլիարդ|- ը ի ից ով, մլրդ
    12 տրիլիոն|- ը ի
    """
)
MONTHS = lexemes(
    "\n".join(
        f"{number} {stem}|- ի ին ից ը իկ"
        for number, stem in enumerate(
            (
                "հունվար",
                "փետրվար",
                "մարտ",
                "ապրիլ",
                "մայիս",
                "հունիս",
                "հուլիս",
                "օգոստոս",
                "սեպտեմբեր",
                "հոկտեմբեր",
                "նոյեմբեր",
                "դեկտեմբեր",
            ),
            1,
        )
    )
)
UNIT_WORDS = {
    "percent": r"տոկոս\w*",
    "minute": r"րոպե\w*",
    "hour": r"ժամ(?:|ը|ի|ից|վա|ով)",
    "day": r"օր(?:|ը|վա|ից|ով|եր|երի)",
    "week": r"շաբաթ\w*",
    "month": r"ամիս\w*|ամս\w+",
    "year": r"տարի\w*|տարվա",
    "kilometre": r"կիլոմետր\w*|կմ",
    "kilogram": r"կիլոգրամ\w*|կգ",
}

CONVENTIONS = Conventions(
    quotes=(("«", "»"), ("“", "”")),
    number_words=NUMBER_WORDS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    unit_words=UNIT_WORDS,
    currency_words={"EUR": r"եվրո\w{0,3}", "USD": r"դոլար\w*", "AMD": r"դրամ\w*"},
    year_words=("թ.", "թվականի", "թվականին", "թվական", "թ"),
    articles=words("մի"),
    common_words=words("և եւ է որ են մեջ համար այս է՝ կամ են՝ իր որը հետ են նաև նաեւ մասին կողմից"),
    negations=words(
        "ոչ չի չէ չեն չեմ չես չենք չեք չէր չէին չկա չկան չունի չունեն երբեք ոչինչ առանց մի՛"
    ),
    negation_prefixes=("չ",),
    negation_lookalikes=re.compile(r"չափ|չոր|չեխ|չին(?:ա|աց)|չար|չիլի|չեզոք|չնայած"),
    plain_negations=words("չի չէ չեն չէր չէին չկա չկան չունի չունեն"),
    negation_opposites=re.compile(
        r"արգել|մերժ|խախտ|բացառ|բացակա|սխալ|կեղծ|ձեռնպահ|ան(?:հնար|վավեր|օրինակ|բավար|ճիշտ|հայտ|գործ)|"
        r"ապօրին"
    ),
    negation_signs=re.compile(r"միայն$|բացի$|մինչ|այլ$|առավելագ|նվազագ|դադար|վերաց|ան"),
    negation_phrases=re.compile(
        r"\bոչ\s+(?:ուշ|շուտ|պակաս|ավելի|միայն)|\bչի\s+գերազանց|\bթե\s+ոչ\b"
    ),
)
