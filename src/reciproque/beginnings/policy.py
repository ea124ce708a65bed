"""Who may open a call and read its answers, keep a draft, sponsor it, start simply."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import ANYONE, NO_ROW, SOMEONE, allow, rule
from reciproque.partnerships.models import Framing
from reciproque.partnerships.policy import acting_engagements, doers, not_begun, readers
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person
from reciproque.people.policy import is_my_organisation, mine, of_my_organisation

from .kinds import Sponsoring
from .models import UNANSWERED, Answer, Call, Draft, Sponsorship, Start

# --- « Participer » -------------------------------------------------------------------------------
its_own_coordination = _("c’est à la coordination de cette structure")


def answers_to_mine(actor: Actor) -> Q:
    return Q(call__organisation=actor.organisation_id) if actor.organisation_id else NO_ROW


still_open = Q(closed_at=None), _("l’appel est ouvert"), _("cet appel est fermé")
open_call = Call.objects.filter(organisation=OuterRef("pk"), closed_at=None)
coordinates_the_call = rule(Role.COORDINATOR, where=of_my_organisation, because=its_own_coordination)
reads_the_answer = rule(Role.COORDINATOR, where=answers_to_mine, because=its_own_coordination)
kept = Q(erasure=None), _("elle n’est pas effacée"), _("cette réponse a été effacée")

allow(
    Call,
    see=rule(ANYONE, where=Q(closed_at=None), because=_("un appel ouvert est lu de tous"))
    | coordinates_the_call,
    answer=rule(ANYONE, because=_("chacun peut répondre")).when(*still_open),
    revise=coordinates_the_call.when(*still_open),
    close=coordinates_the_call.when(*still_open),
)
allow(
    Answer,
    see=reads_the_answer,
    settle=reads_the_answer.when(*kept).when(
        Q(meeting=None), _("personne n’a encore dit ce qu’il en est"), _("quelqu’un l’a déjà dit")
    ),
    take_back=rule(ANYONE, because=_("qui tient le numéro d’une réponse peut la reprendre")).when(*kept),
    erase=rule("system", because=_("une réponse s’efface au terme annoncé")).when(*kept),
)


# --- drafts ---------------------------------------------------------------------------------------
def my_draft(actor: Actor) -> Q:
    return Q(drafted_by=actor.person_id) if actor.person_id else NO_ROW


def of_my_draft(actor: Actor) -> Q:
    return Q(draft__drafted_by=actor.person_id) if actor.person_id else NO_ROW


NOT_SAID_NO = Q(withdrawn_at=None, turned_down_at=None) & ~Q(answer=Sponsoring.REFUSED)
"""Once she has refused, or was no longer asked, a sponsor reads the draft no more."""
WAITS_FOR_AGREEMENT = Q(answer=Sponsoring.CONDITIONAL, agreed_at=None, turned_down_at=None)


def asked_of_me(actor: Actor) -> Q:
    return Q(sponsor=actor.person_id) & NOT_SAID_NO if actor.person_id else NO_ROW


def shown_to_me(actor: Actor) -> Q:
    if not actor.person_id:
        return NO_ROW
    return Q(Exists(Sponsorship.objects.filter(asked_of_me(actor), draft=OuterRef("pk"))))


def asked_under_this_hat(actor: Actor) -> Q:
    if not actor.organisation_id:
        return NO_ROW
    return Q(sponsor=actor.person_id, position=actor.role, on_behalf_of=actor.organisation_id)


under_way = Sponsorship.objects.filter(UNANSWERED | WAITS_FOR_AGREEMENT, draft=OuterRef("pk"))
drafter = rule(SOMEONE, where=my_draft, because=_("un brouillon est à la personne qui l’écrit"))
its_drafter = rule(SOMEONE, where=of_my_draft, because=_("un brouillon est à la personne qui l’écrit"))
unfounded = (
    Q(partnership=None),
    _("il n’est pas encore devenu un partenariat"),
    _("ce brouillon est devenu un partenariat"),
)
nobody_asked = (
    ~Q(Exists(under_way)),
    _("personne n’est en train d’y répondre"),
    _("quelqu’un l’a sous les yeux : reprenez d’abord votre demande"),
)
condition_open = (
    WAITS_FOR_AGREEMENT,
    _("une condition attend votre accord"),
    _("cette condition a déjà eu sa réponse"),
)
unanswered = (
    UNANSWERED,
    _("la demande attend une réponse"),
    _("cette demande a déjà eu sa réponse, ou elle a été reprise"),
)

allow(
    Person,
    draft=rule(SOMEONE, where=mine("pk"), because=_("toute personne connectée peut écrire un brouillon")),
)
allow(
    Draft,
    see=drafter
    | rule(
        SOMEONE,
        where=shown_to_me,
        because=_("la personne à qui l’on demande de le parrainer le lit, tant qu’elle n’a pas dit non"),
    ),
    revise=drafter.when(*unfounded).when(*nobody_asked),
    ask=drafter.when(*unfounded).when(*nobody_asked),
    put_aside=drafter.when(*unfounded).when(*nobody_asked),
)
allow(
    Sponsorship,
    see=its_drafter | rule(SOMEONE, where=asked_of_me, because=_("la personne à qui on le demande")),
    answer=rule(
        SOMEONE,
        where=asked_under_this_hat,
        because=_("on répond sous le chapeau auquel la demande a été faite"),
    ).when(*unanswered),
    withdraw=its_drafter.when(*unanswered),
    agree=its_drafter.when(*condition_open),
    turn_down=its_drafter.when(*condition_open),
)

# --- starting simply ------------------------------------------------------------------------------
side_framed = Framing.objects.filter(partnership=OuterRef("partnership"), side=OuterRef("side"))


def my_side_is_silent(actor: Actor) -> Q:
    return Q(Exists(acting_engagements(actor, of="partnership").filter(~Exists(side_framed))))


partnership_not_begun = (Q(partnership__activation=None), *not_begun[1:])
allow(
    Organisation,
    open_call=rule(Role.COORDINATOR, where=is_my_organisation, because=its_own_coordination).when(
        ~Q(Exists(open_call)), _("aucun appel n’est ouvert"), _("un appel est déjà ouvert : modifiez-le")
    ),
    begin_simply=rule(
        *(Role.COORDINATOR, Role.PARTNER, Role.PROFESSIONAL, Role.REPRESENTATIVE),
        where=is_my_organisation,
        because=_("un membre d’une structure y commence quelque chose"),
    ),
)
allow(
    Start,
    see=readers("partnership"),
    confirm=doers("partnership")
    .when(*partnership_not_begun)
    .when(my_side_is_silent, _("votre côté ne l’a pas encore dit"), _("votre côté l’a déjà dit")),
)
