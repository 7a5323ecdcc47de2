"""Releases: a pack sealed under a number, with who signed it off and the head of the log inside.

A release is never altered. What is wrong with it is put right by a corrigendum: a release of its
own that names the one it corrects.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hexapla import __version__
from hexapla.errors import HexaplaError, InputError, UsageError
from hexapla.model import Language, PackSpec
from hexapla.packs import Assembled, assemble, verify, write_bag
from hexapla.review.approvals import approvals
from hexapla.review.containers import container
from hexapla.review.decisions import RELEASED, Standing, Verdict
from hexapla.review.offline.page import offline_pages
from hexapla.review.permissions import NotAllowedError
from hexapla.review.signing_off import Review
from hexapla.review.substance import OtherPackError, changed, substance, substance_digest
from hexapla.revisions import Event, Ledger
from hexapla.workspace import SourceDocument, write_atomically

SEAL = "seal.json"
_LISTING = "manifest-sha256.txt"
_SEALED = 0o444


class NotReadyError(InputError):
    """A pack that is not ready was not released; `blockers` says everything that it lacks."""

    def __init__(self, pack: str, blockers: Sequence[Blocker]) -> None:
        self.blockers = tuple(blockers)
        more = f"; and {len(blockers) - 1} more" if len(blockers) > 1 else ""
        super().__init__(
            "is not ready to be released",
            place=f"pack {pack}",
            cause="{first}{more}",
            remedy="settle it in `hexapla review`, or force the release by name with a reason",
            facts={"first": blockers[0], "more": more},
        )

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process."""
        return (NotReadyError, (self.place.removeprefix("pack "), self.blockers))


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocker:
    """Something that stands against a release.

    `template` is what it says with {names} that the `facts` fill; “” where it is said in English
    alone.
    """

    kind: str
    problem: str
    document: str = ""
    language: str = ""
    template: str = ""
    facts: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def against(
        cls, kind: str, template: str, document: str, language: str, **facts: object
    ) -> Blocker:
        """Give one that is said by a template, in any language."""
        return cls(
            kind=kind,
            problem=template.format_map(facts),
            document=document,
            language=language,
            template=template,
            facts=facts,
        )

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.document, self.language) if part)
        return f"{where}: {self.problem}" if where else self.problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A sealed pack: its folder, its container for the signatories, what it was forced over."""

    pack: str
    number: int
    folder: Path
    container: Path
    overridden: tuple[Blocker, ...] = ()
    corrects: int | None = None


def blockers(review: Review, pack: str) -> tuple[Blocker, ...]:
    """Give what stands against a pack's release as far as its documents and decisions tell.

    What the pack itself lacks is known when it is assembled, which `release` does.

    Raises:
        UsageError: there is no such pack.

    """
    return tuple(
        one
        for document, languages in _wanted(review, _spec(review, pack))
        for tag in languages
        for one in _against(review, document.name, tag)
    )


def may_release(
    review: Review, pack: str, *, person: str, over: Sequence[Blocker] = ()
) -> NotAllowedError | None:
    """Give what a person would be refused a release with: for want of a role; None: they may.

    `over` is what the release would be forced over.

    Raises:
        UsageError: there is no such pack.

    """
    try:
        _allowed(review, _spec(review, pack), person)
        _forcing(review, over, person)
    except NotAllowedError as error:
        return error
    return None


def release(
    review: Review,
    pack: str,
    *,
    person: str,
    forced: str = "",
    corrects: int | None = None,
    reason: str = "",
    approved: Mapping[str, str] | None = None,
) -> Release:
    """Assemble a pack anew, and seal it as the next release of its number.

    `forced` is the reason for releasing it although something stands against it; it goes into the
    log and into the release with the person's name. A corrigendum says with `reason` what was
    wrong with the release that it `corrects`. `approved` is the `substance` of the pack that was
    shown to whoever approved it: another is not sealed.

    Raises:
        UsageError: there is no such pack or release, or a name or a reason is missing.
        NotAllowedError: the person has no role that releases it.
        NotReadyError: something stands against it, and it was not forced.
        OtherPackError: it is not what was approved.
        OutputError: the output folder cannot be written.

    """
    if not person.strip():
        raise UsageError("a release needs the name of who releases it", remedy="give --who")
    spec = _spec(review, pack)
    _allowed(review, spec, person)
    root = review.workspace.output / pack
    before = _corrected(root, pack, corrects, reason)
    found = list(blockers(review, pack))
    number = _next(review.ledger, root, pack)
    made = _assembled(review, spec, release=number)
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    now = substance(manifest)
    others = changed(approved, now) if approved is not None else ()
    found += [Blocker(kind="missing", problem=line) for line in made.missing]
    found += [Blocker(kind="trouble", problem=str(one).partition("\n")[0]) for one in made.troubles]
    try:
        _stands(review, pack, found, others, person=person, forced=forced)
    except HexaplaError:
        _assembled(review, spec)  # what stays there says again that it is a draft
        raise
    payload = {
        path.relative_to(made.folder / "data").as_posix(): path.read_bytes() for path in made.files
    }
    standings = [
        review.standing(document.name, tag)
        for document, languages in _wanted(review, spec)
        for tag in languages
        if _is_translation(review, document.name, tag)
    ]
    body = {
        "pack": pack,
        "release": number,
        "payload": _listed(payload),
        "substance": substance_digest(now),
        "forced": forced.strip(),
        "overridden": [str(one) for one in found],
        "corrects": before,
        "reason": reason.strip(),
    }
    event = review.ledger.note(RELEASED, body, who=person)
    seal = _seal(body, event, standings)
    folder = root / str(number)
    write_bag(
        folder,
        payload,
        tags={
            "manifest.json": _json({**manifest, "release": number}),
            SEAL: _json(seal),
        },
        title=spec.titles.get(review.workspace.config.languages.source, spec.name),
        number=f"{review.workspace.config.project.number} {pack}/{number}".strip(),
        dated=review.ledger.clock.now().date(),
    )
    place = root / f"{pack}-{number}.asice"
    write_atomically(place, container(_for_signing(folder, payload)))
    for path in (place, *(one for one in sorted(folder.rglob("*")) if one.is_file())):
        path.chmod(_SEALED)
    return Release(
        pack=pack,
        number=number,
        folder=folder,
        container=place,
        overridden=tuple(found),
        corrects=corrects,
    )


def _stands(
    review: Review,
    pack: str,
    found: Sequence[Blocker],
    others: Sequence[str],
    *,
    person: str,
    forced: str,
) -> None:
    """Refuse what is another pack than approved, or not ready and not forced by who may."""
    if others:
        raise OtherPackError(pack, tuple(others))
    if found and not forced.strip():
        raise NotReadyError(pack, list(found))
    _forcing(review, found, person)


def _assembled(review: Review, spec: PackSpec, *, release: int = 0) -> Assembled:
    return assemble(
        review.workspace,
        review.ledger,
        spec,
        review.findings(),
        output=review.workspace.output,
        extra=offline_pages,
        signoffs=approvals(review, spec),
        release=release,
    )


def releases(ledger: Ledger, pack: str | None = None) -> tuple[Event, ...]:
    """Give the log's entries of all releases, or of one pack's, in order."""
    return tuple(
        one for one in ledger.log(what=RELEASED) if pack is None or one.body["pack"] == pack
    )


def verify_release(folder: Path, ledger: Ledger | None = None) -> tuple[str, ...]:
    """Recheck a pack's folder, draft or release; give the problems, none where it is intact.

    With a ledger, the release's entry in the log is looked up as well.
    """
    problems = list(verify(folder))
    path = folder / SEAL
    if not path.is_file():
        return tuple(problems)
    try:
        seal = json.loads(path.read_bytes())
        listed = seal["payload"]
        seq, said = seal["head"]["seq"], seal["head"]["hash"]
        listing = hashlib.sha256((folder / _LISTING).read_bytes()).hexdigest()
    except (OSError, ValueError, KeyError, TypeError):
        return (*problems, f"{SEAL}: is no seal that can be read")
    if listed != listing:
        problems.append(f"{_LISTING}: is not what the seal says")
    if ledger is not None:
        event = next((one for one in releases(ledger) if one.seq == seq), None)
        if event is None or event.hash != said or event.body["payload"] != listed:
            problems.append(f"{SEAL}: event {seq} of the log does not tell of this release")
    return tuple(problems)


def pack_documents(review: Review, pack: str) -> tuple[str, ...]:
    """Give the names of the documents that a pack wants.

    Raises:
        UsageError: there is no such pack.

    """
    return tuple(document.name for document, _ in _wanted(review, _spec(review, pack)))


def _spec(review: Review, pack: str) -> PackSpec:
    specs = {one.name: one for one in review.workspace.config.pack_specs()}
    if pack not in specs:
        raise UsageError(
            f"there is no pack “{pack}”",
            place="hexapla.toml",
            remedy=f"use one of: {', '.join(specs) or 'none yet'}",
        )
    return specs[pack]


def _allowed(review: Review, spec: PackSpec, person: str) -> None:
    wanted = _wanted(review, spec)
    review.permissions.may_release(
        person,
        sorted({tag for _, languages in wanted for tag in languages}),
        sorted({document.config.family for document, _ in wanted}),
    )


def _forcing(review: Review, over: Sequence[Blocker], person: str) -> None:
    for one in over:
        if one.kind == "critical":
            review.permissions.may_force(person, one.language, review.family(one.document))


def _wanted(review: Review, spec: PackSpec) -> list[tuple[SourceDocument, tuple[Language, ...]]]:
    """Give the pack's documents with the languages that it wants them in."""
    workspace = review.workspace
    languages = spec.languages or workspace.config.every_language
    made = []
    for name, document in review.documents().items():
        if spec.documents and name not in spec.documents:
            continue
        if not spec.documents and spec.families and document.config.family not in spec.families:
            continue
        source = workspace.source_language(document)
        known = (source, *workspace.wanted_languages(document))
        tags = dict.fromkeys((source, *(tag for tag in languages if tag in known)))
        made.append((document, tuple(tags)))
    return made


