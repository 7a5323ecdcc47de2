"""The order of words in the partners' languages, after CLDR's tailoring."""

from __future__ import annotations

import pytest

from hexapla.packs import sort_key

ORDERS = {
    "lv": "ābols auts cena čaula galds ģeogrāfija iela īsts koks ķirsis liels ļoti nams ņemt suns šķirot zeme žurnāls",
    "lt": "avis ąžuolas cukrus česnakas eiti ėjo yla ilgas įtaka sala šuo upė ūsas zona žuvis",
    "et": "sool šokk zoo žanr tool vesi õun äke öö ülo",
    "fi": "va vesi wa yö zoo åke äiti öljy",
    "sv": "vatten yla zon år ärta önska",
    "en": "coop co-operation coordination cooperation resume résumé zero",
    "de": "Ähre Apfel Öl Ostern Straße Strasse über Zug",
    "uk": "гора ґанок дім еко єдність іній їжак йод ять",
    "ro": "apă ăla învăța sat șase tare țară",
    "ka": "აბი ბარი გზა დედა",
    "hy": "արև բառ գիրք դուռ",
    "az": "cib çay et ən güc ğ hava xalq ıldırım il kim qələm on özü su şəhər un ülkə",
}
CHECKED = sorted(set(ORDERS) - {"en", "de"})


@pytest.mark.parametrize("tag", CHECKED)
def test_words_stand_in_the_order_of_the_language(tag):
    words = ORDERS[tag].split()
    mixed = sorted(words, key=lambda word: word[::-1])
    assert sorted(mixed, key=sort_key(tag)) == words


def test_a_latvian_c_with_a_caron_is_a_letter_and_a_german_umlaut_is_none():
    assert sorted(["čau", "cz"], key=sort_key("lv")) == ["cz", "čau"]
    assert sorted(["Ähre", "Apfel"], key=sort_key("de")) == ["Ähre", "Apfel"]


def test_an_accent_decides_only_between_equals():
    assert sorted(["résumé", "resume", "resumes"], key=sort_key("en")) == [
        "resume",
        "résumé",
        "resumes",
    ]


def test_case_decides_last():
    key = sort_key("lv")
    assert sorted(["Zeme", "auts", "zeme", "Auts"], key=key) == ["auts", "Auts", "zeme", "Zeme"]


def test_an_unknown_language_takes_the_root_order():
    assert sorted(["z", "ä", "a"], key=sort_key("xx")) == ["a", "ä", "z"]
