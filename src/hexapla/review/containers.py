"""ASiC-E containers (ETSI EN 319 162-1): unsigned ones for the signatories, signed ones rechecked.

The national tools of the partners (DigiDoc4, eParakstītājs, Signa Web) open such a container and
put their XAdES signature (ETSI EN 319 132-1) beside the files.
"""

from __future__ import annotations

import io
import mimetypes
import urllib.parse
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from hexapla.errors import HostileDocumentError, UnreadableDocumentError
from hexapla.review.signatures import Signature, read_signature

MEDIA = "application/vnd.etsi.asic-e+zip"
MANIFEST = "META-INF/manifest.xml"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_MOST_FILES = 5_000
_MOST_BYTES = 1 << 30
UNCHECKED = (
    "time stamps: when it was signed is what the signer's machine said",
    "revocation: whether the certificate was withdrawn, before or after",
    "trust: whether the certificate's issuer stands in the EU's trusted lists",
)
"""What the recheck of a signature leaves out, and a validation service has to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A container rechecked: its files, its signatures, what is wrong with it as a whole."""

    files: tuple[str, ...]
    signatures: tuple[Signature, ...]
    problems: tuple[str, ...] = ()

    @property
    def broken(self) -> tuple[str, ...]:
        """Every problem, those of the signatures with the signature's name."""
        told = [f"{one.name}: {what}" for one in self.signatures for what in one.problems]
        return (*self.problems, *told)


def container(files: Mapping[str, bytes]) -> bytes:
    """Give an unsigned container of these files. The same files give the same bytes."""
    root = etree.Element(f"{{{_SPACE}}}manifest", nsmap={"manifest": _SPACE})
    root.set(f"{{{_SPACE}}}version", "1.2")
    for name, media in [("/", MEDIA), *((name, _media(name)) for name in sorted(files))]:
        entry = etree.SubElement(root, f"{{{_SPACE}}}file-entry")
        entry.set(f"{{{_SPACE}}}full-path", name)
        entry.set(f"{{{_SPACE}}}media-type", media)
    manifest = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        # EN 319 162-1, A.1: “mimetype” comes first and is stored as it is.
        archive.writestr(_entry("mimetype", zipfile.ZIP_STORED), MEDIA.encode())
        archive.writestr(_entry(MANIFEST, zipfile.ZIP_DEFLATED), manifest)
        for name in sorted(files):
            archive.writestr(_entry(name, zipfile.ZIP_DEFLATED), files[name])
    return made.getvalue()


def _entry(name: str, method: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, _EPOCH)
    made.compress_type = method
    made.create_system = 3
    made.external_attr = 0o644 << 16
    return made


def _media(name: str) -> str:
    known = {
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".json": "application/json",
        ".pdf": "application/pdf",
        ".txt": "text/plain",
    }
    suffix = Path(name).suffix.lower()
    return known.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"


def read_container(path: Path) -> Container:
    """Recheck a container: its shape, every file's digest, every signature's value.

    What is not checked stands in `UNCHECKED`.

    Raises:
        UnreadableDocumentError: it is no container.
        HostileDocumentError: it is larger than a pack can be, or names a file twice or outside.

    """
    try:
        with zipfile.ZipFile(path) as archive:
            _fence(path, archive.infolist())
            names = archive.namelist()
            files = {name: archive.read(name) for name in names if not name.endswith("/")}
            first = archive.infolist()[0] if names else None
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise UnreadableDocumentError(
            "is no container that can be read",
            place=str(path),
            cause=str(error),
            remedy="ask for the file again; a container ends in .asice and is a ZIP file",
        ) from error
    problems = []
    if first is None or first.filename != "mimetype" or first.compress_type != zipfile.ZIP_STORED:
        problems.append("mimetype: is not the first file, stored as it is")
    if files.get("mimetype", b"").strip() != MEDIA.encode():
        problems.append(f"mimetype: does not say {MEDIA}")
    payload = {
        name: content
        for name, content in files.items()
        if name != "mimetype" and not name.startswith("META-INF/")
    }
    problems += _listed(files.get(MANIFEST, b""), set(payload))
    signatures = tuple(
        one
        for name in sorted(files)
        if name.startswith("META-INF/") and "signatures" in name.lower() and name.endswith(".xml")
        for one in read_signature(name, files[name], payload)
    )
    return Container(files=tuple(sorted(payload)), signatures=signatures, problems=tuple(problems))


def _fence(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    names = [one.filename for one in entries]
    outside = [name for name in names if name.startswith("/") or ".." in name.split("/")]
    cause = ""
    if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > _MOST_BYTES:
        cause = "it is larger than a pack can be"
    elif len(set(names)) != len(names):
        cause = "it names a file twice"
    elif outside:
        cause = f"it names a file outside of itself: {outside[0]}"
    if cause:
        raise HostileDocumentError(
            "was refused", place=str(path), cause=cause, remedy="ask for the file again"
        )


def _listed(manifest: bytes, payload: set[str]) -> list[str]:
    """Compare the container's list of files with the files that are there."""
    if not manifest:
        return [f"{MANIFEST}: is missing"]
    try:
        root = etree.fromstring(manifest, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        return [f"{MANIFEST}: is no XML ({error})"]
    listed = {
        urllib.parse.unquote(one.get(f"{{{_SPACE}}}full-path", ""))
        for one in root.iter(f"{{{_SPACE}}}file-entry")
    } - {"/"}
    listed = {name for name in listed if not name.startswith("META-INF/")}
    return [
        *(f"{name}: is missing, and {MANIFEST} names it" for name in sorted(listed - payload)),
        *(f"{name}: is not named in {MANIFEST}" for name in sorted(payload - listed)),
    ]
