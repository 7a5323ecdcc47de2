"""Paradigms as Dabartinės lietuvių kalbos gramatika (1994) prints them."""

import pytest

from hexapla.languages import Role, profile
from hexapla.languages.lt.paradigms import softened

LITHUANIAN = profile("lt").paradigms

NOUNS = {
    "namas": "namo namui namą namu name namai namų namams namus namais namuose",
    "kelias": "kelio keliui kelią keliu kelyje keliai kelių keliams kelius keliais keliuose",
    "vėjas": "vėjo vėjui vėją vėju vėjyje vėjai vėjų vėjams vėjus vėjais vėjuose",
    "brolis": "brolio broliui brolį broliu brolyje broliai brolių broliams brolius broliais",
    "arklys": "arklio arkliui arklį arkliu arklyje arkliai arklių arkliams arklius arkliuose",
    "medis": "medžio medžiui medį medžiu medyje medžiai medžių medžiams medžius medžiuose",
    "diena": "dienos dienai dieną dienoje dienų dienoms dienas dienomis dienose",
    "upė": "upės upei upę upe upėje upių upėms upes upėmis upėse",
    "akis": "akies akiai akį akimi akyje akys akių akims akimis akyse",
    "dantis": "danties dančiui dantį dantimi dantyje dantys dantų dantims dantis dantyse",
    "sūnus": "sūnaus sūnui sūnų sūnumi sūnuje sūnūs sūnums sūnumis sūnuose",
    "profesorius": "profesoriaus profesoriui profesorių profesoriumi profesoriuje profesoriai",
    "vanduo": "vandens vandeniui vandenį vandeniu vandenyje vandenys vandenų vandenims",
    "sesuo": "sesers seseriai seserį seserimi seseryje seserys seserų seserims seseris seseryse",
    "žmogus": "žmogaus žmogui žmogų žmogumi žmoguje žmonės žmonių žmonėms žmones žmonėse",
    "duomenys": "duomenų duomenims duomenis duomenimis duomenyse",
    "susitarimas": "susitarimo susitarimui susitarimą susitarime susitarimų susitarimuose",
    "mokymasis": "mokymosi mokymuisi mokymąsi mokymusi",
    "kaltinamasis": "kaltinamojo kaltinamajam kaltinamąjį kaltinamieji kaltinamųjų",
}

MODIFIERS = {
    "geras": "gero geram gerą geru gerame geri gerų geriems gerus gerais geruose gera geros",
    "viešasis": "viešojo viešajam viešąjį viešuoju viešajame viešieji viešųjų viešoji viešosios",
    "platus": "plataus plačiam platų plačiu plačiame platūs plačių plati plačios plačiai plačią",
    "medinis": "medinio mediniam medinį mediniu mediniame mediniai medinių mediniems medinė medinės",
    "pabėgęs": "pabėgusio pabėgusiam pabėgusį pabėgusių pabėgusi pabėgusios pabėgusią",
    "informacijos": "informacijos informacijų",
    "nusikaltimo": "nusikaltimo nusikaltimų",
    "šalies": "šalies šalių",
}


@pytest.mark.parametrize(("word", "forms"), NOUNS.items())
def test_a_noun_has_the_forms_of_its_declension(word, forms):
    assert set(forms.split()) - LITHUANIAN.forms(word, Role.HEAD) == set()


@pytest.mark.parametrize(("word", "forms"), MODIFIERS.items())
def test_a_modifier_agrees_or_stands_frozen(word, forms):
    assert set(forms.split()) - LITHUANIAN.forms(word, Role.MODIFIER) == set()


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("būtis", "būtis būties būčiai būtį būtimi būtyje būtie būtys būčių būtims būtimis būtyse"),
        ("duomenys", "duomenys duomenų duomenims duomenis duomenimis duomenyse"),
        ("durys", "durys durų durims duris durimis duryse"),
        ("mokymasis", "mokymasis mokymosi mokymuisi mokymąsi mokymusi mokymesi"),
        ("varžybos", "varžybos varžybų varžyboms varžybas varžybomis varžybose"),
        ("pinigai", "pinigai pinigų pinigams pinigus pinigais piniguose piniguosna"),
    ],
)  # fmt: skip
def test_a_noun_has_these_forms_and_no_other(word, forms):
    assert LITHUANIAN.forms(word, Role.HEAD) == set(forms.split())


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("vokietis", "vokiečio vokiečiui vokietį vokiečiu vokietyje vokiečiai vokiečių vokiečiams"),
        ("svetys", "svečio svečiui svetį svečiu svetyje svečiai svečių svečiams svečius"),
        ("radijas", "radijo radijui radiją radiju radijuje"),
        ("petys", "peties pečiui petį pečiu petyje pečiai pečių pečiams pečius pečiais"),
        ("nukentėjusysis", "nukentėjusiojo nukentėjusįjį nukentėjusieji nukentėjusiuosius"),
        ("sutartis", "sutarties sutarčiai sutartį sutartimi sutartyje sutartys sutarčių"),
        ("mėnuo", "mėnesio mėnesiui mėnesį mėnesiu mėnesyje mėnesiai mėnesių mėnesiams"),
        ("moteris", "moters moteriai moterį moterimi moteryje moterys moterų moterims moteris"),
    ],
)  # fmt: skip
def test_a_noun_with_a_change_in_its_stem_has_these_forms(word, forms):
    assert set(forms.split()) - LITHUANIAN.forms(word, Role.HEAD) == set()


@pytest.mark.parametrize(
    ("stem", "joined"),
    [("med", "medžio"), ("svet", "svečio"), ("vėj", "vėjo"), ("brol", "brolio")],
)
def test_t_and_d_soften_before_i_and_a_vowel(stem, joined):
    assert softened(stem, "io") == joined


@pytest.mark.parametrize(("word", "alien"), [("padėtis", "padėtų"), ("padėtis", "padėti")])
def test_a_verb_is_no_form_of_a_noun(word, alien):
    assert alien not in LITHUANIAN.forms(word, Role.HEAD)
