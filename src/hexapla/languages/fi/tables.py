"""The inflection types of Finnish nominals, as tables.

The numbers are those of the word list of the Institute for the Languages of Finland (Kotus,
*Nykysuomen sanalista*, types 1-49); the endings stand in *Iso suomen kielioppi* (VISK, §§ 63-98).
"""

from __future__ import annotations

from typing import NamedTuple


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


class InflectionType(NamedTuple):
    """One Kotus type, written as endings on a base: the word less what `nominative` matches.

    `A O U` stand for a/ä, o/ö, u/y as the word's harmony wants them; `Q` is the vowels and `Z`
    the last consonant of what `nominative` matched, `@` all of it. An ending goes on the base in
    the strong grade; after `-` in the weak grade; after `=` as the citation form has it. `stem` and
    `i_stem` bear the case endings; `te:de` are a strong and a weak stem where the type names both.
    """

    kotus: str
    example: str
    nominative: str
    grade: str
    stem: str
    partitive: str
    illative: str
    i_stem: str
    plural_genitive: str
    plural_partitive: str
    plural_illative: str

    @property
    def name(self) -> str:
        """Number and example, which together are unique."""
        return f"{self.kotus} {self.example}"


# Grade: “direct” weakens before a closed syllable (takki : takin), “inverse” strengthens every form
# but the citation form and the singular partitive (hake : hakkeen : haketta).
_ROWS = """
1  valo     [ouöy]      direct  Q       QA         QQn        Qi        Qjen                QjA       Qihin
2  palvelu  [ouöy]      none    Q       QA         QQn        Qi        Qjen,Qiden,Qitten   QjA,QitA  Qihin
3  valtio   [oö]        none    Q       QtA        QQn        Qi        Qiden,Qitten        QitA      Qihin
4  laatikko [oö]        direct  Q       QA         QQn        Qi        Qjen,-Qiden,-Qitten QjA,-QitA Qihin,-Qihin
5  risti    i           direct  i       iA         iin        ei        ien,ejen            ejA       eihin
6  paperi   i           none    i       iA         iin        ei        ien,eiden,eitten    ejA,eitA  eihin
7  ovi      i           direct  e       eA         een        i         ien                 iA        iin
8  nalle    e           direct  e       eA         een        ei        ejen                ejA       eihin
9  kala     [aä]        direct  A       AA         AAn        Oi        Ojen,Ain            OjA       Oihin
9  aika     ik[aä]      none    ikA:jA  ikAA       ikAAn      ikOi:jOi  ikOjen              ikOjA     ikOihin
10 koira    [aä]        direct  A       AA         AAn        i         ien,Ain             iA        iin
12 kulkija  [aä]        none    A       AA         AAn        Oi        Oiden,Oitten,Ain    OitA      Oihin
14 solakka  [aä]        direct  A       AA         AAn        Oi        Ojen,-Oiden,-Oitten OjA,-OitA Oihin,-Oihin
15 korkea   [aä]        none    A       AA,AtA     AAn        i         iden,itten          itA       ihin,isiin
16 vanhempi mpi         none    mpA:mmA mpAA       mpAAn      mpi:mmi   mpien,mpAin         mpiA      mpiin
17 vapaa    [aouyäö]    none    Q       QtA        Qseen      i         iden,itten          itA       isiin,ihin
18 maa      [aouyäö]    none    Q       QtA        QhQn       i         iden,itten          itA       ihin
18 hai      [aouäöy]i   none    @       @tA        @hin       @         @den,@tten          @tA       @hin
19 suo      uo          none    uo      uotA       uohon      oi        oiden,oitten        oitA      oihin
19 yö       yö          none    yö      yötA       yöhön      öi        öiden,öitten        öitA      öihin
19 tie      ie          none    ie      ietA       iehen      ei        eiden,eitten        eitA      eihin
20 filee    ee          none    ee      eetA       eeseen,eehen ei      eiden,eitten        eitA      eisiin,eihin
21 rosé     é           none    é       étA        éhen       éi        éiden,éitten        éitA      éihin
23 tiili    i           none    e       tA         een        i         ien,ten             iA        iin
25 toimi    mi          none    me      ntA,meA    meen       mi        mien,nten           miA       miin
27 käsi     si          none    te:de   ttA        teen       si        sien,tten           siA       siin
28 kynsi    nsi         none    nte:nne nttA       nteen      nsi       nsien,ntten         nsiA      nsiin
28 hirsi    rsi         none    rte:rre rttA       rteen      rsi       rsien,rtten         rsiA      rsiin
28 jälsi    lsi         none    lte:lle lttA       lteen      lsi       lsien,ltten         lsiA      lsiin
29 lapsi    psi         none    pse     stA        pseen      psi       psien,sten          psiA      psiin
30 veitsi   tsi         none    tse     stA,tseA   tseen      tsi       tsien,sten          tsiA      tsiin
31 kaksi    ksi         none    hte:hde htA        hteen      ksi       ksien               ksiA      ksiin
32 sisar    [aeiouyäö][lrn] inverse QZe =QZtA      QZeen      QZi       QZien,=QZten        QZiA      QZiin
33 kytkin   [aeiouyäö]+n inverse Qme     =QntA      Qmeen      Qmi       Qmien,=Qnten        QmiA      Qmiin
34 onneton  t[oö]n      none    ttOmA   tOntA      ttOmAAn    ttOmi     ttOmien,tOnten      ttOmiA    ttOmiin
35 lämmin   in          inverse imA     =intA      imAAn      imi       imien               imiA      imiin
36 sisin    n           none    mpA:mmA ntA        mpAAn      mpi:mmi   mpien,nten          mpiA      mpiin
37 vasen    n           none    mpA:mmA ntA,mpAA   mpAAn      mpi:mmi   mpien,nten          mpiA      mpiin
38 nainen   nen         none    se      stA        seen       si        sten,sien           siA       siin
39 vastaus  s           none    kse     stA        kseen      ksi       sten,ksien          ksiA      ksiin
40 kalleus  s           none    te:de   ttA        teen       ksi       ksien               ksiA      ksiin
41 vieras   [aeiouyäö]s inverse QQ      =QstA      QQseen     Qi        Qiden,Qitten        QitA      Qisiin,Qihin
42 mies     s           none    he      stA        heen       hi        sten,hien           hiA       hiin
43 ohut     t           none    e       ttA        een        i         iden,itten          itA       isiin,ihin
44 kevät    [äa]t       none    QQ      QttA       QQseen     Qi        Qiden,Qitten        QitA      Qisiin,Qihin
45 kolmas   s           none    nte:nne ttA        nteen      nsi       nsien               nsiA      nsiin
46 tuhat    t           none    nte:nne ttA        nteen      nsi       nsien,nten          nsiA      nsiin
47 kuollut  [uy]t       none    ee      QttA       eeseen     ei        eiden,eitten        eitA      eisiin,eihin
48 hame     e           inverse ee      =ettA      eeseen     ei        eiden,eitten        eitA      eisiin,eihin
49 askel    [aeiouyäö][lrn] inverse QZee =QZtA,QZettA QZeeseen QZei     QZeiden,QZeitten    QZeitA    QZeisiin,QZeihin
5  internet [^aeiouyäö] none    Zi      ZiA        Ziin       Zei       Zien                ZejA      Zeihin
"""  # noqa: E501  a table is read by its columns
TYPES = {
    row.name: row for row in (InflectionType(*line.split()) for line in _ROWS.strip().splitlines())
}


