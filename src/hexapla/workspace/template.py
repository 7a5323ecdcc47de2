"""Makes a workspace from a few answers: one that runs at once and shows where things go."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hexapla.errors import ConfigurationError, UsageError
from hexapla.model import language
from hexapla.workspace.files import CONFIG, write_atomically

PARTNERSHIP, INTERREG = "partnership", "interreg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a new workspace is told of its project."""

    number: str = ""
    title: str = ""
    source: str = "en"
    languages: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    programme: str = ""
    template: str = PARTNERSHIP


def _texts() -> Mapping[str, Any]:
    """Give the first document's texts and the first terms, by language."""
    return tomllib.loads(Path(__file__).with_name("template.toml").read_text(encoding="utf-8"))


def make(folder: Path, answers: Answers) -> tuple[Path, ...]:
    """Write the workspace's files and give their paths.

    Raises:
        ConfigurationError: there is a workspace already.
        UsageError: a language code or the template's name is wrong.
        OutputError: the folder cannot be written.

    """
    if (folder / CONFIG).exists():
        raise ConfigurationError(
            "there is a workspace already",
            place=str(folder / CONFIG),
            remedy="choose another folder",
        )
    if answers.template not in {PARTNERSHIP, INTERREG}:
        raise UsageError(
            f"there is no template “{answers.template}”",
            remedy=f"use {PARTNERSHIP} or {INTERREG}",
        )
    source = language(answers.source)
    targets = tuple(
        tag for tag in dict.fromkeys(language(tag) for tag in answers.languages) if tag != source
    )
    made = {CONFIG: _config(answers, source, targets), **_first_document(source, targets)}
    for name, text in sorted(made.items()):
        write_atomically(folder / name, text.encode())
    return tuple(folder / name for name in sorted(made))


def _config(answers: Answers, source: str, targets: tuple[str, ...]) -> str:
    programme = answers.programme or ("interreg-2021-2027" if answers.template == INTERREG else "")
    lines = [
        "# Every key: docs/reference/configuration.md",
        "[project]",
        f"number = {_quoted(answers.number)}",
        f"programme = {_quoted(programme)}",
        "",
        "[project.titles]",
        f"{source} = {_quoted(answers.title)}",
        "",
        "[languages]",
        f"source = {_quoted(source)}",
        f"targets = [{', '.join(_quoted(tag) for tag in targets)}]",
    ]
    for number, partner in enumerate(answers.partners, 1):
        country, _, name = partner.rpartition(":")
        lines += [
            "",
            "[[partners]]",
            f'id = "partner-{number}"',
            f"country = {_quoted(country.upper())}",
            f'role = "{"coordinator" if number == 1 else "partner"}"',
            f"names = {{ {source} = {_quoted(name)} }}",
        ]
    title = _quoted(answers.title or "Documents")
    lines += ["", "[packs.all]", 'layout = "language"', f"titles = {{ {source} = {title} }}"]
    if targets:
        lines += ["", "[packs.side-by-side]", 'layout = "parallel"']
        lines += [f"titles = {{ {source} = {title} }}"]
    return "\n".join(lines) + "\n"


def _first_document(source: str, targets: tuple[str, ...]) -> dict[str, str]:
    texts = _texts()
    made = {}
    for tag in (source, *targets):
        if tag in texts or tag == source:
            text = texts.get(tag, texts["en"])
            made[f"source_docs/work-plan/work-plan.{tag}.md"] = (
                f"# {text['heading']}\n\n{text['text']}\n"
            )
    rows = ["concept,language,term,status"]
    for concept in texts["en"]["terms"]:
        rows += [
            f"{concept},{tag},{texts[tag]['terms'][concept]},preferred"
            for tag in (source, *targets)
            if tag in texts
        ]
    made["glossary/glossary.csv"] = "\n".join(rows) + "\n"
    made[".gitignore"] = ".hexapla/\noutput/\n"
    return made


def _quoted(text: str) -> str:
    """Give `text` as a TOML basic string."""
    made = "".join(
        f"\\u{ord(sign):04x}" if ord(sign) < ord(" ") else sign
        for sign in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{made}"'
