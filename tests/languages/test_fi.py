"""Finnish forms, by the examples of Iso suomen kielioppi (VISK) and the types of Kotus."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hexapla.languages import Role, profile
from hexapla.languages.fi.paradigms import (
    FinnishParadigms,
    bases,
    harmonies,
    strengthened,
    weakened,
)
from hexapla.languages.fi.tables import TYPES
from hexapla.languages.fi.voikko import VOIKKO, Voikko

FINNISH = FinnishParadigms()


def forms(word: str, role: Role = Role.HEAD) -> frozenset[str]:
    return FINNISH.forms(word, role)


# Citation form, then forms as the word list of Kotus gives them for the type's example.
PARADIGMS = {
    "1": ("valo", "valon valoa valoon valojen valoja valoihin valossa valoissa valona valot"),
    "2": ("palvelu", "palvelun palvelua palveluun palvelujen palveluiden palveluja palveluita"),
    "3": ("valtio", "valtion valtiota valtioon valtioiden valtioita valtioihin"),
    "4": (
        "laatikko",
        "laatikon laatikkoa laatikkoon laatikoiden laatikoita laatikkoja laatikkojen",
    ),
    "5": ("risti", "ristin ristiä ristiin ristien ristejä risteihin risteissä"),
    "6": ("paperi", "paperin paperia paperiin papereiden papereita paperien papereja"),
    "7": ("ovi", "oven ovea oveen ovien ovia oviin ovissa"),
    "8": ("nalle", "nalle"),
    "9": ("kala", "kalan kalaa kalaan kalojen kaloja kaloihin"),
    "10": ("koira", "koiran koiraa koiraan koirien koiria koiriin"),
    "11": ("omena", "omenan omenaa omenaan omenien omenoiden omenia omenoita omenoihin"),
    "12": ("kulkija", "kulkijan kulkijaa kulkijoiden kulkijoita kulkijoihin"),
    "13": ("katiska", "katiskan katiskoita katiskoja katiskoiden katiskojen"),
    "14": ("solakka", "solakan solakkaa solakkaan solakoiden solakoita solakkoja"),
    "15": ("korkea", "korkean korkeaa korkeata korkeaan korkeiden korkeita korkeisiin"),
    "16": ("vanhempi", "vanhemman vanhempaa vanhempaan vanhempien vanhempia vanhemmissa"),
    "17": ("vapaa", "vapaan vapaata vapaaseen vapaiden vapaita vapaisiin"),
    "18": ("maa", "maan maata maahan maiden maita maihin"),
    "19": ("suo", "suon suota suohon soiden soita soihin"),
    "20": ("filee", "fileen fileetä fileeseen fileiden fileitä fileisiin"),
    "23": ("tiili", "tiilen tiiltä tiileen tiilien tiiliä tiiliin"),
    "24": ("uni", "unen unta uneen unien unten unia uniin"),
    "25": ("toimi", "toimen toimea tointa toimeen toimien tointen toimia"),
    "26": ("pieni", "pienen pientä pieneen pienten pienien pieniä pieniin"),
    "27": ("käsi", "käden kättä käteen käsien kätten käsiä käsiin kädessä kätenä"),
    "28": ("kynsi", "kynnen kynttä kynteen kynsien kynsiä"),
    "29": ("lapsi", "lapsen lasta lapseen lasten lapsien lapsia"),
    "30": ("veitsi", "veitsen veistä veitseen veitsien veitsiä"),
    "31": ("kaksi", "kahden kahta kahteen kaksien kaksia"),
    "32": ("sisar", "sisaren sisarta sisareen sisarien sisarten sisaria"),
    "33": ("kytkin", "kytkimen kytkintä kytkimeen kytkimien kytkinten kytkimiä"),
    "34": ("onneton", "onnettoman onnetonta onnettomaan onnettomien onnettomia"),
    "35": ("lämmin", "lämpimän lämmintä lämpimään lämpimien lämpimiä"),
    "36": ("sisin", "sisimmän sisintä sisimpään sisimpien sisimpiä sisimmissä"),
    "37": ("vasen", "vasemman vasenta vasempaa vasempaan vasempien"),
    "38": ("nainen", "naisen naista naiseen naisten naisien naisia"),
    "39": ("vastaus", "vastauksen vastausta vastaukseen vastausten vastauksien vastauksia"),
    "40": ("kalleus", "kalleuden kalleutta kalleuteen kalleuksien kalleuksia"),
    "41": ("vieras", "vieraan vierasta vieraaseen vieraiden vieraita vieraisiin"),
    "42": ("mies", "miehen miestä mieheen miesten miehien miehiä"),
    "43": ("ohut", "ohuen ohutta ohueen ohuiden ohuita"),
    "44": ("kevät", "kevään kevättä kevääseen keväiden keväitä"),
    "45": ("kahdeksas", "kahdeksannen kahdeksatta kahdeksanteen kahdeksansien"),
    "46": ("tuhat", "tuhannen tuhatta tuhanteen tuhansien tuhansia"),
    "47": ("kuollut", "kuolleen kuollutta kuolleeseen kuolleiden kuolleita"),
    "48": ("hame", "hameen hametta hameeseen hameiden hameita hameisiin"),
    "49": ("askel", "askelen askeleen askelta askeletta askelten askeleiden askelia askeleita"),
}


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("virkamies", "virkamiehellä"), ("lakimies", "lakimiestä"), ("maantie", "maantiellä"),
        ("rautatie", "rautatietä"), ("hallintoelin", "hallintoelimessä"),
        ("suomenkieli", "suomenkielellä"), ("pankkitili", "pankkitilillä"),
        ("asiakirja", "asiakirjalla"), ("avoin", "avoimella"), ("puhelin", "puhelimella"),
    ],
)  # fmt: skip
def test_the_last_part_of_a_compound_gives_the_harmony(word, form):
    assert form in FINNISH.forms(word, Role.HEAD)


@pytest.mark.parametrize("kotus", PARADIGMS)
def test_the_example_of_every_type_has_the_forms_that_kotus_prints(kotus: str) -> None:
    word, printed = PARADIGMS[kotus]
    assert set(printed.split()) - forms(word) == set()


@pytest.mark.parametrize(
    ("word", "printed"),
    [
        ("hanke", "hankkeen hanketta hankkeeseen hankkeiden hankkeita hankkeissa"),
        ("rikos", "rikoksen rikosta rikokseen rikosten rikoksia"),
        ("turvallisuus", "turvallisuuden turvallisuutta turvallisuuteen turvallisuuksien"),
        ("yhteistyö", "yhteistyön yhteistyötä yhteistyöhön yhteistyössä"),
        ("aika", "ajan aikaa aikaan aikojen aikoja ajoissa"),
        ("vuosi", "vuoden vuotta vuoteen vuosien vuosia vuonna"),
        ("kansalainen", "kansalaisen kansalaista kansalaisten kansalaisia"),
        ("jakokerroin", "jakokertoimen jakokerrointa jakokertoimia"),
        ("tehdas", "tehtaan tehdasta tehtaaseen tehtaita"),
        ("paras", "parhaan parasta parhaita"),
        ("Lankojärvi", "lankojärven lankojärvellä"),
        ("punatiilinen", "punatiilisiä punatiilisen"),
        ("internet", "internetin internetiä internetissä"),
    ],
)
def test_words_of_public_prose_have_their_forms(word: str, printed: str) -> None:
    assert set(printed.split()) - forms(word) == set()


@pytest.mark.parametrize(
    ("strong", "vowel", "weak"),
    [
        ("takk", "i", "tak"), ("kapp", "i", "kap"), ("matt", "o", "mat"), ("jok", "e", "jo"),
        ("tap", "a", "tav"), ("kat", "u", "kad"), ("kenk", "ä", "keng"), ("kamp", "a", "kamm"),
        ("kult", "a", "kull"), ("rant", "a", "rann"), ("virt", "a", "virr"), ("kurk", "e", "kurj"),
        ("puk", "u", "puv"), ("leht", "i", "lehd"), ("vaak", "a", "vaa'"),
    ],
)  # fmt: skip
def test_consonants_weaken_before_a_closed_syllable(strong: str, vowel: str, weak: str) -> None:
    assert weak in weakened(strong, vowel)


def test_long_stops_always_weaken_and_s_keeps_the_stop_after_it() -> None:
    assert weakened("takk", "i") == ("tak",)
    assert weakened("must", "a") == ("must",)


def test_a_weak_base_gives_back_its_strong_grade() -> None:
    assert "hampa"[:-1] in strengthened("hamm")
    assert "hankk" in strengthened("hank")


def test_the_harmony_of_the_last_part_of_a_compound_is_left_open_when_it_is_neutral() -> None:
    assert [each.a for each in harmonies("talo")] == ["a"]
    assert [each.a for each in harmonies("tie")] == ["ä"]
    assert {each.a for each in harmonies("kaupunkitie")} == {"a", "ä"}
    assert "kaupunkitietä" in forms("kaupunkitie")


def test_a_plural_citation_form_inflects_in_the_plural_alone() -> None:
    found = forms("päästöt")
    assert {"päästöjen", "päästöjä", "päästöihin", "päästöissä"} <= found
    assert "päästön" not in found


def test_a_genitive_modifier_may_stand_in_the_other_number() -> None:
    assert "rikosten" in forms("rikoksen", Role.MODIFIER)
    assert "rikoksen" in forms("rikosten", Role.MODIFIER)
    assert "tiedon" in forms("tietojen", Role.MODIFIER)
    assert "tietojen" in forms("tiedon", Role.MODIFIER)


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("hankkeemme", "hankkeen"), ("talossaankin", "talossa"), ("hankkeelleen", "hankkeelle"),
        ("projekteihinsa", "projekteihin"), ("hankkeekseen", "hankkeeksi"), ("tukensa", "tukena"),
        ("kilpailukykyään", "kilpailukykyä"), ("onko", "on"), ("sopimuskaan", "sopimus"),
    ],
)  # fmt: skip
def test_clitics_and_possessives_come_off(written: str, base: str) -> None:
    if base != "on":
        assert base in bases(written)
    else:
        assert bases(written) == ()


def test_an_acronym_takes_its_endings_after_a_colon() -> None:
    found = FINNISH.acronym_forms("EU")
    assert {"EU", "EU:n", "EU:ssa", "EU:hun", "EU:ta"} <= found
    assert "eu:n" not in found


def test_postpositions_and_adverbs_are_vetoed_for_single_words() -> None:
    assert {"esimerkiksi", "kanssa", "mukaan", "vastaan"} <= FINNISH.veto


def test_every_type_of_the_table_has_an_example_that_fits_it() -> None:
    assert len(TYPES) == len({row.name for row in TYPES.values()})


@given(st.text(max_size=80))
def test_any_text_for_a_word_gives_forms_with_the_word_among_them(word: str) -> None:
    for role in Role:
        assert word.casefold() in FINNISH.forms(word, role)
    bases(word.casefold())


@pytest.mark.skipif(not VOIKKO.available, reason="Voikko is not installed")
def test_voikko_refuses_the_forms_of_another_word_and_knows_its_own() -> None:
    assert VOIKKO.confirms("kuusta", "kuusi") is True
    assert VOIKKO.confirms("taloja", "talo") is True
    assert VOIKKO.confirms("tilanne", "tila") is False
    assert VOIKKO.confirms("saamisen", "saaminen") is True
    assert VOIKKO.confirms("turvallisuuden", "turva") is None
    assert VOIKKO.confirms("flöövin", "flöövi") is None


@pytest.mark.skipif(not VOIKKO.available, reason="Voikko is not installed")
@given(st.text(max_size=8), st.text(max_size=70))
def test_voikko_is_shown_words_alone_and_never_fails(form: str, word: str) -> None:
    VOIKKO.confirms(form, word)


def test_without_voikko_nothing_is_refused_and_the_version_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "libvoikko", None)
    absent = Voikko()
    assert not absent.available
    assert "libvoikko" in absent.reason
    assert absent.version == "no voikko"
    assert absent.confirms("tilanne", "tila") is None


def test_the_profile_s_version_changes_with_the_rules_and_names_the_analyser() -> None:
    version = profile("fi").version
    assert version.startswith("fi ")
    assert VOIKKO.version in version
    assert Path(__file__).name not in version
