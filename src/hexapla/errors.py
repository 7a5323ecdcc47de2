"""The errors of Hexapla, as a tree with exit codes.

    HexaplaError                     1..4   never raised itself
    ├── UsageError                   2      the call or the configuration is wrong
    │   ├── ConfigurationError       2      hexapla.toml, document.toml: names file, line and key
    │   └── NoWorkspaceError         2      no hexapla.toml here or above
    ├── InputError                   3      an input was refused
    │   ├── UnreadableDocumentError  3      empty, damaged, encrypted, mislabelled, of unknown kind
    │   ├── HostileDocumentError     3      beyond the caps, with a DTD, with duplicate names
    │   ├── GlossaryError            3      a glossary that cannot be read or contradicts itself
    │   │   └── GlossaryEntryError   3      one entry or term of it that was left out
    │   └── LedgerError              3      a ledger or an object that is not what its digest says
    ├── ServiceError                 4      a service was out of reach
    │   └── OutputError              4      a folder or a target that cannot be written
    └── FaultError                   70     the program itself is wrong (sysexits.h: EX_SOFTWARE)

An error carries four short texts: the place (file, and line or part), what is wrong, the cause
where it is known, and the remedy. `str(error)` joins them into one or two lines. Where people read
it in their own language, it also carries `facts`: the texts are then templates with {names}, which
the facts fill and the catalogues translate (`templates`).
"""

from __future__ import annotations

from collections.abc import Mapping

DONE = 0
"""Exit code: everything was done."""
FINDINGS = 1
"""Exit code: findings at or above `--fail-on`."""


class HexaplaError(Exception):
    """Anything Hexapla has to say to a person instead of a traceback."""

    exit_code = 2

    def __init__(
        self,
        problem: str,
        *,
        place: str = "",
        cause: str = "",
        remedy: str = "",
        facts: Mapping[str, object] | None = None,
    ) -> None:
        self.facts = facts
        self.templates = {"problem": problem, "cause": cause, "remedy": remedy}
        if facts is not None:
            problem, cause, remedy = (one.format_map(facts) for one in (problem, cause, remedy))
        self.problem = problem
        self.place = place
        self.cause = cause
        self.remedy = remedy
        super().__init__(problem)

    def __str__(self) -> str:
        said = f"{self.place}: {self.problem}" if self.place else self.problem
        if self.cause:
            said += f" ({self.cause})"
        if self.remedy:
            said += f"\n  Remedy: {self.remedy}"
        return said

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way back from a worker process with every field."""
        return (_rebuilt, (type(self), self.templates, self.place, self.facts))


def _rebuilt(
    kind: type[HexaplaError],
    said: Mapping[str, str],
    place: str,
    facts: Mapping[str, object] | None,
) -> HexaplaError:
    return kind(**said, place=place, facts=facts)


class UsageError(HexaplaError):
    """The call is wrong: an unknown name, an option that does not fit."""


class ConfigurationError(UsageError):
    """A configuration file is wrong; the place names file, line and key."""


class NoWorkspaceError(UsageError):
    """There is no hexapla.toml in the folder or above it."""


class InputError(HexaplaError):
    """An input was refused; the others go on."""

    exit_code = 3


class UnreadableDocumentError(InputError):
    """A document is empty, damaged, encrypted, mislabelled or of an unknown kind."""


class HostileDocumentError(InputError):
    """A document goes beyond the caps or holds what a document must not hold."""


class GlossaryError(InputError):
    """A glossary cannot be read or contradicts itself."""


class GlossaryEntryError(GlossaryError):
    """One entry or term of a glossary was left out; the rest of it goes on."""


class LedgerError(InputError):
    """A ledger row or object is not what its digest says."""


class ServiceError(HexaplaError):
    """A service that the work needs was out of reach."""

    exit_code = 4


class OutputError(ServiceError):
    """A folder or a target cannot be written."""


class FaultError(HexaplaError):
    """A fault of the program itself, met on one document or pack; the others go on."""

    exit_code = 70

    @classmethod
    def of(cls, error: Exception, *, place: str) -> FaultError:
        """Give a fault that was met at `place`, with the line of the program that it was met in."""
        trace = error.__traceback__
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        at = f" in {trace.tb_frame.f_code.co_name}, line {trace.tb_lineno}" if trace else ""
        return cls(
            "a fault of the program itself",
            place=place,
            cause=f"{type(error).__name__}: {error}{at}",
            remedy="report it with the document, or with what `hexapla --debug` prints",
        )
