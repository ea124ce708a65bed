"""Whose word makes a time agreed: hers for what somebody noted for her, the other's for what she noted; never her own.

The house is the referent of the partnership's other side, or the coordination of the organisations that carry it.
"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, Rule, allow, rule
from reciproque.partnerships.models import Contribution, Engagement, Partnership
from reciproque.partnerships.policy import (
    acting_engagements,
    coordinated,
    coordination,
    doers,
    readers,
    referents,
)
from reciproque.people.kinds import Role
from reciproque.people.models import Person

from .kinds import Party
from .models import Confirmation, Dispute, Showing, Thanks

AS_SHE_WROTE = Q(entered_by=F("engagement__person")) | Q(version__gt=1)
"""Times whose words are hers: she noted them, or corrected them (nobody else may)."""


def hers(path: str):
    """Rows of the person, whatever her hat; `path` leads to her."""
    return lambda actor: Q(**{path: actor.person_id}) if actor.person_id else NO_ROW


def from_the_other_side(path: str = ""):
    """Rows whose partnership's other side the actor answers for, under the hat she engaged with."""

    def where(actor: Actor) -> Q:
        leading = acting_engagements(actor, of=f"{path}partnership", referent_since__isnull=False)
        return Q(Exists(leading.exclude(side=OuterRef(f"{path}side")))) if actor.person_id else NO_ROW

    return where


def of_the_house() -> Rule:
    """Those who may speak for the house of a row that has an `engagement`: never of their own."""
    other_side = rule(
        SOMEONE,
        where=from_the_other_side("engagement__"),
        because=_("c’est à la personne référente de l’autre côté, sous le chapeau de son engagement"),
    )
    coordinating = rule(
        Role.COORDINATOR,
        where=lambda actor: coordinated(actor, "engagement__partnership"),
        because=_("c’est à la coordination des structures qui portent le partenariat"),
    )
    return (other_side | coordinating).when(
        lambda actor: ~Q(engagement__person=actor.person_id),
        _("jamais de son propre temps"),
        _("personne ne confirme son propre temps"),
    )


def confirmed(party: Party) -> Q:
    """Contributions that this party confirmed as they stand now."""
    said = Confirmation.objects.filter(
        contribution=OuterRef("pk"), of_version=OuterRef("version"), party=party
    )
    return Q(Exists(said))


def said_by_the_other_side() -> Q:
    """Contributions noted for her by somebody of the partnership's other side, and that she left as they are."""
    there = Engagement.objects.filter(
        partnership=OuterRef("engagement__partnership"), person=OuterRef("entered_by")
    )
    return ~AS_SHE_WROTE & Q(Exists(there.exclude(side=OuterRef("engagement__side"))))


undisputed = (
    ~Q(Exists(Dispute.objects.filter(contribution=OuterRef("pk"), settled_at=None))),
    _("personne n’en discute"),
    _("un échange est ouvert sur ce temps : dites-y d’abord ce qui a été convenu"),
)
by_herself = (
    rule(
        SOMEONE,
        where=hers("engagement__person"),
        because=_("chacun confirme ce qu’un autre a noté pour lui"),
    )
    .when(
        ~AS_SHE_WROTE,
        _("quelqu’un d’autre l’a noté"),
        _("vous l’avez écrit vous-même : c’est à l’autre côté de le confirmer"),
    )
    .when(~confirmed(Party.SELF), _("ce n’est pas encore fait"), _("c’est déjà confirmé"))
    .when(*undisputed)
)
by_the_house = (
    of_the_house()
    .when(
        lambda actor: AS_SHE_WROTE | ~Q(entered_by=actor.person_id),
        _("quelqu’un d’autre que qui l’a noté"),
        _("vous l’avez noté vous-même : c’est à quelqu’un d’autre de le confirmer"),
    )
    .when(
        ~said_by_the_other_side(),
        _("l’autre côté ne l’a pas noté lui-même"),
        _("l’autre côté l’a noté : c’est à la personne de le confirmer"),
    )
    .when(~confirmed(Party.HOUSE), _("ce n’est pas encore fait"), _("c’est déjà confirmé"))
    .when(*undisputed)
)
allow(Contribution, confirm=by_herself, vouch=by_the_house, dispute=by_herself | by_the_house)
allow(
    Person,
    confirm_time=rule(SOMEONE, where=hers("pk"), because=_("chacun confirme ce qu’un autre a noté pour lui")),
)
allow(Partnership, vouch_time=referents | coordination)
allow(
    Engagement,
    note_around=rule(SOMEONE, where=hers("person"), because=_("chacun note son propre temps")).when(
        Q(accepted_at__isnull=False), _("l’engagement a été accepté")
    ),
    thank=(
        doers("partnership")
        | rule(
            Role.COORDINATOR,
            where=lambda actor: coordinated(actor, "partnership"),
            because=_("la coordination des structures qui portent le partenariat peut remercier"),
        )
    )
    .when(
        lambda actor: ~Q(person=actor.person_id),
        _("jamais soi-même"),
        _("personne ne se remercie soi-même"),
    )
    .when(Q(accepted_at__isnull=False), _("l’engagement a été accepté")),
)

two_of_it = (
    rule(SOMEONE, where=hers("engagement__person"), because=_("la personne dont c’est le temps"))
    | of_the_house()
)
open_still = Q(settled_at=None), _("l’échange est ouvert"), _("cet échange est réglé")
allow(
    Dispute,
    see=two_of_it,
    answer=two_of_it.when(*open_still),
    settle=two_of_it.when(*open_still),
)

SHOWN = Q(Exists(Showing.objects.filter(thanks=OuterRef("pk"), withdrawn_at=None)))
received = rule(
    SOMEONE, where=hers("engagement__person"), because=_("un merci est à la personne qui le reçoit")
)
allow(
    Thanks,
    see=received
    | rule(SOMEONE, where=hers("said_by"), because=_("chacun relit ce qu’il a écrit"))
    | readers("engagement__partnership").when(SHOWN, _("la personne a choisi de le montrer")),
    receive=received.when(
        Q(received_at=None), _("il n’est pas encore lu"), _("vous avez déjà dit que vous l’aviez lu")
    ),
    show=received.when(~SHOWN, _("il n’est pas montré"), _("il est déjà montré")),
    withdraw=received.when(SHOWN, _("il est montré"), _("il n’est montré à personne")),
)
