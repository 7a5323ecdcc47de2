"""Whoever adds a language gives it paradigms and conventions; every form is found in any text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hexapla.languages import Role, UninflectedParadigms, profile
from hexapla.languages.profile import GROUP
from hexapla.plugins import registered
from hexapla.terminology import compile_terms

TAGS = sorted(registered(GROUP))
TERMS = {
    "lv": ["līgums", "nozieguma upuris", "publiskais iepirkums", "e-pasta adrese"],
    "lt": ["sutartis", "nusikaltimo auka", "viešasis pirkimas", "valstybė narė"],
    "et": ["leping", "kuriteo ohver", "avalik teave", "liikmesriik"],
    "fi": ["sopimus", "rikoksen uhri", "julkinen hankinta", "jäsenvaltio"],
    "sv": ["avtal", "brottsoffer", "offentlig upphandling", "e-handel"],
    "en": ["agreement", "victim of crime", "cross-border cooperation", "analysis"],
    "de": ["Abkommen", "Opfer der Straftat", "öffentliche Vergabe", "Mitgliedstaat"],
    "uk": ["угода", "захист даних", "державна установа", "прес-служба"],
    "ro": ["acord", "protecția datelor", "stat membru", "drept penal"],
    "ka": ["ხელშეკრულება", "სახელმწიფო საზღვარი"],
    "hy": ["համաձայնագիր", "պետական սահման"],
    "az": ["saziş", "dövlət sərhədi"],
}


@pytest.mark.parametrize("tag", TAGS)
def test_a_registered_language_has_paradigms(tag):
    spoken = profile(tag)
    assert not isinstance(spoken.paradigms, UninflectedParadigms)
    assert spoken.tag == tag
    assert spoken.conjunctions
    word = TERMS[tag][0]
    assert len(spoken.paradigms.forms(word, Role.HEAD)) > 1


@pytest.mark.parametrize("tag", TAGS)
def test_a_registered_language_has_conventions(tag):
    said = profile(tag).conventions
    assert said.number_words
    assert said.months
    assert set(said.months.values()) == set(range(1, 13))
    assert said.negations
    assert said.common_words
    assert said.quotes


def test_every_registered_language_has_terms_here():
    assert set(TERMS) == set(TAGS)


def shown(letters: str) -> st.SearchStrategy[str]:
    return st.text(alphabet=letters, max_size=8)


@st.composite
def formed(draw):
    """Give a language, a term, one of its forms as a text may write it, and what stands around."""
    tag = draw(st.sampled_from(TAGS))
    term = draw(st.sampled_from(TERMS[tag]))
    spoken = profile(tag)
    words = term.split()
    roles = spoken.roles([word.casefold() for word in words])
    made = [
        draw(st.sampled_from(sorted(spoken.paradigms.forms(word, role))))
        if len(words) > 1 or draw(st.booleans())
        else word
        for word, role in zip(words, roles, strict=True)
    ]
    if len(made) == 1 and made[0] in spoken.paradigms.veto:
        made = words
    if spoken.analyser is not None and len(made) == 1 and spoken.analyser.vetoes(made[0]):
        made = words
    raise_first = spoken.capitalises_nouns or draw(st.booleans())
    if spoken.capitalises_nouns:
        made = [word.capitalize() for word in made]
    elif raise_first:
        made[0] = made[0].capitalize()
    blank = draw(st.sampled_from([" ", "\u00a0", "  ", "\n"]))
    text = blank.join(made)
    if draw(st.booleans()):
        text = text.replace("-", "\u2011")
    return tag, term, text, draw(shown(" .,;(“0")), draw(shown(" .,;)”9"))


MATCHERS = {}


@settings(max_examples=300, deadline=None)
@given(formed())
def test_every_form_is_found_at_any_place_however_it_is_spaced(made):
    tag, term, form, before, after = made
    if (tag, term) not in MATCHERS:
        MATCHERS[tag, term] = compile_terms(tag, {"t": term})
    text = f"{before} {form} {after}"
    start = len(before) + 1
    spans = [(match.start, match.end) for match in MATCHERS[tag, term].find(text)]
    assert (start, start + len(form)) in spans


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TAGS), st.text(max_size=40), st.booleans())
def test_any_text_is_read_and_matches_lie_within_it(tag, text, heads):
    matcher = compile_terms(tag, {term: term for term in TERMS[tag]})
    for match in matcher.find(f"{text} {TERMS[tag][0]}", compound_heads=heads):
        assert f"{text} {TERMS[tag][0]}"[match.start : match.end] == match.form
