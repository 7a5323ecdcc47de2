"""Writes the manual pages of the rules, docs/reference/rules/, from their docstrings.

    python tools/rules.py

`tests/checks/test_manual.py` compares what it would write with what stands there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from hexapla.checks import Check, Corpus, Pair, Passage, checks
from hexapla.model import Document, Unit

FOLDER = Path(__file__).parents[1] / "docs" / "reference" / "rules"
LOOKS_AT = {
    Unit: "each unit: a source text and its translation",
    Passage: "each block of a text, with or without a source",
    Document: "a whole document, with or without a source",
    Pair: "a translation and its source as wholes",
    Corpus: "all documents of a language together",
}
NAMES = {
    "en": "English", "lv": "Latvian", "lt": "Lithuanian", "et": "Estonian", "fi": "Finnish",
    "sv": "Swedish", "de": "German", "uk": "Ukrainian", "ro": "Romanian",
}  # fmt: skip


def pages() -> dict[str, str]:
    """Give the pages by file name: one for each rule, and their list."""
    made = {f"{name}.md": "\n".join(_page(rule)) + "\n" for name, rule in checks().items()}
    made["index.md"] = "\n".join(_index()) + "\n"
    return made


def _page(rule: Check) -> Iterator[str]:
    summary, _, rest = rule.help.partition("\n")
    yield f"# {rule.rule}"
    yield ""
    yield summary
    yield ""
    yield f"- Category (MQM): {rule.category}"
    yield f"- Severity: {rule.severity.label}"
    yield f"- Looks at {LOOKS_AT[rule.over]}"
    yield ""
    text, wrong, right = split(rest)
    yield re.sub(r"`` ?([^`]*) ?``", r"`\1`", text).strip()
    for title, lines in (("Wrong", wrong), ("Right", right)):
        yield ""
        yield f"## {title}"
        yield ""
        for language, said in lines:
            yield f"- {NAMES[language]}: {said}"


def split(text: str) -> tuple[str, list[tuple[str, str]], list[tuple[str, str]]]:
    """Split a rule's help into its text and the lines of its Wrong and its Right."""
    body, _, pair = text.partition("Wrong:")
    wrong, _, right = pair.partition("Right:")
    return body, _lines(wrong), _lines(right)


def _lines(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in text.strip().splitlines():
        head, colon, said = line.strip().partition(": ")
        if colon and head in NAMES:
            found.append((head, said))
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {line.strip()}")
    return found


def _index() -> Iterator[str]:
    yield "# Rules"
    yield ""
    yield "Made from the rules' docstrings by `tools/rules.py`. `[checks]` of hexapla.toml switches,"
    yield "weighs and narrows them; the family rules look at a document where its family asks."
    yield ""
    yield "| rule | category | severity | |"
    yield "|---|---|---|---|"
    for name, rule in checks().items():
        yield f"| [{name}]({name}.md) | {rule.category} | {rule.severity.label} | {rule.summary} |"


def main() -> None:
    """Write the pages."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
