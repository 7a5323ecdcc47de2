"""The inflection types of Estonian nominals, as tables.

The numbers are those of the orthological dictionary (*Eesti õigekeelsussõnaraamat ÕS*, types 1-26);
the principal parts and endings stand in *Eesti keele käsiraamat* (EKK, M 13-M 90).
"""

from __future__ import annotations

from typing import NamedTuple


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


class InflectionType(NamedTuple):
    """A type by its principal parts, written as endings on a base.

    The base is the word less what `nominative` matches. `~` before an ending asks for the strong
    grade of the base, `-` for the weak one; without a sign it stays as the citation form has it,
    and `+` doubles its last consonant (*elu : ellu*). `Q` is the vowels and `Z` the last consonant
    of what `nominative` matched; `V` a stem vowel that the citation form does not show: `vowels`
    are those it may be. Several possible endings are parted by commas, `.` is none.
    """

    number: str
    example: str
    nominative: str
    vowels: str
    genitive: str
    partitive: str
    short_illative: str
    plural_genitive: str
    plural_partitive: str

    @property
    def name(self) -> str:
        """Number and example, which together are unique."""
        return f"{self.number} {self.example}"


_ROWS = """
1  ohutu    [aeiouõäöüy]        .    Q        Qt        .      Qte             Qid
2  õpik     [^aeiouõäöü]        aiue ZV       ZVt       .      ZVte            ZVid
2  peegel   [aeiou][lrnmv]      ai   ZV,-ZV   ZVt,-ZVt  .      ZVte,-ZVte      ZVid,-ZVid
2  edukas   [aeiu]s             .    Q        Qt        .      Qte             Qid
2  mõnus    [aeiu]s             .    Qsa      Qsat      .      Qsate           Qsaid
2  kolmas   s                   .    nda      ndat      .      ndate           ndaid
1  uimasti  i                   .    i        it        .      ite             eid
2  raudne   ne                  .    se       set       .      sete            seid
3  rõõmus   [aeiou]s            .    sa       sat       .      sate            said
4  ase      e                   .    eme      et        .      emete           emeid
5  liige    e                   .    me,~me   et        .      mete,~mete      meid,~meid
6  mõte     e                   .    e,~e     et        .      ete,~ete        eid,~eid
7  hammas   [aeiou]s            .    Q,~Q     Qst       .      Qste            Qid,~Qid
8  tütar    [aeiu][lrn]         ea   ZV       QZt       .      QZde,QZte       ZVid
10 väike    ke                  .    kese     kest      .      keste           kesi,keseid
9  katus    s                   .    se       st        sse    ste             si,seid
12 oluline  ne                  .    se       st        sse    ste             si,seid
13 suur     [lrn]               aeiu ZV       Zt        ZZde,Zde Zte           Zi
16 pere     [aeiouõäöüy]        .    Q        Qt        +Q     Qde             Qsid
17 elu      [aeiou]             .    Q        Q         +Q     Qde             Qsid
17 maja     a                   .    a        a         +a     ade             e,i,u
19 seminar  [^aeiouõäöü]        .    Zi       Zi,Zit    .      Zide            Ze,Zisid
22 riik     .                   aiue -V       V         V      Vde             Vsid
22 sepp     .                   .    .        .         .      .               e,i,u
22 internet [kpt]               .    Zi       ZZi       ZZi    ZZide           ZZe
22 õnnelik  k                   .    ku       kku       kku    ke,kkude        kke,kkusid
26 idee     [aeiouõäöü]+        .    Q        Qd        .      Qde             Qsid
26 maa      [aeiouõäöü]         .    Q        Qd        .      Qde             id
"""
TYPES = {
    row.name: row for row in (InflectionType(*line.split()) for line in _ROWS.strip().splitlines())
}


def types(*names: str) -> tuple[InflectionType, ...]:
    """Give table rows by their names, as "17 elu"."""
    return tuple(TYPES[name] for name in names)


class Parts(NamedTuple):
    """The principal parts of a nominal; the other forms are built on them (EKK M 57-M 60)."""

    genitive: frozenset[str]
    partitive: frozenset[str]
    short_illative: frozenset[str]
    plural_genitive: frozenset[str]
    plural_partitive: frozenset[str]


