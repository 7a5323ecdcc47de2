"""Plants one error of a kind into a translation, from a seed; None where it has no place."""

# ruff: noqa: ARG001  every plant takes source, target, language and the seeded generator

from __future__ import annotations

import re

from hexapla.checks.quantities import lexicon
from hexapla.languages import profile

NUMBERS = {
    "number",
    "date",
    "number-format",
    "scale",
    "unit",
    "currency",
    "legal-ref",
    "url-email",
    "project-number",
}


def _digit_places(target):
    return list(re.finditer(r"\d+", target))


def digit_changed(source, target, language, rng):
    places = _digit_places(target)
    if not places:
        return None
    hit = rng.choice(places)
    at = rng.randrange(hit.start(), hit.end())
    other = rng.choice(
        [d for d in "0123456789" if d != target[at] and not (d == "0" and at == hit.start())]
    )
    return target[:at] + other + target[at + 1 :]


def digits_swapped(source, target, language, rng):
    places = [
        (hit.start() + i)
        for hit in _digit_places(target)
        for i in range(len(hit[0]) - 1)
        if hit[0][i] != hit[0][i + 1] and not (i == 0 and hit[0][1] == "0")
    ]
    if not places:
        return None
    at = rng.choice(places)
    return target[:at] + target[at + 1] + target[at] + target[at + 2 :]


def decimal_moved(source, target, language, rng):
    mark = lexicon(language).decimal
    places = list(re.finditer(rf"(?<![\d.,/])(\d+){re.escape(mark)}(\d+)(?![\d.,/])", target))
    if not places:
        return None
    hit = rng.choice(places)
    whole, rest = hit[1], hit[2]
    if len(rest) > 1 and not (whole == "0" and rest[0] == "0"):
        moved = f"{whole}{rest[0]}{mark}{rest[1:]}"
    elif len(whole) > 1:
        moved = f"{whole[:-1]}{mark}{whole[-1]}{rest}"
    else:
        moved = f"{whole}{rest}"
    moved = moved.lstrip("0") if moved[0] == "0" and moved[1] != mark else moved
    return target[: hit.start()] + moved + target[hit.end() :]


def number_dropped(source, target, language, rng):
    places = _digit_places(target)
    if not places:
        return None
    hit = rng.choice(places)
    return re.sub(r"  +", " ", target[: hit.start()] + target[hit.end() :])


def date_shifted(source, target, language, rng):
    months = profile(language).conventions.months
    words = lexicon(language)
    from hexapla.checks.quantities import Kind, scan

    dates = [one for one in scan(target, words).quantities if one.kind is Kind.DATE]
    if not dates:
        return None
    one = rng.choice(dates)
    hits = [h for h in re.finditer(r"[^\W\d_]+", one.text) if h[0].casefold() in months]
    if hits and rng.random() < 0.5:
        hit = hits[0]
        number = months[hit[0].casefold()]
        same = [
            form
            for form, value in months.items()
            if value == number % 12 + 1 and form[-1:] == hit[0][-1:].casefold()
        ] or [form for form, value in months.items() if value == number % 12 + 1]
        form = rng.choice(sorted(same))
        if hit[0][0].isupper():
            form = form.capitalize()
        new = one.text[: hit.start()] + form + one.text[hit.end() :]
    else:
        figures = list(re.finditer(r"\d+", one.text))
        hit = rng.choice(figures)
        value = int(hit[0])
        shifted = value + 1 if value not in (28, 29, 30, 31) else value - 1
        new = one.text[: hit.start()] + str(shifted) + one.text[hit.end() :]
    return target[: one.start] + new + target[one.end :]


UNITS = {
    "km": "mi",
    "kg": "t",
    "m": "km",
    "%": "‰",
    "mm": "cm",
    "cm": "mm",
    "t": "kg",
    "g": "kg",
    "ha": "km²",
}
TIME = {
    "lv": [("dienu", "nedēļu"), ("dienas", "nedēļas"), ("mēnešu", "gadu"), ("mēnešiem", "gadiem"),
           ("stundu", "minūšu")],
    "lt": [("dienų", "savaičių"), ("dienas", "savaites"), ("mėnesių", "metų"), ("valandų", "minučių")],
    "et": [("päeva", "nädala"), ("kuud", "aastat"), ("kuu", "aasta"), ("tundi", "minutit")],
    "fi": [("kuukauden", "vuoden"), ("vuoden", "kuukauden"), ("päivän", "viikon"),
           ("päivää", "viikkoa"), ("kuukautta", "vuotta")],
    "sv": [("dagar", "veckor"), ("månader", "år"), ("timmar", "minuter")],
    "de": [("Tagen", "Wochen"), ("Tage", "Wochen"), ("Monaten", "Jahren"), ("Monate", "Jahre"),
           ("Stunden", "Minuten")],
}  # fmt: skip
"""Whole words of time: a stem alone would make words that no language has."""


