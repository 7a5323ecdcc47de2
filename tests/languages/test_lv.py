"""Paradigms as Latviešu valodas gramatika (2013) prints them."""

import pytest

from hexapla.languages import Role, profile
from hexapla.languages.lv.paradigms import softened

LATVIAN = profile("lv").paradigms

NOUNS = {
    "tēvs": "tēva tēvam tēvu tēvā tēvi tēviem tēvus tēvos",
    "ceļš": "ceļa ceļam ceļu ceļā ceļi ceļiem ceļus ceļos",
    "brālis": "brāļa brālim brāli brālī brāļi brāļu brāļiem brāļus brāļos",
    "latvietis": "latvieša latvietim latvieti latvietī latvieši latviešu latviešiem",
    "akmens": "akmens akmenim akmeni akmenī akmeņi akmeņu akmeņiem akmeņus akmeņos",
    "tirgus": "tirgum tirgu tirgū tirgi tirgiem tirgos",
    "māsa": "māsas māsai māsu māsā māsām māsās",
    "māte": "mātes mātei māti mātē mātēm mātēs",
    "upe": "upes upei upi upē upju upēm upēs",
    "sirds": "sirdij sirdi sirdī sirdis siržu sirdīm sirdīs",
    "dalībvalsts": "dalībvalstij dalībvalsti dalībvalstī dalībvalstis dalībvalstu dalībvalstīm",
    "nakts": "naktij nakti naktī naktis nakšu naktīm naktīs",
    "vienošanās": "vienošanos",
    "durvis": "durvju durvīm durvīs",
    "noziegums": "nozieguma noziegumam noziegumu noziegumā noziegumi noziegumiem",
    "cietušais": "cietušā cietušajam cietušo cietušie cietušajiem cietušos cietušajos",
}

MODIFIERS = {
    "labs": "laba labam labu labā labi labiem labus labos labai labas labām labās labais labajā",
    "publiskais": "publiskā publiskajam publisko publiskie publiskajiem publiskos publiskajās",
    "pārrobežu": "pārrobežu",
    "vadošais": "vadošā vadošajai vadošo vadošs vadoša vadošajos",
    "informācijas": "informācijas informāciju",
    "apcietinātais": "apcietinātā apcietinātajam apcietinātajiem",
}


@pytest.mark.parametrize(("word", "forms"), NOUNS.items())
def test_a_noun_has_the_forms_of_its_declension(word, forms):
    assert set(forms.split()) - LATVIAN.forms(word, Role.HEAD) == set()


@pytest.mark.parametrize(("word", "forms"), MODIFIERS.items())
def test_a_modifier_agrees_or_stands_frozen(word, forms):
    assert set(forms.split()) - LATVIAN.forms(word, Role.MODIFIER) == set()


@pytest.mark.parametrize(
    ("stem", "soft"),
    [("brāl", "brāļ"), ("latviet", "latvieš"), ("briedz", "briedž"), ("lāc", "lāč"),
     ("kāpsl", "kāpšļ"), ("viln", "viļņ"), ("atkusn", "atkušņ"), ("up", "upj"), ("kuģ", "kuģ")],
)  # fmt: skip
def test_consonants_soften_as_the_grammar_says(stem, soft):
    assert softened(stem) == soft


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("valsts", "valsts valstij valsti valstī valstis valstu valstīm valstīs"),
        ("nakts", "nakts naktij nakti naktī naktis nakšu naktīm naktīs"),
        ("upe", "upe upes upei upi upē upju upēm upēs"),
        ("krāsns", "krāsns krāsnij krāsni krāsnī krāsnis krāšņu krāsnīm krāsnīs"),
        ("akmens", "akmens akmenim akmeni akmenī akmeņa akmeņi akmeņu akmeņiem akmeņus akmeņos"),
        ("lācis", "lācis lāča lācim lāci lācī lāči lāču lāčiem lāčus lāčos"),
        ("mēnesis", "mēnesis mēneša mēnesim mēnesi mēnesī mēneši mēnešu mēnešiem mēnešus mēnešos"),
        ("tirgus", "tirgus tirgum tirgu tirgū tirgi tirgiem tirgos"),
        ("vienība", "vienība vienības vienībai vienību vienībā vienībām vienībās"),
        ("brokastis", "brokastis brokastu brokastīm brokastīs"),
        ("ļaudis", "ļaudis ļaužu ļaudīm ļaudīs"),
        ("bikses", "bikses bikšu biksēm biksēs"),
        ("cilvēktiesības", "cilvēktiesības cilvēktiesību cilvēktiesībām cilvēktiesībās"),
        ("meli", "meli melu meliem melus melos"),
        ("vienošanās", "vienošanās vienošanos"),
        ("aste", "aste astes astei asti astē astu astēm astēs"),
        ("radio", "radio"),
    ],
)  # fmt: skip
def test_a_noun_has_these_forms_and_no_other(word, forms):
    assert LATVIAN.forms(word, Role.HEAD) == set(forms.split())


@pytest.mark.parametrize(
    ("word", "alien"),
    [("tēvs", "tēvij"), ("vara", "varam"), ("novēršana", "novēršanās"), ("padome", "padomu"),
     ("līgums", "līgumis"), ("māsa", "māsis")],
)  # fmt: skip
def test_forms_of_other_declensions_and_words_are_not_made(word, alien):
    assert alien not in LATVIAN.forms(word, Role.HEAD)


def test_an_acronym_takes_few_endings_after_a_hyphen():
    forms = LATVIAN.acronym_forms("NATO")
    assert {"NATO", "NATO-am"} <= forms
    assert "NATO-plāns" not in forms
