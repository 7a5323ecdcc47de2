"""How fast Word documents are read, how much memory that takes, and what LibreOffice reads more.

    python bench/docx_read.py [--words]

Takes the folder of .docx (and .odt) files that HEXAPLA_DOCX_CORPUS names; without it a large
document is made up. Processor time is compared with unzipping and parsing (lxml) those parts that
the reader asks for: styles, lists, notes, headers, relationships, properties and the text. A part
that it leaves packed is not counted on either side. Memory is what Python holds at its peak, against
the XML of the same parts. With --words the words that LibreOffice's text export shows are looked
for among those that the reader gives.
"""

from __future__ import annotations

import contextlib
import io
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

from lxml import etree

from hexapla.documents import docx, odt
from hexapla.documents.package import Package
from hexapla.errors import HexaplaError
from hexapla.model import Language

ENGLISH = Language("en")
_SMALL = 150_000
"""Bytes of XML, styles and all: a letter, a form, minutes."""
WORD = re.compile(r"[^\W_]+")
_SPELLED = re.compile(r"(?i)(?:hundred|thousand) and (?=[a-z]+)")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default '
    'Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def made_up(paragraphs: int) -> bytes:
    """A document as Word writes it: three runs a paragraph, each with its properties."""
    look = '<w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="22"/>'
    run = (
        f'<w:r w:rsidRPr="00A77B3E"><w:rPr>{look}<w:szCs w:val="22"/><w:lang w:val="lv-LV"/>'
        '</w:rPr><w:t xml:space="preserve">Pārrobežu policijas sadarbības plāns {}. </w:t></w:r>'
    )
    body = "".join(
        '<w:p w:rsidR="00A77B3E" w:rsidRDefault="00A77B3E"><w:pPr><w:pStyle w:val="BodyText"/>'
        '<w:spacing w:before="120" w:after="120"/><w:jc w:val="both"/></w:pPr>'
        + "".join(run.format(3 * number + part) for part in range(3))
        + "</w:p>"
        for number in range(paragraphs)
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", TYPES)
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
        )
    return content.getvalue()


def best(action, times=7):
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        action()
        least = min(least, time.process_time() - start)
    return least


def read_docx(content: bytes) -> None:
    docx.read(content, name="", language=ENGLISH)


def asked_for(content: bytes) -> set[str]:
    """Give the parts of XML that the reader unpacks, in lower case."""
    found: set[str] = set()
    unpack = Package.read

    def noted(self: Package, part: str) -> bytes:
        found.add(part.lower())
        return unpack(self, part)

    Package.read = noted
    try:
        read_docx(content)
    finally:
        Package.read = unpack
    return found


def floor(content: bytes, parts: set[str]) -> int:
    """Unzip and parse these parts; give their bytes."""
    size = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.namelist():
            if part.lower() in parts:
                data = archive.read(part)
                size += len(data)
                etree.fromstring(data)
    return size


def timed(name: str, content: bytes) -> tuple[float, float, float, int]:
    parts = asked_for(content)
    size = floor(content, parts)
    parsing, reading = best(lambda: floor(content, parts)), best(lambda: read_docx(content))
    tracemalloc.start()
    read_docx(content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    if name:
        print(
            f"{name[:44]:44} {size / 1e6:8.2f} {parsing * 1e3:9.1f} {reading * 1e3:9.1f} "
            f"{reading / parsing:7.2f} {peak / size:7.2f}"
        )
    return parsing, reading, peak, size


def small(files: list[Path]) -> None:
    """Print what small files cost, all together."""
    made = []
    for path in random.Random(3).sample(files, min(len(files), 200)):
        content = path.read_bytes()
        try:
            if floor(content, asked_for(content)) < _SMALL:
                made.append(timed("", content))
        except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, HexaplaError):
            continue
    if made:
        parsing, reading = sum(one[0] for one in made), sum(one[1] for one in made)
        memory = sorted(one[2] / one[3] for one in made)
        print(
            f"{len(made)} small files: {reading / parsing:.2f} x the floor, "
            f"{1000 * reading / len(made):.2f} ms each; memory {memory[len(memory) // 2]:.2f} x the "
            f"XML in the middle, {sum(one[2] for one in made) / sum(one[3] for one in made):.2f} x "
            f"together, {memory[-1]:.2f} x at most"
        )


def exported(files: list[Path], folder: Path) -> None:
    for start in range(0, len(files), 20):
        subprocess.run(
            ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile"]
            + ["--convert-to", "txt:Text", "--outdir", str(folder)]
            + [str(path) for path in files[start : start + 20]],
            check=False,
            capture_output=True,
            timeout=300,
        )


def words_of(content: bytes) -> Counter[str]:
    """Every word of a document, deletions too (LibreOffice exports them), note numbers put in."""
    reader = odt if b"mimetypeapplication/vnd.oasis" in content[:200] else docx
    document = reader.read(content, name="", language=ENGLISH, view="all")
    found: Counter[str] = Counter()
    roman = dict(
        zip("123456789", ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"), strict=True)
    )
    for block in document.blocks:
        shown_so = Counter(WORD.findall(block.text))
        for shown in (roman, {}):
            text = block.text
            for mark in reversed([mark for mark in block.marks if mark.kind == "note"]):
                number = shown.get(mark.value, mark.value)
                text = text[: mark.start] + number + text[mark.start :]
            shown_so |= Counter(WORD.findall(text))
        found += shown_so + Counter(WORD.findall(block.label))
    return found


def compared(files: list[Path]) -> None:
    total = missing = refused = spelled = 0
    with tempfile.TemporaryDirectory() as name:
        exported(files, Path(name))
        for path in files:
            text = Path(name) / f"{path.stem}.txt"
            if not text.exists():
                continue
            shown = unicodedata.normalize("NFC", text.read_text("utf-8-sig"))
            wanted = Counter(WORD.findall(shown))
            try:
                lost = wanted - words_of(path.read_bytes())
            except HexaplaError as error:
                refused += 1
                if wanted:
                    print(f"refused: {path.name}: {error}")
                continue
            total += wanted.total()
            missing += lost.total()
            spelled += min(lost["and"], len(_SPELLED.findall(shown)))
            if lost:
                print(
                    f"{path.name[:60]:60} {lost.total():6} of {wanted.total():6} {list(lost)[:6]}"
                )
    for left_out, said in ((0, ""), (spelled, " without the “and” of its English number words")):
        share = 100 * (1 - (missing - left_out) / max(total - left_out, 1))
        print(
            f"words in LibreOffice's export{said}: {total - left_out}, "
            f"not read {missing - left_out}: {share:.3f} % read"
        )
    print(
        "Word writes no “and” in number words (One hundred one): a known deviation of LibreOffice"
    )
    print(f"files without text {refused} of {len(files)}")


def main() -> None:
    folder = os.environ.get("HEXAPLA_DOCX_CORPUS")
    files = sorted(Path(folder).rglob("*.docx")) if folder else []
    print(
        f"{'document':44} {'XML MB':>8} {'parse ms':>9} {'read ms':>9} {'ratio':>7} {'memory':>7}"
    )
    timed("made up", made_up(2000))
    for path in sorted(files, key=lambda path: (-path.stat().st_size, path.name))[:15]:
        with contextlib.suppress(KeyError, zipfile.BadZipFile, etree.XMLSyntaxError, HexaplaError):
            timed(path.name, path.read_bytes())
    small(files)
    if "--words" in sys.argv:
        compared(sorted([*files, *Path(folder or ".").rglob("*.odt")]) if folder else [])


if __name__ == "__main__":
    main()