def unit_changed(source, target, language, rng):
    places = list(
        re.finditer(r"(?<!\d{4})(?<=\d)[\s\xa0](km|kg|mm|cm|ha|%|t|m|g)(?![\w.])", target)
    )
    if places:
        hit = rng.choice(places)
        return target[: hit.start(1)] + UNITS[hit[1]] + target[hit.end(1) :]
    for one, other in TIME.get(language, []):
        # with a month's name after it the word belongs to a date: 2 päivään tammikuuta
        hit = re.search(rf"(?<!\d{{4}})(?<=[\d)])([\s\xa0]){one}(?!\w|\s\w+kuuta)", target)
        if hit:
            return target[: hit.start() + 1] + other + target[hit.end() :]
    return None


SCALES = {
    "lv": ("miljon", "miljard"), "lt": ("milijon", "milijard"), "et": ("miljon", "miljard"),
    "fi": ("miljoon", "miljard"), "sv": ("miljoner", "miljarder"), "de": ("Millionen", "Milliarden"),
}  # fmt: skip


def scale_changed(source, target, language, rng):
    one, other = SCALES.get(language, ("", ""))
    if not one:
        return None
    if other in target:
        return target.replace(other, one, 1)
    if one in target:
        return target.replace(one, other, 1)
    return None


def currency_changed(source, target, language, rng):
    hit = re.search(r"\bEUR\b(?=[\s\xa0]?\d)|(?<=\d[\s\xa0])EUR\b|€", target)
    if not hit or not re.search(r"\bEUR\b|€|euro", source):
        return None
    return target[: hit.start()] + ("USD" if hit[0] == "EUR" else "$") + target[hit.end() :]


def untranslated(source, target, language, rng):
    if len(re.findall(r"[a-z]{3,}", source)) < 5:
        return None
    return source


def space_doubled(source, target, language, rng):
    places = [hit.start() for hit in re.finditer(r"(?<=\w) (?=\w)", target)]
    if not places:
        return None
    at = rng.choice(places)
    return target[:at] + " " + target[at:]


def bracket_lost(source, target, language, rng):
    places = list(re.finditer(r"\([^()]{6,}\)", target))
    if not places:
        return None
    hit = rng.choice(places)
    return target[: hit.end() - 1] + target[hit.end() :]


def word_repeated(source, target, language, rng):
    places = list(re.finditer(r"(?<!\w)[^\W\d_A-Z]{4,}(?= )", target))
    if not places:
        return None
    hit = rng.choice(places)
    return target[: hit.end()] + " " + hit[0] + target[hit.end() :]


def quotes_wrong(source, target, language, rng):
    places = list(re.finditer(r"[„”“»«]([^„”“»«\"]{3,40})[”“»«]", target))
    if not places:
        return None
    hit = rng.choice(places)
    wrong = {
        "lt": "”{}”",
        "de": "”{}”",
        "en": "„{}“",
        "sv": "„{}“",
        "fi": "„{}“",
        "et": "“{}”",
        "lv": "”{}“",
    }
    return target[: hit.start()] + wrong[language].format(hit[1]) + target[hit.end() :]