def _is_translation(review: Review, document: str, language: Language) -> bool:
    if review.ledger.head(document, language) is None:
        return False
    return language != review.ledger.source_language(document)


def _against(review: Review, document: str, language: Language) -> list[Blocker]:
    if review.ledger.head(document, language) is None:
        return [Blocker.against("absent", "has no file", document, language)]
    here = review.standing_of(document, language)
    made = [
        Blocker.against(
            "critical",
            "open critical finding: {rule}: {message}",
            document,
            language,
            rule=one.rule,
            message=one.message,
            finding=one,
        )
        for one in here.open_critical
    ]
    if not here.complete:
        made.append(_lacking(here))
    return made


def _lacking(here: Standing) -> Blocker:
    wanted = ", ".join(f"{role} {count}" for role, count in here.quorum.items())
    left = [one for one in here.passages if one.verdict is not Verdict.APPROVED]
    back = sum(one.verdict is Verdict.SENT_BACK for one in left)
    return Blocker.against(
        "quorum",
        "{left} of {total} blocks lack approvals (quorum: {quorum}); {back} sent back"
        if back
        else "{left} of {total} blocks lack approvals (quorum: {quorum})",
        here.document,
        here.language,
        left=len(left),
        total=len(here.passages),
        quorum=wanted,
        back=back,
    )


