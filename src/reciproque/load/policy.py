"""Who sets and reads what a person carries: herself, under any hat, and nobody else, whoever they are."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import written
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import SOMEONE, allow, rule
from reciproque.people.models import Person
from reciproque.people.policy import mine

from .models import Override, Pause, PersonLoad, Rhythm


def standing(actor: Actor | None = None) -> Q:
    """Pauses under way or to come."""
    return Q(ended_at=None) & (Q(ends_on=None) | Q(ends_on__gte=written.day()))


def no_pause(actor: Actor) -> Q:
    return ~Q(Exists(Pause.objects.filter(standing(), person=OuterRef("pk"))))


herself = rule(SOMEONE, where=mine(), because=_("la personne elle-même, et personne d’autre"))
for_herself = rule(SOMEONE, where=mine("pk"), because=_("chacun règle son propre rythme, sous tout chapeau"))

allow(
    Person,
    set_rhythm=for_herself,
    exceed_ceiling=for_herself,
    pause=for_herself.when(
        no_pause,
        _("aucune pause n’est en cours ou à venir"),
        _("une pause est déjà prévue : reprenez d’abord"),
    ),
)
allow(Rhythm, see=herself)
allow(PersonLoad, see=herself)
allow(Override, see=herself)
allow(
    Pause,
    see=herself,
    resume=herself.when(standing, _("la pause n’est pas finie"), _("cette pause est déjà finie")),
)
