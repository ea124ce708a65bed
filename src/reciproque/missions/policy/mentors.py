"""Who asks somebody to go along with her for her first times, who answers, who ends it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from reciproque.foundation.policy import NO_ROW, SOMEONE, allow, rule

from ..models import Mentoring, Taking
from .answers import goes_on, her_own

OPEN = Q(declined_at=None, ended_at=None)
newcomer = rule(
    SOMEONE,
    where=lambda actor: Q(taking__engagement__person=actor.person_id) if actor.person_id else NO_ROW,
    because=_("qui prend la mission"),
)
mentor = rule(
    SOMEONE,
    where=lambda actor: Q(mentor=actor.person_id) if actor.person_id else NO_ROW,
    because=_("la personne à qui on l’a demandé"),
)
unanswered = Q(accepted_at=None) & OPEN, _("une réponse est attendue"), _("une réponse a déjà été donnée")
allow(
    Taking,
    ask_mentor=her_own.when(*goes_on).when(
        ~Q(Exists(Mentoring.objects.filter(OPEN, taking=OuterRef("pk")))),
        _("personne n’est déjà demandé"),
        _("vous l’avez déjà demandé à quelqu’un"),
    ),
)
allow(
    Mentoring,
    see=newcomer | mentor,
    accept=mentor.when(*unanswered),
    decline=mentor.when(*unanswered),
    end=(newcomer | mentor).when(OPEN, _("ce n’est pas terminé"), _("c’est déjà terminé")),
    lapse=rule("system", because=_("un engagement qui prend fin emporte ce qui en dépend")),
)
