"""Who reads the cases of a house from outside; and, for that reader, those the house leaves without an answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.people.kinds import OrganisationKind, Role
from reciproque.people.models import Membership, Organisation
from reciproque.people.queries.hats import in_force

from ..models import Case, Credential, OutsideReferent, Verification
from ..policy import WATCHERS, watched

OUTSIDE_KINDS = (OrganisationKind.RESOURCE_CENTRE, OrganisationKind.ARS, OrganisationKind.UNIVERSITY)
"""Resource structures and institutions: what may be named as outside referent."""


def answers_for(claim: Credential, *, on: date) -> int | None:
    """The house (its key) that answers for a title when it is reported, if any.

    Who vouches for it; else who was asked to; else the first house to which its holder belongs, and that another
    person coordinates. At most three queries.
    """
    last = Verification.objects.filter(credential=claim).order_by("-pk").first()
    if last is not None:
        return last.organisation_id
    if claim.asked_of_id is not None:
        return claim.asked_of_id
    hers = Membership.objects.filter(in_force(on), person=claim.person_id).values("organisation")
    held = Membership.objects.filter(in_force(on), organisation__in=hers, role=Role.COORDINATOR)
    first = held.exclude(person=claim.person_id).order_by("pk").first()
    return first.organisation_id if first else None


def may_watch(organisation: Organisation, *, on: date) -> QuerySet[Organisation]:
    """Those it may name: a resource structure or an institution, with a reader who does not belong to the house."""
    house = Membership.objects.filter(in_force(on), organisation=organisation).values("person")
    reader = Membership.objects.filter(in_force(on), organisation=OuterRef("pk"), role__in=WATCHERS)
    return (
        Organisation.objects.filter(Exists(reader.exclude(person__in=house)), kind__in=OUTSIDE_KINDS)
        .exclude(pk=organisation.pk)
        .order_by("name", "pk")
    )


def outside_referent_of(organisation_id: int | None) -> Organisation | None:
    """Who reads the cases of a house from outside, if it named somebody."""
    naming = OutsideReferent.objects.filter(organisation=organisation_id, ended_at=None)
    return Organisation.objects.filter(pk__in=naming.values("referent")).first()


def houses_watched(actor: Actor) -> list[Organisation]:
    """The houses that named the organisation of the hat."""
    if actor.role not in WATCHERS or not actor.organisation_id:
        return []
    naming = OutsideReferent.objects.filter(referent=actor.organisation_id, ended_at=None)
    return list(Organisation.objects.filter(pk__in=naming.values("organisation")).order_by("name", "pk"))


def readers_outside(case: Case, *, on: date) -> QuerySet[Membership]:
    """Who, outside, reads a case of a house: positions in force in the organisation it named."""
    naming = OutsideReferent.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=case.reported_at), organisation=case.organisation_id
    )
    return Membership.objects.filter(
        in_force(on), organisation__in=naming.values("referent"), role__in=WATCHERS
    ).exclude(person=case.credential.person_id)


def silent(today: date) -> QuerySet[Case]:
    """Open cases whose answer is late, of houses that named an outside referent."""
    naming = OutsideReferent.objects.filter(
        Q(ended_at=None) | Q(ended_at__gte=OuterRef("reported_at")), organisation=OuterRef("organisation")
    )
    rows = Case.objects.filter(Exists(naming), closing=None, due_on__lt=today)
    return rows.select_related("credential").order_by("pk")


# --- what waits -----------------------------------------------------------------------------------
def _silence_told(facts: Facts, today: date) -> Iterator[Waiting]:
    due_on = date.fromisoformat(facts["due_on"])
    yield Waiting(
        title=_("{house} n’a pas répondu à un signalement").format(house=facts["house"]),
        detail=_("Signalement {number}. Vous en êtes le référent extérieur.").format(number=facts["code"]),
        url=reverse("titles:case", args=[facts["code"]]),
        action=_("Lire"),
        icon="flag",
        tone="late",
        due_on=due_on,
    )


@waits(_silence_told)
def cases_left_silent(actor: Actor, today: date) -> QuerySet | None:
    """For the outside referent: cases of a house that are late."""
    if actor.role not in WATCHERS or not actor.organisation_id:
        return None
    late = Case.objects.filter(watched(actor), closing=None, due_on__lt=today)
    ours = late.exclude(organisation=actor.organisation_id)
    return facts_of(ours, code="code", due_on="due_on", house="organisation__name")
