"""Paradigms as the Duden grammar (2016) prints them; words are casefolded, ß is ss."""

import pytest

from hexapla.languages import Role, profile
from hexapla.languages.de.paradigms import umlauted

GERMAN = profile("de").paradigms

NOUNS = {
    "Tag": "tages tags tage tagen",
    "Haus": "hauses häuser häusern",
    "Vater": "vaters väter vätern",
    "Behörde": "behörden",
    "Ermittlung": "ermittlungen",
    "Ergebnis": "ergebnisses ergebnisse ergebnissen",
    "Beamter": "beamte beamten beamtem",
    "Zeuge": "zeugen",
    "Lehrerin": "lehrerinnen",
    "Museum": "museums museen",
    "Konto": "kontos konten",
    "Firma": "firmen",
    "Fuß": "fusses füsse füssen",
    "Mädchen": "mädchens",
    "Staat": "staates staats staaten",
    "Auto": "autos",
    "Ziel": "ziels ziele zielen",
    "Offizier": "offiziers offiziere offizieren",
    "Konzern": "konzerns konzerne konzernen",
    "Phänomen": "phänomens phänomene phänomenen",
    "Herr": "herrn herren",
    "Nachbar": "nachbarn",
    "Kind": "kindes kinder kindern",
    "Bundesland": "bundeslandes bundesländer bundesländern",
    "Angestellter": "angestellte angestellten angestelltem",
    "Betroffener": "betroffene betroffenen",
    "Verdächtiger": "verdächtige verdächtigen",
    "Studio": "studios",
    "Index": "indexes indizes",
    "Verfahren": "verfahrens",
    "Maßnahme": "massnahmen",
    "Recht": "rechts rechtes rechte rechten",
}

WRONG = {
    "Besuch": "besucher",
    "Unternehmer": "unternehmen",
    "Vertreter": "vertreten",
    "Studio": "studien",
    "Europa": "europäer",
    "System": "systemer",
    "Verwaltung": "verwaltungs",
}

MODIFIERS = {
    "gemeinsame": "gemeinsam gemeinsamer gemeinsames gemeinsamen gemeinsamem",
    "öffentlicher": "öffentliche öffentlichen öffentlichem öffentliches",
    "dunkel": "dunkle dunklen dunkler",
}


@pytest.mark.parametrize(("word", "forms"), NOUNS.items())
def test_a_noun_has_its_cases_and_plural(word, forms):
    assert set(forms.split()) - GERMAN.forms(word, Role.HEAD) == set()


@pytest.mark.parametrize(("word", "forms"), WRONG.items())
def test_another_word_is_no_form(word, forms):
    assert GERMAN.forms(word, Role.HEAD).isdisjoint(forms.split())


@pytest.mark.parametrize(("word", "forms"), MODIFIERS.items())
def test_an_adjective_declines(word, forms):
    assert set(forms.split()) - GERMAN.forms(word, Role.MODIFIER) == set()


def test_a_closed_suffix_takes_one_plural_and_no_umlaut():
    assert GERMAN.forms("Behandlung", Role.HEAD) == {"behandlung", "behandlungen"}
    assert "sprünge" in GERMAN.forms("Sprung", Role.HEAD)
    assert "streiks" in GERMAN.forms("Streik", Role.HEAD)


def test_umlaut_takes_the_last_vowel_that_can_have_one():
    assert [umlauted(word) for word in ("haus", "buch", "garten", "saal", "licht")] == [
        "häus", "büch", "gärten", "säl", None,
    ]  # fmt: skip
