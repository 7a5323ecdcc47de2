"""How faithfully documents come through a pack, over a folder of real Word files.

    HEXAPLA_DOCX_CORPUS=folder python bench/docx_packs.py [--render N] [--size N]

Every file is composed behind another one; the result must hold no dangling reference. N of them are
rendered by LibreOffice alone and in the pack: the pages and the text of each page are compared.
Then a pack of 1,000 documents is composed.
"""

import argparse
import hashlib
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from hexapla.errors import HexaplaError
from hexapla.model import Language
from hexapla.packs import Composer, Package, dangling, default_template
from hexapla.packs.draft import BROKEN
from hexapla.packs.fields import freeze_fields
from hexapla.packs.pages_text import page_texts
from hexapla.packs.xml import parse, serial


def compose(*documents: bytes) -> bytes:
    composer = Composer(default_template())
    for number, document in enumerate(documents, 1):
        package = Package.read(document)
        composer.document(package, number, language=language_of(package))
    return composer.finish().write()


def language_of(package: Package) -> Language | None:
    """Give the language that a file says it is in, as a workspace would know it."""
    part = package.related(package.main, "styles")
    said = re.search(
        rb"<w:docDefaults>.*?<w:lang [^>]*w:val=\"([a-z]{2,3})",
        package.parts.get(part, b""),
        re.DOTALL,
    )
    return Language(said[1].decode()) if said else None


def as_saved(content: bytes) -> bytes:
    """Give a file whose fields show what they showed when it was saved, as in a pack.

    LibreOffice sets the clock, the file's name and the like anew whenever it opens a file.
    """
    package = Package.read(content)
    for part in sorted(package.parts):
        if package.type_of(part).endswith(STORIES):
            root = parse(package.parts[part])
            freeze_fields(root)
            package.parts[part] = serial(root)
    return package.write()


STORIES = tuple(f"{kind}+xml" for kind in ("main", "header", "footer", "footnotes", "endnotes"))


def pages(content: bytes) -> list[str] | None:
    """Render a file; give the text of each page, or None where LibreOffice gives nothing."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "x.docx")
        source.write_bytes(content)
        command = ["soffice", f"-env:UserInstallation=file://{folder}/p", "--headless"]
        command += ["--convert-to", "pdf", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=120, check=False)
        except subprocess.TimeoutExpired:
            return None
        made = Path(folder, "x.pdf")
        if not made.is_file():
            return None
        # as it is drawn: a reader that puts lines together guesses where columns or boxes meet
        return [re.sub(r"\s+", "", text) for text in page_texts(made.read_bytes())]


def composing(files: list[Path]) -> list[Path]:
    anchor = files[0].read_bytes()
    good, refused, broken, loose, spent = [], 0, [], [], 0.0
    for path in files:
        content = path.read_bytes()
        began = time.perf_counter()
        try:
            made = compose(anchor, content)
        except HexaplaError:
            refused += 1
            continue
        except BROKEN as error:
            broken.append((path.name, repr(error)[:100]))
            continue
        spent += time.perf_counter() - began
        problems = dangling(Package.read(made))
        if problems:
            loose.append((path.name, problems[:2]))
        good.append(path)
    print(f"files {len(files)}  composed {len(good)}  refused with a reason {refused}")
    print(f"stumbled over {len(broken)}  with a dangling reference {len(loose)}")
    print(f"seconds a pack of two: {spent / max(len(good), 1):.3f}")
    for name, said in (*broken[:15], *loose[:25]):
        print(f"  {name}: {said}")
    return good


def rendering(files: list[Path], wanted: int) -> None:
    chosen = sorted(files, key=lambda path: hashlib.sha256(path.name.encode()).digest())
    chosen = [path for path in chosen if path.stat().st_size < 400_000][:wanted]
    alone = {path: pages(as_saved(path.read_bytes())) for path in chosen}
    same_count = same_text = counted = reordered = 0
    for first, second in zip(chosen, chosen[1:] + chosen[:1], strict=True):
        before, own = alone[first], alone[second]
        if not before or not own:
            continue
        counted += 1
        both = pages(compose(first.read_bytes(), second.read_bytes()))
        if not both:
            print(f"  {first.name} + {second.name}: LibreOffice gives nothing")
            continue
        if len(both) != len(before) + len(own):
            counts = f"{len(both)} pages for {len(before)} + {len(own)}"
            print(f"  {first.name} + {second.name}: {counts}")
            continue
        same_count += 1
        differing = [
            (number, ours, theirs)
            for number, (ours, theirs) in enumerate(zip(both, before + own, strict=True), 1)
            if ours != theirs
        ]
        if all(sorted(ours) == sorted(theirs) for _, ours, theirs in differing):
            reordered += bool(differing)
            same_text += 1
        else:
            number, ours, theirs = differing[0]
            at = next((i for i, (a, b) in enumerate(zip(ours, theirs, strict=False)) if a != b), 0)
            at = max(at - 20, 0)
            print(f"  {first.name} + {second.name}: page {number}")
            print(f"     pack “{ours[at : at + 70]}”  alone “{theirs[at : at + 70]}”")
    print(f"rendered pairs {counted}")
    if counted:
        print(f"same pages {same_count} ({same_count / counted:.0%})")
        print(f"same text on every page {same_text} ({same_text / counted:.0%})")
        print(f"of these drawn in another order within a line or page {reordered}")


def large(files: list[Path], size: int) -> None:
    if not size:
        return
    began, used = time.perf_counter(), time.process_time()
    composer = Composer(default_template())
    done = 0
    while done < size:
        for path in files:
            if done == size:
                break
            composer.document(Package.read(path.read_bytes()), done + 1)
            done += 1
    made = composer.finish().write()
    spent, used = time.perf_counter() - began, time.process_time() - used
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size} documents in one pack: {spent:.1f} s ({used:.1f} s of the processor), "
        f"{len(made) / 1e6:.1f} MB, peak {most:.0f} MB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--render", type=int, default=20)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--files", type=int, default=0)
    asked = parser.parse_args()
    folder = os.environ.get("HEXAPLA_DOCX_CORPUS", "")
    default = Path(__file__).parents[1] / "source_docs"
    files = sorted(Path(folder or default).rglob("*.docx"))
    if not files:
        sys.exit("no .docx files; set HEXAPLA_DOCX_CORPUS to a folder of them")
    if asked.files:
        files = files[:: max(len(files) // asked.files, 1)]
    good = composing(files)
    if asked.render:
        rendering(good, asked.render)
    small = [path for path in good if path.stat().st_size < 60_000] or good
    large(small, asked.size)


if __name__ == "__main__":
    main()