# Words of closed types (14, 15, 18, 20, 21, 24) and the irregular ones; compounds end in them too.
_CLOSED = """
aeg    aja     aega    aega    aegade   aegu
asi    asja    asja    .       asjade   asju
hari   harja   harja   .       harjade  harju
hoog   hoo     hoogu   hoogu   hoogude  hooge
iga    ea      iga     ikka    igade    igasid
jagu   jao     jagu    jakku   jagude   jagusid
jalg   jala    jalga   jalga   jalgade  jalgu
jõgi   jõe     jõge    jõkke   jõgede   jõgesid
jõud   jõu     jõudu   jõudu   jõudude  jõude,jõudusid
kaas   kaane   kaant   kaande  kaante   kaasi
kaks   kahe    kaht,kahte kahte kahtede kaksi
kali   kalja   kalja   .       kaljade  kalju
kiri   kirja   kirja   kirja   kirjade  kirju
koda   koja    koda    kotta   kodade   kodasid
kodu   kodu    kodu    koju    kodude   kodusid
kohus  kohtu   kohut   .       kohtute  kohtuid
kuri   kurja   kurja   .       kurjade  kurje
kusi   kuse    kust    .       kuste    kusi
kuus   kuue    kuut    kuude   kuute    kuusi
käsi   käe     kätt    kätte   käte     käsi
kümme  kümne   kümmet  .       kümnete  kümneid
ladu   lao     ladu    lattu   ladude   ladusid
lagi   lae     lage    lakke   lagede   lagesid
laps   lapse   last    .       laste    lapsi
laud   laua    lauda   lauda   laudade  laudu
lugu   loo     lugu    lukku    lugude   lugusid
lumi   lume    lund    lumme   lumede   lumesid
lääs   lääne   läänt   läände  läänte   lääni
magu   mao     magu    makku   magude   magusid
mari   marja   marja   .       marjade  marju
mees   mehe    meest   .       meeste   mehi
meri   mere    merd    merre   merede   meresid
mägi   mäe     mäge    mäkke   mägede   mägesid
nali   nalja   nalja   .       naljade  nalju
neli   nelja   nelja,nelja . nelja,neljade nelju
nimi   nime    nime    nimme   nimede   nimesid
nuga   noa     nuga    .       nugade   nuge
nägu   näo     nägu    näkku   nägude   nägusid
osa    osa     osa     ossa    osade    osi,osasid
padi   padja   patja   patja   patjade  patju
pea    pea     pead    pähe    peade    päid
pidu   peo     pidu    pittu   pidude   pidusid
poeg   poja    poega   poega   poegade  poegi
poiss  poisi   poissi  .       poiste   poisse
pood   poe     poodi   poodi   poodide  poode
põhi   põhja   põhja   põhja   põhjade  põhju
rada   raja    rada    .       radade   radu
raud   raua    rauda   rauda   raudade  raudu
rida   rea     rida    ritta   ridade   ridu
roog   roa     rooga   .       roogade  roogi
sada   saja    sada    .       sadade   sadu
sari   sarja   sarja   sarja   sarjade  sarju
selg   selja   selga   selga   selgade  selgi
siga   sea     siga    .       sigade   sigu
soe    sooja   sooja   .       soojade  sooje
sugu   soo     sugu    sukku   sugude   sugusid
suvi   suve    suve    suvve   suvede   suvesid
sõber  sõbra   sõpra   .       sõprade  sõpru
sõda   sõja    sõda    sõtta   sõdade   sõdu
süda   südame  südant  .       südamete südameid
tali   talve   talve   .       talvede  talvi
tegu   teo     tegu    .       tegude   tegusid
tuba   toa     tuba    tuppa   tubade   tube
tugi   toe     tuge    .       tugede   tugesid
tuhat  tuhande tuhat,tuhandet . tuhandete tuhandeid
tuli   tule    tuld    tulle   tulede   tulesid
täis   täie    täit    .       täite    täisi
tõsi   tõe     tõtt    .       tõte     .
tühi   tühja   tühja   .       tühjade  tühje,tühju
uba    oa      uba     .       ubade    ube
uks    ukse    ust     .       uste     uksi
uni    une     und     unne    unede    unesid
uus    uue     uut     uude    uute     uusi
vaher  vahtra  vahtrat .       vahtrate vahtraid
veri   vere    verd    verre   verede   veresid
vesi   vee     vett    vette   vete     vesi
viga   vea     viga    .       vigade   vigu
viis   viie    viit    .       viite    viisi
vili   vilja   vilja   vilja   viljade  vilju
vägi   väe     väge    väkke   vägede   vägesid
väli   välja   välja   välja   väljade  välju
võti   võtme   võtit   .       võtmete  võtmeid
õde    õe      õde     .       õdede    õdesid
õlu    õlle    õlut    .       õllede   õllesid
õu     õue     õue,õu  õue     õuede    õuesid
üks    ühe     üht,ühte ühte   ühtede   üksi
"""


