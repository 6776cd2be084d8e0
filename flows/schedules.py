"""When the scheduled flows run, in Belgian time, summer and winter."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TIMEZONE = "Europe/Brussels"


@dataclass(frozen=True, slots=True)
class Schedule:
    """A moment that comes back, as cron writes it, and the parameters of the runs it makes."""

    cron: str
    every: int
    """Seconds between two runs at most: longer without one is silence (`flows.alarms`)."""
    parameters: Mapping[str, Any] = field(default_factory=dict)
    slug: str = ""
    """Tells two schedules of one deployment apart."""


TOLERANCE = 4
"""A flow may be silent for so many times the pause between two of its runs before that is an alarm."""

_MINUTE, _DAY = 60, 24 * 3600

EVERY_FIVE_MINUTES = Schedule("*/5 * * * *", 5 * _MINUTE)
EVERY_FIVE_MINUTES_BETWEEN = Schedule("2-59/5 * * * *", 5 * _MINUTE)
"""The same, two minutes later: starting a run costs seconds of a core, so they do not all start at once."""
MORNING_REPORT = Schedule("30 6 * * *", _DAY)
NIGHTLY_SAMPLE = Schedule("0 2 * * *", _DAY, {"alles": False}, "nachtelijk")
MONTHLY_FULL = Schedule("0 3 1 * *", 31 * _DAY, {"alles": True}, "maandelijks")
NIGHTLY_CLEANING = Schedule("15 4 * * *", _DAY)
