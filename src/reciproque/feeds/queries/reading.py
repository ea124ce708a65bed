"""What an address gives to whoever holds it: the dates on which one person is expected, and when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from reciproque.foundation.actor import SELF, Actor, Hat, Kind
from reciproque.foundation.crypto import keyed_digest
from reciproque.foundation.parameters import values
from reciproque.foundation.policy import visible
from reciproque.partnerships.models import Engagement, Expected, Intervention
from reciproque.partnerships.policy import ACCEPTED
from reciproque.partnerships.queries.interventions import between
from reciproque.people.models import Person

from ..kinds import Detail
from ..models import Feed
from ..policy import READABLE
from ..rules import DAYS_AHEAD, DAYS_BEHIND, DAYS_CANCELLED, REFRESH_HOURS, Appointment
from ..writer import Look, written

NUMBERS = (DAYS_BEHIND.name, DAYS_AHEAD.name, DAYS_CANCELLED.name, REFRESH_HOURS.name)


def digest_of(secret: str) -> str:
    """What is kept of an address."""
    return keyed_digest("feeds.address", secret)


def feed_for(secret: str) -> Feed | None:
    """The calendar that an address opens; None for an unknown one, a closed one, and for a closed account alike."""
    return Feed.objects.filter(READABLE, digest=digest_of(secret)).select_related("person").first()


def title_of(feed: Feed) -> str:
    """What is read as the title of each appointment."""
    if feed.detail == Detail.CHOSEN:
        return feed.word
    with override(feed.language):
        return _("Rendez-vous")


def file_of(feed: Feed, *, today: date) -> bytes:
    """The calendar as a device reads it, the same to the byte as long as nothing in it changes."""
    numbers = values(*NUMBERS, on=today)
    look = Look(title_of(feed), feed.language, feed.zone, feed.reminder, numbers[REFRESH_HOURS.name])
    return written(_appointments(feed.person, numbers, today=today), look)


def appointments(feed: Feed, *, today: date) -> list[Appointment]:
    """The same dates as the file, for the page that shows what the telephone will."""
    return _appointments(feed.person, values(*NUMBERS, on=today), today=today)


def _appointments(person: Person, numbers: dict[str, Any], *, today: date) -> list[Appointment]:
    rows = between(
        _expecting(person),
        today - timedelta(days=numbers[DAYS_BEHIND.name]),
        today + timedelta(days=numbers[DAYS_AHEAD.name]),
    )
    lately = today - timedelta(days=numbers[DAYS_CANCELLED.name])
    still_told = Q(cancellation=None) | Q(cancellation__cancelled_at__date__gte=lately)
    found = rows.filter(still_told).select_related("cancellation").order_by("starts_at", "pk")
    return [_as_told(one, person) for one in found]


def _expecting(person: Person) -> QuerySet[Intervention]:
    """What she may see and is expected at, in partnerships she accepted and has not left."""
    herself = Actor(
        Kind.HAT, person_id=person.pk, account_id=person.account_id, hat=Hat(code=SELF, role=SELF)
    )
    standing = Engagement.objects.filter(ACCEPTED, person=person)
    hers = Expected.objects.filter(intervention=OuterRef("pk"), engagement__in=standing)
    return visible(Intervention, herself).filter(Exists(hers))


def _as_told(intervention: Intervention, person: Person) -> Appointment:
    cancellation = getattr(intervention, "cancellation", None)
    return Appointment(
        uid=uid_of(intervention, person),
        day=intervention.day,
        hour=intervention.hour,
        zone=intervention.zone,
        minutes=intervention.minutes,
        version=intervention.version,
        told_at=cancellation.cancelled_at if cancellation else intervention.planned_at,
        cancelled=cancellation is not None,
    )


def uid_of(intervention: Intervention, person: Person) -> str:
    """The same for ever, on all her devices; nobody makes it again, and no two people have it in common."""
    return str(UUID(keyed_digest("feeds.appointment", f"{person.code}:{intervention.code}")[:32], version=4))
