"""Naming who answers for a partner and who stands in; saying that one is away, and back."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.verbs import rewrite, verb
from reciproque.partnerships.models import Engagement
from reciproque.partnerships.queries.positions import today_of
from reciproque.people.models import Person

from ..models import Absence, Relay
from ..queries.relays import could_relay

LONGEST = 366
"""How many days an absence may last: a bound to a slip of the finger, not a rule."""


@verb(Engagement, "name_relay", keeps=())
def name_relay(
    engagement: Engagement, *, by: Actor, at: datetime, referent: Person, substitute: Person
) -> Relay:
    """Name whom a partner turns to and who takes over; it stands from now on, instead of the one before.

    Raises ValidationError, by field, for the same person twice, for herself, for who takes no part in it.
    """
    possible = {one.pk for one in could_relay(engagement, on=today_of(engagement.person, at))}
    wrong = {
        field: _("Choisissez parmi les personnes engagées ici et la coordination.")
        for field, one in (("referent", referent), ("substitute", substitute))
        if one.pk not in possible
    }
    if not wrong and referent.pk == substitute.pk:
        wrong["substitute"] = _("Une autre personne que le référent : c’est elle qui prend le relais.")
    if wrong:
        raise ValidationError(wrong)
    for standing in Relay.objects.filter(engagement=engagement, ended_at=None):
        rewrite(standing, ended_at=at)
    return Relay.objects.create(
        engagement=engagement, referent=referent, substitute=substitute, named_at=at, named_by_id=by.person_id
    )


@verb(Relay, "end", keeps=())
def end(relay: Relay, *, by: Actor, at: datetime) -> Relay:
    """End it: the referents of the partnership answer for her again."""
    return rewrite(relay, ended_at=at)


@verb(Person, "say_absent", keeps=())
def say_absent(person: Person, *, by: Actor, at: datetime, starts_on: date, ends_on: date) -> Absence:
    """Say that one is away: meanwhile, whoever stands in gets what would have waited. No page says why, nor who.

    Raises ValidationError, by field, for days that are over, or in the wrong order.
    """
    if ends_on < starts_on:
        raise ValidationError({"ends_on": _("Le dernier jour vient après le premier.")})
    if ends_on < today_of(person, at):
        raise ValidationError({"ends_on": _("Ces jours sont passés.")})
    if (ends_on - starts_on).days > LONGEST:
        raise ValidationError({"ends_on": _("Vérifiez l’année.")})
    return Absence.objects.create(person=person, starts_on=starts_on, ends_on=ends_on, said_at=at)


@verb(Absence, "come_back", keeps=())
def come_back(absence: Absence, *, by: Actor, at: datetime) -> Absence:
    """Be back earlier, or not leave after all."""
    return rewrite(absence, ended_at=at)
