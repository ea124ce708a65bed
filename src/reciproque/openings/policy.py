"""Who asks that somebody be opened among accompanied people, who agrees, who ends it. Never the same person twice.

What counts is the person, not the hat: the second person is another one, whatever hats the first one has. Packages
above say who knows whom (see `policy.also`).
"""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import written
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, allow, rule
from reciproque.people.kinds import Role
from reciproque.people.models import Person
from reciproque.people.policy import belongs_to_my_organisation, of_my_organisation

from .models import Opening

PENDING = Q(agreed_at=None, refusal=None, end=None)
AGREED = Q(agreed_at__isnull=False, end=None)
CARERS = (Role.COORDINATOR, Role.PROFESSIONAL)


def hers(actor: Actor) -> Q:
    return Q(person=actor.person_id) if actor.person_id else NO_ROW


def asked_of_us(actor: Actor) -> Q:
    return Q(asked_of=actor.organisation_id) if actor.organisation_id else NO_ROW


def agreed_for_us(actor: Actor) -> Q:
    return Q(agreed_for=actor.organisation_id) if actor.organisation_id else NO_ROW


def by_a_partner_opened_here(actor: Actor) -> Q:
    """Openings of the house, for a partner of it whom two people opened, until the day they said."""
    if not actor.organisation_id:
        return NO_ROW
    mine = Opening.objects.filter(
        AGREED,
        person=actor.person_id,
        organisation=actor.organisation_id,
        valid_until__gte=written.day(),
    )
    return Q(organisation=actor.organisation_id) & Q(Exists(mine))


not_herself = (
    lambda actor: ~Q(pk=actor.person_id),
    _("jamais pour soi-même"),
    _("personne ne demande sa propre ouverture : quelqu’un d’autre de la structure le fait"),
)
nothing_pending = (
    lambda actor: (
        ~Q(Exists(Opening.objects.filter(PENDING, person=OuterRef("pk"), organisation=actor.organisation_id)))
    ),
    _("aucune demande n’attend déjà"),
    _("une demande attend déjà qu’une deuxième personne l’accorde"),
)
allow(
    Person,
    ask_opening=rule(
        Role.COORDINATOR,
        where=belongs_to_my_organisation,
        because=_("la coordination de la structure où elle est"),
    )
    .when(*not_herself)
    .when(*nothing_pending),
)

of_the_house = rule(
    *CARERS,
    where=of_my_organisation,
    because=_("la coordination et les professionnels de la structure"),
)
partner_of_the_house = rule(
    Role.PARTNER,
    where=by_a_partner_opened_here,
    because=_("un patient partenaire de la structure, lui-même ouvert"),
)
outside = rule(
    *CARERS,
    where=asked_of_us,
    because=_("une structure ressource, ou qui répond de la personne, à qui on l’a demandé"),
)
seconds = of_the_house | partner_of_the_house | outside
pending = (PENDING, _("la demande attend"), _("cette demande a déjà reçu sa réponse"))


def by_two(declared):
    """The same people, less the one who asked and the one it is about: under any hat, it is a person who agrees."""
    return (
        declared.when(*pending)
        .when(
            lambda actor: ~Q(asked_by=actor.person_id),
            _("pas la personne qui l’a demandée"),
            _("une ouverture se donne à deux : quelqu’un d’autre que vous doit l’accorder"),
        )
        .when(
            lambda actor: ~Q(person=actor.person_id),
            _("jamais la sienne"),
            _("personne n’accorde sa propre ouverture"),
        )
    )


herself = rule(SOMEONE, where=hers, because=_("chacun lit ce qui est écrit de lui, et peut s’arrêter"))
who_agreed = rule(*CARERS, where=agreed_for_us, because=_("la structure qui l’a accordée"))

allow(
    Opening,
    see=herself | of_the_house | partner_of_the_house | outside | who_agreed,
    agree=by_two(seconds),
    refuse=by_two(seconds),
    end=(herself | of_the_house | who_agreed).when(
        PENDING | AGREED,
        _("elle n’est pas déjà finie"),
        _("cette ouverture est déjà finie, ou refusée"),
    ),
)
