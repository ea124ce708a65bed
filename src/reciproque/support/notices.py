"""The letters of support: none says who, what about, nor how anybody is."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reciproque.foundation.models import Message
from reciproque.foundation.outbox import Letter, notice

from .models import Call, Confidant, Tension
from .policy import CHOSEN, STANDING
from .queries.digest import coordinators, digest_of


@notice("support.chosen", label=gettext_lazy("Messages personnels"))
def somebody_chose_you(message: Message) -> Letter | None:
    """Told to whoever was chosen, while she has not answered."""
    asked = Confidant.objects.filter(
        STANDING, code=message.about, accepted_at=None, chosen=message.person_ref
    ).first()
    if asked is None:
        return None
    return _word(_("On vous demande quelque chose"), asked.get_absolute_url())


@notice("support.answered", label=gettext_lazy("Messages personnels"))
def a_choice_was_answered(message: Message) -> Letter | None:
    """Told to who chose; the answer is read on her page."""
    asked = Confidant.objects.filter(code=message.about, person=message.person_ref)
    return _word(_("Un mot vous attend"), reverse("support:mine")) if asked.exists() else None


@notice("support.call_due", label=gettext_lazy("Messages personnels"))
def somebody_counts_on_you(message: Message) -> Letter | None:
    """Told to whoever was chosen, while she is chosen and has not gone to her."""
    call = (
        Call.objects.filter(code=message.about, answered_at=None, confidant__chosen=message.person_ref)
        .select_related("confidant")
        .first()
    )
    if call is None or not Confidant.objects.filter(CHOSEN, pk=call.confidant_id).exists():
        return None
    return _word(_("Quelqu’un compte sur vous"), call.confidant.get_absolute_url())


@notice("support.tension_due", label=gettext_lazy("Messages personnels"))
def an_answer_is_waited_for(message: Message) -> Letter | None:
    """Told to who is turned to, while she has not answered."""
    tension = Tension.objects.filter(
        code=message.about, answered_at=None, closed_at=None, turns_to=message.person_ref
    ).first()
    return _word(_("Un mot vous attend"), tension.get_absolute_url()) if tension else None


@notice("support.tension_answered", label=gettext_lazy("Messages personnels"))
def an_answer_came(message: Message) -> Letter | None:
    """Told to who opened it."""
    tension = Tension.objects.filter(code=message.about, opened_by=message.person_ref).first()
    return _word(_("Un mot vous attend"), tension.get_absolute_url()) if tension else None


def _word(subject: str, path: str) -> Letter:
    body = _("Bonjour,\n\nQuelque chose vous attend. Pour le lire :\n\n{url}\n")
    return Letter(subject, body.format(url=settings.PUBLIC_URL + path))


# --- digests --------------------------------------------------------------------------------------
@notice("support.digest", label=gettext_lazy("Récapitulatifs de la semaine"))
def the_week(message: Message) -> Letter | None:
    """Counts and kinds, as they are when it leaves; nothing to say, no letter."""
    lines = digest_of(message.person_ref, timezone.localdate(message.due_at))
    if not lines:
        return None
    return Letter(
        _("Votre récapitulatif de la semaine"),
        _("Bonjour,\n\n{lines}\n\nPour lire : {url}\n").format(
            lines="\n".join(f"- {line.text}" for line in lines),
            url=settings.PUBLIC_URL + reverse("support:digest"),
        ),
    )


@notice("support.month", label=gettext_lazy("Récapitulatifs du mois"))
def the_month(message: Message) -> Letter | None:
    """Told to who still coordinates; the figures are read on the page."""
    still = coordinators(timezone.localdate(message.due_at)).filter(person=message.person_ref)
    if not still.exists():
        return None
    return Letter(
        _("Votre récapitulatif du mois"),
        _("Bonjour,\n\nLe récapitulatif du mois passé peut être lu :\n\n{url}\n").format(
            url=settings.PUBLIC_URL + reverse("support:month")
        ),
    )
