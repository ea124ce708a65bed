"""How a finding is said: what was looked at, what was found, what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Level(StrEnum):
    """How bad a finding is."""

    FINE = "fine"
    WATCH = "watch"
    REFUSED = "refused"


SAID = {
    Level.FINE: gettext_lazy("OK"),
    Level.WATCH: gettext_lazy("À surveiller"),
    Level.REFUSED: gettext_lazy("Refusé"),
}


@dataclass(frozen=True)
class Finding:
    """One line of the report: what was looked at, what was found, what to do."""

    level: Level
    subject: str
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        line = _("%(level)s · %(subject)s : %(found)s") % {
            "level": SAID[self.level],
            "subject": self.subject,
            "found": self.found,
        }
        return f"{line} → {self.remedy}" if self.remedy else line


def fine(subject: str, found: str) -> Finding:
    return Finding(Level.FINE, subject, found)


def refused_if(bad: bool, subject: str, found: str, remedy: str, *, unless_demo: bool = False) -> Finding:
    """A refusal when `bad` (only a warning in the demonstration when `unless_demo`), a good word otherwise."""
    if not bad:
        return fine(subject, found)
    level = Level.WATCH if unless_demo and settings.DEMO else Level.REFUSED
    return Finding(level, subject, found, remedy)


def watched_if(bad: bool, subject: str, found: str, remedy: str) -> Finding:
    return Finding(Level.WATCH, subject, found, remedy) if bad else fine(subject, found)


Check = Callable[[datetime], Iterator[Finding]]
