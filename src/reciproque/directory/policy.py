"""Who reads useful addresses: anybody signed in. Who keeps them right: mediators, professionals, coordination.

There is no position of « mediator »: somebody mediates as a patient partner or as a professional, and writes as such.
"""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, SOMEONE, allow, rule
from reciproque.people.kinds import Role
from reciproque.people.models import Installation, Organisation
from reciproque.people.policy import is_my_organisation

from .models import Check, Difference, Intake, Service, Sheet

KEEPERS = (Role.COORDINATOR, Role.PROFESSIONAL, Role.PARTNER)
OPEN = Q(closure=None)


def kept_by_us(actor: Actor) -> Q:
    return Q(kept_by=actor.organisation_id) if actor.organisation_id else NO_ROW


def of_a_sheet_kept_by_us(actor: Actor) -> Q:
    return Q(sheet__kept_by=actor.organisation_id) if actor.organisation_id else NO_ROW


def read_by_us(actor: Actor) -> Q:
    return Q(organisation=actor.organisation_id) if actor.organisation_id else NO_ROW


everyone = rule(SOMEONE, because=_("les adresses utiles sont ouvertes à toute personne connectée"))
keepers = _(
    "la coordination, les professionnels et les patients partenaires de la structure qui garde la fiche"
)
keeps = rule(*KEEPERS, where=kept_by_us, because=keepers)
keeps_its_sheet = rule(*KEEPERS, where=of_a_sheet_kept_by_us, because=keepers)
still_there = (OPEN, _("la fiche n’est pas fermée"), _("cette fiche est fermée"))
its_sheet_still_there = (Q(sheet__closure=None), _("la fiche n’est pas fermée"), _("cette fiche est fermée"))

allow(
    Organisation,
    add_sheet=rule(
        *KEEPERS,
        where=is_my_organisation,
        because=_(
            "la coordination, les professionnels et les patients partenaires, au nom de leur structure"
        ),
    ),
    import_sheets=rule(
        Role.COORDINATOR, where=is_my_organisation, because=_("la coordination, au nom de sa structure")
    ),
)
allow(
    Installation,
    place_communes=rule(Role.COORDINATOR, because=_("une coordination peut placer les communes"))
    | rule("system", because=_("la ligne de commande et la démonstration")),
)
allow(
    Sheet,
    see=everyone,
    revise=keeps.when(*still_there),
    confirm=keeps.when(*still_there),
    close_down=keeps.when(*still_there),
    add_service=keeps.when(*still_there),
    tell=everyone.when(*still_there),
)
allow(
    Service,
    see=everyone,
    revise=keeps_its_sheet.when(*its_sheet_still_there).when(
        Q(withdrawal=None), _("le service est encore rendu"), _("ce service est déjà retiré")
    ),
    withdraw=keeps_its_sheet.when(*its_sheet_still_there).when(
        Q(withdrawal=None), _("le service est encore rendu"), _("ce service est déjà retiré")
    ),
)
allow(
    Check,
    see=keeps_its_sheet,
    settle=keeps_its_sheet.when(
        Q(closed_at=None), _("le contrôle est ouvert"), _("ce contrôle est déjà fait")
    ),
)
allow(
    Difference,
    see=keeps_its_sheet,
    settle=keeps_its_sheet.when(*its_sheet_still_there).when(
        Q(answer=""), _("personne n’y a répondu"), _("cette différence a déjà sa réponse")
    ),
)
allow(
    Intake,
    see=rule(Role.COORDINATOR, where=read_by_us, because=_("la coordination de la structure qui l’a fait")),
)
