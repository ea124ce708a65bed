"""Writing what an organisation pays, from a day on; what waited for an amount is worked out again."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import verb
from reciproque.people.models import Organisation

from ..models import Rate
from ..models.grid import PAID
from ..queries.lines import without_amount
from .due import price_again


@verb(Organisation, "set_rate", keeps=("kind", "status", "unit", "amount", "currency", "starts_on"))
def set_rate(
    organisation: Organisation,
    *,
    by: Actor,
    at: datetime,
    kind: str,
    status: str,
    starts_on: date,
    source: str,
    amount: Decimal | None = None,
    unit: str = "",
    currency: str = "EUR",
) -> Rate:
    """Say what one kind of time is paid under one status, from a day on; without an amount, that it is no more.

    Raises ValidationError, by field: an amount without what it is for, a status that is not paid, a second rate
    for the same day, no source.
    """
    wrong = {}
    if status not in PAID:
        wrong["status"] = _("Un bénévole n’est pas payé ; qui est dans ses fonctions l’est par ailleurs.")
    if amount is not None and not unit:
        wrong["unit"] = _("Dites pour quoi : l’heure, la séance, la journée…")
    if amount is not None and amount <= 0:
        wrong["amount"] = _("Écrivez un montant au-dessus de zéro, ou rien si plus rien n’est proposé.")
    if not source.strip():
        wrong["source"] = _("Dites d’où vient ce montant : une décision, une convention, une date.")
    if Rate.objects.filter(organisation=organisation, kind=kind, status=status, starts_on=starts_on).exists():
        wrong["starts_on"] = _("Un tarif est déjà écrit pour ce jour-là. Choisissez un autre jour.")
    if wrong:
        raise ValidationError(wrong)
    rate = Rate(
        organisation=organisation,
        kind=kind,
        status=status,
        amount=amount,
        currency=currency.strip().upper(),
        unit=unit if amount is not None else "",
        starts_on=starts_on,
        source=source.strip(),
        written_by_id=by.person_id,
        written_at=at,
    )
    rate.clean_fields(exclude={"organisation", "written_by", "code"})
    rate.save()
    price_again(without_amount(organisation, kind=kind, status=status), by=by, at=at)
    return rate
