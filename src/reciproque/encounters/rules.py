"""How long an encounter is kept, where a line stands between the two, how a decision is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.parameters import parameter

from .kinds import Gap, Mark

SINCE = date(2026, 12, 1)
HOURS_AFTER = parameter(
    "encounters.hours_after",
    gettext_lazy("Heures avant qu’une rencontre terminée soit effacée, si la personne ne dit pas « garder »"),
    24,
    unit="hour",
    source=gettext_lazy("Proposition de Réciproque : un jour, le temps d’imprimer sa copie"),
    status="proposal",
    since=SINCE,
)
DAYS_OPEN = parameter(
    "encounters.days_open",
    gettext_lazy("Jours avant qu’une rencontre commencée et jamais terminée soit effacée"),
    30,
    unit=gettext_lazy("jours"),
    source=gettext_lazy("Proposition de Réciproque : le temps d’un rendez-vous reporté une fois"),
    status="proposal",
    since=SINCE,
)
MOST_LINES, LONGEST_LINE = 8, 300
"""Lines of a card under one question, and the letters of a line: five minutes leave no time for more."""
MOST_OPTIONS, FEWEST_OPTIONS = 4, 2
LONGEST_OPTION, LONGEST_DECISION = 200, 1000
HIGHEST = 10


# --- lines ----------------------------------------------------------------------------------------
def lines_of(text: str) -> list[str]:
    """What was typed in one box, line by line, without blank ones nor doubled spaces."""
    return [line for line in (" ".join(row.split()) for row in text.splitlines()) if line]


def gap(mark: str, *, talked: bool) -> Gap:
    """Where a line stands: what its reader said of it, and whether its author says that they talked of it."""
    if not mark:
        return Gap.UNREAD
    if mark == Mark.AGREE:
        return Gap.AGREED
    if talked:
        return Gap.TALKED
    return Gap.DISCUSS if mark == Mark.DISCUSS else Gap.ONE_SIDE


# --- decisions ------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Option:
    """A way considered, and what speaks for it and against it, for the person."""

    name: str
    pro: str = ""
    con: str = ""


@dataclass(frozen=True)
class Decided:
    """What was decided. `chosen` is the rank of an option; None when the two decide nothing today."""

    options: tuple[Option, ...] = ()
    chosen: int | None = None
    words: str = ""
    understood: str = ""

    def as_data(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Decided:
        return cls(**{**data, "options": tuple(Option(**one) for one in data["options"])})

    @property
    def not_chosen(self) -> tuple[Option, ...]:
        return tuple(one for rank, one in enumerate(self.options) if rank != self.chosen)


@dataclass(frozen=True)
class Draft:
    """What was typed: rows of (name, for, against), the rank chosen among them, words of one's own."""

    rows: Sequence[tuple[str, str, str]]
    chosen: int | None
    words: str = ""
    understood: str = ""
    wrong: dict[str, Any] = field(default_factory=dict)


def decided(draft: Draft) -> Decided:
    """The decision that was typed, blank rows left out.

    Raises ValidationError, by field, when something is chosen that was not written, or when nothing else was
    considered: choosing among one is no choice. Deciding nothing today needs no option.
    """
    kept = [(rank, row) for rank, row in enumerate(_tidy(draft.rows)) if row[0]]
    ranks = [rank for rank, _row in kept]
    if draft.chosen is not None and draft.chosen not in ranks:
        raise ValidationError(
            {"chosen": _("Cette possibilité est vide : écrivez-la, ou choisissez-en une autre.")}
        )
    if draft.chosen is not None and len(kept) < FEWEST_OPTIONS:
        raise ValidationError(
            {"chosen": _("Écrivez au moins deux possibilités. « Ne rien changer » en est une.")}
        )
    return Decided(
        options=tuple(Option(*row) for _rank, row in kept),
        chosen=None if draft.chosen is None else ranks.index(draft.chosen),
        words=" ".join(draft.words.split()),
        understood=" ".join(draft.understood.split()),
    )


def _tidy(rows: Iterable[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    return [tuple(" ".join(cell.split()) for cell in row) for row in rows]  # type: ignore[misc]


def said(what: Decided) -> str:
    """The decision in words. It always begins « Nous avons décidé », and names what was not chosen."""
    others = _(" ; ").join(one.name for one in what.not_chosen)
    if what.chosen is None:
        text = _("Nous avons décidé de ne pas décider aujourd’hui.")
        left = _("Restent possibles : {others}.").format(others=others) if others else ""
    else:
        text = _("Nous avons décidé : {option}.").format(option=what.options[what.chosen].name.rstrip("."))
        left = _("Nous n’avons pas choisi : {others}.").format(others=others)
    return " ".join(part for part in (text, what.words, left) if part)


# --- terms ----------------------------------------------------------------------------------------
def term_open(at: datetime, days: int) -> datetime:
    """When an encounter that nobody finishes is erased."""
    return at + timedelta(days=days)


def term_closed(at: datetime, hours: int) -> datetime:
    """When a finished encounter is erased, unless she keeps it."""
    return at + timedelta(hours=hours)
