"""Estonian forms, by the types of the orthological dictionary (ÕS) and Eesti keele käsiraamat."""

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.languages import Role, analysers, profile
from hexapla.languages.et.paradigms import EstonianParadigms, bases, strengthened, weakened
from hexapla.languages.et.vabamorf import VABAMORF, Vabamorf

ESTONIAN = EstonianParadigms()


def forms(word: str, role: Role = Role.HEAD) -> frozenset[str]:
    return ESTONIAN.forms(word, role)


# The types' examples with their principal parts, as ÕS prints them.
PARADIGMS = {
    "1 ohutu": "ohutu ohutut ohutusse ohutute ohutuid",
    "2 õpik": "õpiku õpikut õpikusse õpikute õpikuid",
    "2 peegel": "peegli peeglit peeglite peegleid",
    "3 vaher": "vahtra vahtrat vahtrate vahtraid",
    "4 ase": "aseme aset asemete asemeid",
    "5 liige": "liikme liiget liikmete liikmeid",
    "6 mõte": "mõtte mõtet mõttesse mõtete mõtteid",
    "7 hammas": "hamba hammast hambasse hammaste hambaid",
    "8 tütar": "tütre tütart tütresse tütarde tütreid",
    "9 katus": "katuse katust katusesse katuste katuseid",
    "10 soolane": "soolase soolast soolaste soolaseid",
    "11 harjutus": "harjutuse harjutust harjutuste harjutusi",
    "12 oluline": "olulise olulist oluliste olulisi",
    "13 suur": "suure suurt suurde suurte suuri",
    "14 uus": "uue uut uude uute uusi",
    "15 käsi": "käe kätt kätte käte käsi",
    "16 pere": "pere peret perre perede peresid",
    "17 elu": "elu ellu elude elusid",
    "18 sõda": "sõja sõda sõtta sõdade sõdu",
    "19 seminar": "seminari seminari seminaride seminare",
    "20 nimi": "nime nimme nimede nimesid",
    "21 jõgi": "jõe jõge jõkke jõgede jõgesid",
    "22 riik": "riigi riiki riikide riike",
    "22 kord": "korra korda kordade kordi",
    "23 hein": "heina heinade heinu",
    "24 padi": "padja patja patjade patju",
    "25 õnnelik": "õnneliku õnnelikku õnnelike õnnelikke",
    "26 idee": "ideed idee ideede ideid",
}


@pytest.mark.parametrize("kind", PARADIGMS)
def test_the_example_of_every_type_has_the_principal_parts_of_the_dictionary(kind: str) -> None:
    word = kind.split()[1]
    assert set(PARADIGMS[kind].split()) - forms(word) == set()


def test_the_other_cases_stand_on_the_genitives() -> None:
    found = forms("riik")
    assert {"riigis", "riigist", "riigile", "riigil", "riigilt", "riigiks", "riigini", "riigina",
            "riigita", "riigiga", "riigid", "riikides", "riikidest", "riikidega"} <= found  # fmt: skip


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("kuritegu", "kuriteo kuritegu kuritegude kuritegusid kuriteost"),
        ("koostöö", "koostööd koostöös koostööde koostöid"),
        ("ülesanne", "ülesande ülesannet ülesannete ülesandeid ülesandeks"),
        ("teabeallikas", "teabeallika teabeallikat teabeallikate teabeallikaid"),
        ("dokument", "dokumendi dokumenti dokumentide dokumente"),
        ("lumikelluke", "lumikellukese lumikellukesi lumikellukesed"),
        ("kohus", "kohtu kohut kohtule kohtute"),
        ("internet", "interneti internetti internetis"),
        ("Riigikogu", "riigikogu riigikokku riigikogule"),
        ("viinamari", "viinamarja viinamarjade viinamarju"),
        ("tegevuskava", "tegevuskava tegevuskavad tegevuskavas tegevuskavade"),
        ("töötaja", "töötaja töötajat töötajate töötajaid töötajatele"),
        ("kolmas", "kolmanda kolmandat kolmandas"),
    ],
)
def test_words_of_public_prose_have_their_forms(word: str, printed: str) -> None:
    assert set(printed.split()) - forms(word) == set()


@pytest.mark.parametrize(
    ("strong", "weak"),
    [
        ("kukk", "kuk"), ("riik", "riig"), ("toit", "toid"), ("leib", "leiv"), ("kord", "korr"),
        ("põld", "põll"), ("rand", "rann"), ("kumb", "kumm"), ("jalg", "jal"), ("selg", "selj"),
        ("leht", "leh"), ("sõd", "sõj"), ("lug", "lu"), ("pank", "pang"), ("õhk", "õh"),
    ],
)  # fmt: skip
def test_consonants_weaken(strong: str, weak: str) -> None:
    assert weak in weakened(strong)


