"""The page: what the desk shows of a pack's translations, as data and a script in one HTML file.

It asks nothing of a network: its policy allows the one script and the one style that it holds, by
their digests. Texts go into the page as text, never as markup. It is made of what the pack is made
of, and says nothing of decisions: the same pack has the same page, however far its review is. A
draft's page has the open threads as well, to be read.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
from babel import Locale, UnknownLocaleError

from hexapla.catalogue import translator
from hexapla.checks import fill, worded
from hexapla.model import Block, Finding, Language, Severity, State, TermStatus, Unit
from hexapla.packs import Content, Item, Version
from hexapla.review.comments import Thread, threads
from hexapla.review.decisions import WHOLE, bound
from hexapla.review.offline.glossary import Glossary
from hexapla.review.signing_off import Review

SHORT = 16
"""So many letters of a digest stand in the page: 64 bits, to be compared, not to be trusted."""


Talk = Callable[[str, Language], Sequence[Thread]]
"""Gives the threads about a version of a document."""


def pages_of(review: Review) -> Callable[[Content], Mapping[str, bytes]]:
    """Give what makes a draft's file for its review: with the open threads of a review.

    What is sealed holds no conversation: a release is made with `offline_pages` alone.
    """

    def open_threads(document: str, language: Language) -> tuple[Thread, ...]:
        return tuple(one for one in threads(review, document, language) if one.open)

    cache = review.workspace.private / "cache"
    return functools.partial(offline_pages, talk=open_threads, cache=cache)


def offline_pages(
    content: Content, *, talk: Talk | None = None, cache: Path | None = None
) -> Mapping[str, bytes]:
    """Give the file that a pack holds for its review, by its name; none without a translation.

    `talk` gives what was said about a version, to be read beside it; `cache` is the folder for
    compiled terms.
    """
    made = offline_page(content, talk=talk, cache=cache)
    return {f"{content.spec.name}.review.html": made} if made else {}


def offline_page(content: Content, *, talk: Talk | None = None, cache: Path | None = None) -> bytes:
    """Give the page of a pack; empty where it holds no translation."""
    data = _data(content, talk or (lambda *_: ()), Glossary(content.concepts, cache))
    if not data["documents"]:
        return b""
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    data["page"] = hashlib.sha256(raw.encode()).hexdigest()[:SHORT]
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    script, style = _static("page.js"), _static("page.css")
    first = data["documents"][0]
    language = next(iter(first["versions"]))
    return (
        _template()
        .render(
            language=language,
            title=first["versions"][language]["title"],
            script=script,
            style=style,
            script_hash=_hashed(script),
            style_hash=_hashed(style),
            # Nothing in a text may end the element that holds the data.
            data=raw.replace("<", "\\u003c"),
        )
        .encode()
    )


def _data(content: Content, talk: Talk, glossary: Glossary) -> dict[str, Any]:
    documents = [made for one in content.items if (made := _document(content, one, talk, glossary))]
    tags = sorted({tag for one in documents for tag in one["versions"]})
    own = {one["source"] for one in documents} | set(tags)
    return {
        "pack": content.spec.name,
        "project": content.config.project.number,
        "names": {tag: _name(tag) for tag in sorted(own)},
        "words": {tag: _words(translator(tag)) for tag in tags},
        "documents": documents,
        "concepts": glossary.shown(own),
    }


def _document(content: Content, item: Item, talk: Talk, glossary: Glossary) -> dict[str, Any]:
    versions = {
        tag: item.versions[tag]
        for tag in content.languages
        if tag != item.source_language and tag in item.versions and item.versions[tag].units
    }
    if not versions:
        return {}
    source: dict[str, int] = {}
    blocks: list[Block] = []
    for version in versions.values():
        for unit in version.units:
            for block in unit.source:
                if block.id not in source:
                    source[block.id] = len(blocks)
                    blocks.append(block)
    return {
        "name": item.name,
        "title": item.title(item.source_language),
        "source": item.source_language,
        "blocks": [_block(one) for one in blocks],
        "versions": {
            tag: {
                "title": item.title(tag),
                "rows": _rows(content, item, tag, version, source, glossary),
                "talk": _talk(talk(item.name, tag)),
            }
            for tag, version in versions.items()
        },
    }


def _talk(given: Sequence[Thread]) -> dict[str, list[list[list[str]]]]:
    """Give the threads by the block that they stand at, “” where it is the document as a whole."""
    made: dict[str, list[list[list[str]]]] = {}
    for thread in given:
        at = "" if thread.block in {"", WHOLE} else thread.block[:SHORT]
        said = [
            [one.author, one.at.date().isoformat(), one.text, one.quoted] for one in thread.comments
        ]
        made.setdefault(at, []).append(said)
    return made


def _rows(  # noqa: PLR0917  what a row is made of
    content: Content,
    item: Item,
    tag: Language,
    version: Version,
    source: Mapping[str, int],
    glossary: Glossary,
) -> list[list[Any]]:
    say = translator(tag)
    return [
        [
            binding.block[:SHORT],
            [source[one.id] for one in unit.source] if unit else [],
            [_block(one) for one in unit.target] if unit else [],
            _state(unit),
            [one[:SHORT] for one in binding.hashes],
            [_finding(one, unit, say, tag) for one in _sorted(found)],
            "\n".join(
                version.changes[one.id]
                for one in (unit.source if unit and unit.state is State.STALE else ())
                if one.id in version.changes
            ),
            glossary.numbers(
                item,
                [(one.text, item.source_language) for one in (unit.source if unit else ())]
                + [(one.text, tag) for one in (unit.target if unit else ())],
            ),
        ]
        for unit, found, binding in bound(version.units, content.of(item.name, tag))
    ]


def _state(unit: Unit | None) -> str:
    if unit is None:
        return ""
    return "missing" if not unit.target else unit.state.value


def _sorted(found: Sequence[Finding]) -> list[Finding]:
    return sorted(found, key=lambda one: (-one.severity, one.rule, one.fingerprint))


def _block(block: Block) -> list[str]:
    made = [block.text, block.kind.value, block.label, block.language or ""]
    while made and not made[-1] and len(made) > 1:
        made.pop()
    return made


def _finding(
    one: Finding, unit: Unit | None, say: Callable[[str], str], language: Language
) -> list[Any]:
    """Give a finding as the page has it; the last figure is the target block that it stands in."""
    targets = [block.id for block in unit.target] if unit else []
    at = targets.index(one.location.block) if one.location.block in targets else -1
    message = one.message
    if one.template:
        try:
            message = fill(say(one.template), worded(one.evidence, say, language))
        except (IndexError, ValueError, AttributeError):
            message = one.message
    return [
        int(one.severity),
        one.rule,
        message,
        one.suggestion,
        one.fingerprint[:SHORT],
        one.location.start,
        one.location.end,
        at,
    ]


def _words(say: Callable[[str], str]) -> dict[str, Any]:
    """Give the words of the page in one language."""
    return {
        "skip": say("Skip to the text"),
        "about": say("Decisions made here go into a file: save it and send it back."),
        "label_document": say("Document"),
        "label_language": say("Language"),
        "label_state": say("State"),
        "label_severity": say("Severity"),
        "label_rule": say("Rule"),
        "label_decision": say("Decision"),
        "all": say("all"),
        "search": say("Search"),
        "keys": say("Keys"),
        "close": say("Close"),
        "next": say("Next block"),
        "before": say("Block before"),
        "approve": say("Approve"),
        "send-back": say("Send back"),
        "waive": say("Waive"),
        "undo": say("Take back"),
        "save": say("Save decisions"),
        "what": say("What is to be changed?"),
        "why": say("Why is nothing to be changed?"),
        "stuck": say("What is stale or missing cannot be approved."),
        "open": say("Not decided"),
        "shown": say("{shown} of {total} blocks"),
        "diff": say("What changed"),
        "terms": say("Terms of the glossary"),
        "talk": say("What was said about it"),
        "whole": say("The document as a whole"),
        "statuses": {
            one.value: say(one.value) for one in TermStatus if one is not TermStatus.PREFERRED
        },
        "acts": {
            "approve": say("Approved"),
            "send-back": say("Sent back"),
            "waive": say("Waived"),
        },
        "states": {
            "current": say("Current"),
            "stale": say("Stale"),
            "missing": say("Missing"),
            "extra": say("Not in the source"),
            "unknown": say("Not confirmed"),
        },
        "severities": [
            say(("Neutral", "Minor", "Major", "Critical")[severity]) for severity in Severity
        ],
    }


def _name(tag: str) -> str:
    """Give a language's own name of itself, with its code."""
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return tag
    return f"{locale.get_display_name(locale) or tag} ({tag})"


@functools.cache
def _static(name: str) -> str:
    return files("hexapla.review.offline").joinpath(name).read_text(encoding="utf-8")


@functools.cache
def _template() -> jinja2.Template:
    return jinja2.Environment(autoescape=True, keep_trailing_newline=True).from_string(
        _static("page.html")
    )


def _hashed(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
