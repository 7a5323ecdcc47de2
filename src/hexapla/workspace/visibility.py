"""What must be said about the money of the European Union: official statements as data.

The facts, their sources and how well each is proven stand in `visibility.toml` beside this file. A
programme of 2007–2013 asks for a sentence of its own; from 2014 every programme says “Funded by the
European Union” or “Co-funded by the European Union” in the form of the language.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from hexapla.errors import ConfigurationError
from hexapla.model import Language
from hexapla.workspace.config import Config

_GENERIC_SINCE = 2014
_PERIOD = re.compile(r"(?:^|-)(\d{4})-(\d{4})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongForm:
    """A statement that is met and is official in no period; `right` is what should stand."""

    text: str
    right: str
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The official statement of a programme in a language.

    `lines` is the statement as it is set, a line each; the first line alone carries the duty, the
    others name the service. `admitted` are other official wordings of the first line. `level` says
    how well it is proven: "A" read with an authority, "B" read with a project or in artwork, "C"
    set by us from what was found, "own" from `[visibility]` of the workspace. `wrong` are known
    wrong forms in that language. No lines: none is known for the language.
    """

    language: Language
    programme: str
    lines: tuple[str, ...]
    admitted: tuple[str, ...] = ()
    level: str = "C"
    sources: tuple[str, ...] = ()
    wrong: tuple[WrongForm, ...] = ()

    @property
    def text(self) -> str:
        """The whole statement, its lines joined by line breaks."""
        return "\n".join(self.lines)

    @property
    def forms(self) -> tuple[str, ...]:
        """What counts as the statement in a text: the first line, or an admitted wording."""
        return (*self.lines[:1], *self.admitted)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeName:
    """A programme's name in a language: as quoted, the part that never changes, wrong names."""

    name: str
    stem: str
    wrong: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EmblemRules:
    """What holds for the emblem: fly to hoist as two numbers, RGB colours, height in mm."""

    ratio: tuple[int, int]
    blue: str
    yellow: str
    minimum_height_mm: int
    sources: tuple[str, ...]


@functools.cache
def _facts() -> Mapping[str, Any]:
    text = files("hexapla.workspace").joinpath("visibility.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def programmes() -> Mapping[str, str]:
    """Give the programmes with a statement of their own: id to description, sorted by id."""
    known = _facts()["programmes"]
    return {name: known[name]["description"] for name in sorted(known)}


def emblem_rules() -> EmblemRules:
    """Give the emblem's rules (Regulation (EU) No 763/2014, Annex, and the Commission's guide)."""
    raw = _facts()["emblem"]
    fly, hoist = raw["ratio"].split(":")
    return EmblemRules(
        ratio=(int(fly), int(hoist)),
        blue=raw["blue"],
        yellow=raw["yellow"],
        minimum_height_mm=raw["minimum_height_mm"],
        sources=tuple(raw["sources"]),
    )


def statement(config: Config, language: Language) -> Statement:
    """Give the official statement for the project's programme in `language`.

    The workspace's own statement wins. A language without its own entry is looked for by its first
    subtag. Where the programme has no sentence in the language, the statement has no lines, and the
    wrong forms are known all the same.

    Raises:
        ConfigurationError: the programme is unknown and names no period from 2014.

    """
    programme = config.project.programme
    own = _of(config.visibility.statements, language)
    wrong = _wrong_forms(config, language, own)
    if own is not None:
        return Statement(
            language=language,
            programme=programme,
            lines=tuple(line.strip() for line in own.splitlines() if line.strip()),
            level="own",
            sources=(config.visibility.reason or "hexapla.toml, [visibility]",),
            wrong=wrong,
        )
    found = _special(programme)
    raw = _of(found["statements"] if found else _facts()["generic"]["statements"], language) or {}
    if found:
        lines = tuple(raw.get("lines", ()))
    else:
        said = raw.get(config.project.funding)
        lines = (said,) if said else ()
    return Statement(
        language=language,
        programme=programme,
        lines=lines,
        admitted=tuple(raw.get("admitted", ())),
        level=raw.get("level", "C"),
        sources=tuple(raw.get("sources", ())),
        wrong=wrong,
    )


def programme_name(config: Config, language: Language) -> ProgrammeName | None:
    """Give the programme's name in `language`, or None where it has none of its own.

    Raises:
        ConfigurationError: the programme is unknown and names no period from 2014.

    """
    found = _special(config.project.programme)
    raw = (_of(found["statements"], language) if found else None) or {}
    own = _of(config.visibility.programme_names, language)
    name = own or raw.get("name")
    if not name:
        return None
    stem = name if own else raw.get("name_stem", name)
    return ProgrammeName(name=name, stem=stem, wrong=tuple(raw.get("wrong_names", ())))


def _special(programme: str) -> Mapping[str, Any] | None:
    """Give the programme that has sentences of its own; None: the generic statement holds."""
    known: Mapping[str, Mapping[str, Any]] = _facts()["programmes"]
    if programme in known:
        return known[programme]
    period = _PERIOD.search(programme)
    if not programme or (period and int(period[1]) >= _GENERIC_SINCE):
        return None
    raise ConfigurationError(
        f"“project.programme”: there is no programme “{programme}”",
        place="hexapla.toml",
        remedy=f"use one of: {', '.join(sorted(known))}; or an own name that ends in its period "
        "from 2014 on, such as interreg-2021-2027; or leave it empty",
    )


def _wrong_forms(config: Config, language: Language, own: str | None) -> tuple[WrongForm, ...]:
    """Give the known wrong forms with what should stand in place of each, in this project."""
    generic = _of(_facts()["generic"]["statements"], language) or {}
    found = _special(config.project.programme) if own is None else None
    special = (_of(found["statements"], language) or {}).get("lines") if found else None
    forms = []
    for text, kind, seen in generic.get("wrong", ()):
        right = own or ("\n".join(special) if special else generic.get(kind, ""))
        forms.append(WrongForm(text=text, right=right, seen=seen))
    return tuple(forms)


def _of(table: Mapping[Any, Any], language: Language) -> Any:
    """Give the entry for a language: by its whole tag, else by its first subtag."""
    return table.get(language, table.get(language.split("-")[0]))
