"""Expenses: asked by the person herself, before or after; with a receipt; given up by a volunteer who wishes to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation import files, parameters
from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import verb
from reciproque.partnerships.models import Engagement, Intervention
from reciproque.partnerships.queries.positions import today_of
from reciproque.partnerships.queries.statuses import statuses_for

from ..kinds import ExpenseKind, State
from ..models import Expense, Gift, Line, Receipt, Step
from ..queries.expenses import paid_in_advance
from ..rules import amounts


@verb(Engagement, "ask_expense", keeps=("kind", "on", "in_advance"))
def ask_expense(
    engagement: Engagement,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    on: date,
    amount: Decimal | None = None,
    kilometres: Decimal | None = None,
    intervention: Intervention | None = None,
    words: str = "",
    document: files.Document | None = None,
) -> Expense:
    """Ask that one’s own expense be paid back, or paid in advance when its day is still to come.

    Raises ValidationError, by field: neither an amount nor kilometres, kilometres without a scale, a day before one
    was engaged, a day to come where nothing is paid in advance, an intervention of another partnership.
    """
    if intervention is not None and intervention.partnership_id != engagement.partnership_id:
        raise ValidationError({"intervention": _("Cette intervention est d’un autre partenariat.")})
    if on < today_of(engagement.person, engagement.proposed_at):
        raise ValidationError({"on": _("Ce jour vient avant votre entrée dans le partenariat.")})
    in_advance = on > today_of(engagement.person, at)
    if in_advance and not paid_in_advance(intervention, kind):
        raise ValidationError(
            {
                "on": _(
                    "Ce jour est à venir : seuls se demandent d’avance les frais que la mission dit avancer."
                )
            }
        )
    owed = _amount(engagement, kind=kind, on=on, amount=amount, kilometres=kilometres)
    expense = Expense(
        engagement=engagement,
        intervention=intervention,
        kind=kind,
        on=on,
        amount=owed.amount,
        kilometres=kilometres if amount is None else None,
        in_advance=in_advance,
        words=words.strip(),
        asked_at=at,
    )
    expense.clean_fields(exclude={"engagement", "intervention", "code"})
    expense.save()
    _line(expense, owed, at=at)
    if document is not None:
        _kept(expense, document, at=at)
    return expense


def _amount(
    engagement: Engagement, *, kind: str, on: date, amount: Decimal | None, kilometres: Decimal | None
) -> amounts.Owed:
    if amount is not None:
        if amount <= 0:
            raise ValidationError({"amount": _("Écrivez un montant au-dessus de zéro.")})
        return amounts.Owed(amounts.rounded(amount), "EUR", _("frais réels"))
    if kilometres is None or kind != ExpenseKind.TRAVEL:
        raise ValidationError({"amount": _("Écrivez combien, ou le nombre de kilomètres d’un trajet.")})
    host = engagement.partnership.host_id
    scale = amounts.per_kilometre(parameters.value(amounts.MILEAGE.name, on=on, organisation_id=host))
    if scale is None:
        raise ValidationError(
            {"amount": _("Cette structure n’a pas de barème au kilomètre : écrivez le montant.")}
        )
    if kilometres <= 0:
        raise ValidationError({"kilometres": _("Écrivez un nombre de kilomètres au-dessus de zéro.")})
    owed = amounts.travelled(kilometres, scale)
    if owed.amount <= 0:
        raise ValidationError({"kilometres": _("Ce trajet ne ferait pas un centime.")})
    return owed


def _line(expense: Expense, owed: amounts.Owed, *, at: datetime) -> Line:
    engagement = expense.engagement
    host = engagement.partnership.host
    since = at.astimezone(ZoneInfo(host.zone)).date()
    days = parameters.value(amounts.DUE_DAYS.name, on=since, organisation_id=host.pk)
    due_on = (
        min(expense.on, since + timedelta(days=days)) if expense.in_advance else since + timedelta(days=days)
    )
    return Line.objects.create(
        engagement=engagement,
        organisation=host,
        expense=expense,
        status=statuses_for([engagement], expense.intervention)[engagement.pk],
        amount=owed.amount,
        currency=owed.currency,
        how=owed.how[:300],
        on=expense.on,
        owed_since=since,
        due_on=due_on,
    )


@verb(Expense, "attach", keeps=())
def attach(expense: Expense, *, by: Actor, at: datetime, document: files.Document) -> Expense:
    """Add the receipt; it is kept encrypted, and given back as a file."""
    _kept(expense, document, at=at)
    return expense


def _kept(expense: Expense, document: files.Document, *, at: datetime) -> None:
    Receipt.objects.create(expense=expense, added_at=at, **files.kept(document))


@verb(Expense, "give", keeps=())
def give(expense: Expense, *, by: Actor, at: datetime) -> Expense:
    """A volunteer gives up what she was owed, by her own dated choice: it is not to be paid any more."""
    Gift.objects.create(expense=expense, given_at=at)
    line = expense.line
    Step.objects.create(
        line=line,
        rank=line.steps.count() + 1,
        state=State.CANCELLED,
        at=at,
        by_id=by.person_id,
        words=_("donné par la personne"),
    )
    return expense
