"""Each makes, changes and closes her own addresses, under any hat; nobody else sees that she has any."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.policy import SOMEONE, allow, rule
from reciproque.people.models import Person
from reciproque.people.policy import mine

from .models import Feed

STANDING = Q(revoked_at=None)
READABLE = STANDING & Q(person__account__is_active=True)
"""What gives anything: not closed, of somebody whose account is open."""
standing = (STANDING, _("elle n’est pas fermée"), _("cette adresse est fermée : faites-en une autre"))
hers = rule(SOMEONE, where=mine(), because=_("chacun tient les adresses de son propre calendrier"))

allow(
    Person,
    make_feed=rule(SOMEONE, where=mine("pk"), because=_("chacun emporte son propre calendrier, et lui seul")),
)
allow(
    Feed,
    see=hers,
    revise=hers.when(*standing),
    revoke=hers.when(*standing),
    note_reading=rule(
        "system", where=READABLE, because=_("le jour d’une lecture se note seul, sans l’heure ni le lieu")
    ),
)
