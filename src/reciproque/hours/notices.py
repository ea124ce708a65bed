"""Two letters: somebody sees a time otherwise; a word of thanks waits. They name nobody, and no service."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice

from .models import Dispute, Thanks


@notice("hours.disputed", label=gettext_lazy("Messages personnels"))
def a_time_is_discussed(message: Message) -> Letter | None:
    """Told to the other party, while nothing was agreed."""
    dispute = Dispute.objects.filter(code=message.about, settled_at=None).first()
    if dispute is None:
        return None
    return Letter(
        _("On vous demande de relire une durée"),
        _(
            "Bonjour,\n\nQuelqu’un voit autrement un temps qui a été noté, et vous a écrit pourquoi.\n\n"
            "Pour lire et répondre : {url}\n"
        ).format(url=settings.PUBLIC_URL + dispute.get_absolute_url()),
    )


@notice("hours.thanked", label=gettext_lazy("Messages personnels"))
def a_word_of_thanks_waits(message: Message) -> Letter | None:
    """Told to who is thanked, while she has not read it."""
    thanks = Thanks.objects.filter(
        code=message.about, received_at=None, engagement__person=message.person_ref
    ).first()
    if thanks is None:
        return None
    return Letter(
        _("Un mot vous attend"),
        _("Bonjour,\n\nQuelqu’un vous a écrit un mot.\n\nPour le lire : {url}\n").format(
            url=settings.PUBLIC_URL + thanks.get_absolute_url()
        ),
    )
