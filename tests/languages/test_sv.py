"""Paradigms as Svenska Akademiens grammatik (1999) prints them."""

import pytest

from hexapla.languages import Role, profile
from hexapla.languages.sv.paradigms import doubled, genitive, syncopated

SWEDISH = profile("sv").paradigms

NOUNS = {
    "flicka": "flickan flickor flickorna flickas flickans flickors flickornas",
    "dag": "dagen dagar dagarna dagens",
    "pojke": "pojken pojkar pojkarna pojkens",
    "park": "parken parker parkerna",
    "sko": "skon skor skorna",
    "äpple": "äpplet äpplen äpplena",
    "bi": "biet bin bina",
    "hus": "huset husen husets husens",
    "lärare": "läraren lärarna lärarens lärarnas",
    "nyckel": "nyckeln nycklar nycklarna",
    "nummer": "numret nummer numren",
    "program": "programmet programmen",
    "museum": "museet museer museerna",
    "faktum": "faktumet fakta",
    "bok": "boken böcker böckerna",
    "verkstad": "verkstaden verkstäder verkstäderna",
    "ledamot": "ledamoten ledamöter ledamöterna",
    "tjänsteman": "tjänstemannen tjänstemän tjänstemännen",
    "öga": "ögat ögon ögonen",
    "myndighet": "myndigheten myndigheter myndigheterna myndighetens myndigheters",
    "tecken": "tecknet tecken tecknen",
    "by": "byn byar byarna",
    "industri": "industrin industrier industrierna",
    "studerande": "studeranden studerandena",
}

MODIFIERS = {
    "stor": "stort stora store",
    "ny": "nytt nya",
    "god": "gott goda",
    "liten": "litet lilla små",
    "allmän": "allmänt allmänna",
    "öppen": "öppet öppna",
    "enkel": "enkelt enkla",
    "organiserad": "organiserat organiserade",
    "bebodd": "bebott bebodda",
    "gränsöverskridande": "gränsöverskridande",
    "gemensamt": "gemensam gemensamma",
    "angelägna": "angelägen angeläget",
}


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("förordning", "förordningen förordningar förordningarna"),
        ("sjukdom", "sjukdomen sjukdomar sjukdomarna"),
        ("myndighet", "myndigheten myndigheter myndigheterna"),
        ("kostnad", "kostnaden kostnader kostnaderna"),
        ("organisation", "organisationen organisationer organisationerna"),
        ("rörelse", "rörelsen rörelser rörelserna"),
        ("utlåtande", "utlåtandet utlåtanden utlåtandena"),
        ("arbete", "arbetet arbeten arbetena"),
        ("upphandlare", "upphandlaren upphandlarna"),
    ],
)
def test_a_suffix_decides_the_declension(word, forms):
    named = {word, *forms.split()}
    assert SWEDISH.forms(word, Role.HEAD) == named | {f"{form}s" for form in named}


@pytest.mark.parametrize(("word", "forms"), NOUNS.items())
def test_a_noun_has_its_definite_and_plural_forms(word, forms):
    assert set(forms.split()) - SWEDISH.forms(word, Role.HEAD) == set()


@pytest.mark.parametrize(("word", "forms"), MODIFIERS.items())
def test_an_adjective_agrees(word, forms):
    assert set(forms.split()) - SWEDISH.forms(word, Role.MODIFIER) == set()


def test_sound_changes_stand_by_name():
    assert [doubled("program"), doubled("allmän"), doubled("lån")] == [
        "programm",
        "allmänn",
        "lånn",
    ]
    assert [syncopated("nyckel"), syncopated("nummer"), syncopated("afton")] == [
        "nyckl", "numr", "aftn",
    ]  # fmt: skip
    assert [genitive("flicka"), genitive("hus")] == ["flickas", "hus"]


def test_an_acronym_takes_its_endings_after_a_colon():
    assert {"EU", "EU:s", "EUs", "EU:ns"} <= SWEDISH.acronym_forms("EU")
    assert "EU-s" not in SWEDISH.acronym_forms("EU")
