"""What every table of a configuration file is."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Table(BaseModel):
    """A table of a configuration file: frozen, and a key nobody knows is an error."""

    # A table is built into the one that holds it: its own validator, when somebody asks for it.
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)
