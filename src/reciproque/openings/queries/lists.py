"""Lists of openings: those one may read, whom one may ask for, who could agree; and what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Case as Either
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models import When as If
from django.urls import reverse
from django.utils.translation import gettext as _

from reciproque.foundation import written
from reciproque.foundation.actor import Actor
from reciproque.foundation.deadlines import Facts, Waiting, facts_of, waits
from reciproque.foundation.policy import visible
from reciproque.people.kinds import OrganisationKind, Role
from reciproque.people.models import Membership, Organisation, Person
from reciproque.people.queries import button_on_her_page
from reciproque.people.queries.hats import in_force
from reciproque.titles.models import Credential, OutsideReferent, Verification

from ..kinds import State
from ..models import Opening
from ..policy import AGREED, CARERS
from ..rules import SOON_DAYS
from .standing import with_state

TO_AGREE, NOW, BEFORE = 0, 1, 2
OFFERED = 30
button_on_her_page("ask_opening")


def listed(actor: Actor, *, on: date) -> QuerySet[Opening]:
    """The openings one may read, each with its `state` and its `rank`: those to agree, those that stand, the others."""
    rows = with_state(visible(Opening, actor), on=on)
    ranked = rows.annotate(
        rank=Either(
            If(state=State.ASKED, then=Value(TO_AGREE)),
            If(state__in=(State.OPEN, State.SUSPENDED), then=Value(NOW)),
            default=Value(BEFORE),
            output_field=IntegerField(),
        )
    )
    return ranked.select_related("person", "organisation", "asked_by", "agreed_by")


def with_page() -> QuerySet[Opening]:
    """An opening with what its page shows."""
    return Opening.objects.select_related(
        *("person", "organisation", "asked_by", "second", "asked_of", "agreed_by", "agreed_for"),
        *("refusal__refused_by", "end__ended_by"),
    )


def state_of(opening: Opening, *, on: date) -> str:
    """The state of one opening on a day. One query."""
    return with_state(Opening.objects.filter(pk=opening.pk), on=on).values_list("state", flat=True).get()


def openings_of(person: Person, actor: Actor, *, on: date) -> list[Opening]:
    """The openings of somebody that one may read, the latest first, one for each organisation. One query."""
    return written.rows(_openings_of, actor, on, person=person.pk)


def _openings_of(actor: Actor, on: date, *, person: int) -> QuerySet[Opening]:
    later = Opening.objects.filter(
        person=OuterRef("person"), organisation=OuterRef("organisation"), pk__gt=OuterRef("pk")
    )
    rows = visible(Opening, actor).filter(~Exists(later), person=person)
    return with_state(rows, on=on).select_related("organisation").order_by("-pk")


def askable(actor: Actor) -> QuerySet[Person]:
    """Those for whom one may ask."""
    return visible(Person, actor, "ask_opening")


def could_be_asked(actor: Actor, *, on: date) -> list[Person]:
    """Those for whom one may ask and who are not opened in the house of the hat: the first ones by name."""
    here = Opening.objects.filter(person=OuterRef("pk"), organisation=actor.organisation_id)
    opened = with_state(here, on=on).filter(state__in=(State.OPEN, State.SUSPENDED))
    cares = Membership.objects.filter(
        in_force(on), person=OuterRef("pk"), organisation=actor.organisation_id, role__in=CARERS
    )
    rows = askable(actor).filter(~Exists(opened), ~Exists(cares))
    return list(rows.order_by("name", "pk")[:OFFERED])


# --- the second pair of eyes ----------------------------------------------------------------------
def seconds_in(organisation_id: int, *, but: set[int], on: date) -> list[Membership]:
    """Who of the house could agree: coordination, professionals, partners opened there; `but` these people."""
    opened = Opening.objects.filter(
        AGREED, person=OuterRef("person"), organisation=organisation_id, valid_until__gte=on
    )
    held = Membership.objects.filter(
        Q(role__in=CARERS) | (Q(role=Role.PARTNER) & Exists(opened)),
        in_force(on),
        organisation=organisation_id,
    )
    found: dict[int, Membership] = {}
    for one in held.exclude(person__in=but).select_related("person").order_by("person__name", "pk"):
        found.setdefault(one.person_id, one)
    return list(found.values())


def houses_that_could_agree(
    person: Person, organisation_id: int, *, but: set[int], on: date
) -> list[Organisation]:
    """Outside of the house: resource structures, its outside referent, who vouches for a title of the person.

    Only those with somebody else there to answer: a team of two finds its second pair of eyes among them.
    """
    someone = Membership.objects.filter(in_force(on), organisation=OuterRef("pk"), role__in=CARERS)
    claims = Credential.objects.filter(person=person, withdrawal=None)
    last = Verification.objects.filter(credential=OuterRef("pk")).order_by("-pk")
    vouching = claims.annotate(house=Subquery(last.values("organisation")[:1])).values("house")
    referents = OutsideReferent.objects.filter(organisation=organisation_id, ended_at=None).values("referent")
    rows = Organisation.objects.filter(
        Q(kind=OrganisationKind.RESOURCE_CENTRE) | Q(pk__in=vouching) | Q(pk__in=referents),
        Exists(someone.exclude(person__in=but)),
    )
    return list(rows.exclude(pk=organisation_id).order_by("name", "pk"))


# --- what waits -----------------------------------------------------------------------------------
def _asked_told(facts: Facts, today: date) -> Iterator[Waiting]:
    yield Waiting(
        title=_("{name} auprès des personnes accompagnées : le second accord est attendu").format(
            name=facts["name"]
        ),
        detail=_("Demandé par {asker}. Personne ne donne cet accès seul.").format(asker=facts["asker"]),
        url=reverse("openings:opening", args=[facts["code"]]),
        action=_("Lire"),
        icon="user-check",
        tone="shared",
    )


@waits(_asked_told)
def openings_to_agree(actor: Actor, today: date) -> QuerySet | None:
    """Openings that the actor was asked to agree, or that her house was; the coordination sees all of its house's."""
    rows = visible(Opening, actor, "agree")
    if actor.role != Role.COORDINATOR:
        rows = rows.filter(Q(second=actor.person_id) | Q(asked_of=actor.organisation_id))
    return facts_of(rows, code="code", name="person__name", asker="asked_by__name")


def _ending_told(facts: Facts, today: date) -> Iterator[Waiting]:
    until = date.fromisoformat(facts["until"])
    yield Waiting(
        title=_("L’ouverture de {name} prend fin bientôt").format(name=facts["name"]),
        detail=_("Se revoir à deux, et la demander de nouveau, ou en rester là."),
        url=reverse("openings:opening", args=[facts["code"]]),
        action=_("Voir"),
        icon="hourglass",
        tone="warn",
        due_on=until,
    )


@waits(_ending_told)
def openings_ending(actor: Actor, today: date) -> QuerySet | None:
    """For the coordination: openings of the house about to end, for which nobody asked again."""
    if actor.role != Role.COORDINATOR or not actor.organisation_id:
        return None
    later = Opening.objects.filter(
        person=OuterRef("person"), organisation=OuterRef("organisation"), pk__gt=OuterRef("pk")
    )
    soon = Opening.objects.filter(
        ~Exists(later), organisation=actor.organisation_id, valid_until__lte=today + timedelta(days=SOON_DAYS)
    )
    rows = with_state(soon, on=today).filter(state=State.OPEN)
    return facts_of(rows, code="code", name="person__name", until="valid_until")
