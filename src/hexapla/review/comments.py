"""Comments in threads on the blocks of a translation, kept as events in the ledger's log.

A comment is nobody's decision: it voids nothing and stands against nothing. It stays with its block
when the block moves or is edited, by the ids of both sides and the translation's lineage; the
comments on a block that is no more are kept, and are those of no block.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from hexapla.errors import UsageError
from hexapla.model import Language, digest
from hexapla.review.decisions import WHOLE, Binding, Finder
from hexapla.review.signing_off import Review
from hexapla.revisions import Event

COMMENTED, SETTLED, REOPENED = "commented", "thread-settled", "thread-reopened"
MOST_LETTERS = 20_000
"""So many letters a comment may have."""
_WORD = re.compile(r"[^\W_][\w.-]*[^\W_.-]|[^\W_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comment:
    """What somebody said about a block.

    `block` is the key of the passage that it stands at now, “” where that is no more. `thread` is
    the same for a comment and the answers to it. `mentions` are the people named with an @.
    `origin` tells one that came in with a file from every other; “” for one written here. Its
    `author` is then who the file says, and `brought_by` who brought it in, which the log vouches
    for. `quoted` are the words that it stands at, where it stands at some.
    """

    seq: int
    document: str
    language: Language
    block: str
    thread: str
    author: str
    at: datetime
    text: str
    mentions: tuple[str, ...] = ()
    origin: str = ""
    quoted: str = ""
    brought_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A comment and its answers, in order; `settled_by` is who closed it, “” while it is open.

    `closings` are the origins of its closings that came in with a file, whatever came after them.
    """

    id: str
    document: str
    language: Language
    block: str
    comments: tuple[Comment, ...]
    settled_by: str = ""
    closings: frozenset[str] = frozenset()

    @property
    def open(self) -> bool:
        """Whether nobody has closed it since its last comment."""
        return not self.settled_by


def threads(review: Review, document: str, language: Language) -> tuple[Thread, ...]:
    """Give the threads about a translation, in the order in which they were begun."""
    return _threads(review, document, language, None)


def _threads(
    review: Review, document: str, language: Language, known: Mapping[str, Binding] | None
) -> tuple[Thread, ...]:
    """Give the threads; `known` are the blocks as they are now, where they were looked up."""
    events = [
        one
        for one in review.ledger.log(document=document, language=language)
        if one.what in {COMMENTED, SETTLED, REOPENED}
    ]
    if not events:
        return ()
    by_key = _bindings(review, document, language) if known is None else known
    finder = Finder(review.ledger, document, language, by_key)
    said: dict[str, list[Comment]] = {}
    closed: dict[str, str] = {}
    brought: dict[str, set[str]] = {}
    for event in events:
        thread = event.body["thread"]
        if event.what == COMMENTED:
            first = said.get(thread)
            at = first[0].block if first else _block(finder, event)
            said.setdefault(thread, []).append(_read(event, at))
            closed.pop(thread, None)
        elif event.what == SETTLED:
            closed[thread] = event.who
            brought.setdefault(thread, set()).add(event.body.get("origin", ""))
        else:
            closed.pop(thread, None)
    return tuple(
        Thread(
            id=name,
            document=document,
            language=language,
            block=comments[0].block,
            comments=tuple(comments),
            settled_by=closed.get(name, ""),
            closings=frozenset(brought.get(name, ())) - {""},
        )
        for name, comments in said.items()
    )


def comment(
    review: Review,
    document: str,
    language: Language,
    *,
    author: str,
    text: str,
    block: str = "",
    thread: str = "",
    origin: str = "",
    quoted: str = "",
    brought_by: str = "",
) -> Comment:
    """Say something about a block, or answer in a thread; an answer opens a closed thread again.

    `block` is a passage's key (`WHOLE` for the document as a whole). A comment whose `origin` is in
    the log already is not said twice: the one that is there is given back.

    Raises:
        UsageError: no author or text is given, the text is too long, or there is no such block or
            thread.

    """
    if not author.strip():
        raise UsageError("a comment needs a name", remedy="say who comments")
    if not text.strip():
        raise UsageError("a comment needs words", remedy="write something, or leave it", facts={})
    if len(text) > MOST_LETTERS:
        raise UsageError(
            "a comment of {count} letters is too long",
            remedy="write at most {most}; put the rest into a document",
            facts={"count": f"{len(text):,}", "most": f"{MOST_LETTERS:,}"},
        )
    passages = _bindings(review, document, language)
    there = _threads(review, document, language, passages)
    known = [two for one in there for two in one.comments if origin and two.origin == origin]
    if known:
        return known[0]
    at = block
    if thread:
        at = _only([one for one in there if one.id == thread], thread).block
    bound = passages.get(at) or _whole(at)
    if bound is None and not thread:
        raise UsageError(
            "there is no block “{block}” in “{document}”, {language}",
            remedy="load the page again",
            facts={"block": block, "document": document, "language": language},
        )
    body = {
        **(bound.as_json() if bound else {"block": ""}),
        "thread": thread or digest(document, language, at, author, text, str(len(there))),
        "text": text.strip(),
        "mentions": list(mentions(text, people(review))),
        "origin": origin,
        "quoted": quoted,
    }
    if brought_by:
        body["author"] = author
    event = review.ledger.note(
        COMMENTED, body, who=brought_by or author, document=document, language=language
    )
    return _read(event, at)


