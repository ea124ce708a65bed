"""Who holds which card, when both are open, who decides, keeps and erases. The coordination reads nothing of it.

The person is whoever holds the code of the encounter; the professional is the one it is held with, under the hat
it was begun or joined with. Neither reads the other's card before both have said to open (J7.AC1).
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import ANYONE, NO_ROW, allow, rule
from reciproque.people.kinds import Role
from reciproque.people.models import Installation, Organisation
from reciproque.people.policy import is_my_organisation

from .kinds import BY_CODE, Side
from .models import Encounter, Line

OPEN = Q(opened_at__isnull=False)


def held(actor: Actor) -> Q:
    return Q(code=actor.hat.code) if actor.hat else NO_ROW


def with_me(actor: Actor) -> Q:
    if not actor.person_id or not actor.organisation_id:
        return NO_ROW
    return Q(professional=actor.person_id, organisation=actor.organisation_id)


def of_held(actor: Actor) -> Q:
    return Q(encounter__code=actor.hat.code) if actor.hat else NO_ROW


def of_with_me(actor: Actor) -> Q:
    if not actor.person_id or not actor.organisation_id:
        return NO_ROW
    return Q(encounter__professional=actor.person_id, encounter__organisation=actor.organisation_id)


person = rule(BY_CODE, where=held, because=_("la personne, par son code"))
pro = rule(Role.PROFESSIONAL, where=with_me, because=_("le professionnel de cette rencontre"))
closed_cards = (
    Q(opened_at=None),
    _("les cartes ne sont pas encore ouvertes"),
    _("les cartes sont ouvertes : elles ne changent plus"),
)
open_cards = OPEN, _("les cartes sont ouvertes"), _("il faut d’abord ouvrir les cartes ensemble")
not_over = Q(closed_at=None), _("elle n’est pas terminée"), _("cette rencontre est terminée")
over = Q(closed_at__isnull=False), _("elle est terminée"), _("cette rencontre n’est pas terminée")
has_decision = (
    Q(decision__isnull=False),
    _("une décision est écrite"),
    _("aucune décision n’est encore écrite"),
)
nobody_came = (
    Q(own_digest=None),
    _("la personne n’a pas encore pris son code"),
    _("la personne a son code : cette rencontre est à elle aussi"),
)


def not_said(column: str) -> tuple[Q, Any, Any]:
    return (
        Q(**{column: None}),
        _("ce n’est pas déjà dit"),
        _("c’est déjà dit"),
    )


waits_for_pro = rule(
    Role.PROFESSIONAL,
    where=Q(professional=None),
    because=_("un professionnel à qui la personne a donné son code"),
)
both = person | pro

allow(
    Encounter,
    see=both,
    come=person.when(*nobody_came),
    join=waits_for_pro,
    hand_again=pro.when(*nobody_came).when(*closed_cards),
    cancel=pro.when(*nobody_came).when(*closed_cards),
    write=both.when(*closed_cards),
    say_presence=person.when(*not_over),
    say_ready=person.when(*closed_cards).when(*not_said("person_ready_at"))
    | pro.when(*closed_cards).when(*not_said("pro_ready_at")),
    hold_back=person.when(*closed_cards).when(~Q(person_ready_at=None), _("on l’avait dit"))
    | pro.when(*closed_cards).when(~Q(pro_ready_at=None), _("on l’avait dit")),
    type_paper=pro.when(*nobody_came).when(*closed_cards),
    look=both.when(*open_cards).when(*not_over),
    decide=both.when(*open_cards).when(*not_over),
    agree=person.when(*open_cards).when(*not_over).when(*has_decision)
    | pro.when(*open_cards).when(*not_over).when(*has_decision),
    rate=person.when(*over).when(*not_said("person_rated_at"))
    | pro.when(*over).when(*not_said("pro_rated_at")),
    keep=person.when(*over).when(Q(kept_at=None), _("elle n’est pas déjà gardée"), _("elle est déjà gardée")),
    keep_for=person.when(Q(kept_at__isnull=False), _("elle est gardée"), _("il faut d’abord la garder")),
    erase=person | rule("system", because=_("une rencontre s’efface à son terme")),
)


def readable(side: str) -> Q:
    return Q(side=side) | Q(encounter__opened_at__isnull=False)


of_person = rule(BY_CODE, where=of_held, because=_("la personne, par son code"))
of_pro = rule(Role.PROFESSIONAL, where=of_with_me, because=_("le professionnel de cette rencontre"))
opened_together = _("sa carte, et celle de l’autre une fois ouvertes ensemble")
still_closed = (
    Q(encounter__opened_at=None),
    _("les cartes ne sont pas encore ouvertes"),
    _("les cartes sont ouvertes : une ligne ne se retire plus"),
)
allow(
    Line,
    see=of_person.when(readable(Side.PERSON), opened_together)
    | of_pro.when(readable(Side.PRO), opened_together),
    withdraw=of_person.when(Q(side=Side.PERSON), _("sa propre ligne")).when(*still_closed)
    | of_pro.when(Q(side=Side.PRO), _("sa propre ligne")).when(*still_closed),
)
allow(
    Organisation,
    begin_encounter=rule(
        Role.PROFESSIONAL, where=is_my_organisation, because=_("un professionnel de la structure")
    ),
    count_encounters=rule(
        Role.COORDINATOR, Role.PROFESSIONAL, where=is_my_organisation, because=_("la structure, en nombres")
    ),
)
allow(
    Installation,
    begin_encounter=rule(ANYONE, because=_("chacun peut préparer une rencontre, sans compte")),
)
