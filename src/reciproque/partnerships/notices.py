"""The letters of this package: none names a partnership, a service or a disease."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.deadlines import days_in_words
from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice

from .models import Ending, Engagement, EvaluationRound, Objective, RoundAction
from .policy import ACCEPTED, ONGOING


@notice("partnerships.proposed", label=gettext_lazy("Une proposition attend une réponse"))
def a_place_is_proposed(message: Message) -> Letter | None:
    """Told to the person asked, while she has not answered."""
    engagement = _engagement(message.about)
    if engagement is None or engagement.accepted_at or engagement.person_id != message.person_ref:
        return None
    return Letter(
        _("Une proposition attend votre réponse"),
        _(
            "Bonjour,\n\nQuelqu’un vous propose de faire quelque chose ensemble. Vous pouvez accepter, ou décliner"
            " sans donner de raison :\n\n{url}\n"
        ).format(url=settings.PUBLIC_URL + engagement.get_absolute_url()),
    )


@notice("partnerships.role_revised", label=gettext_lazy("Une fiche de rôle a changé"))
def a_role_changed(message: Message) -> Letter | None:
    """Told to who is engaged beside her, while both still are."""
    engagement = _engagement(message.about)
    if engagement is None:
        return None
    beside = Engagement.objects.filter(
        ACCEPTED, partnership=engagement.partnership_id, person=message.person_ref
    )
    if not beside.exists():
        return None
    return Letter(
        _("Une fiche de rôle a changé"),
        _("Bonjour,\n\nUne fiche de rôle a changé. Pour la lire :\n\n{url}\n").format(
            url=settings.PUBLIC_URL + engagement.get_absolute_url()
        ),
    )


def _engagement(code: str) -> Engagement | None:
    return Engagement.objects.filter(ONGOING, code=code).select_related("partnership").first()


@notice("partnerships.objective_due", label=gettext_lazy("La date d’un objectif approche"))
def an_objective_comes(message: Message) -> Letter | None:
    """Told to who watches over an objective on each side, while it is not reached and they are still engaged."""
    objective = (
        Objective.objects.filter(code=message.about, reached_on=None).select_related("partnership").first()
    )
    if objective is None or not _still_engaged(message, objective.partnership_id):
        return None
    return _date_comes(
        message, objective.due_on, reverse("partnerships:needs", args=[objective.partnership.code])
    )


# --- evaluation and ending ------------------------------------------------------------------------
@notice("partnerships.round_due", label=gettext_lazy("La date d’une évaluation approche"))
def an_evaluation_comes(message: Message) -> Letter | None:
    """Told to who owns the round and to her substitute, while it is open and they are still engaged."""
    round_ = (
        EvaluationRound.objects.filter(code=message.about, closing=None).select_related("partnership").first()
    )
    if round_ is None or not _still_engaged(message, round_.partnership_id):
        return None
    return _date_comes(message, round_.due_on, round_.get_absolute_url())


@notice("partnerships.action_due", label=gettext_lazy("La date d’une action promise approche"))
def an_action_comes(message: Message) -> Letter | None:
    """Told to who promised the action and to her substitute, while it is not done."""
    action = (
        RoundAction.objects.filter(code=message.about, done_on=None)
        .select_related("round__partnership")
        .first()
    )
    if action is None or not _still_engaged(message, action.round.partnership_id):
        return None
    return _date_comes(message, action.due_on, action.round.get_absolute_url())


@notice("partnerships.ended", label=gettext_lazy("Un partenariat s’est terminé"))
def something_ended(message: Message) -> Letter | None:
    """Told to everyone engaged: a word waits for them. Nothing is said when it was opened again meanwhile."""
    ending = Ending.objects.filter(code=message.about, reopened_at=None).select_related("partnership").first()
    if ending is None:
        return None
    return Letter(
        _("Un mot vous attend"),
        _(
            "Bonjour,\n\nCe que vous faisiez ensemble vient de se terminer. Un mot vous attend :\n\n{url}\n"
        ).format(url=settings.PUBLIC_URL + ending.get_absolute_url()),
    )


def _date_comes(message: Message, due_on: date, path: str) -> Letter:
    left = days_in_words(due_on, today=timezone.localdate(message.due_at))
    return Letter(
        _("Une date à tenir : {left}").format(left=left),
        _(
            "Bonjour,\n\nQuelque chose que vous tenez avec d’autres : {left}. Pour le voir :\n\n{url}\n"
        ).format(left=left, url=settings.PUBLIC_URL + path),
    )


def _still_engaged(message: Message, partnership_id: int) -> bool:
    """Whether the reader still takes part, in something that goes on."""
    ended = Ending.objects.filter(partnership=partnership_id, reopened_at=None)
    engaged = Engagement.objects.filter(ACCEPTED, partnership=partnership_id, person=message.person_ref)
    return engaged.exists() and not ended.exists()
