"""Loads glossaries and writes them."""

from __future__ import annotations

import hashlib
import json
import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from hexapla.errors import GlossaryEntryError, GlossaryError, HexaplaError, InputError, UsageError
from hexapla.model import Concept, Finding, Term, TermStatus, normal
from hexapla.terminology.entries import Entry, TermEntry, split
from hexapla.terminology.tables import (
    read_delimited,
    read_workbook,
    write_delimited,
    write_workbook,
)
from hexapla.terminology.tags import known_language
from hexapla.terminology.tbx import read_tbx, write_tbx

LONGEST_TERM = 300
"""Characters; what is longer is no term but a text that slipped into the wrong field."""

_MOST_BYTES = 256 * 1024 * 1024
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_STATUS = {
    "": TermStatus.PREFERRED, "preferred": TermStatus.PREFERRED,
    "approved": TermStatus.PREFERRED, "legal": TermStatus.PREFERRED,
    "regulated": TermStatus.PREFERRED, "standardized": TermStatus.PREFERRED,
    "standardised": TermStatus.PREFERRED, "admitted": TermStatus.ADMITTED,
    "allowed": TermStatus.ADMITTED, "permitted": TermStatus.ADMITTED,
    "proposed": TermStatus.ADMITTED, "new": TermStatus.ADMITTED,
    "deprecated": TermStatus.DEPRECATED, "notrecommended": TermStatus.DEPRECATED,
    "superseded": TermStatus.SUPERSEDED, "obsolete": TermStatus.SUPERSEDED,
    "outdated": TermStatus.SUPERSEDED, "forbidden": TermStatus.FORBIDDEN,
    "prohibited": TermStatus.FORBIDDEN, "rejected": TermStatus.FORBIDDEN,
    "donotuse": TermStatus.FORBIDDEN, "banned": TermStatus.FORBIDDEN,
}  # fmt: skip
_CONCEPT_SAYS = tuple(each.name for each in fields(Concept) if each.name not in {"terms", "place"})
_TERM_SAYS = tuple(each.name for each in fields(Term) if each.name != "place")
_YES = {"yes", "true", "1", "y", "x"}
_NO = {"no", "false", "0", "n"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The concepts of one glossary, in the order of its files, and what is wrong with the rest.

    A trouble is a GlossaryError for a file that was refused or an id that two entries claim, and a
    GlossaryEntryError for a single entry or term that was left out. `digest` changes with anything
    the concepts say, and with nothing else: not with file names, order of files, or places.
    """

    concepts: tuple[Concept, ...]
    troubles: tuple[HexaplaError | Finding, ...]
    digest: str


def load_glossary(paths: Iterable[Path]) -> Glossary:
    """Read the files of a glossary: TBX, CSV, TSV and XLSX, told apart by their endings.

    It raises nothing for what stands in a file: a bad file, entry or term is a trouble, and the
    rest goes on. Of two entries with the same id the first stands.
    """
    concepts: dict[str, Concept] = {}
    claimed: dict[str, str] = {}
    troubles: list[HexaplaError | Finding] = []
    for path in paths:
        try:
            for entry in _read(path):
                where = f"{path}:{entry.at}"
                if entry.id and entry.id in claimed:
                    troubles.append(_duplicate(entry.id, claimed[entry.id], where))
                    continue
                claimed[entry.id] = where
                concept = _concept(entry, path, troubles)
                if concept is not None:
                    concepts[concept.id] = concept
        except InputError as error:
            refused = GlossaryError(
                error.problem, place=error.place, cause=error.cause, remedy=error.remedy
            )
            refused.__cause__ = error
            troubles.append(refused)
    made = tuple(concepts.values())
    return Glossary(concepts=made, troubles=tuple(troubles), digest=_digest(made))


def export(concepts: Iterable[Concept], form: str) -> bytes:
    """Give the concepts as a file: `tbx` (TBX 3, DCT, Basic), `csv`, `tsv` or `xlsx`.

    The same concepts give the same bytes.

    Raises:
        UsageError: there is no such form.

    """
    if form == "tbx":
        return write_tbx(concepts)
    if form in {"csv", "tsv"}:
        return write_delimited(concepts, tabbed=form == "tsv")
    if form == "xlsx":
        return write_workbook(concepts)
    raise UsageError(
        f"a glossary cannot be written as “{form}”", remedy="use tbx, csv, tsv or xlsx"
    )


def _read(path: Path) -> Iterator[Entry]:
    kind = path.suffix.lower()
    place = str(path)
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= _MOST_BYTES else b""
    except OSError as error:
        raise GlossaryError(
            "cannot be read",
            place=place,
            cause=error.strerror or str(error),
            remedy="correct the path, or the file's permissions",
        ) from error
    if size > _MOST_BYTES:
        raise GlossaryError("is larger than 256 MiB", place=place, remedy="split the glossary")
    if not content.strip():
        raise GlossaryError("is empty", place=place, remedy="fill it or remove it")
    if kind in {".tbx", ".xml"}:
        return read_tbx(content, place)
    if kind in {".csv", ".tsv", ".tab", ".txt"}:
        return read_delimited(content, place, tabbed=kind in {".tsv", ".tab"})
    if kind in {".xlsx", ".xlsm"}:
        return read_workbook(content, place)
    raise GlossaryError(
        f"is of an unknown kind “{kind}”", place=place, remedy="use .tbx, .csv, .tsv or .xlsx"
    )


def _duplicate(identifier: str, first: str, second: str) -> GlossaryError:
    return GlossaryError(
        f"concept “{_shown(identifier)}” stands twice",
        place=second,
        cause=f"first at {first}, which stands",
        remedy="give one of the two another id, or join them",
    )


def _concept(entry: Entry, path: Path, troubles: list[HexaplaError | Finding]) -> Concept | None:
    def trouble(problem: str, at: str, remedy: str) -> None:
        troubles.append(GlossaryEntryError(problem, place=f"{path}:{at}", remedy=remedy))

    if not entry.id:
        trouble("an entry has no concept id", entry.at, "give it an id of its own")
        return None
    terms = []
    for stated in entry.terms:
        try:
            terms.append(_term(entry, stated, path))
        except GlossaryEntryError as error:
            troubles.append(error)
    said = entry.fields
    translate = said.get("translate", "").casefold()
    if translate and translate not in _YES | _NO:
        trouble(
            f"concept “{_shown(entry.id)}”: translate is “{_shown(translate)}”",
            entry.at,
            "use yes or no",
        )
    if not terms:
        if not entry.terms:
            trouble(f"concept “{_shown(entry.id)}” has no term", entry.at, "add a term, or drop it")
        return None
    return Concept(
        id=entry.id,
        terms=tuple(terms),
        subject=said.get("subject", ""),
        definition=said.get("definition", ""),
        note=said.get("note", ""),
        families=split(said.get("families", "")),
        partners=split(said.get("partners", "")),
        documents=split(said.get("documents", "")),
        translate=translate not in _NO,
        place=f"{path.name}:{entry.at}",
    )


def _term(entry: Entry, stated: TermEntry, path: Path) -> Term:
    def wrong(problem: str, remedy: str) -> GlossaryEntryError:
        return GlossaryEntryError(
            f"concept “{_shown(entry.id)}”: {problem}",
            place=f"{path}:{stated.at}",
            cause="the term was left out",
            remedy=remedy,
        )

    tag = known_language(stated.language)
    text = _clean(stated.text)
    said = stated.fields
    status = _STATUS.get(_status_key(said.get("status", "")))
    case = said.get("case_sensitive", "").casefold()
    if not text:
        raise wrong(f"an empty term in “{_shown(stated.language)}”", "write the term, or drop it")
    if tag is None:
        raise wrong(
            f"unknown language code “{_shown(stated.language)}” of “{_shown(text)}”",
            "use a BCP 47 tag such as lv or en",
        )
    if len(text) > LONGEST_TERM:
        raise wrong(
            f"a term of {len(text)} characters: “{_shown(text)}”",
            f"a term has at most {LONGEST_TERM} characters; move texts to the definition",
        )
    if not text.isprintable() and any(unicodedata.category(char)[0] == "C" for char in text):
        raise wrong(f"unprintable characters in “{_shown(text)}”", "type the term anew")
    if not any(char.isalnum() for char in text):
        raise wrong(f"a term without a letter or digit: “{_shown(text)}”", "correct it")
    if status is None:
        raise wrong(
            f"unknown status “{_shown(said['status'])}” of “{_shown(text)}”",
            "use preferred, admitted, deprecated, superseded or forbidden",
        )
    return Term(
        text=text,
        language=tag,
        status=status,
        part_of_speech=said.get("part_of_speech", ""),
        case_sensitive=True if case in _YES else False if case in _NO else None,
        extra_forms=tuple(_clean(form) for form in split(said.get("extra_forms", ""))),
        excluded_forms=tuple(_clean(form) for form in split(said.get("excluded_forms", ""))),
        note=said.get("term_note", ""),
        place=f"{path.name}:{stated.at}",
    )


def _status_key(value: str) -> str:
    """Reduce "preferredTerm-admn-sts", "Preferred term" and "preferred" to one word."""
    plain = re.sub(r"[\W_]+", "", value.casefold())
    return plain.removesuffix("admnsts").removesuffix("term")


def _clean(text: str) -> str:
    return normal(text.translate(_INVISIBLE))


def _shown(text: str, longest: int = 60) -> str:
    """Give a stranger's text so that it fits a message: one line, printable, cut."""
    plain = "".join(char if char.isprintable() else "�" for char in normal(text))
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def _digest(concepts: tuple[Concept, ...]) -> str:
    """Digest all that the concepts say, in the order of their ids, without their places."""
    made = hashlib.blake2b(digest_size=16)
    for concept in sorted(concepts, key=operator.attrgetter("id")):
        terms = [tuple(getattr(term, name) for name in _TERM_SAYS) for term in concept.terms]
        said = (*(getattr(concept, name) for name in _CONCEPT_SAYS), terms)
        made.update(json.dumps(said, ensure_ascii=False).encode())
    return made.hexdigest()
