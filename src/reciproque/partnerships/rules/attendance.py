"""When a quiet word is said to someone who could not come, and how long it stays hers alone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from reciproque.foundation.parameters import parameter

SINCE = date(2026, 11, 1)
ABSENCES = parameter(
    "partnerships.absences_before_a_word",
    _("Absences de suite à un rendez-vous régulier après lesquelles un mot est dit à la personne"),
    2,
    unit=_("fois"),
    source=_("Proposition de Réciproque : deux fois de suite, pour ne pas peser sur une absence isolée"),
    status="proposal",
    since=SINCE,
)
DAYS_HERS_ALONE = parameter(
    "partnerships.check_in_days",
    _(
        "Jours laissés à la personne pour répondre à ce mot, avant que la personne référente prenne de ses nouvelles"
    ),
    7,
    unit=_("jours"),
    source=_("Proposition de Réciproque : une semaine, pour que la personne soit la première à le savoir"),
    status="proposal",
    since=SINCE,
)


def absences_in_a_row(held: Iterable[tuple[datetime, bool]], *, since: datetime | None) -> int:
    """How many of the last exchanges someone missed, up to the last one she was at.

    `held` are (when it began, was she there), the latest first. What came before `since` (the last word said to
    her, or the end of her pause) does not count.
    """
    missed = 0
    for began_at, was_there in held:
        if was_there or (since is not None and began_at <= since):
            break
        missed += 1
    return missed