def types(*names: str) -> tuple[InflectionType, ...]:
    """Give table rows by their names, as "7 ovi"."""
    return tuple(TYPES[name] for name in names)


# Nouns in -i whose stem ends in -e (VISK § 63): closed lists, which compounds end in as well.
E_STEMS = {
    word: name
    for name, words in {
        "7 ovi": """arki hanhi hanki happi hauki helmi henki hetki hiki hirvi joki jälki järki järvi
            kaikki kampi kanki karhi kaski kiiski kivi koipi korpi koski kurki kylki käki kärki
            lahti lampi lehti lempi leski louhi lovi länki läpi mäki nimi noki nummi nurmi närhi
            olki onki onni ovi parvi piki pilvi polvi poski povi reki retki rupi saarni salmi
            sampi sappi sarvi siipi solki soppi sormi suksi sulki suomi suvi särki sääski talvi
            tammi torvi tuki typpi tyvi tähti vaski viiksi väki""",
        "23 tiili": """hiili hiiri huoli huuli jousi juuri kaari kieli kuori kuusi lohi meri mieli
            moni niini nuoli nuori pieli pieni puoli riihi ruuhi saari sieni suoli suoni suuri sääri
            tiili tuohi tuoni tuuli tyyni uni veri vieri vuohi vuori ääni ääri""",
        "25 toimi": "liemi loimi lumi luomi niemi taimi toimi tuomi",
        "27 käsi": """hiisi kausi käsi köysi liesi mesi paasi reisi susi sysi tosi täysi uusi vesi
            viisi vuosi""",
        "28 kynsi": "kansi kynsi länsi ponsi",
        "28 hirsi": "hirsi korsi morsi orsi parsi pursi varsi virsi",
        "28 jälsi": "jälsi",
        "29 lapsi": "hapsi lapsi ripsi",
        "30 veitsi": "peitsi veitsi",
        "31 kaksi": "haaksi kaksi yksi",
    }.items()
    for word in words.split()
}

