"""Splits texts into sentences, with the abbreviations and ordinals of each language."""

from __future__ import annotations

import functools
import re
import unicodedata

from hexapla.languages import profile
from hexapla.model import Span

_END = re.compile(r"(?P<stop>[.?!…։]+)(?P<close>[\"'”“’»)\]]*)(?P<gap>\s+|$)|(?P<line>[ \t]*\n\s*)")
_BEFORE = re.compile(r"[^\s(\[„“”\"«»'’]+$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)*[^\W\d_]")
_NUMBER = re.compile(r"(?:\d+[./–-])*\d+")
_ROMAN = re.compile(r"[IVXLC]+")
_OPENING = "„“”\"«»'’([–—-•"

_ORDINAL_POINT = {"lv", "et", "fi", "de", "lt"}
"""Languages that write an ordinal with a point: 12. maijā, 12. mail, 12. toukokuuta, 12. Mai."""

_LEADS_ON = {
    "": "dr prof st mr mrs ms no nr vs cf art fig vol ed eds para paras pt sec ch pp p",
    "en": "messrs hon rev gen col capt lt sgt jan feb mar apr jun jul aug sep sept oct nov dec"
    " approx incl e.g i.e viz al",
    "lv": "plkst tel lpp t.i piem att sk red tālr nod pk apakšp izd resp doc akad māc inž adv ģen"
    " plkv kpt ltn g.k prezid t.sk dz dzim v.i p.i sast ārk sal",
    "lt": "t.y pvz žr pan plg doc akad gen plk kpt str punkt pav vad dir red pirm gim tel tūkst mln"
    " mlrd g pr al aut t.t.p vyr jaun š.m v.p habil inž kun mot pl vysk",
    "et": "nt s.t st sh lk vt tlk tel hr pr prl dots akad kol kpt ltn mag insp näit p.a k.a u"
    " ca õ lg lgp",
    "fi": "esim ks vrt mm eli toim n puh kpl klo fil tri maist os huom nk ns s ao k.o t.s op liv"
    " kok mom sis so ym.s",
    "sv": "t.ex bl.a d.v.s dvs s.k ca kl tel jfr resp fr.o.m t.o.m f.d p.g.a m.a.o avd kap"
    " sid dnr st.f art.nr hr fru bl",
    "de": "z.b d.h bzw ca vgl hr fr nr str tel ggf u.a s.o s.u abs inkl geb",
}
"""Abbreviations after which the sentence goes on, whatever follows."""

_MAY_END = {
    "": "etc",
    "en": "a.m p.m jr sr inc ltd co corp",
    "lv": "u.c utt u.tml tml u.t.t u.t.jpr g gs d m",
    "lt": "kt t.t pan d m val min sek proc vnt vid a",
    "et": "jne jms jm jt a aa m.a.j e.m.a p.m.a sek min tk",
    "fi": "jne yms ym jms tms ja.muuta v vs min s",
    "sv": "m.fl m.m osv o.s.v o.dyl e.d st",
    "de": "usw u.ä uvm etc",
}
"""Abbreviations after which a capital letter begins a new sentence, and a small one does not."""


@functools.cache
def _abbreviations(language: str) -> tuple[frozenset[str], frozenset[str]]:
    base = language.split("-", maxsplit=1)[0]
    may_end = frozenset(f"{_MAY_END['']} {_MAY_END.get(base, '')}".split())
    known = {word.casefold().rstrip(".") for word in profile(language).conventions.abbreviations}
    leads_on = frozenset(f"{_LEADS_ON['']} {_LEADS_ON.get(base, '')}".split()) | known
    return leads_on - may_end, may_end


def sentences(text: str, language: str) -> tuple[Span, ...]:
    """Split a text into sentences: spans without the white space between them, in order.

    A point after an ordinal (12. maijā), a year word's number (2016. gada), an abbreviation or an
    initial does not end a sentence. A line break ends one unless a small letter follows.
    """
    spans = []
    start = _skip(text, 0)
    for found in _END.finditer(text):
        after = found.end()
        if found["line"] is not None:
            ends_at = found.start()
            boundary = after < len(text) and not text[after].islower()
        else:
            ends_at = found.end("close")
            boundary = after >= len(text) or _ends(text, start, found, language)
        if boundary and ends_at > start:
            spans.append(Span(start=start, end=ends_at))
            start = after
    rest = text[start:].rstrip()
    if rest:
        spans.append(Span(start=start, end=start + len(rest)))
    return tuple(spans)


def _ends(text: str, start: int, found: re.Match[str], language: str) -> bool:
    """Tell whether a sentence ends at a stop that white space and more text follow."""
    following = _first_letter(text, found.end())
    if following.islower():
        return False
    if found["stop"] != "." or ("\n" in found["gap"] and not found["close"]):
        return True
    before = _BEFORE.search(text, start, found.start())
    word = before[0] if before else ""
    alone = before is not None and not text[start : before.start()].strip(_OPENING + " ")
    base = language.split("-", maxsplit=1)[0]
    if _NUMBER.fullmatch(word) or (_ROMAN.fullmatch(word) and len(word) > 1):
        # "1. Mērķis" is a numbered line; "12. Saeima" an ordinal; "… in 2016. The …" an end.
        short = len(word) <= 2 or not word.isdigit()  # noqa: PLR2004
        return not (alone or (base in _ORDINAL_POINT and base != "lt" and short))
    leads_on, may_end = _abbreviations(language)
    plain = unicodedata.normalize("NFC", word).casefold()
    if plain in may_end and not word.isupper():
        return not following.isdigit()
    return plain not in leads_on and not _INITIALS.fullmatch(word)


def _first_letter(text: str, index: int) -> str:
    while index < len(text) - 1 and text[index] in _OPENING + " ":
        index += 1
    return text[index]


def _skip(text: str, index: int) -> int:
    while index < len(text) and text[index].isspace():
        index += 1
    return index
