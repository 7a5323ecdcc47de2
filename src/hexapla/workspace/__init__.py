"""The workspace: a folder with hexapla.toml, what it says, and where things lie in it."""

from hexapla.workspace.auth import Auth, Oidc, Proxy
from hexapla.workspace.clock import Clock, FixedClock, SystemClock, clock
from hexapla.workspace.config import (
    Config,
    DocumentConfig,
    Family,
    Institution,
    Notify,
    Partner,
    Project,
    Role,
    Rule,
    Source,
    known_tag,
)
from hexapla.workspace.files import SourceDocument, SourceFile, Workspace, write_atomically
from hexapla.workspace.private import private_database
from hexapla.workspace.visibility import (
    EmblemRules,
    ProgrammeName,
    Statement,
    WrongForm,
    emblem_rules,
    programme_name,
    programmes,
    statement,
)

__all__ = [
    "Auth",
    "Clock",
    "Config",
    "DocumentConfig",
    "EmblemRules",
    "Family",
    "FixedClock",
    "Institution",
    "Notify",
    "Oidc",
    "Partner",
    "ProgrammeName",
    "Project",
    "Proxy",
    "Role",
    "Rule",
    "Source",
    "SourceDocument",
    "SourceFile",
    "Statement",
    "SystemClock",
    "Workspace",
    "WrongForm",
    "clock",
    "emblem_rules",
    "known_tag",
    "private_database",
    "programme_name",
    "programmes",
    "statement",
    "write_atomically",
]
