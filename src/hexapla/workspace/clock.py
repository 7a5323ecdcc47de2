"""The one place that may ask what time it is."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from hexapla.errors import ConfigurationError


class Clock(Protocol):
    """Gives the time, in UTC with its zone."""

    def now(self) -> datetime:
        """Give the present moment."""


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A clock that stands: for tests, and for SOURCE_DATE_EPOCH."""

    moment: datetime

    def now(self) -> datetime:
        """Give the moment it stands at."""
        return self.moment


@dataclass(frozen=True, slots=True)
class SystemClock:
    """The machine's clock, to the second."""

    def now(self) -> datetime:
        """Give the machine's time in UTC, without fractions of a second."""
        return datetime.now(UTC).replace(microsecond=0)


def clock() -> Clock:
    """Give the clock of this process: SOURCE_DATE_EPOCH where it is set, else the machine's.

    Raises:
        ConfigurationError: SOURCE_DATE_EPOCH is no number of seconds.

    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch is None:
        return SystemClock()
    try:
        return FixedClock(datetime.fromtimestamp(int(epoch), UTC))
    except (ValueError, OverflowError, OSError) as error:
        raise ConfigurationError(
            f"SOURCE_DATE_EPOCH is “{epoch}”, no number of seconds",
            remedy="set it to whole seconds since 1970-01-01 UTC, or unset it",
        ) from error
