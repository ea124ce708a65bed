"""Who reads what somebody says of how she is: herself, and whoever she chose, as things stand. Nobody else.

A role gives nothing here, nor does a house: neither a coordination nor a referent reads a moment, a call, a tension
or an absence. What may be read by whoever reads a partnership is when its supervisions took place and who answers.
"""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation import written
from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, allow, rule
from reciproque.partnerships.kinds import InterventionKind, Side
from reciproque.partnerships.models import Engagement, Intervention
from reciproque.partnerships.policy import ACCEPTED, coordinated, doers, readers, running
from reciproque.people.kinds import Role
from reciproque.people.models import Organisation, Person
from reciproque.people.policy import is_my_organisation, mine

from .models import (
    Absence,
    Call,
    Confidant,
    Facilitation,
    Moment,
    Question,
    Relay,
    SupervisionDue,
    Tension,
)

STANDING = Q(declined_at=None, ended_at=None)
CHOSEN = STANDING & Q(accepted_at__isnull=False)
"""Somebody chose her, she said yes, and neither has ended it."""


def on_day(day: date) -> Q:
    """Absences that last on a day: coming back earlier ends them at once."""
    return Q(starts_on__lte=day, ends_on__gte=day, ended_at=None)


for_oneself = rule(SOMEONE, where=mine("pk"), because=_("chacun le dit pour soi"))
hers = rule(SOMEONE, where=mine(), because=_("cela n’est dit qu’à la personne"))
allow(Person, choose_confidant=for_oneself, say_absent=for_oneself, turn_to=for_oneself)

# --- the person one chose -------------------------------------------------------------------------
chosen = rule(SOMEONE, where=mine("chosen"), because=_("la personne choisie"))
pending = (
    STANDING & Q(accepted_at=None),
    _("la demande attend sa réponse"),
    _("cette demande a eu sa réponse, ou elle a été reprise"),
)
standing = (STANDING, _("ce n’est pas déjà fini"), _("c’est déjà fini"))
listening = (
    CHOSEN,
    _("tant que la personne la choisit, et qu’elle a dit oui"),
    _("il faut avoir dit oui, et que la personne vous choisisse encore"),
)
allow(
    Confidant,
    see=hers | chosen.when(*standing),
    accept=chosen.when(*pending),
    decline=chosen.when(*pending),
    end=hers.when(*standing) | chosen.when(*standing),
    listen=chosen.when(*listening),
    note_read=chosen.when(*listening),
    reach_out=chosen.when(*listening),
)


def chosen_now(actor: Actor) -> Q:
    """What was said by who chooses the actor today, since the day she chose her to read from."""
    if not actor.person_id:
        return NO_ROW
    choice = Confidant.objects.filter(
        CHOSEN,
        person=OuterRef("person"),
        chosen=actor.person_id,
        reads_since__lte=OuterRef("said_at"),
    )
    return Q(Exists(choice))


allow(
    Question,
    see=hers,
    answer=hers.when(
        Q(closed_at=None),
        _("la question est encore posée"),
        _("cette question n’est plus posée : rien n’est attendu de vous"),
    ),
    take_back=hers,
)
allow(
    Moment,
    see=hers
    | rule(
        SOMEONE,
        where=chosen_now,
        because=_("la seule personne qu’elle a choisie, tant qu’elle la choisit"),
    ),
)
allow(
    Call,
    see=rule(
        SOMEONE, where=mine("confidant__person"), because=_("la personne le sait avant tout autre")
    ).when(Q(confidant__ended_at=None), _("tant que son choix tient"))
    | rule(
        SOMEONE, where=mine("confidant__chosen"), because=_("la personne choisie, et personne d’autre")
    ).when(Q(confidant__ended_at=None), _("tant que ce choix tient")),
)

# --- supervision ----------------------------------------------------------------------------------
allow(SupervisionDue, see=readers("engagement__partnership"))
allow(Facilitation, see=readers("intervention__partnership"))
allow(
    Intervention,
    say_facilitator=doers("partnership")
    .when(
        Q(kind=InterventionKind.SUPERVISION),
        _("c’est une supervision"),
        _("seule une supervision dit qui l’animait"),
    )
    .when(Q(cancellation=None), _("elle n’est pas annulée"), _("elle est annulée")),
)

allow(
    Organisation,
    read_month=rule(
        Role.COORDINATOR,
        where=is_my_organisation,
        because=_("la coordination lit le récapitulatif de ce que sa structure porte"),
    ),
)

# --- who answers for whom -------------------------------------------------------------------------
of_the_partnership = doers("partnership", referent_since__isnull=False) | rule(
    Role.COORDINATOR,
    where=lambda actor: coordinated(actor, "partnership"),
    because=_("la coordination des structures qui le portent"),
)
allow(
    Engagement,
    name_relay=of_the_partnership.when(
        ACCEPTED & Q(side=Side.LIVED),
        _("la personne est engagée du côté des patients et des proches"),
        _("un relais se nomme pour une personne engagée du côté des patients et des proches"),
    ).when(*running("partnership")),
)
allow(
    Relay,
    see=readers("engagement__partnership"),
    end=(
        doers("engagement__partnership", referent_since__isnull=False)
        | rule(
            Role.COORDINATOR,
            where=lambda actor: coordinated(actor, "engagement__partnership"),
            because=_("la coordination des structures qui le portent"),
        )
    ).when(Q(ended_at=None), _("le relais n’a pas pris fin"), _("ce relais a déjà pris fin")),
)
allow(
    Absence,
    see=hers,
    come_back=hers.when(Q(ended_at=None), _("elle n’a pas déjà pris fin"), _("elle a déjà pris fin")),
)


# --- tensions -------------------------------------------------------------------------------------
def in_her_absence(actor: Actor) -> Q:
    """Tensions whose reader is away today, and whose author lets the actor, the substitute, read them meanwhile."""
    if not actor.person_id:
        return NO_ROW
    away = Absence.objects.filter(on_day(written.day()), person=OuterRef("turns_to"))
    relay = Relay.objects.filter(
        ended_at=None,
        engagement__person=OuterRef("opened_by"),
        referent=OuterRef("turns_to"),
        substitute=actor.person_id,
    )
    return Q(substitute_reads=True) & Q(Exists(away)) & Q(Exists(relay))


opened_it = rule(SOMEONE, where=mine("opened_by"), because=_("qui l’a ouverte"))
turned_to = rule(SOMEONE, where=mine("turns_to"), because=_("la personne vers qui elle se tourne")) | rule(
    SOMEONE,
    where=in_her_absence,
    because=_("le suppléant, pendant une absence, si elle l’a permis"),
)
still_open = (Q(closed_at=None), _("elle n’est pas close"), _("elle est close"))
allow(
    Tension,
    see=opened_it | turned_to,
    answer=turned_to.when(*still_open),
    close=opened_it.when(*still_open),
)
