"""Writes the reference pages that the code already knows: configuration, its schema, commands.

Run it after a change to either; `tests/test_reference.py` compares what it would write with what
stands in docs/reference/.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from typer.main import get_command

from hexapla.workspace.config import Config, DocumentConfig

ROOT = Path(__file__).parents[1]


def pages() -> dict[str, str]:
    """Give the pages by their path below docs/reference/."""
    schema = Config.model_json_schema()
    schema["title"] = "hexapla.toml"
    return {
        "configuration.md": "\n".join(_configuration()) + "\n",
        "hexapla.schema.json": json.dumps(schema, indent=2, sort_keys=True) + "\n",
        "commands.md": "\n".join(_commands()) + "\n",
    }


def _configuration() -> Iterator[str]:
    yield "# Configuration"
    yield ""
    yield "Made from the code by `tools/reference.py`. An unknown key is an error that names its"
    yield "line. Editors that know JSON Schema can use `hexapla.schema.json`."
    yield ""
    yield "## hexapla.toml"
    yield from _table(Config, "")
    yield "## document.toml"
    yield ""
    yield "Optional, beside a document's files."
    yield from _table(DocumentConfig, "")


def _table(model: type[BaseModel], prefix: str) -> Iterator[str]:
    fields = {
        name: field
        for name, field in model.model_fields.items()
        if _inner(field.annotation) is None
    }
    yield ""
    if fields:
        yield "| key | type | default | |"
        yield "|---|---|---|---|"
    for name, field in fields.items():
        default = None if field.is_required() else field.get_default(call_default_factory=True)
        shown = "must be given" if field.is_required() else json.dumps(default, ensure_ascii=False)
        text = field.description or ""
        yield f"| `{name}` | {_type(field.annotation)} | `{shown}` | {text} |"
    for name, field in model.model_fields.items():
        inner = _inner(field.annotation)
        if inner is None:
            continue
        kind, listed = inner
        path = f"{prefix}{name}"
        header = {"one": f"[{path}]", "many": f"[[{path}]]", "named": f"[{path}.NAME]"}[listed]
        yield ""
        yield f"### `{header}`"
        yield ""
        yield (kind.__doc__ or "").splitlines()[0]
        yield from _table(kind, f"{path}.NAME." if listed == "named" else f"{path}.")
    yield ""


def _inner(annotation: Any) -> tuple[type[BaseModel], str] | None:
    """Give the table that a key holds, and whether one, many or named ones."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, "one"
    arguments = get_args(annotation)
    if get_origin(annotation) in {Union, UnionType} and _is_table(arguments[0]):
        return arguments[0], "one"
    if get_origin(annotation) in {tuple, list} and _is_table(arguments[0]):
        return arguments[0], "many"
    if get_origin(annotation) is dict and _is_table(arguments[1]):
        return arguments[1], "named"
    return None


def _is_table(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _type(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin in {Union, UnionType}:
        return " or ".join(_type(one) for one in arguments if one is not type(None))
    if origin is dict:
        return f"table of {_type(arguments[1])}"
    if origin in {tuple, list}:
        return f"list of {_type(arguments[0])}"
    if origin is not None and str(origin).endswith("Literal"):
        return ", ".join(f"`{one}`" for one in arguments)
    names = {"str": "text", "int": "number", "bool": "true/false", "Any": "anything"}
    name = getattr(annotation, "__name__", str(annotation))
    return names.get(name, "language code" if name == "Language" else name)


def _commands() -> Iterator[str]:
    from hexapla.cli import app  # noqa: PLC0415  the page of commands alone needs it

    root: Any = get_command(app)
    yield "# Commands"
    yield ""
    yield "Made from the code by `tools/reference.py`. Exit codes: 0 done, 1 findings at or above"
    yield "`--fail-on`, 2 wrong usage or configuration, 3 input refused, 4 a service out of reach."
    yield ""
    yield "Before the command: " + ", ".join(f"`{one.opts[0]}`" for one in root.params) + "."
    yield from _group(root, "hexapla")


def _group(group: Any, path: str) -> Iterator[str]:
    for name in sorted(group.list_commands(None)):
        command = group.get_command(None, name)
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from _group(command, f"{path} {name}")
            continue
        arguments = " ".join(
            (one.name or "").upper() for one in command.params if one.param_type_name == "argument"
        )
        yield ""
        yield f"## `{' '.join(f'{path} {name} {arguments}'.split())}`"
        yield ""
        yield " ".join((command.help or "").split())
        options = [one for one in command.params if one.param_type_name == "option"]
        if options:
            yield ""
        for option in options:
            names = ", ".join(f"`{one}`" for one in (*option.opts, *option.secondary_opts))
            yield f"- {names}: {option.help or ''}".rstrip()


if __name__ == "__main__":
    folder = ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{name}\n")