# Words in -is, -es, -us of type 41 and other closed classes (VISK §§ 69-77).
CLOSED = {
    **dict.fromkeys(
        _words("altis aulis kallis kaunis kauris ruumis raitis tiivis valmis uros"),
        "41 vieras",
    ),
    **dict.fromkeys(["mies"], "42 mies"),
    **dict.fromkeys(_words("airut ehyt immyt kevyt kytkyt lyhyt neitsyt ohut olut"), "43 ohut"),
    "kevät": "44 kevät",
    "tuhat": "46 tuhat",
    **dict.fromkeys(["internet", "intranet"], "5 internet"),
    "lämmin": "35 lämmin",
    "vasen": "37 vasen",
    "aika": "9 aika",
    "poika": "9 aika",
    **dict.fromkeys(
        _words(
            """
    kolmas neljäs viides kuudes seitsemäs kahdeksas yhdeksäs kymmenes sadas tuhannes mones
    """
        ),
        "45 kolmas",
    ),
}

# Words of e and i alone, that compounds end in: their endings have ä, whatever stands before them
# (virkamies : virkamiehellä, VISK § 17).
NEUTRAL_LAST = (
    *(word for word in (*E_STEMS, *CLOSED) if not set(word) & set("aouäöy")),
    *_words(
        "elin esine este hinne kirje liike liite merkki piiri piste tie tiede tiimi tili viite"
    ),
)

# Forms that no rule gives, by the end of the word (VISK §§ 63, 66, 89).
IRREGULAR = {
    "vuosi": ("vuonna",),
    "meri": ("merta", "merten"),
    "veri": ("verta",),
}

# A word whose stem another spelling would show: paras : parhaan, veli : veljen (VISK §§ 63, 70).
AS_IF = {"paras": "parhas", "ruis": "rukis", "veli": "velji"}

# Consonant gradation (VISK §§ 41-46): strong and weak grade, the longer ending first.
GRADES = (
    ("kk", "k"),
    ("pp", "p"),
    ("tt", "t"),
    ("nk", "ng"),
    ("nt", "nn"),
    ("mp", "mm"),
    ("lt", "ll"),
    ("rt", "rr"),
    ("ht", "hd"),
    ("lk", "l"),
    ("lk", "lj"),
    ("rk", "r"),
    ("rk", "rj"),
    ("hk", "h"),
    ("hk", "hj"),
    ("lp", "lv"),
    ("rp", "rv"),
    ("k", ""),
    ("k", "v"),
    ("p", "v"),
    ("t", "d"),
)

# Cases on the singular and plural stems, by the grade they ask for (VISK § 81).
SINGULAR_WEAK = _words("n t ssA stA llA ltA lle ksi ttA")
SINGULAR_STRONG = ["nA"]
PLURAL_WEAK = _words("ssA stA llA ltA lle ksi ttA n")
PLURAL_STRONG = _words("nA ne neen")

# After the colon of an acronym (VISK § 169; Kielitoimiston ohjepankki, “Lyhenteiden taivutus”).
ACRONYM_ENDINGS = _words(
    """
    n ta tä a ä na nä ssa ssä sta stä lla llä lta ltä lle ksi tta ttä t han hän hen hin hon
    hun hyn hön aan ään een iin oon uun yyn seen iden ien jen itten ita itä ia iä ja jä issa
    issä ista istä illa illä ilta iltä ille iksi ihin iin nsa nsä mme
    """
)

# A single word in one of these forms is an adverb, a postposition or a verb far more often than the
# noun that it looks like (VISK §§ 371-404, 648-693): no hit for a single-word term.
VETO = frozenset(
    _words(
        """
        ajaksi ajoissa alla alle alta aluksi edelle edellä edeltä edessä edestä erikseen
        esillä esimerkiksi eteen hyvin hyväksi ikinä ikään ilman jatkossa johdosta jäljelle
        jäljessä jälkeen kanssa kautta kerran keskelle keskellä keskeltä kesken keskuudessa
        kohdin kohtaan kohti kokonaan kuluessa kuluttua käsillä lainkaan lisäksi lisää
        lopuksi lopulta lukien luo luona luota lähellä lähes lähin läpi mielellään muassa
        mukaan mukana muuten muutoin myötä määrin niin nimittäin ohella ohi oikein osaksi
        paikoilleen paikoin perässä puolesta päin päälle päällä päältä saakka seassa
        seuraavaksi sijaan sijasta silloin silti tahansa takaa takana takia
        tarpeeksi tarpeen teille teillä teistä teitä tilanne toisin tosin tuolla tuota
        turvin tähden vailla vaille varalta varassa varten vastaan vasten vastoin viereen
        vieressä viime viimein voimaan voimassa vuoksi väliin välille välillä väliltä
        välissä välistä yli ylle yllä yltä ympäri ympärillä äärellä
        """
    )
)