def test_a_stop_after_another_consonant_stays() -> None:
    assert "istun" not in weakened("istung")
    assert weakened("projekt") == ("projekt",)


def test_a_weak_base_gives_back_its_strong_grade() -> None:
    assert "hamb" in strengthened("hamm")
    assert "liik" in strengthened("liig")


def test_a_plural_citation_form_inflects_in_the_plural() -> None:
    assert {"andmete", "andmeid", "andmetes"} <= forms("andmed")
    assert {"riikide", "riike"} <= forms("riigid")
    assert {"oluliste", "olulisi"} <= forms("olulised")


def test_a_genitive_modifier_may_stand_in_the_other_number() -> None:
    assert "riikide" in forms("riigi", Role.MODIFIER)
    assert "riigi" in forms("riikide", Role.MODIFIER)
    assert "asutuse" in forms("asutuste", Role.MODIFIER)


def test_participles_do_not_inflect() -> None:
    assert forms("kasutatud", Role.MODIFIER) == {"kasutatud"}


def test_acronyms_take_endings_with_a_hyphen_and_without() -> None:
    found = ESTONIAN.acronym_forms("EL")
    assert {"EL", "EL-i", "ELi", "EL-is", "ELis", "ELiga", "EL-ile"} <= found
    assert "elis" not in found


def test_the_particle_and_the_ending_after_an_apostrophe_come_off() -> None:
    assert bases("projektigi") == ("projekti",)
    assert bases("sepsiski") == ("sepsis",)
    assert bases("shakespeare'i") == ("shakespeare",)
    assert bases("jõgi") == ()


@given(st.text(max_size=80))
def test_any_text_for_a_word_gives_forms_with_the_word_among_them(word: str) -> None:
    for role in Role:
        assert word.casefold() in ESTONIAN.forms(word, role)
    bases(word.casefold())


needs_vabamorf = pytest.mark.skipif(not VABAMORF.available, reason="Vabamorf is not installed")


@needs_vabamorf
def test_vabamorf_gives_the_stem_vowel_that_the_citation_form_hides() -> None:
    known = EstonianParadigms(VABAMORF.principal_parts)
    assert {"kooli", "koole", "koolis"} <= known.forms("kool", Role.HEAD)
    assert "koolu" not in known.forms("kool", Role.HEAD)
    assert {"keele", "keelt", "keelde", "keeli"} <= known.forms("keel", Role.HEAD)


@needs_vabamorf
def test_vabamorf_refuses_the_forms_of_another_word_and_knows_its_own() -> None:
    assert VABAMORF.confirms("muusikat", "muusik") is False
    assert VABAMORF.confirms("muusikut", "muusik") is True
    assert VABAMORF.confirms("flöövit", "flööv") is None
    assert VABAMORF.vetoes("kuid")
    assert not VABAMORF.vetoes("riigi")


@needs_vabamorf
def test_vabamorf_comes_without_estnltk_itself() -> None:
    assert VABAMORF.version.startswith("vabamorf 1.")
    assert "estnltk" not in sys.modules


@needs_vabamorf
@given(st.text(max_size=70), st.text(max_size=70))
def test_vabamorf_is_shown_words_alone_and_never_fails(form: str, word: str) -> None:
    VABAMORF.confirms(form, word)
    VABAMORF.vetoes(form)
    tuple(VABAMORF.principal_parts(word))


def test_without_vabamorf_the_tables_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.machinery.PathFinder.find_spec", lambda *_: None)
    absent = Vabamorf()
    assert not absent.available
    assert "estnltk" in absent.reason
    assert absent.version == "no vabamorf"
    assert absent.confirms("muusikat", "muusik") is None
    assert not absent.vetoes("kuid")
    assert {"kooli", "koolis"} <= EstonianParadigms(absent.principal_parts).forms("kool", Role.HEAD)


def test_the_state_of_each_analyser_is_told_with_what_its_absence_costs() -> None:
    states = {state.language: state for state in analysers()}
    assert list(states) == ["et", "fi", "uk"]
    for state in states.values():
        assert state.available is (state.reason == "")
        assert state.cost
        assert state.remedy
    assert VABAMORF.version in profile("et").version


@needs_vabamorf
def test_the_version_is_told_without_loading_the_library() -> None:
    unasked = Vabamorf()
    assert unasked.version == VABAMORF.version
    assert "_library" not in vars(unasked)