def _next(ledger: Ledger, root: Path, pack: str) -> int:
    folders = root.iterdir() if root.is_dir() else ()
    there = [int(path.name) for path in folders if path.name.isdecimal()]
    logged = [int(one.body["release"]) for one in releases(ledger, pack)]
    return max([0, *there, *logged]) + 1


def _corrected(root: Path, pack: str, number: int | None, reason: str) -> dict[str, Any] | None:
    """Give what a corrigendum says of the release that it corrects."""
    if number is None:
        return None
    if not reason.strip():
        raise UsageError("a corrigendum needs a reason", remedy="say what was wrong")
    listing = root / str(number) / _LISTING
    if not listing.is_file():
        raise UsageError(
            f"there is no release {number} of the pack “{pack}”",
            place=str(root),
            remedy="`hexapla log --what released` lists the releases",
        )
    return {"release": number, "payload": hashlib.sha256(listing.read_bytes()).hexdigest()}


def _listed(payload: Mapping[str, bytes]) -> str:
    """Give the digest of the bag's manifest, which names every file with its digest."""
    lines = [
        f"{hashlib.sha256(content).hexdigest()}  data/{name}\n"
        for name, content in sorted(payload.items())
    ]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _seal(body: Mapping[str, Any], event: Event, standings: Sequence[Standing]) -> dict[str, Any]:
    return {
        **body,
        "hexapla": __version__,
        "at": event.at,
        "by": event.who,
        "head": {"seq": event.seq, "hash": event.hash},
        "signed_off": [
            {
                "document": one.document,
                "language": one.language,
                "quorum": dict(one.quorum),
                "complete": one.complete,
                "approved_by": list(one.approved_by()),
                "people": _people(one),
                "waived": [
                    {**asdict(waiver), "at": waiver.at.isoformat()}
                    for passage in one.passages
                    for waiver in passage.waivers.values()
                ],
            }
            for one in standings
        ],
    }


def _people(here: Standing) -> list[dict[str, str]]:
    last: dict[tuple[str, str], str] = {}
    for passage in here.passages:
        for one in passage.decisions:
            if one.signoff.approved:
                key = (one.signoff.role, one.signoff.person)
                last[key] = max(last.get(key, ""), one.signoff.at.isoformat())
    return [
        {"role": role, "person": person, "at": at} for (role, person), at in sorted(last.items())
    ]


def _for_signing(folder: Path, payload: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the files that the signatories sign: the pack's, the seal, and the list of digests.

    The signing tools show a flat list, so the names are without folders.
    """
    files = {name.replace("/", "-"): content for name, content in payload.items()}
    for name in (SEAL, _LISTING):
        files[name] = (folder / name).read_bytes()
    return files


def _json(body: Mapping[str, Any]) -> bytes:
    return f"{json.dumps(body, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()
