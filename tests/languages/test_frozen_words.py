"""What a multiword term governs keeps its case; only its head, and what agrees with it, inflects."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.languages import Role, profile
from hexapla.languages.et.vabamorf import VABAMORF
from hexapla.terminology import compile_terms

FROZEN = {
    # From the chapters on the attribute in each language's grammar.
    "lv": {"darba plāns": "darba darbu", "informācijas apmaiņa": "informācijas informāciju",
           "valsts valoda": "valsts valstu", "tirgus dalībnieks": "tirgus tirgu",
           "mātes valoda": "mātes māšu"},
    "lt": {"darbo planas": "darbo darbų", "valstybės siena": "valstybės valstybių",
           "šalies sutartis": "šalies šalių", "sūnaus teisė": "sūnaus sūnų"},
    "et": {"riikide piir": "riikide", "andmete kaitse": "andmete"},
    "fi": {"valtion raja": "valtion valtioiden", "rikoksen uhri": "rikoksen rikosten"},
    "sv": {"statens gräns": "statens"},
    "de": {"Schutz der Daten": "der"},
    "ro": {"protecția datelor": "datelor", "acord de parteneriat": "de"},
}  # fmt: skip
HEADS = {"de": 0, "ro": 0}
AGREEING = {
    "lv": ["laba māte", "publiskais iepirkums", "kopīgā izmeklēšana", "zaļš mežs", "vecie draugi"],
    "lt": ["viešasis pirkimas", "gera motina", "bendra grupė", "nauji darbai"],
    "et": ["avalik teave", "uus seadus"],
    "fi": ["julkinen hankinta", "avoin tieto", "työtön henkilö"],
    "sv": ["seriös aktör", "behörig myndighet", "viss ändring"],
    "de": ["zuständige Behörde"],
    "ro": ["drept penal"],
}


def roles(language, term):
    return profile(language).roles([word.casefold() for word in term.split()])


@pytest.mark.parametrize(
    ("language", "term", "forms"),
    [(tag, term, forms) for tag, terms in FROZEN.items() for term, forms in terms.items()],
)
def test_a_governed_word_keeps_its_case(language, term, forms):
    at = 1 if HEADS.get(language) == 0 else 0
    assert roles(language, term)[at] is Role.FROZEN
    word = term.split()[at]
    made = profile(language).paradigms.forms(word, Role.FROZEN)
    assert set(forms.split()) & made != set()
    assert len(made) < 8


@pytest.mark.parametrize(
    ("language", "term"), [(tag, term) for tag, terms in AGREEING.items() for term in terms]
)
def test_an_adjective_agrees(language, term):
    at = 1 if language == "ro" else 0
    assert roles(language, term)[at] is Role.MODIFIER


@pytest.mark.skipif(not VABAMORF.available, reason="Vabamorf is not installed")
def test_vabamorf_knows_an_estonian_genitive_that_its_ending_does_not_show():
    assert roles("et", "riigi piir")[0] is Role.FROZEN
    assert roles("et", "vaba liikumine")[0] is Role.MODIFIER


def test_a_dative_of_the_modifier_is_no_form_of_the_term():
    matcher = compile_terms("lv", {"t": "darba plāns"})
    assert matcher.find("darbam plānu") == []
    assert [match.form for match in matcher.find("darba plāniem")] == ["darba plāniem"]


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_every_form_of_the_head_goes_with_every_form_of_the_frozen_word(data):
    language = data.draw(st.sampled_from(sorted(FROZEN)))
    term = data.draw(st.sampled_from(sorted(FROZEN[language])))
    spoken = profile(language)
    words = term.split()
    made = [
        data.draw(st.sampled_from(sorted(spoken.paradigms.forms(word, role))))
        for word, role in zip(words, roles(language, term), strict=True)
    ]
    if spoken.capitalises_nouns:
        made[0] = made[0].capitalize()
    text = " ".join(made)
    assert (0, len(text)) in [
        (match.start, match.end) for match in compile_terms(language, {"t": term}).find(text)
    ]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FROZEN)), st.lists(st.text(max_size=12), max_size=5))
def test_every_row_of_words_has_a_role_for_each(language, words):
    assert len(profile(language).roles(words)) == len(words)