def _parts(columns: list[str]) -> Parts:
    return Parts(*(frozenset(each.split(",")) - {"."} for each in columns))


CLOSED = {
    word: _parts(columns)
    for word, *columns in (line.split() for line in _CLOSED.strip().splitlines())
}
# These are whole words only: many other words end in the same letters (*viis*, *õigus*).
WHOLE_WORDS_ONLY = frozenset(
    _words("iga soe täis uba siga kuus viis uus kusi uni uks kali kuri tali hari õu õlu osa neli")
)

# Adjectives in -s that keep it before -a, with or without their vowel (EKK M 44), and ordinals.
SYNCOPATED = frozenset(_words("ainus armas hirmus kuulus rõõmus õnnis"))
KEEPING_S = frozenset(_words("ilus mõnus"))
ORDINALS = frozenset(
    _words("kolmas neljas viies kuues seitsmes kaheksas üheksas kümnes sajas tuhandes")
)

# Consonant gradation: strong and weak grade (EKK M 5-M 9), the longer ending first.
GRADES = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("ff", "f"),
    ("šš", "š"),
    ("ss", "s"),
    ("ld", "ll"),
    ("nd", "nn"),
    ("rd", "rr"),
    ("mb", "mm"),
    ("lb", "lv"),
    ("rb", "rv"),
    ("lg", "l"),
    ("lg", "lj"),
    ("rg", "r"),
    ("rg", "rj"),
    ("hk", "h"),
    ("ht", "h"),
    ("sk", "s"),
    ("k", "g"),
    ("p", "b"),
    ("t", "d"),
    ("g", ""),
    ("b", "v"),
    ("b", ""),
    ("d", ""),
    ("d", "j"),
)

# Cases on the genitive, the singular's and the plural's (EKK M 57); the illative -sse among them.
CASES = _words("sse s st le l lt ks ni na ta ga")
# Cases on the vowel plural: aastail, andmeiks (EKK M 60).
VOWEL_PLURAL_CASES = _words("sse s st le l lt ks")

# After an acronym, with a hyphen or without: EL-i, ELi, EL-is, ELis (EKK O 53).
ACRONYM_ENDINGS = _words(
    """
    i it is isse ist ile il ilt iks ini ina ita iga id ide sse s st le l lt ks ni na ta ga t d de
    e ed te
    """
)

# A single word in one of these forms is an adverb, an adposition or a conjunction far more often
# than the noun that it looks like (EKK SÜ 38, M 117): no hit for a single-word term.
VETO = frozenset(
    _words(
        """
        abil all alla alles alt asemel asemele edasi eel ees eest ehk eks ennast esialgu
        ette heaks hulgas hulgast hulka ikka ilma isegi jaoks jooksul juba just juurde
        juures juurest järel järele järelt järgi järgmiselt järjest kaasa kaasas kahjuks
        kallal kallale kaua kaudu keskel keskmiselt koguni kohal kohalt kohaselt kohe kohta
        kokku koos korraga korral kuid kuna kuni kuule käest käigus kõrval kõrvale kõrvalt
        külge küljes küll lahti lausa ligi loodud läbi lähedal lähedalt lähemal lõpuks maas
        maha mail meelest meie meil meile mitte muide muidugi muu mööda möödas neid nimelt
        näiteks näol olema omavahel osaliselt otsa otsas otsast otse peab peaks peaksid peal
        peale pealt pihta pool poole poolest poolt puhul pärast päris pärit põhjal ringi
        risti rohkem saadik seal sealt seas seast sees seest sellel seoses sisse sisuliselt
        suhtes surnud suunas taas taga tagant tagasi taha tarvis teatud tegelikult teie teil
        teile teineteise teist tema tule tuleb tuleks tuli täis täna tänu tõesti tõttu usu
        vahel vahele vahelt vaid vaja vara varal vastas vastavalt vastu veel väel väga välja
        väljas väljast võrra võrreldes äärde ääres äärest õieti ühe ühel üks üksi üldiselt
        üle üles ümber ümbert üsna
        """
    )
)

# Forms that Vabamorf reads as adverbs or adpositions too, and texts use as nouns no less.
RATHER_NOUNS = frozenset(
    _words(
        """
        aega ajal ajaks alal hulga hääli jalga kaela kujul käes kätte küljest lossi moel nulli osas
        panka peast pähe soo sõnul teel torti tükki varjus
        """
    )
)
