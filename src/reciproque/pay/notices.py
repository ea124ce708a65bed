"""The letter that says something was paid. It names nobody, no service, no amount."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice

from .kinds import State
from .models import Line
from .policy import stands_at


@notice("pay.paid", label=gettext_lazy("Un paiement fait"))
def something_was_paid(message: Message) -> Letter | None:
    """Told while she has not answered yet whether it came."""
    paid = Line.objects.filter(
        stands_at(State.PAID), code=message.about, engagement__person=message.person_ref
    )
    if not paid.exists():
        return None
    return Letter(
        _("Un paiement vous a été envoyé"),
        _(
            "Bonjour,\n\nUn paiement qui vous était dû est marqué comme payé.\n\n"
            "Pour le lire, et dire s’il est arrivé : {url}\n"
        ).format(url=settings.PUBLIC_URL + reverse("pay:my_payments")),
    )
