"""Who signs up for a date, waits for a place, gives one back."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, allow, rule
from reciproque.partnerships.policy import readers

from ..models import Mission, SignUp, Slot, Taking, Waiting
from .who import STANDING, leads, see


def taken_by_me(actor: Actor) -> Q:
    mine = Taking.objects.filter(STANDING, mission=OuterRef("mission"), engagement__person=actor.person_id)
    return Q(Exists(mine)) if actor.person_id else NO_ROW


def mine_there(model: type[SignUp] | type[Waiting], **so):
    def where(actor: Actor) -> Q:
        rows = model.objects.filter(
            slot=OuterRef("pk"), taking__engagement__person=actor.person_id, taking__ended_at=None, **so
        )
        return Q(Exists(rows)) if actor.person_id else NO_ROW

    return where


signed = mine_there(SignUp, cancelled_at=None)
waits = mine_there(Waiting, left_at=None)
takers = rule(SOMEONE, where=taken_by_me, because=_("qui a pris la mission choisit ses dates"))
to_come = (
    Q(intervention__holding=None, intervention__cancellation=None),
    _("la date n’est ni passée ni annulée"),
    _("cette date est passée ou annulée"),
)
allow(
    Slot,
    see=readers("mission__partnership")
    | rule(
        SOMEONE,
        where=lambda actor: Q(mission__in=Mission.objects.filter(see.where(actor))),
        because=_("qui lit la mission en lit les dates"),
    ),
    sign_up=takers.when(
        lambda actor: ~signed(actor), _("elle n’y est pas déjà"), _("votre inscription est déjà faite")
    ).when(*to_come),
    wait=takers.when(
        lambda actor: ~signed(actor), _("elle n’y est pas déjà"), _("votre inscription est déjà faite")
    )
    .when(
        lambda actor: ~waits(actor), _("elle n’attend pas déjà"), _("vous êtes déjà sur la liste d’attente")
    )
    .when(*to_come),
    change_places=leads("mission").when(*to_come),
)
allow(
    SignUp,
    see=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun voit ses inscriptions"),
    )
    | readers("slot__mission__partnership"),
    cancel=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun se désinscrit soi-même"),
    ).when(
        Q(cancelled_at=None, slot__intervention__holding=None, slot__intervention__cancellation=None),
        _("l’inscription tient, et la date est à venir"),
        _("cette inscription a déjà pris fin"),
    ),
    confirm=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun dit pour soi s’il vient encore"),
    ).when(
        Q(cancelled_at=None, moved_at__isnull=False),
        _("la date a changé depuis l’inscription"),
        _("la date n’a pas changé"),
    ),
)
allow(
    Waiting,
    see=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun voit ce qu’il attend"),
    ),
    leave=rule(
        SOMEONE,
        where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
        because=_("chacun quitte la liste quand il veut"),
    ).when(Q(left_at=None), _("elle attend encore"), _("vous n’attendez plus cette date")),
    pass_on=rule("system", because=_("une place gardée sans réponse passe à la personne suivante")),
)
