"""How far a claim is vouched for on a day: its state, by whom, until when; and the hours that count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value, When

from reciproque.foundation import written
from reciproque.foundation.actor import VISITOR, Actor
from reciproque.people.kinds import Role
from reciproque.people.models import Membership
from reciproque.people.queries.hats import in_force

from ..kinds import STANDING, Lasts, Means, Nature, State, Topic
from ..models import Credential, Qualification, Suspension, Verification

UNTIL_SOON_DAYS = 60


def with_state(rows: QuerySet[Credential], *, on: date) -> QuerySet[Credential]:
    """Claims with their `state`, and of their latest verification: who vouches, how, since when, until when."""
    latest = Verification.objects.filter(credential=OuterRef("pk")).order_by("-pk")
    suspended = Suspension.objects.filter(case__credential=OuterRef("pk"), lifted_at=None)
    stated = rows.annotate(
        vouched_by=Subquery(latest.values("organisation__name")[:1]),
        vouched_on=Subquery(latest.values("verified_on")[:1]),
        valid_until=Subquery(latest.values("valid_until")[:1]),
        means=Subquery(latest.values("means")[:1]),
        left_out=_ended_by_event(on),
    )
    return stated.annotate(
        state=Case(
            When(withdrawal__isnull=False, then=Value(State.WITHDRAWN.value)),
            When(Exists(suspended), then=Value(State.SUSPENDED.value)),
            When(means=None, then=Value(State.DECLARED.value)),
            When(Q(valid_until__lt=on) | Q(left_out=True), then=Value(State.EXPIRED.value)),
            When(means=Means.KNOWN, then=Value(State.ATTESTED.value)),
            default=Value(State.VERIFIED.value),
            output_field=CharField(max_length=10),
        )
    )


def _ended_by_event(on: date) -> Exists:
    """The latest verification of a claim was to last while somebody held a position there, who holds it no more."""
    later = Verification.objects.filter(credential=OuterRef("credential"), pk__gt=OuterRef("pk"))
    return Exists(left_out(on).filter(~Exists(later), credential=OuterRef("pk")))


def left_out(on: date) -> QuerySet[Verification]:
    """Verifications that were to last while somebody held a position there, who does not hold it on a day."""
    held = Membership.objects.filter(in_force(on), organisation=OuterRef("organisation"))
    holder = held.filter(person=OuterRef("credential__person"))
    voucher = held.filter(person=OuterRef("verified_by"), role=Role.COORDINATOR)
    gone = (Q(lasts=Lasts.MEMBER) & ~Exists(holder)) | (Q(lasts=Lasts.VOUCHER) & ~Exists(voucher))
    return Verification.objects.filter(gone)


def titles_of(person_id: int, *, on: date) -> list[Credential]:
    """The titles of somebody, each with its state, the best vouched for first. One query."""
    found = written.rows(_titles, VISITOR, on, person=person_id)
    return sorted(found, key=lambda one: one.state not in STANDING)


def _titles(_actor: Actor, on: date, *, person: int) -> QuerySet[Credential]:
    held = Credential.objects.filter(person=person, nature=Nature.TITLE, withdrawal=None)
    return with_state(held, on=on).select_related("title", "asked_of").order_by("pk")


@dataclass(frozen=True)
class Hours:
    """Hours of therapeutic education of a person: those verified today, and those only declared."""

    verified: int
    declared: int
    until: date | None = None
    """The first day on which some of the verified hours stop counting."""


def etp_hours(person_id: int, *, on: date) -> Hours:
    """Hours that add up over several attestations. The same document counts once, whatever it was added to."""
    rows = Credential.objects.filter(
        person=person_id, nature=Nature.TRAINING, topic=Topic.ETP, withdrawal=None
    )
    trainings = list(with_state(rows, on=on).prefetch_related("evidence").order_by("pk"))
    verified, seen, ends = 0, set(), []
    for one in trainings:
        digests = {proof.digest for proof in one.evidence.all()}
        if one.state in STANDING and not digests & seen:
            verified += one.hours or 0
            seen |= digests
            ends.append(one.valid_until)
    declared = sum(one.hours or 0 for one in trainings if one.state == State.DECLARED)
    return Hours(verified, declared, min(ends, default=None))


def qualification_of(person_id: int, *, on: date) -> Qualification | None:
    """The latest qualification of a person that holds on a day."""
    return _qualified(on).filter(person=person_id).order_by("-valid_until", "-pk").first()


def qualified_among(people: Any, *, on: date) -> set[int]:
    """Those of some people (their keys) whose hours open the workshops of therapeutic education on a day."""
    return set(_qualified(on).filter(person__in=people).values_list("person", flat=True))


def _qualified(on: date) -> QuerySet[Qualification]:
    unended = Q(ended_on=None) | Q(ended_on__gt=on)
    return Qualification.objects.filter(unended, granted_on__lte=on, valid_until__gte=on)


def suspended_among(people: Any) -> set[int]:
    """Those of some people (their keys) one of whose titles is suspended now."""
    held = Suspension.objects.filter(case__credential__person__in=people, case__closing=None, lifted_at=None)
    return set(held.values_list("case__credential__person", flat=True))
