"""What time given makes due: priced by the terms she chose, else by the grid; corrected with the time itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from reciproque.foundation import parameters
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import lock
from reciproque.foundation.verbs import rewrite
from reciproque.partnerships.models import Contribution, Engagement

from ..kinds import State
from ..models import Line, Step
from ..models.grid import PAID
from ..policy import stands_at
from ..queries.prices import price_of
from ..rules import amounts

NONE = Decimal(0)


def due_for(contribution: Contribution, *, by: Actor, at: datetime) -> Line | None:
    """Make, or bring up to date, what a contribution makes due. Inside a verb.

    Volunteers, and who is there on duty, are owed nothing here. A line still due is worked out again; once it is
    validated it stands, and a second line makes up the difference.
    """
    if contribution.status not in PAID:
        return None
    lock(contribution.engagement)
    target = owed_for(contribution)
    if target is None:
        return _unpriced(contribution, at=at)
    return _settle(contribution.code, target, contribution, contribution.engagement, by=by, at=at)


def taken_back(contribution: Contribution, *, by: Actor, at: datetime) -> Line | None:
    """Time noted by mistake is taken back: what was still due is cancelled, what was validated is made up for."""
    lock(contribution.engagement)
    lines = Line.objects.filter(given=contribution.code)
    if not lines.exists():
        return None
    nothing = amounts.Owed(NONE, lines[0].currency, _("temps retiré par la personne"))
    return _settle(contribution.code, nothing, None, contribution.engagement, by=by, at=at)


def owed_for(contribution: Contribution) -> amounts.Owed | None:
    """What is owed for a contribution at the price that stands on its day; None when nothing was agreed."""
    price = price_of(contribution)
    if price is None:
        return None
    if price.amount == NONE:
        return amounts.Owed(NONE, price.currency, price.of)
    numbers = parameters.values(
        amounts.HALF_DAY.name,
        amounts.DAY.name,
        on=contribution.on,
        organisation_id=contribution.engagement.partnership.host_id,
    )
    return amounts.owed(
        price,
        contribution.minutes,
        half_day=numbers[amounts.HALF_DAY.name],
        day=numbers[amounts.DAY.name],
    )


def price_again(lines: Iterable[Line], *, by: Actor, at: datetime) -> int:
    """Work out again lines that had no amount, now that the grid says more; returns how many have one."""
    priced = 0
    for line in lines:
        if line.contribution is not None and due_for(line.contribution, by=by, at=at) is not None:
            line.refresh_from_db()
            priced += line.amount is not None
    return priced


def _unpriced(contribution: Contribution, *, at: datetime) -> Line | None:
    lines = Line.objects.filter(given=contribution.code)
    still = lines.filter(stands_at(State.DUE)).first()
    if still is not None:
        return rewrite(still, minutes=contribution.minutes, on=contribution.on)
    if lines.exists():
        return None
    nothing_agreed = _(
        "Aucun montant n’est convenu : ni dans une mission, ni dans la grille de la structure."
    )
    return _made(contribution, contribution.engagement, None, "EUR", nothing_agreed, None, at=at)


def _settle(
    given: str,
    target: amounts.Owed,
    contribution: Contribution | None,
    engagement: Engagement,
    *,
    by: Actor,
    at: datetime,
) -> Line | None:
    """Bring the lines of one contribution to what is owed for it."""
    lines = Line.objects.filter(given=given)
    for line in lines:
        lock(line)  # whoever validates one meanwhile waits, or is waited for
    still = lines.filter(stands_at(State.DUE)).order_by("-pk").first()
    settled = list(lines.exclude(stands_at(State.DUE, State.CANCELLED)).order_by("pk"))
    missing = target.amount - sum((one.amount or NONE for one in settled), NONE)
    how = _("Correction : {how}").format(how=target.how) if settled else target.how
    if missing == NONE:
        return _dropped(still, by=by, at=at) if still is not None else None
    minutes = contribution.minutes if contribution else None
    if still is not None:
        on = contribution.on if contribution else still.on
        more = {"minutes": minutes, "on": on, "currency": target.currency, "how": how[:300]}
        return rewrite(still, amount=missing, **more)
    last = lines.order_by("-pk").first()
    return _made(contribution or last, engagement, missing, target.currency, how, last, at=at)


def _dropped(line: Line, *, by: Actor, at: datetime) -> Line:
    """A line still due is due no more, for its time was taken back or became nothing."""
    Step.objects.create(
        line=line, rank=1, state=State.CANCELLED, at=at, by_id=by.person_id, words=_("temps retiré")
    )
    return line


def _made(
    of: Contribution | Line,
    engagement: Engagement,
    amount: Decimal | None,
    currency: str,
    how: str,
    corrects: Line | None,
    *,
    at: datetime,
) -> Line:
    host = engagement.partnership.host
    since = at.astimezone(ZoneInfo(host.zone)).date()
    days = parameters.value(amounts.DUE_DAYS.name, on=since, organisation_id=host.pk)
    return Line.objects.create(
        engagement=engagement,
        organisation=host,
        contribution=of if isinstance(of, Contribution) else None,
        given=of.code if isinstance(of, Contribution) else of.given,
        corrects=corrects,
        status=of.status,
        kind=of.kind,
        minutes=of.minutes,
        amount=amount,
        currency=currency,
        how=how[:300],
        on=of.on,
        owed_since=since,
        due_on=since + timedelta(days=days),
    )
