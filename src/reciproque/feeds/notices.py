"""The letter that says an address was made: to notice it when somebody else did."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice

from .models import Feed
from .policy import STANDING


@notice("feeds.made", label=gettext_lazy("Une adresse de calendrier"))
def an_address_was_made(message: Message) -> Letter | None:
    """Told while it is open. It says neither what of, nor where it leads."""
    feed = Feed.objects.filter(STANDING, code=message.about).first()
    if feed is None:
        return None
    return Letter(
        _("Quelque chose a changé dans votre compte"),
        _(
            "Bonjour,\n\nQuelque chose a été ajouté à votre compte. Si c’est vous, il n’y a rien à faire.\n\n"
            "Pour le voir, ou l’enlever : {url}\n"
        ).format(url=settings.PUBLIC_URL + feed.get_absolute_url()),
    )
