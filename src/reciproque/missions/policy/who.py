"""Who leads a mission, who reads it, and the conditions its rules share."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import written
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, Rule, rule
from reciproque.partnerships.models import Hosting
from reciproque.partnerships.policy import coordinated, doers, readers
from reciproque.people.kinds import Role
from reciproque.people.models import Mandate, Membership
from reciproque.people.queries.hats import in_force

from ..kinds import Audience
from ..models import Offer, Taking

UNANSWERED = Q(accepted_at=None, declined_at=None, taken_back_at=None)
STANDING = Q(ended_at=None)
BY_HERSELF = Q(made_by=F("person"))


def coordinators(path: str) -> Rule:
    """The coordination of the organisations that carry the partnership at `path`."""
    return rule(
        Role.COORDINATOR,
        where=lambda actor: coordinated(actor, path),
        because=_("c’est à la coordination des structures qui portent le partenariat"),
    )


def leaders(path: str) -> Rule:
    """Referents of both sides, and the coordination."""
    return doers(path, referent_since__isnull=False) | coordinators(path)


def leads(path: str = "") -> Rule:
    """Who leads a mission (at `path`, empty for itself): referents, coordination, who wrote it, who answers for it.

    The last two while they are engaged in the partnership, under the hat they wear.
    """
    prefix = f"{path}__" if path else ""
    hers = doers(f"{prefix}partnership").when(
        lambda actor: (
            Q(**{f"{prefix}written_by": actor.person_id}) | Q(**{f"{prefix}contact": actor.person_id})
            if actor.person_id
            else NO_ROW
        ),
        _("elle l’a écrite, ou c’est à elle qu’on s’adresse"),
    )
    return leaders(f"{prefix}partnership") | hers


def belongs_to_a_carrier(actor: Actor) -> Q:
    """Missions of partnerships carried by an organisation where the person holds a position today, under any hat."""
    if not actor.person_id:
        return NO_ROW
    held = Membership.objects.filter(
        in_force(written.day()), person=actor.person_id, organisation=OuterRef("organisation")
    )
    seated = Mandate.objects.filter(
        in_force(written.day()), person=actor.person_id, seat=OuterRef("organisation")
    )
    carried = Hosting.objects.filter(Exists(held) | Exists(seated), partnership=OuterRef("partnership"))
    return Q(Exists(carried))


def offered_to_me(actor: Actor) -> Q:
    """Missions somebody was offered, asked for, or takes."""
    if not actor.person_id:
        return NO_ROW
    offers = Offer.objects.filter(mission=OuterRef("pk"), person=actor.person_id, taken_back_at=None)
    takings = Taking.objects.filter(mission=OuterRef("pk"), engagement__person=actor.person_id)
    return Q(Exists(offers)) | Q(Exists(takings))


published = (
    Q(publication__isnull=False),
    _("la mission est publiée"),
    _("cette mission n’est pas encore publiée"),
)
not_closed = Q(closing=None), _("la mission n’est pas close"), _("cette mission est close")
unpublished = Q(publication=None), _("la mission n’est pas publiée"), _("cette mission est déjà publiée")
see = (
    readers("partnership")
    | rule(
        SOMEONE, where=offered_to_me, because=_("qui se l’est vu proposer, l’a demandée ou l’a prise la lit")
    )
    | rule(
        SOMEONE,
        where=belongs_to_a_carrier,
        because=_("les membres des structures qui portent le partenariat la lisent"),
    )
    .when(Q(audience__in=(Audience.HOUSES, Audience.EVERYONE)), _("si elle leur est montrée"))
    .when(*published)
    | rule(SOMEONE, because=_("toute personne connectée la lit"))
    .when(Q(audience=Audience.EVERYONE), _("si elle est montrée à tous"))
    .when(*published)
)
