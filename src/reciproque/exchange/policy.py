"""Who may import what: coordinators, and each her own imports. Every download of an import goes by this rule."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.actor import Actor
from reciproque.foundation.policy import NO_ROW, allow, rule
from reciproque.people.kinds import Role
from reciproque.people.models import Installation

from .models import Import, Passage


def my_own(actor: Actor) -> Q:
    return Q(person=actor.person_id) if actor.person_id else NO_ROW


def of_my_own(actor: Actor) -> Q:
    return Q(batch__person=actor.person_id) if actor.person_id else NO_ROW


OPEN = Q(removal=None, success=None)
under_way = Q(Exists(Passage.objects.filter(batch=OuterRef("pk"), result=None)))
mine = rule(Role.COORDINATOR, where=my_own, because=_("chacun ne voit que ses propres imports"))
mine_open = mine.when(OPEN, _("cet import n’est pas terminé")).when(
    ~under_way, _("le fichier n’est pas en train d’être lu")
)
to_do = Q(result=None)

allow(
    Installation,
    deposit_import=rule(Role.COORDINATOR, because=_("une coordination peut importer un fichier")),
)
allow(
    Import,
    see=mine,
    map_columns=mine_open,
    confirm=mine_open,
    remove=mine.when(Q(removal=None), _("le fichier n’a pas déjà été retiré")).when(
        ~under_way, _("le fichier n’est pas en train d’être lu")
    )
    | rule("system", where=Q(removal=None), because=_("un fichier n’est pas gardé au-delà du nécessaire")),
)
allow(
    Passage,
    see=rule(Role.COORDINATOR, where=of_my_own, because=_("chacun ne voit que ses propres imports")),
    carry_out=rule(
        Role.COORDINATOR, where=of_my_own, because=_("chacun ne mène que ses propres imports")
    ).when(to_do, _("ce passage n’est pas déjà fait")),
    conclude=rule("system", where=to_do, because=_("ce passage n’est pas déjà conclu")),
)
