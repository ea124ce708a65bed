"""Who answers an offer or a request, and who sees it; who changes how she takes a mission; seasons of a house."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.policy import NO_ROW, SOMEONE, allow, rule
from reciproque.partnerships.policy import readers, running
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation

from ..models import Offer, Season, Taking
from .who import BY_HERSELF, STANDING, UNANSWERED, leads

hers = rule(
    SOMEONE,
    where=lambda actor: Q(person=actor.person_id) if actor.person_id else NO_ROW,
    because=_("chacun répond pour soi"),
)
offered = ~BY_HERSELF, _("la mission a été proposée"), _("c’est vous qui l’avez demandée")
asked_for = BY_HERSELF, _("la personne l’a demandée"), _("cette mission a été proposée, non demandée")
not_accepted = (
    Q(accepted_at=None, taken_back_at=None),
    _("elle n’a pas été acceptée"),
    _("cette proposition a été acceptée ou reprise"),
)
"""To whoever offered, a « no » leaves the same buttons as a silence."""
waiting = UNANSWERED, _("une réponse est attendue"), _("une réponse a déjà été donnée")
answering = (
    leads("mission")
    .when(*asked_for)
    .when(*waiting)
    .when(
        lambda actor: ~Q(person=actor.person_id),
        _("jamais pour soi-même"),
        _("c’est à quelqu’un d’autre de vous répondre"),
    )
)
allow(
    Offer,
    see=hers | leads("mission"),
    accept=hers.when(*offered).when(*waiting).when(*running("mission__partnership")),
    decline=hers.when(*offered).when(*waiting),
    take_back=leads("mission").when(*offered).when(*not_accepted) | hers.when(*asked_for).when(*waiting),
    welcome=answering.when(*running("mission__partnership")),
    turn_down=answering,
)
her_own = rule(
    SOMEONE,
    where=lambda actor: Q(engagement__person=actor.person_id) if actor.person_id else NO_ROW,
    because=_("chacun pour soi"),
)
goes_on = STANDING, _("la mission est en cours"), _("cette mission a pris fin pour vous")
allow(
    Taking,
    see=her_own | readers("mission__partnership"),
    set_rhythm=her_own.when(*goes_on),
    choose_terms=her_own.when(*goes_on),
    end=her_own.when(*goes_on),
    lapse=rule("system", because=_("un engagement qui prend fin emporte ce qui en dépend")),
)


of_my_house = rule(
    Role.COORDINATOR,
    where=lambda actor: Q(organisation=actor.organisation_id) if actor.organisation_id else NO_ROW,
    because=_("c’est à la coordination de cette structure"),
)
allow(
    Organisation,
    plan_season=rule(
        Role.COORDINATOR,
        where=lambda actor: Q(pk=actor.organisation_id) if actor.organisation_id else NO_ROW,
        because=_("c’est à la coordination de cette structure"),
    ),
)
allow(
    Season,
    see=of_my_house,
    send=of_my_house.when(
        Q(sent_at=None), _("rien n’a encore été proposé"), _("ces propositions sont déjà parties")
    ),
)