def settle(
    review: Review,
    document: str,
    language: Language,
    thread: str,
    *,
    person: str,
    origin: str = "",
) -> int:
    """Close a thread; give the event's number. One that is closed stays so, without a new event.

    `origin` tells a closing that came in with a file from every other.
    """
    return _turn(review, document, language, thread, person, SETTLED, origin)


def reopen(review: Review, document: str, language: Language, thread: str, *, person: str) -> int:
    """Open a closed thread again; give the event's number."""
    return _turn(review, document, language, thread, person, REOPENED)


def _turn(  # noqa: PLR0917  one event's parts
    review: Review,
    document: str,
    language: Language,
    thread: str,
    person: str,
    what: str,
    origin: str = "",
) -> int:
    if not person.strip():
        raise UsageError("this needs a name", remedy="say who you are")
    there = threads(review, document, language)
    found = _only([one for one in there if one.id == thread], thread)
    if found.open is not (what == SETTLED):
        return found.comments[-1].seq
    body = {"thread": thread, **({"origin": origin} if origin else {})}
    event = review.ledger.note(what, body, who=person, document=document, language=language)
    return event.seq


def people(review: Review) -> tuple[str, ...]:
    """Give the names that may be mentioned, sorted: those of the roles, of accounts, of the log.

    What the log holds of machines (recording has no name) is left out.
    """
    named = {name for role in review.workspace.config.roles.values() for name in role.people}
    if review.permissions.guarded:
        named |= {one.person for one in review.permissions.users.all() if not one.closed}
    acted = {one.who for one in review.ledger.log() if one.who}
    return tuple(sorted(named | acted))


def mentions(text: str, known: Iterable[str]) -> tuple[str, ...]:
    """Give who is named with an @ in a text: the longest known name there, else the word there.

    “@Anna Bērziņa” names Anna Bērziņa where she is known, else Anna.
    """
    names = sorted(known, key=len, reverse=True)
    found: dict[str, None] = {}
    for at in re.finditer(r"(?<![\w.])@", text):
        rest = text[at.end() :]
        whole = next(
            (
                name
                for name in names
                if rest.casefold().startswith(name.casefold())
                and not re.match(r"\w", rest[len(name) :])
            ),
            "",
        )
        word = _WORD.match(rest)
        if whole or word:
            found[whole or (word.group() if word else "")] = None
    return tuple(found)


def mentioning(person: str, given: Sequence[Thread]) -> tuple[Thread, ...]:
    """Give the open threads that mention a person who has not answered since."""
    made = []
    for one in given:
        last = max((two.seq for two in one.comments if two.author == person), default=0)
        if one.open and any(two.seq > last and person in two.mentions for two in one.comments):
            made.append(one)
    return tuple(made)


def _bindings(review: Review, document: str, language: Language) -> dict[str, Binding]:
    here = review.standing_of(document, language)
    return {one.binding.block: one.binding for one in here.passages}


def _block(finder: Finder, event: Event) -> str:
    if not event.body["block"] or event.body["block"] == WHOLE:
        return str(event.body["block"])
    now = finder.find(Binding.of(event.body), event.seq)
    return now.block if now else ""


def _read(event: Event, block: str) -> Comment:
    body: Mapping[str, Any] = event.body
    return Comment(
        seq=event.seq,
        document=event.document,
        language=Language(event.language),
        block=block,
        thread=body["thread"],
        author=body.get("author") or event.who,
        at=datetime.fromisoformat(event.at),
        text=body["text"],
        mentions=tuple(body["mentions"]),
        origin=body["origin"],
        quoted=body["quoted"],
        brought_by=event.who if "author" in body else "",
    )


def _whole(block: str) -> Binding | None:
    if block != WHOLE:
        return None
    return Binding(block=WHOLE, source="", target="", findings="")


def _only(found: Sequence[Thread], thread: str) -> Thread:
    if not found:
        raise UsageError(
            "there is no thread “{thread}”", remedy="load the page again", facts={"thread": thread}
        )
    return found[0]
