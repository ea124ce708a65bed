"""Who may see and change people, organisations and memberships."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import ANYONE, NO_ROW, SOMEONE, allow, rule
from reciproque.foundation.reach import NOWHERE, Reach

from .kinds import Role
from .models import (
    Installation,
    Invitation,
    Mandate,
    Membership,
    Organisation,
    Person,
    Renewal,
    Territory,
)

COLLEAGUES = (Role.COORDINATOR, Role.PROFESSIONAL, Role.PARTNER, Role.REPRESENTATIVE)


def mine(path: str = "person") -> Callable[[Actor], Q]:
    """What belongs to the person herself, whatever her hat; `path` leads from the row to her."""

    def where(actor: Actor) -> Q:
        return Q(**{path: actor.person_id}) if actor.person_id else NO_ROW

    return where


def of_my_organisation(actor: Actor) -> Q:
    return Q(organisation=actor.organisation_id) if actor.organisation_id else NO_ROW


def is_my_organisation(actor: Actor) -> Q:
    return Q(pk=actor.organisation_id) if actor.organisation_id else NO_ROW


def of_my_seat(actor: Actor) -> Q:
    return (
        Q(seat=actor.organisation_id) | Q(association=actor.organisation_id)
        if actor.organisation_id
        else NO_ROW
    )


def belongs_to_my_organisation(actor: Actor) -> Q:
    if not actor.organisation_id:
        return NO_ROW
    held = Membership.objects.filter(person=OuterRef("pk"), organisation=actor.organisation_id)
    mandated = Mandate.objects.filter(person=OuterRef("pk"), seat=actor.organisation_id)
    return Exists(held) | Exists(mandated)


def myself_by_key(actor: Actor) -> Reach:
    return Reach("pk", (Person.objects.filter(mine("pk")(actor)).values_list("pk"),))


def my_organisation_by_key(actor: Actor) -> Reach:
    if not actor.organisation_id:
        return NOWHERE
    held = Membership.objects.filter(organisation=actor.organisation_id)
    mandated = Mandate.objects.filter(seat=actor.organisation_id)
    return Reach("pk", (held.values_list("person"), mandated.values_list("person")))


def only_of_my_organisation(actor: Actor) -> Q:
    """Members of the actor's organisation who have no position anywhere else, herself left out.

    A code for a new password opens every hat of a person: nobody gives one for the hats of another organisation.
    """
    if not actor.organisation_id:
        return NO_ROW
    held = Membership.objects.filter(person=OuterRef("pk"))
    mandated = Mandate.objects.filter(person=OuterRef("pk"))
    return (
        belongs_to_my_organisation(actor)
        & ~Exists(held.exclude(organisation=actor.organisation_id))
        & ~Exists(mandated.exclude(seat=actor.organisation_id))
        & ~Q(pk=actor.person_id)
    )


coordinates_it = rule(
    Role.COORDINATOR, where=is_my_organisation, because=_("c’est à la coordination de cette structure")
)

by_command = rule("system", because=_("la ligne de commande et la démonstration"))

allow(
    Person,
    see=rule(SOMEONE, where=mine("pk"), because=_("chacun voit sa propre page"), reach=myself_by_key)
    | rule(
        *COLLEAGUES,
        where=belongs_to_my_organisation,
        because=_("les membres d’une structure se voient"),
        reach=my_organisation_by_key,
    ),
    revise=rule(SOMEONE, where=mine("pk"), because=_("chacun tient sa propre page")),
    issue=rule(
        Role.COORDINATOR,
        where=only_of_my_organisation,
        because=_(
            "la coordination aide les membres de sa seule structure ; les autres passent par la technique"
        ),
    )
    | rule("system", because=_("la technique dépanne par la ligne de commande")),
)
allow(
    Organisation,
    see=rule(SOMEONE, because=_("l’annuaire des structures est ouvert à toute personne connectée")),
    revise=coordinates_it,
    invite=coordinates_it | by_command,
    join=by_command,
    mandate=coordinates_it | by_command,
    set_parameter=coordinates_it,
)
allow(
    Membership,
    see=rule(SOMEONE, where=mine(), because=_("chacun voit ses propres appartenances"))
    | rule(*COLLEAGUES, where=of_my_organisation, because=_("les membres d’une structure se voient")),
    end=rule(
        Role.COORDINATOR, where=of_my_organisation, because=_("c’est à la coordination de cette structure")
    )
    | rule(SOMEONE, where=mine(), because=_("chacun peut partir")),
)
allow(
    Mandate,
    see=rule(SOMEONE, where=mine(), because=_("chacun voit ses propres mandats"))
    | rule(*COLLEAGUES, where=of_my_seat, because=_("les mandats sont connus de la structure")),
    end=rule(Role.COORDINATOR, where=of_my_seat, because=_("c’est à la coordination de cette structure"))
    | rule(SOMEONE, where=mine(), because=_("chacun peut rendre son mandat")),
)
UNUSED = Q(acceptance=None, revocation=None)
unused_of_mine = rule(
    Role.COORDINATOR, where=of_my_organisation, because=_("c’est à la coordination de cette structure")
).when(UNUSED, _("l’invitation n’a pas encore servi"))

allow(
    Invitation,
    see=rule(
        Role.COORDINATOR, where=of_my_organisation, because=_("c’est à la coordination de cette structure")
    ),
    renew=unused_of_mine,
    revoke=unused_of_mine,
    accept=rule(
        ANYONE, where=UNUSED, because=_("cette invitation a déjà servi, ou la structure l’a reprise")
    ),
)
allow(
    Renewal,
    see=rule(
        Role.COORDINATOR,
        where=lambda actor: Q(issued_by=actor.person_id) if actor.person_id else NO_ROW,
        because=_("un code n’est vu que par qui l’a donné"),
    ),
    renew_password=rule(ANYONE, where=Q(use=None), because=_("ce code a déjà servi")),
)
allow(Territory, see=rule(SOMEONE, because=_("les territoires sont publics")))
allow(
    Installation,
    see=rule(ANYONE, because=_("le nom de l’installation est public")),
    welcome=by_command,
    add_organisation=rule(
        Role.COORDINATOR, "system", because=_("une coordination peut ajouter une structure à l’annuaire")
    ),
    import_organisations=rule(
        Role.COORDINATOR, "system", because=_("une coordination peut importer l’annuaire")
    ),
    import_territories=rule(
        Role.COORDINATOR, "system", because=_("une coordination peut importer les territoires")
    ),
)
