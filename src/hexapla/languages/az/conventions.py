"""Azerbaijani conventions: number words, months, quotation marks.

Number words are known with their ordinal endings; months with the endings of the locative,
ablative, dative and genitive. Negation is not judged.
"""

from __future__ import annotations

import re

from hexapla.languages.lexemes import lexemes, words
from hexapla.languages.profile import Conventions

NUMBER_WORDS = lexemes(
    """
    1 bir biri birinci
    2 iki ikisi ikinci
    3 üç üçü üçüncü
    4 dörd dördü dördüncü
    5 beş beşi beşinci
    6 altı altısı altıncı
    7 yeddi yeddisi yeddinci
    8 səkkiz səkkizi səkkizinci
    9 doqquz doqquzu doqquzuncu
    10 on onu onuncu
    20 iyirmi iyirminci
    30 otuz otuzuncu
    40 qırx qırxıncı
    50 əlli əllinci
    60 altmış altmışıncı
    70 yetmiş yetmişinci
    80 səksən səksəninci
    90 doxsan doxsanıncı
    100 yüz yüzü yüzüncü
    """
)
SCALE_WORDS = lexemes(
    """
    3 min mini mindən
    6 milyon milyonu milyona milyondan, mln
    9 milyard milyardı milyarda milyarddan, mlrd
    12 trilyon trilyonu
    """
)
MONTHS = lexemes(
    """
    1 yanvar|- ı da dan ın a
    2 fevral|- ı da dan ın a
    3 mart|- ı da dan ın a
    4 aprel|- i də dən in ə
    5 may|- ı da dan ın a
    6 iyun|- u da dan un a
    7 iyul|- u da dan un a
    8 avqust|- u da dan un a
    9 sentyabr|- ı da dan ın a
    10 oktyabr|- ı da dan ın a
    11 noyabr|- ı da dan ın a
    12 dekabr|- ı da dan ın a
    """
)
UNIT_WORDS = {
    "percent": r"faiz\w*",
    "minute": r"dəqiqə\w*",
    "hour": r"saat\w*",
    "day": r"gün\w{0,4}",
    "week": r"həftə\w*",
    "month": r"ay(?:|ı|da|dan|ın|lıq)",
    "year": r"il(?:|i|də|dən|in|lik)",
    "kilometre": r"kilometr\w*",
    "kilogram": r"kiloqram\w*|kq",
}

CONVENTIONS = Conventions(
    quotes=(("“", "”"), ("«", "»"), ("„", "“")),
    number_words=NUMBER_WORDS,
    scale_words=SCALE_WORDS,
    months=MONTHS,
    unit_words=UNIT_WORDS,
    currency_words={"EUR": r"avro\w{0,3}", "USD": r"dollar\w*", "AZN": r"manat\w*"},
    year_words=("-ci il", "-cı il", "-cü il", "-cu il", "il", "ildə", "ilin"),
    articles=words("bir"),
    common_words=words("və bu ilə üçün bir olan da də ki edir üzrə daha onun və ya olaraq"),
    negations=words("deyil deyildir deyilsə yox yoxdur yoxsa heç nə"),
    plain_negations=words("deyil deyildir yoxdur"),
    negation_opposites=re.compile(
        r"\w{2,}(?:m[ıiuü]r\w*|m[aə](?:z|zlar|zlər|d[ıi]\w*|y[aəi]\w*|m[ıi]ş\w*|m[aə]l[ıi]\w*|"
        r"s[ıi]n\w*)|m[aə]d[aə]n)$|\w{2,}s[ıiuü]z(?:l\w*)?$|qadağan|imtina|pozul|yanlış|səhv|istisna"
    ),
    negation_signs=re.compile(
        r"yalnız$|başqa$|digər|əvvəl$|qədər$|maksim|minim|xaric|ləğv|\w+m[aə]"
    ),
    negation_phrases=re.compile(
        r"gec\s+olmayaraq|az\s+olmayaraq|çox\s+olmayaraq|ya\s+(?:yox|deyil)"
    ),
)
