"""What is offered under a status, said the same way everywhere: « Salarié · 30 € de l’heure (vacation) »."""

from __future__ import annotations

from decimal import Decimal
from typing import Protocol

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from reciproque.partnerships.kinds import Status

from ..kinds import Unit

NBSP = "\u00a0"


class Offered(Protocol):
    """What the words are made from."""

    status: str
    amount: Decimal | None
    currency: str
    unit: str
    words: str


def amount_in_words(amount: Decimal, currency: str = "EUR") -> str:
    """« 30 € », « 12,50 € »; another currency by its three letters."""
    whole = amount == amount.to_integral_value()
    said = number_format(amount, decimal_pos=0 if whole else 2, use_l10n=True)
    return f"{said}{NBSP}{'€' if currency == 'EUR' else currency}"


def terms_in_words(terms: Offered) -> str:
    """The status, what is paid and for what; « sans rémunération » for a volunteer."""
    status = Status(terms.status).label
    if terms.amount is None:
        if terms.status == Status.ON_DUTY:
            return str(status)
        return _("{status} · sans rémunération").format(status=status)
    paid = f"{amount_in_words(terms.amount, terms.currency)} {Unit(terms.unit).label}"
    if terms.words:
        paid = f"{paid} ({terms.words})"
    return f"{status} · {paid}"
