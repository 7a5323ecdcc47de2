"""Georgian conventions: number words, months, quotation marks.

Numbers in words are known up to twenty in their nominative and most frequent cases; months as CLDR
has them and with the endings of the genitive, dative and adverbial. Negation is not judged.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import lexemes, words
from hexapla.languages.profile import Conventions

ENDINGS = {"cases": "ი ს ის ით ად მა ში", "e": "- ს ეს მა"}
NUMBER_WORDS = lexemes(
    """
    1 ერთ|@cases, პირველ|@cases
    2 ორ|@cases, მეორე მეორის მეორეს
    3 სამ|@cases, მესამე მესამის მესამეს
    4 ოთხ|@cases, მეოთხე მეოთხის
    5 ხუთ|@cases, მეხუთე მეხუთის
    6 ექვს|@cases, მეექვსე
    7 შვიდ|@cases, მეშვიდე
    8 რვა რვას, მერვე
    9 ცხრა ცხრას, მეცხრე
    10 ათ|@cases, მეათე
    11 თერთმეტ|@cases
    12 თორმეტ|@cases
    13 ცამეტ|@cases
    14 თოთხმეტ|@cases
    15 თხუთმეტ|@cases
    16 თექვსმეტ|@cases
    17 ჩვიდმეტ|@cases
    18 თვრამეტ|@cases
    19 ცხრამეტ|@cases
    20 ოც|@cases
    100 ას|@cases
    """,
    ENDINGS,
)
SCALE_WORDS = lexemes(
    """
    3 ათას|@cases
    6 მილიონ|@cases, მლნ
    9 მილიარდ|@cases, მლრდ
    12 ტრილიონ|@cases
    """,
    ENDINGS,
)
_CASES = "ი ს ის ში იდან ამდე ით"
MONTHS = lexemes(
    "\n".join(
        f"{number} {stem}|{_CASES}"
        for number, stem in enumerate(
            (
                "იანვარ",
                "თებერვალ",
                "მარტ",
                "აპრილ",
                "მაის",
                "ივნის",
                "ივლის",
                "აგვისტო",
                "სექტემბერ",
                "ოქტომბერ",
                "ნოემბერ",
                "დეკემბერ",
            ),
            1,
        )
    )
    + "\n1 იანვრის\n2 თებერვლის\n8 აგვისტო აგვისტოს\n9 სექტემბრის\n10 ოქტომბრის\n11 ნოემბრის"
    + "\n12 დეკემბრის"
)
UNIT_WORDS = {
    "percent": r"პროცენტ\w*",
    "minute": r"წუთ\w*",
    "hour": r"საათ\w*",
    "day": r"დღ\w+",
    "week": r"კვირ\w+",
    "month": r"თვ\w+",
    "year": r"წელ\w*|წლ\w+",
    "kilometre": r"კილომეტრ\w*|კმ",
    "kilogram": r"კილოგრამ\w*|კგ",
}

CONVENTIONS = Conventions(
    quotes=(("„", "“"), ("„", "”"), ("«", "»")),
    number_words=NUMBER_WORDS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    unit_words=UNIT_WORDS,
    currency_words={"EUR": r"ევრო\w{0,3}", "USD": r"დოლარ\w*", "GEL": r"ლარ\w*"},
    year_words=("წლის", "წელს", "წლიდან", "წელი"),
    common_words=words("და რომ არის ან უნდა რომელიც ამ ეს მისი შესახებ მიერ როგორც თუ ასევე მათ"),
    negations=words(
        "არ ვერ ნუ არა აღარ ვეღარ არავინ არაფერი არაფრის არასდროს არასოდეს არცერთი არც არცთუ არსად "
        "გარეშე არარის ნურავინ"
    ),
    negation_prefixes=("არა", "არ"),
    negation_lookalikes=re.compile(
        r"არის$|არიან|არსებ(?!ითად$)|არტ|არქ|არჩ|არაბ|არგუმ|არმი|არე[ალ]"
    ),
    plain_negations=words("არ ვერ აღარ ვეღარ"),
    negation_opposites=re.compile(
        r"აკრძალ|იკრძალ|უარ|დარღვევ|გამორიცხ|თავ(?:ი|ს)$|მცდარ|უ\w{3,}ო$"
    ),
    negation_signs=re.compile(r"გარდა$|მხოლოდ$|მდე$|\w+მდე$|მაქსიმ|მინიმ|შეწყვ|გაუქმ|სხვა"),
    negation_phrases=re.compile(
        r"არა\s*უ(?:გვიანეს|მეტეს|მცირეს|ადრეს)|არა\s+(?:მხოლოდ|მარტო)|თუ\s+არა|არ\s+აღემატ"
    ),
)
