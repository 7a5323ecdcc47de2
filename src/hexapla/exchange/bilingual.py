"""Reads units from files that hold two languages."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from hexapla.errors import HostileDocumentError, UnreadableDocumentError, UsageError
from hexapla.exchange.inline import Run, read_inline
from hexapla.model import Block, BlockKind, Language, State, Unit, language, normal
from hexapla.terminology import XML_SPACE, known_language, local, parse_xml

_MOST_BYTES = 256 * 1024 * 1024
_STATES = {
    "final": State.CURRENT, "reviewed": State.CURRENT, "signed-off": State.CURRENT,
    "translated": State.CURRENT, "needs-translation": State.STALE,
    "needs-adaptation": State.STALE, "needs-l10n": State.STALE,
}  # fmt: skip


_SOURCE_LANGUAGE = ("source_language", "source-language", "source language")
_LANGUAGE = ("language", "target_language", "target-language", "target language")
"""What a column or a key of JSON is called that says a language."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """A segment as a file states it; `target` is None where the file has none."""

    id: str
    source: Run
    target: Run | None
    state: State = State.UNKNOWN
    path: str = ""
    languages: tuple[str, str] = ("", "")


def read_units(
    path: Path, *, source_language: str | None = None, target_language: str | None = None
) -> tuple[Unit, ...]:
    """Read the units of an XLIFF 1.2 or 2, TMX, PO, TSV, CSV or JSON lines file, in its order.

    The languages are taken from the file where they are not given: a table's header may name
    columns ``source_language`` and ``language``, a line of JSON may have such keys. Of a TMX with
    several languages the two given ones are read. An "id" comes back as the id of both blocks;
    where the file repeats one, the later ones get "~2", "~3" … Inline codes are no text; a segment
    that is there but empty is a block without text, a missing one is no block.

    Raises:
        UnreadableDocumentError: it is not what its ending says; the place names the line.
        HostileDocumentError: it is too large or declares entities.
        UsageError: a language is neither given nor stated.

    """
    readers: dict[str, Callable[[bytes, str, str, str], Iterator[_Pair]]] = {
        ".xlf": _xliff, ".xliff": _xliff, ".tmx": _tmx, ".po": _po, ".pot": _po,
        ".tsv": _tsv, ".csv": _csv, ".jsonl": _json_lines, ".ndjson": _json_lines,
    }  # fmt: skip
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UnreadableDocumentError(
            f"is of an unknown kind “{path.suffix}”",
            place=str(path),
            remedy="use .xlf, .tmx, .po, .tsv or .jsonl",
        )
    given = (source_language or "", target_language or "")
    pairs = list(reader(_content(path), str(path), *given))
    seen: Counter[str] = Counter()
    return tuple(_unit(pair, path, given, seen) for pair in pairs)


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise HostileDocumentError(
                "is larger than 256 MiB", place=str(path), remedy="split it into several files"
            )
        return path.read_bytes()
    except OSError as error:
        raise UnreadableDocumentError(
            "cannot be read",
            place=str(path),
            cause=error.strerror or str(error),
            remedy="check that the file is there and that you may read it",
        ) from error


def _unit(pair: _Pair, path: Path, given: tuple[str, str], seen: Counter[str]) -> Unit:
    seen[pair.id] += 1
    identifier = pair.id if seen[pair.id] == 1 else f"{pair.id}~{seen[pair.id]}"
    source, target = (
        _tag(asked or stated, path, which)
        for asked, stated, which in zip(given, pair.languages, ("source", "target"), strict=True)
    )
    return Unit(
        document=path.stem,
        source_language=source,
        target_language=target,
        source=(_block(identifier, pair.source, pair.path, source),),
        target=(_block(identifier, pair.target, pair.path, target),) if pair.target else (),
        state=State.MISSING if pair.target is None else pair.state,
    )


def _tag(code: str, path: Path, which: str) -> Language:
    if not code:
        option = "--source-language" if which == "source" else "--language"
        raise UsageError(
            f"does not say its {which} language", place=str(path), remedy=f"give it with {option}"
        )
    return known_language(code) or language(code)


def _block(identifier: str, run: Run, path: str, tag: Language) -> Block:
    return Block(
        id=identifier,
        kind=BlockKind.PARAGRAPH,
        text=_nfc(run.text),
        path=path or identifier,
        language=tag,
        marks=tuple(run.marks) if _nfc(run.text) == run.text else (),
    )


def _nfc(text: str) -> str:
    """Give a text as NFC with its spaces as they are: doubled ones are a finding of the checks."""
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n"))


def _xliff(content: bytes, place: str, _source: str, _target: str) -> Iterator[_Pair]:
    root = parse_xml(content, place)
    if local(root) != "xliff":
        raise _not_a("XLIFF", root, place)
    if str(root.get("version", "")).startswith("1"):
        yield from _xliff_1(root)
    else:
        yield from _xliff_2(root)


def _xliff_1(root: Any) -> Iterator[_Pair]:
    for file in (part for part in root if local(part) == "file"):
        languages = (file.get("source-language", ""), file.get("target-language", ""))
        for unit in file.iter(etree.Element):
            if local(unit) != "trans-unit":
                continue
            parts = {local(part): part for part in reversed(unit)}
            if "source" not in parts:
                continue
            target = parts.get("target")
            state = "" if target is None else target.get("state", "")
            if unit.get("approved") == "yes":
                state = "final"
            yield _Pair(
                id=unit.get("id", "") or unit.get("resname", ""),
                source=read_inline(parts["source"]),
                target=None if target is None else read_inline(target),
                state=_STATES.get(state, State.UNKNOWN),
                path=f"{file.get('original', '')}/{unit.get('id', '')}".strip("/"),
                languages=languages,
            )


def _xliff_2(root: Any) -> Iterator[_Pair]:
    languages = (root.get("srcLang", ""), root.get("trgLang", ""))
    for unit in root.iter(etree.Element):
        if local(unit) != "unit":
            continue
        segments = [part for part in unit if local(part) == "segment"]
        for number, segment in enumerate(segments, 1):
            parts = {local(part): part for part in segment}
            if "source" not in parts:
                continue
            target = parts.get("target")
            identifier = unit.get("id", "")
            if len(segments) > 1:
                identifier += f"/{segment.get('id') or number}"
            stale = segment.get("subState", "").endswith(":stale")
            yield _Pair(
                id=identifier,
                source=read_inline(parts["source"]),
                target=None if target is None else read_inline(target),
                state=State.STALE
                if stale
                else _STATES.get(segment.get("state", ""), State.UNKNOWN),
                path=identifier,
                languages=languages,
            )


def _tmx(content: bytes, place: str, source: str, target: str) -> Iterator[_Pair]:
    root = parse_xml(content, place)
    if local(root) != "tmx":
        raise _not_a("TMX", root, place)
    header = next((part for part in root if local(part) == "header"), None)
    stated = "" if header is None else header.get("srclang", "")
    number = 0
    for unit in root.iter(etree.Element):
        if local(unit) != "tu":
            continue
        number += 1
        variants: dict[str, Any] = {}
        for variant in unit:
            segment = next((part for part in variant if local(part) == "seg"), None)
            code = variant.get(f"{XML_SPACE}lang") or variant.get("lang") or ""
            if local(variant) == "tuv" and segment is not None:
                variants.setdefault(code, segment)
        one = _variant(variants, source or unit.get("srclang") or stated)
        other = _variant({k: v for k, v in variants.items() if k != one}, target)
        if one is None or (other is None and target and len(variants) > 1):
            continue  # it says this in other languages
        yield _Pair(
            id=unit.get("tuid") or str(number),
            source=read_inline(variants[one]),
            target=None if other is None else read_inline(variants[other]),
            languages=(one, other or ""),
            path=f"tu{number}",
        )


def _variant(variants: dict[str, Any], wanted: str) -> str | None:
    """Find the language of a unit that is asked for, by its whole tag or its first part."""
    if not wanted or wanted == "*all*":
        return next(iter(variants), None)
    tags = {code: str(known_language(code) or code).lower() for code in variants}
    asked = str(known_language(wanted) or wanted).lower()
    exact = next((code for code, tag in tags.items() if tag == asked), None)
    base = asked.split("-")[0]
    return exact or next((code for code, tag in tags.items() if tag.split("-")[0] == base), None)


def _not_a(kind: str, root: Any, place: str) -> UnreadableDocumentError:
    return UnreadableDocumentError(
        f"is XML but no {kind}: its root is <{local(root)}>",
        place=place,
        remedy="name it by what it is",
    )


def _po(content: bytes, place: str, _source: str, _target: str) -> Iterator[_Pair]:
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415  slow to import

    try:
        catalogue = read_po(io.BytesIO(content), ignore_obsolete=True, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, LookupError, ValueError) as error:
        raise UnreadableDocumentError(
            "is no valid PO catalogue",
            place=place,
            cause=str(error),
            remedy="check it with `msgfmt --check`",
        ) from error
    stated = str(catalogue.locale or "").replace("_", "-")
    for message in catalogue:
        if not message.id:
            continue
        sources = message.id if isinstance(message.id, tuple) else (message.id,)
        targets = message.string if isinstance(message.string, tuple) else (message.string,)
        for number, text in enumerate(targets):
            source = str(sources[min(number, len(sources) - 1)])
            context = message.context or f"line-{message.lineno}"
            yield _Pair(
                id=context if len(targets) == 1 else f"{context}[{number}]",
                source=Run(source),
                target=Run(str(text or "")),
                state=State.STALE if message.fuzzy else State.UNKNOWN,
                path=f"line {message.lineno}",
                languages=("", stated),
            )


def _tsv(content: bytes, place: str, source: str, target: str) -> Iterator[_Pair]:
    return _rows(content, place, (source, target), "\t")


def _csv(content: bytes, place: str, source: str, target: str) -> Iterator[_Pair]:
    first = content.split(b"\n", 1)[0]
    return _rows(
        content, place, (source, target), ";" if first.count(b";") > first.count(b",") else ","
    )


def _rows(content: bytes, place: str, tags: tuple[str, str], delimiter: str) -> Iterator[_Pair]:
    """Read columns source and target, after an id where there are three; a header may name them."""
    text = _decoded(content, place)
    columns: dict[str, int] | None = None
    try:
        rows = csv.reader(
            io.StringIO(text, newline=""), delimiter=delimiter, quoting=_quoting(delimiter)
        )
        for row in rows:
            if not any(cell.strip() for cell in row):
                continue
            if columns is None:
                columns = _header(row, tags)
                if columns is not None:
                    continue
                columns = {"source": 0, "target": 1}
                if len(row) > 2:  # noqa: PLR2004  an id before the two texts
                    columns = {"id": 0, "source": 1, "target": 2}
            cells = {
                name: _unescaped(row[at]) if delimiter == "\t" else row[at]
                for name, at in columns.items()
                if at < len(row)
            }
            yield _Pair(
                id=cells.get("id", "").strip() or str(rows.line_num),
                source=Run(cells.get("source", "")),
                target=Run(cells["target"]) if "target" in cells else None,
                path=f"line {rows.line_num}",
                languages=(
                    cells.get("source_language", "").strip(),
                    cells.get("language", "").strip(),
                ),
            )
    except csv.Error as error:
        raise UnreadableDocumentError(
            "is no valid table", place=place, cause=str(error), remedy="correct its quotes"
        ) from error


def _quoting(delimiter: str) -> Literal[0, 3]:
    """Quotes are text in a TSV, as most programs write it; in a CSV they hold fields together."""
    return csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL


def _unescaped(cell: str) -> str:
    return cell.replace("\\n", "\n").replace("\\t", "\t") if "\\" in cell else cell


def _header(row: list[str], tags: tuple[str, str]) -> dict[str, int] | None:
    names = [cell.strip().strip('"').casefold() for cell in row]
    named = {
        "source": ("source", tags[0].casefold()),
        "target": ("target", "translation", tags[1].casefold()),
        "id": ("id", "key", "unit"),
        "source_language": _SOURCE_LANGUAGE,
        "language": _LANGUAGE,
    }
    found = {
        field: names.index(name)
        for field, choices in named.items()
        for name in choices
        if name and name in names
    }
    return found if {"source", "target"} <= found.keys() else None


def _decoded(content: bytes, place: str) -> str:
    try:
        marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        return content.decode("utf-16" if marked else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError(
            "is not UTF-8 text",
            place=place,
            cause=f"byte {error.start}",
            remedy="save it as UTF-8",
        ) from error


def _json_lines(content: bytes, place: str, _source: str, _target: str) -> Iterator[_Pair]:
    for number, line in enumerate(_decoded(content, place).split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            source, target = row["source"], row.get("target")
            if not isinstance(source, str) or not isinstance(target, str | None):
                raise TypeError("source and target are not texts")  # noqa: TRY301  told below
            stated = _stated(row, _SOURCE_LANGUAGE), _stated(row, _LANGUAGE)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            cause = f"no key {error}" if isinstance(error, KeyError) else str(error)
            raise UnreadableDocumentError(
                "is no unit of JSON lines",
                place=f"{place}:{number}",
                cause=cause,
                remedy='write {"id": …, "source": …, "target": …} on every line',
            ) from error
        identifier = row.get("id")
        yield _Pair(
            id=str(number) if identifier is None else normal(str(identifier)),
            source=Run(source),
            target=None if target is None else Run(target),
            path=f"line {number}",
            languages=stated,
        )


def _stated(row: dict[str, Any], names: tuple[str, ...]) -> str:
    """Give the language that a line of JSON states under one of these names, if it does."""
    said = next((row[name] for name in names if row.get(name) is not None), "")
    if not isinstance(said, str):
        raise TypeError("a language is no text")
    return said.strip()
