"""The language of a text, told only where it can be told."""

from __future__ import annotations

import pytest

from hexapla.documents import can_tell, detect_language
from hexapla.model import Language

PARTNERS = [Language(tag) for tag in ("en", "lv", "lt", "et", "fi", "sv")]
SENTENCES = {
    "en": "The heads of the police authorities signed the regional strategy in Vilnius.",
    "lv": "Policijas iestāžu vadītāji Viļņā parakstīja reģionālo sadarbības stratēģiju.",
    "lt": "Policijos įstaigų vadovai Vilniuje pasirašė regioninę bendradarbiavimo strategiją.",
    "et": "Politseiasutuste juhid allkirjastasid Vilniuses piirkondliku koostöö strateegia.",
    "fi": "Poliisiviranomaisten päälliköt allekirjoittivat alueellisen strategian Vilnassa.",
    "sv": "Polismyndigheternas chefer undertecknade den regionala strategin i Vilnius.",
}


@pytest.mark.parametrize("tag", sorted(SENTENCES))
def test_a_sentence_is_told_among_the_partners_languages(tag):
    found = detect_language(SENTENCES[tag], PARTNERS)
    assert found is not None
    assert found.language == tag


@pytest.mark.parametrize(
    "text",
    ["", "SIENA, SIRENE, Europol", "HOME/2013/ISEC/FP/C1/4000005037", "12.5.2016 – 13.5.2016 (100 %)",
     "https://www.vp.gov.lv/projekta-rezultati-un-secinajumi info@vp.gov.lv"],
)  # fmt: skip
def test_names_numbers_and_addresses_are_in_no_language(text):
    assert detect_language(text, PARTNERS) is None


def test_a_region_in_the_workspace_tag_is_given_back():
    found = detect_language(SENTENCES["sv"], [Language("sv-FI"), Language("fi")])
    assert found is not None
    assert found.language == "sv-FI"


def test_nothing_is_said_where_there_is_nothing_to_choose_from():
    assert detect_language(SENTENCES["lv"], [Language("lv")]) is None


def test_a_text_that_claims_an_unknown_language_is_never_judged():
    among = [*PARTNERS, Language("fo")]
    assert not can_tell(Language("fo"))
    assert detect_language(SENTENCES["sv"], among, claimed=Language("fo")) is None


def test_maltese_is_told_by_its_own_letters():
    text = "L-għan tal-proġett huwa li jsaħħaħ il-kooperazzjoni bejn il-pulizija tar-reġjun."
    found = detect_language(text, [*PARTNERS, Language("mt"), Language("it")])
    assert found is not None
    assert found.language == "mt"


def test_a_maltese_text_without_its_own_letters_is_not_taken_for_italian():
    text = "Il-Parlament Ewropew u l-Kunsill tal-Unjoni Ewropea dwar il-moviment liberu ta' data"
    among = [*PARTNERS, Language("mt"), Language("it")]
    assert detect_language(text, among, claimed=Language("mt")) is None
