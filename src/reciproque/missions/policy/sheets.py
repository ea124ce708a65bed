"""Who writes, reads over, publishes and closes missions; who takes one, who asks for one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, allow, rule
from reciproque.partnerships.models import Engagement, Partnership
from reciproque.partnerships.policy import ACCEPTED, doers, running

from ..models import Mission, Offer, Submission, Taking
from .who import (
    BY_HERSELF,
    STANDING,
    UNANSWERED,
    coordinators,
    leaders,
    leads,
    not_closed,
    published,
    see,
    unpublished,
)

waits_for_a_reader = (
    Q(Exists(Submission.objects.filter(mission=OuterRef("pk"), review=None))),
    _("une relecture a été demandée"),
    _("personne n’a demandé de relecture"),
)
another_reads_it = (
    lambda actor: (
        ~Q(written_by=actor.person_id)
        & ~Q(Exists(Submission.objects.filter(mission=OuterRef("pk"), review=None, asked_by=actor.person_id)))
    ),
    _("une autre personne que celle qui l’a écrite ou qui a demandé la relecture"),
    _("c’est à quelqu’un d’autre de la relire"),
)
writers = rule(
    SOMEONE,
    where=lambda actor: Q(written_by=actor.person_id) if actor.person_id else NO_ROW,
    because=_("qui l’a écrite la corrige"),
) | leaders("partnership")
allow(
    Partnership,
    write_mission=(doers() | coordinators("pk")).when(*running()),
)
allow(
    Mission,
    see=see,
    revise=writers.when(*not_closed).when(*running("partnership")),
    submit=writers.when(*unpublished)
    .when(
        ~Q(Exists(Submission.objects.filter(mission=OuterRef("pk"), review=None))),
        _("aucune relecture n’est déjà demandée"),
        _("une relecture est déjà demandée"),
    )
    .when(*not_closed)
    .when(*running("partnership")),
    publish=leaders("partnership")
    .when(*another_reads_it)
    .when(*waits_for_a_reader)
    .when(*not_closed)
    .when(*running("partnership")),
    give_back=leaders("partnership").when(*another_reads_it).when(*waits_for_a_reader),
    close=writers.when(*not_closed),
    offer=leads().when(*published).when(*not_closed).when(*running("partnership")),
    open_dates=leads().when(*published).when(*not_closed).when(*running("partnership")),
)


def takes_it_already(actor: Actor) -> Q:
    mine = Taking.objects.filter(STANDING, mission=OuterRef("pk"), engagement__person=actor.person_id)
    return Q(Exists(mine)) if actor.person_id else NO_ROW


def asked_already(actor: Actor) -> Q:
    mine = Offer.objects.filter(UNANSWERED, BY_HERSELF, mission=OuterRef("pk"), person=actor.person_id)
    return Q(Exists(mine)) if actor.person_id else NO_ROW


def engaged_there(actor: Actor) -> Q:
    mine = Engagement.objects.filter(ACCEPTED, person=actor.person_id, partnership=OuterRef("partnership"))
    return Q(Exists(mine)) if actor.person_id else NO_ROW


not_taken = (
    lambda actor: ~takes_it_already(actor),
    _("elle ne l’a pas déjà prise"),
    _("vous avez déjà pris cette mission"),
)
seen_by_her = rule(SOMEONE, where=see.where, because=_("chacun choisit pour soi, parmi ce qu’il peut lire"))
allow(
    Mission,
    take=seen_by_her.when(
        engaged_there, _("elle est déjà engagée dans le partenariat"), _("demandez-la d’abord")
    )
    .when(*not_taken)
    .when(*published)
    .when(*not_closed)
    .when(*running("partnership")),
    ask_for=seen_by_her.when(
        lambda actor: ~engaged_there(actor),
        _("elle n’est pas encore engagée dans le partenariat"),
        _("vous êtes déjà dans ce partenariat : prenez-la directement"),
    )
    .when(
        lambda actor: ~asked_already(actor),
        _("elle ne l’a pas déjà demandée"),
        _("vous l’avez déjà demandée : la réponse est attendue"),
    )
    .when(*not_taken)
    .when(*published)
    .when(*not_closed)
    .when(*running("partnership")),
)
