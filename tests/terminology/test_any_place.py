"""Every generated form of a term is found at any place of a text, however the text is set."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.languages import Hyphens, profile
from hexapla.languages.profile import GROUP
from hexapla.plugins import registered
from hexapla.terminology import Analysis, compile_terms

TAGS = sorted(registered(GROUP))
TERMS = {
    "lv": [
        "līgums", "brālis", "tirgus", "māsa", "upe", "dalībvalsts", "vienošanās", "izmeklēšana",
        "cietušais", "brokastis", "akmens", "tiesībaizsardzība", "nozieguma upuris",
        "publiskais iepirkums", "valsts robeža", "cilvēku tirdzniecība", "informācijas apmaiņa",
    ],
    "lt": [
        "sutartis", "kelias", "brolis", "medis", "diena", "valstybė", "sūnus", "profesorius",
        "vanduo", "duomenys", "tyrimas", "bendradarbiavimas", "nukentėjusysis", "mokymasis",
        "nusikaltimo auka", "viešasis pirkimas", "valstybė narė", "informacijos mainai",
    ],
    "et": [
        "leping", "jõgi", "ohver", "liige", "asutus", "uurimine", "hoone", "töötaja", "keskkond",
        "piir", "teave", "õigus", "kuriteo ohver", "avalik teave", "liikmesriik", "riigi piir",
        "pädev asutus",
    ],
    "fi": [
        "sopimus", "rikos", "hanke", "tieto", "katu", "rengas", "kieli", "mies", "ihminen",
        "oikeus", "turvallisuus", "tutkiminen", "rikoksen uhri", "julkinen hankinta",
        "jäsenvaltio", "toimivaltainen viranomainen", "valtion raja",
    ],
    "sv": [
        "avtal", "flicka", "dag", "nyckel", "hus", "brottsoffer", "ledamot", "myndighet",
        "utredning", "studerande", "bakelse", "program", "museum", "tjänsteman", "e-handel",
        "offentlig upphandling", "behörig myndighet", "exekutiv åtgärd",
    ],
    "en": [
        "agreement", "analysis", "child", "country", "knife", "policeman", "victim of crime",
        "cross-border cooperation", "competent authority", "criterion", "box",
    ],
    "de": [
        "Abkommen", "Ziel", "Behörde", "Ermittlung", "Haus", "Land", "Beamter", "Ergebnis",
        "Konto", "Mitgliedstaat", "Opfer der Straftat", "öffentliche Vergabe", "Maßnahme",
    ],
    "uk": [
        "угода", "злочин", "кордон", "країна", "слідчий", "обов'язок", "захист даних",
        "державна установа", "прес-служба", "працівник", "рішення",
    ],
    "ro": [
        "acord", "frontieră", "țară", "infracțiune", "anchetă", "stat membru", "drept penal",
        "protecția datelor", "lege",
    ],
    "ka": ["ხელშეკრულება", "სახელმწიფო საზღვარი", "დანაშაული", "ქვეყანა"],
    "hy": ["համաձայնագիր", "պետական սահման", "հանցագործություն", "երկիր"],
    "az": ["saziş", "dövlət sərhədi", "cinayət", "ölkə", "işçi", "qadın"],
}  # fmt: skip
AROUND = st.sampled_from(
    ["", " ", ". ", ", ", "; ", ": ", "(", "“", "„", "«", "[", "— ", "– ", "\n", "\t", "1. ", "/ "]
)
AFTER = st.sampled_from(
    ["", " ", ".", ",", ";", ":", "!", "?", ")", "”", "“", "»", "]", " —", "\n", "…", "’ ", " /"]
)
MATCHERS = {}


def matcher(tag, term):
    if (tag, term) not in MATCHERS:
        MATCHERS[tag, term] = compile_terms(tag, {"t": term})
    return MATCHERS[tag, term]


def forms(spoken, word, role, *, alone):
    """Give the forms that are looked for: not those that are other words, or that are no words."""
    made = spoken.paradigms.forms(word, role)
    if alone:
        made -= spoken.paradigms.veto
    analyser = spoken.analyser
    return sorted(
        form
        for form in made
        if analyser is None
        or (analyser.confirms(form, word) is not False and not (alone and analyser.vetoes(form)))
    ) or [word]


def shouted(word, tag):
    return (word.replace("i", "İ") if tag == "az" else word).upper()


def raised(word, tag):
    return shouted(word[0], tag) + word[1:]


@st.composite
def shown(draw):
    """Give a language, a term, and one of its forms as some text may set it."""
    tag = draw(st.sampled_from(TAGS))
    term = draw(st.sampled_from(TERMS[tag]))
    spoken = profile(tag)
    words = term.split()
    roles = spoken.roles([word.casefold() for word in words])
    made = [
        draw(st.sampled_from(forms(spoken, word, role, alone=len(words) == 1)))
        for word, role in zip(words, roles, strict=True)
    ]
    case = draw(st.sampled_from(["small", "sentence", "title", "shouted"]))
    if spoken.capitalises_nouns and case in {"small", "sentence"}:
        case = "title"
    if case == "sentence":
        made[0] = raised(made[0], tag)
    elif case == "title":
        made = [raised(word, tag) for word in made]
    elif case == "shouted":
        made = [shouted(word, tag) for word in made]
    text = draw(st.sampled_from([" ", "\u00a0", "  ", "\n", " \n ", "\u202f"])).join(made)
    if draw(st.booleans()):
        text = text.replace("-", "\u2011")
    hyphen = draw(st.sampled_from(["", "\u00ad", "\u200b", "-\n"]))
    at = draw(st.integers(2, len(text) - 2)) if hyphen and len(text) > 4 else 0
    if at and text[at - 1 : at + 1].isalpha():
        text = text[:at] + hyphen + text[at:]
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    return tag, term, text


@settings(max_examples=1200, deadline=None)
@given(shown(), AROUND, AFTER, st.booleans())
def test_a_form_is_found_at_any_place_however_it_is_set(made, before, after, within):
    tag, term, form = made
    if within:
        before, after = f"12 {before}", f"{after} 34"
    spans = [(one.start, one.end) for one in matcher(tag, term).find(before + form + after)]
    assert (len(before), len(before) + len(form)) in spans


def test_every_language_has_terms_here():
    assert set(TERMS) == set(TAGS)


@pytest.mark.parametrize("tag", TAGS)
def test_every_single_form_of_every_term_is_found_alone_and_in_a_sentence(tag):
    spoken = profile(tag)
    for term in TERMS[tag]:
        if " " in term:
            continue
        role = spoken.roles([term.casefold()])[0]
        for form in forms(spoken, term, role, alone=True):
            text = raised(form, tag) if spoken.capitalises_nouns else form
            assert matcher(tag, term).find(text), (term, form)
            assert matcher(tag, term).find(f"1 “{text}”, 2"), (term, form)


@pytest.mark.parametrize(
    ("tag", "term", "text"),
    [
        ("lv", "informācijas apmaiņa", "informācijas un pierādījumu apmaiņas"),
        ("lv", "informācijas apmaiņa", "informācijas, datu un pierādījumu apmaiņai"),
        ("lv", "valsts robeža", "valsts vai pašvaldības robežu"),
        ("lt", "informacijos mainai", "informacijos ir įrodymų mainams"),
        ("lt", "viešasis pirkimas", "viešieji ir privatūs pirkimai"),
        ("et", "avalik teave", "avaliku ja salajase teabe"),
        ("et", "pädev asutus", "pädevad või kohalikud asutused"),
        ("fi", "julkinen hankinta", "julkisten ja yksityisten hankintojen"),
        ("fi", "valtion raja", "valtion ja kunnan rajan"),
        ("sv", "behörig myndighet", "behöriga och andra myndigheter"),
        ("de", "zuständige Behörde", "zuständigen und anderen Behörden"),
        ("en", "competent authority", "competent and other authorities"),
        ("uk", "державна установа", "державних та приватних установ"),
        ("az", "dövlət sərhədi", "dövlət və bələdiyyə sərhədi"),
        ("ka", "სახელმწიფო საზღვარი", "სახელმწიფო და სხვა საზღვარი"),
        ("hy", "պետական սահման", "պետական և տեղական սահման"),
    ],
)  # fmt: skip
def test_a_head_that_a_list_shares_is_found(tag, term, text):
    assert [one.analysis for one in matcher(tag, term).find(text)] == [Analysis.ELLIPSIS]


@pytest.mark.parametrize(
    ("tag", "term", "text"),
    [
        ("et", "teabevahetus", "teabe- ja tõendivahetuses"),
        ("et", "kuriteoohver", "õnnetus- ja kuriteoohvrid või kuriteo- ja õnnetusohvrid"),
        ("et", "piirivalve", "piiri- või rannavalve"),
        ("fi", "tietojenvaihto", "tietojen- ja todisteidenvaihdon"),
        ("fi", "rajavalvonta", "raja- ja tullivalvonnasta"),
        ("fi", "turvallisuuspolitiikka", "ulko- ja turvallisuuspolitiikan"),
        ("fi", "ulkopolitiikka", "ulko- ja turvallisuuspolitiikassa"),
        ("sv", "importtillstånd", "import- och exporttillstånden"),
        ("sv", "gränskontroll", "gräns- eller tullkontroller"),
        ("de", "Bundesbehörde", "den Bundes- und Landesbehörden"),
        ("de", "Umweltrecht", "Umweltschutz und -recht"),
        ("de", "Grenzschutz", "des Grenz- oder Küstenschutzes"),
    ],
)
def test_a_part_that_another_compound_shares_is_found(tag, term, text):
    assert matcher(tag, term).find(text)


@pytest.mark.parametrize("tag", [tag for tag in TAGS if profile(tag).hyphens is Hyphens.WHOLE])
def test_a_part_of_a_hyphenated_word_is_no_term(tag):
    term = TERMS[tag][0]
    assert matcher(tag, term).find(f"x-{term}-y") == []
