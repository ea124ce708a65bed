"""The letter that asks a second person to look. It names nobody, and no service."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice

from .models import Opening
from .policy import PENDING


@notice("openings.asked", label=gettext_lazy("Un second accord est attendu"))
def a_second_person_is_asked(message: Message) -> Letter | None:
    """Told while nobody has answered."""
    opening = Opening.objects.filter(PENDING, code=message.about).first()
    if opening is None:
        return None
    return Letter(
        _("Un second accord est attendu"),
        _(
            "Bonjour,\n\nQuelqu’un a demandé un accord qui se donne à deux : on vous demande le second.\n\n"
            "Pour lire et répondre : {url}\n"
        ).format(url=settings.PUBLIC_URL + opening.get_absolute_url()),
    )
