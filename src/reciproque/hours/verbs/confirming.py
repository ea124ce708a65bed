"""A time confirmed by who did not write it, one by one or all those one has before one's eyes; time added around."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import visible
from reciproque.foundation.verbs import Stale, Verb, verb
from reciproque.partnerships.kinds import ContributionKind
from reciproque.partnerships.models import Contribution, Engagement, Intervention, Partnership
from reciproque.partnerships.verbs import contributions
from reciproque.people.models import Person

from ..kinds import Party
from ..models import Confirmation

Shown = Iterable[tuple[str, int]]
"""What stood before somebody's eyes: the code of each time, and its version."""
AROUND = {
    "preparation": ContributionKind.PREPARATION,
    "travel": ContributionKind.TRAVEL,
    "debrief": ContributionKind.DEBRIEF,
}
"""What one may add around a session, in the order of the day."""


@verb(Contribution, "confirm", keeps=("version",))
def confirm(contribution: Contribution, *, by: Actor, at: datetime, version: int) -> Contribution:
    """Confirm what somebody else noted for oneself. Raises Stale when it is no longer as one read it."""
    return _confirmed(contribution, Party.SELF, by=by, at=at, version=version)


@verb(Contribution, "vouch", keeps=("version",))
def vouch(contribution: Contribution, *, by: Actor, at: datetime, version: int) -> Contribution:
    """Confirm, for the house, what somebody noted of her own time. Raises Stale when it is no longer as one read it."""
    return _confirmed(contribution, Party.HOUSE, by=by, at=at, version=version)


def _confirmed(
    contribution: Contribution, party: Party, *, by: Actor, at: datetime, version: int
) -> Contribution:
    if contribution.version != version:
        raise Stale(contribution)
    Confirmation.objects.create(
        contribution=contribution,
        of_version=version,
        party=party,
        minutes=contribution.minutes,
        on=contribution.on,
        confirmed_by_id=by.person_id,
        confirmed_at=at,
    )
    return contribution


@verb(Person, "confirm_time")
def confirm_all(person: Person, *, by: Actor, at: datetime, shown: Shown) -> int:
    """Confirm all the times one has before one's eyes, each by its own verb; returns how many.

    What changed meanwhile is left to be read again. Raises ValidationError when nothing is left to confirm.
    """
    return _all(visible(Contribution, by, "confirm"), confirm, by=by, at=at, shown=shown)


@verb(Partnership, "vouch_time")
def vouch_all(partnership: Partnership, *, by: Actor, at: datetime, shown: Shown) -> int:
    """The same for the house, in one partnership."""
    rows = visible(Contribution, by, "vouch").filter(engagement__partnership=partnership)
    return _all(rows, vouch, by=by, at=at, shown=shown)


def _all(rows, one_by_one: Verb, *, by: Actor, at: datetime, shown: Shown) -> int:
    read = dict(shown)
    as_read = [one for one in rows.filter(code__in=read).order_by("pk") if one.version == read[one.code]]
    if not as_read:
        raise ValidationError(
            _("Ces temps ont changé, ou quelqu’un vient de les confirmer : relisez la page.")
        )
    for one in as_read:
        one_by_one(one, by=by, at=at, version=one.version)
    return len(as_read)


@verb(Engagement, "note_around", keeps=("preparation", "travel", "debrief"))
def note_around(
    engagement: Engagement,
    *,
    by: Actor,
    at: datetime,
    intervention: Intervention,
    preparation: int | None = None,
    travel: int | None = None,
    debrief: int | None = None,
) -> list[Contribution]:
    """Note at once the preparation, the travel and the talk around one intervention, in minutes: all or none.

    Raises ValidationError, by field, as noting one does; when no length is given.
    """
    asked = {"preparation": preparation, "travel": travel, "debrief": debrief}
    lengths = {name: minutes for name, minutes in asked.items() if minutes is not None}
    if not lengths:
        raise ValidationError(_("Écrivez au moins une durée."))
    given, wrong = [], {}
    for name, minutes in lengths.items():
        try:
            given.append(
                contributions.contribute(
                    engagement,
                    by=by,
                    at=at,
                    kind=AROUND[name],
                    minutes=minutes,
                    on=intervention.day,
                    intervention=intervention,
                )
            )
        except ValidationError as problem:
            wrong[name] = problem.messages
    if wrong:
        raise ValidationError(wrong)
    return given