def half_lost(source, target, language, rng):
    if len(target) < 160:
        return None
    return target[: len(target) // 12]


def url_changed(source, target, language, rng):
    hit = re.search(r"(?:https?://|www\.)[\w./-]{8,}|[\w.]+@[\w.]+", target)
    if not hit:
        return None
    at = hit.start() + len(hit[0]) // 2 + 1
    letter = "x" if target[at] != "x" else "y"
    return target[:at] + letter + target[at + 1 :]


NEGATIONS = {
    "lv": [(r"\bnav\b", "ir"), (r"\bneatt", "att")], "lt": [(r"\bnėra\b", "yra")],
    "et": [(r"\bei ole\b", "on"), (r"\bei (?=\w)", "")],
    "fi": [(r"\bei ole\b", "on"), (r"\bei (?=\w)", "")],
    "sv": [(r" inte\b", ""), (r" ej\b", "")], "de": [(r" nicht\b", "")],
}  # fmt: skip


def negation_lost(source, target, language, rng):
    if not re.search(r"\b(?:not|cannot|never)\b", source) or len(source.split()) > 40:
        return None
    if len(re.findall(r"\b(?:not?|nor|never|un\w{3,}|without|otherwise|only)\b", source)) > 1:
        return None  # another negation stays
    if re.search(r"\bnot (?:later|less|more|exceed|only|yet|least|necessarily)", source):
        return None
    for pattern, other in NEGATIONS[language]:
        if re.search(pattern, target):
            return re.sub(pattern, other, target, count=1)
    return None


ADDED = {
    "lv": [(r"\bir\b", "nav")], "lt": [(r"\byra\b", "nėra")], "et": [(r"\bon\b", "ei ole")],
    "fi": [(r"\bon\b", "ei ole")], "sv": [(r"\b(är|ska|kan)\b", r"\1 inte")],
    "de": [(r"\b(ist|kann)\b", r"\1 nicht")],
}  # fmt: skip


def negation_added(source, target, language, rng):
    """Deny what the source affirms; sources that deny anything are left alone."""
    if not 3 <= len(source.split()) <= 40:
        return None
    if re.search(
        r"(?i)\b(?:no|not|nor|non\w*|never|un\w+|in\w{5,}|dis\w+|without|except|only)\b", source
    ):
        return None
    for pattern, other in ADDED[language]:
        if re.search(pattern, target):
            return re.sub(pattern, other, target, count=1)
    return None


def number_word_changed(source, target, language, rng):
    """Change one small number in words; only where the source has it in words too."""
    words = lexicon(language).numbers
    theirs = {
        lexicon("en").numbers[word]
        for word in re.findall(r"[a-z]+", source.lower())
        if word in lexicon("en").numbers
    }
    places = [
        hit
        for hit in re.finditer(r"[^\W\d_]+", target)
        if 2 <= words.get(hit[0].casefold(), 0) <= 12 and words[hit[0].casefold()] in theirs
    ]
    if not places or len({words[hit[0].casefold()] for hit in places}) > 1 or len(places) > 1:
        return None
    hit = places[0]
    value = words[hit[0].casefold()]
    ending = hit[0].casefold()[-2:]
    others = sorted(
        word for word, number in words.items() if number == value + 1 and word[-2:] == ending
    )
    if not others:
        return None
    return target[: hit.start()] + rng.choice(others) + target[hit.end() :]


def end_lost(source, target, language, rng):
    if not source.rstrip().endswith((".", ":", "?")) or not target.rstrip().endswith(
        source.rstrip()[-1]
    ):
        return None
    if not target.rstrip()[-2:-1].isalpha():
        return None
    return target.rstrip()[:-1]


def name_misspelt(source, target, language, rng):
    names = {
        hit[0] for hit in re.finditer(r"(?<=[a-z,] )[A-Z][a-zà-ž]{6,}", source) if hit[0] in target
    }
    if not names:
        return None
    name = rng.choice(sorted(names))
    at = len(name) // 2 - 1
    if name[at] == name[at + 1]:
        return None
    return target.replace(name, name[:at] + name[at + 1] + name[at] + name[at + 2 :])


def legal_left(source, target, language, rng):
    hit = re.search(r"\d+/\d+/(EC|EEC|EU|JHA)\b", source)
    if not hit:
        return None
    stem = hit[0].rpartition("/")[0]
    found = re.search(re.escape(stem) + r"/([^\W\d_]+)", target)
    if not found or found[1] == hit[1]:
        return None
    return target[: found.start(1)] + hit[1] + target[found.end(1) :]


def acronym_left(source, target, language, rng):
    own = {"lv": "ES", "lt": "ES", "et": "EL"}.get(language)
    if not own or not re.search(r"(?<![\w(-])EU(?![\w)/-])", source):
        return None
    hit = re.search(rf"(?<![\w(-]){own}(?![\w)/])", target)
    return target[: hit.start()] + "EU" + target[hit.end() :] if hit else None


PLANTS = {
    name: plant
    for name, plant in list(globals().items())
    if callable(plant) and getattr(plant, "__module__", "") == __name__ and not name.startswith("_")
}
EXPECTED = {
    "digit_changed": NUMBERS, "digits_swapped": NUMBERS, "decimal_moved": NUMBERS,
    "number_dropped": NUMBERS, "date_shifted": NUMBERS, "unit_changed": {"unit"},
    "scale_changed": {"scale", "number"}, "currency_changed": {"currency"},
    "untranslated": {"untranslated"}, "space_doubled": {"spacing"}, "bracket_lost": {"brackets"},
    "word_repeated": {"repeated-word"}, "quotes_wrong": {"quotes"}, "half_lost": {"length"},
    "url_changed": {"url-email"}, "negation_lost": {"negation"},
    "negation_added": {"negation"}, "number_word_changed": {"number", "scale"}, "end_lost": {"punctuation"},
    "name_misspelt": {"name"}, "legal_left": {"legal-ref"}, "acronym_left": {"acronym", "legal-ref"},
}  # fmt: skip
