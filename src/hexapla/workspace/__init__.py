"""The workspace: a folder with hexapla.toml, what it says, and where things lie in it."""

from hexapla.workspace.clock import Clock, FixedClock, SystemClock, clock
from hexapla.workspace.config import (
    Config,
    DocumentConfig,
    Family,
    Institution,
    Partner,
    Project,
    Role,
    Rule,
    Source,
)
from hexapla.workspace.files import SourceDocument, SourceFile, Workspace, write_atomically

__all__ = [
    "Clock",
    "Config",
    "DocumentConfig",
    "Family",
    "FixedClock",
    "Institution",
    "Partner",
    "Project",
    "Role",
    "Rule",
    "Source",
    "SourceDocument",
    "SourceFile",
    "SystemClock",
    "Workspace",
    "clock",
    "write_atomically",
]
