"""How an amount is found: a rate, a time, and the sentence that says how; rounded half-up to the cent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from reciproque.foundation import words
from reciproque.foundation.parameters import parameter
from reciproque.missions.kinds import Unit

CENT = Decimal("0.01")
SIGNS = {"EUR": "€", "GBP": "£", "USD": "$", "CHF": "CHF", "CAD": "$ CA"}
DUE_DAYS = parameter(
    "pay.due_days",
    gettext_lazy("Jours pour payer ce qui est dû, depuis le jour où le temps a été noté"),
    30,
    unit="day",
    source=gettext_lazy("Proposition de Réciproque : un mois, comme une paie"),
    status="proposal",
    since=date(2026, 1, 1),
)
LATE_DAYS = parameter(
    "pay.late_days",
    gettext_lazy("Jours d’attente après lesquels une ligne impayée se voit en rouge"),
    60,
    unit="day",
    source=gettext_lazy(
        "Proposition de Réciproque : deux mois sans être payé, c’est avancer l’argent de la maison"
    ),
    status="proposal",
    since=date(2026, 1, 1),
)
HALF_DAY = parameter(
    "pay.half_day_minutes",
    gettext_lazy("Minutes d’une demi-journée payée à la demi-journée"),
    240,
    unit="minute",
    source=gettext_lazy("Proposition de Réciproque : quatre heures ; toute demi-journée entamée est due"),
    status="proposal",
    since=date(2026, 1, 1),
)
DAY = parameter(
    "pay.day_minutes",
    gettext_lazy("Minutes d’une journée payée à la journée"),
    480,
    unit="minute",
    source=gettext_lazy("Proposition de Réciproque : huit heures ; toute journée entamée est due"),
    status="proposal",
    since=date(2026, 1, 1),
)
MILEAGE = parameter(
    "pay.mileage",
    gettext_lazy("Euros remboursés par kilomètre ; vide : la personne écrit le montant"),
    "",
    unit="eur",
    source=gettext_lazy(
        "Aucun barème par défaut : celui de la structure, ou un barème public (arrêté du 3 juillet 2006 ; CGI,"
        " annexe IV, art. 6 B), à saisir avec sa date"
    ),
    status="proposal",
    since=date(2026, 1, 1),
)


@dataclass(frozen=True)
class Price:
    """What is paid, for what; `of` says who said so (« la mission », « la grille »)."""

    amount: Decimal
    currency: str
    unit: str
    of: str


@dataclass(frozen=True)
class Owed:
    """An amount and how it was found, in words."""

    amount: Decimal
    currency: str
    how: str


def rounded(amount: Decimal) -> Decimal:
    """To the cent; half a cent goes up, away from zero."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def money(amount: Decimal | None, currency: str = "EUR") -> str:
    """« 1 234,50 € »; in English "1,234.50 €"."""
    if amount is None:
        return _("à convenir")
    said = number_format(abs(amount), decimal_pos=2, force_grouping=True)
    return f"{'−' if amount < 0 else ''}{said}\u00a0{SIGNS.get(currency, currency)}"


def owed(price: Price, minutes: int, *, half_day: int, day: int) -> Owed:
    """What is due for some minutes at a price: by the hour exactly, by started half-days or days, or as one sum."""
    rate = money(price.amount, price.currency)
    if price.unit == Unit.HOUR:
        amount = rounded(price.amount * minutes / 60)
        how = _("{length} × {rate} de l’heure").format(length=words.length(minutes), rate=rate)
    elif price.unit in (Unit.HALF_DAY, Unit.DAY):
        times = -(-minutes // (half_day if price.unit == Unit.HALF_DAY else day))
        amount = rounded(price.amount * times)
        how = _started(price.unit, times).format(n=times, rate=rate)
    elif price.unit == Unit.FLAT:
        amount, how = rounded(price.amount), _("{rate}, une fois pour toute la mission").format(rate=rate)
    else:
        amount, how = rounded(price.amount), _("{rate} la séance").format(rate=rate)
    return Owed(amount, price.currency, _("{how} ({of})").format(how=how, of=price.of))


def _started(unit: str, times: int) -> str:
    if unit == Unit.DAY:
        return ngettext("{n} journée entamée × {rate}", "{n} journées entamées × {rate}", times)
    return ngettext("{n} demi-journée entamée × {rate}", "{n} demi-journées entamées × {rate}", times)


def per_kilometre(text: str) -> Decimal | None:
    """The euros a kilometre of a setting; None while the organisation gave none, or something that is no number."""
    try:
        euros = Decimal(str(text).strip().replace(",", "."))
    except InvalidOperation:
        return None
    return euros if euros.is_finite() and euros > 0 else None


def travelled(kilometres: Decimal, euros: Decimal) -> Owed:
    """What is refunded for some kilometres."""
    how = _("{km} km × {rate} € le kilomètre").format(
        km=number_format(kilometres, decimal_pos=1), rate=number_format(euros)
    )
    return Owed(rounded(kilometres * euros), "EUR", how)
