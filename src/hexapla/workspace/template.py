"""Makes a workspace from a few answers: one that runs at once and shows where things go."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from babel import Locale

from hexapla.errors import ConfigurationError, UsageError
from hexapla.workspace.config import known_tag
from hexapla.workspace.files import CONFIG, write_atomically

PARTNERSHIP, INTERREG = "partnership", "interreg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What a new workspace is told of its project."""

    number: str = ""
    title: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    """The title in the languages that are translated to."""
    source: str = "en"
    languages: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    programme: str = ""
    template: str = PARTNERSHIP


def _texts(template: str = PARTNERSHIP) -> Mapping[str, Any]:
    """Give the first documents' texts and the first terms of a template, by language."""
    name = "interreg.toml" if template == INTERREG else "template.toml"
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))


def make(folder: Path, answers: Answers) -> tuple[Path, ...]:
    """Write the workspace's files and give their paths.

    Raises:
        ConfigurationError: there is a workspace already.
        UsageError: a language code, a partner or the template's name is wrong.
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
    source = known_tag(answers.source)
    targets = tuple(
        tag for tag in dict.fromkeys(known_tag(tag) for tag in answers.languages) if tag != source
    )
    config = _config(answers, source, targets)
    if answers.template == INTERREG:
        config += _families(source, targets)
        documents = _plan_and_report(source, targets)
    else:
        documents = _first_document(source, targets)
    made = {CONFIG: config, ".gitignore": ".hexapla/\noutput/\n", **documents}
    for name, text in sorted(made.items()):
        write_atomically(folder / name, text.encode())
    return tuple(folder / name for name in sorted(made))


def _config(answers: Answers, source: str, targets: tuple[str, ...]) -> str:
    programme = answers.programme or ("interreg-2021-2027" if answers.template == INTERREG else "")
    titles = {source: answers.title}
    titles |= {tag: said for tag in targets if (said := answers.titles.get(tag, ""))}
    lines = [
        "# Every key: docs/reference/configuration.md",
        "[project]",
        f"number = {_quoted(answers.number)}",
        f"programme = {_quoted(programme)}",
        "",
        "[project.titles]",
        *(f"{tag} = {_quoted(text)}" for tag, text in titles.items()),
        *(f'# {tag} = ""' for tag in targets if tag not in titles),
        "",
        "[languages]",
        f"source = {_quoted(source)}",
        f"targets = [{', '.join(_quoted(tag) for tag in targets)}]",
    ]
    for number, partner in enumerate(answers.partners, 1):
        country, name = partner_of(partner)
        lines += [
            "",
            "[[partners]]",
            f'id = "partner-{number}"',
            f"country = {_quoted(country)}",
            f'role = "{"coordinator" if number == 1 else "partner"}"',
            f"names = {{ {source} = {_quoted(name)} }}",
        ]
    named = _inline({**titles, source: answers.title or "Documents"})
    lines += ["", "[packs.all]", 'layout = "language"', f"titles = {named}"]
    if targets:
        lines += ["", "[packs.side-by-side]", 'layout = "parallel"', f"titles = {named}"]
    return "\n".join(lines) + "\n"


def partner_of(said: str) -> tuple[str, str]:
    """Take “LV:Valsts policija” apart: the country and the name.

    Raises:
        UsageError: it is not of that form, or CLDR knows no such country.

    """
    country, colon, name = (part.strip() for part in said.partition(":"))
    if not colon or not name or country.upper() not in Locale("en").territories:
        raise UsageError(
            f"the partner “{said}” has no country that is known, or no name",
            remedy="write the country's two letters, a colon and the name: “LV:Valsts policija”",
        )
    return country.upper(), name


def _first_document(source: str, targets: tuple[str, ...]) -> dict[str, str]:
    texts = _texts()
    made = {}
    for tag in (source, *targets):
        if tag in texts or tag == source:
            text = texts.get(tag, texts["en"])
            made[f"source_docs/work-plan/work-plan.{tag}.md"] = (
                f"# {text['heading']}\n\n{text['text']}\n"
            )
    made["glossary/glossary.csv"] = _glossary(texts, (source, *targets))
    return made


def _glossary(texts: Mapping[str, Any], tags: tuple[str, ...]) -> str:
    rows = ["concept,language,term,status"]
    for concept in texts["en"]["terms"]:
        rows += [
            f"{concept},{tag},{texts[tag]['terms'][concept]},preferred"
            for tag in tags
            if tag in texts
        ]
    return "\n".join(rows) + "\n"


def _known(texts: Mapping[str, Any], source: str, targets: tuple[str, ...]) -> dict[str, Any]:
    """Give the texts of each language that is asked for; of a source not there, the English."""
    known = {tag: texts[tag] for tag in targets if tag in texts}
    return {source: texts.get(source, texts["en"]), **known}


def _families(source: str, targets: tuple[str, ...]) -> str:
    """Give the families of a two-country project: a plan of activities, reports on it."""
    texts = _texts(INTERREG)
    known = _known(texts, source, targets)
    columns = ", ".join(_quoted(name) for name in texts["columns"])
    plan = _inline({tag: said["plan"] for tag, said in known.items()})
    report = _inline({tag: said["report"] for tag, said in known.items()})
    lines = [
        "",
        "# What each column of the plan's table holds. No family is defined in the code.",
        "[families.WORKPLAN]",
        f"titles = {plan}",
        'checks = ["plan-measures", "status-vocabulary"]',
        "[families.WORKPLAN.options.measures]",
        f"columns = [{columns}]",
        "[families.WORKPLAN.options.status-vocabulary]",
    ]
    for status in texts["statuses"]:
        words = {tag: said["words"][status] for tag, said in known.items()}
        lines.append(f"{status} = {_inline(words)}")
    lines += [
        "[families.PROGRESS]",
        f"titles = {report}",
        'follows = "WORKPLAN"',
        "",
        "[packs.monitoring]",
        'sections = ["cover", "contents", "measures", "documents", "glossary", "revisions"]',
        'families = ["WORKPLAN", "PROGRESS"]',
        f"titles = {plan}",
    ]
    return "\n".join(lines) + "\n"


def _inline(said: Mapping[str, str]) -> str:
    """Give texts by language as an inline table of TOML."""
    return f"{{ {', '.join(f'{tag} = {_quoted(text)}' for tag, text in said.items())} }}"


def _plan_and_report(source: str, targets: tuple[str, ...]) -> dict[str, str]:
    texts = _texts(INTERREG)
    made = {}
    for tag, said in _known(texts, source, targets).items():
        table = [said["heads"], ["---"] * len(said["heads"])]
        for number, activity, year, budget, status in texts["rows"]:
            table.append(
                [
                    number,
                    said["activities"][activity],
                    said["place"],
                    year,
                    budget,
                    said["words"][status],
                ]
            )
        rows = "\n".join(f"| {' | '.join(row)} |" for row in table)
        plan, report = "source_docs/work-plan", "source_docs/progress-report"
        made[f"{plan}/work-plan.{tag}.md"] = f"# {said['plan']}\n\n{rows}\n"
        made[f"{report}/progress-report.{tag}.md"] = f"# {said['report']}\n\n{said['told']}\n"
    made["source_docs/work-plan/document.toml"] = 'family = "WORKPLAN"\n'
    made["source_docs/progress-report/document.toml"] = (
        'family = "PROGRESS"\n\n[reports_on]\nwork-plan = 1\n'
    )
    made["glossary/glossary.csv"] = _glossary(texts, (source, *targets))
    return made


def _quoted(text: str) -> str:
    """Give `text` as a TOML basic string."""
    made = "".join(
        f"\\u{ord(sign):04x}" if ord(sign) < ord(" ") else sign
        for sign in text.replace("\\", "\\\\").replace('"', '\\"')
    )
    return f'"{made}"'
